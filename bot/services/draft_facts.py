"""What is typed for one fact of a draft, checked against the places, the calendar and the clock."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.domain.announcement import Draft
from bot.domain.announcing import values
from bot.domain.announcing.fields import Field
from bot.domain.announcing.kinds import kind_in, only_kind
from bot.domain.calendar import Entry, EntryType, Kind, Scope, to_utc
from bot.domain.codes import read_code
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.domain.places import COUNTRY_ZONE, Choice, City, CityPlace, Found, Place
from bot.domain.subscriber import Language
from bot.domain.when import Ask, NotRead, Read, When, Why, read
from bot.domain.when.result import FARTHEST
from bot.services.ports import WriteTx
from bot.services.ports.places import PlaceFinder

_LONGEST = timedelta(hours=12)


def _kind(typed: str) -> Kind:
    kind = kind_in(typed)
    if kind is None:
        raise Refusal("draft-kind", typed=typed)
    return kind


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
        self._finder = finder

    def own_city(self, author: Coordinator) -> City | None:
        """The one city somebody acts for, if it is one."""
        places = [self._finder.place(key) for key in author.place_keys]
        only = places[0] if len(places) == 1 else None
        return only.city if isinstance(only, CityPlace) else None

    def zone(self, draft: Draft, author: Coordinator) -> str:
        """The city's; before it is known, that of the author's first place."""
        city = self._finder.city(draft.city_id) if draft.city_id is not None else None
        if city is not None:
            return city.zone
        places = [place for key in author.place_keys if (place := self._finder.place(key)) is not None]
        return places[0].zone if places else COUNTRY_ZONE

    def city(self, author: Coordinator, typed: str) -> tuple[City | None, tuple[Place, ...]]:
        """The city meant, which the author may act for; or those that may be meant."""
        resolution = self._finder.resolve(typed)
        found = self._finder.place(typed)
        options: tuple[Place, ...]
        if isinstance(found, CityPlace):
            options = (found,)
        elif isinstance(resolution, Found):
            options = tuple(one for one in (resolution.place, resolution.runner_up) if one is not None)[:1]
        else:
            options = resolution.options if isinstance(resolution, Choice) else resolution.guesses
        cities = [place for place in options if isinstance(place, CityPlace)]
        covered = [place for place in cities if author.covers(place.city)]
        if not cities:
            raise Refusal("draft-city-unknown", typed=typed)
        if not covered:
            raise Refusal("draft-city-not-yours", city=cities[0].label)
        clear = len(covered) == 1 and (isinstance(resolution, Found | Choice) or found is not None)
        return (covered[0].city, ()) if clear else (None, tuple(covered))

    def when(self, draft: Draft, author: Coordinator, typed: str, now: datetime, language: Language) -> When:
        return read(typed, now, self.zone(draft, author), language)

    def ensure_ahead(self, draft: Draft, author: Coordinator, when: Read, now: datetime) -> None:
        """StaleButton for a time no screen offers any more."""
        starts_at = to_utc(when.starts_at, self.zone(draft, author))
        ends_well = when.ends_at is None or timedelta() < when.ends_at - when.starts_at <= _LONGEST
        if not now < starts_at <= now + FARTHEST or not ends_well:
            raise StaleButton

    async def put(
        self, tx: WriteTx, draft: Draft, field: Field, typed: str, now: datetime, language: Language
    ) -> Draft:
        """The draft with this fact; Refusal where it is none. Not for the city, the start and the pin."""
        if field in _PLAIN:
            attribute, value_of = _PLAIN[field]
            return replace(draft, **{attribute: value_of(typed)})  # type: ignore[arg-type]
        if field is Field.END:
            return replace(draft, ends_at=self._end(draft, typed, now, language))
        if field is Field.DAY:
            day = await self._day(tx, draft, typed)
            return replace(draft, belongs_to=day.id if day else None)
        if field in {Field.TITLE, Field.TITLE_EN, Field.TITLE_ES}:
            return _titled(draft, field, values.line(field, typed), language)
        if field is Field.PIN and values.line(Field.VENUE, typed) is None:
            return replace(draft, pin=None)
        raise Refusal("draft-pin", typed=typed)

    def _end(self, draft: Draft, typed: str, now: datetime, language: Language) -> datetime | None:
        """An hour of the day it starts, or of the night after it."""
        if values.line(Field.VENUE, typed) is None:
            return None
        if draft.starts_at is None:
            raise Refusal("draft-start-first")
        start = draft.starts_at
        city = self._finder.city(draft.city_id) if draft.city_id is not None else None
        zone = city.zone if city else COUNTRY_ZONE
        found = read(typed, now, zone, language)
        tries = [found]
        if isinstance(found, NotRead) and found.why is Why.NO_DAY:
            days = (start, start + timedelta(days=1))
            tries = [read(f"{day:%Y-%m-%d} {typed}", now, zone, language) for day in days]
        for said in tries:
            options = said.options if isinstance(said, Ask) else (said,) if isinstance(said, Read) else ()
            for option in options:
                if timedelta() < option.starts_at - start <= _LONGEST:
                    return option.starts_at
        raise Refusal("draft-end", typed=typed)

    async def _day(self, tx: WriteTx, draft: Draft, typed: str) -> Entry | None:
        """A day of action that holds on the day and in the state of the draft, as far as these are known."""
        if values.line(Field.VENUE, typed) is None:
            return None
        code = read_code(typed)
        day = await tx.calendar.by_code(code) if code else None
        city = self._finder.city(draft.city_id) if draft.city_id is not None else None
        if (
            day is None
            or day.type is not EntryType.DAY_OF_ACTION
            or (draft.starts_at is not None and not day.falls_on(draft.starts_at.date()))
            or (day.scope is Scope.STATE and city is not None and day.state != city.state)
        ):
            raise Refusal("draft-no-such-day", typed=typed)
        return day


def _titled(draft: Draft, field: Field, text: str | None, language: Language) -> Draft:
    """A bare kind is no title: every language has its own word for it."""
    if text is not None and draft.kind is None and (kind := kind_in(text)) is not None:
        draft = replace(draft, kind=kind)
    title = None if text is None or only_kind(text) else text
    english = field is Field.TITLE_EN or (field is Field.TITLE and language is Language.EN)
    return replace(draft, title_en=title) if english else replace(draft, title_es=title)
