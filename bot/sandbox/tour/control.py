"""The hand on the bot's clock: the bot asks here for the next simulated time, and waits for the answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.sandbox.connection import listening


@dataclass(frozen=True, slots=True)
class Ask:
    """The bot has committed all that is due by `now`, its outbox is empty, and it waits."""

    now: datetime
    next_due: datetime | None
    answered: asyncio.Future[datetime | None]

    def answer(self, now: datetime) -> None:
        """Lets the bot go on at `now`; nothing if it asked in an earlier life."""
        if not self.answered.done():
            self.answered.set_result(now)


class Control:
    """`POST {"now", "next_due"}` is answered with `{"now"}`, both ISO 8601 with an offset."""

    def __init__(self) -> None:
        self._asks: asyncio.Queue[Ask] = asyncio.Queue()
        self._held: list[Ask] = []

    async def next_ask(self, seconds: float) -> Ask | None:
        """The next one, or None if none came in that time."""
        try:
            return await asyncio.wait_for(self._asks.get(), seconds)
        except TimeoutError:
            return None

    def forget(self) -> None:
        """Turns away whoever waits: that process is gone."""
        while not self._asks.empty():
            self._asks.get_nowait()
        for ask in self._held:
            if not ask.answered.done():
                ask.answered.set_result(None)

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[str]:
        """The URL while it listens; on exit whoever still waits is turned away."""
        async with listening(self, 0) as port:
            try:
                yield f"http://127.0.0.1:{port}/"
            finally:
                self.forget()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        try:
            asked = await request.json()
            now, due = datetime.fromisoformat(asked["now"]), asked["next_due"]
            next_due = datetime.fromisoformat(due) if due else None
        except (ValueError, KeyError, TypeError):
            return JSONResponse({"error": "expected now and next_due, ISO 8601"}, 400)
        ask = Ask(now, next_due, asyncio.get_running_loop().create_future())
        self._held.append(ask)
        self._asks.put_nowait(ask)
        time = await ask.answered
        self._held.remove(ask)
        return JSONResponse({"now": time.isoformat()}) if time else Response(status_code=503)
