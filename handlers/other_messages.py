"""Whatever a private chat sends that is no text and no place: stickers, pictures, voices, contacts."""

from dataclasses import dataclass

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.errors import Refusal
from handlers.feature import AnyContext, AnyHandler


class Attached(BaseHandler[Update, AnyContext, None]):
    """Something that a person sent, by itself: not one of an album, which would be answered many times."""

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or update.message is None:
            return False
        message = update.message
        alone = message.chat.type == "private" and message.media_group_id is None
        return alone and bool(message.effective_attachment)


@dataclass(frozen=True, slots=True)
class OtherMessages:
    """Registered after the questions, which take locations."""

    @property
    def handlers(self) -> list[AnyHandler]:
        return [Attached(self.on_attached)]

    async def on_attached(self, _update: Update, _context: AnyContext) -> None:
        raise Refusal("only-texts")
