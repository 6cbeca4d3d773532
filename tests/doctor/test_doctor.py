"""`python -m bot doctor`: what it finds, what it says to do, and what it never says."""

import json
import sqlite3
from asyncio import to_thread
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.clock import real_now
from bot.doctor import database, machine
from bot.domain.ids import ChatId
from bot.domain.subscriber import Language
from bot.sandbox import LocalBotApi
from bot.sandbox.faults import Answer, Fault
from bot.services.identity import Identity
from bot.services.joining import Joining
from bot.settings import Settings
from storage.opening import opened
from tests.builders import TACOMA, an_entry
from tests.logging_state import restored
from tests.services.people import StandingClock
from tests.services.tiny_places import TinyPlaces

TOKEN = "7000000001:canary-token-abcdefghijklmnopq"
OPERATOR = ChatId(700_123_456)
GOOD = {
    "settings", "approvals", "key", "database", "migrations", "operators", "pragmas", "key fits", "calendar",
    "disk", "gazetteer", "clock", "token", "identity", "webhook", "privacy mode", "groups", "inline mode",
    "menus",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    with restored():
        yield


@pytest.fixture
async def api(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LocalBotApi]:
    """Everything switched as it should be."""
    api = LocalBotApi(TOKEN)
    async with api.serve() as url:
        monkeypatch.setenv("BOT_API_URL", url)
        monkeypatch.setenv("BOT_TOKEN", TOKEN)
        monkeypatch.setenv("CONTACT", "privacy@example.org")
        api.world.inline.on = True
        for scope in ("all_private_chats", "all_group_chats"):
            for language in ("", "es"):
                api.world.menus[scope, language] = [{"command": "help", "description": "help"}]
        yield api


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "home" / ".config" / "drumbeat" / "secret.key"
    path.parent.mkdir(parents=True)
    path.write_text("5a" * 64)
    path.chmod(0o600)
    return path


@pytest.fixture
async def file(tmp_path: Path, key_file: Path) -> Path:
    """The database of a bot that has run, with an operator and something ahead."""
    path = tmp_path / "data" / "drumbeat.sqlite3"
    assert key_file.exists()
    async with opened(f"sqlite:///{path}", lambda _new: bytes.fromhex("5a" * 64)) as storage:
        await Identity(storage.transactions).claim(7000000001, rehearsing=False)
        soon = (real_now() + timedelta(days=3)).date()
        async with storage.transactions.write() as tx:
            await tx.calendar.put_all([an_entry(TACOMA, soon, announced_on=soon - timedelta(days=9))])
        joining = Joining(storage.transactions, TinyPlaces(), StandingClock(real_now()))
        await joining.ensure_operators([OPERATOR], Language.EN)
    return path


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


@pytest.mark.usefixtures("api", "file")
async def test_a_bot_that_lacks_nothing_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    code, findings = await asked(capsys)
    assert (code, levels(findings)) == (0, {})
    assert findings.keys() == GOOD
    assert "no bot is running" in findings["database"]["told"]


@pytest.mark.usefixtures("api", "file")
async def test_it_reads_like_a_list_with_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APPROVALS", "1")
    assert await to_thread(main, ["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"ok: {len(GOOD) - 1}, warning: 1, fails: 0"
    at = next(number for number, line in enumerate(lines) if line.startswith("warning  approvals"))
    assert lines[at + 1].strip().startswith("To do: APPROVALS=2")


@pytest.mark.usefixtures("file")
async def test_beside_a_running_bot_it_only_looks(
    api: LocalBotApi, capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    async with opened(f"sqlite:///{file}", lambda _new: bytes.fromhex("5a" * 64)):
        before = file.read_bytes()
        code, findings = await asked(capsys)
        assert code == 0
        assert "a bot is running" in findings["database"]["told"]
        assert file.read_bytes() == before
    changing = {call.method for call in api.calls if not call.method.startswith("get")}
    assert changing == set()


async def test_before_anything_is_set_up_it_says_where_to_begin(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:9")
    code, findings = await asked(capsys)
    assert code == 1
    assert levels(findings) == {
        "contact": "warning", "database": "warning", "token": "fails", "clock": "fails"
    }  # fmt: skip
    assert "@BotFather" in findings["token"]["advice"]
    assert "not reached" in findings["clock"]["told"]
    assert not list(tmp_path.rglob("*.sqlite3*"))


async def test_settings_that_cannot_be_read_are_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEND_RATE", "canary")
    code, findings = await asked(capsys)
    assert (code, levels(findings)) == (1, {"settings": "fails"})
    assert "SEND_RATE" in findings["settings"]["told"]


@pytest.mark.usefixtures("file")
async def test_the_switches_at_botfather_are_told(
    api: LocalBotApi, capsys: pytest.CaptureFixture[str]
) -> None:
    api.world.sees_all_group_messages = True
    api.world.inline.on = False
    api.world.menus.clear()
    code, findings = await asked(capsys)
    assert code == 0
    assert levels(findings) == dict.fromkeys(("privacy mode", "inline mode", "menus"), "warning")
    assert "/setprivacy" in findings["privacy mode"]["advice"]
    assert "/setinline" in findings["inline mode"]["advice"]


@pytest.mark.usefixtures("file")
async def test_somebody_elses_webhook_fails(api: LocalBotApi, capsys: pytest.CaptureFixture[str]) -> None:
    hook = {"ok": True, "result": {"url": "https://elsewhere.example/canary", "pending_update_count": 0}}
    answer = Answer(200, json.dumps(hook).encode())
    api.faults.add(Fault("hooked", delivers=False, answer=answer), method="getWebhookInfo")
    code, findings = await asked(capsys)
    assert (code, levels(findings)) == (1, {"webhook": "fails"})
    assert "revoke" in findings["webhook"]["advice"]


@pytest.mark.usefixtures("file")
async def test_a_refused_token_and_another_bots_database_fail(
    api: LocalBotApi, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN + "x")
    code, findings = await asked(capsys)
    assert (code, levels(findings)) == (1, {"token": "fails"})
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    change(file, "UPDATE meta SET value = '42' WHERE key = 'bot_id'")
    code, findings = await asked(capsys)
    assert (code, levels(findings)) == (1, {"identity": "fails"})
    assert api.calls


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


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("seconds", "level"),
    [(0, None), (3, None), (30, "warning"), (-30, "warning"), (600, "fails"), (-600, "fails")],
)
async def test_a_clock_that_is_off_is_told(
    api: LocalBotApi,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    seconds: float,
    level: str | None,
) -> None:
    monkeypatch.setattr("bot.sandbox.connection.time", (real_now() + timedelta(seconds=seconds)).timestamp)
    assert levels((await asked(capsys))[1]).get("clock") == level
    assert api.calls


async def test_little_room_on_the_disk_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert machine.disk(tmp_path / "not" / "there").level == "ok"
    for megabytes, level in ((400, "warning"), (10, "fails")):
        usage = type("Usage", (), {"free": megabytes * 10**6})
        monkeypatch.setattr("shutil.disk_usage", lambda _path, usage=usage: usage)
        assert machine.disk(tmp_path).level == level


def test_a_gazetteer_that_cannot_be_read_or_is_small_fails() -> None:
    def broken() -> Any:
        raise OSError("canary")

    assert machine.gazetteer(broken).level == "fails"
    assert "canary" not in machine.gazetteer(broken).told
    assert machine.gazetteer(lambda: (4, TinyPlaces())).level == "fails"


async def test_a_journal_that_is_not_kept_ahead_is_told(file: Path) -> None:
    change(file, "PRAGMA journal_mode=DELETE")
    seen = await database.looked_at(file)
    assert (seen.sound, seen.journal) == (True, "delete")


def change(path: Path, statement: str, *values: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement, values)
    connection.close()
