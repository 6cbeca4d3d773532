"""The wire to the Bot API: one request, one outcome. Nothing here retries or waits for a turn."""

import asyncio
import logging
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from telegram import InputFile
from telegram.request import BaseRequest, HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.domain.broadcast import Outcome
from bot.domain.errors import DrumbeatError
from bot.domain.ids import ChatId
from bot.telegram.outcomes import Answer, classify, result_of

POOL_SIZE = 20
CARRIES = 16
"""Sends in flight that the pool carries well, leaving connections for replies; more make httpx slower."""
LONGEST_SEND = 45.0
"""Seconds; a server that trickles its answer is not waited for any longer."""
POLL_MARGIN = 10
_NO_PREVIEW = '{"is_disabled":true}'


class CallFailed(DrumbeatError):
    """A method did not succeed. Never carries the address, for the token is in it."""

    def __init__(self, method: str, outcome: Outcome, status: int | None, description: str) -> None:
        super().__init__(f"{method}: {type(outcome).__name__}, status {status}")
        self.method = method
        self.outcome = outcome
        self.status = status
        self.description = description


class Transport:
    """`carrier` takes all requests but getUpdates, which has the `listener` for itself."""

    def __init__(
        self,
        api_url: str,
        token: str,
        *,
        carrier: BaseRequest | None = None,
        listener: BaseRequest | None = None,
    ) -> None:
        self._address = f"{api_url}/bot{token}/"
        logging.getLogger("httpx").setLevel(logging.WARNING)  # at INFO it names every address, token included
        self._carrier = carrier or _request(POOL_SIZE)
        self._listener = listener or _request(2)

    @property
    def carrier(self) -> BaseRequest:
        """For requests that others put together."""
        return self._carrier

    def __repr__(self) -> str:
        return "Transport()"

    async def __aenter__(self) -> Self:
        await self._carrier.initialize()
        await self._listener.initialize()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._carrier.shutdown()
        await self._listener.shutdown()

    async def send(
        self,
        chat_id: ChatId,
        text: str,
        buttons: str | None = None,
        *,
        thread: int | None = None,
        silent: bool = False,
        html: bool = True,
    ) -> Outcome:
        """Send one message, never raising; `buttons` is the reply markup as JSON. Drain, do not cancel."""
        parameters: dict[str, object] = {
            "chat_id": chat_id,
            "text": text,
            "link_preview_options": _NO_PREVIEW,
            "parse_mode": "HTML" if html else None,
            "reply_markup": buttons,
            "message_thread_id": thread,
            "disable_notification": silent or None,
        }
        return classify(await self._ask("sendMessage", parameters), to_group=chat_id < 0)

    async def edit(self, chat_id: ChatId, message_id: int, text: str, buttons: str | None = None) -> Outcome:
        """Change one message of the bot, never raising; without `buttons` it has none any more."""
        parameters: dict[str, object] = {
            "chat_id": chat_id,
            "message_id": message_id,
            "text": text,
            "link_preview_options": _NO_PREVIEW,
            "parse_mode": "HTML",
            "reply_markup": buttons,
        }
        return classify(await self._ask("editMessageText", parameters), to_group=chat_id < 0)

    async def call(
        self,
        method: str,
        parameters: Mapping[str, object] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Any:
        """The method's result, or CallFailed. `files` maps a parameter to (file name, content)."""
        uploads = {key: InputFile(content, filename=name) for key, (name, content) in (files or {}).items()}
        answer = await self._ask(method, {**(parameters or {}), **uploads})
        if isinstance(answer, Answer):
            ok, result = result_of(answer)
            if ok:
                return result
            description = str(answer.parsed().get("description", ""))
            raise CallFailed(method, classify(answer), answer.code, description)
        raise CallFailed(method, classify(answer), None, "")

    async def _ask(self, method: str, parameters: Mapping[str, object]) -> Answer | Exception:
        data = RequestData(
            [
                RequestParameter.from_input(key, value)
                for key, value in parameters.items()
                if value is not None
            ]
        )
        try:
            if method == "getUpdates":
                wait = float(str(parameters.get("timeout", 0))) + POLL_MARGIN
                status, body = await self._listener.do_request(
                    self._address + method, "POST", data, read_timeout=wait
                )
            else:
                async with asyncio.timeout(LONGEST_SEND):
                    status, body = await self._carrier.do_request(self._address + method, "POST", data)
        except Exception as error:  # noqa: BLE001 - whatever it was, the outcome of a send is a value
            return error
        return Answer(status, body)


def _request(pool_size: int) -> HTTPXRequest:
    """Timeouts in seconds. The server holds a flooding request for 3 s, so 5 s to read would be too close."""
    return HTTPXRequest(
        connection_pool_size=pool_size,
        connect_timeout=10,
        write_timeout=10,
        read_timeout=30,
        pool_timeout=5,
        httpx_kwargs={"trust_env": False},
    )
