"""Drafts: begun, edited, resumed and withdrawn by who writes them. Every answer is a row at once."""

import secrets
from dataclasses import replace

from bot.domain.announcement import Announcement, AnnouncementState, Draft, Purpose
from bot.domain.announcing.becoming import PIN_REACH
from bot.domain.announcing.drafted import Drafted, FarPin
from bot.domain.announcing.fields import Field
from bot.domain.audit import Act
from bot.domain.codes import ALPHABET
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId, Code
from bot.domain.places import City, Coordinates
from bot.domain.subscriber import Language
from bot.domain.when import Read
from bot.services.authority import acting
from bot.services.change_texts import ChangeTexts
from bot.services.corrections import known_entry
from bot.services.draft_access import editable, own, place_key, save
from bot.services.draft_facts import DraftFacts
from bot.services.draft_saving import as_it_stands, edited, took
from bot.services.draft_texts import starting, take
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
            made = await tx.announcements.create(await _free_code(tx), Purpose.NEW, author.id, taken.draft)
            return await took(tx, self._finder, made, taken, self._clock.now())

    async def show(self, chat_id: ChatId, typed: str) -> Drafted:
        async with self._transactions.read() as tx:
            author = await acting(tx, chat_id)
            return await self._stands(tx, await own(tx, author, typed))

    async def open_ones(self, chat_id: ChatId) -> tuple[Drafted, ...]:
        async with self._transactions.read() as tx:
            author = await acting(tx, chat_id)
            found = await tx.announcements.of_author(author.id)
            return tuple([await self._stands(tx, one) for one in found])

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
                return await took(tx, self._finder, before, taken, now)
            if field is Field.CITY:
                city, cities = self._facts.city(author, typed)
                if city is None:
                    return replace(await self._stands(tx, before), cities=cities)
                return await self._saved(tx, before, replace(before.draft, city_id=city.id))
            if field is Field.WHEN:
                when = self._facts.when(before.draft, author, typed, self._clock.now(), language)
                if not isinstance(when, Read):
                    return replace(await self._stands(tx, before), when=when)
                return await self._saved(tx, before, starting(before.draft, when))
            draft = await self._facts.put(tx, before.draft, field, typed, self._clock.now(), language)
            return await self._saved(tx, before, draft)

    async def choose_time(self, chat_id: ChatId, code: str, revision: int, when: Read) -> Drafted:
        """By a button, which may hold anything: it is checked like what is typed."""
        async with self._transactions.write() as tx:
            author = await acting(tx, chat_id)
            before = await editable(tx, author, code, revision)
            self._facts.ensure_ahead(before.draft, author, when, self._clock.now())
            return await self._saved(tx, before, starting(before.draft, when))

    async def put_pin(
        self, chat_id: ChatId, code: str, pin: Coordinates, revision: int | None = None, *, far: bool = False
    ) -> Drafted | FarPin:
        """The exact spot. More than 25 miles from the city it is kept only if `far` says that it is meant."""
        async with self._transactions.write() as tx:
            before = await editable(tx, await acting(tx, chat_id), code, revision)
            city = self._city(before.draft)
            if city is None:
                raise Refusal("draft-city-first", code=before.code)
            miles = city.coordinates.miles_to(pin)
            if miles > PIN_REACH and not far:
                return FarPin(before, city, pin, miles)
            return await self._saved(tx, before, replace(before.draft, pin=pin))

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

    async def _stands(self, tx: ReadTx | WriteTx, one: Announcement) -> Drafted:
        return await as_it_stands(tx, self._finder, one, self._clock.now())

    async def _saved(self, tx: WriteTx, before: Announcement, draft: Draft) -> Drafted:
        return await edited(tx, self._finder, before, draft, self._clock.now())

    def _city(self, draft: Draft) -> City | None:
        return self._finder.city(draft.city_id) if draft.city_id is not None else None


async def _free_code(tx: WriteTx) -> Code:
    """With a letter and a digit, so that it reads neither as a word nor as a year; never given before."""
    while True:
        code = Code("".join(secrets.choice(ALPHABET) for _ in range(4)))
        if code.isalpha() or code.isdecimal():
            continue
        if await tx.calendar.by_code(code) is None and await tx.announcements.by_code(code) is None:
            return code
