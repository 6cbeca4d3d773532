"""The draft of a change as its author sees it: Now and Was, what stays, and what comes next."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from math import ceil

from bot.domain.announcement import AnnouncementState
from bot.domain.announcing.becoming import PIN_REACH
from bot.domain.announcing.drafted import Drafted, Preview
from bot.domain.announcing.fields import Field
from bot.domain.calendar import NOT_STATED, Entry, Status, to_utc
from bot.domain.changing import Changed, differences
from bot.domain.places import City
from bot.domain.reviewing import ESCALATE_WITHIN
from bot.views import where
from bot.views.buttons import act, rows
from bot.views.changed_facts import all_changes
from bot.views.draft_buttons import AskFact, PreviewDraft, SubmitDraft, WithdrawDraft
from bot.views.draft_preview import audience
from bot.views.entries import access, in_a_word, when_in_full
from bot.views.fitting import first_line
from bot.views.lines import called_by, is_day, joined, kind
from bot.views.refusals import refusal
from bot.views.reviewing import span
from bot.views.view import View
from bot.views.words import Html, Words

OFF = (Status.CANCELLED, Status.POSTPONED, Status.RETRACTED)


def draft(words: Words, drafted: Drafted) -> View:
    one, before, after = drafted.announcement, drafted.before, drafted.after
    assert before is not None
    assert after is not None
    code, now = one.code, to_utc(datetime.combine(drafted.today, time(12)), before.zone)
    key = "change.heading_in_review" if one.state is AnnouncementState.IN_REVIEW else "change.heading"
    what, place = kind(words, before), where.of_area(words, drafted.area) if drafted.area else ""
    changes = list(all_changes(words, before, after, now))
    lines = [first_line(words, lambda city: words.text(key, code=code, what=joined([what, city])), place)]
    lines += _off(words, before)
    lines += changes or [words.text("change.nothing_yet")]
    lines += _stays(words, before, after, drafted.today)
    lines += [words.text("draft.not_taken", why=Html(refusal(words, no).text)) for no in drafted.refused]
    lines += [
        words.text("change.how_of_day" if is_day(before) else "change.how", code=code),
        words.text("change.then", code=code),
    ]
    ready = before.version != after.version
    return View(
        "\n".join(lines),
        rows(
            act(words, "button.draft_correct", PreviewDraft(code, one.revision)) if ready else None,
            None if is_day(before) else act(words, "button.change_place", AskFact(code, Field.VENUE)),
            act(words, "button.draft_change_time", AskFact(code, Field.WHEN)),
            act(words, "button.draft_withdraw", WithdrawDraft(code, one.revision)),
        ),
    )


def control(words: Words, preview: Preview) -> View:
    """Below the notice itself: to how many, when, what is unusual, and the tap that proposes it."""
    one, code = preview.announcement, preview.announcement.code
    submit = act(words, "button.propose_change", SubmitDraft(one.code, one.revision, preview.digest))
    withdraw = act(words, "button.draft_withdraw", WithdrawDraft(one.code, one.revision))
    lines = [
        words.text("draft.preview", code=code),
        *_who_and_when(words, preview),
        *_unusual(words, preview),
        words.text("draft.approvals_one" if preview.approvals == 1 else "draft.approvals_two"),
        words.text("change.submit_how", code=code),
    ]
    return View("\n".join(lines), rows(submit, withdraw))


def tells_nobody(preview: Preview) -> bool:
    """Is it what everybody was told last?"""
    return preview.content.before == preview.entry.version


def known_already(words: Words, preview: Preview) -> View:
    """In place of the notice that nobody gets."""
    return View(words.text("change.known_already", code=preview.announcement.code))


def which(words: Words, entries: Sequence[Entry], command: str) -> View:
    """What can be changed, each with the command that a tap sends."""
    lines = [words.text("change.which" if entries else "change.none")]
    for entry in entries:
        said = in_a_word(words, entry)
        lines.append(words.text("change.which_line", **said, command=command, code=entry.code))
    lines.append(words.text(f"change.example_{command}"))
    return View("\n".join(lines))


def far_pin(words: Words, preview: Preview) -> list[Html]:
    pin = preview.entry.pin
    city = preview.area
    if pin is None or not isinstance(city, City) or (preview.before and preview.before.pin == pin):
        return []
    miles = city.coordinates.miles_to(pin)
    if miles <= PIN_REACH:
        return []
    return [words.text("review.far_pin", miles=where.miles(words, miles), city=city.label)]


def _who_and_when(words: Words, preview: Preview) -> Iterator[Html]:
    if tells_nobody(preview):
        return
    yield audience(words, preview.audience)
    waits = preview.goes_at - preview.now if preview.goes_at else None
    if waits is None:
        yield words.text("change.at_once")
    else:
        yield words.text("change.held", span=span(words, waits))
    lasts = preview.lasts if waits is None else preview.lasts + waits
    yield words.count("draft.last", max(1, ceil(lasts.total_seconds() / 60)))


def _unusual(words: Words, preview: Preview) -> Iterator[Html]:
    yield from far_pin(words, preview)
    before, after = preview.before, preview.entry
    assert before is not None
    if min(before.begins_at, after.begins_at) <= preview.now + ESCALATE_WITHIN:
        yield words.text("change.soon")


def _off(words: Words, before: Entry) -> list[Html]:
    return [words.text(f"change.off_{before.status.value}")] if before.status in OFF else []


def _stays(words: Words, before: Entry, after: Entry, today: date) -> Iterator[Html]:
    changed = differences(before.version, after.version)
    if Changed.WHEN not in changed:
        yield words.text("draft.when", when=when_in_full(words, after, today))
    if Changed.PLACE not in changed and not is_day(after):
        place = joined([after.venue or "", after.address or ""])
        yield words.text("draft.where", where=place or words.text("notice.place_not_stated"))
    if Changed.CALLERS not in changed and (names := called_by(words, after)) is not None:
        yield names
    if Changed.ACCESS not in changed and after.access != NOT_STATED:
        yield access(words, after.access)
    if Changed.LINK not in changed and after.link:
        yield words.text("entry.link", link=after.link)
