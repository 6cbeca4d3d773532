"""A group where the bot could not write, and somebody speaks to it: perhaps it can again."""

from dataclasses import dataclass

from telegram import Chat, Update
from telegram.ext import TypeHandler

from bot.domain.subscriber import SubscriberStatus
from bot.services.leaving import Leaving
from bot.services.subscriptions import Subscriptions
from bot.telegram.reply import Replies
from bot.views import groups
from handlers.context import Asking
from handlers.feature import AnyContext, AnyHandler
from handlers.guards import speaks_to_us


@dataclass(frozen=True, slots=True)
class ReturningHandlers:
    """Registered after all features, in a group of its own: Telegram tells a bot nothing when a group lets
    everybody write again, and an answer that arrives is the proof.
    """

    asking: Asking
    replies: Replies
    service: Leaving
    subscriptions: Subscriptions

    @property
    def handlers(self) -> list[AnyHandler]:
        return [TypeHandler(Update, self.on_any)]

    async def on_any(self, update: Update, _context: AnyContext) -> None:
        chat = update.effective_chat
        if chat is None or chat.type == Chat.PRIVATE or update.my_chat_member or not speaks_to_us(update):
            return
        asked = await self.asking.of(update)
        subscriber = asked.subscriber
        if subscriber is None or subscriber.status is not SubscriberStatus.SUSPENDED:
            return
        places = len(await self.subscriptions.followed(asked.chat_id))
        if await self.replies.send(asked.unquoted, groups.goes_on(asked.words, places)) is not None:
            await self.service.readmit(asked.chat_id)
