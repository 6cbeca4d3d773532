"""/coordinators and /remove_coordinator, and their buttons. In private chats only."""

from dataclasses import dataclass

from telegram import Update

from bot.domain.paging import read_page
from bot.services.coordinators import Coordinators
from bot.telegram.reply import Replies
from bot.views import coordinators
from bot.views.office_buttons import AskRemoveCoordinator, RemoveCoordinator, ShowCoordinators
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, Pressed, Typed, data_of
from handlers.guards import ensure_in_person
from handlers.telling import Telling

_JOINED = "coordinator"
"""What the command's second half reads like: an argument, as in /check_A7F3."""


@dataclass(frozen=True, slots=True)
class CoordinatorHandlers:
    asking: Asking
    replies: Replies
    service: Coordinators
    telling: Telling

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            Typed("coordinators", self.on_coordinators),
            Typed("remove_coordinator", self.on_remove),
            Pressed(ShowCoordinators, self.on_show),
            Pressed(AskRemoveCoordinator, self.on_ask),
            Pressed(RemoveCoordinator, self.on_remove_button),
        ]

    async def on_coordinators(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        _, page = read_page(asked.text)
        roster = await self.service.roster(asked.chat_id)
        await self.replies.send(asked.to, coordinators.roster(asked.words, roster, page))

    async def on_show(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        page = ShowCoordinators.parse(data_of(update)).page
        roster = await self.service.roster(asked.chat_id)
        await self.replies.edit(asked.to, coordinators.roster(asked.words, roster, page))

    async def on_ask(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        listed = await self.service.find(asked.chat_id, AskRemoveCoordinator.parse(data_of(update)).label)
        await self.replies.edit(asked.to, coordinators.ask_remove(asked.words, listed))

    async def on_remove(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await self._remove(asked, asked.text.removeprefix(_JOINED).strip())

    async def on_remove_button(self, update: Update, _context: AnyContext) -> None:
        await self._remove(await self.asking.of(update), RemoveCoordinator.parse(data_of(update)).label)

    async def _remove(self, asked: Asked, label: str) -> None:
        ensure_in_person(asked)
        removed = await self.service.remove(asked.chat_id, label)
        await self.replies.send(asked.to, coordinators.removed(asked.words, removed))
        await self.telling.tell(removed.others, lambda words: coordinators.removed(words, removed))
        if removed.coordinator.chat_id != asked.chat_id:
            await self.telling.tell([removed.coordinator], coordinators.you_are_removed)
