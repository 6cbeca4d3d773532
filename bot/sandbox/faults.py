"""Everything that can go wrong between the bot and Telegram, on request.

Each function makes one kind of fault; `Faults.add` says where and how often it strikes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fnmatch import fnmatchcase
from random import Random
from typing import Any, Literal

from bot.sandbox import errors
from bot.sandbox.errors import ApiError
from bot.sandbox.flood import FloodLimit
from bot.sandbox.ledger import SENDS

Ending = Literal["answer", "silence", "reset", "truncate"]
_FOR_EVER = 86_400.0
_HTML = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Fault:
    """`delivers`: the call takes effect before its answer goes wrong; `answer` replaces the ordinary one.

    `ending` is what happens on the wire after `delay` seconds: the answer, silence until the connection is
    reset, a reset at once, or half of the answer. `withdraws` deletes the message again.
    """

    name: str
    delivers: bool
    answer: Answer | None = None
    ending: Ending = "answer"
    delay: tuple[float, float] = (0.0, 0.0)
    withdraws: bool = False


def refused(error: ApiError, name: str = "") -> Fault:
    body = json.dumps(error.to_json()).encode()
    return Fault(name or f"refused {error.code}", delivers=False, answer=Answer(error.code, body))


def blocked(phrase: str = "bot was blocked by the user") -> Fault:
    return refused(errors.forbidden(phrase), "403")


def bad_request(phrase: str = "chat not found") -> Fault:
    return refused(errors.bad_request(phrase), "400")


def migrated(to_chat_id: int) -> Fault:
    return refused(errors.migrated(to_chat_id), "migrated")


def unauthorized() -> Fault:
    return refused(ApiError(401, "Unauthorized"), "401")


def conflict() -> Fault:
    """For getUpdates: another process polls with the same token."""
    return refused(errors.conflict(), "409")


def too_many_requests(retry_after: int | None = 3) -> Fault:
    if retry_after is None:
        return refused(ApiError(429, "Too Many Requests"), "429 without retry_after")
    return refused(errors.too_many_requests(retry_after), "429")


def server_error(status: int = 500, *, html: bool = False, delivers: bool = False) -> Fault:
    body = json.dumps(ApiError(status, "Internal Server Error").to_json()).encode()
    answer = Answer(status, _HTML, "text/html") if html else Answer(status, body)
    return Fault(f"{status}{' HTML' if html else ''}", delivers, answer)


def immediately_deleted() -> Fault:
    """The message stood for a moment, then another bot in the group removed it."""
    phrase = "Internal Server Error: sent message was immediately deleted and can't be returned"
    body = json.dumps(ApiError(500, phrase).to_json()).encode()
    return Fault("immediately deleted", delivers=True, answer=Answer(500, body), withdraws=True)


def stalls(seconds: float = _FOR_EVER, *, delivers: bool) -> Fault:
    """No answer; after `seconds` the connection ends."""
    name = "delivered, then stalled" if delivers else "stalled"
    return Fault(name, delivers, ending="silence", delay=(seconds, seconds))


def resets(*, delivers: bool) -> Fault:
    return Fault("delivered, then reset" if delivers else "reset", delivers, ending="reset")


def truncated() -> Fault:
    return Fault("truncated body", delivers=True, ending="truncate")


def not_json() -> Fault:
    return Fault("200 not JSON", delivers=True, answer=Answer(200, b"<!doctype html>ok", "text/html"))


def no_result() -> Fault:
    return Fault("200 without result", delivers=True, answer=Answer(200, b'{"ok":true}'))


def slow(least: float, most: float) -> Fault:
    """The call takes effect at once, its answer comes late."""
    return Fault("slow", delivers=True, delay=(least, most))


@dataclass(slots=True)
class Rule:
    fault: Fault
    method: str
    chats: frozenset[int] | None
    probability: float
    times: int | None
    after: int

    def matches(self, method: str, chat_id: int | None) -> bool:
        if self.times == 0 or (self.chats is not None and chat_id not in self.chats):
            return False
        name = method.lower()
        return fnmatchcase(name, self.method) if self.method else name in SENDS


class Faults:
    """Rules are asked in the order given; the first that strikes decides. `flood` sets real limits on top."""

    def __init__(self, seed: int = 0) -> None:
        self.random = Random(seed)  # noqa: S311  repeatable on purpose
        self.rules: list[Rule] = []
        self.flood: FloodLimit | None = None

    def add(
        self,
        fault: Fault,
        *,
        method: str = "",
        chats: Any = None,
        probability: float = 1.0,
        times: int | None = None,
        after: int = 0,
    ) -> Rule:
        """Where a fault strikes. `method` is a pattern, by default every send of a message.

        `chats`: one chat or several, by id or by what has an id. `after` matching calls pass unharmed
        first; `times` limits how often it strikes.
        """
        rule = Rule(fault, method.lower(), _ids(chats), probability, times, after)
        self.rules.append(rule)
        return rule

    def once(self, fault: Fault, *, method: str = "", chats: Any = None) -> Rule:
        return self.add(fault, method=method, chats=chats, times=1)

    def remove(self, rule: Rule) -> None:
        self.rules.remove(rule)

    def clear(self) -> None:
        self.rules.clear()
        self.flood = None

    def strike(self, method: str, chat_id: int | None) -> Fault | None:
        for rule in self.rules:
            if not rule.matches(method, chat_id):
                continue
            if rule.after > 0:
                rule.after -= 1
                continue
            if rule.probability < 1.0 and self.random.random() >= rule.probability:
                continue
            if rule.times is not None:
                rule.times -= 1
            return rule.fault
        return None

    def delay(self, fault: Fault) -> float:
        least, most = fault.delay
        return least if least == most else self.random.uniform(least, most)


def _ids(chats: Any) -> frozenset[int] | None:
    if chats is None:
        return None
    if isinstance(chats, int) or hasattr(chats, "id"):
        chats = [chats]
    return frozenset(chat if isinstance(chat, int) else chat.id for chat in chats)
