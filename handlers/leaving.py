"""/stop, /export, /delete, and their buttons."""

from dataclasses import dataclass

from telegram import Update

from bot.domain.typed import is_yes
from bot.services.leaving import Leaving
from bot.services.own_data import FILE_NAME, OwnData
from bot.telegram.reply import Replies
from bot.views import leaving
from bot.views.callbacks import AskDelete, DeleteData, KeepData, ResumeAlerts, StopAlerts
from handlers.authority import ensure_may_change
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, Pressed, Typed
from handlers.guards import ensure_private


@dataclass(frozen=True, slots=True)
class LeavingHandlers:
    asking: Asking
    replies: Replies
    service: Leaving
    own_data: OwnData

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            Typed("stop", self.on_stop),
            Typed("export", self.on_export),
            Typed("delete", self.on_delete),
            Pressed(StopAlerts, self.on_stop),
            Pressed(ResumeAlerts, self.on_resume),
            Pressed(AskDelete, self.on_delete),
            Pressed(DeleteData, self.on_delete_button),
            Pressed(KeepData, self.on_keep),
        ]

    async def on_stop(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        if asked.subscriber is None:
            await self.replies.send(asked.to, leaving.nothing_stored(asked.words))
            return
        await self.service.stop(asked.chat_id)
        await self.replies.send(asked.to, leaving.stopped(asked.words))

    async def on_resume(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        resumed = await self.service.resume(asked.chat_id)
        await self.replies.send(asked.to, leaving.resumed(asked.words, resumed.places))

    async def on_export(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_private(asked)
        document = await self.own_data.export(asked.chat_id)
        if document is None:
            view = leaving.nothing_stored(asked.words)
        else:
            view = leaving.exported(asked.words, (FILE_NAME, document))
        await self.replies.send(asked.to, view)

    async def on_delete(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        if is_yes(asked.text):
            await self._erase(asked)
        elif await self.service.is_stored(asked.chat_id):
            await self.replies.send(asked.to, leaving.delete_ask(asked.words))
        else:
            await self.replies.send(asked.to, leaving.nothing_stored(asked.words))

    async def on_delete_button(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        await self._erase(asked)

    async def on_keep(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        stored = await self.service.is_stored(asked.chat_id)
        view = leaving.kept if stored else leaving.nothing_stored
        await self.replies.send(asked.to, view(asked.words))

    async def _erase(self, asked: Asked) -> None:
        erased = await self.service.erase(asked.chat_id)
        view = leaving.deleted if erased else leaving.nothing_stored
        await self.replies.send(asked.to, view(asked.words))
