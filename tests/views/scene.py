"""A scene of the gallery: one view with made-up data, and what kind of message it is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.views.view import View
from bot.views.words import Words


class Form(Enum):
    """What WORDS allows a message of this kind, in characters of English; 0 means no limit but Telegram's."""

    WELCOME = 600
    ACTION = 350
    REMINDER = 200
    NOTICE = 300
    ERROR = 140
    ALERT = 0
    ANSWER = -1
    SCREEN = -2


@dataclass(frozen=True, slots=True)
class Scene:
    """`alert` is true where the message comes by itself."""

    name: str
    form: Form
    view: Callable[[Words], View]
    alert: bool = False
