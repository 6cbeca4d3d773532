"""What changes of a series and of a day of action: one date moves, the rest ends, a call gets other days."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.domain.announcement import AnnouncementState
from bot.domain.broadcast import Alert, DeliveryState
from bot.domain.calendar import Precision, Scope, Status
from bot.domain.coordinator import Coordinator
from storage.transactions import SqlTransactions
from tests.broadcast.planner.world import World
from tests.handlers.drafts import SECOND, pick_and_approve
from tests.handlers.harness import PERSON, Bot
from tests.handlers.test_days_of_action import THIRD, entry_of, operator
from tests.handlers.test_days_of_action import announced as announced_day
from tests.handlers.test_series import announced, dates_of

__all__ = ["operator"]
DAY = 'Nationwide day of action Fri Mar 27 "Day for Clean Water"'


async def notices(transactions: SqlTransactions) -> list[tuple[str, str]]:
    found = await World(transactions).frozen()
    return [(one.key, one.state.value) for one in found if one.content.before is not None]


@pytest.mark.parametrize("heard", [True, False])
@pytest.mark.parametrize("command", ["change {code} moved to Sat Feb 14 6pm", "postpone {code} Feb 14 6pm"])
async def test_one_date_moves_and_the_rest_is_called_off_later(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator, command: str, heard: bool
) -> None:
    """What nobody has heard of yet is called off by itself, as people know it."""
    first, second, *later = await announced(drumbeat, transactions, ana)
    english, spanish, control = await drumbeat.say("/" + command.format(code=second.code))
    assert "Saturday, February 14, 6:00 PM" in english.text
    assert "Was: Friday, February 13, 5:00 to 6:00 PM" in english.text
    assert "Ahora: Sábado 14 de febrero" in spanish.text
    await drumbeat.press(control.buttons["Propose the change"])
    await pick_and_approve(drumbeat, second.code, SECOND)
    found = await dates_of(transactions, first.code)
    moved = next(entry for entry in found if entry.code == second.code)
    assert moved.starts_at == datetime(2026, 2, 14, 18)  # noqa: DTZ001 - local
    assert (moved.series, moved.venue, moved.status) == (second.series, second.venue, Status.ANNOUNCED)
    assert [entry for entry in found if entry.code != second.code] == [first, *later]
    assert await notices(transactions) == [(f"change:{second.code}:1", "pending")]
    if heard:
        await World(transactions).settle(DeliveryState.SENT)
    (prepared,) = await drumbeat.say(f"/cancel {second.code} rest")
    assert "Feb 14, 20, 27; Mar 6, 20, 27" in prepared.text
    await drumbeat.press(prepared.buttons["Propose cancellation"])
    (screen,) = await drumbeat.say(f"/approve {second.code}", chat_id=SECOND)
    assert "Approve end of series" in screen.text or "Aprobar fin de la serie" in screen.text
    await pick_and_approve(drumbeat, second.code, SECOND)
    off = {e.code for e in await dates_of(transactions, first.code) if e.status is Status.CANCELLED}
    assert off == {entry.code for entry in (second, *later)}
    ends = {one.key: one for one in await World(transactions).frozen(Alert.CANCELLATION)}
    if heard:
        assert {key: one.told for key, one in ends.items()} == {
            f"cancel:{second.code}:2": tuple(entry.id for entry in (second, *later))
        }
    else:
        assert {key: one.told for key, one in ends.items()} == {
            f"cancel:{second.code}:2": (second.id,),
            f"cancel:{later[0].code}:1": tuple(entry.id for entry in later),
        }
        known = ends[f"cancel:{second.code}:2"].content.before
        assert known is not None
        assert known.starts_at == second.starts_at
    state = "sent" if heard else "cancelled"
    assert (f"change:{second.code}:1", state) in await notices(transactions)


async def test_an_end_is_not_approved_after_its_first_date_has_moved(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator
) -> None:
    first, second, *_ = await announced(drumbeat, transactions, ana)
    await drumbeat.say(f"/change {second.code} now at 7pm")
    await drumbeat.say(f"/change {second.code} submit")
    await drumbeat.say(f"/cancel {second.code} rest yes", chat_id=SECOND)
    async with transactions.read() as tx:
        end, change = (await tx.announcements.with_code(second.code))[:2]
    assert (end.state, change.state) == (AnnouncementState.IN_REVIEW, AnnouncementState.IN_REVIEW)
    async with transactions.write() as tx:
        entry = (await tx.calendar.by_ids([second.id]))[second.id]
        await tx.calendar.put_all([replace(entry, revision=entry.revision + 1)])
    (refused,) = (await pick_and_approve(drumbeat, second.code, PERSON))[-1:]
    assert "has changed meanwhile" in refused.text
    assert {e.status for e in await dates_of(transactions, first.code)} == {Status.ANNOUNCED}


async def test_a_change_makes_no_series_of_one_date(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator
) -> None:
    _, second, *_ = await announced(drumbeat, transactions, ana)
    for said in ("every Saturday 6pm until Mar 27", "when every Saturday 6pm", "repeat weekly until Mar 27"):
        (refused, *_) = await drumbeat.say(f"/change {second.code} {said}")
        assert "A change is of one date" in refused.text, said


@pytest.mark.parametrize(
    ("said", "precision", "last"),
    [
        ("moved to Sat Mar 28", Precision.DAY, date(2026, 3, 28)),
        ("se mueve al 28 de marzo", Precision.DAY, date(2026, 3, 28)),
        ("when Sat Mar 28 to Sun Mar 29", Precision.RANGE, date(2026, 3, 29)),
        ("Mar 28 at 3pm", Precision.TIME, date(2026, 3, 28)),
    ],
)
async def test_a_day_of_action_moves_to_another_day(
    drumbeat: Bot,
    transactions: SqlTransactions,
    operator: Coordinator,
    said: str,
    precision: Precision,
    last: date,
) -> None:
    code = await announced_day(drumbeat, transactions, operator, DAY)
    english, _spanish, control = await drumbeat.say(f"/change {code} {said}")
    assert "Was: Friday, March 27" in english.text
    await drumbeat.press(control.buttons["Propose the change"])
    (screen,) = await drumbeat.say(f"/approve {code}", chat_id=SECOND)
    assert "Approve change" in screen.text
    await pick_and_approve(drumbeat, code, SECOND)
    day = await entry_of(transactions, code)
    assert (day.starts_on, day.ends_on, day.precision) == (date(2026, 3, 28), last, precision)
    assert (day.scope, day.state, day.city_id) == (Scope.NATIONAL, None, None)


async def test_a_day_of_action_stays_where_it_is_called_and_is_not_a_coordinators(
    drumbeat: Bot,
    transactions: SqlTransactions,
    operator: Coordinator,
) -> None:
    code = await announced_day(drumbeat, transactions, operator, DAY)
    before = await entry_of(transactions, code)
    for said in ("city Houston, TX", "city statewide Texas"):
        (read, *_) = await drumbeat.say(f"/change {code} {said}")
        assert "stays where it is called" in read.text, said
    (read, *_) = await drumbeat.say(f"/change {code} place Pier Hall")
    assert "has no venue" in read.text
    (refused,) = await drumbeat.say(f"/change {code} when Mar 28", chat_id=THIRD)
    assert "outside your places" in refused.text
    assert await entry_of(transactions, code) == before


async def test_an_action_does_not_become_a_day_of_action(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator
) -> None:
    _, second, *_ = await announced(drumbeat, transactions, ana)
    (read, *_) = await drumbeat.say(f"/change {second.code} kind day of action")
    assert "stays where it is called" in read.text
