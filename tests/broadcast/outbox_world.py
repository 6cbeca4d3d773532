"""A database with broadcasts ready to be sent, and an outbox over a scripted wire."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.broadcast.cards import Cards, WordCard
from bot.broadcast.outbox import Outbox
from bot.broadcast.pacer import Pacer
from bot.broadcast.sender import Sender, Wire
from bot.broadcast.wordings import Render
from bot.clock import SystemClock
from bot.domain.broadcast import (
    LANES,
    Alert,
    BroadcastState,
    Content,
    DeliveryState,
    Edition,
    Outcome,
    Sent,
    Wording,
)
from bot.domain.cards import CardEdit
from bot.domain.ids import ChatId
from bot.services.ports import Clock
from storage import tables
from storage.cipher import ChatCipher
from storage.content import pack
from storage.transactions import SqlTransactions

FIRST_CHAT = 7_000_000
_keys = count(1)


@dataclass
class ScriptedWire:
    """Answers as `behave` says (chat, attempt at this chat from 1 on), edits as `behave_on_edit` (chat,
    attempt at this message); keeps what was sent, and what was edited (chat, message, text).
    """

    behave: Callable[[ChatId, int], Outcome | Exception] = lambda _chat, attempt: Sent(attempt)
    behave_on_edit: Callable[[ChatId, int], Outcome | Exception] = lambda _chat, attempt: Sent(attempt)
    seconds: float = 0.0
    sent: list[tuple[ChatId, str, bool]] = field(default_factory=list)
    threads: list[int | None] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    edited: list[tuple[ChatId, int, str]] = field(default_factory=list)
    _attempts: Counter[ChatId] = field(default_factory=Counter)

    async def send(
        self,
        chat_id: ChatId,
        text: str,
        buttons: str | None = None,
        *,
        thread: int | None = None,
        silent: bool = False,
        html: bool = True,
    ) -> Outcome:
        self.sent.append((chat_id, text, html))
        self.threads.append(thread)
        self._attempts[chat_id] += 1
        return await self._answered(self.behave, chat_id, self._attempts[chat_id])

    async def edit(self, chat_id: ChatId, message_id: int, text: str, buttons: str | None = None) -> Outcome:
        self.edited.append((chat_id, message_id, text))
        attempt = sum(1 for chat, message, _ in self.edited if (chat, message) == (chat_id, message_id))
        return await self._answered(self.behave_on_edit, chat_id, attempt)

    async def _answered(
        self, behave: Callable[[ChatId, int], Outcome | Exception], chat_id: ChatId, attempt: int
    ) -> Outcome:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.seconds)
        self.at_once -= 1
        outcome = behave(chat_id, attempt)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    @property
    def copies(self) -> Counter[ChatId]:
        return Counter(chat for chat, _, _ in self.sent)


async def worded(edition: Edition, _now: datetime, delayed: bool) -> Wording:
    late = " (delayed)" if delayed else ""
    return Wording(f"<b>{edition.content.alert}</b> &amp; more{late}", '{"inline_keyboard":[]}')


async def worded_card(edit: CardEdit, _now: datetime) -> Wording:
    return Wording(f"what holds now ({edit.language})")


@dataclass(frozen=True)
class World:
    transactions: SqlTransactions
    cipher: ChatCipher

    async def people(self, chats: Sequence[int]) -> list[int]:
        """Active subscribers with these chats; their ids."""
        rows = [
            {
                "id": abs(chat) * 10 + (chat < 0),
                "chat": self.cipher.seal(ChatId(chat)),
                "kind": "private" if chat > 0 else "group",
                "language": "en",
                "home_zone": "America/Chicago",
                "brief": True,
                "new": "once",
                "reminder": True,
                "status": "active",
                "consent_version": 1,
                "consent_on": datetime(2026, 1, 1, tzinfo=UTC).date(),
            }
            for chat in chats
        ]
        async with self.transactions._writer.begin() as connection:
            await connection.execute(insert(tables.subscriber), rows)
        return [int(str(row["id"])) for row in rows]

    async def broadcast(
        self,
        subscribers: Sequence[int],
        alert: Alert = Alert.BRIEF,
        *,
        due_at: datetime | None = None,
        expires_at: datetime | None = None,
        editions: int = 1,
    ) -> int:
        """A queued broadcast to these subscribers, dealt out over so many editions; its id."""
        due_at = due_at or datetime.now(UTC) - timedelta(seconds=1)
        expires_at = expires_at or due_at + timedelta(hours=4)
        async with self.transactions._writer.begin() as connection:
            broadcast_id = await _put_broadcast(connection, alert, due_at, expires_at, len(subscribers))
            edition_ids = [
                await _put_edition(connection, broadcast_id, number, alert, due_at, expires_at)
                for number in range(editions)
            ]
            rows = [
                {
                    "broadcast_id": broadcast_id,
                    "edition_id": edition_ids[number % editions],
                    "subscriber_id": subscriber_id,
                    "state": DeliveryState.PENDING,
                    "lane": LANES[alert],
                    "not_before": due_at,
                    "expires_at": expires_at,
                }
                for number, subscriber_id in enumerate(subscribers)
            ]
            await connection.execute(insert(tables.delivery), rows)
        return broadcast_id

    async def states(self, broadcast_id: int) -> Counter[str]:
        query = select(tables.delivery.c.state).where(tables.delivery.c.broadcast_id == broadcast_id)
        async with self.transactions._reader.begin() as connection:
            return Counter(row.state for row in await connection.execute(query))

    async def one(self, sql: str, **parameters: object) -> object:
        async with self.transactions._reader.begin() as connection:
            return (await connection.execute(text(sql), parameters)).scalar_one()

    async def all(self, sql: str) -> list[tuple[object, ...]]:
        async with self.transactions._reader.begin() as connection:
            return [tuple(row) for row in await connection.execute(text(sql))]

    async def set_thread(self, subscriber_id: int, thread: int) -> None:
        async with self.transactions._writer.begin() as connection:
            await connection.execute(
                update(tables.subscriber).where(tables.subscriber.c.id == subscriber_id).values(thread=thread)
            )

    async def set_state(self, broadcast_id: int, state: str) -> None:
        async with self.transactions._writer.begin() as connection:
            await connection.execute(
                update(tables.broadcast).where(tables.broadcast.c.id == broadcast_id).values(state=state)
            )

    @asynccontextmanager
    async def sending(
        self,
        wire: Wire,
        *,
        rate: float = 1000,
        clock: Clock | None = None,
        render: Render = worded,
        card: WordCard = worded_card,
        carries: int = 16,
    ) -> AsyncIterator[Outbox]:
        """A running outbox, stopped in order at the end."""
        clock, pacer = clock or SystemClock(), Pacer(rate)
        sender = Sender(wire, pacer)
        cards = Cards(self.transactions, clock, pacer, sender, card)
        outbox = Outbox(self.transactions, clock, pacer, sender, render, cards, rate, carries)
        async with asyncio.TaskGroup() as group:
            group.create_task(outbox.run())
            yield outbox
            outbox.stop()


async def until_idle(outbox: Outbox, seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not await outbox.is_idle():  # noqa: ASYNC110 - asked from outside, as a rehearsal does
            await asyncio.sleep(0.02)


async def _put_broadcast(
    connection: AsyncConnection, alert: Alert, due_at: datetime, expires_at: datetime, planned: int
) -> int:
    values = {
        "key": f"test-{next(_keys)}",
        "alert": alert,
        "lane": LANES[alert],
        "state": BroadcastState.QUEUED,
        "due_at": due_at,
        "expires_at": expires_at,
        "planned": planned,
    }
    statement = insert(tables.broadcast).values(values).returning(tables.broadcast.c.id)
    return int((await connection.execute(statement)).scalar_one())


async def _put_edition(
    connection: AsyncConnection,
    broadcast_id: int,
    number: int,
    alert: Alert,
    due_at: datetime,
    expires_at: datetime,
) -> int:
    values = {
        "broadcast_id": broadcast_id,
        "language": "en",
        "signature": str(number),
        "content": pack(Content(alert, due_at, "America/Chicago", (), ())),
        "keep_until": expires_at + timedelta(hours=72),
    }
    statement = insert(tables.edition).values(values).returning(tables.edition.c.id)
    return int((await connection.execute(statement)).scalar_one())
