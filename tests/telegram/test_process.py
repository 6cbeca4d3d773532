"""The running bot: killed, pressed twice, started twice, without a network or a good token, told to stop."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox import LocalBotApi, Person, faults
from bot.telegram.poll import AFTER_CONFLICT
from tests.telegram.bot_process import TOKEN, BotProcess, running, settings

CANARY = "Canary-Name"


@pytest.fixture
async def api() -> AsyncIterator[LocalBotApi]:
    api = LocalBotApi(TOKEN)
    async with api.serve():
        yield api


@pytest.fixture
async def url(api: LocalBotApi) -> str:
    return f"http://127.0.0.1:{api.port}"


def count(folder: Path, table: str) -> int:
    database = sqlite3.connect(folder / "data" / "drumbeat.sqlite3")
    try:
        (number,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - our own names
    finally:
        database.close()
    return int(number)


async def test_killed_with_fifty_unhandled_updates_it_handles_all_of_them_once(
    api: LocalBotApi, url: str, tmp_path: Path
) -> None:
    people = [api.person(f"{CANARY}{number}") for number in range(50)]
    async with running(tmp_path, url) as bot:
        for person in people:
            person.says("/add Tacoma, WA")
        await api.wait_for(lambda: len(api.ledger) >= 5)
        await bot.kill()
        assert any(not api.messages(person) for person in people), "killed in the middle"
        await bot.start()
        await api.wait_for(lambda: all(api.messages(person) for person in people), timeout=20)
        await api.idle()
        assert await bot.terminate() == 0
    assert count(tmp_path, "subscriber") == count(tmp_path, "subscription") == 50


async def test_a_second_start_sets_no_menu_again(api: LocalBotApi, url: str, tmp_path: Path) -> None:
    ana = api.person(CANARY, language="es")

    def set_so_far() -> list[str]:
        return [call.method for call in api.calls if call.accepted and call.method.startswith("set")]

    async with running(tmp_path, url) as bot:
        await api.wait_for(lambda: len(set_so_far()) >= 10, timeout=20)
        await api.idle()
        assert ana.menu()[:4] == ["today", "week", "near", "check"]
        assert await bot.terminate() == 0
        await bot.start()
        ana.says("/help")
        await api.wait_for(lambda: api.messages(ana), timeout=20)
        assert await bot.terminate() == 0
    assert len(set_so_far()) == 10


async def test_the_same_press_has_one_effect(api: LocalBotApi, url: str, tmp_path: Path) -> None:
    ana = api.person(CANARY)
    async with running(tmp_path, url):
        ana.starts("city_5812944")
        (welcome,) = await api.wait_for(lambda: api.messages(ana))
        add = next(text for text in welcome.button_texts if "Tacoma" in text)
        for _ in range(3):
            ana.presses(welcome, add)
        await api.wait_for(lambda: len(api.messages(ana)) == 4)
        await api.idle()
    assert count(tmp_path, "subscription") == 1


async def test_a_malformed_update_among_good_ones_holds_up_nobody(
    api: LocalBotApi, url: str, tmp_path: Path
) -> None:
    ana, ben = api.person("Ana"), api.person("Ben")
    async with running(tmp_path, url) as bot:
        ana.says("/today Tacoma")
        api.world.tell("message", {"message_id": "none", "chat": {"id": []}})
        api.world.tell("callback_query", {"id": "1"})
        ben.says("/today Houston")
        await api.wait_for(lambda: api.messages(ana) and api.messages(ben))
        await api.idle()
        assert bot.process is not None
        assert bot.process.returncode is None


async def test_a_second_instance_on_the_database_refuses_at_once(
    api: LocalBotApi, url: str, tmp_path: Path
) -> None:
    ana = api.person(CANARY)
    async with running(tmp_path, url) as first:
        await _answers(api, ana)
        second = BotProcess(tmp_path, settings(url))
        await second.start()
        assert await second.ended(within=5) == 75
        await _answers(api, ana)
        assert await first.terminate() == 0


async def test_two_instances_with_one_token_do_not_go_on_together(
    api: LocalBotApi, url: str, tmp_path: Path
) -> None:
    async with running(tmp_path, url) as bot:
        ana = api.person(CANARY)
        await _answers(api, ana)
        api.faults.add(faults.conflict(), method="getUpdates")
        ana.says("ends the long poll")
        assert await bot.ended(within=AFTER_CONFLICT + 10) == 75
        assert "CRITICAL" not in bot.log


async def test_a_refused_token_ends_it_and_nothing_is_deleted(
    api: LocalBotApi, url: str, tmp_path: Path
) -> None:
    ana = api.person(CANARY)
    async with running(tmp_path, url) as bot:
        ana.says("/add Tacoma")
        await api.wait_for(lambda: api.messages(ana))
        api.faults.add(faults.unauthorized(), method="*")
        ana.says("/today")
        assert await bot.ended() == 78
        assert bot.log.splitlines()[-1] == "BOT_TOKEN: is refused by Telegram"
        assert count(tmp_path, "subscriber") == 1


async def test_started_without_a_network_it_waits_for_it(tmp_path: Path) -> None:
    api = LocalBotApi(TOKEN)
    async with api.serve():
        port = api.port
    async with running(tmp_path, f"http://127.0.0.1:{port}") as bot:
        ana = api.person(CANARY)
        ana.says("/today Tacoma")
        await _logged(bot, "telegram not reached yet")
        async with api.serve():
            await api.wait_for(lambda: api.messages(ana), timeout=20)
            assert await bot.terminate() == 0


async def test_a_network_that_goes_away_is_waited_for(api: LocalBotApi, url: str, tmp_path: Path) -> None:
    ana = api.person(CANARY)
    async with running(tmp_path, url) as bot:
        await _answers(api, ana)
        away = api.faults.add(faults.resets(delivers=False), method="*")
        ana.says("/today Tacoma")
        await _logged(bot, "polling failed")
        api.faults.remove(away)
        before = len(api.messages(ana))
        await api.wait_for(lambda: len(api.messages(ana)) > before, timeout=20)
        assert await bot.terminate() == 0


async def test_told_to_stop_while_it_waits_for_the_network_it_ends_in_order(tmp_path: Path) -> None:
    async with running(tmp_path, "http://127.0.0.1:9") as bot:
        await _logged(bot, "telegram not reached yet")
        assert bot.process is not None
        bot.process.send_signal(signal.SIGINT)
        assert await bot.ended(within=5) == 0


async def test_a_second_signal_ends_it_at_once(api: LocalBotApi, url: str, tmp_path: Path) -> None:
    ana = api.person(CANARY)
    async with running(tmp_path, url) as bot:
        await _answers(api, ana)
        api.faults.add(faults.stalls(delivers=False), method="sendMessage")
        ana.says("/today Tacoma")
        await api.wait_for(lambda: len(api.ledger) == 2)
        assert bot.process is not None
        bot.process.send_signal(signal.SIGTERM)
        await _logged(bot, "stopping")
        await asyncio.sleep(0.2)
        assert bot.process.returncode is None, "the reply under way gets its end"
        bot.process.send_signal(signal.SIGTERM)
        assert await bot.ended(within=2) == 130


async def test_another_bots_token_is_refused_for_the_database(
    api: LocalBotApi, url: str, tmp_path: Path
) -> None:
    async with running(tmp_path, url) as bot:
        await _answers(api, api.person(CANARY))
        assert await bot.terminate() == 0
    token = TOKEN.replace("7000000001", "7000000002")
    other = LocalBotApi(token)
    async with other.serve() as its_url, running(tmp_path, its_url, BOT_TOKEN=token) as bot:
        assert await bot.ended() == 78
        assert bot.log.splitlines()[-1].startswith("BOT_TOKEN: ")


async def test_logs_and_errors_carry_no_token_chat_or_text(
    api: LocalBotApi, url: str, tmp_path: Path
) -> None:
    people = [api.person(CANARY, username="canary_user") for _ in range(4)]
    async with running(tmp_path, url) as bot:
        api.faults.once(faults.server_error(html=True), method="getUpdates")
        api.faults.once(faults.not_json(), method="sendMessage", chats=people[1])
        api.faults.once(faults.bad_request("can't parse entities"), chats=people[0])
        people[0].shares_location(47.123456, -122.654321)
        for person, text in zip(people, ("/near canarytown", "/check canary", "/add Tacoma"), strict=False):
            person.says(text)
        await api.idle(quiet_for=1.5)
        assert await bot.terminate() == 0
        written = bot.log
    assert "update failed" in written
    ids = [str(person.id) for person in people]
    for canary in (TOKEN, "canary", CANARY, *ids, "47.123", "122.654", "Traceback"):
        assert canary not in written
    files = list((tmp_path / "data").iterdir())
    assert files
    for path in files:
        content = path.read_bytes()
        for canary in (TOKEN, CANARY, "canary", *ids, "47.123456"):
            assert canary.encode() not in content


async def _answers(api: LocalBotApi, person: Person) -> None:
    before = len(api.messages(person))
    person.says("/today Tacoma, WA")
    await api.wait_for(lambda: len(api.messages(person)) > before)


async def _logged(bot: BotProcess, event: str) -> None:
    async with asyncio.timeout(15):
        while event not in bot.log:  # noqa: ASYNC110 - a file has no event to wait for
            await asyncio.sleep(0.02)
