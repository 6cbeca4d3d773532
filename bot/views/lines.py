"""One entry as a line of a list or of a brief."""

import re
from collections.abc import Iterable
from datetime import datetime

from bot.domain.calendar import Entry, EntryType, Kind, Scope, Status, local_time
from bot.domain.subscriber import Language
from bot.views import dates
from bot.views.fitting import capital, cut
from bot.views.frames import PLAIN, Cuts, Frame, Shown
from bot.views.where import away
from bot.views.words import Html, Words, escape, visible
from bot.views.zones import zone_name

LONGEST_NAMES = 60
_PARTS = re.compile(r"\s*[;,]\s")
_FEWEST = 12
"""Characters of a name, below which it says nothing."""


def is_day(entry: Entry) -> bool:
    return entry.type is EntryType.DAY_OF_ACTION


def starts_locally(entry: Entry) -> datetime:
    """The known start, or the first midnight of its first day; wall time of its zone."""
    return local_time(entry.begins_at, entry.zone)


def title(words: Words, entry: Entry) -> str:
    """In our own words, without a final full stop."""
    text = entry.title.es if words.language is Language.ES else entry.title.en
    return text.strip().rstrip(".")


def kind(words: Words, entry: Entry) -> Html:
    """In the middle of a sentence: `rally`, `concentración`."""
    if entry.kind is Kind.WALKOUT and "trabajo" in entry.title.es.casefold():
        return words.text("kind.walkout_of_work")
    return words.text(f"kind.{entry.kind.value}")


def says_more(words: Words, entry: Entry) -> bool:
    """Does the title say more than the kind does?"""
    return title(words, entry).casefold() != visible(kind(words, entry)).casefold()


def shared_zone(words: Words, entries: Iterable[Entry], home: str | None = None) -> str | None:
    """The one zone name of all stated times (and of `home`); None if there are several or none."""
    names = {zone_name(words, entry.zone) for entry in entries if entry.starts_at is not None}
    if home is not None:
        names.add(zone_name(words, home))
    return names.pop() if len(names) == 1 else None


def when(words: Words, entry: Entry, frame: Frame) -> Html:
    """Day (if lines differ in it, or it is more than one) and time with zone, or that it is not stated."""
    today = frame.today(entry)
    parts: list[str] = []
    if not frame.day == entry.starts_on == entry.ends_on:
        last = entry.starts_on if entry.ends_at else entry.ends_on
        parts.append(dates.days(words, entry.starts_on, last, today))
    if entry.starts_at is not None:
        times = dates.times(words, entry.starts_at, entry.ends_at if frame.spans else None, today)
        zoned = words.text("dates.time_zone", time=times, zone=zone_name(words, entry.zone))
        parts.append(times if frame.zone else zoned)
    elif not is_day(entry):
        parts.append(words.text("dates.time_not_stated"))
    return joined(parts)


def city(entry: Entry, frame: Frame) -> str:
    """`Graham`; with the state unless a reader of this message takes it for granted."""
    name = entry.city or ""
    return name if entry.state is None or entry.state in frame.states else f"{name}, {entry.state}"


def joined(parts: Iterable[str]) -> Html:
    """Facts in a row, separated by commas."""
    return Html(", ".join(escape(part) for part in parts if part))


def facts(words: Words, entry: Entry, frame: Frame, shown: Shown = PLAIN) -> Html:
    """What, when, where, how far: `March, 11:00 AM, Harbor Plaza, Tacoma, 16 miles`."""
    what = cut(title(words, entry), shown.cuts.title) if shown.cuts.title else ""
    if is_day(entry):
        named = [what, reach(words, entry)] if shown.inside else [scoped(words, entry, what)]
        return joined([*named, when(words, entry, frame)])
    if not what or (shown.inside and not says_more(words, entry)):
        what = kind(words, entry) if shown.inside else capital(kind(words, entry))
    far = (
        []
        if shown.miles is None
        else [away(words, shown.miles, exact=entry.own_coordinates, always=frame.distances)]
    )
    at = venue(entry, shown.cuts)
    return joined([what, when(words, entry, frame), at, cut(city(entry, frame), shown.cuts.city), *far])


def venue(entry: Entry, cuts: Cuts) -> str:
    """`Jefferson and Van Buren streets; Oak Cliff Cultural Center`, or its first part; empty if unknown."""
    whole = entry.venue or ""
    return cut(_PARTS.split(whole)[0] if cuts.parts == 1 else whole, cuts.venue)


def reach(words: Words, entry: Entry) -> Html:
    """How far a day of action reaches: `nationwide`, `MN`."""
    return words.text("where.nationwide") if entry.scope is Scope.NATIONAL else escape(entry.state or "")


def kind_and_scope(words: Words, entry: Entry) -> Html:
    """In the middle of a sentence: `nationwide day of action`, `statewide strike (MN)`."""
    if entry.scope is Scope.STATE:
        return words.text("entry.kind_statewide", what=kind(words, entry), state=entry.state or "")
    return words.text("entry.kind_nationwide", what=kind(words, entry))


def sentence(text: Html) -> Html:
    """With one full stop at its end."""
    return text if text.endswith((".", "…")) else Html(f"{text}.")


def scoped(words: Words, entry: Entry, what: str) -> Html:
    """A day of action with how far it reaches: `Nationwide: "Day for Clean Water"`."""
    if entry.scope is Scope.STATE:
        return words.text("entry.statewide", state=entry.state or "", what=what)
    return words.text("entry.nationwide", what=what)


def called_by(words: Words, entry: Entry, *, short: bool = False, length: int = LONGEST_NAMES) -> Html | None:
    """None where nobody is named. Short: the first, and how many more."""
    names, number = entry.organizers, len(entry.organizers)
    if not names or not length:
        return None
    each = max(_FEWEST, length // min(number, 1 if short else 2))
    first = cut(names[0], each)
    if number == 1:
        said: str = first
    elif short:
        said = words.count("entry.short_names", number - 1, first=first)
    elif number == 2:
        said = words.text("entry.two_names", first=first, second=cut(names[1], each))
    else:
        said = words.count("entry.more_names", number - 2, first=first, second=cut(names[1], each))
    return words.count("entry.called_by", number, names=said)


def standing(words: Words, entry: Entry, now: datetime) -> list[Html]:
    """What must be known beside the facts: that it is off, or over."""
    if entry.status is Status.CANCELLED:
        return [words.text("entry.cancelled_day" if is_day(entry) else "entry.cancelled_action")]
    if entry.status is Status.POSTPONED:
        return [words.text("entry.postponed")]
    return [words.text("entry.ended")] if entry.over_at <= now else []


def known(words: Words, entry: Entry, now: datetime) -> Html | None:
    """How it is known. Before it is over nothing reads like a report of it, whatever the documents are."""
    if entry.status is Status.ANNOUNCED:
        return words.text("entry.announced_day" if is_day(entry) else "entry.announced_action")
    if entry.status is Status.REPORTED:
        return words.text("entry.from_report" if entry.over_at <= now else "entry.from_document")
    return None
