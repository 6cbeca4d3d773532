"""The real Application on a request object that records what would go out and answers like Telegram.

async with running(transactions, lambda asking, replies: [TodayHandlers(asking, replies, ...)]) as bot:
    (call,) = await bot.say("/today")
    assert call.method == "sendMessage"
"""

import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from telegram import Update
from telegram.ext import Application
from telegram.request import BaseRequest, RequestData

from bot.domain.ids import ChatId
from bot.domain.subscriber import Language
from bot.services.ports import Transactions
from bot.telegram.application import ForgetfulApplication
from bot.telegram.limits import CommandLimits
from bot.telegram.repeats import Repeats
from bot.telegram.reply import Replies
from bot.telegram.transport import Transport
from bot.views.callbacks import Callback
from handlers import register
from handlers.context import Asking
from handlers.errors import ErrorAnswers, FreshScreen
from handlers.feature import AnyApplication, Feature
from handlers.guards import Gate

TOKEN = "110201543:CanaryToken-notARealOne_0000000000000"
BOT_ID = 110201543
BOT_USERNAME = "drumbeat_test_bot"
PERSON = 700100200
GROUP = -1001000200300
WHEN = 1770000000

Features = Callable[[Asking, Replies], Iterable[Feature]]


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it would go on the wire, JSON parameters read back; `files` by their names."""

    method: str
    params: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return str(self.params.get("text") or self.params.get("caption") or "")

    @property
    def buttons(self) -> dict[str, str]:
        """Label -> callback data, url or text to copy."""
        rows = self.params.get("reply_markup", {}).get("inline_keyboard", [])
        return {
            b["text"]: b.get("callback_data") or b.get("url") or b["copy_text"]["text"]
            for row in rows
            for b in row
        }


class RecordingRequest(BaseRequest):
    """`refuse[method]` holds (HTTP status, description) to be answered instead, first in first out.

    `administrators` are the persons who administer every group.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.administrators: set[int] = set()
        self.refuse: dict[str, list[tuple[int, str]]] = {}
        self._message_ids = count(5000)

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        params = _parsed(request_data.json_parameters) if request_data else {}
        if name != "getMe":
            parts = (request_data.multipart_data or {}) if request_data else {}
            files = {part[0]: part[1] for part in parts.values() if isinstance(part[1], bytes)}
            self.calls.append(Call(name, params, files))
        if self.refuse.get(name):
            status, description = self.refuse[name].pop(0)
            return status, json.dumps({"ok": False, "description": description}).encode()
        return 200, json.dumps({"ok": True, "result": self._result(name, params)}).encode()

    def _result(self, name: str, params: dict[str, Any]) -> Any:
        if name == "getMe":
            return {"id": BOT_ID, "is_bot": True, "first_name": "Drumbeat", "username": BOT_USERNAME}
        if name.startswith(("send", "editMessage")):
            chat = {"id": params["chat_id"], "type": "private"}
            return {"message_id": next(self._message_ids), "date": WHEN, "chat": chat}
        if name == "getChatMember":
            return self._chat_member(params["user_id"])
        return True

    def _chat_member(self, person: int) -> dict[str, Any]:
        user = {"id": person, "is_bot": False, "first_name": "Canary-Name"}
        if person not in self.administrators:
            return {"status": "member", "user": user}
        return {"status": "administrator", "user": user} | dict.fromkeys(_RIGHTS, True)


_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def _parsed(parameters: dict[str, str]) -> dict[str, Any]:
    structured = {"reply_markup", "reply_parameters", "link_preview_options", "results", "button"}
    return {
        name: json.loads(value) if name in structured or value.lstrip("-").isdigit() else value
        for name, value in parameters.items()
    }


