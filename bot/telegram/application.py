"""python-telegram-bot's application, kept from remembering anybody."""

from typing import Any

from telegram.ext import Application


class ForgetfulApplication(Application[Any, Any, Any, Any, Any, Any]):
    """The base class puts the id of every chat and person it meets into sets that only a persistence
    empties. There is none here, so they would grow for ever and hold in the open who wrote.
    """

    __slots__ = ()

    def _mark_for_persistence_update(
        self, *, update: object | None = None, job: object | None = None
    ) -> None:
        """There is nothing to persist."""
