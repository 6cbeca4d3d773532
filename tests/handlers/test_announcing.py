"""Drafts as a coordinator meets them: three ways in, questions, preview, review. Nothing is pushed."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.announcement import AnnouncementState
from bot.domain.calendar import Kind, Scope, Title
from bot.domain.codes import read_code
from bot.domain.coordinator import Coordinator
from bot.domain.subscriber import Subscription
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, MILWAUKEE, NOW, TACOMA, a_subscriber, an_entry
from tests.handlers.drafts import LINE, STRANGER, join, newest, plain, reply, state_of
from tests.handlers.harness import Bot
from tests.handlers.people import People


async def test_one_line_is_read_back_with_weekday_and_zone_for_a_tap(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator
) -> None:
    (read,) = await drumbeat.say(LINE)
    assert "rally, Houston, TX" in read.text
    assert "When: Saturday, February 7, 2:00 PM Central Time" in read.text
    assert "Where: Riverside Park, 400 River St" in read.text
    assert list(read.buttons) == ["Correct, preview it", "Change the time", "Withdraw it"]
    one = await newest(transactions, author)
    assert one.state is AnnouncementState.DRAFT
    assert read_code(one.code) == one.code
    assert any(sign.isdigit() for sign in one.code)
    assert any(sign.isalpha() for sign in one.code)


async def test_a_message_with_labels_fills_everything(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator
) -> None:
    day = an_entry(None, scope=Scope.NATIONAL)
    async with transactions.write() as tx:
        await tx.calendar.put_all([day])
    (read,) = await drumbeat.say(
        "/announce\nWhat: March for the river\nWhen: Saturday Feb 7, 2-4pm\nWhere: Riverside Park\n"
        "Address: 400 River St\nWho: Riverside Neighbors\nAccess: step-free\n"
        f"Link: https://mobilize.us/a/1?utm=2\nSpanish: Marcha por el río\nDay: {day.code}"
    )
    draft = (await newest(transactions, author)).draft
    assert draft.kind is Kind.MARCH
    assert (draft.title_en, draft.title_es) == ("March for the river", "Marcha por el río")
    assert draft.starts_at == datetime(2026, 2, 7, 14)  # noqa: DTZ001 - local
    assert draft.ends_at == datetime(2026, 2, 7, 16)  # noqa: DTZ001 - local
    assert draft.organizers == ("Riverside Neighbors",)
    assert draft.link == "https://mobilize.us/a/1"
    assert draft.belongs_to == day.id
    assert draft.access.step_free
    assert "Access: step-free; ASL not stated" in read.text


async def test_step_by_step_with_buttons_and_replies(drumbeat: Bot, transactions: SqlTransactions) -> None:
    author = await join(transactions, place_keys=("sTX", f"c{TACOMA.id}"))
    _draft, kind = await drumbeat.say("/announce")
    _ack, _draft, city = await drumbeat.press(kind.buttons["Vigil"])
    assert "in which city" in city.text
    _draft, when = await reply(drumbeat, city, text="Houston")
    _draft, doubt = await reply(drumbeat, when, text="Sat Feb 7 at 6")
    assert "Morning or afternoon" in doubt.text
    _ack, _draft, venue = await drumbeat.press(doubt.buttons["Saturday, February 7, 6:00 PM"])
    (whole,) = await reply(drumbeat, venue, text="Harbor Plaza")
    assert "Correct, preview it" in whole.buttons
    draft = (await newest(transactions, author)).draft
    assert (draft.kind, draft.city_id, draft.venue) == (Kind.VIGIL, HOUSTON.id, "Harbor Plaza")
    assert draft.starts_at == datetime(2026, 2, 7, 18)  # noqa: DTZ001 - local


async def test_questions_are_answered_in_spanish_too(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator
) -> None:
    _draft, when = await drumbeat.say("/announce Vigilia, Harbor Plaza", app_language="es")
    assert "¿qué día y a qué hora?" in when.text
    (whole,) = await reply(drumbeat, when, text="sábado 7 feb 14h", app_language="en")
    assert "Cuándo: sábado 7 de febrero, 2:00 p.m., hora del Centro" in whole.text
    (doubt_draft, doubt) = await drumbeat.say(
        f"/draft {(await newest(transactions, author)).code} cuándo 7/2 14h", app_language="es"
    )
    assert "Borrador" in doubt_draft.text
    assert len(doubt.buttons) == 2


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("when Sunday Feb 7 2pm", "weekday is not that of the date"),
        ("when Sat", "No hour was named"),
        ("when Mar 8 2:30am", "clocks go forward"),
        ("when Nov 1 1:30am", "comes twice"),
        ("venue see www.example.com", "holds a link"),
        ("link https://example.com", "No link to"),
        ("who ask @someone", "contact data"),
        ("city Milwaukee, WI", "not among your places"),
        ("city xyzzy", "No city"),
        ("end 1pm Feb 7", "no end within 12 hours"),
        ("day ZZZ9", "no code of a day of action"),
        ("color blue", "no fact of a draft"),
    ],
)
async def test_what_cannot_be_taken_is_said_and_changes_nothing(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator, typed: str, says: str
) -> None:
    await drumbeat.say(LINE)
    before = await newest(transactions, author)
    calls = await drumbeat.say(f"/draft {before.code} {typed}")
    assert any(says in call.text for call in calls), [call.text for call in calls]
    assert await newest(transactions, author) == before


async def test_facts_that_a_text_got_wrong_are_named_and_the_others_kept(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator
) -> None:
    read, when = await drumbeat.say("/announce Rally, Sunday Feb 7 2pm, Riverside Park https://example.com/x")
    assert "Not taken: No link to" in read.text
    assert "weekday" in when.text
    assert (await newest(transactions, author)).draft.venue == "Riverside Park"


async def test_optional_facts_and_their_removal(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator
) -> None:
    await drumbeat.say(LINE)
    code = (await newest(transactions, author)).code
    for typed in ("end 4pm", "access step-free, no ASL", "español Marcha", "título Rally for the river"):
        await drumbeat.say(f"/draft {code} {typed}")
    draft = (await newest(transactions, author)).draft
    assert draft.ends_at == datetime(2026, 2, 7, 16)  # noqa: DTZ001 - local
    assert draft.access.asl is False
    assert draft.title_en == "Rally for the river"
    assert draft.title_es is None
    await drumbeat.say(f"/draft {code} end none")
    assert (await newest(transactions, author)).draft.ends_at is None


async def test_a_pin_near_the_city_is_taken_and_a_far_one_asked_about(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator
) -> None:
    await drumbeat.say(LINE)
    code = (await newest(transactions, author)).code
    (question,) = await drumbeat.say(f"/draft {code} pin")
    (kept,) = await reply(drumbeat, question, location={"latitude": 29.76, "longitude": -95.37})
    assert "Map pin: set" in kept.text
    (far,) = await reply(drumbeat, question, location={"latitude": 30.27, "longitude": -97.74})
    assert "from Houston, TX" in far.text
    assert (await newest(transactions, author)).draft.pin is not None
    assert round((await newest(transactions, author)).draft.pin.latitude) == 30  # type: ignore[union-attr]
    _ack, _kept = await drumbeat.press(far.buttons["Keep this spot"])
    pin = (await newest(transactions, author)).draft.pin
    assert pin is not None
    assert round(pin.longitude) == -98


async def test_drafts_are_resumed_and_withdrawn_after_a_restart(
    people: People, transactions: SqlTransactions, author: Coordinator
) -> None:
    async with people.opened() as bot:
        await bot.say("/announce Rally")
        await bot.say(LINE)
    one = await newest(transactions, author)
    async with people.opened() as bot:
        (listed,) = await bot.say("/drafts")
        assert listed.text.count("/draft_") == 2
        (resumed,) = await bot.say(f"/draft_{one.code}")
        _ack, gone = await bot.press(resumed.buttons["Withdraw it"])
        assert "Nothing is sent" in gone.text
        (listed,) = await bot.say("/drafts")
        assert f"/draft_{one.code}" not in listed.text
        (closed,) = await bot.say(f"/draft {one.code} venue City Hall")
        assert "no longer a draft" in closed.text


async def test_what_spanish_texts_offer_to_type_works(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator
) -> None:
    """The words of the hints: previewed, discarded, and never taken for a fact."""
    (offered,) = await drumbeat.say("/announce Vigilia sáb 7 feb 2pm, Harbor Plaza", app_language="es")
    typed = re.findall(r"<code>(/draft \w{4} (?:ver|descartar))</code>", offered.text)
    assert len(typed) == 2
    *_, control = await drumbeat.say(typed[0], app_language="es")
    assert re.search(r"/draft \w{4} enviar</code>", control.text)
    (gone,) = await drumbeat.say(typed[1], app_language="es")
    assert "se descartó. No se envía nada" in gone.text


async def test_the_preview_is_the_alert_itself_with_audience_and_doubles(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator
) -> None:
    double = an_entry(HOUSTON, date(2026, 2, 7), "14:30", code="D0UB", title=Title("Rally", "Concentración"))
    elsewhere = an_entry(MILWAUKEE, date(2026, 2, 7), "14:00", title=Title("Rally", "Concentración"))
    async with transactions.write() as tx:
        await tx.calendar.put_all([double, elsewhere])
        for _ in range(23):
            subscriber = a_subscriber()
            await tx.subscribers.add(subscriber)
            await tx.subscribers.put_subscription(Subscription(subscriber.id, f"c{HOUSTON.id}", 25))
        other = a_subscriber()
        await tx.subscribers.add(other)
        await tx.subscribers.put_subscription(Subscription(other.id, f"c{TACOMA.id}", 100))
    (read,) = await drumbeat.say(LINE)
    _ack, english, spanish, control = await drumbeat.press(read.buttons["Correct, preview it"])
    assert plain(english.text).startswith("🆕 New: rally, Sat, Feb 7, 2:00 PM, Houston\n")
    assert plain(spanish.text).startswith("🆕 Nueva: concentración, sáb 7 feb, 2:00 p.m., Houston\n")
    assert "Riverside Park, 400 River St, Houston, TX" in english.text
    assert "Announced. Confirmed by two coordinators." in english.text
    assert "about 20" in control.text
    assert "within 1 minute" in control.text
    assert "/check_D0UB" in control.text
    assert elsewhere.code not in control.text
    assert "second person" in control.text


async def test_what_another_coordinator_has_in_review_is_a_double_too(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator
) -> None:
    await join(transactions, STRANGER)
    await drumbeat.say(LINE, chat_id=STRANGER)
    (listed,) = await drumbeat.say("/drafts", chat_id=STRANGER)
    first = listed.text.partition("/draft_")[2][:4]
    await drumbeat.say(f"/draft {first} submit", chat_id=STRANGER)
    (read,) = await drumbeat.say("/announce Rally Sat 4pm, Riverside Park")
    *_, control = await drumbeat.press(read.buttons["Correct, preview it"])
    assert "May be the same as: rally, Sat, Feb 7, 2:00 PM Central Time, Riverside Park" in control.text
    assert first in control.text


@pytest.mark.parametrize(
    ("at", "lasts"),
    [(NOW, timedelta(hours=24)), (datetime(2026, 2, 7, 0, tzinfo=UTC), timedelta(hours=2))],
)
async def test_submitting_puts_it_into_review_until_it_expires(
    drumbeat: Bot,
    people: People,
    transactions: SqlTransactions,
    author: Coordinator,
    at: datetime,
    lasts: timedelta,
) -> None:
    people.clock.at = at
    (read,) = await drumbeat.say(LINE)
    *_, control = await drumbeat.press(read.buttons["Correct, preview it"])
    _ack, submitted = await drumbeat.press(control.buttons["Submit for review"])
    assert "is in review" in submitted.text
    one = await newest(transactions, author)
    assert one.state is AnnouncementState.IN_REVIEW
    assert (one.submitted_at, one.expires_at) == (at, at + lasts)
    async with transactions.read() as tx:
        assert [row.act for row in await tx.audit.latest(5)] == ["submitted"]
        assert [found.id for found in await tx.announcements.in_review()] == [one.id]
        assert await tx.calendar.by_code(one.code) is None


async def test_an_edit_takes_it_out_of_review_and_old_buttons_do_nothing(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator
) -> None:
    (read,) = await drumbeat.say(LINE)
    *_, control = await drumbeat.press(read.buttons["Correct, preview it"])
    await drumbeat.press(control.buttons["Submit for review"])
    one = await newest(transactions, author)
    await drumbeat.say(f"/draft {one.code} venue City Hall")
    edited = await newest(transactions, author)
    assert edited.state is AnnouncementState.DRAFT
    assert edited.draft.digest() != one.draft.digest()
    assert edited.expires_at is None
    for data in (*read.buttons.values(), *control.buttons.values()):
        if data.startswith(("da:",)):
            continue
        _ack, stale, *_ = await drumbeat.press(data)
        assert "out of date" in stale.text
    assert await newest(transactions, author) == edited


async def test_expired_reviews_are_closed(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator
) -> None:
    await drumbeat.say(LINE)
    one = await newest(transactions, author)
    await drumbeat.say(f"/draft {one.code} submit")
    async with transactions.write() as tx:
        assert await tx.announcements.expire(NOW + timedelta(hours=23)) == ()
        assert [each.code for each in await tx.announcements.expire(NOW + timedelta(hours=24))] == [one.code]
    assert await state_of(transactions, one) is AnnouncementState.EXPIRED
