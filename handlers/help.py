"""/help and /privacy."""

from dataclasses import dataclass

from telegram import Update

from bot.services.coordinators import Coordinators
from bot.telegram.reply import Replies
from bot.views import start
from handlers.context import Asking
from handlers.feature import AnyContext, AnyHandler, Typed


@dataclass(frozen=True, slots=True)
class HelpHandlers:
    """`contact` is whom to write to about one's data, if the operator named anybody."""

    asking: Asking
    replies: Replies
    contact: str | None
    coordinators: Coordinators

    @property
    def handlers(self) -> list[AnyHandler]:
        return [Typed("help", self.on_help), Typed("privacy", self.on_privacy)]

    async def on_help(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        known = None if asked.in_group else await self.coordinators.by_chat(asked.chat_id)
        acting = known if known is not None and known.is_active else None
        await self.replies.send(asked.to, start.help_text(asked.words, group=asked.in_group, acting=acting))

    async def on_privacy(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await self.replies.send(asked.to, start.privacy(asked.words, self.contact))
