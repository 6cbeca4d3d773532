"""Becoming a coordinator takes a link that works once and a second person."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.coordinating import Redeemed
from bot.domain.coordinator import Role, Standing
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from bot.domain.subscriber import Language
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, NOW, SEATTLE, TACOMA
from tests.services.coordination import ANA, BEN, OPERATOR, SECOND_OPERATOR, STRANGER, Coordination
from tests.services.people import StandingClock


@pytest.fixture
def who(transactions: SqlTransactions, clock: StandingClock) -> Coordination:
    return Coordination(transactions, clock)


async def test_the_first_link_makes_one_operator_and_then_nothing(who: Coordination) -> None:
    stale = await who.joining.first_link()
    link = await who.joining.first_link()
    assert stale
    assert link
    assert len(link) <= 64
    with pytest.raises(Refusal, match="invite-not-good"):
        await who.joining.redeem(ANA, Language.EN, stale)
    first = await who.joining.redeem(ANA, Language.ES, link)
    assert (first.coordinator.label, first.coordinator.is_operator) == ("C-01", True)
    for again in (link, link.replace("op_", "in_")):
        with pytest.raises(Refusal, match="invite-not-good"):
            await who.joining.redeem(BEN, Language.EN, again)
    assert await who.joining.first_link() is None


async def test_the_first_link_is_void_once_there_is_an_operator(who: Coordination) -> None:
    link = await who.joining.first_link()
    await who.operator()
    assert link
    with pytest.raises(Refusal, match="invite-not-good"):
        await who.joining.redeem(ANA, Language.EN, link)


async def test_the_settings_make_operators_once(who: Coordination) -> None:
    first = await who.operator()
    assert await who.operator() == first
    assert (await who.operator(SECOND_OPERATOR)).label == "C-02"


async def test_an_invited_one_is_pending_and_can_do_nothing(who: Coordination) -> None:
    await who.operator()
    ana = await who.pending(ANA, "Tacoma, WA; Texas")
    assert (ana.standing, ana.language, set(ana.place_keys)) == (
        Standing.PENDING,
        Language.ES,
        {"c5812944", "sTX"},
    )
    assert not ana.covers(TACOMA)
    for act in (
        who.joining.invite(ANA, "coordinator Tacoma"),
        who.joining.confirm(ANA, ana.label),
        who.coordinators.roster(ANA),
        who.coordinators.remove(ANA, "C-01"),
        who.halting.halt(ANA, "Tacoma"),
        who.halting.resume(ANA, "Tacoma"),
    ):
        with pytest.raises(Refusal, match="not-confirmed-yet"):
            await act


async def test_a_lone_operator_may_confirm_their_own_invite(who: Coordination) -> None:
    await who.operator()
    ana = await who.pending(ANA, "Tacoma")
    who.clock.at = NOW + timedelta(hours=5)
    confirmed = await who.joining.confirm(OPERATOR, "c1".replace("1", ana.label[2:]))
    assert confirmed.alone
    assert confirmed.coordinator.covers(TACOMA)
    assert not confirmed.coordinator.covers(SEATTLE)
    assert confirmed.coordinator.since == who.clock.at
    assert confirmed.coordinator.invited_by is None


async def test_where_another_can_confirm_the_inviter_may_not(who: Coordination) -> None:
    await who.operator()
    await who.active(ANA, "Tacoma")
    ben = await who.pending(BEN, "Tacoma")
    with pytest.raises(Refusal, match="confirm-by-another"):
        await who.joining.confirm(OPERATOR, ben.label)
    confirmed = await who.joining.confirm(ANA, ben.label)
    assert not confirmed.alone
    with pytest.raises(Refusal, match="already-confirmed"):
        await who.joining.confirm(ANA, ben.label)


async def test_a_coordinator_never_confirms_whom_they_invited(who: Coordination) -> None:
    await who.operator()
    await who.active(ANA, "Tacoma")
    ben = await who.pending(BEN, "Tacoma", by=ANA)
    with pytest.raises(Refusal, match="confirm-by-another"):
        await who.joining.confirm(ANA, ben.label)
    assert (await who.joining.confirm(OPERATOR, ben.label)).coordinator.is_active


async def test_scope_is_checked_for_invites_and_confirmations(who: Coordination) -> None:
    await who.operator()
    await who.active(ANA, "Tacoma")
    for role, refusal in (
        ("coordinator Houston", "not-your-place"),
        ("coordinator Washington", "not-your-place"),
        ("coordinator Tacoma; Seattle", "not-your-place"),
        ("operator", "operators-only"),
    ):
        with pytest.raises(Refusal, match=refusal):
            await who.joining.invite(ANA, role)
    houston = await who.pending(BEN, "Houston")
    with pytest.raises(Refusal, match="not-your-place"):
        await who.joining.confirm(ANA, houston.label)
    operator = await who.pending(STRANGER, "")
    with pytest.raises(Refusal, match="operators-only"):
        await who.joining.confirm(ANA, operator.label)


async def test_a_states_coordinator_acts_for_its_cities(who: Coordination) -> None:
    await who.operator()
    ana = await who.active(ANA, "Texas")
    assert ana.covers(HOUSTON)
    assert (await who.joining.invite(ANA, "coordinator Houston")).role is Role.COORDINATOR
    assert [each.label for each in await who.coordinators.of(HOUSTON)] == ["C-01", ana.label]


@pytest.mark.parametrize(
    "typed",
    ["", "coordinator", "operator Tacoma", "king Tacoma", "coordinator ;", "coordinator" + " Tacoma;" * 9],
)
async def test_an_invite_says_role_and_place(who: Coordination, typed: str) -> None:
    await who.operator()
    with pytest.raises(Refusal, match="invite-how"):
        await who.joining.invite(OPERATOR, typed)


@pytest.mark.parametrize("place", ["everywhere", "Portville", "xyzzy"])
async def test_an_invite_needs_a_clear_city_or_state(who: Coordination, place: str) -> None:
    await who.operator()
    with pytest.raises(Refusal, match="place-not-clear"):
        await who.joining.invite(OPERATOR, f"coordinator {place}")


async def test_an_invite_is_over_after_a_day_and_after_its_use(who: Coordination) -> None:
    await who.operator()
    payload = (await who.joining.invite(OPERATOR, "coordinación Tacoma")).payload
    assert len(payload) <= 64
    await who.joining.redeem(ANA, Language.EN, payload)
    with pytest.raises(Refusal, match="already-coordinator"):
        await who.joining.redeem(ANA, Language.EN, payload)
    with pytest.raises(Refusal, match="invite-not-good"):
        await who.joining.redeem(BEN, Language.EN, payload)
    late = (await who.joining.invite(OPERATOR, "coordinator Tacoma")).payload
    who.clock.at = NOW + timedelta(hours=24)
    with pytest.raises(Refusal, match="invite-not-good"):
        await who.joining.redeem(BEN, Language.EN, late)


async def test_of_fifty_who_open_one_link_at_once_one_is_taken(who: Coordination) -> None:
    await who.operator()
    payload = (await who.joining.invite(OPERATOR, "coordinator Tacoma")).payload
    chats = [ChatId(701_000_000 + number) for number in range(50)]
    results = await asyncio.gather(
        *(who.joining.redeem(chat, Language.EN, payload) for chat in chats), return_exceptions=True
    )
    assert sum(isinstance(result, Redeemed) for result in results) == 1
    assert sum(isinstance(result, Refusal) for result in results) == 49
    assert len((await who.coordinators.roster(OPERATOR)).listed) == 2


async def test_a_link_gives_a_coordinator_more_places_once_a_second_person_confirms(
    who: Coordination,
) -> None:
    await who.operator()
    ana = await who.active(ANA, "Tacoma")
    await who.active(BEN, "Texas")
    payload = (await who.joining.invite(BEN, "coordinator Texas")).payload
    asked = await who.joining.redeem(ANA, Language.EN, payload)
    assert (asked.more, asked.coordinator.label) == (True, ana.label)
    assert [place.key for place in asked.places] == ["sTX"]
    assert {each.chat_id for each in asked.confirmers} == {OPERATOR}
    assert (await who.coordinators.by_chat(ANA)) == ana, "nothing is theirs before"
    for chat, refused in ((ANA, "not-your-place"), (BEN, "confirm-by-another")):
        with pytest.raises(Refusal, match=refused):
            await who.joining.confirm(chat, ana.label)
    confirmed = await who.joining.confirm(OPERATOR, ana.label)
    assert (confirmed.more, confirmed.alone) == (True, False)
    assert set(confirmed.coordinator.place_keys) == {*ana.place_keys, "sTX"}
    assert confirmed.coordinator.since == ana.since, "nobody begins anew"
    with pytest.raises(Refusal, match="already-confirmed"):
        await who.joining.confirm(OPERATOR, ana.label)
    with pytest.raises(Refusal, match="invite-not-good"):
        await who.joining.redeem(STRANGER, Language.EN, payload)


async def test_a_link_without_anything_new_stays_good_for_somebody_else(who: Coordination) -> None:
    await who.operator()
    await who.active(ANA, "Washington")
    for role, refused in (("coordinator Tacoma", "already-coordinator"), ("operator", "coordinator-first")):
        payload = (await who.joining.invite(OPERATOR, role)).payload
        with pytest.raises(Refusal, match=refused):
            await who.joining.redeem(ANA, Language.EN, payload)
        assert not (await who.joining.redeem(ChatId(BEN + len(role)), Language.EN, payload)).more


async def test_what_nobody_confirms_lapses_and_removal_takes_it_along(who: Coordination) -> None:
    await who.operator()
    ana = await who.active(ANA, "Tacoma")
    payload = (await who.joining.invite(OPERATOR, "coordinator Texas")).payload
    await who.joining.redeem(ANA, Language.EN, payload)
    roster = await who.coordinators.roster(OPERATOR)
    assert [place.key for each in roster.listed for place in each.asks] == ["sTX"]
    async with who.transactions.write() as tx:
        assert await tx.extensions.forget(who.clock.now() - timedelta(seconds=1)) == 0
        assert await tx.extensions.forget(who.clock.now()) == 1
    with pytest.raises(Refusal, match="already-confirmed"):
        await who.joining.confirm(OPERATOR, ana.label)
    payload = (await who.joining.invite(OPERATOR, "coordinator Texas")).payload
    await who.joining.redeem(ANA, Language.EN, payload)
    await who.coordinators.remove(OPERATOR, ana.label)
    async with who.transactions.read() as tx:
        assert await tx.extensions.all() == ()
