"""Show 2: a group that becomes a supergroup keeps everything and hears of everything, once."""

from itertools import permutations

import pytest

from bot.domain.ids import ChatId
from bot.domain.subscriber import ChatKind, Language, SubscriberStatus
from bot.sandbox import Group, Person, faults
from storage.tables_of_coordinators import flag
from tests.journeys.live import Live

TACOMA, SEATTLE = "c5812944", "c5809844"
ORDERS = list(permutations(("told in the old chat", "told in the new chat", "found out by a send")))


@pytest.fixture
async def group(live: Live, ana: Person) -> Group:
    """Follows Tacoma in Spanish, with quiet hours of its own and one action muted."""
    group = live.api.group("Neighbours", members=[ana])
    entry = await live.list_action()
    for said in ("/add Tacoma", "/language es", "/quiet 21-7", f"/mute {entry.code}"):
        await live.says(ana, said, group)
    return group


async def ensure_moved(live: Live, group: Group, grown: Group, *, places: list[str]) -> None:
    """No row with the old number; settings, places and mutes under the new one."""
    assert await live.subscriber(group.id) is None
    assert await live.subscribers() == 1
    moved = await live.subscriber(grown.id)
    assert moved is not None
    assert (moved.kind, moved.language, moved.status) == (
        ChatKind.SUPERGROUP,
        Language.ES,
        SubscriberStatus.ACTIVE,
    )
    assert moved.quiet is not None
    assert (moved.quiet.starts.hour, moved.quiet.ends.hour) == (21, 7)
    assert sorted(await live.places(grown.id)) == sorted(places)
    async with live.transactions.read() as tx:
        assert len(await tx.subscribers.muted(moved.id)) == 1


def briefs(live: Live, chat: Group) -> int:
    return sum(message.text.startswith("📅") for message in live.api.messages(chat))


async def step(live: Live, name: str, group: Group, grown: Group) -> None:
    match name:
        case "told in the old chat":
            group.tells_new_number(grown)
        case "told in the new chat":
            grown.tells_old_number(group)
        case _:
            await live.evening()
    await live.quiet()


@pytest.mark.parametrize("subscribed", [False, True], ids=["new chat unknown", "new chat subscribed"])
@pytest.mark.parametrize("order", ORDERS, ids=" > ".join)
async def test_in_every_order_and_repeated_one_message_comes_to_the_new_chat(
    live: Live, ana: Person, group: Group, order: tuple[str, ...], subscribed: bool
) -> None:
    grown = group.grows()
    grown.tells_arrival()
    await live.quiet()
    # Greeted as a new one only as long as nobody has told of the move.
    greeted = len(live.api.messages(grown))
    if subscribed:
        await live.says(ana, "/add Tacoma", grown)
        await live.says(ana, "/add Seattle", grown)
        greeted += 2
    for name in order:
        await step(live, name, group, grown)
    for name in order:
        if name != "found out by a send":
            await step(live, name, group, grown)
    assert (briefs(live, group), briefs(live, grown)) == (0, 1)
    assert len(live.api.messages(grown)) == greeted + 1
    await ensure_moved(live, group, grown, places=[TACOMA, SEATTLE] if subscribed else [TACOMA])
    assert "pending" not in await live.states()
    await live.evening()
    assert briefs(live, grown) == 2


@pytest.mark.parametrize("subscribed", [False, True], ids=["new chat unknown", "new chat subscribed"])
async def test_in_mid_broadcast_a_delivery_on_the_wire_is_repeated_in_the_new_chat_only(
    live: Live, ana: Person, group: Group, subscribed: bool
) -> None:
    live.api.faults.once(faults.late(0.6), chats=group)
    tries = len(live.api.ledger)
    await live.brief_falls_due()
    await live.api.wait_for(lambda: len(live.api.ledger) > tries)
    assert await live.states() == ["sending"]
    grown = group.grows()
    if subscribed:
        ana.says("/add Tacoma", chat=grown)
        await live.api.wait_for(lambda: live.api.messages(grown))
    group.tells_new_number(grown)
    grown.tells_old_number(group)
    await live.quiet()
    assert (briefs(live, group), briefs(live, grown)) == (0, 1)
    await ensure_moved(live, group, grown, places=[TACOMA])
    assert await live.states() == ["sent"]


