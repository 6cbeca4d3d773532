"""Any button nobody claimed. Registered last."""

from dataclasses import dataclass

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.errors import StaleButton
from handlers.feature import AnyContext, AnyHandler


@dataclass(frozen=True, slots=True)
class StaleHandlers:
    @property
    def handlers(self) -> list[AnyHandler]:
        return [CallbackQueryHandler(self.on_unclaimed)]

    async def on_unclaimed(self, _update: Update, _context: AnyContext) -> None:
        raise StaleButton
