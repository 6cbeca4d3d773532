"""A change of what people know: a draft with the entry's own facts, altered as people type it."""

from datetime import timedelta

from bot.domain.announcement import Purpose
from bot.domain.announcing.drafted import Drafted
from bot.domain.calendar import Entry, local_time
from bot.domain.ids import ChatId
from bot.domain.places import COUNTRY_ZONE
from bot.domain.subscriber import Language
from bot.services.areas import area_of_entry
from bot.services.authority import acting
from bot.services.change_texts import ChangeTexts
from bot.services.correction_drafts import correctable, opened
from bot.services.corrections import is_over
from bot.services.draft_facts import DraftFacts
from bot.services.draft_saving import as_it_stands, took
from bot.services.ports import Clock, Transactions
from bot.services.ports.places import PlaceFinder

MOST_OFFERED = 8
_OFFERED_BEFORE, _OFFERED_AHEAD = timedelta(days=1), timedelta(days=60)


class Changing:
    def __init__(self, transactions: Transactions, finder: PlaceFinder, clock: Clock) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock
        self._facts = DraftFacts(finder)

    async def begin(self, chat_id: ChatId, typed: str, text: str, language: Language) -> Drafted:
        """The draft of a change of this entry, begun or gone on with; `text` is what is altered, or empty."""
        now = self._clock.now()
        async with self._transactions.write() as tx:
            person, entry, _ = await correctable(tx, self._finder, chat_id, typed, Purpose.CHANGE, now)
            one = await opened(tx, person, entry, Purpose.CHANGE)
            if not text:
                return await as_it_stands(tx, self._finder, person, one, now)
            texts = ChangeTexts(self._facts, person, entry)
            taken = await texts.take(tx, one.draft, text, now, language)
            return await took(tx, self._finder, person, one, taken, now)

    async def choices(self, chat_id: ChatId) -> tuple[Entry, ...]:
        """The next that this person may change, by their start."""
        now = self._clock.now()
        async with self._transactions.read() as tx:
            person = await acting(tx, chat_id)
            today = local_time(now, COUNTRY_ZONE).date()
            listed = await tx.calendar.listed(now, today - _OFFERED_BEFORE, today + _OFFERED_AHEAD)
        return tuple(
            entry
            for entry in listed
            if (area := area_of_entry(entry, self._finder)) is not None
            and not is_over(entry, now)
            and person.may_announce_for(area)
        )[:MOST_OFFERED]
