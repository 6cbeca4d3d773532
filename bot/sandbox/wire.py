"""The way back of one request: a whole answer, half of one, or none."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.types import Receive, Send

from bot.sandbox.faults import Answer


@dataclass(frozen=True, slots=True)
class Wire:
    transport: asyncio.Transport
    receive: Receive
    send: Send

    @property
    def is_down(self) -> bool:
        return self.transport.is_closing()

    async def answer(self, answer: Answer) -> bool:
        """Whether there was somebody to write it to."""
        await self._start(answer)
        reached = not self.is_down
        await self.send({"type": "http.response.body", "body": answer.body})
        return reached

    async def answer_half(self, answer: Answer) -> None:
        await self._start(answer)
        half = answer.body[: len(answer.body) // 2]
        await self.send({"type": "http.response.body", "body": half, "more_body": True})
        self.transport.close()
        await self._gone()

    async def cut(self) -> None:
        self.transport.abort()
        await self._gone()

    async def _start(self, answer: Answer) -> None:
        headers = [
            (b"content-type", answer.content_type.encode()),
            (b"content-length", str(len(answer.body)).encode()),
        ]
        await self.send({"type": "http.response.start", "status": answer.status, "headers": headers})

    async def _gone(self) -> None:
        """The server would complain of an unfinished answer if it did not know yet that the line is dead."""
        while (await self.receive())["type"] != "http.disconnect":
            pass
