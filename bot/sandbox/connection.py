"""The HTTP server under the API: uvicorn's protocol, with a hold on the bare connection for faults."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.utils import formatdate
from functools import partial
from time import time
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

_KEEP_ALIVE_SECONDS = 3600
_LAST_ANSWERS_SECONDS = 5
TRANSPORT = "sandbox.transport"


class _Protocol(H11Protocol):
    """Hands the application the transport, so that it can break off in the middle."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app = partial(_with_transport, self.app, transport)


async def _with_transport(
    app: Any, transport: asyncio.Transport, scope: Scope, receive: Receive, send: Send
) -> None:
    scope[TRANSPORT] = transport

    async def dated(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                *message.get("headers", []),
                (b"date", formatdate(time(), usegmt=True).encode()),
            ]
        await send(message)

    await app(scope, receive, dated)


@asynccontextmanager
async def listening(app: ASGIApp, port: int) -> AsyncIterator[int]:
    """Serves on loopback in the running loop; yields the port. On exit what is still open is cut off."""
    config = uvicorn.Config(
        app,
        http=_Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        date_header=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    bound = _bound(port)
    await server.startup(sockets=[bound])
    try:
        yield bound.getsockname()[1]
    finally:
        await _close(server)


def _bound(port: int) -> socket.socket:
    """Named as TCP, or asyncio would leave Nagle's delay on and each answer would wait 40 ms."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", port))
    return bound


async def _close(server: uvicorn.Server) -> None:
    for listener in server.servers:
        listener.close()
    state = server.server_state
    if state.tasks:
        await asyncio.wait(state.tasks, timeout=_LAST_ANSWERS_SECONDS)
    for connection in list(state.connections):
        connection.transport.abort()
    for listener in server.servers:
        await listener.wait_closed()
    await asyncio.sleep(0)
