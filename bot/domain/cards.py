"""Cards: messages already sent, edited to what holds now; beside a message of its own, never instead."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.broadcast import Ambiguous, Content, NotSent, Outcome, TokenRefused
from bot.domain.ids import BroadcastId, ChatId, DeliveryId
from bot.domain.subscriber import Language

UNKNOWN_EDITS = 3
"""An edit is the same however often it is made; but after so many unknown outcomes it is left."""


@dataclass(frozen=True, slots=True)
class CardEdit:
    """A message to be edited. `notice` is the broadcast that tells why, `content` what the message is about.

    `sent_at` is when it went on the wire, `unknown` counts the edits whose outcome nobody knows.
    """

    delivery_id: DeliveryId
    notice: BroadcastId
    chat_id: ChatId = field(repr=False)
    message_id: int
    language: Language
    content: Content
    sent_at: datetime
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class EditResult:
    """`done`: no further edit for this notice, whether it succeeded or never will."""

    edit: CardEdit
    done: bool
    unknown: bool = False


def settle_edit(edit: CardEdit, outcome: Outcome) -> EditResult:
    """What cannot be edited (gone, deleted, too old, the same already) is left as it is: the message came."""
    match outcome:
        case NotSent() | TokenRefused():
            return EditResult(edit, done=False)
        case Ambiguous():
            return EditResult(edit, done=edit.unknown + 1 >= UNKNOWN_EDITS, unknown=True)
        case _:
            return EditResult(edit, done=True)
