"""When a draft is: days and hours as typed, its end, and the dates of what comes again."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.announcement import Draft
from bot.domain.announcing import values
from bot.domain.announcing.fields import Field
from bot.domain.announcing.placing import starting
from bot.domain.calendar import local_time, to_utc
from bot.domain.errors import Refusal, StaleButton
from bot.domain.subscriber import Language
from bot.domain.when import Ask, AskDays, NotRead, Read, WholeDays, Why, read, read_days
from bot.domain.when.recurring import Recurring, days_named, recurring
from bot.domain.when.result import FARTHEST
from bot.domain.when.whole_days import LONGEST as LONGEST_DAYS

_LONGEST = timedelta(hours=12)
Doubt = Ask | AskDays | NotRead


@dataclass(frozen=True, slots=True)
class DraftTimes:
    """Wall time of `zone`, the draft's; `language` decides only what 7/2 may mean."""

    zone: str
    now: datetime
    language: Language

    @property
    def today(self) -> date:
        return local_time(self.now, self.zone).date()

    def when(self, draft: Draft, typed: str) -> Read | WholeDays | Doubt:
        """A day of action needs no hour."""
        found = read(typed, self.now, self.zone, self.language)
        without_hour = isinstance(found, NotRead) and found.why in {Why.NO_HOUR, Why.NOT_UNDERSTOOD}
        if draft.area is None or not without_hour:
            return found
        return read_days(typed, self.now, self.zone, self.language)

    def put(self, draft: Draft, typed: str) -> tuple[Draft, Doubt | None]:
        """With its start, and its coming again where that is typed with it; or what is in doubt of that."""
        found = self.recurring(typed)
        if found is not None:
            return self._again(draft, found, typed)
        when = self.when(draft, typed)
        return (draft, when) if isinstance(when, Doubt) else (starting(draft, when), None)

    def recurring(self, typed: str) -> Recurring | None:
        return recurring(typed, self.today, self.language)

    def repeating(self, draft: Draft, typed: str) -> tuple[Draft, Doubt | None]:
        """`weekly until Mar 27`, or the same without `every`; none ends it."""
        if values.line(Field.VENUE, typed) is None:
            return replace(draft, repeats=None), None
        tries = (typed, f"every {typed}", f"cada {typed}")
        found = next((again for each in tries if (again := self.recurring(each))), None)
        if found is None:
            raise Refusal("draft-repeat", typed=typed)
        return self._again(draft, found, typed)

    def first_of(self, draft: Draft, found: Recurring) -> Read | WholeDays | Doubt:
        """The first date it may begin on, which today may be too late for."""
        said: Read | WholeDays | Doubt = NotRead(Why.NO_DAY)
        for line in found.lines:
            said = self.when(draft, line)
            if said != NotRead(Why.PAST):
                break
        return said

    def _again(self, draft: Draft, found: Recurring, typed: str) -> tuple[Draft, Doubt | None]:
        if draft.area is not None:
            raise Refusal("draft-not-of-a-day", typed=typed)
        if found.rule is None:
            raise Refusal("draft-repeat-until", typed=typed)
        repeated, said = replace(draft, repeats=found.rule), self.first_of(draft, found)
        if isinstance(said, Read | WholeDays):
            return starting(repeated, said), None
        if not isinstance(said, NotRead) or said.why not in {Why.NO_HOUR, Why.NO_DAY, Why.NOT_UNDERSTOOD}:
            return repeated, said
        if draft.starts_at is None:
            raise Refusal("draft-start-first")
        if found.weekday not in {None, draft.starts_at.weekday()}:
            raise Refusal("draft-repeat-weekday", typed=typed)
        return repeated, None

    def skipping(self, draft: Draft, typed: str) -> Draft:
        """With dates left out of the series; none typed takes all of them in again."""
        if draft.repeats is None or draft.first_day is None:
            raise Refusal("draft-not-repeated", typed=typed)
        if values.line(Field.VENUE, typed) is None:
            return replace(draft, repeats=replace(draft.repeats, skipped=()))
        found, end = days_named(typed, self.today, self.language)
        if not found or typed[end:].strip(" .") or not set(found) <= set(draft.repeats.days(draft.first_day)):
            raise Refusal("draft-no-such-date", typed=typed)
        skipped = tuple(sorted({*draft.repeats.skipped, *found}))
        return replace(draft, repeats=replace(draft.repeats, skipped=skipped))

    def ending(self, draft: Draft, typed: str) -> datetime | None:
        """An hour of the day it starts, or of the night after it."""
        if values.line(Field.VENUE, typed) is None:
            return None
        if draft.starts_at is None:
            raise Refusal("draft-start-first")
        start = draft.starts_at
        found = read(typed, self.now, self.zone, self.language)
        tries = [found]
        if isinstance(found, NotRead) and found.why is Why.NO_DAY:
            days = (start, start + timedelta(days=1))
            tries = [read(f"{day:%Y-%m-%d} {typed}", self.now, self.zone, self.language) for day in days]
        for said in tries:
            options = said.options if isinstance(said, Ask) else (said,) if isinstance(said, Read) else ()
            for option in options:
                if timedelta() < option.starts_at - start <= _LONGEST:
                    return option.starts_at
        raise Refusal("draft-end", typed=typed)

    def ensure_ahead(self, draft: Draft, when: Read | WholeDays) -> None:
        """StaleButton for a time no screen offers any more."""
        if isinstance(when, WholeDays):
            if draft.area is None or not self.today <= when.first <= when.last <= when.first + LONGEST_DAYS:
                raise StaleButton
            return
        starts_at = to_utc(when.starts_at, self.zone)
        ends_well = when.ends_at is None or timedelta() < when.ends_at - when.starts_at <= _LONGEST
        if not self.now < starts_at <= self.now + FARTHEST or not ends_well:
            raise StaleButton
