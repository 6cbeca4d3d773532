"""What coordinators read about approvals: the page, the reviewer's screen, the outcome."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from math import ceil

from bot.domain.announcement import Announcement, Purpose
from bot.domain.calendar import Entry, local_time
from bot.domain.ids import AnnouncementId, Code
from bot.domain.places import Area, City
from bot.domain.proof import Proof
from bot.domain.review import Review
from bot.views import dates, entries
from bot.views.buttons import act, rows
from bot.views.doubles import likely_doubles
from bot.views.fitting import cut
from bot.views.office_buttons import ApproveThis, CallOperators, PickFact, RejectThis, ShowReview
from bot.views.repeating import repeated
from bot.views.view import Button, View
from bot.views.words import Html, Words
from bot.views.zones import zone_name

LONGEST_CHOICE = 56
_TENS = 10


def screen(words: Words, review: Review, now: datetime, *, live: bool, picked: int | None = None) -> View:
    """What is new first; then who gets it, and the way to a yes. `picked` is a fact that was the true one."""
    announcement, code = review.announcement, review.announcement.code
    lines = [
        entries.named(words, "review.heading", review.entry, now),
        *repeated(words, review.announcement.draft, now),
        *_ended(words, review, now),
        *entries.body(words, review.entry, now, review.day, 1.0),
        *likely_doubles(words, review.doubles, review.area, now),
        audience(words, review.audience, review.last_within),
        words.text("review.live" if live else "review.rehearsal"),
        words.text("review.by", label=review.author.label, time=_ends(words, announcement, review, now)),
    ]
    seen = review.seen
    if picked is None:
        lines.append(words.text(f"review.prove_{review.proof.fact}", code=code))
        buttons = [
            Button(label, data=PickFact(seen.id, seen.revision, seen.digest, number).pack())
            for number, label in enumerate(choices(words, review.proof, now))
        ]
    else:
        lines.append(words.text("review.proved", code=code))
        buttons = [act(words, "button.approve", ApproveThis(seen.id, seen.revision, seen.digest, picked))]
    lines.append(words.text("review.reject_typed", code=code))
    return View("\n".join(lines), rows(*buttons, act(words, "button.reject", RejectThis(code))))


def choices(words: Words, proof: Proof, now: datetime) -> list[str]:
    """The three facts as labels."""
    return [cut(_said(words, option, now), LONGEST_CHOICE) for option in proof.options]


def audience(words: Words, number: int, within: timedelta) -> Html:
    """Rounded: nobody is to be counted out of it."""
    if number < _TENS:
        return words.text("review.audience_few", span=span(words, within))
    return words.count("review.audience", round(number / _TENS) * _TENS, span=span(words, within))


def span(words: Words, length: timedelta) -> Html:
    """Whole minutes, or hours from two on; rounded up."""
    minutes = max(1, ceil(length / timedelta(minutes=1)))
    return (
        words.count("review.minutes", minutes)
        if minutes < 120
        else words.count("review.hours", ceil(minutes / 60))
    )


def waiting(words: Words, announcements: Sequence[Announcement]) -> View:
    if not announcements:
        return View(words.text("review.none"))
    buttons = [_review(words, each.code, each.id) for each in announcements]
    codes = [f"<code>/approve {each.code}</code>" for each in announcements]
    heading = words.text("review.waiting", number=words.number(len(announcements)))
    return View("\n".join([heading, *codes]), rows(*buttons))


def page(
    words: Words, announcement: Announcement, entry: Entry, label: str, now: datetime, *, urgent: bool
) -> View:
    """To those who may answer."""
    heading = entries.named(words, "review.page_urgent" if urgent else "review.page", entry, now)
    body = words.text("review.page_body", label=label, code=announcement.code)
    return View(f"{heading}\n{body}", rows(_review(words, announcement.code, announcement.id)))


def ask_reason(words: Words, code: Code) -> View:
    """A reply to it is the reason; the code in its first line says of what."""
    return View(words.text("review.ask_reason", code=code), ask=words.plain("review.ask_reason_hint"))


def approved(words: Words, code: Code) -> View:
    return View(words.text("review.approved", code=code))


def approved_author(words: Words, code: Code, label: str | None) -> View:
    """`label` None: nobody else was needed."""
    if label is None:
        return View(words.text("review.approved_alone", code=code))
    return View(words.text("review.approved_author", code=code, label=label))


def rejected(words: Words, code: Code) -> View:
    return View(words.text("review.rejected", code=code))


def rejected_author(words: Words, code: Code, label: str, reason: str | None) -> View:
    said = reason or words.plain("review.no_reason")
    return View(words.text("review.rejected_author", code=code, label=label, reason=said))


def expired(words: Words, code: Code) -> View:
    return View(words.text("review.expired", code=code))


def unanswered(words: Words, code: Code, announcement_id: AnnouncementId) -> View:
    button = act(words, "button.call_operator", CallOperators(announcement_id))
    return View(words.text("review.unanswered", code=code), rows(button))


def nobody_else(words: Words, code: Code, area: Area) -> View:
    if isinstance(area, City):
        return View(words.text("review.nobody_else", code=code, city=area.label))
    return View(words.text("review.no_other_operator", code=code))


def operators_called(words: Words, code: Code) -> View:
    return View(words.text("review.operators_called", code=code))


def _review(words: Words, code: Code, announcement_id: AnnouncementId) -> Button:
    return act(words, "button.review", ShowReview(announcement_id), code=code)


def _said(words: Words, option: str | time | date, now: datetime) -> str:
    if isinstance(option, time):
        return dates.clock(words, option)
    if isinstance(option, date):
        said = dates.day(words, option, now.date())
        return said[:1].upper() + said[1:]
    return option


def _ended(words: Words, review: Review, now: datetime) -> list[Html]:
    """The dates of a series that are to be called off."""
    if review.announcement.purpose is not Purpose.END:
        return []
    days = dates.listed(words, [each.starts_on for each in review.dates], now.date())
    return [words.count("review.ends", len(review.dates), days=days)]


def _ends(words: Words, announcement: Announcement, review: Review, now: datetime) -> Html:
    assert announcement.expires_at is not None
    ends = local_time(announcement.expires_at, review.area.zone)
    today = local_time(now, review.area.zone).date()
    clock = words.text(
        "dates.time_zone", time=dates.clock(words, ends.time()), zone=zone_name(words, review.area.zone)
    )
    return Html(f"{dates.day(words, ends.date(), today)}, {clock}")
