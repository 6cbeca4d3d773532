"""/qr: a code to print, as a picture for the chat and as a drawing for the printer."""

from dataclasses import dataclass

from telegram import Update

from bot.domain.calendar import Entry
from bot.domain.errors import Refusal
from bot.services.flyers import Flyers
from bot.services.ports import Clock
from bot.telegram.reply import Replies
from bot.views import flyers
from handlers.context import Asking
from handlers.feature import AnyContext, AnyHandler, Typed
from handlers.guards import ensure_in_person


@dataclass(frozen=True, slots=True)
class FlyerHandlers:
    asking: Asking
    replies: Replies
    service: Flyers
    clock: Clock

    @property
    def handlers(self) -> list[AnyHandler]:
        return [Typed("qr", self.on_qr)]

    async def on_qr(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        goal = await self.service.wanted(asked.chat_id, asked.text)
        if asked.links is None:
            raise Refusal("no-name")
        if isinstance(goal, Entry):
            flyer = flyers.of_entry(asked.words, goal, asked.links, self.clock.now())
        else:
            flyer = flyers.of_place(asked.words, goal, asked.links)
        await self.replies.send(asked.to, flyers.photo(asked.words, flyer))
        await self.replies.send(asked.further, flyers.to_print(asked.words, flyer))
