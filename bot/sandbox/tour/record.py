"""What was said in the chats, by whom and when: the one record that transcript and judgement read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox import LocalBotApi, Sent

BOT = "bot"
ALERTS = {
    "📅": "brief",
    "🆕": "new",
    "⏰": "reminder",
    "🔁": "change",
    "❌": "cancellation",
    "⚠️": "retraction",
}
ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Said:
    """One message as it first stood, or a later wording of it (`edited`).

    `at` is simulated, aware; `monotonic` tells the real seconds between two.

    `kind` is an alert's name, "answer" for anything else the bot says, "" for what a person says.
    """

    at: datetime
    chat: str
    speaker: str
    text: str
    kind: str = ""
    buttons: tuple[tuple[str, ...], ...] = ()
    file: str = ""
    edited: bool = False
    topic: str = ""
    monotonic: float = field(default_factory=monotonic, compare=False)

    @property
    def is_alert(self) -> bool:
        return self.kind not in {"", ANSWER}

    def to_json(self, zone: ZoneInfo) -> dict[str, Any]:
        """`zone` is that of the chat."""
        return {
            "at": self.at.astimezone(zone).isoformat(),
            "chat": self.chat,
            "topic": self.topic or None,
            "from": self.speaker,
            "kind": self.kind or None,
            "text": self.text,
            "buttons": [list(row) for row in self.buttons],
            "file": self.file or None,
            "edited": self.edited,
        }


@dataclass(slots=True)
class Record:
    """`names` are the chats by id; `listeners` hear each entry as it is made.

    In the chats of `previewing` what looks like an alert is none: it shows how one would arrive.
    """

    api: LocalBotApi
    names: dict[int, str] = field(default_factory=dict)
    entries: list[Said] = field(default_factory=list)
    listeners: list[Callable[[Said], None]] = field(default_factory=list)
    previewing: set[str] = field(default_factory=set)

    def listen(self) -> None:
        self.api.on_sent(self._from_bot)
        self.api.on_edited(lambda sent: self._from_bot(sent, edited=True))

    def person(self, chat: str, who: str, text: str, topic: str = "") -> None:
        self._add(Said(self.api.world.now(), chat, who, text, topic=topic))

    def of_bot(self, chat: str, since: int = 0) -> list[Said]:
        """What the bot said in this chat, from the entry with that number on."""
        return [said for said in self.entries[since:] if said.chat == chat and said.speaker == BOT]

    def end_of_own(self, chat: str) -> int:
        """The number of entries up to the last thing that a person said in this chat."""
        own = (n for n, said in enumerate(self.entries, 1) if said.chat == chat and said.speaker != BOT)
        return max(own, default=0)

    def _from_bot(self, sent: Sent, *, edited: bool = False) -> None:
        buttons = tuple(tuple(button.text for button in row) for row in sent.buttons)
        upload = sent.document
        topic = (sent.chat.topics or {}).get(sent.thread) if sent.thread is not None else None
        chat = self.names.get(sent.chat.id, "?")
        said = Said(
            at=self.api.world.now(),
            chat=chat,
            speaker=BOT,
            text=sent.text,
            kind=ANSWER if chat in self.previewing else kind_of(sent.text),
            buttons=buttons,
            file=f"{upload.name}, {len(upload.content)} bytes" if upload else "",
            edited=edited,
            topic=topic.name if topic else "",
        )
        self._add(said)

    def _add(self, said: Said) -> None:
        self.entries.append(said)
        for listener in self.listeners:
            listener(said)


def kind_of(text: str) -> str:
    """Alerts, and nothing else the bot says but previews of them, begin with the emoji of their kind."""
    return next((kind for emoji, kind in ALERTS.items() if text.startswith(emoji)), ANSWER)
