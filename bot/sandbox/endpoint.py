"""The API as an ASGI application: read the call, let a fault strike, act, answer, and write it all down."""

from __future__ import annotations

import asyncio
import json
from inspect import isawaitable
from time import monotonic

from starlette.types import Receive, Scope, Send

from bot.sandbox import requests
from bot.sandbox.connection import TRANSPORT
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Answer, Fault
from bot.sandbox.ledger import Call, Ledger
from bot.sandbox.messages import Sent
from bot.sandbox.methods import METHODS
from bot.sandbox.params import Params
from bot.sandbox.rules import Faults
from bot.sandbox.wire import Wire
from bot.sandbox.world import World

_POLLING = "getupdates"
_GLANCE_SECONDS = 0.05


class Endpoint:
    """`closing` ends every wait, so that the server can stop at once."""

    def __init__(self, token: str, world: World, faults: Faults, ledger: Ledger) -> None:
        self.token = token
        self.world = world
        self.faults = faults
        self.ledger = ledger
        self.closing = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wire = Wire(scope[TRANSPORT], receive, send)
        try:
            params = await requests.read(scope, receive)
            method = self._method(scope["path"])
        except ConnectionAbortedError:
            return
        except ApiError as error:
            await wire.answer(_refusal(error))
            return
        await self._call(method, params, wire)

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

    async def _call(self, method: str, params: Params, wire: Wire) -> None:
        call = Call(method, _chat_id(params), params.values)
        if method.lower() == _POLLING:
            await self._serve(call, params, wire)
            return
        self.ledger.open(call)
        try:
            await self._serve(call, params, wire)
        finally:
            self.ledger.close(call)

    async def _serve(self, call: Call, params: Params, wire: Wire) -> None:
        fault = self.faults.strike(call.method, call.chat_id)
        if fault is None:
            call.answered = await wire.answer(await self._outcome(call, params))
        else:
            await self._spoiled(fault, call, params, wire)

    async def _outcome(self, call: Call, params: Params) -> Answer:
        """Does what is asked; the ordinary answer."""
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
            call.sent = result if call.is_send else None
            result = result.to_json()
        call.status = 200
        return Answer(200, json.dumps({"ok": True, "result": result}).encode())

    async def _spoiled(self, fault: Fault, call: Call, params: Params, wire: Wire) -> None:
        call.fault = fault.name
        answer = fault.answer
        if fault.delivers:
            await self._wait(fault.lag)
            ordinary = await self._outcome(call, params)
            answer = ordinary if answer is None or ordinary.status != 200 else answer
            if fault.withdraws and call.sent is not None:
                call.sent.deleted = True
        if answer is not None and answer is fault.answer:
            call.status, call.description = answer.status, fault.name
        await self._wait(self.faults.delay(fault), wire)
        if fault.ending == "answer" and answer is not None:
            call.answered = await wire.answer(answer)
        elif fault.ending == "truncate" and answer is not None:
            await wire.answer_half(answer)
        else:
            await wire.cut()

    async def _wait(self, seconds: float, wire: Wire | None = None) -> None:
        """Ends early when the server closes, or when nobody is left at the other end of the wire."""
        end = monotonic() + seconds
        while (left := end - monotonic()) > 0 and not self.closing.is_set():
            if wire is not None and wire.is_down:
                return
            await asyncio.sleep(min(left, _GLANCE_SECONDS))


def _chat_id(params: Params) -> int | None:
    try:
        return int(params.text("chat_id"))
    except ValueError:
        return None


def _refusal(error: ApiError) -> Answer:
    return Answer(error.code, json.dumps(error.to_json()).encode())
