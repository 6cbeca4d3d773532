"""A weekly vigil as coordinators and subscribers meet it."""

from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from bot.domain.announcement import AnnouncementState, Purpose
from bot.domain.calendar import Entry, Status
from bot.domain.coordinator import Coordinator
from bot.domain.ids import Code
from bot.domain.series import Recurrence
from storage import tables
from storage.transactions import SqlTransactions
from tests.builders import TACOMA, an_entry
from tests.handlers.drafts import SECOND, WEEKLY, approve, newest, state_of
from tests.handlers.harness import PERSON, Bot

LINEA = (
    "Vigilia cada viernes de 17h a 18h, Harbor Plaza, 100 Dock St, "
    "hasta el 27 de marzo, excepto el 13 de marzo"
)
ENGLISH = ("Repeats every Friday.", "7 dates: Feb 6, 13, 20, 27; Mar 6, 20, 27", "Left out: Mar 13")
SPANISH = (
    "Se repite cada viernes.",
    "7 fechas: 6, 13, 20, 27 feb; 6, 20, 27 mar",
    "Sin estas fechas: 13 mar",
)


async def broadcasts(transactions: SqlTransactions) -> dict[str, int]:
    async with transactions._reader.begin() as connection:
        columns = tables.broadcast.c
        query = select(columns.alert, func.sum(columns.planned)).group_by(columns.alert)
        return {row[0]: row[1] for row in await connection.execute(query)}


async def dates_of(transactions: SqlTransactions, code: Code) -> tuple[Entry, ...]:
    async with transactions.read() as tx:
        return await tx.calendar.of_series(code)


async def announced(bot: Bot, transactions: SqlTransactions, ana: Coordinator) -> tuple[Entry, ...]:
    await bot.say(f"/announce {WEEKLY}")
    one = await newest(transactions, ana)
    await bot.say(f"/draft {one.code} submit")
    await approve(bot, transactions, one.code, SECOND)
    return await dates_of(transactions, one.code)


@pytest.mark.parametrize(("app", "line", "read_back"), [("en", WEEKLY, ENGLISH), ("es", LINEA, SPANISH)])
async def test_one_line_makes_a_series_read_back_with_all_its_dates(
    drumbeat: Bot,
    transactions: SqlTransactions,
    ana: Coordinator,
    app: str,
    line: str,
    read_back: tuple[str, ...],
) -> None:
    (read,) = await drumbeat.say(f"/announce {line}", app_language=app)
    draft = (await newest(transactions, ana)).draft
    assert draft.starts_at == datetime(2026, 2, 6, 17)  # noqa: DTZ001 - local
    assert draft.ends_at == datetime(2026, 2, 6, 18)  # noqa: DTZ001 - local
    assert draft.repeats == Recurrence(date(2026, 3, 27), skipped=(date(2026, 3, 13),))
    assert (draft.venue, draft.address, draft.title_en) == ("Harbor Plaza", "100 Dock St", None)
    assert all(said in read.text for said in read_back)


async def test_a_date_is_skipped_and_taken_in_again_by_typing(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator
) -> None:
    await drumbeat.say(f"/announce {WEEKLY}")
    code = (await newest(transactions, ana)).code
    (read,) = await drumbeat.say(f"/draft {code} skip Feb 20 and Mar 6")
    assert "5 dates: Feb 6, 13, 27; Mar 20, 27" in read.text
    assert "none of its dates" in (await drumbeat.say(f"/draft {code} skip Feb 21"))[0].text
    (read,) = await drumbeat.say(f"/draft {code} omitir ninguna")
    assert "8 dates" in read.text
    (read,) = await drumbeat.say(f"/draft {code} repeat none")
    assert "Repeats" not in read.text
    assert "does not repeat" in (await drumbeat.say(f"/draft {code} skip Feb 20"))[0].text


