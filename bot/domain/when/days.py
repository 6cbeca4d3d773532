"""Which days may be meant by what was said of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.subscriber import Language
from bot.domain.when.lexemes import Dated, InDays, Numbered, Said, Weekday
from bot.domain.when.result import Why

_JUST_PAST = 65
"""Days: a date of no year that is so little past is a slip, not a plan for the next year."""
_TUESDAY = 1


@dataclass(frozen=True, slots=True)
class Days:
    """The likeliest first. `why` says what is in doubt; without any day, why there is none."""

    options: tuple[date, ...]
    why: Why | None = None


def days(said: Sequence[Said], today: date, language: Language) -> Days:
    dated = [one for one in said if isinstance(one, Dated)]
    relative = [one for one in said if isinstance(one, InDays)]
    weekdays = [one for one in said if isinstance(one, Weekday)]
    numbered = [one for one in said if isinstance(one, Numbered)]
    if max(len(dated) + len(relative) + len(numbered), len(weekdays)) > 1:
        return Days((), Why.NOT_UNDERSTOOD)
    weekday = weekdays[0] if weekdays else None
    if dated:
        if dated[0].maybe_tuesday and language is Language.ES:
            return Days((), Why.NOT_UNDERSTOOD)
        found = _dated(dated[0], today, language, _number(weekday))
    elif relative:
        found = Days((today + timedelta(days=relative[0].days),))
    elif numbered:
        found = _numbered(numbered[0], weekday, today)
    elif weekday is None:
        return Days((), Why.NO_DAY)
    else:
        return _weekday(weekday, today)
    return _checked(found, weekday, today)


def _number(weekday: Weekday | None) -> int | None:
    if weekday is None:
        return None
    return _TUESDAY if weekday.number is None else weekday.number


def _dated(said: Dated, today: date, language: Language, weekday: int | None) -> Days:
    swapped = Dated(said.day, said.month, said.year)
    readings = [said, swapped] if said.slashed and said.day != said.month else [said]
    if len(readings) > 1 and language is Language.ES:
        readings.reverse()
    found = [day for reading in readings if (day := _in_year(reading, today)) is not None]
    if not found:
        return Days((), Why.NO_SUCH_DAY)
    if language is Language.EN and _is_day(said):
        # Month first, unless only the other reading has the weekday that was typed.
        agrees = weekday is None or found[0].weekday() == weekday
        return Days((found[0],)) if agrees or len(found) == 1 else Days(tuple(found), Why.WEEKDAY)
    agreeing = tuple(day for day in found if day.weekday() == weekday)
    if len(agreeing) == 1:
        return Days(agreeing)
    return Days(tuple(found), Why.ORDER if len(found) > 1 else None)


def _is_day(said: Dated) -> bool:
    return _date(2028, said.month, said.day) is not None


def _in_year(said: Dated, today: date) -> date | None:
    """In the year typed, else the next one to come; what is just past is given as the past day it is."""
    if said.year is not None:
        return _date(said.year, said.month, said.day)
    this = _date(today.year, said.month, said.day)
    if this is not None and (this >= today or (today - this).days <= _JUST_PAST):
        return this
    before = _date(today.year - 1, said.month, said.day)
    if before is not None and (today - before).days <= _JUST_PAST:
        return before
    return _date(today.year + 1, said.month, said.day)


def _numbered(said: Numbered, weekday: Weekday | None, today: date) -> Days:
    if weekday is None and not said.ordinal:
        return Days((), Why.NOT_UNDERSTOOD)
    if weekday is not None and weekday.number is None:
        # `mar 7` is a Tuesday or a day of March.
        return Days((), Why.NOT_UNDERSTOOD)
    coming = next((day for day in _coming(today) if day.day == said.number), None)
    return Days((coming,)) if coming else Days((), Why.NO_SUCH_DAY)


def _coming(today: date) -> Iterator[date]:
    return (today + timedelta(days=ahead) for ahead in range(62))


def _weekday(said: Weekday, today: date) -> Days:
    number = _number(said)
    assert number is not None
    ahead = (number - today.weekday()) % 7
    this, next_ = today + timedelta(days=ahead), today + timedelta(days=ahead + 7)
    if said.this or (ahead and not said.following):
        return Days((this,))
    if said.coming or (said.following and not ahead):
        return Days((next_ if not ahead else this,))
    if said.following and today.weekday() + ahead > 6:
        return Days((this,))
    return Days((this, next_), Why.WEEK)


def _checked(found: Days, weekday: Weekday | None, today: date) -> Days:
    """The weekday typed beside a date has to be its own."""
    number = _number(weekday)
    if number is None or not found.options or found.why is Why.WEEKDAY:
        return found
    if all(day.weekday() == number for day in found.options):
        return found
    first = found.options[0]
    near = [first + timedelta(days=off) for off in (1, -1, 2, -2, 3, -3)]
    agreeing = [day for day in near if day.weekday() == number and day >= today]
    return Days((*found.options, *agreeing), Why.WEEKDAY)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
