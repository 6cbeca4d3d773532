"""The whole bot, as the composition root builds it, in this process and at a local Bot API."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from telegram.request import HTTPXRequest

from bot import app
from bot.broadcast.planner import Planner
from bot.domain.calendar import Entry, Status
from bot.domain.ids import ChatId
from bot.domain.subscriber import Subscriber
from bot.sandbox import Group, LocalBotApi, Person
from bot.sandbox.messages import Sent
from bot.services.notices import Notices
from bot.settings import Settings
from bot.telegram.transport import Transport
from storage import tables
from storage.cipher import new_key
from storage.opening import opened
from storage.transactions import SqlTransactions
from tests.builders import TACOMA, an_entry
from tests.services.people import StandingClock
from tests.services.tiny_places import TinyPlaces

TOKEN = "7000000001:canary-token-abcdefghijklmnopq"
USERNAME = "drumbeat_local_bot"
PACIFIC = ZoneInfo("America/Los_Angeles")
BRIEF_HOUR = 18


@dataclass(slots=True)
class Live:
    """Time stands until a test moves it; what is due then goes out by itself."""

    api: LocalBotApi
    built: app.App
    transactions: SqlTransactions
    clock: StandingClock

    async def quiet(self) -> None:
        """Until every update is dealt with and nothing due is unsent."""
        await self.api.idle(quiet_for=0.04)
        async with asyncio.timeout(20):
            while not await self.built.outbox.is_idle():  # noqa: ASYNC110 - asked from outside
                await asyncio.sleep(0.01)
        await self.api.idle(quiet_for=0.03)

    async def says(
        self, who: Person, text: str, group: Group, thread: int | None = None, reply_to: Sent | None = None
    ) -> list[Sent]:
        """What the bot says to that."""
        before = len(self.api.messages(group))
        who.says(text, chat=group, thread=thread, reply_to=reply_to)
        await self.quiet()
        return self.api.messages(group)[before:]

    async def presses(self, who: Person, message: Sent, button: str) -> list[Sent]:
        before = len(self.api.messages(message.chat))
        who.presses(message, button)
        await self.quiet()
        return self.api.messages(message.chat)[before:]

    async def list_action(self, days: int = 9) -> Entry:
        """In Tacoma, so many days from now."""
        on = self.clock.at.astimezone(PACIFIC).date() + timedelta(days=days)
        entry = an_entry(TACOMA, on, "11:00", announced_on=on - timedelta(days=20))
        async with self.transactions.write() as tx:
            await tx.calendar.put_all([entry])
        return entry

    async def brief_falls_due(self) -> Entry:
        """Lists an action in Tacoma and lets the evening before it come."""
        evening = _next_evening(self.clock.at)
        on_the_eve = evening.astimezone(PACIFIC).date() - self.clock.at.astimezone(PACIFIC).date()
        entry = await self.list_action(on_the_eve.days + 1)
        self.clock.at = evening
        await Planner(self.transactions, TinyPlaces().place, self.clock).plan()
        self.built.outbox.wake()
        return entry

    async def evening(self) -> Entry:
        entry = await self.brief_falls_due()
        await self.quiet()
        return entry

    async def cancels(self, entry: Entry) -> None:
        """As an approved cancellation does."""
        notices = Notices(TinyPlaces().place, self.clock)
        after = replace(entry, status=Status.CANCELLED, revision=entry.revision + 1)
        async with self.transactions.write() as tx:
            await notices.publish(tx, after)
            await tx.calendar.put_all([after])
        self.built.outbox.wake()

    async def subscriber(self, chat_id: int) -> Subscriber | None:
        async with self.transactions.read() as tx:
            return await tx.subscribers.by_chat(ChatId(chat_id))

    async def places(self, chat_id: int) -> list[str]:
        async with self.transactions.read() as tx:
            subscriber = await tx.subscribers.by_chat(ChatId(chat_id))
            rows = await tx.subscribers.subscriptions(subscriber.id) if subscriber else ()
        return [row.place_key for row in rows]

    async def states(self) -> list[str]:
        """Of all deliveries, the oldest first."""
        query = select(tables.delivery.c.state).order_by(tables.delivery.c.id)
        async with self.transactions._reader.begin() as connection:
            return [row.state for row in await connection.execute(query)]

    async def subscribers(self) -> int:
        async with self.transactions._reader.begin() as connection:
            return len((await connection.execute(select(tables.subscriber.c.id))).all())


def _next_evening(at: datetime) -> datetime:
    local = at.astimezone(PACIFIC)
    on: date = local.date() if local.hour < BRIEF_HOUR else local.date() + timedelta(days=1)
    return datetime(on.year, on.month, on.day, BRIEF_HOUR, tzinfo=PACIFIC).astimezone(at.tzinfo)


@asynccontextmanager
async def living(folder: Path) -> AsyncIterator[Live]:
    api = LocalBotApi(TOKEN, username=USERNAME)
    clock = StandingClock()
    database = f"sqlite:///{folder / 'drumbeat.sqlite3'}"
    async with api.serve() as url, opened(database, lambda _new: new_key()) as storage:
        settings = Settings(database_url=database, bot_api_url=url, send_rate=1000)
        requests = [HTTPXRequest(20, httpx_kwargs={"trust_env": False, "verify": False}) for _ in range(2)]
        async with Transport(url, TOKEN, carrier=requests[0], listener=requests[1]) as transport:
            me = await transport.call("getMe")
            built = app.build(settings, TOKEN, me, storage, TinyPlaces(), clock, transport)
            live = Live(api, built, storage.transactions, clock)
            await Planner(storage.transactions, TinyPlaces().place, clock).plan()
            async with built.application, asyncio.TaskGroup() as tasks:
                tasks.create_task(built.poll.run())
                tasks.create_task(built.outbox.run())
                yield live
                built.stop()
