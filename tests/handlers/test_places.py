"""Adding, removing and listing places, typed and by buttons, with an undo for each."""

from datetime import date

import pytest

from bot.domain.ids import ChatId
from bot.domain.states import STATES
from bot.domain.subscriber import MOST_PLACES, Chat, ChatKind, Language
from bot.views.callbacks import AddPlace, RestorePlace
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, TACOMA, an_entry
from tests.handlers.harness import BOT_ID, PERSON, Bot
from tests.handlers.people import People
from tests.services.people import rows_about_people

OF_THE_BOT = {"from": {"id": BOT_ID, "is_bot": True, "first_name": "Drumbeat"}}


async def followed(people: People) -> list[tuple[str, int]]:
    places = await people.subscriptions.followed(ChatId(PERSON))
    return [(place.key, getattr(place, "radius", 0)) for place in places]


async def test_an_added_place_tells_what_is_coming_and_what_can_be_done(
    drumbeat: Bot, transactions: SqlTransactions
) -> None:
    near = an_entry(TACOMA, date(2026, 2, 5), "18:30", venue="Harbor Plaza")
    async with transactions.write() as tx:
        await tx.calendar.put_all([near, an_entry(TACOMA, date(2026, 2, 6)), an_entry(HOUSTON)])
    (call,) = await drumbeat.say("/add Tacoma, WA")
    assert "Added: Tacoma, WA, and 25 miles around" in call.text
    assert "Harbor Plaza" in call.text
    assert "1 more" in call.text
    assert list(call.buttons) == ["Undo", "Change radius", "Settings"]


async def test_the_runner_up_is_a_tap_away(drumbeat: Bot, people: People) -> None:
    (added,) = await drumbeat.say("/add New York")
    _acknowledged, state = await drumbeat.press(added.buttons["Get alerts for New York State"])
    assert "New York (the whole state)" in state.text
    assert [key for key, _radius in await followed(people)] == ["c5128581", "sNY"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/add", "Which place?"),
        ("/add xyzzy", "No place found for"),
        ("/add Springfield", "More than one place"),
        ("/add Tacoma and Seattle", "/add Tacoma"),
        ("/add Tacoma 30", "10, 25, 50 or 100"),
    ],
)
async def test_what_is_unclear_is_answered_with_what_to_type_and_adds_nothing(
    drumbeat: Bot, transactions: SqlTransactions, typed: str, says: str
) -> None:
    (call,) = await drumbeat.say(typed)
    assert says in call.text
    assert "/add " in call.text
    assert await rows_about_people(transactions) == 0


async def test_one_of_several_is_chosen_by_a_button_with_the_radius_typed(
    drumbeat: Bot, people: People
) -> None:
    (choice,) = await drumbeat.say("/add Springfield 50")
    _acknowledged, added = await drumbeat.press(choice.buttons["Add Springfield, IL"])
    assert "Springfield, IL, and 50 miles around" in added.text
    assert await followed(people) == [("c4250542", 50)]


@pytest.mark.parametrize("app_language", ["en", "es"])
async def test_the_question_which_place_is_answered_by_a_reply(
    drumbeat: Bot, people: People, app_language: str
) -> None:
    (question,) = await drumbeat.say("/add", app_language=app_language)
    assert question.params["reply_markup"]["force_reply"]
    asked = drumbeat.message(text=plain(question.text)) | OF_THE_BOT
    (added,) = await drumbeat.say("Houston 50", reply_to_message=asked, app_language=app_language)
    assert "Houston, TX" in added.text
    assert await followed(people) == [(f"c{HOUSTON.id}", 50)]


async def test_a_reply_to_a_question_in_spanish_is_an_agreement_in_spanish(
    drumbeat: Bot, transactions: SqlTransactions
) -> None:
    (question,) = (await drumbeat.press("ak:add:es"))[1:]
    asked = drumbeat.message(text=plain(question.text)) | OF_THE_BOT
    (added,) = await drumbeat.say("Houston", reply_to_message=asked, app_language="en")
    assert "Zona agregada" in added.text
    async with transactions.read() as tx:
        subscriber = await tx.subscribers.by_chat(ChatId(PERSON))
    assert subscriber is not None
    assert subscriber.language is Language.ES


def plain(html: str) -> str:
    return html.replace("<code>", "").replace("</code>", "").replace("<b>", "").replace("</b>", "")


async def test_the_same_add_twice_has_one_effect(drumbeat: Bot, people: People) -> None:
    update = {"update_id": 7, "message": drumbeat.message(text="/add Tacoma 50")}
    (first,) = await drumbeat.feed(update)
    (second,) = await drumbeat.feed(update)
    assert "Added" in first.text
    assert "already" in second.text
    assert await followed(people) == [(f"c{TACOMA.id}", 50)]


async def test_undoing_the_only_add_keeps_nothing(
    drumbeat: Bot, people: People, transactions: SqlTransactions
) -> None:
    (added,) = await drumbeat.say("/add Tacoma")
    _acknowledged, undone = await drumbeat.press(added.buttons["Undo"])
    assert "nothing about this chat is kept" in undone.text
    assert await rows_about_people(transactions) == 0
    assert people.checkpoints.times == 1
    _acknowledged, refused, fresh = await drumbeat.press(added.buttons["Undo"])
    assert "out of date" in refused.text
    assert "No places yet" in fresh.text


