"""Drafts: begun, edited, resumed and withdrawn by who writes them. Every answer is a row at once."""

from dataclasses import replace

from bot.domain.announcement import Announcement, AnnouncementState, Draft, Purpose
from bot.domain.announcing.becoming import PIN_REACH
from bot.domain.announcing.drafted import Drafted, FarPin
from bot.domain.announcing.fields import Field
from bot.domain.announcing.placing import placed, starting
from bot.domain.audit import Act
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from bot.domain.places import City, Coordinates
from bot.domain.subscriber import Language
from bot.domain.when import Read, WholeDays
from bot.services.areas import area_of_draft
from bot.services.authority import acting
from bot.services.change_texts import ChangeTexts
from bot.services.corrections import known_entry
from bot.services.draft_access import editable, own, place_key, save
from bot.services.draft_facts import DraftFacts
from bot.services.draft_saving import as_it_stands, edited, took
from bot.services.draft_texts import take
from bot.services.free_codes import free_code
from bot.services.ports import Clock, ReadTx, Transactions, WriteTx
from bot.services.ports.places import PlaceFinder

MOST_DRAFTS = 20


class Drafting:
    def __init__(self, transactions: Transactions, finder: PlaceFinder, clock: Clock) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock
        self._facts = DraftFacts(finder)

    async def begin(self, chat_id: ChatId, text: str, language: Language) -> Drafted:
        """A new draft from one line, a message with labels, or nothing."""
        async with self._transactions.write() as tx:
            author = await acting(tx, chat_id)
            found = await tx.announcements.of_author(author.id)
            if sum(one.purpose is Purpose.NEW for one in found) >= MOST_DRAFTS:
                raise Refusal("draft-too-many", most=MOST_DRAFTS)
            taken = await take(tx, self._facts, author, text, self._clock.now(), language)
            made = await tx.announcements.create(await free_code(tx), Purpose.NEW, author.id, taken.draft)
            return await took(tx, self._finder, author, made, taken, self._clock.now())

    async def show(self, chat_id: ChatId, typed: str) -> Drafted:
        async with self._transactions.read() as tx:
            author = await acting(tx, chat_id)
            return await self._stands(tx, await own(tx, author, typed), author)

    async def open_ones(self, chat_id: ChatId) -> tuple[Drafted, ...]:
        async with self._transactions.read() as tx:
            author = await acting(tx, chat_id)
            found = await tx.announcements.of_author(author.id)
            return tuple([await self._stands(tx, one, author) for one in found])

    async def put(
        self,
        chat_id: ChatId,
        code: str,
        field: Field,
        typed: str,
        language: Language,
        revision: int | None = None,
    ) -> Drafted:
        """One fact as typed. With the `revision` of a screen, only if that is still the draft's."""
        async with self._transactions.write() as tx:
            author = await acting(tx, chat_id)
            before = await editable(tx, author, code, revision)
            if (entry := await known_entry(tx, before)) is not None:
                texts, now = ChangeTexts(self._facts, author, entry), self._clock.now()
                taken = await texts.put(tx, before.draft, {field: typed}, now, language)
                if taken.refused:
                    raise taken.refused[0]
                return await took(tx, self._finder, author, before, taken, now)
            if field is Field.CITY:
                area, areas = self._facts.places.named(author, typed)
                if area is None:
                    return replace(await self._stands(tx, before, author), cities=areas)
                return await self._saved(tx, before, placed(before.draft, area), author)
            times = self._facts.times(before.draft, author, self._clock.now(), language)
            draft, when = await self._facts.put(tx, before.draft, field, typed, times)
            return replace(await self._saved(tx, before, draft, author), when=when)

    async def choose_time(self, chat_id: ChatId, code: str, revision: int, when: Read | WholeDays) -> Drafted:
        """By a button, which may hold anything: it is checked like what is typed."""
        async with self._transactions.write() as tx:
            author = await acting(tx, chat_id)
            before = await editable(tx, author, code, revision)
            times = self._facts.times(before.draft, author, self._clock.now(), Language.EN)
            times.ensure_ahead(before.draft, when)
            return await self._saved(tx, before, starting(before.draft, when), author)

    async def put_pin(
        self, chat_id: ChatId, code: str, pin: Coordinates, revision: int | None = None, *, far: bool = False
    ) -> Drafted | FarPin:
        """The exact spot. More than 25 miles from the city it is kept only if `far` says that it is meant."""
        async with self._transactions.write() as tx:
            author = await acting(tx, chat_id)
            before = await editable(tx, author, code, revision)
            city = area_of_draft(before.draft, self._finder)
            if not isinstance(city, City):
                raise Refusal("draft-city-first", code=before.code)
            miles = city.coordinates.miles_to(pin)
            if miles > PIN_REACH and not far:
                return FarPin(before, city, pin, miles)
            return await self._saved(tx, before, replace(before.draft, pin=pin), author)

    async def withdraw(self, chat_id: ChatId, code: str, revision: int | None = None) -> Announcement:
        async with self._transactions.write() as tx:
            author = await acting(tx, chat_id)
            before = await editable(tx, author, code, revision, tuple(Purpose))
            after = replace(before, state=AnnouncementState.WITHDRAWN, revision=before.revision + 1)
            await save(tx, before, after)
            await tx.audit.record(
                self._clock.now(),
                author.label,
                Act.WITHDRAWN,
                before.code,
                before.draft.digest(),
                place_key(before),
            )
        return after

    async def _stands(self, tx: ReadTx | WriteTx, one: Announcement, author: Coordinator) -> Drafted:
        return await as_it_stands(tx, self._finder, author, one, self._clock.now())

    async def _saved(self, tx: WriteTx, before: Announcement, draft: Draft, author: Coordinator) -> Drafted:
        return await edited(tx, self._finder, author, before, draft, self._clock.now())
