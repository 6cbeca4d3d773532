"""A getUpdates with true offset semantics, faults on request, and no network."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.domain.broadcast import Outcome
from bot.telegram.transport import CallFailed

LIMIT = 100


def a_message(update_id: int, text: str = "hello", chat_id: int = 1) -> dict[str, Any]:
    person = {"id": chat_id, "is_bot": False, "first_name": "A"}
    chat = {"id": chat_id, "type": "private"}
    message = {"message_id": update_id, "date": 1, "chat": chat, "from": person, "text": text}
    return {"update_id": update_id, "message": message}


class Server:
    """Keeps an update until a poll's offset is above it, as Telegram does."""

    def __init__(self, *updates: dict[str, Any]) -> None:
        self.waiting: list[dict[str, Any]] = list(updates)
        self.failures: list[tuple[Outcome, int | None]] = []
        self.asked: list[Mapping[str, object]] = []
        self._arrived = asyncio.Event()

    def add(self, *updates: dict[str, Any]) -> None:
        """Without any, the long poll ends empty."""
        self.waiting.extend(updates)
        self._arrived.set()

    async def call(self, method: str, parameters: Mapping[str, object] | None = None) -> Any:
        assert method == "getUpdates"
        assert parameters is not None
        self.asked.append(parameters)
        await asyncio.sleep(0)
        if self.failures:
            outcome, status = self.failures.pop(0)
            raise CallFailed(method, outcome, status, "canary")
        offset = parameters["offset"]
        from_id = offset if isinstance(offset, int) else 0
        self.waiting = [update for update in self.waiting if update["update_id"] >= from_id]
        if not self.waiting and parameters["timeout"]:
            self._arrived.clear()
            await self._arrived.wait()
        return [update for update in self.waiting if update["update_id"] >= from_id][:LIMIT]