async def test_a_single_action_becomes_weekly_by_one_fact(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator
) -> None:
    await drumbeat.say("/announce Vigil Fri Feb 6 5pm, Harbor Plaza")
    code = (await newest(transactions, ana)).code
    assert "Until when" in (await drumbeat.say(f"/draft {code} repeat weekly"))[0].text
    assert "not the weekday" in (await drumbeat.say(f"/draft {code} every Saturday until Mar 27"))[0].text
    assert "not understood" in (await drumbeat.say(f"/draft {code} repeat now and then"))[0].text
    (read,) = await drumbeat.say(f"/draft {code} every two weeks until Mar 27")
    assert "every 2 weeks on Friday" in read.text
    (read,) = await drumbeat.say(f"/draft {code} cuándo cada martes 18h hasta el 31 de marzo")
    assert "Tuesday, February 3, 6:00 PM" in read.text
    assert "Repeats every Tuesday" in read.text


@pytest.mark.parametrize(
    ("repeat", "why"),
    [
        ("weekly until Dec 31", "At most 26 dates within 180 days"),
        ("weekly until Feb 10", "Fewer than two dates"),
        ("second Friday of the month until Jun 30", "none of its dates"),
    ],
)
async def test_what_the_rule_cannot_hold_is_not_submitted(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator, repeat: str, why: str
) -> None:
    await drumbeat.say("/announce Vigil Fri Feb 6 5pm, Harbor Plaza")
    one = await newest(transactions, ana)
    await drumbeat.say(f"/draft {one.code} repeat {repeat}")
    assert why in (await drumbeat.say(f"/draft {one.code} submit"))[0].text
    assert await state_of(transactions, one) is AnnouncementState.DRAFT


async def test_an_hour_that_the_clocks_skip_is_asked_about(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator
) -> None:
    await drumbeat.say("/announce Vigil every Sunday 2:30am until Mar 29, Harbor Plaza")
    one = await newest(transactions, ana)
    (asked,) = await drumbeat.say(f"/draft {one.code} preview")
    assert f"/draft {one.code} skip 2026-03-08" in asked.text
    await drumbeat.say(f"/draft {one.code} skip 2026-03-08")
    assert len(await drumbeat.say(f"/draft {one.code} preview")) == 3


async def test_approved_once_it_is_told_once_and_every_date_has_its_code(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator
) -> None:
    await drumbeat.say(f"/announce {WEEKLY}")
    code = (await newest(transactions, ana)).code
    english, spanish, _control = await drumbeat.say(f"/draft {code} preview")
    assert "New: vigil, every Friday, 5:00 PM, Tacoma" in english.text
    assert "7 dates: Feb 6, 13, 20, 27; Mar 6, 20, 27" in english.text
    assert "Nueva: vigilia, cada viernes, 5:00 p.m., Tacoma" in spanish.text
    assert "7 fechas: 6, 13, 20, 27 feb; 6, 20, 27 mar" in spanish.text
    await drumbeat.say(f"/draft {code} submit")
    (screen,) = await drumbeat.say(f"/approve {code}", chat_id=SECOND)
    assert "7 dates: Feb 6, 13, 20, 27; Mar 6, 20, 27" in screen.text
    await approve(drumbeat, transactions, code, SECOND)
    dates = await dates_of(transactions, code)
    assert len({entry.code for entry in dates}) == 7
    assert await broadcasts(transactions) == {"new": 1}
    (checked,) = await drumbeat.say(f"/check {dates[1].code}")
    assert "Vigil, Fri, Feb 13, 5:00 PM, Tacoma" in checked.text
    assert f"Then: Fri, Feb 20 /check_{dates[2].code}; Fri, Feb 27 /check_{dates[3].code}" in checked.text


