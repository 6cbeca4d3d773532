"""The first words with Telegram: which bot is this, and what its menus and profile say."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from bot.domain.broadcast import NotSent, TokenRefused
from bot.domain.errors import Misconfigured
from bot.domain.subscriber import Language
from bot.telegram.transport import CallFailed
from bot.views.commands import menu
from bot.views.words import Words

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
SCOPES = {"all_private_chats": False, "all_group_chats": True}
"""Where a menu is shown -> is it the groups' menu."""

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

    async def profile(self) -> None:
        """What an app shows before the first message."""
        for language in Language:
            words = Words(language)
            await self._try(
                "setMyDescription",
                description=f"{words.plain('start.title')}\n{words.plain('start.purpose')}",
                language_code=_code(language),
            )

    async def menus(self) -> None:
        """The commands in each language and kind of chat; English where an app has another language."""
        for language in Language:
            for scope, group in SCOPES.items():
                commands = [
                    {"command": name, "description": does}
                    for name, does in menu(Words(language), group=group)
                ]
                await self._try(
                    "setMyCommands",
                    commands=commands,
                    scope={"type": scope},
                    language_code=_code(language),
                )

    async def _try(self, method: str, **parameters: object) -> Any:
        """The bot works without any of this."""
        try:
            return await self.caller.call(method, parameters)
        except CallFailed as failed:
            log.warning("not taken by Telegram", method=method, outcome=type(failed.outcome).__name__)
            return None


def _code(language: Language) -> str | None:
    """None is what apps in any other language see."""
    return None if language is Language.EN else language.value
