"""Everything that can go wrong between the bot and Telegram, on request.

Each function makes one kind of fault; `Faults.add` (`api.faults`) says where and how often it strikes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from bot.sandbox import errors
from bot.sandbox.errors import ApiError

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
    reset, a reset at once, or half of the answer. `withdraws` deletes the message again. `lag` is how long
    the call waits before it takes effect, which it then does even if the caller has hung up.
    """

    name: str
    delivers: bool
    answer: Answer | None = None
    ending: Ending = "answer"
    delay: tuple[float, float] = (0.0, 0.0)
    withdraws: bool = False
    lag: float = 0.0


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


def late(seconds: float) -> Fault:
    """The call takes effect only after a while, even if nobody waits for its answer any more."""
    return Fault("late", delivers=True, lag=seconds)
