"""Show 1: the life of a group at the local Bot API, with the exact messages and the threads they go to."""

from datetime import timedelta

import pytest

from bot.domain.calendar import Entry
from bot.domain.subscriber import SubscriberStatus
from bot.sandbox import Group, Person, faults
from bot.sandbox.messages import Sent
from tests.journeys.live import USERNAME, Live

INTRODUCTION = (
    "Public actions nearby: rallies, marches, vigils\n"
    "Anyone here may ask: /today Tacoma, WA. Alerts come once an administrator adds a place: "
    "/add Tacoma, WA\n"
    "Adding one means the group agrees to what is kept: its number (encrypted), places and settings, and for "
    "a few days which alerts it got. No names, no messages. More: /help, /privacy"
)
ADDED = (
    "Added: Tacoma, WA, and 25 miles around\n"
    "You will get a brief at 6:00 PM the day before, and any change or cancellation.\n"
    "Nothing ahead is listed there yet.\n"
    "Quiet from 10:00 PM to 8:00 AM.\n"
    "If you meant Seattle, WA: /add Seattle, WA"
)
REFUSED = "Only the group's administrators can do this. Anyone may ask: /today, /week, /near"
MOVED = (
    "This came to General: its topic is closed or deleted. Administrators choose another by sending "
    "/settings topic here in it."
)
GOES_ON = "Alerts go on here, for 1 place: /cities"


@pytest.fixture
def ana(live: Live) -> Person:
    return live.api.person("Ana")


@pytest.fixture
def ben(live: Live) -> Person:
    return live.api.person("Ben", language="es")


def said(messages: list[Sent]) -> list[tuple[int | None, str]]:
    """Thread and text of each."""
    return [(message.thread, message.text) for message in messages]


def brief(day: str, entry: Entry) -> str:
    return (
        f"📅 Tomorrow, {day}, near Tacoma: 1 action\n"
        "Pacific Time, as of 6:00 PM today\n"
        f"1. {entry.title.en}, 11:00 AM, Tacoma. Exact place not stated. Code {entry.code}\n"
        "Still on? /check"
    )


async def forum_set_up_in_a_topic(live: Live, ana: Person, ben: Person) -> tuple[Group, int]:
    forum = live.api.group("Milwaukee forum", members=[ana, ben], forum=True)
    thread = forum.topic("Alerts")
    added = await live.says(ana, "/add Tacoma", forum, thread)
    assert said(added) == [(thread, ADDED)]
    return forum, thread


async def test_plain_group_the_bot_introduces_itself_once_and_serves_it(
    live: Live, ana: Person, ben: Person
) -> None:
    group = live.api.group("Neighbours", members=[ana, ben], with_bot=False)
    group.adds_bot(by=ana)
    await live.quiet()
    (introduced,) = live.api.messages(group)
    assert said([introduced]) == [(None, INTRODUCTION)]
    assert introduced.button_texts == ["Add a place", "This week", "Español"]
    assert await live.subscriber(group.id) is None
    assert said(await live.says(ana, "/add Tacoma", group)) == [(None, ADDED)]
    group.promotes_bot()
    entry = await live.evening()
    assert said(live.api.messages(group)[2:]) == [(None, brief("Wed, Feb 4", entry))]


async def test_supergroup_is_asked_by_anybody_and_lists_once_a_minute(
    live: Live, ana: Person, ben: Person
) -> None:
    group = live.api.group("Neighbours", members=[ana, ben], kind="supergroup")
    asked = await live.says(ben, "/today Houston", group)
    assert [message.text.partition("\n")[0] for message in asked] == [
        "Hoy, mar 3 feb, no hay acciones en la lista cerca de Houston, TX"
    ]
    assert asked[0].reply_to is not None
    assert asked[0].reply_to.text == "/today Houston"
    assert said(await live.says(ana, "/today Houston", group)) == [(None, "Listed above, at 12:00 noon.")]
    assert said(await live.says(ana, "/week Houston", group)) == [
        (None, "One list a minute in a group. The next, at 12:01 PM: /week Houston")
    ]
    live.clock.at += timedelta(minutes=1)
    (listed,) = await live.says(ana, "/week Houston", group)
    assert listed.text.startswith("Tue, Feb 3 to Mon, Feb 9: no actions listed near Houston, TX")


async def test_forum_answers_go_where_they_were_asked_and_alerts_where_it_was_set_up(
    live: Live, ana: Person, ben: Person
) -> None:
    forum, thread = await forum_set_up_in_a_topic(live, ana, ben)
    other = forum.topic("Chat")
    (answer,) = await live.says(ben, "/cities", forum, other)
    assert said([answer]) == [
        (
            other,
            "Your place\n1. Tacoma, WA, and 25 miles around\nAnother one: /add. End one: /remove Tacoma, WA",
        )
    ]
    entry = await live.evening()
    assert said(live.api.messages(forum)[-1:]) == [(thread, brief("Wed, Feb 4", entry))]
    moved = await live.says(ana, "/settings topic here", forum, other)
    assert said(moved) == [(other, "From now on alerts come to this topic.")]
    entry = await live.evening()
    assert said(live.api.messages(forum)[-1:]) == [(other, brief("Thu, Feb 5", entry))]


