"""The command line: what it prints, and how it leaves."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings
from tests.logging_state import restored

CANARY = "canary-value"


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty folder, no settings, a home of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    with restored():
        yield


def test_help_explains_each_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    told = capsys.readouterr().out
    for command in ("run", "tour", "calendar", "seed", "migrate", "status", "doctor", "qr"):
        assert f"\n    {command} " in told


@pytest.mark.parametrize("typed", [[], ["bogus"], ["run", "--fast"], ["status", "now"]])
def test_bad_usage_is_64(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(typed)
    assert left.value.code == 64
    assert "usage:" in capsys.readouterr().err


def test_run_without_a_token_says_where_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run"]) == 78
    told = capsys.readouterr().err
    assert told.startswith("BOT_TOKEN: ")
    assert "@BotFather" in told
    assert "python -m bot tour" in told


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SEND_RATE", CANARY),
        ("SEND_RATE", "0"),
        ("REHEARSAL_START", "2026-01-22T08:00:00"),
        ("REHEARSAL_SPEED", "-1"),
        ("OPERATOR_IDS", CANARY),
        ("DEFAULT_LANGUAGE", CANARY),
        ("APPROVALS", "3"),
        ("LOG_LEVEL", "DEBUG"),
        ("LOG_FORMAT", CANARY),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not(
    setting: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_TOKEN", CANARY)
    monkeypatch.setenv(setting, value)
    assert main(["run"]) == 78
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{setting}: ")
    assert CANARY not in line


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"REHEARSAL_START": "2026-01-22T08:00:00Z"}, "BOT_API_URL"),
        ({"REHEARSAL_CONTROL": "http://127.0.0.1:1"}, "BOT_API_URL"),
        ({"REHEARSAL_START": "2026-01-22T08:00:00Z", "BOT_API_URL": "https://10.0.0.1"}, "BOT_API_URL"),
        (
            {"BOT_API_URL": "http://127.0.0.1.example.org", "REHEARSAL_START": "2026-01-22T08:00Z"},
            "BOT_API_URL",
        ),
        ({"REHEARSAL_CONTROL": "http://example.org", "BOT_API_URL": "http://[::1]:1"}, "REHEARSAL_CONTROL"),
    ],
)
def test_a_rehearsal_cannot_reach_a_person(
    settings: dict[str, str],
    named: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    for name, value in ({"BOT_TOKEN": "7:x"} | settings).items():
        monkeypatch.setenv(name, value)
    assert main(["run"]) == 78
    assert capsys.readouterr().err.startswith(f"{named}: ")
    assert list(tmp_path.iterdir()) == []


def test_the_calendar_needs_nothing_and_leaves_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEND_RATE", CANARY)
    assert main(["calendar", "--json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    assert main(["calendar"]) == 0
    table = capsys.readouterr().out
    assert entries
    assert all(entry["code"] in table for entry in entries)
    assert list(tmp_path.iterdir()) == []


def test_migrate_seed_and_status_work_one_after_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    assert main(["seed"]) == 0
    migrated, seeded = capsys.readouterr().out.splitlines()
    assert "newest" in migrated
    assert not seeded.startswith("0 ")
    assert main(["seed"]) == 0
    assert capsys.readouterr().out.startswith("0 ")
    assert main(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["broadcasts"] == []
    assert main(["status"]) == 0


def test_status_without_a_database_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["status"]) == 78
    assert capsys.readouterr().err.startswith("DATABASE_URL: ")
    assert list(tmp_path.iterdir()) == []


def test_a_lost_key_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["migrate"]) == 0
    (tmp_path / ".config" / "drumbeat" / "secret.key").unlink()
    capsys.readouterr()
    assert main(["seed"]) == 78
    assert capsys.readouterr().err.splitlines()[-1].startswith("SECRET_KEY_FILE: ")


def test_settings_can_stand_in_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".env").write_text(f"DATABASE_URL=sqlite:///{tmp_path / 'elsewhere.sqlite3'}\nBOT_TOKEN=\n")
    assert main(["migrate"]) == 0
    assert (tmp_path / "elsewhere.sqlite3").exists()
