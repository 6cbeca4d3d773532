"""What others have to know of an act: a message to each of them, in their language, after the commit."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import structlog

from bot.domain.coordinator import Coordinator
from bot.telegram.reply import Replies, ReplyTo
from bot.telegram.transport import CallFailed
from bot.views.view import View
from bot.views.words import Words

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Telling:
    """Who cannot be reached does not keep the others from being told."""

    replies: Replies

    async def tell(self, coordinators: Iterable[Coordinator], view: Callable[[Words], View]) -> None:
        async with asyncio.TaskGroup() as tasks:
            for coordinator in coordinators:
                tasks.create_task(self._one(coordinator, view(Words(coordinator.language))))

    async def _one(self, coordinator: Coordinator, view: View) -> None:
        try:
            await self.replies.send(ReplyTo(coordinator.chat_id), view)
        except CallFailed as failed:
            log.warning(
                "coordinator not told", label=coordinator.label, outcome=type(failed.outcome).__name__
            )
