"""A group that becomes a supergroup: told once in the old chat and once in the new one, in any order."""

from dataclasses import dataclass

from telegram import Chat, Update
from telegram.ext import BaseHandler

from bot.domain.ids import ChatId
from bot.services.moving import Moving
from handlers.arrivals import Arrivals
from handlers.feature import AnyContext, AnyHandler


class Moved(BaseHandler[Update, AnyContext, None]):
    """Telegram's own notice; nobody can write one."""

    def check_update(self, update: object) -> bool:
        return isinstance(update, Update) and move_in(update) is not None


@dataclass(frozen=True, slots=True)
class MovingHandlers:
    service: Moving
    arrivals: Arrivals

    @property
    def handlers(self) -> list[AnyHandler]:
        return [Moved(self.on_move)]

    async def on_move(self, update: Update, _context: AnyContext) -> None:
        """Says nothing: to the people in it the group is the same."""
        move = move_in(update)
        assert move is not None
        self.arrivals.note(move[1])
        await self.service.move(*move)


def move_in(update: Update) -> tuple[ChatId, ChatId] | None:
    """The old number and the new one; None if the update tells of no move."""
    message = update.message
    if message is None or message.chat.type not in {Chat.GROUP, Chat.SUPERGROUP}:
        return None
    here, to, from_ = message.chat.id, message.migrate_to_chat_id, message.migrate_from_chat_id
    old, new = (here, to) if to is not None else (from_, here)
    return (ChatId(old), ChatId(new)) if old is not None and new is not None and old < 0 > new else None
