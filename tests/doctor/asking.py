"""Asking the doctor, which never says a secret."""

import json
import sqlite3
from asyncio import to_thread
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.domain.ids import ChatId

TOKEN = "7000000001:canary-token-abcdefghijklmnopq"
OPERATOR = ChatId(700_123_456)


async def asked(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, dict[str, str]]]:
    """The exit code, and the findings by their names."""
    code = await to_thread(main, ["doctor", "--json"])
    told = capsys.readouterr()
    for secret in (TOKEN, "canary", "5a5a", "7000000001", str(OPERATOR)):
        assert secret not in told.out + told.err
    report = json.loads(told.out)
    assert report["well"] == (code == 0)
    findings = {each["name"]: each for each in report["findings"]}
    for each in findings.values():
        assert bool(each["advice"]) == (each["level"] != "ok")
    return code, findings


def levels(findings: dict[str, dict[str, str]]) -> dict[str, str]:
    return {name: each["level"] for name, each in findings.items() if each["level"] != "ok"}


def change(path: Path, statement: str, *values: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement, values)
    connection.close()