async def test_general_is_written_to_without_a_thread(live: Live, ana: Person, ben: Person) -> None:
    forum, thread = await forum_set_up_in_a_topic(live, ana, ben)
    moved = await live.says(ana, "/settings tema general", forum, thread)
    assert said(moved) == [(thread, "From now on alerts come to General.")]
    assert said(await live.says(ana, "/settings topic", forum)) == [
        (
            None,
            (
                "Alerts come to General.\nTo move them: /settings topic here, sent in the topic where they "
                "shall come, or /settings topic general"
            ),
        )
    ]
    await live.evening()
    sent = live.api.ledger[-1]
    assert (sent.chat_id, "message_thread_id" in sent.params) == (forum.id, False)


@pytest.mark.parametrize("gone", ["closed", "deleted"])
async def test_closed_topic_and_deleted_topic_alerts_come_to_general_and_say_so_once(
    live: Live, ana: Person, ben: Person, gone: str
) -> None:
    forum, thread = await forum_set_up_in_a_topic(live, ana, ben)
    if gone == "closed":
        forum.closes_topic(thread)
    else:
        forum.deletes_topic(thread)
    entry = await live.evening()
    assert said(live.api.messages(forum)[1:]) == [(None, brief("Wed, Feb 4", entry) + f"\n\n{MOVED}")]
    entry = await live.evening()
    assert said(live.api.messages(forum)[2:]) == [(None, brief("Thu, Feb 5", entry))]
    assert await live.states() == ["sent", "sent"]
    assert not [call for call in live.api.calls if call.method.lower() == "leavechat"]


async def test_closed_general_too_silences_the_group_until_it_opens(
    live: Live, ana: Person, ben: Person
) -> None:
    forum, thread = await forum_set_up_in_a_topic(live, ana, ben)
    forum.closes_topic(thread)
    forum.closes_general()
    entry = await live.evening()
    assert len(live.api.messages(forum)) == 1
    assert await live.states() == ["pending"]
    forum.closes_general(closed=False)
    answers = await live.says(ben, "/cities", forum)
    assert said(answers[1:]) == [
        (None, GOES_ON),
        (None, brief("Wed, Feb 4", entry) + f"\n\n{MOVED}"),
    ]


async def test_anonymous_administrator_adds_by_one_press(live: Live, ana: Person, ben: Person) -> None:
    group = live.api.group("Neighbours", members=[ana, ben], kind="supergroup")
    group.promotes(ben, anonymous=True)
    (asked,) = await live.says(ben, "/add Tacoma", group)
    assert said([asked]) == [
        (
            None,
            (
                "Sent anonymously. To do it, an administrator presses the button, which the group does not "
                "see, or sends /add Tacoma under their own name."
            ),
        )
    ]
    assert asked.button_texts == ["Confirm /add Tacoma"]
    cleo = live.api.person("Cleo")
    group.adds(cleo)
    assert said(await live.presses(cleo, asked, "Confirm /add Tacoma")) == [(None, REFUSED)]
    assert await live.places(group.id) == []
    (added,) = await live.presses(ben, asked, "Confirm /add Tacoma")
    assert added.text.startswith("Zona agregada: Tacoma, WA, y 25 millas alrededor")
    assert await live.places(group.id) == ["c5812944"]


async def test_member_refused_in_the_thread_that_asked(live: Live, ana: Person, ben: Person) -> None:
    forum, _thread = await forum_set_up_in_a_topic(live, ana, ben)
    other = forum.topic("Chat")
    cleo = live.api.person("Cleo")
    forum.adds(cleo)
    (refused,) = await live.says(cleo, "/add Houston", forum, other)
    assert said([refused]) == [(other, REFUSED)]
    assert await live.places(forum.id) == ["c5812944"]


async def test_forced_reply_takes_what_privacy_mode_would_hide(live: Live, ana: Person, ben: Person) -> None:
    group = live.api.group("Neighbours", members=[ana, ben], kind="supergroup")
    (question,) = await live.says(ana, "/add", group)
    assert said([question]) == [
        (None, "Which place? Answer this message with a city and state, or send /add Tacoma, WA")
    ]
    assert question.markup is not None
    assert (question.markup.raw["force_reply"], question.markup.raw["selective"]) == (True, True)
    assert await live.says(ana, "Tacoma", group) == []
    assert said(await live.says(ana, "Tacoma", group, reply_to=question)) == [(None, ADDED)]
    (near,) = await live.says(ben, "/near", live.api.group("Others", members=[ben]))
    assert near.text.splitlines()[1] == f"Con tu ubicación, solo en privado: https://t.me/{USERNAME}"


