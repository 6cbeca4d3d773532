"""The screen after a button that is out of date."""

from dataclasses import dataclass

from bot.services.subscriptions import Subscriptions
from bot.views import places
from bot.views.view import View
from handlers.context import Asked


@dataclass(frozen=True, slots=True)
class FreshPlaces:
    subscriptions: Subscriptions

    async def __call__(self, asked: Asked) -> View | None:
        """The chat's places as they are now; a group without any is left in peace."""
        own = await self.subscriptions.followed(asked.chat_id)
        return places.your_places(asked.words, own) if own or not asked.in_group else None
