"""The bot blocked and unblocked, put out of a group and taken in again."""

from dataclasses import dataclass

from telegram import ChatMember, ChatMemberRestricted, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import ChatMemberHandler

from bot.domain.ids import ChatId
from bot.services.leaving import Leaving
from handlers.feature import AnyContext, AnyHandler

_AWAY = frozenset({ChatMemberStatus.BANNED, ChatMemberStatus.LEFT})


@dataclass(frozen=True, slots=True)
class MembershipHandlers:
    service: Leaving

    @property
    def handlers(self) -> list[AnyHandler]:
        return [ChatMemberHandler(self.on_change, ChatMemberHandler.MY_CHAT_MEMBER)]

    async def on_change(self, update: Update, _context: AnyContext) -> None:
        """Says nothing: who blocks cannot read it, and who comes back sends /start."""
        change = update.my_chat_member
        assert change is not None
        if change.chat.type == ChatType.CHANNEL:
            return
        act = self.service.suspend if _is_away(change.new_chat_member) else self.service.readmit
        await act(ChatId(change.chat.id))


def _is_away(bot: ChatMember) -> bool:
    restricted_and_out = isinstance(bot, ChatMemberRestricted) and not bot.is_member
    return bot.status in _AWAY or restricted_and_out
