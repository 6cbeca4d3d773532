"""What the doctor finds in the database and the key file."""

import os
from pathlib import Path

import pytest

from bot.doctor import database
from tests.doctor.asking import asked, change, levels


@pytest.mark.usefixtures("api")
async def test_a_rehearsals_database_is_not_taken_for_the_live_one(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    change(file, "UPDATE meta SET value = 'True' WHERE key = 'rehearsal'")
    assert levels((await asked(capsys))[1]) == {"mode": "fails"}


@pytest.mark.usefixtures("api")
@pytest.mark.parametrize(
    ("revision", "level"), [("0001", "warning"), ("9999", "fails")], ids=["older", "of a newer program"]
)
async def test_the_shape_of_the_database_is_compared(
    capsys: pytest.CaptureFixture[str], file: Path, revision: str, level: str
) -> None:
    change(file, "UPDATE alembic_version SET version_num = ?", revision)
    assert levels((await asked(capsys))[1]) == {"migrations": level}


@pytest.mark.usefixtures("api")
async def test_a_damaged_database_fails(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"canary" * 2000 + whole[20192:])
    assert levels((await asked(capsys))[1]) == {"database": "fails"}
    file.write_bytes(b"no database at all, but canary")
    assert levels((await asked(capsys))[1]) == {"database": "fails"}


@pytest.mark.usefixtures("api", "key_file")
async def test_a_database_of_another_program_fails(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.sqlite3"
    change(other, "CREATE TABLE meta (theirs)")
    other.chmod(0o600)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{other}")
    code, findings = await asked(capsys)
    assert (code, levels(findings)) == (1, {"database": "fails"})
    assert "another program" in findings["database"]["told"]


@pytest.mark.usefixtures("api")
async def test_what_cannot_be_written_fails(
    capsys: pytest.CaptureFixture[str], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)
    assert levels((await asked(capsys))[1]) == {"written to": "fails"}
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file.parent}/none.sqlite3")
    assert levels((await asked(capsys))[1])["database"] == "fails"


@pytest.mark.usefixtures("api")
async def test_the_calendar_and_the_operators_are_missed(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    change(file, "DELETE FROM entry")
    change(file, "DELETE FROM coordinator")
    code, findings = await asked(capsys)
    assert (code, levels(findings)) == (0, {"calendar": "warning", "operators": "warning"})


@pytest.mark.usefixtures("api", "file")
async def test_the_key_is_looked_at_from_all_sides(
    capsys: pytest.CaptureFixture[str], key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_file.chmod(0o644)
    assert levels((await asked(capsys))[1]) == {"key": "warning"}
    key_file.write_text("5b" * 64)
    key_file.chmod(0o600)
    assert levels((await asked(capsys))[1]) == {"key fits": "fails"}
    key_file.unlink()
    assert levels((await asked(capsys))[1]) == {"key": "fails"}
    monkeypatch.setenv("SECRET_KEY", "canary")
    assert levels((await asked(capsys))[1]) == {"key": "fails"}
    monkeypatch.setenv("SECRET_KEY", "5a" * 64)
    assert levels((await asked(capsys))[1]) == {}


@pytest.mark.usefixtures("api")
async def test_a_key_beside_the_database_and_files_others_read_are_warned_of(
    capsys: pytest.CaptureFixture[str], file: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = key_file.rename(file.parent / "secret.key")
    monkeypatch.setenv("SECRET_KEY_FILE", str(beside))
    file.chmod(0o644)
    assert levels((await asked(capsys))[1]) == {"key apart": "warning", "database file": "warning"}


async def test_a_journal_that_is_not_kept_ahead_is_told(file: Path) -> None:
    change(file, "PRAGMA journal_mode=DELETE")
    seen = await database.looked_at(file)
    assert (seen.sound, seen.journal) == (True, "delete")
