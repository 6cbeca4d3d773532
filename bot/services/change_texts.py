"""What is typed about an entry that people know, as far as each fact can be taken into a draft."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.domain.announcement import Draft
from bot.domain.announcing.changed import stated, when_changed
from bot.domain.announcing.fields import Field
from bot.domain.announcing.placing import starting
from bot.domain.announcing.reading import PIECES, placed
from bot.domain.calendar import Entry, Kind
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal
from bot.domain.places import CountryPlace, Place, StatePlace
from bot.domain.subscriber import Language
from bot.domain.when import Read, When, WhenDays, WholeDays
from bot.services.draft_facts import DraftFacts
from bot.services.draft_texts import Taken
from bot.services.draft_times import DraftTimes
from bot.services.ports import WriteTx


class ChangeTexts:
    """`author` is who types, `entry` what changes."""

    def __init__(self, facts: DraftFacts, author: Coordinator, entry: Entry) -> None:
        self._facts = facts
        self._author = author
        self._entry = entry

    async def take(self, tx: WriteTx, draft: Draft, text: str, now: datetime, language: Language) -> Taken:
        """All facts of one text."""
        times = self._facts.times(draft, self._author, now, language)
        self._ensure_one_date(text, times)
        start, whole = self._start(draft), draft.area is not None
        said = stated(text, start, now, times.zone, language, whole=whole)
        return await self.put(tx, draft, said.lines, now, language, said.when)

    async def put(
        self,
        tx: WriteTx,
        draft: Draft,
        lines: Mapping[Field, str],
        now: datetime,
        language: Language,
        when: When | WhenDays | None = None,
    ) -> Taken:
        """These facts. Who names a new place names all of it: nothing of the old one stays beside it."""
        given, refused, cities = _split(lines), list[Refusal](), tuple[Place, ...]()
        made = draft
        if (typed := given.pop(Field.CITY, None)) is not None:
            try:
                made, cities = self._in(made, typed)
            except Refusal as refusal:
                refused.append(refusal)
        # Read on the clock of the city, which may be among what changes.
        times = self._facts.times(made, self._author, now, language)
        if (typed := given.pop(Field.WHEN, None)) is not None:
            self._ensure_one_date(typed, times)
            start, whole = self._start(draft), draft.area is not None
            when = when_changed(typed, start, now, times.zone, language, whole=whole)
        if isinstance(when, Read | WholeDays):
            made = starting(made, when)
        for field, line in given.items():
            try:
                made = await self._put(tx, made, field, line, times)
            except Refusal as refusal:
                refused.append(refusal)
        made = self._without_old_place(draft, made)
        return Taken(made, None if isinstance(when, Read | WholeDays) else when, cities, tuple(refused))

    async def _put(self, tx: WriteTx, draft: Draft, field: Field, typed: str, times: DraftTimes) -> Draft:
        if field in {Field.REPEAT, Field.SKIP}:
            raise Refusal("change-one-date", code=self._entry.code)
        made, _ = await self._facts.put(tx, draft, field, typed, times)
        if field is Field.KIND and made.kind is Kind.DAY_OF_ACTION and made.area is None:
            raise Refusal("change-reach", code=self._entry.code)
        return made

    def _ensure_one_date(self, text: str, times: DraftTimes) -> None:
        """Of a series too, a change is of one date."""
        if times.recurring(text) is not None:
            raise Refusal("change-one-date", code=self._entry.code)

    def _in(self, draft: Draft, typed: str) -> tuple[Draft, tuple[Place, ...]]:
        """An action stays in a city, and a day of action where it is."""
        area, areas = (None, ()) if draft.area else self._facts.places.named(self._author, typed)
        if draft.area is not None or isinstance(area, StatePlace | CountryPlace):
            raise Refusal("change-reach", code=self._entry.code)
        return (draft if area is None else replace(draft, city_id=area.id)), areas

    def _start(self, draft: Draft) -> datetime | date:
        return draft.starts_at or draft.starts_on or self._entry.starts_on

    def _without_old_place(self, before: Draft, draft: Draft) -> Draft:
        """What was not said anew, and belongs to the place that it moves away from."""
        old = self._entry
        if draft.city_id != before.city_id and draft.venue == old.venue:
            draft = replace(draft, venue=None)
        if draft.venue not in {before.venue, old.venue} and draft.address == old.address:
            draft = replace(draft, address=None)
        moved = (draft.venue, draft.address) != (before.venue, before.address)
        back = (draft.venue, draft.address) == (old.venue, old.address)
        if (moved or draft.city_id != before.city_id) and not back and draft.pin == before.pin:
            draft = replace(draft, pin=None)
        return draft


def _split(lines: Mapping[Field, str]) -> dict[Field, str]:
    """A place typed with its street is both; a street alone is the place."""
    given = dict(lines)
    typed = given.get(Field.VENUE)
    if typed is None or Field.ADDRESS in given:
        return given
    parts: dict[Field, str] = {}
    placed(PIECES.split(typed), parts)
    if Field.VENUE not in parts:
        return given
    del given[Field.VENUE]
    return {**parts, **given}
