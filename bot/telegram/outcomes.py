"""What a request came to. The one place where answers and errors of the wire are judged.

What was put on the wire and the HTTP status decide; the server's words only where nothing else can.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

import httpx

from bot.domain.broadcast import (
    Ambiguous,
    Gone,
    Migrated,
    NoRights,
    NotSent,
    Outcome,
    Rejected,
    Sent,
    TokenRefused,
    TopicClosed,
)
from bot.domain.ids import ChatId

CHAT_NOT_FOUND = "chat not found"
TAKEN_DOWN = "immediately deleted"
NOT_MODIFIED = "message is not modified"
TOPIC_CLOSED = ("topic_closed", "topic_deleted", "message thread not found")
NO_RIGHTS = (
    "not enough rights to send",
    "have no rights to send a message",
    "chat_write_forbidden",
    "chat_restricted",
)

REASON_LENGTH = 40
_NOTHING_WRITTEN = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, whatever it holds."""

    status: int
    body: bytes

    def parsed(self) -> dict[str, Any]:
        """The Bot API's object, or an empty one if the body is something else (a proxy's page)."""
        try:
            body = json.loads(self.body)
        except ValueError:
            return {}
        return body if isinstance(body, dict) and isinstance(body.get("ok"), bool) else {}

    @property
    def code(self) -> int:
        """The HTTP status, or the error code of a Bot API that says no with a status of 200."""
        body = self.parsed() if self.status == 200 else {}
        said = body.get("error_code") if body.get("ok") is False else None
        return said if isinstance(said, int) else self.status


def classify(answer: Answer | BaseException, *, to_group: bool = False) -> Outcome:
    """The outcome of one send. What nobody has foreseen is unknown, never sent and never gone."""
    if isinstance(answer, BaseException):
        return _of_error(answer)
    body = answer.parsed()
    reason = _reason(answer, body)
    outcome: Outcome = Ambiguous(reason)
    code = answer.code
    match code:
        case 200:
            outcome = _of_success(body)
        case 429:
            outcome = NotSent(reason, _retry_after(body), gate=True)
        case 413:
            outcome = Rejected(reason)
        case 500 if to_group and TAKEN_DOWN in _description(body):
            outcome = Rejected(reason, removed=True)
        case 400 | 401 | 403 | 404 if body:
            outcome = _of_refusal(code, reason, body)
    return outcome


def result_of(answer: Answer) -> tuple[bool, Any]:
    """Whether the Bot API said ok and, if so, the method's result."""
    body = answer.parsed() if answer.status == 200 else {}
    return body.get("ok") is True and "result" in body, body.get("result")


def _of_error(error: BaseException) -> Outcome:
    # python-telegram-bot wraps what httpx raised; only that tells whether anything was written.
    cause = error.__cause__ or error
    reason = type(cause).__name__[:REASON_LENGTH]
    return NotSent(reason) if isinstance(cause, _NOTHING_WRITTEN) else Ambiguous(reason)


def _of_success(body: dict[str, Any]) -> Outcome:
    if not body.get("ok") or "result" not in body:
        return Ambiguous("200 without a message")
    result = body["result"]
    message_id = result.get("message_id") if isinstance(result, dict) else None
    # "ok" is the word of the server that has it; sending again for want of a number would double it.
    return Sent(message_id if isinstance(message_id, int) else None)


def _of_refusal(status: int, reason: str, body: dict[str, Any]) -> Outcome:
    """A no of the Bot API itself, not of something between: nothing was delivered."""
    if status in {401, 404}:
        return TokenRefused(reason)
    if _says(body, NO_RIGHTS):
        return NoRights(reason)
    if _says(body, TOPIC_CLOSED):
        return TopicClosed(reason)
    if status == 403 or CHAT_NOT_FOUND in _description(body):
        return Gone(reason)
    new_chat_id = _parameters(body).get("migrate_to_chat_id")
    return Migrated(ChatId(new_chat_id)) if isinstance(new_chat_id, int) else Rejected(reason)


def _says(body: dict[str, Any], phrases: tuple[str, ...]) -> bool:
    return any(phrase in _description(body) for phrase in phrases)


def _parameters(body: dict[str, Any]) -> dict[str, Any]:
    parameters = body.get("parameters")
    return parameters if isinstance(parameters, dict) else {}


def _retry_after(body: dict[str, Any]) -> float | None:
    seconds = _parameters(body).get("retry_after")
    return float(seconds) if isinstance(seconds, int | float) and seconds >= 0 else None


def _description(body: dict[str, Any]) -> str:
    return str(body.get("description", "")).lower()


def _reason(answer: Answer, body: dict[str, Any]) -> str:
    """`403 bot was blocked by the user`: short enough for its column, and without any number."""
    words = re.sub(r"^[a-z ]+: ", "", _description(body))
    return f"{answer.code} {re.sub(r'[0-9]+', '#', words)}".strip()[:REASON_LENGTH]
