"""The people and chats of the sandbox, as facts: who is there, and may the bot write."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from bot.sandbox.errors import ApiError, bad_request, forbidden, migrated

if TYPE_CHECKING:
    from bot.sandbox.messages import Sent

ChatKind = Literal["private", "group", "supergroup"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]


@dataclass(frozen=True, slots=True)
class User:
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for key in ("last_name", "username", "language_code"):
            if value := getattr(self, key):
                body[key] = value
        return body


@dataclass(slots=True)
class Membership:
    user: User
    status: Status = "member"
    anonymous: bool = False

    @property
    def is_administrator(self) -> bool:
        return self.status in {"creator", "administrator"}


@dataclass(slots=True)
class Topic:
    name: str
    closed: bool = False
    deleted: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    """One chat with everything said in it; `bot` is the bot's own standing there.

    In a private chat `bot` is "left" until the person first writes, "kicked" while they block the bot.
    """

    id: int
    kind: ChatKind
    title: str
    bot: Status = "member"
    person: User | None = None
    members: dict[int, Membership] = field(default_factory=dict)
    topics: dict[int, Topic] | None = None
    general_closed: bool = False
    messages: dict[int, Sent] = field(default_factory=dict)
    migrated_to: int | None = None
    deactivated: bool = False
    muted: bool = False

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"id": self.id, "type": self.kind}
        if self.person is not None:
            person = self.person.to_json()
            body |= {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
        else:
            body["title"] = self.title
        if self.topics is not None:
            body["is_forum"] = True
        return body

    def refusal(self) -> ApiError | None:
        """Why the bot cannot write here now, in Telegram's words."""
        if self.kind == "private":
            return self._private_refusal()
        if self.migrated_to is not None:
            return migrated(self.migrated_to)
        if self.bot == "kicked":
            return forbidden(f"bot was kicked from the {self.kind} chat")
        if self.bot == "left":
            return forbidden(f"bot is not a member of the {self.kind} chat")
        if self.muted or self.bot == "restricted":
            return bad_request("not enough rights to send text messages to the chat")
        return None

    def _private_refusal(self) -> ApiError | None:
        if self.deactivated:
            return forbidden("user is deactivated")
        if self.bot == "kicked":
            return forbidden("bot was blocked by the user")
        if self.bot == "left":
            return forbidden("bot can't initiate conversation with a user")
        return None

    def thread_refusal(self, thread: int | None) -> ApiError | None:
        """Why nothing can be posted to this topic; `None` is the chat itself, in a forum its General."""
        if thread is None:
            return bad_request("TOPIC_CLOSED") if self.general_closed else None
        topic = (self.topics or {}).get(thread)
        if topic is None or topic.deleted:
            return bad_request("message thread not found")
        return bad_request("TOPIC_CLOSED") if topic.closed else None
