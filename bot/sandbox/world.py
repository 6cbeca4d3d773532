"""Everything that stands on the far side of the bot: chats, what was said in them, what the bot is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from bot.sandbox.chats import Chat, User
from bot.sandbox.errors import bad_request
from bot.sandbox.inline import InlineMode, InlineQuery
from bot.sandbox.markup import Markup
from bot.sandbox.messages import Sent, Version
from bot.sandbox.updates import UpdateQueue

Listener = Callable[[Sent], None]


@dataclass(slots=True, eq=False)
class Press:
    """A button pressed; `answer` is the short text the bot showed, None while it has not answered."""

    id: str
    person: User
    message: Sent
    data: str
    answer: str | None = None
    alert: bool = False


@dataclass(slots=True, eq=False)
class World:
    """Plain state, changed at once by whoever calls; nothing here waits or speaks HTTP."""

    bot: User
    clock: Callable[[], datetime] | None = None
    chats: dict[int, Chat] = field(default_factory=dict)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    presses: dict[str, Press] = field(default_factory=dict)
    menus: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    sees_all_group_messages: bool = False
    inline: InlineMode = field(default_factory=InlineMode)
    on_sent: list[Listener] = field(default_factory=list)
    on_edited: list[Listener] = field(default_factory=list)
    _user_ids: Iterator[int] = field(default_factory=lambda: count(7_100_200_301, 1_009))
    _chat_ids: Iterator[int] = field(default_factory=lambda: count(4_800_100_201, 10_007))
    _message_ids: Iterator[int] = field(default_factory=lambda: count(1001))
    _query_ids: Iterator[int] = field(default_factory=lambda: count(30_500_000_000_000_001, 7))

    def now(self) -> datetime:
        """The clock of the chats: simulated in a rehearsal, else real."""
        return self.clock() if self.clock else datetime.now(UTC)

    def new_user_id(self) -> int:
        return next(self._user_ids)

    def new_group_id(self, kind: str) -> int:
        number = next(self._chat_ids)
        return -number if kind == "group" else -1_000_000_000_000 - number

    def add(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        return chat

    def find(self, chat_id: str | int) -> Chat:
        if chat_id == "":
            raise bad_request("chat_id is empty")
        try:
            return self.chats[int(chat_id)]
        except (KeyError, ValueError):
            raise bad_request("chat not found") from None

    def message(self, chat: Chat, message_id: int | None, absent: str) -> Sent:
        found = chat.messages.get(message_id) if message_id is not None else None
        if found is None or found.deleted:
            raise bad_request(absent)
        return found

    def post(self, chat: Chat, sender: User, **fields: Any) -> Sent:
        """A new message in the chat, with no checks; `fields` are those of `Sent`."""
        sent = Sent(
            message_id=next(self._message_ids),
            chat=chat,
            sender=sender,
            date=int(self.now().timestamp()),
            at=datetime.now(UTC),
            **fields,
        )
        chat.messages[sent.message_id] = sent
        if sender is self.bot:
            for listener in self.on_sent:
                listener(sent)
        return sent

    def edit(
        self, sent: Sent, *, text: str, html: str, entities: tuple[Any, ...], markup: Markup | None
    ) -> None:
        sent.edits.append(Version(sent.text, sent.html, sent.buttons, datetime.now(UTC)))
        sent.text, sent.html, sent.entities, sent.markup = text, html, entities, markup
        sent.edited_on = int(self.now().timestamp())
        if sent.sender is self.bot:
            for listener in self.on_edited:
                listener(sent)

    def tell(self, kind: str, payload: dict[str, Any]) -> int | None:
        """One more update for the bot; its id, or None if the bot did not ask for this kind."""
        return self.updates.push(kind, payload)

    def press(self, person: User, message: Sent, data: str) -> Press:
        press = Press(str(next(self._query_ids)), person, message, data)
        self.presses[press.id] = press
        query = {
            "id": press.id,
            "from": person.to_json(),
            "message": message.to_json(),
            "chat_instance": str(message.chat.id * 1_000_003),
            "data": data,
        }
        self.tell("callback_query", query)
        return press

    def ask_inline(self, person: User, text: str) -> InlineQuery:
        query = InlineQuery(str(next(self._query_ids)), person, text)
        self.inline.asked[query.id] = query
        self.tell("inline_query", query.to_json())
        return query

    def answer(self, press_id: str, text: str, *, alert: bool) -> None:
        """Each press can be answered once."""
        press = self.presses.get(press_id)
        if press is None or press.answer is not None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        press.answer, press.alert = text, alert
