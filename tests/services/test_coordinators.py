"""Who sees whom, and what removal and erasure take away."""

import json

import pytest

from bot.domain.audit import Act
from bot.domain.coordinator import read_label
from bot.domain.errors import Refusal
from bot.domain.subscriber import Language
from bot.services.audit import Audit
from bot.services.leaving import Leaving
from bot.services.own_data import OwnData
from storage.transactions import SqlTransactions
from tests.services.coordination import ANA, BEN, OPERATOR, SECOND_OPERATOR, STRANGER, Coordination
from tests.services.people import StandingClock
from tests.services.tiny_places import TinyPlaces


@pytest.fixture
async def who(transactions: SqlTransactions, clock: StandingClock) -> Coordination:
    """C-01 operates; C-02 (Ana) has Tacoma, C-03 (Ben) Houston."""
    who = Coordination(transactions, clock)
    await who.operator()
    await who.active(ANA, "Tacoma")
    await who.active(BEN, "Houston")
    return who


async def test_coordinators_see_those_of_their_places_and_the_operators(who: Coordination) -> None:
    async def seen(chat: object) -> list[str]:
        return [each.coordinator.label for each in (await who.coordinators.roster(chat)).listed]  # type: ignore[arg-type]

    assert await seen(OPERATOR) == ["C-01", "C-02", "C-03"]
    assert await seen(ANA) == ["C-01", "C-02"]
    with pytest.raises(Refusal, match="not-a-coordinator"):
        await seen(STRANGER)


async def test_only_operators_remove_and_never_the_last_of_them(who: Coordination) -> None:
    for chat in (ANA, STRANGER):
        with pytest.raises(Refusal, match=r"operators-only|not-a-coordinator"):
            await who.coordinators.remove(chat, "C-03")
    with pytest.raises(Refusal, match="last-operator"):
        await who.coordinators.remove(OPERATOR, "C-01")
    with pytest.raises(Refusal, match="label-unknown"):
        await who.coordinators.remove(OPERATOR, "C-77")


async def test_who_is_removed_can_do_nothing_and_the_others_of_the_place_are_told(who: Coordination) -> None:
    await who.operator(SECOND_OPERATOR)
    link = (await who.joining.invite(ANA, "coordinator Tacoma")).payload
    removed = await who.coordinators.remove(OPERATOR, "c2")
    assert removed.coordinator.chat_id == ANA
    assert [each.chat_id for each in removed.others] == [SECOND_OPERATOR]
    with pytest.raises(Refusal, match="not-a-coordinator"):
        await who.halting.halt(ANA, "Tacoma")
    with pytest.raises(Refusal, match="invite-not-good"):
        await who.joining.redeem(STRANGER, Language.EN, link)


async def test_erasing_a_chat_ends_its_role_too(who: Coordination) -> None:
    async def checkpoint() -> None: ...

    leaving = Leaving(who.transactions, TinyPlaces(), who.clock, checkpoint)
    assert await leaving.is_stored(ANA)
    assert await leaving.erase(ANA)
    assert await who.coordinators.by_chat(ANA) is None
    assert not await leaving.is_stored(ANA)
    assert not await leaving.erase(ANA)


async def test_the_copy_of_ones_data_holds_the_role(who: Coordination) -> None:
    own = OwnData(who.transactions, TinyPlaces(), who.clock, who.clock.now)
    copy = await own.export(ANA)
    assert copy
    role = json.loads(copy)["coordinator"]
    assert (role["label"], role["role"], role["places"]) == ("C-02", "coordinator", ["Tacoma, WA"])
    assert str(ANA) not in copy.decode()
    assert await own.export(STRANGER) is None


async def test_every_act_is_in_the_audit_and_own_places_alone_are_shown(who: Coordination) -> None:
    await who.coordinators.remove(OPERATOR, "C-03")
    audit = Audit(who.transactions, TinyPlaces())
    acts = [(acted.row.act, acted.row.actor, acted.row.object) for acted in await audit.last(OPERATOR)]
    assert acts[::-1] == [
        (Act.INVITED, "C-01", "coordinator"),
        (Act.REDEEMED, "C-02", "C-02"),
        (Act.CONFIRMED, "C-01", "C-02"),
        (Act.INVITED, "C-01", "coordinator"),
        (Act.REDEEMED, "C-03", "C-03"),
        (Act.CONFIRMED, "C-01", "C-03"),
        (Act.REMOVED, "C-01", "C-03"),
    ]
    assert {acted.row.place_key for acted in await audit.last(ANA)} == {"c5812944"}
    with pytest.raises(Refusal, match="not-a-coordinator"):
        await audit.last(BEN)


@pytest.mark.parametrize(
    ("typed", "label"),
    [("C-07", "C-07"), ("c07", "C-07"), ("7", "C-07"), (" c 7 ", "C-07"), ("C-123", "C-123"), ("x", "x")],
)
def test_labels_are_read_as_people_type_them(typed: str, label: str) -> None:
    assert read_label(typed) == label
