"""One typed hour, or two with something between them, as the minutes of a day they may mean."""

import re
from dataclasses import dataclass

from bot.domain.when.vocabulary import HALF, NUMBERS, PART, PARTS, Part, either

NOON, DAY = 12 * 60, 24 * 60
_CLOCK = re.compile(
    rf"(?:(?P<word>noon|midday|mediodia)|(?P<midnight>(?:12(?::00)? (?:de la )?)?(?:midnight|medianoche))|"
    rf"(?:(?P<past>half past|quarter past|quarter to) )?"
    rf"(?<![\d:/.])(?P<hour>\d{{1,2}}|{either(NUMBERS)})(?![\d/])"
    rf"(?::(?P<minute>[0-5]\d)(?!\d)|\.(?P<dotted>[0-5]\d)(?!\d)| ?h(?P<after_h>[0-5]\d)(?!\d)"
    rf"| (?P<fraction>y media|y cuarto|menos cuarto))?"
    rf"(?: ?(?P<mark>hrs?|hs|horas?|h|o'clock|en punto)(?![a-z])\.?)?"
    rf"(?:,? ?(?:{HALF}|{PART}))?)(?![a-z])"
)
_BETWEEN = re.compile(r"(?P<tight>-)|(?: ?- ?| (?:to|until|till|a|hasta|and|y) )(?:(?:the|las?) )?")
_FRACTIONS = {
    "half past": 30,
    "quarter past": 15,
    "quarter to": -15,
    "y media": 30,
    "y cuarto": 15,
    "menos cuarto": -15,
}
_FITS = {
    Part.AM: range(1, 13),
    Part.PM: range(1, 13),
    Part.MORNING: range(1, 12),
    Part.AFTERNOON: range(1, 9),
    Part.EVENING: range(4, 12),
    Part.NIGHT: range(6, 12),
    Part.SMALL_HOURS: range(1, 7),
}
"""Hours of the 12-hour clock that people say with it; beside them noon goes with the afternoon."""
_LONGEST = 12 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """`of_24`: written so that only the 24-hour clock can be meant. `marked`: nobody takes it for a date."""

    hour: int
    minute: int
    part: Part | None = None
    of_24: bool = False
    marked: bool = False
    midnight: bool = False

    def minutes(self, part: Part | None, *, of_24: bool = False) -> tuple[int, ...]:
        """The minutes of the day it may mean, the likeliest first; none if it contradicts itself."""
        part = self.part or part
        if self.hour > 23:
            return ()
        if self.hour > 12 or self.hour == 0 or ((self.of_24 or of_24) and part is None):
            fits = part is None or (part is not Part.AM and self.hour > 12)
            return (self.hour * 60 + self.minute,) if fits else ()
        noon = self.hour % 12 * 60 + self.minute + NOON
        if part is None:
            return (noon, noon - NOON) if self.hour in {*range(1, 8), 12} else (noon - NOON, noon)
        if self.hour == 12 and part not in {Part.AM, Part.PM}:
            return {Part.AFTERNOON: (noon,), Part.NIGHT: (noon - NOON,)}.get(part, ())
        if self.hour not in _FITS[part]:
            return ()
        early = part in {Part.AM, Part.MORNING, Part.SMALL_HOURS}
        return (noon - NOON,) if early else (noon,)

    def is_midnight(self) -> bool:
        """Said as midnight: then nobody knows of which day it is."""
        return self.midnight or (self.hour == 12 and self.part in {Part.AM, Part.NIGHT})


@dataclass(frozen=True, slots=True)
class Hours:
    """`loose`: the first of two is a bare number with a spaced sign behind it, as a day may be."""

    start: Clock
    end: Clock | None = None
    loose: bool = False

    def spans(self, part: Part | None) -> tuple[tuple[int, int | None], ...]:
        """Start and end in minutes from the day's first midnight, the likeliest first."""
        if self.end is None:
            return tuple((start, None) for start in self.start.minutes(part))
        clear = any(clock.of_24 or clock.hour > 12 for clock in (self.start, self.end))
        starts = self.start.minutes(part, of_24=clear)
        ends = self.end.minutes(part if self.end.part is None else None, of_24=clear)
        pairs = [(start, _after(start, end)) for start in starts for end in ends]
        if len(starts) > 1 or len(ends) > 1:
            # Of two readings of one side, the shorter span is meant.
            alone = {} if len(starts) > 1 and len(ends) > 1 else {min(pairs, key=_length): None}
            shortest = {min((p for p in pairs if p[0] == start), key=_length): None for start in starts}
            pairs = list(alone or shortest)
        return tuple(pair for pair in pairs if _length(pair) <= _LONGEST)


def _after(start: int, end: int) -> int:
    return end if end > start else end + DAY


def _length(pair: tuple[int, int]) -> int:
    return pair[1] - pair[0]


def hours_at(text: str, at: int, *, introduced: bool) -> tuple[Hours, int] | None:
    """What stands at this position, with its end; `introduced` by `at`, `from` or the like, so that a bare
    number is an hour too.
    """
    first = _CLOCK.match(text, at)
    if first is None:
        return None
    start = _clock(first)
    between = _BETWEEN.match(text, first.end())
    second = _CLOCK.match(text, between.end()) if between else None
    if between and second:
        end = _clock(second)
        if start.marked or end.marked or introduced:
            bare = not start.marked and start.minute == 0 and not introduced
            return Hours(start, end, loose=bare and between["tight"] is None), second.end()
    if start.marked or introduced:
        return Hours(start), first.end()
    return None


def _clock(said: re.Match[str]) -> Clock:
    if said["word"]:
        return Clock(12, 0, Part.PM, marked=True)
    if said["midnight"]:
        return Clock(0, 0, marked=True, midnight=True)
    written = said["hour"]
    hour = NUMBERS.get(written) or int(written)
    minute = int(said["minute"] or said["dotted"] or said["after_h"] or 0)
    shift = _FRACTIONS.get(said["past"] or said["fraction"] or "", 0)
    if shift < 0:
        hour, minute = (12 if hour == 1 else hour - 1), 60 + shift
    part = _part(said)
    by_h = bool(said["after_h"] or (said["mark"] or "").startswith("h"))
    of_24 = (by_h and hour > 7) or (written.startswith("0") and len(written) == 2)
    marks = (said["minute"], said["dotted"], said["after_h"], said["mark"], said["past"], said["fraction"])
    return Clock(hour, minute + max(shift, 0), part, of_24, marked=bool(part or any(marks)))


def _part(said: re.Match[str]) -> Part | None:
    if said["half"]:
        return Part.AM if said["half"] == "a" else Part.PM
    if said["noon_part"] or said["noon_word"]:
        return Part.PM
    return PARTS[said["part"]] if said["part"] else None
