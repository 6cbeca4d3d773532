"""One action can be silenced until it ends, by its code however that is typed."""

from datetime import date, timedelta

import pytest

from bot.domain.errors import Refusal
from bot.domain.ids import Code
from bot.services.muting import Muted, Muting, Unmuted
from bot.services.preferences import Preferences
from bot.services.subscriptions import Subscriptions
from storage.transactions import SqlTransactions
from tests.builders import NOW, an_entry
from tests.services.people import GROUP, PERSON, Outbox, StandingClock

RALLY = an_entry(at="14:00", on=date(2026, 2, 5), code=Code("A0F1"))
VIGIL = an_entry(on=date(2026, 2, 5))
UNLISTED = an_entry(on=date(2026, 2, 16))


@pytest.fixture(autouse=True)
async def a_listed_rally(transactions: SqlTransactions, subscriptions: Subscriptions) -> None:
    async with transactions.write() as tx:
        await tx.calendar.put_all([RALLY, VIGIL, UNLISTED])
    await subscriptions.add_typed(PERSON, "Tacoma")


@pytest.mark.parametrize("typed", ["A0F1", "a0f1", "#A0F1", "AOFI", "_aofl"])
async def test_muting_and_unmuting_by_code(muting: Muting, typed: str) -> None:
    assert await muting.typed(PERSON.id, typed) == Muted(RALLY)
    assert await muting.typed(PERSON.id, typed) == Muted(RALLY)
    assert await muting.typed(PERSON.id, f"{typed} off") == Unmuted(RALLY)
    assert await muting.typed(PERSON.id, f"{typed} no") == Unmuted(RALLY)


async def test_only_what_is_about_nothing_else_is_cancelled(
    muting: Muting, preferences: Preferences, outbox: Outbox, subscriptions: Subscriptions
) -> None:
    await subscriptions.add_typed(GROUP, "Tacoma")
    person, group = await preferences.profile(PERSON.id), await preferences.profile(GROUP.id)
    assert person is not None
    assert group is not None
    one = await outbox.hold(person.subscriber, ["us"], [RALLY])
    both = await outbox.hold(person.subscriber, ["us"], [RALLY, VIGIL])
    other = await outbox.hold(group.subscriber, ["us"], [RALLY])
    await muting.mute(PERSON.id, RALLY.code)
    assert await outbox.states() == {one: "cancelled", both: "pending", other: "pending"}
    await muting.mute(PERSON.id, VIGIL.code)
    assert await outbox.states() == {one: "cancelled", both: "cancelled", other: "pending"}


@pytest.mark.parametrize("typed", ["ZZZZ", "nonsense", "A7", UNLISTED.code, "off"])
async def test_a_code_nobody_gave_out_is_refused(muting: Muting, typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        await muting.typed(PERSON.id, typed)
    assert (refused.value.key, refused.value.parameters) == ("code-unknown", {"typed": typed})


async def test_a_code_is_asked_for(muting: Muting) -> None:
    with pytest.raises(Refusal, match="code-missing"):
        await muting.typed(PERSON.id, "")


async def test_what_is_over_needs_no_silence(muting: Muting, clock: StandingClock) -> None:
    clock.at = NOW + timedelta(days=4)
    with pytest.raises(Refusal, match="action-over"):
        await muting.mute(PERSON.id, RALLY.code)


async def test_who_gets_no_alerts_has_nothing_to_silence(muting: Muting) -> None:
    for change in (muting.mute(GROUP.id, RALLY.code), muting.unmute(GROUP.id, RALLY.code)):
        with pytest.raises(Refusal, match="not-subscribed"):
            await change
