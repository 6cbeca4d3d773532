"""The commands an app offers and what it shows of the bot: set only when they change.

What was set is noted in the database, as a digest a text; so a start that changes nothing sends nothing. A
coordinator's own menu follows the coordinators' table. Nothing here is needed for the bot to work: what
Telegram does not take is tried again later, and quietly.
"""

import asyncio
import hashlib
import json
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from bot.domain.broadcast import NotSent
from bot.domain.coordinator import Coordinator
from bot.domain.errors import StorageUnavailable
from bot.domain.subscriber import Language
from bot.services.ports import Transactions
from bot.telegram.transport import CallFailed
from bot.views.commands import Menu, coordinators_menu, menu
from bot.views.start import profile
from bot.views.words import Words

NOTED = "menus"
"""The meta key of what was set: a digest by the name of each text."""
EVERY = 5.0
"""Real seconds between two looks at who coordinates."""
FIRST_PAUSE, LONGEST_PAUSE = 60.0, 3600.0

log = structlog.stdlib.get_logger(__name__)


class Caller(Protocol):
    async def call(self, method: str, parameters: Mapping[str, object] | None = None) -> Any: ...


@dataclass(frozen=True, slots=True)
class Text:
    """One call that sets something. `name` says what, for good; `chat_id` whose menu it is, if a person's."""

    name: str
    method: str
    parameters: Mapping[str, object]
    chat_id: int | None = None

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps(self.parameters, sort_keys=True).encode()).hexdigest()[:16]


class Menus:
    def __init__(
        self,
        caller: Caller,
        transactions: Transactions,
        default_language: Language,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._caller = caller
        self._transactions = transactions
        self._shared = tuple(texts_for_all(default_language))
        self._sleep = sleep
        self._monotonic = monotonic
        self._noted: dict[str, str] | None = None
        self._chats: dict[str, int] = {}
        self._again: dict[str, tuple[float, float]] = {}
        self._closed_until = 0.0

    async def run(self) -> None:
        """For ever, also where the database is busy for a moment."""
        while True:
            with suppress(StorageUnavailable):
                await self.refresh()
            await self._sleep(EVERY)

    async def refresh(self) -> None:
        """Set what is not as it should be, and may be tried now."""
        async with self._transactions.read() as tx:
            before = await tx.meta.get(NOTED)
            active = [each for each in await tx.coordinators.all() if each.is_active]
        if self._noted is None:
            self._noted = json.loads(before) if before else {}
        own = {text.name: text for text in map(coordinators_text, active)}
        await self._take_away(own)
        for text in (*self._shared, *own.values()):
            await self._set(text)
        after = json.dumps(self._noted, sort_keys=True)
        if after != before:
            async with self._transactions.write() as tx:
                await tx.meta.put(NOTED, after)

    async def _set(self, text: Text) -> None:
        assert self._noted is not None
        if text.chat_id is not None:
            self._chats[text.name] = text.chat_id
        if self._noted.get(text.name) != text.digest and await self._try(text):
            self._noted[text.name] = text.digest

    async def _take_away(self, own: Mapping[str, Text]) -> None:
        """The menus of those who coordinate no more, where this process still knows their chats."""
        assert self._noted is not None
        for name in [name for name in self._chats if name not in own]:
            scope = {"type": "chat", "chat_id": self._chats[name]}
            if await self._try(Text(name, "deleteMyCommands", {"scope": scope})):
                del self._chats[name]
        shared = {text.name for text in self._shared}
        self._noted = {name: at for name, at in self._noted.items() if name in shared or name in own}

    async def _try(self, text: Text) -> bool:
        now = self._monotonic()
        at, pause = self._again.get(text.name, (0.0, FIRST_PAUSE))
        if now < max(at, self._closed_until):
            return False
        try:
            await self._caller.call(text.method, text.parameters)
        except CallFailed as failed:
            outcome = failed.outcome
            if isinstance(outcome, NotSent) and outcome.retry_after is not None:
                self._closed_until = now + outcome.retry_after
            else:
                self._again[text.name] = now + pause, min(pause * 2, LONGEST_PAUSE)
            log.info("menu not set yet", method=text.method, outcome=type(outcome).__name__)
            return False
        self._again.pop(text.name, None)
        return True


def texts_for_all(default_language: Language) -> Iterator[Text]:
    """Menus by kind of chat, and the profile; the default language is for apps in any other language."""
    for language in Language:
        words, code = (
            Words(language),
            {} if language is default_language else {"language_code": language.value},
        )
        tongue = code.get("language_code", "")
        for kind in Menu:
            commands = _commands(menu(words, kind))
            scope = {"type": kind.value}
            parameters: dict[str, object] = {"commands": commands, "scope": scope, **code}
            yield Text(f"{kind.value} {tongue}".strip(), "setMyCommands", parameters)
        whole, short = profile(words)
        yield Text(f"description {tongue}".strip(), "setMyDescription", {"description": whole, **code})
        yield Text(
            f"short description {tongue}".strip(),
            "setMyShortDescription",
            {"short_description": short, **code},
        )


def coordinators_text(coordinator: Coordinator) -> Text:
    """For their private chat, in the language in which the bot writes to them."""
    commands = _commands(coordinators_menu(Words(coordinator.language), operator=coordinator.is_operator))
    scope = {"type": "chat", "chat_id": int(coordinator.chat_id)}
    name = f"coordinator {coordinator.label}"
    return Text(name, "setMyCommands", {"commands": commands, "scope": scope}, int(coordinator.chat_id))


def _commands(listed: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"command": name, "description": does} for name, does in listed]