async def test_what_arrived_in_the_old_chat_before_the_move_does_not_come_again(
    live: Live, group: Group
) -> None:
    live.api.faults.once(faults.slow(0.6, 0.6), chats=group)
    await live.brief_falls_due()
    await live.api.wait_for(lambda: briefs(live, group))
    grown = group.migrates()
    await live.quiet()
    assert (briefs(live, group), live.api.messages(grown)) == (1, [])
    assert await live.states() == ["sent"]
    await ensure_moved(live, group, grown, places=[TACOMA])


@pytest.mark.parametrize("departure", ["first", "last"])
async def test_that_the_bot_left_the_old_chat_does_not_silence_the_new_one(
    live: Live, group: Group, departure: str
) -> None:
    live.api.faults.once(faults.late(0.6), chats=group)
    tries = len(live.api.ledger)
    await live.brief_falls_due()
    await live.api.wait_for(lambda: len(live.api.ledger) > tries)
    grown = group.grows()
    if departure == "first":
        group.tells_departure()
        await live.api.idle(quiet_for=0.05)
        grown.tells_old_number(group)
    else:
        group.tells_new_number(grown)
        grown.tells_old_number(group)
        await live.api.idle(quiet_for=0.05)
        group.tells_departure()
    await live.quiet()
    await ensure_moved(live, group, grown, places=[TACOMA])
    assert briefs(live, grown) == 1


async def test_two_moves_in_a_row_told_of_in_the_wrong_order(live: Live, group: Group) -> None:
    between = group.grows()
    grown = between.grows()
    grown.tells_old_number(between)
    await live.quiet()
    between.tells_old_number(group)
    await live.quiet()
    assert await live.subscriber(between.id) is None
    await ensure_moved(live, group, grown, places=[TACOMA])
    await live.evening()
    assert briefs(live, grown) == 1


async def test_an_answer_that_finds_the_group_moved_goes_after_it_with_everything_else(
    live: Live, ana: Person, group: Group
) -> None:
    asked = ana.says("/cities", chat=group)
    grown = group.grows()
    await live.quiet()
    grown.tells_arrival()
    grown.tells_old_number(group)
    group.tells_new_number(grown)
    await live.quiet()
    (answer,) = live.api.messages(grown)
    assert (asked.chat.id, answer.text.partition("\n")[0]) == (group.id, "Tu zona")
    await ensure_moved(live, group, grown, places=[TACOMA])


async def test_a_group_that_moves_is_not_greeted_as_a_new_one(live: Live, ana: Person) -> None:
    group = live.api.group("Neighbours", members=[ana], with_bot=False)
    group.adds_bot()
    await live.quiet()
    assert len(live.api.messages(group)) == 1
    grown = group.grows()
    grown.tells_arrival()
    group.tells_new_number(grown)
    grown.tells_old_number(group)
    await live.quiet()
    assert live.api.messages(grown) == []


async def test_readers_flags_move_too(live: Live, group: Group) -> None:
    entry = await live.list_action()
    async with live.transactions.write() as tx:
        cipher = tx.subscribers._cipher.of("flag")
        sealed = cipher.seal(ChatId(group.id))
        await tx.subscribers._connection.execute(flag.insert().values(entry_id=entry.id, chat=sealed))
    grown = group.migrates()
    await live.quiet()
    async with live.transactions.read() as tx:
        (kept,) = (await tx.subscribers._connection.execute(flag.select())).all()
    assert cipher.open(kept.chat) == grown.id