@dataclass(slots=True)
class Bot:
    """Speaks to the application as people do; every act answers with the calls it caused."""

    application: AnyApplication
    request: RecordingRequest
    repeats: Repeats
    _numbers: Any = field(default_factory=lambda: count(100))

    async def feed(self, update: dict[str, Any]) -> list[Call]:
        """`update` as Telegram sends it, with or without its update_id."""
        before = len(self.request.calls)
        whole = {"update_id": next(self._numbers)} | update
        await self.application.process_update(Update.de_json(whole, self.application.bot))
        return self.request.calls[before:]

    async def say(self, text: str, **facts: Any) -> list[Call]:
        """A typed message; see `message` for the facts."""
        return await self.feed({"message": self.message(text=text, **facts)})

    async def share(self, latitude: float, longitude: float, **facts: Any) -> list[Call]:
        location = {"latitude": latitude, "longitude": longitude}
        return await self.feed({"message": self.message(location=location, **facts)})

    async def search(
        self, text: str, *, sender: int = PERSON, app_language: str | None = "en", **fields: Any
    ) -> list[Call]:
        """An inline query, typed in a chat that nobody tells the bot."""
        who = {"id": sender, "is_bot": False, "first_name": "Canary-Name"}
        who |= {} if app_language is None else {"language_code": app_language}
        query = {"id": str(next(self._numbers)), "from": who, "query": text, "offset": ""}
        return await self.feed({"inline_query": query | fields})

    async def press(self, button: Callback | str, **facts: Any) -> list[Call]:
        """A press of a button under a message of the bot; a `forged` one names a message without it."""
        own: dict[str, Any] = {"from": {"id": BOT_ID, "is_bot": True, "first_name": "Drumbeat"}}
        data = button.pack() if isinstance(button, Callback) else button
        if not facts.pop("forged", False):
            own["reply_markup"] = {"inline_keyboard": [[{"text": "a button", "callback_data": data}]]}
        carrier = self.message(**({"text": "a screen"} | facts))
        query = {
            "id": str(next(self._numbers)),
            "from": carrier["from"],
            "chat_instance": "1",
            "message": carrier | own,
            "data": data,
        }
        return await self.feed({"callback_query": query})

    def message(
        self,
        *,
        chat_id: int = PERSON,
        sender: int | None = None,
        app_language: str | None = "en",
        thread: int | None = None,
        **fields: Any,
    ) -> dict[str, Any]:
        """A message in a private chat, or in a group where `chat_id` is negative. `fields` as Telegram's."""
        group = chat_id < 0
        chat = {"id": chat_id, "type": "supergroup" if group else "private"}
        sender_id = sender or (PERSON if group else chat_id)
        who = {"id": sender_id, "is_bot": False, "first_name": "Canary-Name"}
        if app_language is not None:
            who["language_code"] = app_language
        message = {"message_id": next(self._numbers), "date": WHEN, "chat": chat, "from": who}
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": True}
        return message | fields


class OpenLane:
    """A reply lane without waiting."""

    async def turn(self, chat_id: ChatId) -> None: ...

    def flooded(self, chat_id: ChatId, retry_after: float | None) -> None: ...


@asynccontextmanager
async def running(
    transactions: Transactions,
    features: Features,
    language: Language = Language.EN,
    fresh: FreshScreen | None = None,
) -> AsyncIterator[Bot]:
    request = RecordingRequest()
    builder = Application.builder().application_class(ForgetfulApplication).token(TOKEN)
    builder = builder.request(request).get_updates_request(request)
    application: AnyApplication = builder.updater(None).job_queue(None).build()
    transport = Transport("https://api.example", TOKEN, carrier=request, listener=request)
    replies, repeats = Replies(transport, OpenLane()), Repeats()
    asking = Asking(transactions, language)
    register(
        application,
        Gate(asking, replies, CommandLimits()),
        features(asking, replies),
        ErrorAnswers(asking, replies, repeats, fresh),
    )
    async with application:
        yield Bot(application, request, repeats)
        assert not application.bot_data
        assert not application.chat_data
        assert not application.user_data
        assert not application._chat_ids_to_be_updated_in_persistence
        assert not application._user_ids_to_be_updated_in_persistence
