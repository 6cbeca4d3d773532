"""The API as an ASGI application: read the call, let a fault strike, act, answer, and write it all down."""

from __future__ import annotations

import asyncio
import json
from inspect import isawaitable
from typing import Any

from starlette.types import Receive, Scope, Send

from bot.sandbox import requests
from bot.sandbox.connection import TRANSPORT
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Answer, Fault, Faults
from bot.sandbox.ledger import Call, Ledger
from bot.sandbox.messages import Sent
from bot.sandbox.methods import METHODS
from bot.sandbox.params import Params
from bot.sandbox.world import World

_POLLING = "getupdates"


class Endpoint:
    """`closing` ends every wait, so that the server can stop at once."""

    def __init__(self, token: str, world: World, faults: Faults, ledger: Ledger) -> None:
        self.token = token
        self.world = world
        self.faults = faults
        self.ledger = ledger
        self.closing = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            params = await requests.read(scope, receive)
            method = self._method(scope["path"])
        except ConnectionAbortedError:
            return
        except ApiError as error:
            await _answer(send, _refusal(error))
            return
        await self._call(method, params, scope[TRANSPORT], send)

    def _method(self, path: str) -> str:
        """Of `/bot{TOKEN}/METHOD`, for the right token and a method that exists."""
        token, _, method = path.removeprefix("/bot").rpartition("/")
        if not path.startswith("/bot"):
            raise ApiError(404, "Not Found")
        if token != self.token:
            raise ApiError(401, "Unauthorized")
        if method.lower() not in METHODS:
            raise ApiError(404, "Not Found: method not found")
        return method

    async def _call(self, method: str, params: Params, transport: asyncio.Transport, send: Send) -> None:
        chat_id = _chat_id(params)
        polling = method.lower() == _POLLING
        call = (
            Call(method, chat_id, params.values)
            if polling
            else self.ledger.open(method, chat_id, params.values)
        )
        try:
            fault = self.faults.strike(method, chat_id)
            answer = await self._outcome(call, params, fault)
            if fault is None:
                await _answer(send, answer)
                call.answered = not transport.is_closing()
            else:
                await self._faulty(call, fault, answer, transport, send)
        finally:
            if not polling:
                self.ledger.close(call)

    async def _outcome(self, call: Call, params: Params, fault: Fault | None) -> Answer:
        """Acts unless the fault forbids it; what the answer is, if one is given."""
        call.fault = fault.name if fault else ""
        if fault is not None and not fault.delivers:
            answer = fault.answer or Answer(0, b"")
            call.status, call.description = answer.status, fault.name
            return answer
        try:
            if self.faults.flood is not None and call.is_send:
                self.faults.flood.admit(call.chat_id)
            result = METHODS[call.method.lower()](self.world, params)
            if isawaitable(result):
                result = await result
        except ApiError as error:
            call.status, call.description = error.code, error.description
            return _refusal(error)
        if isinstance(result, Sent):
            if call.is_send:
                call.sent = result
            result = result.to_json()
        call.status = 200
        if fault is not None and fault.answer is not None:
            call.status, call.description = fault.answer.status, fault.name
            if fault.withdraws and call.sent is not None:
                call.sent.deleted = True
            return fault.answer
        return Answer(200, json.dumps({"ok": True, "result": result}).encode())

    async def _faulty(
        self, call: Call, fault: Fault, answer: Answer, transport: asyncio.Transport, send: Send
    ) -> None:
        await self._pause(self.faults.delay(fault))
        match fault.ending:
            case "answer":
                await _answer(send, answer)
                call.answered = not transport.is_closing()
            case "truncate":
                await _answer(send, answer, half=True)
                transport.close()
            case "silence" | "reset":
                transport.abort()

    async def _pause(self, seconds: float) -> None:
        if seconds <= 0:
            return
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return


def _chat_id(params: Params) -> int | None:
    try:
        return int(params.text("chat_id"))
    except ValueError:
        return None


def _refusal(error: ApiError) -> Answer:
    return Answer(error.code, json.dumps(error.to_json()).encode())


async def _answer(send: Send, answer: Answer, *, half: bool = False) -> None:
    headers: list[Any] = [
        (b"content-type", answer.content_type.encode()),
        (b"content-length", str(len(answer.body)).encode()),
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    if half:
        await send(
            {"type": "http.response.body", "body": answer.body[: len(answer.body) // 2], "more_body": True}
        )
    else:
        await send({"type": "http.response.body", "body": answer.body})
