"""The commands, declared once: /help and the client's menu are made from this."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.views.words import Html, Words


@dataclass(frozen=True, slots=True)
class Command:
    """`example` shows an argument; `private` and `group` say in which chats it is offered.

    What it does stands in the catalogues as `command.NAME`.
    """

    name: str
    example: str = ""
    private: bool = True
    group: bool = True


COMMANDS = (
    Command("today", "Tacoma, WA"),
    Command("week", "Tacoma, WA"),
    Command("near", "Tacoma, WA 50"),
    Command("check", "A7F3"),
    Command("add", "Tacoma, WA 50"),
    Command("remove", "Tacoma, WA"),
    Command("cities"),
    Command("mute", "A7F3"),
    Command("report", "A7F3"),
    Command("settings", "brief off"),
    Command("quiet", "10pm-8am"),
    Command("language", "es"),
    Command("stop"),
    Command("privacy"),
    Command("export", group=False),
    Command("delete", "yes"),
    Command("start", group=False),
    Command("help"),
)
"""The likeliest first."""
FOR_COORDINATORS = (
    Command("announce", "Rally Sat 2pm, City Hall"),
    Command("drafts"),
    Command("draft", "A7F3 when Sat 2pm"),
    Command("review"),
    Command("approve", "A7F3"),
    Command("reject", "A7F3"),
    Command("coordinators"),
    Command("invite", "coordinator Tacoma, WA"),
    Command("confirm", "C-07"),
    Command("change", "A7F3 moved to Pier 4"),
    Command("cancel", "A7F3"),
    Command("postpone", "A7F3 Sat 2pm"),
    Command("retract", "A7F3"),
    Command("halt", "Tacoma, WA"),
    Command("resume", "Tacoma, WA"),
    Command("qr", "Tacoma, WA"),
    Command("audit"),
)
FOR_OPERATORS = (Command("remove_coordinator", "C-07"), Command("status"))
"""Both stand in the menus, and in the /help, of those only who can use them."""
Listed = tuple[tuple[str, str], ...]


class Menu(StrEnum):
    """The chats that share a menu, as Telegram calls them."""

    PRIVATE = "all_private_chats"
    GROUP = "all_group_chats"
    ADMINISTRATORS = "all_chat_administrators"


_ASKING = ("today", "week", "near", "check", "help")
_SETTING_UP = ("add", "remove", "settings", "quiet", "language", "mute", "stop", "delete")
_LOOKING = ("cities", "privacy")


def offered(*, group: bool) -> Iterator[Command]:
    return (command for command in COMMANDS if (command.group if group else command.private))


def menu(words: Words, kind: Menu) -> Listed:
    """Name and description of each, as the client's menu wants them."""
    match kind:
        case Menu.PRIVATE:
            return _listed(words, (command.name for command in offered(group=False)))
        case Menu.GROUP:
            return _listed(words, (*_ASKING, *_LOOKING))
        case Menu.ADMINISTRATORS:
            return _listed(words, (*_ASKING, *_SETTING_UP, *_LOOKING))


def coordinators_menu(words: Words, *, operator: bool) -> Listed:
    """What they do as such comes first; everything else works for them as for everybody."""
    acting = (*FOR_COORDINATORS, *(FOR_OPERATORS if operator else ()))
    return _listed(words, (command.name for command in (*acting, *offered(group=False))))


def _listed(words: Words, names: Iterable[str]) -> Listed:
    return tuple((name, words.plain(f"command.{name}")) for name in names)


def help_line(words: Words, command: Command) -> Html:
    does = words.text(f"command.{command.name}")
    if not command.example:
        return words.text("help.line", command=f"/{command.name}", does=does)
    example = f"/{command.name} {command.example}"
    return words.text("help.line_with_example", command=f"/{command.name}", does=does, example=example)
