"""/qr: a picture and a drawing, for coordinators in their private chats."""

from datetime import date

import pytest

from bot.domain.coordinator import Coordinator
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, TACOMA, an_entry
from tests.handlers.harness import BOT_USERNAME, GROUP, PERSON, Bot

RALLY = an_entry(TACOMA, date(2026, 2, 5), "18:00")
UNLISTED = an_entry(TACOMA, date(2026, 2, 20))


@pytest.fixture
async def _calendar(transactions: SqlTransactions) -> None:
    async with transactions.write() as tx:
        await tx.calendar.put_all([RALLY, UNLISTED])


@pytest.mark.usefixtures("author")
async def test_a_coordinator_gets_a_picture_and_a_drawing_of_the_link(drumbeat: Bot) -> None:
    photo, document = await drumbeat.say("/qr Tacoma, WA")
    assert (photo.method, document.method) == ("sendPhoto", "sendDocument")
    link = f"https://t.me/{BOT_USERNAME}?start=city_{TACOMA.id}"
    assert link in photo.text
    (picture,), (drawing,) = photo.files.values(), document.files.values()
    assert picture.startswith(b"\x89PNG")
    assert link.removeprefix("https://") in drawing.decode()
    assert list(document.files) == [f"drumbeat-c{TACOMA.id}.svg"]


@pytest.mark.usefixtures("author", "_calendar")
@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        (f"#{RALLY.code.lower()}", f"a_{RALLY.code}"),
        ("Texas", "state_TX"),
        ("everywhere", "country"),
        ("", f"city_{HOUSTON.id}"),
    ],
)
async def test_a_code_a_state_the_country_or_nothing_lead_where_they_say(
    drumbeat: Bot, typed: str, payload: str
) -> None:
    photo, _document = await drumbeat.say(f"/qr {typed}")
    assert f"?start={payload}" in photo.text


@pytest.mark.usefixtures("author", "_calendar")
@pytest.mark.parametrize("typed", ["Springfield", "xyzzy", UNLISTED.code, "Tacoma and Seattle"])
async def test_what_is_not_clear_is_not_printed(drumbeat: Bot, typed: str) -> None:
    (refused,) = await drumbeat.say(f"/qr {typed}")
    assert refused.method == "sendMessage"
    assert not refused.files


async def test_who_is_no_coordinator_gets_none_nor_does_a_group(drumbeat: Bot, author: Coordinator) -> None:
    (stranger,) = await drumbeat.say("/qr Tacoma", chat_id=PERSON + 1)
    (group,) = await drumbeat.say("/qr Tacoma", chat_id=GROUP, sender=author.chat_id)
    assert {stranger.method, group.method} == {"sendMessage"}
    assert "oordinator" in stranger.text
    assert "t.me" not in stranger.text
