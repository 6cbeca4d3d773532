"""What is typed about an entry that people know, as far as each fact can be taken into a draft."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.announcement import Draft
from bot.domain.announcing.changed import stated, when_changed
from bot.domain.announcing.fields import Field
from bot.domain.announcing.reading import PIECES, placed
from bot.domain.calendar import Entry
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal
from bot.domain.places import Place
from bot.domain.subscriber import Language
from bot.domain.when import Ask, NotRead, Read, When
from bot.services.draft_facts import DraftFacts
from bot.services.draft_texts import Taken, starting
from bot.services.ports import WriteTx


class ChangeTexts:
    """`author` is who types, `entry` what changes."""

    def __init__(self, facts: DraftFacts, author: Coordinator, entry: Entry) -> None:
        self._facts = facts
        self._author = author
        self._entry = entry

    async def take(self, tx: WriteTx, draft: Draft, text: str, now: datetime, language: Language) -> Taken:
        """All facts of one text."""
        zone = self._facts.zone(draft, self._author)
        said = stated(text, draft.starts_at or self._entry.starts_on, now, zone, language)
        return await self.put(tx, draft, said.lines, now, language, said.when)

    async def put(
        self,
        tx: WriteTx,
        draft: Draft,
        lines: Mapping[Field, str],
        now: datetime,
        language: Language,
        when: When | None = None,
    ) -> Taken:
        """These facts. Who names a new place names all of it: nothing of the old one stays beside it."""
        given, refused, cities = _split(lines), list[Refusal](), tuple[Place, ...]()
        made = draft
        if (typed := given.pop(Field.CITY, None)) is not None:
            try:
                city, cities = self._facts.city(self._author, typed)
                made = replace(made, city_id=city.id if city else made.city_id)
            except Refusal as refusal:
                refused.append(refusal)
        if (typed := given.pop(Field.WHEN, None)) is not None:
            # Read on the clock of the city, which may be among what changes.
            start, zone = draft.starts_at or self._entry.starts_on, self._facts.zone(made, self._author)
            when = when_changed(typed, start, now, zone, language)
        if isinstance(when, Read):
            made = starting(made, when)
        for field, line in given.items():
            try:
                made = await self._facts.put(tx, made, field, line, now, language)
            except Refusal as refusal:
                refused.append(refusal)
        made = self._without_old_place(draft, made)
        return Taken(made, when if isinstance(when, Ask | NotRead) else None, cities, tuple(refused))

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
