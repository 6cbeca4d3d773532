"""What the doctor says: one line a matter, with what to do about it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

_WIDEST = 12


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Finding:
    """`told` is what was found, `advice` what to do; never a token, a key or an id of anybody."""

    name: str
    level: Level
    told: str
    advice: str = ""


def fine(name: str, told: str) -> Finding:
    return Finding(name, Level.OK, told)


def warning(name: str, told: str, advice: str) -> Finding:
    return Finding(name, Level.WARNING, told, advice)


def fails(name: str, told: str, advice: str) -> Finding:
    return Finding(name, Level.FAILS, told, advice)


def is_well(findings: Sequence[Finding]) -> bool:
    """Warnings are no illness."""
    return all(each.level is not Level.FAILS for each in findings)


def as_text(findings: Sequence[Finding]) -> str:
    lines: list[str] = []
    for each in findings:
        lines.append(f"{each.level:<8} {each.name:<{_WIDEST}} {each.told}")
        if each.advice:
            lines.append(f"{'':<{_WIDEST + 9}} To do: {each.advice}")
    counts = (f"{level}: {sum(each.level is level for each in findings)}" for level in Level)
    return "\n".join([*lines, "", ", ".join(counts)])


def as_json(findings: Sequence[Finding]) -> str:
    return json.dumps({"well": is_well(findings), "findings": [asdict(each) for each in findings]}, indent=2)
