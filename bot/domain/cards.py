"""Cards: messages already sent, edited to what holds now; beside a message of its own, never instead."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.broadcast import Ambiguous, Content, NotSent, Outcome, TokenRefused
from bot.domain.ids import BroadcastId, ChatId, DeliveryId
from bot.domain.subscriber import Language

TRIES = 3
"""An edit is the same however often it is made; but refused for now, or unknown, so often, it is left."""


@dataclass(frozen=True, slots=True)
class CardEdit:
    """A message to be edited. `notice` is the broadcast that tells why, `content` what the message is about.

    `sent_at` is when it went on the wire, `tries` counts the edits that came to nothing so far.
    """

    delivery_id: DeliveryId
    notice: BroadcastId
    chat_id: ChatId = field(repr=False)
    message_id: int
    language: Language
    content: Content
    sent_at: datetime
    tries: int = 0


@dataclass(frozen=True, slots=True)
class EditResult:
    """`done`: no further edit for this notice, whether it succeeded or never will. `tried`: one more try."""

    edit: CardEdit
    done: bool
    tried: bool = False


def settle_edit(edit: CardEdit, outcome: Outcome) -> EditResult:
    """What cannot be edited (gone, deleted, too old, the same already) is left as it is: the message came."""
    match outcome:
        case Ambiguous() | NotSent(gate=True):
            return EditResult(edit, done=edit.tries + 1 >= TRIES, tried=True)
        case NotSent() | TokenRefused():
            return EditResult(edit, done=False)
        case _:
            return EditResult(edit, done=True)