async def test_removal_ends_sending_at_once_and_keeps_everything_for_seven_days(
    live: Live, ana: Person, ben: Person
) -> None:
    group = live.api.group("Neighbours", members=[ana, ben])
    await live.says(ana, "/add Tacoma", group)
    group.removes_bot(by=ana)
    await live.quiet()
    tries = len(live.api.ledger)
    await live.evening()
    assert len(live.api.ledger) == tries
    subscriber = await live.subscriber(group.id)
    assert subscriber is not None
    assert subscriber.status is SubscriberStatus.SUSPENDED
    assert await live.places(group.id) == ["c5812944"]
    live.clock.at += timedelta(days=9)
    await live.built.clockwork._housekeeping()
    assert await live.subscribers() == 0


@pytest.mark.parametrize(
    "phrase",
    [
        "not enough rights to send text messages to the chat",
        "have no rights to send a message",
        "CHAT_WRITE_FORBIDDEN",
    ],
)
async def test_rights_lost_stop_the_sending_and_rights_returned_bring_what_is_still_good(
    live: Live, ana: Person, ben: Person, phrase: str
) -> None:
    group = live.api.group("Neighbours", members=[ana, ben], kind="supergroup")
    await live.says(ana, "/add Tacoma", group)
    muted = live.api.faults.add(faults.bad_request(phrase), chats=group)
    entry = await live.evening()
    assert [call.delivered for call in live.api.ledger] == [True, False]
    assert await live.states() == ["pending"]
    assert await live.says(ben, "/cities", group) == []
    live.api.faults.remove(muted)
    answers = await live.says(ben, "/cities", group)
    assert said(answers[1:]) == [(None, GOES_ON), (None, brief("Wed, Feb 4", entry))]
    assert await live.states() == ["sent"]


async def test_rights_taken_by_an_administrator_and_given_back(live: Live, ana: Person, ben: Person) -> None:
    group = live.api.group("Neighbours", members=[ana, ben], kind="supergroup")
    await live.says(ana, "/add Tacoma", group)
    group.restricts_bot()
    await live.quiet()
    await live.evening()
    assert len(live.api.ledger) == 1
    group.frees_bot()
    await live.quiet()
    assert said(live.api.messages(group)[1:]) == [(None, GOES_ON)]


async def test_readded_within_seven_days_it_goes_on_with_one_line(
    live: Live, ana: Person, ben: Person
) -> None:
    group = live.api.group("Neighbours", members=[ana, ben])
    await live.says(ana, "/add Tacoma", group)
    group.removes_bot(by=ana)
    await live.evening()
    group.adds_bot(by=ben)
    await live.quiet()
    assert said(live.api.messages(group)[1:]) == [(None, GOES_ON)]
    group.promotes_bot()
    group.demotes_bot()
    entry = await live.evening()
    assert said(live.api.messages(group)[2:]) == [(None, brief("Thu, Feb 5", entry))]


async def test_readded_in_time_it_hears_of_a_cancellation_it_would_have_missed(
    live: Live, ana: Person, ben: Person
) -> None:
    group = live.api.group("Neighbours", members=[ana, ben])
    await live.says(ana, "/add Tacoma", group)
    entry = await live.evening()
    group.removes_bot(by=ana)
    await live.quiet()
    await live.cancels(entry)
    await live.quiet()
    assert len(live.api.messages(group)) == 2
    assert await live.states() == ["sent", "pending"]
    group.adds_bot(by=ben)
    await live.quiet()
    texts = [message.text for message in live.api.messages(group)[2:]]
    assert sorted(text.partition("\n")[0] for text in texts) == [
        GOES_ON,
        "❌ Cancelled: rally tomorrow, Wed, Feb 4, 11:00 AM, Tacoma",
    ]


async def test_what_fell_due_while_away_expires_as_usual(live: Live, ana: Person, ben: Person) -> None:
    group = live.api.group("Neighbours", members=[ana, ben], kind="supergroup")
    await live.says(ana, "/add Tacoma", group)
    live.api.faults.add(faults.bad_request("CHAT_WRITE_FORBIDDEN"), chats=group)
    await live.evening()
    live.clock.at += timedelta(hours=5)
    live.built.outbox.wake()
    await live.quiet()
    assert await live.states() == ["expired"]


async def test_a_group_founded_with_the_bot_is_greeted_once_in_its_founders_language(
    live: Live, ben: Person
) -> None:
    group = live.api.group("Vecinas", members=[ben], with_bot=False)
    group.begins_with_bot()
    await live.quiet()
    (introduced,) = live.api.messages(group)
    assert introduced.text.startswith("Acciones públicas cerca: concentraciones, marchas, vigilias\n")
    await live.presses(ben, introduced, "English")
    assert introduced.text == INTRODUCTION
    assert await live.subscribers() == 0
