"""The request object of python-telegram-bot: who the bot is has been asked already."""

import json
from collections.abc import Mapping
from typing import Any

from telegram.request import BaseRequest, RequestData

from bot.telegram.sparse import completed_member

_AT_LEAST = {"is_bot": True, "first_name": "Drumbeat"}


class KnownBot(BaseRequest):
    """Answers getMe with `me`, and hands everything else to `carrier`, which others open and close."""

    def __init__(self, me: Mapping[str, Any], carrier: BaseRequest) -> None:
        self._me = _AT_LEAST | dict(me)
        self._carrier = carrier

    @property
    def read_timeout(self) -> float | None:
        return self._carrier.read_timeout

    async def initialize(self) -> None:
        """The carrier is open."""

    async def shutdown(self) -> None:
        """The carrier stays open for the others."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if url.endswith("/getMe"):
            return 200, json.dumps({"ok": True, "result": self._me}).encode()
        status, body = await self._carrier.do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )
        asks_for = request_data.parameters.get("user_id") if request_data else None
        if url.endswith("/getChatMember") and isinstance(asks_for, int):
            body = _readable(body, asks_for)
        return status, body


def _readable(body: bytes, person_id: int) -> bytes:
    """The answer with what the library asks for, and a refusal where it says nothing of a person."""
    try:
        answer = json.loads(body)
    except ValueError:
        return body
    if not isinstance(answer, dict) or answer.get("ok") is not True:
        return body
    member = answer.get("result")
    if not isinstance(member, dict):
        return json.dumps({"ok": False, "description": "no member"}).encode()
    return json.dumps(answer | {"result": completed_member(member, person_id)}).encode()
