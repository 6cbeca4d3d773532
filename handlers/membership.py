"""The bot blocked and unblocked; taken into a group, put out of it, silenced there and heard again."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import ChatMember, ChatMemberRestricted, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import BaseHandler, ChatMemberHandler

from bot.domain.ids import ChatId
from bot.domain.subscriber import SubscriberStatus
from bot.services.leaving import Leaving, Readmitted
from bot.telegram.reply import Replies
from bot.views import groups
from handlers.arrivals import Arrivals
from handlers.context import Asking
from handlers.feature import AnyContext, AnyHandler, OnUpdate

SETTLE = 1.5
"""Real seconds in which a group that became a supergroup is told of as such; to the bot it looks like an
arrival at first."""
AT_ONCE = 5.0
"""Real seconds; sooner than that no person has read the greeting and answered it."""
_START = re.compile(r"/start(@\w+)?", re.ASCII)
_AWAY = frozenset({ChatMemberStatus.BANNED, ChatMemberStatus.LEFT})


class Founded(BaseHandler[Update, AnyContext, None]):
    """The group's own notice that it began with the bot in it, or that the bot was added."""

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or update.message is None:
            return False
        message = update.message
        added = {person.id for person in message.new_chat_members}
        return bool(message.group_chat_created) or message.get_bot().id in added


class SentByTheApp(BaseHandler[Update, AnyContext, None]):
    """The /start that an app sends by itself where somebody adds the bot by a link."""

    __slots__ = ("_arrivals",)

    def __init__(self, arrivals: Arrivals, callback: OnUpdate) -> None:
        super().__init__(callback)
        self._arrivals = arrivals

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or update.message is None:
            return False
        bare = _START.fullmatch((update.message.text or "").strip()) is not None
        return bare and self._arrivals.is_known(ChatId(update.message.chat.id), AT_ONCE)


@dataclass(frozen=True, slots=True)
class MembershipHandlers:
    asking: Asking
    replies: Replies
    service: Leaving
    arrivals: Arrivals
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            ChatMemberHandler(self.on_change, ChatMemberHandler.MY_CHAT_MEMBER),
            Founded(self.on_founded),
            SentByTheApp(self.arrivals, self.on_start),
        ]

    async def on_change(self, update: Update, _context: AnyContext) -> None:
        """In private it says nothing: who blocks cannot read it, and who comes back sends /start."""
        change = update.my_chat_member
        assert change is not None
        if change.chat.type == ChatType.CHANNEL:
            return
        chat_id = ChatId(change.chat.id)
        if _is_away(change.new_chat_member) or _is_silenced(change.new_chat_member):
            await self.service.suspend(chat_id)
        elif change.chat.type == ChatType.PRIVATE:
            await self.service.readmit(chat_id)
        elif _is_away(change.old_chat_member):
            await self._arrived(update, chat_id)
        else:
            back = await self.service.readmit(chat_id)
            if back is not None and back.resumed:
                await self._greet_again(update, back)

    async def on_founded(self, update: Update, _context: AnyContext) -> None:
        assert isinstance(update.message, Message)
        await self._arrived(update, ChatId(update.message.chat.id))

    async def on_start(self, _update: Update, _context: AnyContext) -> None:
        """The greeting was the answer."""

    async def _arrived(self, update: Update, chat_id: ChatId) -> None:
        """Introduces itself where nothing is kept; where places are, says in a line that alerts go on."""
        back = await self.service.readmit(chat_id)
        if back is None or not back.resumed:
            chat = update.effective_chat
            if chat is not None and chat.type == ChatType.SUPERGROUP:
                await self.sleep(SETTLE)
                back = await self.service.readmit(chat_id)
            if self.arrivals.is_known(chat_id):
                return
        self.arrivals.note(chat_id)
        if back is not None and back.places:
            await self._greet_again(update, back)
        else:
            asked = await self.asking.of(update)
            await self.replies.send(asked.unquoted, groups.introduction(asked.words))

    async def _greet_again(self, update: Update, back: Readmitted) -> None:
        asked = await self.asking.of(update)
        stopped = back.subscriber.status is SubscriberStatus.STOPPED
        view = groups.still_stopped(asked.words) if stopped else groups.goes_on(asked.words, len(back.places))
        await self.replies.send(asked.unquoted, view)


def _is_away(bot: ChatMember) -> bool:
    restricted_and_out = isinstance(bot, ChatMemberRestricted) and not bot.is_member
    return bot.status in _AWAY or restricted_and_out


def _is_silenced(bot: ChatMember) -> bool:
    return isinstance(bot, ChatMemberRestricted) and not bot.can_send_messages
