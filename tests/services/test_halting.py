"""Anybody of a place can halt it; going on takes somebody else."""

import pytest

from bot.domain.errors import Refusal
from storage.transactions import SqlTransactions
from tests.services.coordination import ANA, BEN, OPERATOR, SECOND_OPERATOR, STRANGER, Coordination
from tests.services.people import StandingClock


@pytest.fixture
async def who(transactions: SqlTransactions, clock: StandingClock) -> Coordination:
    who = Coordination(transactions, clock)
    await who.operator()
    await who.active(ANA, "Tacoma; Texas")
    await who.active(BEN, "Tacoma", confirmer=ANA)
    return who


async def halted(who: Coordination) -> dict[str, str]:
    async with who.transactions.read() as tx:
        return {halt.place_key: halt.label for halt in await tx.halts.all()}


async def test_whoever_halted_cannot_resume_and_another_of_the_place_can(who: Coordination) -> None:
    turned = await who.halting.halt(ANA, "Tacoma")
    assert {each.chat_id for each in turned.others} == {OPERATOR, BEN}
    assert await halted(who) == {"c5812944": "C-02"}
    for typed in ("", "Tacoma"):
        with pytest.raises(Refusal, match="resume-by-another"):
            await who.halting.resume(ANA, typed)
    await who.halting.resume(BEN, "")
    assert await halted(who) == {}
    with pytest.raises(Refusal, match="nothing-halted"):
        await who.halting.resume(OPERATOR, "Tacoma")


async def test_without_words_a_coordinator_halts_their_places_and_an_operator_everything(
    who: Coordination,
) -> None:
    await who.halting.halt(ANA, "")
    assert await halted(who) == {"c5812944": "C-02", "sTX": "C-02"}
    await who.halting.halt(OPERATOR, "")
    assert set(await halted(who)) == {"c5812944", "sTX", "us"}
    with pytest.raises(Refusal, match="already-halted"):
        await who.halting.halt(OPERATOR, "")
    with pytest.raises(Refusal, match="resume-by-another"):
        await who.halting.resume(OPERATOR, "")
    await who.operator(SECOND_OPERATOR)
    assert (await who.halting.resume(SECOND_OPERATOR, "")).places[0].key == "us"
    with pytest.raises(Refusal, match="resume-which"):
        await who.halting.resume(SECOND_OPERATOR, "")


@pytest.mark.parametrize("typed", ["Seattle", "Washington", "everywhere"])
async def test_nobody_halts_or_resumes_elsewhere(who: Coordination, typed: str) -> None:
    await who.halting.halt(OPERATOR, typed)
    for act in (who.halting.halt(BEN, typed), who.halting.resume(BEN, typed)):
        with pytest.raises(Refusal, match="not-your-place"):
            await act
    with pytest.raises(Refusal, match="nothing-halted"):
        await who.halting.resume(BEN, "")


async def test_strangers_and_unclear_places_halt_nothing(who: Coordination) -> None:
    with pytest.raises(Refusal, match="not-a-coordinator"):
        await who.halting.halt(STRANGER, "Tacoma")
    with pytest.raises(Refusal, match="place-not-clear"):
        await who.halting.halt(ANA, "xyzzy")
    with pytest.raises(Refusal, match="halt-of-a-code"):
        await who.halting.halt(ANA, "A7F3")
    assert await halted(who) == {}
