"""`python -m bot doctor`: what it finds, what it says to do, and what it never says."""

import json
from asyncio import to_thread
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.clock import real_now
from bot.doctor import machine
from bot.sandbox import LocalBotApi
from bot.sandbox.faults import Answer, Fault
from storage.opening import opened
from tests.doctor.asking import TOKEN, asked, change, levels
from tests.services.tiny_places import TinyPlaces

GOOD = {
    "settings", "approvals", "key", "database", "migrations", "operators", "pragmas", "key fits", "calendar",
    "disk", "gazetteer", "clock", "token", "identity", "webhook", "privacy mode", "groups", "inline mode",
    "menus",
}  # fmt: skip


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
