"""The first screen, the help and the privacy notice."""

from bot.domain.places import Place
from bot.domain.subscriber import Language
from bot.views import where
from bot.views.buttons import act, rows
from bot.views.callbacks import AddPlace, AskPlace, SetLanguage
from bot.views.commands import help_line, offered
from bot.views.view import Button, View
from bot.views.words import Words

PRIVACY_DATED = "2026-02-01"
LONGEST_START = 48
"""Characters of a deep link's payload that fit into the language button; ours are shorter."""


def welcome(words: Words, place: Place | None, start: str, *, ahead: bool) -> View:
    """What this is and what it keeps. `start` is the deep link's payload, kept by the language button."""
    lines = [words.text(f"start.{part}") for part in ("title", "purpose", "kept", "telegram", "consent")]
    if not ahead:
        lines.append(words.text("start.nothing_ahead"))
    lines.append(words.text("start.leave"))
    if place is None:
        offers = [act(words, "button.add_place", AskPlace("add"))]
    else:
        name = where.typed(words, place)
        offers = [
            act(words, "button.get_alerts", AddPlace(place.key, 0), place=name),
            act(words, "button.another_place", AskPlace("add")),
        ]
    return View("\n".join(lines), rows(*offers, _other_language(words, start)))


def _other_language(words: Words, start: str) -> Button:
    payload = start if len(start) <= LONGEST_START else ""
    if words.language is Language.ES:
        return act(words, "button.english", SetLanguage(Language.EN.value, payload))
    return act(words, "button.spanish", SetLanguage(Language.ES.value, payload))


def help_text(words: Words, *, group: bool) -> View:
    lines = [words.text("help.title_group" if group else "help.title")]
    lines += [help_line(words, command) for command in offered(group=group)]
    lines += [words.text("help.copy"), words.text("help.pages")]
    lines += [words.text("help.who_in_groups"), words.text("help.private_only")] if group else []
    return View("\n".join(lines))
