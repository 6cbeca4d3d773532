"""What a scene can hold: what people do, and what happens to the bot's process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.sandbox.tour.consequences import Consequence
from bot.sandbox.tour.wording import reworded


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something `who` does. In what the bot then says in that chat, all of `expects` must occur.

    Without `expects` the bot is expected to say nothing. `then` holds for the alerts from here on.
    `learns` are names with patterns of one group, looked for in the answer: later acts say `{name}`.
    `previews`: the answer shows an alert as it would arrive, and is none.
    """

    who: str
    expects: tuple[str, ...] = ()
    then: Consequence | None = None
    learns: Mapping[str, str] = field(default_factory=dict)
    previews: bool = False

    def knowing(self, known: Mapping[str, str]) -> Act:
        """With what was learned in place of the names."""

        def filled(text: str) -> str:
            for name, value in known.items():
                text = text.replace(f"{{{name}}}", value)
            return text

        return reworded(self, filled)


@dataclass(frozen=True, slots=True, kw_only=True)
class InChat(Act):
    """In the own private chat, or in the circle named `to`; there perhaps in a topic."""

    to: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Says(InChat):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BringsBot(InChat):
    """Adds the bot to the circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnsOnTopics(InChat):
    """By that Telegram makes a supergroup of a plain group: a new chat with a new id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpensTopic(InChat):
    """Named `topic`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts(Act):
    """Taps Start, or a link with a payload."""

    payload: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presses(Act):
    """The button with this text or callback data, on the latest message that has it."""

    button: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picks(Act):
    """Presses the one of these buttons that is shown: which fact is asked for, nobody can know before."""

    buttons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesLocation(Act):
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks(Act):
    """Blocks the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrites(Act):
    """Edits their own latest message."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwards(Act):
    """Passes on to the bot what `author` wrote to them."""

    text: str
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forges(Act):
    """Sends the data of a button that the chat `of` shows, as if pressed in their own chat."""

    button: str
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hears(InChat):
    """Does nothing: what is expected comes by itself, after what was last said in the chat by a person."""


@dataclass(frozen=True, slots=True)
class Together:
    """Acts done at once, each in another chat; then all are waited for."""

    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Restarts:
    """The bot is told to stop and started again. `meanwhile` is done while it is down."""

    meanwhile: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Kills:
    """At the next due instant, `delivered` messages go out, the next meet a 429: there the bot is killed."""

    delivered: int = 1


Doing = Act | Together | Restarts | Kills
