"""What coordinators read about approvals: the page, the reviewer's screen, the outcome."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from math import ceil

from bot.domain.announcement import Announcement, Purpose
from bot.domain.calendar import Entry, Status, local_time
from bot.domain.ids import AnnouncementId, Code
from bot.domain.places import Area, City
from bot.domain.proof import Proof
from bot.domain.review import Decided, Review
from bot.views import dates, entries, retracting, where
from bot.views.buttons import act, rows
from bot.views.changed_facts import all_changes
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
        entries.named(words, _of("review.heading", announcement), review.entry, now),
        *_new_and_old(words, review, now),
        *repeated(words, announcement.draft, now),
        *_ended(words, review, now),
        *entries.body(words, review.entry, now, review.day, 1.0),
        *_far_pin(words, review),
        *likely_doubles(words, review.doubles, review.area, now),
        _goes_to(words, review),
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
    key = _of("review.page_urgent" if urgent else "review.page", announcement)
    heading = entries.named(words, key, entry, now)
    body = words.text("review.page_body", label=label, code=announcement.code)
    return View(f"{heading}\n{body}", rows(_review(words, announcement.code, announcement.id)))


def ask_reason(words: Words, code: Code) -> View:
    """A reply to it is the reason; the code in its first line says of what."""
    return View(words.text("review.ask_reason", code=code), ask=words.plain("review.ask_reason_hint"))


def approved(words: Words, decided: Decided) -> View:
    said = words.text("review.approved", code=decided.announcement.code)
    return View(Html(f"{said} {_goes(words, decided)}"))


def approved_author(words: Words, decided: Decided) -> View:
    """Who approved it, where somebody else was needed."""
    code, label = decided.announcement.code, decided.by.label
    alone = decided.by.id == decided.author.id
    said = words.text("review.approved_alone" if alone else "review.approved_author", code=code, label=label)
    return View(Html(f"{said} {_goes(words, decided)}"))


def rejected(words: Words, code: Code) -> View:
    return View(words.text("review.rejected", code=code))


def rejected_author(words: Words, code: Code, label: str, reason: str | None) -> View:
    said = reason or words.plain("review.no_reason")
    return View(words.text("review.rejected_author", code=code, label=label, reason=said))


def expired(words: Words, code: Code) -> View:
    return View(words.text("review.expired", code=code))


def unanswered(words: Words, announcement: Announcement, known: Entry | None, *, calls: bool) -> View:
    """An operator, if one can be called; and the retraction of what is `known` of it, if anything is."""
    lines = [words.text("review.unanswered" if calls else "review.unanswered_nobody", code=announcement.code)]
    buttons = [act(words, "button.call_operator", CallOperators(announcement.id))] if calls else []
    if known is not None:
        offered, retract = retracting.offer(words, known)
        lines += [words.text("review.unanswered_retract"), *offered]
        buttons.append(retract)
    return View("\n".join(lines), rows(*buttons))


def nobody_else(words: Words, code: Code, area: Area) -> View:
    if isinstance(area, City):
        return View(words.text("review.nobody_else", code=code, city=area.label))
    return View(words.text("review.no_other_operator", code=code))


def operators_called(words: Words, code: Code) -> View:
    return View(words.text("review.operators_called", code=code))


def _of(key: str, announcement: Announcement) -> str:
    return key if announcement.purpose is Purpose.NEW else f"{key}_{announcement.purpose.value}"


def _new_and_old(words: Words, review: Review, now: datetime) -> Iterator[Html]:
    """What is new, then what it was; and whether what was called off stands again."""
    if review.was is None:
        return
    yield from all_changes(words, review.was, review.entry, now)
    off = (Status.CANCELLED, Status.POSTPONED, Status.RETRACTED)
    if review.was.status in off and review.entry.status not in off:
        yield words.text(f"change.off_{review.was.status.value}")


def _goes_to(words: Words, review: Review) -> Html:
    if review.was is not None and not review.audience:
        return words.text("review.audience_none")
    return audience(words, review.audience, review.last_within)


def _far_pin(words: Words, review: Review) -> list[Html]:
    if review.far_pin is None:
        return []
    miles = where.miles(words, review.far_pin)
    return [words.text("review.far_pin", miles=miles, city=where.of_area(words, review.area))]


def _goes(words: Words, decided: Decided) -> Html:
    """Now, when it is no longer held for other changes to join, or not before an operator lets it."""
    if decided.held:
        return words.text("review.begins_held")
    if decided.goes_at is None or decided.entry is None:
        return words.text("review.goes_now")
    zone = decided.entry.zone
    at = dates.at_clock(words, local_time(decided.goes_at, zone).time())
    return words.text(
        "review.goes_at", at=words.text("dates.time_zone", time=at, zone=zone_name(words, zone))
    )


def _review(words: Words, code: Code, announcement_id: AnnouncementId) -> Button:
    return act(words, "button.review", ShowReview(announcement_id), code=code)


def _said(words: Words, option: str | time | date, now: datetime) -> str:
    if isinstance(option, time):
        return dates.clock(words, option)
    if isinstance(option, date):
        said = dates.day(words, option, now.date())
        return said[:1].upper() + said[1:]
    return option[:1].upper() + option[1:]


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