async def test_undoing_a_later_add_keeps_the_others(drumbeat: Bot, people: People) -> None:
    await drumbeat.say("/add Tacoma")
    (added,) = await drumbeat.say("/add Houston")
    _acknowledged, undone = await drumbeat.press(added.buttons["Undo"])
    assert "Houston, TX was not added" in undone.text
    assert await followed(people) == [(f"c{TACOMA.id}", 25)]


async def test_a_removal_by_button_by_name_and_by_number_with_its_undo(drumbeat: Bot, people: People) -> None:
    await drumbeat.say("/add Tacoma 50")
    await drumbeat.say("/add Houston")
    (which,) = await drumbeat.say("/remove")
    _acknowledged, removed = await drumbeat.press(which.buttons["Remove Tacoma, WA"])
    assert "Removed: Tacoma, WA" in removed.text
    _acknowledged, restored = await drumbeat.press(removed.buttons["Undo"])
    assert "Tacoma, WA, and 50 miles around" in restored.text
    assert sorted(await followed(people)) == sorted([(f"c{TACOMA.id}", 50), (f"c{HOUSTON.id}", 25)])
    (by_name,) = await drumbeat.say("/remove tacomma")
    assert "Removed: Tacoma, WA" in by_name.text
    (by_number,) = await drumbeat.say("/remove 1")
    assert "Removed: Houston, TX" in by_number.text
    assert "/delete" in by_number.text
    assert "Undo" in by_number.buttons


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/remove Seattle", "not one of your places"),
        ("/remove xyzzy", "/remove Tacoma, WA"),
        ("/remove 9", "/remove Tacoma, WA"),
    ],
)
async def test_what_cannot_be_removed_is_said(drumbeat: Bot, people: People, typed: str, says: str) -> None:
    await drumbeat.say("/add Tacoma")
    (call,) = await drumbeat.say(typed)
    assert says in call.text
    assert len(await followed(people)) == 1


@pytest.mark.parametrize("typed", ["/remove", "/remove Tacoma", "/cities"])
async def test_without_places_the_way_to_the_first_is_shown(drumbeat: Bot, typed: str) -> None:
    (call,) = await drumbeat.say(typed)
    assert "/add Tacoma, WA" in call.text


async def test_the_radius_is_changed_by_button_and_by_word_and_undone(drumbeat: Bot, people: People) -> None:
    (added,) = await drumbeat.say("/add Tacoma")
    _acknowledged, choose = await drumbeat.press(added.buttons["Change radius"])
    assert "/add Tacoma, WA" in choose.text
    _acknowledged, changed = await drumbeat.press(choose.buttons["Within 100 miles"])
    assert await followed(people) == [(f"c{TACOMA.id}", 100)]
    _acknowledged, undone = await drumbeat.press(changed.buttons["Undo"])
    assert "25 miles around" in undone.text
    assert await followed(people) == [(f"c{TACOMA.id}", 25)]
    (typed,) = await drumbeat.say("/add Tacoma 50")
    assert "50 miles around" in typed.text


@pytest.mark.parametrize(
    "button",
    [
        f"ap:c{TACOMA.id}:4000:en",
        "ap:c1:0:en",
        "ap:s99:0:en",
        "ap:x:y:z",
        f"sr:c{HOUSTON.id}:50",
        "sr:sWA:50",
        f"cr:c{HOUSTON.id}",
        f"rp:c{HOUSTON.id}",
        f"ua:c{HOUSTON.id}:1",
        "ua:c1:2:3",
        "up:c1:25:0",
    ],
)
async def test_made_up_and_stale_buttons_have_no_effect(drumbeat: Bot, people: People, button: str) -> None:
    await drumbeat.say("/add Tacoma")
    calls = await drumbeat.press(button)
    assert calls[-1].text
    assert await followed(people) == [(f"c{TACOMA.id}", 25)]


async def test_an_undo_from_before_an_erasure_brings_nobody_back(
    drumbeat: Bot, transactions: SqlTransactions
) -> None:
    await drumbeat.say("/add Tacoma")
    await drumbeat.say("/delete yes")
    await drumbeat.press(RestorePlace(f"c{TACOMA.id}", 25))
    assert await rows_about_people(transactions) == 0
    await drumbeat.press(AddPlace(f"c{TACOMA.id}", 25, "en"))
    assert await rows_about_people(transactions) == 2


async def test_more_than_25_places_are_refused(drumbeat: Bot, people: People) -> None:
    chat = Chat(ChatId(PERSON), ChatKind.PRIVATE, Language.EN)
    for state in list(STATES)[:MOST_PLACES]:
        await people.subscriptions.add_key(chat, f"s{state}", 0)
    (call,) = await drumbeat.say("/add Tacoma")
    assert "25 places" in call.text
    assert "/remove" in call.text
    assert len(await followed(people)) == MOST_PLACES
