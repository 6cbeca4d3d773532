"""Questions asked in chats, from the update to what goes out."""

from collections.abc import AsyncIterator, Iterable
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.calendar import Entry
from bot.domain.places import CityPlace
from bot.domain.questions import OWN, PAGE_SIZE
from bot.domain.subscriber import Language, Subscription
from bot.services.group_lists import GroupLists
from bot.services.questions import Questions
from bot.telegram.reply import Replies
from bot.views import places
from bot.views.callbacks import AskPlace, ShowEntry, ShowList
from bot.views.words import Words, visible
from handlers.context import Asking
from handlers.feature import Feature
from handlers.questions import QuestionHandlers
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, MILWAUKEE, SEATTLE, TACOMA, a_subscriber, an_entry
from tests.handlers.harness import BOT_ID, GROUP, PERSON, Bot, Call, running
from tests.services.people import StandingClock
from tests.services.tiny_places import TinyPlaces

FRIDAY = date(2026, 2, 6)
ANNOUNCED = FRIDAY - timedelta(days=3)
NOON = datetime(2026, 2, 6, 20, 0, tzinfo=UTC)
NEAR_TACOMA = (47.3, -122.5)
TACOMA_KEY = CityPlace(TACOMA).key
OF_THE_BOT = {"from": {"id": BOT_ID, "is_bot": True, "first_name": "Drumbeat"}}


@pytest.fixture
async def bot(transactions: SqlTransactions) -> AsyncIterator[Bot]:
    clock = StandingClock(NOON)

    def features(asking: Asking, replies: Replies) -> Iterable[Feature]:
        questions = Questions(transactions, TinyPlaces(), clock)
        return [QuestionHandlers(asking, replies, questions, clock, GroupLists(clock))]

    async with running(transactions, features) as bot:
        yield bot


@pytest.fixture
async def actions(transactions: SqlTransactions) -> list[Entry]:
    """Fourteen in Tacoma from today on, one in Houston; the first is today."""
    near = [an_entry(on=FRIDAY + timedelta(days=number), announced_on=ANNOUNCED) for number in range(14)]
    async with transactions.write() as tx:
        await tx.calendar.put_all([*near, an_entry(HOUSTON, FRIDAY, announced_on=ANNOUNCED)])
    return near


def named(call: Call, actions: list[Entry]) -> list[Entry]:
    return [entry for entry in actions if entry.code in call.text]


