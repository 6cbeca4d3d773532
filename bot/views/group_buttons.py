"""Buttons that only groups have."""

from dataclasses import dataclass
from typing import ClassVar, Self

from bot.domain.errors import StaleButton
from bot.views.callbacks import Callback


@dataclass(frozen=True, slots=True)
class AsMyself(Callback):
    """A command that was typed anonymously. Who presses does it, as far as they may; `typed` follows it."""

    prefix: ClassVar[str] = "an"
    command: str
    typed: str

    @classmethod
    def parse(cls, wire: str) -> Self:
        """What was typed may hold the sign between fields (`22:00-8:00`), and stands last for that."""
        prefix, *values = wire.split(":", 2)
        if prefix != cls.prefix or len(values) != 2:
            raise StaleButton
        return cls(*values)


@dataclass(frozen=True, slots=True)
class ChooseTopic(Callback):
    """`where` as typed after /settings topic: here (the topic of the screen) or general."""

    prefix: ClassVar[str] = "tp"
    where: str
