"""Statewide and nationwide days: announced, approved and called off by operators, and by nobody else."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.domain.announcement import AnnouncementState
from bot.domain.calendar import Entry, EntryType, Kind, Precision, Scope, Status
from bot.domain.coordinator import Coordinator, Role
from bot.domain.ids import Code
from bot.domain.subscriber import Language, Subscription
from storage import tables
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, NOW, TACOMA, a_subscriber, an_entry
from tests.handlers.drafts import SECOND, approve, join, newest, reply, state_of
from tests.handlers.harness import PERSON, Bot

THIRD = 700100298
LONG_AGO = NOW - timedelta(days=30)


@pytest.fixture
async def operator(transactions: SqlTransactions) -> Coordinator:
    """With a second one, and somebody in each of Tacoma, Houston, Texas and the country."""
    first = await join(transactions, role=Role.OPERATOR, since=LONG_AGO)
    await join(transactions, SECOND, role=Role.OPERATOR, since=LONG_AGO, language=Language.ES)
    await join(transactions, THIRD, place_keys=("sTX",), since=LONG_AGO)
    async with transactions.write() as tx:
        for key in (f"c{TACOMA.id}", f"c{HOUSTON.id}", "sTX", "us"):
            person = a_subscriber()
            await tx.subscribers.add(person)
            await tx.subscribers.put_subscription(Subscription(person.id, key, 25 if key[0] == "c" else 0))
    return first


async def entry_of(transactions: SqlTransactions, code: str) -> Entry:
    async with transactions.read() as tx:
        found = await tx.calendar.by_code(Code(code))
    assert found is not None
    return found


async def told(transactions: SqlTransactions, alert: str) -> set[str]:
    """The places followed by those to whom the alert goes."""
    query = (
        select(tables.subscription.c.place_key)
        .join(tables.delivery, tables.delivery.c.subscriber_id == tables.subscription.c.subscriber_id)
        .join(tables.broadcast, tables.broadcast.c.id == tables.delivery.c.broadcast_id)
        .where(tables.broadcast.c.alert == alert)
    )
    async with transactions._reader.begin() as connection:
        rows = [row.place_key for row in await connection.execute(query)]
    assert len(rows) == len(set(rows)), "told twice"
    return set(rows)


async def announced(bot: Bot, transactions: SqlTransactions, operator: Coordinator, line: str) -> Code:
    await bot.say(f"/announce {line}")
    one = await newest(transactions, operator)
    await bot.say(f"/draft {one.code} submit")
    await approve(bot, transactions, one.code, SECOND)
    return one.code


async def test_a_nationwide_day_goes_to_everybody_who_follows_a_city(
    drumbeat: Bot, transactions: SqlTransactions, operator: Coordinator
) -> None:
    line = 'Nationwide day of action Fri Mar 27 "Day for Clean Water"'
    code = await announced(drumbeat, transactions, operator, line)
    day = await entry_of(transactions, code)
    assert (day.type, day.scope, day.kind) == (EntryType.DAY_OF_ACTION, Scope.NATIONAL, Kind.DAY_OF_ACTION)
    assert (day.starts_on, day.precision, day.zone) == (date(2026, 3, 27), Precision.DAY, "America/New_York")
    assert day.title.en == '"Day for Clean Water"'
    assert (day.city_id, day.state, day.coordinates) == (None, None, None)
    assert await told(transactions, "new") == {f"c{TACOMA.id}", f"c{HOUSTON.id}"}


async def test_a_statewide_range_of_days_goes_to_the_cities_of_its_state_only(
    drumbeat: Bot, transactions: SqlTransactions, operator: Coordinator
) -> None:
    code = await announced(
        drumbeat, transactions, operator, "Huelga estatal en Texas del 20 al 22 de febrero"
    )
    day = await entry_of(transactions, code)
    assert (day.scope, day.state, day.kind, day.zone) == (Scope.STATE, "TX", Kind.STRIKE, "America/Chicago")
    assert (day.starts_on, day.ends_on) == (date(2026, 2, 20), date(2026, 2, 22))
    assert day.precision is Precision.RANGE
    assert await told(transactions, "new") == {f"c{HOUSTON.id}"}


async def test_called_off_it_reaches_states_and_the_country_too(
    drumbeat: Bot, transactions: SqlTransactions, operator: Coordinator
) -> None:
    code = await announced(drumbeat, transactions, operator, "Statewide Texas strike Feb 20")
    (prepared,) = await drumbeat.say(f"/cancel {code}")
    assert "Cancelled: statewide strike (TX), Fri, Feb 20" in prepared.text
    await drumbeat.press(prepared.buttons["Propose cancellation"])
    assert (await entry_of(transactions, code)).status is Status.ANNOUNCED
    await approve(drumbeat, transactions, code, SECOND)
    assert (await entry_of(transactions, code)).status is Status.CANCELLED
    assert await told(transactions, "cancellation") == {f"c{HOUSTON.id}", "sTX", "us"}


async def test_a_postponement_and_a_retraction_of_one_work_too(
    drumbeat: Bot, transactions: SqlTransactions, operator: Coordinator
) -> None:
    code = await announced(drumbeat, transactions, operator, "Nationwide strike Feb 20")
    (prepared,) = await drumbeat.say(f"/postpone {code}")
    await drumbeat.press(prepared.buttons["Propose postponement"])
    await approve(drumbeat, transactions, code, SECOND)
    assert (await entry_of(transactions, code)).status is Status.POSTPONED
    (question,) = await drumbeat.say(f"/retract {code}")
    await drumbeat.press(next(iter(question.buttons.values())))
    assert (await entry_of(transactions, code)).status is Status.RETRACTED


async def test_step_by_step_an_operator_is_offered_the_country_and_may_type_a_state(
    drumbeat: Bot, transactions: SqlTransactions, operator: Coordinator
) -> None:
    _draft, kind = await drumbeat.say("/announce")
    assert "Day of action" in kind.buttons
    _ack, _draft, place = await drumbeat.press(kind.buttons["Day of action"])
    assert "city statewide Texas" in place.text
    _ack, _draft, when = await drumbeat.press(place.buttons["The whole country"])
    (read,) = await reply(drumbeat, when, text="Mar 27 to Mar 29")
    assert "day of action, the whole country" in read.text
    assert "Friday, March 27 to Sunday, March 29" in read.text
    one = await newest(transactions, operator)
    (read,) = await drumbeat.say(f"/draft {one.code} ciudad estatal Texas")
    assert "Texas (the whole state)" in read.text
    assert (await newest(transactions, operator)).draft.area == "sTX"
    await drumbeat.say(f"/draft {one.code} ciudad todo el país")
    assert (await newest(transactions, operator)).draft.area == "us"
    assert "Which state" in (await drumbeat.say(f"/draft {one.code} city statewide"))[0].text


async def test_labelled_lines_take_nationwide_as_the_place(
    drumbeat: Bot, transactions: SqlTransactions, operator: Coordinator
) -> None:
    await drumbeat.say(
        "/announce\nWhat: Day for Clean Water\nWhere: nationwide\nWhen: Mar 27\nWho: Water Alliance"
    )
    draft = (await newest(transactions, operator)).draft
    assert (draft.area, draft.starts_on, draft.kind) == ("us", date(2026, 3, 27), Kind.DAY_OF_ACTION)
    assert draft.organizers == ("Water Alliance",)


async def test_a_doubtful_day_is_asked_and_a_tap_settles_it(
    drumbeat: Bot, transactions: SqlTransactions, operator: Coordinator
) -> None:
    _draft, which = await drumbeat.say("/announce Nationwide day of action Sat Feb 20")
    assert list(which.buttons) == ["Friday, February 20", "Saturday, February 21"]
    await drumbeat.press(which.buttons["Saturday, February 21"])
    assert (await newest(transactions, operator)).draft.starts_on == date(2026, 2, 21)
    out_of_date = await drumbeat.press(which.buttons["Friday, February 20"])
    assert any("out of date" in call.text for call in out_of_date)
    assert (await newest(transactions, operator)).draft.starts_on == date(2026, 2, 21)


async def test_a_day_of_action_has_no_venue_and_moved_to_a_city_asks_for_its_hour(
    drumbeat: Bot, transactions: SqlTransactions, operator: Coordinator
) -> None:
    await drumbeat.say("/announce Nationwide strike Feb 20")
    code = (await newest(transactions, operator)).code
    assert "no venue" in (await drumbeat.say(f"/draft {code} venue City Hall"))[0].text
    assert "no venue" in (await drumbeat.say(f"/draft {code} repeat weekly until Mar 27"))[0].text
    *_, question = await drumbeat.say(f"/draft {code} city Tacoma, WA")
    assert "at what time" in question.text
    draft = (await newest(transactions, operator)).draft
    assert (draft.city_id, draft.area, draft.starts_on) == (TACOMA.id, None, None)


@pytest.mark.parametrize("line", ["Nationwide day of action Mar 27", "Día de acción estatal en Texas 27 mar"])
async def test_a_coordinator_may_not_even_of_the_state(
    drumbeat: Bot, transactions: SqlTransactions, operator: Coordinator, line: str
) -> None:
    third = await transactions_coordinator(transactions)
    first, *_ = await drumbeat.say(f"/announce {line}", chat_id=THIRD)
    assert "for operators" in first.text
    draft = (await newest(transactions, third)).draft
    assert draft.area is None
    code = (await newest(transactions, third)).code
    for place in ("nationwide", "statewide Texas", "Texas", "us", "sTX"):
        (refused,) = await drumbeat.say(f"/draft {code} city {place}", chat_id=THIRD)
        assert "for operators" in refused.text
    assert (await newest(transactions, third)).draft.area is None


async def test_a_coordinator_of_the_state_neither_approves_nor_calls_off_but_may_retract(
    drumbeat: Bot, transactions: SqlTransactions, operator: Coordinator
) -> None:
    await drumbeat.say("/announce Statewide Texas strike Feb 20")
    one = await newest(transactions, operator)
    await drumbeat.say(f"/draft {one.code} submit")
    await approve(drumbeat, transactions, one.code, THIRD)
    assert "Nothing waits" in (await drumbeat.say("/review", chat_id=THIRD))[0].text
    assert await state_of(transactions, one) is AnnouncementState.IN_REVIEW
    await approve(drumbeat, transactions, one.code, PERSON)
    assert await state_of(transactions, one) is AnnouncementState.IN_REVIEW
    await approve(drumbeat, transactions, one.code, SECOND)
    assert await state_of(transactions, one) is AnnouncementState.APPROVED
    assert "operators change it" in (await drumbeat.say(f"/cancel {one.code}", chat_id=THIRD))[0].text
    (question,) = await drumbeat.say(f"/retract {one.code}", chat_id=THIRD)
    await drumbeat.press(next(iter(question.buttons.values())), chat_id=THIRD)
    assert (await entry_of(transactions, one.code)).status is Status.RETRACTED


async def test_an_action_is_offered_the_day_it_may_belong_to_by_button_and_by_code(
    drumbeat: Bot, transactions: SqlTransactions, operator: Coordinator
) -> None:
    on = date(2026, 2, 7)
    nationwide = an_entry(None, on, scope=Scope.NATIONAL, announced_on=date(2026, 2, 1))
    texas = an_entry(None, on, scope=Scope.STATE, state="TX", announced_on=date(2026, 2, 1))
    later = an_entry(None, date(2026, 2, 8), scope=Scope.NATIONAL, announced_on=date(2026, 2, 1))
    async with transactions.write() as tx:
        await tx.calendar.put_all([nationwide, texas, later])
    (read,) = await drumbeat.say("/announce Rally Sat Feb 7 2pm, City Hall, Tacoma, WA")
    code = (await newest(transactions, operator)).code
    assert f"/draft {code} day {nationwide.code}" in read.text
    assert texas.code not in read.text
    assert later.code not in read.text
    _ack, read = await drumbeat.press(read.buttons[f"Part of {nationwide.code}"])
    assert f"Part of: {nationwide.title.en}, code {nationwide.code}" in read.text
    english, spanish, _control = await drumbeat.say(f"/draft {code} preview")
    assert f"Part of: {nationwide.title.en}" in english.text
    assert f"Forma parte de: {nationwide.title.es}" in spanish.text
    assert "no code of a day of action" in (await drumbeat.say(f"/draft {code} day {texas.code}"))[0].text
    await drumbeat.say(f"/draft {code} submit")
    (screen,) = await drumbeat.say(f"/approve {code}", chat_id=SECOND)
    assert f"Part of: {nationwide.title.en}" in screen.text
    await drumbeat.say(f"/draft {code} when Sun Feb 8 2pm")
    (refused,) = await drumbeat.say(f"/draft {code} submit")
    assert "not on the day" in refused.text


async def transactions_coordinator(transactions: SqlTransactions) -> Coordinator:
    async with transactions.read() as tx:
        return next(one for one in await tx.coordinators.all() if one.chat_id == THIRD)