async def test_today_tells_what_is_on_today(bot: Bot, actions: list[Entry]) -> None:
    (call,) = await bot.say("/today Tacoma, WA")
    assert call.method == "sendMessage"
    assert (call.params["chat_id"], call.params["parse_mode"]) == (PERSON, "HTML")
    assert named(call, actions) == actions[:1]
    assert call.params["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize(("command", "last"), [("/week", 7), ("/near", 14)])
async def test_longer_lists_page_by_button_and_by_command(
    bot: Bot, actions: list[Entry], command: str, last: int
) -> None:
    (first,) = await bot.say(f"{command} Tacoma, WA")
    assert named(first, actions) == actions[:PAGE_SIZE]
    (turn,) = [b for b in first.buttons.values() if b.startswith("sl:") and b.endswith(":2")]
    _acknowledged, second = await bot.press(turn, text=visible(first.text), message_id=55)
    assert (second.method, second.params["message_id"]) == ("editMessageText", 55)
    assert named(second, actions) == actions[PAGE_SIZE : min(last, 2 * PAGE_SIZE)]
    (typed,) = await bot.say(f"{command} Tacoma, WA page 2")
    assert (typed.method, typed.text) == ("sendMessage", second.text)


async def test_another_list_is_a_new_message(bot: Bot, actions: list[Entry]) -> None:
    (today,) = await bot.say("/today Tacoma, WA")
    (week,) = [b for b in today.buttons.values() if b.startswith("sl:week")]
    _acknowledged, answer = await bot.press(week, text=visible(today.text))
    assert answer.method == "sendMessage"
    assert named(answer, actions) == actions[:PAGE_SIZE]


async def test_an_entry_is_shown_in_full_as_a_new_message(bot: Bot, actions: list[Entry]) -> None:
    _acknowledged, shown = await bot.press(ShowEntry(actions[3].code))
    assert shown.method == "sendMessage"
    assert actions[3].code in shown.text


@pytest.mark.parametrize("typed", ["/check {}", "/check_{}", "/CHECK #{}", "#{}"])
async def test_a_code_is_checked_however_it_is_typed(bot: Bot, actions: list[Entry], typed: str) -> None:
    (call,) = await bot.say(typed.format(actions[0].code.lower()))
    assert actions[0].code in call.text


async def test_a_bare_check_says_how_to_use_it(bot: Bot, actions: list[Entry]) -> None:
    (call,) = await bot.say("/check")
    assert "/check" in call.text


async def test_an_unknown_code_is_read_back(bot: Bot, actions: list[Entry]) -> None:
    (call,) = await bot.say("/check zzzz")
    assert "zzzz" in call.text.lower()


async def test_without_a_place_the_own_ones_are_told(
    bot: Bot, actions: list[Entry], transactions: SqlTransactions
) -> None:
    subscriber = a_subscriber(PERSON, language=Language.ES)
    async with transactions.write() as tx:
        await tx.subscribers.add(subscriber)
        await tx.subscribers.put_subscription(Subscription(subscriber.id, TACOMA_KEY, 25))
    (call,) = await bot.say("/today")
    assert named(call, actions) == actions[:1]
    assert call.text.splitlines()[0].lower().startswith("<b>hoy")
    _acknowledged, again = await bot.press(ShowList("today", OWN, 25, 1), text="another list")
    assert again.text == call.text


@pytest.mark.parametrize("command", ["today", "week", "near"])
@pytest.mark.parametrize("app_language", ["en", "es"])
async def test_a_missing_place_is_asked_for_and_the_reply_is_understood(
    bot: Bot, actions: list[Entry], command: str, app_language: str
) -> None:
    (question,) = await bot.say(f"/{command}", chat_id=GROUP, app_language=app_language)
    assert question.params["reply_markup"]["force_reply"]
    assert question.params["reply_markup"]["selective"]
    asked = bot.message(chat_id=GROUP, text=visible(question.text)) | OF_THE_BOT
    (answer,) = await bot.say("Tacoma", chat_id=GROUP, app_language=app_language, reply_to_message=asked)
    (direct,) = await bot.say(f"/{command} Tacoma", chat_id=GROUP - 1, app_language=app_language)
    assert answer.text == direct.text


async def test_near_offers_the_location_button_in_private_chats_only(bot: Bot) -> None:
    (private,) = await bot.say("/near")
    ((button,),) = private.params["reply_markup"]["keyboard"]
    assert button["request_location"]
    (group,) = await bot.say("/near", chat_id=GROUP)
    assert group.params["reply_markup"]["force_reply"]


async def test_a_shared_location_is_answered_and_stays_nowhere(
    bot: Bot, actions: list[Entry], caplog: pytest.LogCaptureFixture
) -> None:
    (call,) = await bot.share(*NEAR_TACOMA)
    assert named(call, actions) == actions[:PAGE_SIZE]
    for spot in ("47.3", "-122.5", "122.5"):
        assert spot not in str(call.params)
        assert spot not in caplog.text


async def test_a_place_typed_by_itself_is_answered_in_private_and_overheard_in_no_group(
    bot: Bot, actions: list[Entry]
) -> None:
    (call,) = await bot.say("Tacoma 50")
    assert named(call, actions) == actions[:PAGE_SIZE]
    assert await bot.say("Tacoma 50", chat_id=GROUP) == []
    assert await bot.share(*NEAR_TACOMA, chat_id=GROUP) == []


async def test_a_choice_of_places_is_answered_for_the_one_pressed(bot: Bot, actions: list[Entry]) -> None:
    (choice,) = await bot.say("/near Portville 10")
    target = next(b for b in choice.buttons.values() if TACOMA_KEY in b)
    assert ShowList.parse(target) == ShowList("near", TACOMA_KEY, 10, 1)
    _acknowledged, answer = await bot.press(target, text=visible(choice.text))
    assert (answer.method, named(answer, actions)) == ("sendMessage", actions[:PAGE_SIZE])


async def test_nothing_found_reads_back_what_was_typed(bot: Bot) -> None:
    (call,) = await bot.say("/today xyzzy")
    assert "xyzzy" in call.text


async def test_a_radius_that_is_not_offered_is_refused(bot: Bot, actions: list[Entry]) -> None:
    (call,) = await bot.say("/near Tacoma 30")
    assert "30" in call.text
    assert named(call, actions) == []


async def test_a_place_is_asked_for_by_a_button(bot: Bot) -> None:
    _acknowledged, call = await bot.press(AskPlace("near"))
    assert call.text == places.ask_place(Words(Language.EN), "near", group=False).text


@pytest.mark.parametrize(
    "forged",
    ["sl:today:c1:25:1", "sl:today:sXX:0:1", "sl:never:us:0:1", "sl:near:::", "sl:near:c5812944:25:x", "se:"],
)
async def test_a_forged_button_does_nothing_and_is_answered(bot: Bot, forged: str) -> None:
    calls = await bot.press(forged)
    assert [call.method for call in calls] == ["answerCallbackQuery", "sendMessage"]


async def test_a_group_is_answered_in_its_thread_quoting_who_asked(bot: Bot, actions: list[Entry]) -> None:
    (call,) = await bot.say("/today Tacoma", chat_id=GROUP, thread=9, message_id=70)
    assert (call.params["chat_id"], call.params["message_thread_id"]) == (GROUP, 9)
    assert call.params["reply_parameters"] == {"message_id": 70, "allow_sending_without_reply": True}
    assert named(call, actions) == actions[:1]


async def test_everything_found_far_away_still_fits_into_a_message(
    bot: Bot, transactions: SqlTransactions
) -> None:
    long = "Árbol & <Solidarity> " * 12
    many = [
        an_entry(
            city,
            FRIDAY + timedelta(days=1),
            announced_on=ANNOUNCED,
            venue=long,
            organizers=(long,) * 4,
        )
        for city in (TACOMA, SEATTLE, HOUSTON, MILWAUKEE) * 5
    ]
    async with transactions.write() as tx:
        await tx.calendar.put_all(many)
    for typed in ("/week everywhere", "/near everywhere", "/today everywhere"):
        (call,) = await bot.say(typed)
        assert len(visible(call.text).encode("utf-16-le")) // 2 <= 4096