async def test_one_date_is_called_off_by_its_own_code(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator
) -> None:
    dates = await announced(drumbeat, transactions, ana)
    second = dates[1].code
    await drumbeat.say(f"/cancel {second} yes")
    await approve(drumbeat, transactions, second, SECOND)
    found = await dates_of(transactions, dates[0].code)
    assert [entry.code for entry in found if entry.status is Status.CANCELLED] == [second]
    (checked,) = await drumbeat.say(f"/check {dates[0].code}")
    assert second not in checked.text
    assert await broadcasts(transactions) == {"new": 1, "cancellation": 1}


@pytest.mark.parametrize("typed", [True, False])
async def test_this_date_and_all_later_ones_end_by_two_persons_in_one_message(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator, typed: bool
) -> None:
    first, second, *later = await announced(drumbeat, transactions, ana)
    (prepared,) = await drumbeat.say(f"/cancel {second.code}")
    assert prepared.buttons["This and all later"]
    _ack, prepared = await drumbeat.press(prepared.buttons["This and all later"])
    assert "Cancelled: vigil, Fri, Feb 13, and 5 later dates, Tacoma" in prepared.text
    assert "Feb 13, 20, 27; Mar 6, 20, 27" in prepared.text
    if typed:
        await drumbeat.say(f"/cancel_{second.code} el resto sí")
    else:
        await drumbeat.press(prepared.buttons["Propose cancellation"])
    await approve(drumbeat, transactions, second.code, PERSON)
    assert await broadcasts(transactions) == {"new": 1}
    (screen,) = await drumbeat.say(f"/approve {second.code}", chat_id=SECOND)
    assert "Calls off 6 dates: Feb 13, 20, 27; Mar 6, 20, 27" in screen.text
    await approve(drumbeat, transactions, second.code, SECOND)
    off = {e.code for e in await dates_of(transactions, first.code) if e.status is Status.CANCELLED}
    assert off == {entry.code for entry in (second, *later)}
    assert await broadcasts(transactions) == {"new": 1, "cancellation": 1}
    assert "over" in (await drumbeat.say(f"/cancel {second.code} rest"))[0].text


async def test_what_is_drafted_for_one_date_is_never_sent_for_all(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator
) -> None:
    first, second, *_ = await announced(drumbeat, transactions, ana)
    (alone,) = await drumbeat.say(f"/cancel {second.code}")
    (rest,) = await drumbeat.say(f"/cancel {second.code} rest")
    await drumbeat.press(alone.buttons["Propose cancellation"])
    refused = await drumbeat.press(rest.buttons["Propose cancellation"])
    assert any("waits for approval already" in call.text for call in refused)
    async with transactions.read() as tx:
        of_each = {one.purpose: one.state for one in await tx.announcements.with_code(second.code)}
    assert of_each == {Purpose.CANCEL: AnnouncementState.IN_REVIEW, Purpose.END: AnnouncementState.WITHDRAWN}
    await approve(drumbeat, transactions, second.code, SECOND)
    off = [e.code for e in await dates_of(transactions, first.code) if e.status is Status.CANCELLED]
    assert off == [second.code]


async def test_an_action_that_does_not_repeat_has_no_rest(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator
) -> None:
    alone = an_entry(TACOMA, date(2026, 2, 7), "14:00")
    async with transactions.write() as tx:
        await tx.calendar.put_all([alone])
    assert "does not repeat" in (await drumbeat.say(f"/cancel {alone.code} rest"))[0].text
    (prepared,) = await drumbeat.say(f"/cancel {alone.code}")
    assert "This and all later" not in prepared.buttons


async def test_a_retraction_takes_back_the_date_and_all_later_ones_at_once(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator
) -> None:
    first, *_ = dates = await announced(drumbeat, transactions, ana)
    (asked,) = await drumbeat.say(f"/retract {first.code}")
    assert "all its later dates" in asked.text
    await drumbeat.say(f"/retract {first.code} yes")
    found = await dates_of(transactions, first.code)
    assert {entry.status for entry in found} == {Status.RETRACTED}
    assert len(found) == len(dates)
    assert await broadcasts(transactions) == {"new": 1, "retraction": 1}
