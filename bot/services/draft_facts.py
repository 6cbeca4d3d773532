"""What is typed for one fact of a draft, checked against the places, the calendar and the clock."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.domain.announcement import Draft
from bot.domain.announcing import values
from bot.domain.announcing.belonging import may_belong
from bot.domain.announcing.fields import Field
from bot.domain.announcing.kinds import kind_in, only_kind
from bot.domain.calendar import Entry, Kind
from bot.domain.codes import read_code
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal
from bot.domain.subscriber import Language
from bot.services.draft_places import DraftPlaces
from bot.services.draft_times import Doubt, DraftTimes
from bot.services.ports import WriteTx
from bot.services.ports.places import PlaceFinder


def _kind(typed: str) -> Kind:
    kind = kind_in(typed)
    if kind is None:
        raise Refusal("draft-kind", typed=typed)
    return kind


_OF_ACTIONS = frozenset({Field.VENUE, Field.ADDRESS, Field.PIN, Field.DAY, Field.REPEAT, Field.SKIP})
"""What a day of action has not: it is called in many places."""
_PLAIN: Mapping[Field, tuple[str, Callable[[str], object]]] = {
    Field.KIND: ("kind", _kind),
    Field.VENUE: ("venue", partial(values.line, Field.VENUE)),
    Field.ADDRESS: ("address", partial(values.line, Field.ADDRESS)),
    Field.WHO: ("organizers", values.names),
    Field.ACCESS: ("access", values.access),
    Field.LINK: ("link", values.link),
}


class DraftFacts:
    def __init__(self, finder: PlaceFinder) -> None:
        self.places = DraftPlaces(finder)

    def times(self, draft: Draft, author: Coordinator, now: datetime, language: Language) -> DraftTimes:
        return DraftTimes(self.places.zone(draft, author), now, language)

    async def put(
        self, tx: WriteTx, draft: Draft, field: Field, typed: str, times: DraftTimes
    ) -> tuple[Draft, Doubt | None]:
        """The draft with this fact, or what is in doubt of it; Refusal where it is none. Not for the city."""
        if draft.area is not None and field in _OF_ACTIONS:
            raise Refusal("draft-not-of-a-day", typed=typed)
        match field:
            case Field.WHEN:
                return times.put(draft, typed)
            case Field.REPEAT:
                return times.repeating(draft, typed)
            case Field.SKIP:
                return times.skipping(draft, typed), None
            case Field.END:
                return replace(draft, ends_at=times.ending(draft, typed)), None
            case Field.DAY:
                day = await self._day(tx, draft, typed)
                return replace(draft, belongs_to=day.id if day else None), None
            case _:
                return _said(draft, field, typed, times.language), None

    async def _day(self, tx: WriteTx, draft: Draft, typed: str) -> Entry | None:
        """A day of action that holds on the day and in the state of the draft, as far as these are known."""
        if values.line(Field.VENUE, typed) is None:
            return None
        code = read_code(typed)
        day = await tx.calendar.by_code(code) if code else None
        if day is None or not may_belong(draft, self.places.of(draft), day):
            raise Refusal("draft-no-such-day", typed=typed)
        return day


def _said(draft: Draft, field: Field, typed: str, language: Language) -> Draft:
    """A fact that is checked by itself alone."""
    if field in _PLAIN:
        attribute, value_of = _PLAIN[field]
        return replace(draft, **{attribute: value_of(typed)})  # type: ignore[arg-type]
    if field in {Field.TITLE, Field.TITLE_EN, Field.TITLE_ES}:
        return _titled(draft, field, values.line(field, typed), language)
    if field is Field.PIN and values.line(Field.VENUE, typed) is None:
        return replace(draft, pin=None)
    raise Refusal("draft-pin", typed=typed)


def _titled(draft: Draft, field: Field, text: str | None, language: Language) -> Draft:
    """A bare kind is no title: every language has its own word for it."""
    if text is not None and draft.kind is None and (kind := kind_in(text)) is not None:
        draft = replace(draft, kind=kind)
    title = None if text is None or only_kind(text) else text
    english = field is Field.TITLE_EN or (field is Field.TITLE and language is Language.EN)
    return replace(draft, title_en=title) if english else replace(draft, title_es=title)
