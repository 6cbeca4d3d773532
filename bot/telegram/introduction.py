"""The first words with Telegram: which bot is this, and does anybody else take its updates."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from bot.domain.broadcast import NotSent, TokenRefused
from bot.domain.errors import Misconfigured
from bot.telegram.transport import CallFailed

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0

log = structlog.stdlib.get_logger(__name__)


class Caller(Protocol):
    async def call(self, method: str, parameters: Mapping[str, object] | None = None) -> Any: ...


@dataclass(frozen=True, slots=True)
class Introduction:
    caller: Caller
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def bot(self) -> dict[str, Any]:
        """Who we are. Waits for a network that is away, however long; Misconfigured for a bad token."""
        pause = FIRST_PAUSE
        while True:
            try:
                me = await self.caller.call("getMe")
            except CallFailed as failed:
                if isinstance(failed.outcome, TokenRefused):
                    raise Misconfigured("BOT_TOKEN", "is refused by Telegram") from None
                asked = failed.outcome.retry_after if isinstance(failed.outcome, NotSent) else None
                log.warning("telegram not reached yet", outcome=type(failed.outcome).__name__)
                await self.sleep(asked or pause)
                pause = min(LONGEST_PAUSE, pause * 2)
                continue
            if not isinstance(me, dict) or not isinstance(me.get("id"), int):
                raise Misconfigured("BOT_API_URL", "does not answer like a Bot API")
            return me

    async def end_webhook(self) -> None:
        """A webhook keeps polling from working. One we did not set may be a sign of a stolen token."""
        known = await self._try("getWebhookInfo")
        if isinstance(known, dict) and known.get("url"):
            log.error("a webhook was set for this bot, not by this program; it is removed now")
            await self._try("deleteWebhook", drop_pending_updates=False)

    async def _try(self, method: str, **parameters: object) -> Any:
        """The bot works without any of this."""
        try:
            return await self.caller.call(method, parameters)
        except CallFailed as failed:
            log.warning("not taken by Telegram", method=method, outcome=type(failed.outcome).__name__)
            return None
