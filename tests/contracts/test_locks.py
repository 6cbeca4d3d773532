"""The lock files hold every dependency within its bounds, with hashes and without addresses."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DEV = PROJECT["optional-dependencies"]["dev"]


def locked(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text()
    return {found[1].lower(): found[2] for found in re.finditer(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.lock", PROJECT["dependencies"]),
        ("requirements-dev.lock", PROJECT["dependencies"] + DEV),
    ],
)
def test_a_lock_satisfies_every_bound(lock: str, wanted: list[str]) -> None:
    pins = locked(lock)
    for line in wanted:
        requirement = Requirement(line)
        assert requirement.specifier.contains(pins[requirement.name.lower()]), line


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_hashes_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(locked(lock))


def test_every_dependency_has_a_lower_and_an_upper_bound() -> None:
    for line in [*PROJECT["dependencies"], *DEV]:
        operators = {specifier.operator for specifier in Requirement(line).specifier}
        assert ">=" in operators
        assert "<" in operators
