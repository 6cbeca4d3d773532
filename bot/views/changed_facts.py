"""One fact of an entry as it stands after Now and Was, and who confirmed the change."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.calendar import Access, Entry, local_time
from bot.domain.changing import Changed, differences
from bot.views import dates
from bot.views.entries import when_in_full
from bot.views.fitting import cut
from bot.views.lines import called_by, is_day, joined, title
from bot.views.where import away
from bot.views.words import Html, Words, escape
from bot.views.zones import zone_name

VITAL = (Changed.WHEN, Changed.PLACE)
"""Not knowing of these, one misses the action."""
PLACE, TITLE, NAMES = 80, 90, 60
"""Characters of the facts that may be long."""


def fact(
    words: Words,
    changed: Changed,
    entry: Entry,
    other: Entry,
    now: datetime,
    scale: float,
    *,
    short: bool = False,
) -> Html:
    """`other` is the state it is told apart from; `short` leaves out what only helps to get there."""
    if changed is Changed.WHEN:
        return _when(words, entry, other, now)
    if changed is Changed.PLACE:
        return _place(words, entry, other, scale, short=short)
    return _other_fact(words, changed, entry, scale)


def _other_fact(words: Words, changed: Changed, entry: Entry, scale: float) -> Html:
    match changed:
        case Changed.WHAT:
            said = escape(cut(title(words, entry), round(TITLE * scale)))
        case Changed.CALLERS:
            names = called_by(words, entry, length=round(NAMES * scale))
            said = names or words.text("notice.nobody_named")
        case Changed.ACCESS:
            said = access(words, entry.access)
        case Changed.LINK:
            said = escape(entry.link) if entry.link else words.text("notice.no_link")
        case Changed.PIN:
            said = words.text("notice.pin" if entry.pin else "notice.no_pin")
        case _:
            said = words.text("notice.of_a_day" if entry.belongs_to else "notice.of_no_day")
    return said


def one_change(
    words: Words,
    changed: Changed,
    before: Entry,
    entry: Entry,
    now: datetime,
    scale: float,
    *,
    short: bool = False,
) -> Iterator[Html]:
    """Now and Was; of a spot that moved, how far: a spot has no name."""
    if changed is Changed.PIN and entry.pin is not None and before.pin is not None:
        far = away(words, entry.pin.miles_to(before.pin), exact=True)
        yield words.text("notice.now", fact=words.text("notice.pin_moved", away=far))
        return
    yield words.text("notice.now", fact=fact(words, changed, entry, before, now, scale))
    yield words.text("notice.was", fact=fact(words, changed, before, entry, now, scale, short=short))


def all_changes(words: Words, before: Entry, entry: Entry, now: datetime) -> Iterator[Html]:
    """Now and Was of every fact that is different."""
    for each in differences(before.version, entry.version):
        yield from one_change(words, each, before, entry, now, 1.0)


def what_it_was(words: Words, before: Entry, entry: Entry, now: datetime, scale: float) -> Iterator[Html]:
    """The vital facts that were different before; beside an entry in full."""
    for each in differences(before.version, entry.version):
        if each in VITAL:
            was = fact(words, each, before, entry, now, scale, short=True)
            yield words.text("notice.was", fact=was)


def time_of_day(words: Words, entry: Entry, *, zoned: bool = False) -> Html:
    """The known start: `2:00 PM`, zoned `2:00 PM Central Time`."""
    assert entry.starts_at is not None
    at = dates.clock(words, entry.starts_at.time())
    return words.text("dates.time_zone", time=at, zone=zone_name(words, entry.zone)) if zoned else escape(at)


def short_venue(entry: Entry) -> str:
    """`Riverside Park` of `Riverside Park, main gate`."""
    return cut((entry.venue or "").partition(",")[0].strip(), PLACE)


def access(words: Words, stated: Access) -> Html:
    """`step-free; ASL not stated`."""
    steps = words.text(f"notice.step_free_{_known(stated.step_free)}")
    return Html("; ".join([steps, words.text(f"notice.asl_{_known(stated.asl)}")]))


def confirmed(
    words: Words, entry: Entry, now: datetime, *, zoned: bool, key: str = "notice.confirmed"
) -> list[Html]:
    """How many stand behind it, and since when; the zone if no line above has it."""
    if entry.confirmed_at is None or not entry.confirmed_by:
        return []
    at = local_time(entry.confirmed_at, entry.zone)
    said = dates.at_clock(words, at.time())
    if zoned:
        said = words.text("dates.time_zone", time=said, zone=zone_name(words, entry.zone))
    today = local_time(now, entry.zone).date()
    if at.date() != today:
        said = joined([said, dates.day(words, at.date(), today)])
    return [words.count(key, entry.confirmed_by, at=said)]


def _known(stated: bool | None) -> str:
    return "unknown" if stated is None else "yes" if stated else "no"


def _when(words: Words, entry: Entry, other: Entry, now: datetime) -> Html:
    """Times alone where the day stayed the same."""
    same_days = (entry.starts_on, entry.ends_on) == (other.starts_on, other.ends_on)
    today = local_time(now, entry.zone).date()
    if not same_days or is_day(entry):
        return when_in_full(words, entry, today)
    if entry.starts_at is None:
        return words.text("dates.time_not_stated")
    times = dates.times(words, entry.starts_at, entry.ends_at, today)
    return words.text("dates.time_zone", time=times, zone=zone_name(words, entry.zone))


def _place(words: Words, entry: Entry, other: Entry, scale: float, *, short: bool) -> Html:
    elsewhere = (entry.city, entry.state) != (other.city, other.state)
    city = [part for part in (entry.city, entry.state) if part] if elsewhere else []
    address = [entry.address] if entry.address and not (short and entry.venue) else []
    venue = [cut(entry.venue, round(PLACE * scale))] if entry.venue else []
    if not (venue or address):
        return joined([*city, words.text("notice.place_not_stated")])
    return joined([*venue, *(cut(line, round(PLACE * scale)) for line in address), *city])
