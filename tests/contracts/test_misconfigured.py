"""A setting that cannot be used ends the program with 78 and one line, which names it and not its value."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.logging_state import restored


@pytest.fixture(autouse=True)
def somewhere_new(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    with restored():
        yield


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("DATABASE_URL", "canary"),
        ("DATABASE_URL", "mysql://canary/a"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:////dev/null/canary/a.sqlite3"),
        ("SECRET_KEY_FILE", "/dev/null/canary/key"),
        ("BOT_API_URL", "127.0.0.1:8081/canary"),
        ("BOT_API_URL", "canary"),
        ("REHEARSAL_START", "2026-01-22T08:00:00"),
        ("REHEARSAL_SPEED", "canary"),
    ],
)
def test_it_is_named(
    setting: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(setting, value)
    assert main(["migrate"]) == 78
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{setting}: ")
    assert "canary" not in line
