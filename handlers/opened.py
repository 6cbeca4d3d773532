"""A deep link that leads somewhere particular."""

from telegram import Update

from handlers.context import argument
from handlers.feature import OnUpdate, Typed


class OpenedLink(Typed):
    """/start with a payload that begins in one of these ways. Registered before the other /start."""

    __slots__ = ("prefixes",)

    def __init__(self, callback: OnUpdate, *prefixes: str) -> None:
        super().__init__("start", callback)
        self.prefixes = prefixes

    def check_update(self, update: object) -> bool:
        if not super().check_update(update):
            return False
        return isinstance(update, Update) and argument(update.message).startswith(self.prefixes)
