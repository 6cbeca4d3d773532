"""The only error handler: every refusal and every bug of a handler ends here, answered once."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from telegram import Update
from telegram.ext import ApplicationHandlerStop

from bot.domain.errors import Refusal, StaleButton, StorageUnavailable
from bot.logs import place_of
from bot.telegram.repeats import Repeats
from bot.telegram.reply import Replies
from bot.views import groups, leaving, refusals
from bot.views.view import View
from handlers.anonymous import command_in
from handlers.authority import ANONYMOUS
from handlers.context import Asked, Asking
from handlers.feature import AnyContext
from handlers.guards import ONLY_IN_PRIVATE

log = structlog.stdlib.get_logger(__name__)


FreshScreen = Callable[[Asked], Awaitable[View | None]]


@dataclass(frozen=True, slots=True)
class ErrorAnswers:
    """`fresh` is shown after a button that is out of date, so that there is a way on."""

    asking: Asking
    replies: Replies
    repeats: Repeats
    fresh: FreshScreen | None = None

    async def on_error(self, update: object, context: AnyContext) -> None:
        """Ends the update: no later handler sees what has failed."""
        error = context.error
        if isinstance(update, Update) and error is not None:
            try:
                await self._answer(update, error, context.bot.username)
            except Exception as second:  # noqa: BLE001 - the last resort must not fail
                log.error("error not answered", error=type(second).__name__, at=place_of(second))  # noqa: TRY400
        raise ApplicationHandlerStop

    async def _answer(self, update: Update, error: Exception, username: str) -> None:
        if isinstance(error, StorageUnavailable) and self.repeats.again(update.update_id):
            return
        if isinstance(error, Refusal) and update.effective_chat is not None:
            asked = await self.asking.of(update)
            await self.replies.send(asked.to, self._refused(update, asked, error, username))
            screen = await self.fresh(asked) if self.fresh and isinstance(error, StaleButton) else None
            if screen is not None:
                await self.replies.send(asked.further, screen)
            return
        reference = secrets.token_hex(3)
        log.error("update failed", reference=reference, error=type(error).__name__, at=place_of(error))
        if update.effective_chat is not None:
            asked = self.asking.stranger(update)
            await self.replies.send(asked.to, refusals.failed(asked.words, reference))

    def _refused(self, update: Update, asked: Asked, refusal: Refusal, username: str) -> View:
        if refusal.key == ANONYMOUS and (command := command_in(update)) is not None:
            way_on = groups.anonymous(asked.words, *command)
            if way_on is not None:
                return way_on
        if refusal.key == ONLY_IN_PRIVATE:
            return leaving.only_in_private(asked.words, username)
        return refusals.refusal(asked.words, refusal)
