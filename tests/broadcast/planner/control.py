"""A driver on the loopback interface that says what time it is, from a list, when it is allowed to."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Driver:
    """`answers` are bodies in turn, the last again and again; none: it never answers."""

    answers: list[bytes]
    asked: list[dict[str, str | None]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/control"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = next(
                    int(line.split(b":")[1])
                    for line in head.lower().splitlines()
                    if b"content-length" in line
                )
                self.asked.append(json.loads(await reader.readexactly(length)))
                if not self.answers:
                    await asyncio.sleep(60)
                body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
                status = b"200 OK" if body else b"500 Internal Server Error"
                writer.write(b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


def time_is(now: datetime) -> bytes:
    return json.dumps({"now": now.isoformat()}).encode()


@asynccontextmanager
async def driver(*answers: bytes) -> AsyncIterator[Driver]:
    one = Driver(list(answers))
    server = await asyncio.start_server(one.serve, "127.0.0.1", 0)
    one.port = server.sockets[0].getsockname()[1]
    try:
        yield one
    finally:
        server.close()
