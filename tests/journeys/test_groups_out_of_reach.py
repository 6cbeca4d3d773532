"""Show 1, where the bot cannot write: removed, without rights, taken in again."""

from datetime import timedelta

import pytest

from bot.domain.subscriber import SubscriberStatus
from bot.sandbox import Person, faults
from tests.journeys.groups import GOES_ON, MOVED, brief, forum_set_up_in_a_topic, said
from tests.journeys.live import Live


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
