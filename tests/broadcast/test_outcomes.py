"""Every row of the outcome table: what came back decides what may be done next."""

import asyncio
import json

import httpx
import pytest
from telegram.error import NetworkError, TimedOut

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
from bot.telegram.outcomes import REASON_LENGTH, Answer, classify


def _answer(status: int, description: str, **parameters: object) -> Answer:
    body = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return Answer(status, json.dumps(body).encode())


def _caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


HTML = b"<html><body>Bad Gateway</body></html>"
TAKEN_DOWN = "Internal Server Error: sent message was immediately deleted and can't be returned"

NO_MESSAGE = Ambiguous("200 without a message")
TABLE: dict[str, tuple[Answer | BaseException, Outcome]] = {
    "200 with a message": (Answer(200, b'{"ok":true,"result":{"message_id":7}}'), Sent(7)),
    "200, body not JSON": (Answer(200, b"{"), NO_MESSAGE),
    "200, JSON but no object": (Answer(200, b"[1]"), NO_MESSAGE),
    "200 without result": (Answer(200, b'{"ok":true}'), NO_MESSAGE),
    "200 with a strange result": (Answer(200, b'{"ok":true,"result":true}'), Sent(None)),
    "200 with a message that has no number": (Answer(200, b'{"ok":true,"result":{}}'), Sent(None)),
    "200 that says no": (Answer(200, b'{"ok":false,"result":{"message_id":7}}'), NO_MESSAGE),
    "a 403 told with a status of 200": (
        Answer(200, b'{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}'),
        Gone("403 bot was blocked by the user"),
    ),
    "a 429 told with a status of 200": (
        Answer(200, b'{"ok":false,"error_code":429,"description":"Too Many","parameters":{"retry_after":3}}'),
        NotSent("429 too many", 3, gate=True),
    ),
    "429 with a time": (_answer(429, "Too Many Requests: retry after 35", retry_after=35),
                        NotSent("429 retry after #", 35, gate=True)),
    "429 without": (_answer(429, "Too Many Requests"), NotSent("429 too many requests", None, gate=True)),
    "429 as a page": (Answer(429, HTML), NotSent("429", None, gate=True)),
    "500": (_answer(500, "Internal Server Error: restart"), Ambiguous("500 restart")),
    "500, taken down, private": (_answer(500, TAKEN_DOWN),
                                 Ambiguous("500 sent message was immediately deleted")),
    "502 as a page": (Answer(502, HTML), Ambiguous("502")),
    "503": (_answer(503, "Service Unavailable"), Ambiguous("503 service unavailable")),
    "504 as a page": (Answer(504, HTML), Ambiguous("504")),
    "413 as a page": (Answer(413, HTML), Rejected("413")),
    "400 migrated": (
        _answer(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1009),
        Migrated(ChatId(-1009)),
    ),
    "400 chat not found": (_answer(400, "Bad Request: chat not found"), Gone("400 chat not found")),
    "400 entities": (
        _answer(400, "Bad Request: can't parse entities: Unsupported start tag at byte offset 57"),
        Rejected("400 can't parse entities: unsupported st"),
    ),
    "400 too long": (_answer(400, "Bad Request: message is too long"), Rejected("400 message is too long")),
    "400 closed topic": (_answer(400, "Bad Request: TOPIC_CLOSED"), TopicClosed("400 topic_closed")),
    "400 deleted topic": (
        _answer(400, "Bad Request: message thread not found"), TopicClosed("400 message thread not found"),
    ),
    "400 muted": (
        _answer(400, "Bad Request: not enough rights to send text messages to the chat"),
        NoRights("400 not enough rights to send text messa"),
    ),
    "400 no rights": (
        _answer(400, "Bad Request: have no rights to send a message"),
        NoRights("400 have no rights to send a message"),
    ),
    "403 no rights": (
        _answer(403, "Forbidden: CHAT_WRITE_FORBIDDEN"), NoRights("403 chat_write_forbidden"),
    ),
    "403 blocked": (
        _answer(403, "Forbidden: bot was blocked by the user"), Gone("403 bot was blocked by the user"),
    ),
    "403 kicked": (
        _answer(403, "Forbidden: bot was kicked from the supergroup chat"),
        Gone("403 bot was kicked from the supergroup c"),
    ),
    "403 deactivated": (_answer(403, "Forbidden: user is deactivated"), Gone("403 user is deactivated")),
    "401": (_answer(401, "Unauthorized"), TokenRefused("401 unauthorized")),
    "404": (_answer(404, "Not Found"), TokenRefused("404 not found")),
    "a proxy's 403": (Answer(403, HTML), Ambiguous("403")),
    "a proxy's 404": (Answer(404, HTML), Ambiguous("404")),
    "a proxy's 400": (Answer(400, HTML), Ambiguous("400")),
    "a redirect": (Answer(302, b""), Ambiguous("302")),
    "409": (_answer(409, "Conflict: terminated"), Ambiguous("409 terminated")),
    "refused": (_caused(NetworkError("x"), httpx.ConnectError("x")), NotSent("ConnectError")),
    "connect time-out": (_caused(TimedOut(), httpx.ConnectTimeout("x")), NotSent("ConnectTimeout")),
    "pool exhausted": (_caused(TimedOut(), httpx.PoolTimeout("x")), NotSent("PoolTimeout")),
    "read time-out": (_caused(TimedOut(), httpx.ReadTimeout("x")), Ambiguous("ReadTimeout")),
    "write time-out": (_caused(TimedOut(), httpx.WriteTimeout("x")), Ambiguous("WriteTimeout")),
    "closed": (_caused(NetworkError("x"), httpx.RemoteProtocolError("x")), Ambiguous("RemoteProtocolError")),
    "reset": (_caused(NetworkError("x"), httpx.ReadError("x")), Ambiguous("ReadError")),
    "our own time limit": (TimeoutError(), Ambiguous("TimeoutError")),
    "cancelled": (asyncio.CancelledError(), Ambiguous("CancelledError")),
    "unheard of": (KeyError("result"), Ambiguous("KeyError")),
}  # fmt: skip


@pytest.mark.parametrize("row", TABLE)
def test_each_row_of_the_table(row: str) -> None:
    answer, outcome = TABLE[row]
    assert classify(answer) == outcome


def test_a_message_taken_down_by_a_group_is_not_sent_again() -> None:
    outcome: Outcome = classify(_answer(500, TAKEN_DOWN), to_group=True)
    assert outcome == Rejected("500 sent message was immediately deleted", removed=True)


def test_reasons_fit_their_column_and_hold_no_number_of_a_chat() -> None:
    outcome = classify(_answer(403, "Forbidden: chat -1001234567890 " + "x" * 100))
    assert isinstance(outcome, Gone)
    assert len(outcome.reason) <= REASON_LENGTH
    assert "1234567890" not in outcome.reason


def test_an_outcome_never_shows_a_chat() -> None:
    assert "1234567890" not in repr(Migrated(ChatId(-1001234567890)))
