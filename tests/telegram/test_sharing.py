"""Handing on, with the running bot: a search in another chat, the card sent there, where its link leads."""

import json
import sqlite3
from pathlib import Path

from bot.sandbox import LocalBotApi
from bot.telegram.poll import ALLOWED
from tests.telegram.bot_process import TOKEN, running


async def test_a_card_called_up_in_a_group_leads_its_readers_to_the_action_and_its_alerts(
    tmp_path: Path,
) -> None:
    api = LocalBotApi(TOKEN)
    api.world.inline.on = True
    async with api.serve() as url, running(tmp_path, url) as bot:
        ana, ben = api.person("Canary-Ana", language="es"), api.person("Canary-Ben")
        group = api.group("Canary-Neighbors", [ana, ben])
        await api.wait_for(lambda: api.world.updates.allowed == frozenset(ALLOWED), timeout=20)
        query = ana.asks_inline("minneapolis")
        await api.wait_for(lambda: query.results)
        assert query.button is not None
        assert query.button[0] == "Recibir avisos de Minneapolis, MN"
        card = ana.sends_result(query, chat=group)
        assert "@drumbeat_local_bot" in card.text
        link = card.button("Ver y recibir avisos").url
        assert link is not None
        payload = link.partition("?start=")[2]
        ben.starts(payload)
        action, welcome = await api.wait_for(lambda: api.messages(ben)[1:] and api.messages(ben)[:2])
        assert payload.removeprefix("a_") in action.text
        assert any(text.startswith("Get alerts for") for text in welcome.button_texts)
        await api.idle()
        assert api.messages(group) == []
        assert await bot.terminate() == 0
        assert "Canary" not in bot.log
    database = sqlite3.connect(tmp_path / "data" / "drumbeat.sqlite3")
    assert database.execute("SELECT value FROM meta WHERE key = 'bot_name'").fetchone() == (
        "drumbeat_local_bot",
    )
    assert database.execute("SELECT count(*) FROM subscriber").fetchone() == (0,)
    database.close()


async def test_an_operator_prints_a_code_and_the_doctor_looks_on(tmp_path: Path) -> None:
    api = LocalBotApi(TOKEN)
    async with api.serve() as url:
        olga = api.person("Canary-Olga")
        async with running(tmp_path, url, OPERATOR_IDS=str(olga.id)) as bot:
            olga.says("/qr Tacoma, WA")
            photo, document = await api.wait_for(
                lambda: api.messages(olga)[1:] and api.messages(olga)[:2], timeout=20
            )
            assert photo.content["photo"]
            assert photo.document is not None
            assert photo.document.content.startswith(b"\x89PNG")
            assert document.document is not None
            assert document.document.name == "drumbeat-c5812944.svg"
            doctor = type(bot)(tmp_path / "beside", bot.settings | {"DATABASE_URL": _url(tmp_path)})
            doctor.folder.mkdir()
            doctor.settings["SECRET_KEY_FILE"] = str(tmp_path / ".config" / "drumbeat" / "secret.key")
            await doctor.start("doctor", "--json")
            assert await doctor.ended() == 0
            found = {each["name"]: each for each in json.loads(doctor.log)["findings"]}
            assert "a bot is running" in found["database"]["told"]
            assert {found[name]["level"] for name in ("token", "key fits", "migrations", "menus")} == {"ok"}
            assert TOKEN not in doctor.log
            assert await bot.terminate() == 0


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'data' / 'drumbeat.sqlite3'}"
