"""A Bot API on loopback: accepts, refuses, stalls and breaks off as a test tells it; keeps a ledger."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self
from urllib.parse import parse_qs

TOKEN = "1:canary-token"


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    fields: dict[str, str]
    arrived: datetime

    @property
    def chat_id(self) -> int:
        return int(self.fields["chat_id"])


@dataclass(frozen=True, slots=True)
class Reply:
    """What comes back. `accepted` puts the message into the ledger, whatever the answer looks like.

    `stall` seconds pass before the answer. `cut` bytes of it are kept back and the connection is
    closed; `cut` None closes without a byte.
    """

    status: int = 200
    body: bytes | None = None
    accepted: bool = True
    stall: float = 0.0
    cut: int | None = 0


def ok() -> Reply:
    return Reply()


def refuse(status: int, description: str, **parameters: object) -> Reply:
    body = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return Reply(status, json.dumps(body).encode(), accepted=False)


@dataclass
class Loopback:
    behave: Callable[[Request], Reply] = lambda _request: ok()
    seconds: float = 0.0
    """How long every answer takes."""
    requests: list[Request] = field(default_factory=list)
    accepted: list[Request] = field(default_factory=list)
    edited: list[Request] = field(default_factory=list)
    """What changed a message that was accepted before."""
    bodies: list[bytes] = field(default_factory=list)
    """As they came; only of uploads."""
    port: int = 0
    most_at_once: int = 0
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    """Set as soon as a request was read."""
    _now_at_once: int = 0
    _server: asyncio.Server | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def copies(self) -> Counter[int]:
        """How many messages each chat got."""
        return Counter(request.chat_id for request in self.accepted)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for writer in self._open:
            writer.close()
        await self._server.wait_closed()
        await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while await self._one(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        request, upload = await _read(reader)
        if upload:
            self.bodies.append(upload)
        self.requests.append(request)
        self.asked.set()
        self._now_at_once += 1
        self.most_at_once = max(self.most_at_once, self._now_at_once)
        reply = self.behave(request)
        if reply.accepted:
            (self.edited if request.method.startswith("edit") else self.accepted).append(request)
        try:
            await asyncio.sleep(self.seconds + reply.stall)
        finally:
            self._now_at_once -= 1
        return await self._answer(writer, reply)

    async def _answer(self, writer: asyncio.StreamWriter, reply: Reply) -> bool:
        body = reply.body
        if body is None:
            message = {"message_id": len(self.accepted), "date": 0, "chat": {"id": 0, "type": "private"}}
            body = json.dumps({"ok": True, "result": message}).encode()
        head = f"HTTP/1.1 {reply.status} X\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        if reply.cut is None:
            return False
        data = head + body
        writer.write(data[: len(data) - reply.cut])
        await writer.drain()
        return not reply.cut


async def _read(reader: asyncio.StreamReader) -> tuple[Request, bytes]:
    """The request, and its body if that is an upload."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    method = head.split(" ")[1].rsplit("/", 1)[1]
    if headers.get("content-type", "").startswith("multipart"):
        return Request(method, {}, datetime.now(UTC)), body
    fields = {key: value[0] for key, value in parse_qs(body.decode()).items()}
    return Request(method, fields, datetime.now(UTC)), b""
