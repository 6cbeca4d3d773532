"""/invite, the link it makes, /confirm and its button. In private chats only."""

from dataclasses import dataclass

from telegram import Update

from bot.services.joining import FIRST, INVITED, Joining
from bot.telegram.reply import Replies
from bot.views import coordinators
from bot.views.office_buttons import ConfirmCoordinator
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, Pressed, Typed, data_of
from handlers.guards import ensure_in_person
from handlers.opened import OpenedLink
from handlers.telling import Telling


@dataclass(frozen=True, slots=True)
class JoiningHandlers:
    """Registered before the other /start."""

    asking: Asking
    replies: Replies
    service: Joining
    telling: Telling

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            OpenedLink(self.on_link, INVITED, FIRST),
            Typed("invite", self.on_invite),
            Typed("confirm", self.on_confirm),
            Pressed(ConfirmCoordinator, self.on_confirm_button),
        ]

    async def on_invite(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        invited = await self.service.invite(asked.chat_id, asked.text)
        view = coordinators.invited(asked.words, invited, context.bot.username)
        await self.replies.send(asked.to, view)

    async def on_link(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        redeemed = await self.service.redeem(asked.chat_id, asked.words.language, asked.text)
        await self.replies.send(asked.to, coordinators.redeemed(asked.words, redeemed))
        await self.telling.tell(redeemed.confirmers, lambda words: coordinators.to_confirm(words, redeemed))

    async def on_confirm(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await self._confirm(asked, asked.text)

    async def on_confirm_button(self, update: Update, _context: AnyContext) -> None:
        await self._confirm(await self.asking.of(update), ConfirmCoordinator.parse(data_of(update)).label)

    async def _confirm(self, asked: Asked, label: str) -> None:
        ensure_in_person(asked)
        confirmed = await self.service.confirm(asked.chat_id, label)
        await self.replies.send(asked.to, coordinators.confirmed(asked.words, confirmed))
        await self.telling.tell(
            [confirmed.coordinator], lambda words: coordinators.you_are_confirmed(words, confirmed)
        )
