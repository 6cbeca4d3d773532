"""What people type, press and send who know no commands: everything is answered, nothing is guessed at."""

import pytest

from bot.domain.ids import ChatId
from bot.domain.subscriber import SubscriberStatus
from bot.telegram.limits import PER_MINUTE
from bot.views.callbacks import DeleteData, ShowList, StopAlerts
from storage.transactions import SqlTransactions
from tests.handlers.harness import BOT_ID, BOT_USERNAME, GROUP, PERSON, Bot
from tests.handlers.people import People
from tests.services.people import rows_about_people

STICKER = {
    "file_id": "a",
    "file_unique_id": "b",
    "width": 1,
    "height": 1,
    "type": "regular",
    "is_animated": False,
    "is_video": False,
}
PHOTO = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}


async def status_of(people: People) -> SubscriberStatus | None:
    async with people.transactions.read() as tx:
        subscriber = await tx.subscribers.by_chat(ChatId(PERSON))
    return subscriber.status if subscriber else None


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        ("today Houston", "Houston"),
        ("hoy en Houston", "Houston"),
        ("near 98402 10", "Tacoma"),
        ("What's happening in Houston today?", "Houston"),
        ("¿Qué pasa en Houston?", "Houston"),
        ("/hoy Houston", "Houston"),
        ("/semana Houston", "Houston"),
        ("/today Houston please", "Houston"),
    ],
)
async def test_a_question_in_own_words_is_answered_and_keeps_nothing(
    drumbeat: Bot, transactions: SqlTransactions, typed: str, about: str
) -> None:
    (call,) = await drumbeat.say(typed)
    assert about in call.text.partition("\n")[0]
    assert await rows_about_people(transactions) == 0


@pytest.mark.parametrize("typed", ["today", "what's happening today", "/near me", "near me", "/near here"])
async def test_a_question_about_no_place_asks_which(drumbeat: Bot, typed: str) -> None:
    (call,) = await drumbeat.say(typed)
    assert call.text.endswith("Tacoma, WA</code>")
    assert "?" in call.text


async def test_near_me_is_the_own_places_and_maine_is_maine(drumbeat: Bot) -> None:
    await drumbeat.say("/add Houston")
    assert "Houston" in (await drumbeat.say("/near me"))[0].text
    assert "Maine" in (await drumbeat.say("/near ME"))[0].text


async def test_add_and_remove_need_no_slash(drumbeat: Bot, people: People) -> None:
    await drumbeat.say("add Seattle")
    assert [p.key for p in await people.subscriptions.followed(ChatId(PERSON))] == ["c5809844"]
    await drumbeat.say("remove Seattle")
    assert await people.subscriptions.followed(ChatId(PERSON)) == ()


async def test_a_place_asked_for_politely_is_understood(drumbeat: Bot) -> None:
    (call,) = await drumbeat.say("Tacoma WA please")
    assert "Get alerts for Tacoma, WA" in call.buttons


async def test_another_word_for_a_command_is_ours_in_a_group_only_by_name(drumbeat: Bot) -> None:
    assert await drumbeat.say("/hoy Houston", chat_id=GROUP) == []
    (call,) = await drumbeat.say(f"/hoy@{BOT_USERNAME} Houston", chat_id=GROUP)
    assert "Houston" in call.text


async def test_stop_said_in_reply_to_an_alert_stops(drumbeat: Bot, people: People) -> None:
    await drumbeat.say("/add Tacoma")
    own = {"id": BOT_ID, "is_bot": True, "first_name": "Drumbeat"}
    alert = drumbeat.message(text="An alert") | {"from": own}
    await drumbeat.say("STOP", reply_to_message=alert)
    assert await status_of(people) is SubscriberStatus.STOPPED


async def test_what_cannot_be_read_is_answered_in_private_and_once(drumbeat: Bot) -> None:
    (call,) = await drumbeat.feed({"message": drumbeat.message(sticker=STICKER)})
    assert "/help" in call.text
    assert await drumbeat.feed({"message": drumbeat.message(sticker=STICKER, chat_id=GROUP)}) == []
    assert await drumbeat.feed({"message": drumbeat.message(photo=[PHOTO], media_group_id="7")}) == []


async def test_remove_all_is_not_about_the_country(drumbeat: Bot, people: People) -> None:
    await drumbeat.say("/add Tacoma")
    await drumbeat.say("/add Houston")
    (call,) = await drumbeat.say("/remove all")
    assert "/stop" in call.text
    assert len(await people.subscriptions.followed(ChatId(PERSON))) == 2


@pytest.mark.parametrize("radius", [-25, 1, 999_999_999])
async def test_a_forged_radius_is_out_of_date(drumbeat: Bot, radius: int) -> None:
    calls = await drumbeat.press(ShowList("week", "c5812944", radius, 1))
    assert "out of date" in calls[1].text


async def test_stop_and_delete_are_heard_during_the_silence_after_a_flood(
    drumbeat: Bot, people: People
) -> None:
    await drumbeat.say("/add Tacoma")
    for _ in range(PER_MINUTE + 1):
        await drumbeat.say("/cities")
    assert await drumbeat.say("/cities") == []
    for leave in ("/stop", "Stop", "/parar"):
        assert await drumbeat.say(leave)
    assert await status_of(people) is SubscriberStatus.STOPPED
    assert await drumbeat.press(StopAlerts())
    assert await drumbeat.say("/delete\nyes")
    assert await status_of(people) is None
    assert await drumbeat.press(DeleteData())
    assert await drumbeat.say("/cities") == []


async def test_a_flood_of_stops_ends_in_silence_too(drumbeat: Bot) -> None:
    answers = [len(await drumbeat.say("/stop")) for _ in range(5 * PER_MINUTE)]
    assert sum(answers) == 2 * PER_MINUTE + 1
