"""Who may change what a chat keeps: in a private chat its person, in a group its administrators."""

from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from handlers.context import Asked

ANONYMOUS = "group-anonymous"
_ADMINISTRATORS = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


async def ensure_may_change(asked: Asked, bot: Bot) -> None:
    """Asks Telegram at the very act, and refuses whenever the answer is not a clear yes."""
    if not asked.in_group:
        return
    if asked.anonymous or asked.sender_id is None:
        raise Refusal(ANONYMOUS)
    await ensure_administers(bot, asked.chat_id, asked.sender_id)


async def ensure_administers(bot: Bot, group_id: ChatId, person: int) -> None:
    """The same for a group that is not the chat the person is in."""
    try:
        member = await bot.get_chat_member(group_id, person)
    except TelegramError as error:
        raise Refusal("group-not-sure") from error
    if member.status not in _ADMINISTRATORS:
        raise Refusal("group-only-administrators")
