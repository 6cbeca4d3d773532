"""One message in a chat, from a person or from the bot, with what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.chats import Chat, User
from bot.sandbox.entities import Entity
from bot.sandbox.markup import Button, Markup, Rows
from bot.sandbox.params import Upload


@dataclass(frozen=True, slots=True)
class Version:
    """What a message said before an edit, and when the edit ended that (real time)."""

    text: str
    html: str
    buttons: Rows
    until: datetime


@dataclass(slots=True, eq=False)
class Sent:
    """`text` is plain (or a caption), `html` as the bot gave it; `at` is real time, `date` the chat's.

    `content` holds what a message carries beside text, as Telegram shows it: a location, a service notice.
    """

    message_id: int
    chat: Chat
    sender: User
    date: int
    at: datetime
    text: str = ""
    html: str = ""
    entities: tuple[Entity, ...] = ()
    markup: Markup | None = None
    thread: int | None = None
    reply_to: Sent | None = None
    silent: bool = False
    content: dict[str, Any] = field(default_factory=dict)
    document: Upload | None = None
    edits: list[Version] = field(default_factory=list)
    edited_on: int | None = None
    deleted: bool = False
    anonymous: bool = False
    via_bot: User | None = None

    @property
    def buttons(self) -> Rows:
        return self.markup.rows if self.markup else ()

    @property
    def button_texts(self) -> list[str]:
        return [button.text for row in self.buttons for button in row]

    def button(self, text_or_data: str) -> Button:
        """The button with exactly this text or callback data."""
        for row in self.buttons:
            for button in row:
                if text_or_data in {button.text, button.callback_data}:
                    return button
        shown = ", ".join(self.button_texts) or "none"
        message = f"no button {text_or_data!r} on message {self.message_id}; it has: {shown}"
        raise ValueError(message)

    def to_json(self, *, quoted: bool = False) -> dict[str, Any]:
        """The message as Telegram shows it; a quoted one does not quote in turn."""
        body: dict[str, Any] = {"message_id": self.message_id}
        body |= self._author()
        body |= {"chat": self.chat.to_json(), "date": self.date}
        if self.thread is not None:
            body |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.edited_on is not None:
            body["edit_date"] = self.edited_on
        if self.via_bot is not None:
            body["via_bot"] = self.via_bot.to_json()
        if self.reply_to is not None and not quoted:
            body["reply_to_message"] = self.reply_to.to_json(quoted=True)
        if self.text:
            body["caption" if self.document else "text"] = self.text
        if self.entities:
            body["caption_entities" if self.document else "entities"] = list(self.entities)
        body |= self.content
        if self.markup is not None and self.markup.kind == "inline_keyboard":
            body["reply_markup"] = self.markup.raw
        return body

    def _author(self) -> dict[str, Any]:
        if not self.anonymous:
            return {"from": self.sender.to_json()}
        stand_in = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
        return {"from": stand_in, "sender_chat": self.chat.to_json()}
