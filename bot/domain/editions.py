"""From what reaches a subscriber to what an edition says: once each, in order, and until when."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import inf

from bot.domain.broadcast import Alert, Content, Item, Section
from bot.domain.calendar import EntryType, Scope
from bot.domain.planning import KEEP_AFTER_END, Moment, has_known_start, latest_start, named
from bot.domain.reach import Fact

_SECTIONS = (Section.MAIN, Section.NEAREST, Section.NEWLY_LISTED)


class Compositor:
    """Sets the editions of one moment; facts are named by their position in `facts`."""

    def __init__(self, moment: Moment, facts: Sequence[Fact]) -> None:
        self._moment = moment
        self._facts = facts
        self._entries = moment.entries
        self._ranks = [_rank(fact) for fact in facts]
        self._orders = [self._order(fact) for fact in facts]

    def choose(self, reached: Iterable[int]) -> tuple[int, ...]:
        """The facts that are told, in order; none if nothing is worth a message.

        An entry is told once, by its first section and least distance. The nearest action is told
        only where a day of action has none near.
        """
        best: dict[str, int] = {}
        for number in sorted(reached, key=self._ranks.__getitem__):
            best.setdefault(self._facts[number].entry_id, number)
        chosen = sorted(best.values(), key=self._orders.__getitem__)
        main = [number for number in chosen if self._facts[number].section is Section.MAIN]
        nearest = [number for number in chosen if self._facts[number].section is Section.NEAREST]
        wanted = bool(main) and not any(self._is_local(number) for number in main)
        kept = min(nearest, key=self._ranks.__getitem__) if wanted and nearest else None
        return tuple(number for number in chosen if number not in nearest or number == kept)

    def content(self, chosen: Sequence[int]) -> Content:
        facts = [self._facts[number] for number in chosen]
        # Days of action belong to no place in particular: they name one only if they stand alone.
        holding = [fact for fact in facts if self._entries[fact.entry_id].scope is Scope.CITY] or facts
        return Content(
            alert=self._moment.alert,
            due_at=self._moment.due_at,
            zone=self._moment.zone or self._entries[facts[0].entry_id].zone,
            place_keys=tuple(dict.fromkeys(fact.place_key for fact in holding)),
            items=tuple(Item(fact.entry_id, fact.section, fact.miles) for fact in facts),
            series=self._moment.series,
        )

    def expires_at(self, content: Content) -> datetime:
        """A reminder at its first start, news when the last of it has begun, never after the moment."""
        entries = [self._entries[item.entry_id] for item in content.items]
        match content.alert:
            case Alert.REMINDER:
                ends = min(entry.begins_at for entry in entries)
            case Alert.NEW:
                ends = max(latest_start(entry) for entry in entries)
            case _:
                ends = self._moment.expires_at
        return min(ends, self._moment.expires_at)

    def keep_until(self, content: Content) -> datetime:
        ends = max(self._entries[item.entry_id].over_at for item in named(content))
        return ends + KEEP_AFTER_END

    def _is_local(self, number: int) -> bool:
        return self._entries[self._facts[number].entry_id].scope is Scope.CITY

    def _order(self, fact: Fact) -> tuple[int, datetime, float, str]:
        """Days of action at their first midnight, actions at their start or, unknown, at the day's end."""
        entry = self._entries[fact.entry_id]
        opens = has_known_start(entry) or entry.type is EntryType.DAY_OF_ACTION
        at = entry.begins_at if opens else latest_start(entry)
        return _SECTIONS.index(fact.section), at, _distance(fact), entry.id


def _rank(fact: Fact) -> tuple[int, float, str]:
    """Which of several facts about one entry is told."""
    return _SECTIONS.index(fact.section), _distance(fact), fact.place_key


def _distance(fact: Fact) -> float:
    return inf if fact.miles is None else fact.miles
