"""The local Bot API: a Telegram for one bot on loopback, with people who do as they are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from time import monotonic
from typing import TypeVar

from starlette.applications import Starlette
from starlette.routing import Mount

from bot.sandbox.chats import Chat, ChatKind, User
from bot.sandbox.connection import listening
from bot.sandbox.endpoint import Endpoint
from bot.sandbox.groups import Group
from bot.sandbox.ledger import Call, Ledger
from bot.sandbox.messages import Sent
from bot.sandbox.people import Person
from bot.sandbox.rules import Faults
from bot.sandbox.world import Listener, World

Truth = TypeVar("Truth")
_GLANCE_SECONDS = 0.01


class LocalBotApi:
    """Serves `{url}/bot{token}/METHOD`; everything here runs in one loop and needs no lock."""

    def __init__(
        self, token: str, port: int = 0, *, username: str = "drumbeat_local_bot", seed: int = 0
    ) -> None:
        self.token = token
        self.port = port
        self.world = World(User(int(token.partition(":")[0]), "Drumbeat", username=username, is_bot=True))
        self.faults = Faults(seed)
        self._ledger = Ledger()
        self._endpoint = Endpoint(token, self.world, self.faults, self._ledger)

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[str]:
        """The base URL while it listens. Served again, it has the same port and has forgotten nothing."""
        self._endpoint.closing.clear()
        self.world.updates.reopen()
        app = Starlette(routes=[Mount("/", app=self._endpoint)])
        async with listening(app, self.port) as self.port:
            try:
                yield f"http://127.0.0.1:{self.port}"
            finally:
                self._endpoint.closing.set()
                self.world.updates.close()

    def person(self, name: str, *, language: str = "en", last_name: str = "", username: str = "") -> Person:
        """Somebody who has Telegram and has not written to the bot yet."""
        user = User(self.world.new_user_id(), name, last_name, username, language)
        return Person(self.world, user)

    def group(
        self,
        title: str,
        members: Iterable[Person] = (),
        *,
        kind: ChatKind = "group",
        forum: bool = False,
        with_bot: bool = True,
    ) -> Group:
        """A group that exists already; the bot has long been in it, unless it is to come by `adds_bot`."""
        present = list(members) or [self.person("Founder")]
        group = Group(self.world, title, "supergroup" if forum else kind, present)
        group.chat.topics = {} if forum else None
        group.chat.bot = "member" if with_bot else "left"
        return group

    def messages(self, chat: Person | Group | Chat | int) -> list[Sent]:
        """What the bot has said in this chat and what still stands there, in order."""
        chat_id = chat if isinstance(chat, int) else chat.id
        said = self.world.chats[chat_id].messages.values()
        return [message for message in said if message.sender is self.world.bot and not message.deleted]

    @property
    def ledger(self) -> list[Call]:
        """Every send the bot tried, in the order of arrival, with what became of it."""
        return self._ledger.sends

    @property
    def calls(self) -> list[Call]:
        """Every call but getUpdates."""
        return self._ledger.calls

    @property
    def simulated_now(self) -> Callable[[], datetime] | None:
        """Gives the dates of messages in a rehearsal; None for the real time."""
        return self.world.clock

    @simulated_now.setter
    def simulated_now(self, clock: Callable[[], datetime] | None) -> None:
        self.world.clock = clock

    def on_sent(self, callback: Listener) -> None:
        """Calls back at each message of the bot, as it enters its chat."""
        self.world.on_sent.append(callback)

    def on_edited(self, callback: Listener) -> None:
        """Calls back at each edit by the bot; the earlier text is the last of `edits`."""
        self.world.on_edited.append(callback)

    async def wait_for(self, predicate: Callable[[], Truth], timeout: float = 10.0) -> Truth:  # noqa: ASYNC109
        """What the predicate gives as soon as it is true; else `TimeoutError` with the latest sends."""
        end = monotonic() + timeout
        while not (truth := predicate()):
            if monotonic() >= end:
                raise TimeoutError(self._situation())
            await asyncio.sleep(_GLANCE_SECONDS)
        return truth

    async def idle(self, quiet_for: float = 0.2, timeout: float = 30.0) -> None:  # noqa: ASYNC109
        """Until the bot has confirmed every update, waits for no answer, and asks nothing for a while."""
        end = monotonic() + timeout
        quiet_since, seen = monotonic(), -1
        while monotonic() - quiet_since < quiet_for:
            if monotonic() >= end:
                raise TimeoutError(self._situation())
            await asyncio.sleep(_GLANCE_SECONDS)
            busy = bool(self.world.updates.pending) or self._ledger.in_flight > 0
            if busy or seen != len(self.calls):
                quiet_since, seen = monotonic(), len(self.calls)

    def _situation(self) -> str:
        latest = [
            f"  {call.chat_id} {call.status} {call.fault} {call.text[:80]!r}" for call in self.ledger[-5:]
        ]
        updates = (
            f"{len(self.world.updates.pending)} updates unconfirmed, {self._ledger.in_flight} calls in flight"
        )
        return "\n".join([f"not in time; {updates}; the last of {len(self.ledger)} sends:", *latest])
