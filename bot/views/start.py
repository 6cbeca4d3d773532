"""The first screen, the help and the privacy notice."""

from datetime import date

from bot.domain.coordinator import Coordinator
from bot.domain.places import Place
from bot.views import dates, where
from bot.views.buttons import act, rows
from bot.views.callbacks import AddPlace, AskPlace
from bot.views.commands import FOR_COORDINATORS, FOR_OPERATORS, help_line, offered
from bot.views.settings import other_language
from bot.views.view import View
from bot.views.words import Words

PRIVACY_ON = date(2026, 11, 22)
"""Of the words below; a change of what is kept changes it, and CONSENT_VERSION."""
LONGEST_START = 48
"""Characters of a deep link's payload that fit into the language button; ours are shorter."""


def welcome(words: Words, place: Place | None, start: str, *, ahead: bool) -> View:
    """What this is and what it keeps. `start` is the deep link's payload, kept by the language button."""
    lines = [words.text(f"start.{part}") for part in ("title", "purpose", "kept", "telegram", "consent")]
    if not ahead:
        lines.append(words.text("start.nothing_ahead"))
    lines.append(words.text("start.leave"))
    if place is None:
        offers = [act(words, "button.add_place", AskPlace("add", words.language))]
    else:
        name = where.named(words, place)
        offers = [
            act(words, "button.get_alerts", AddPlace(place.key, 0, words.language), place=name),
            act(words, "button.another_place", AskPlace("add", words.language)),
        ]
    payload = start if len(start) <= LONGEST_START else ""
    return View("\n".join(lines), rows(*offers, other_language(words, payload)))


def help_text(words: Words, *, group: bool, acting: Coordinator | None = None) -> View:
    """`acting` is whoever asks, if they are an active coordinator and in their private chat."""
    lines: list[str] = [words.text("help.title_group" if group else "help.title")]
    lines += [help_line(words, command) for command in offered(group=group)]
    lines += [words.text("help.copy"), words.text("help.mute"), words.text("help.pages")]
    own = ("who_in_groups", "topics", "private_only") if group else ()
    lines += [words.text(f"help.{line}") for line in own]
    if acting is not None:
        commands = (*FOR_COORDINATORS, *(FOR_OPERATORS if acting.is_operator else ()))
        lines += ["", words.text("help.coordinators"), *(help_line(words, command) for command in commands)]
    return View("\n".join(lines))


def profile(words: Words) -> tuple[str, str]:
    """What an app shows of the bot: before the first message (512 characters), and beside its name (120)."""
    return words.plain("profile.description"), words.plain("profile.short")


_PRIVACY = (
    ("kept", "chat", "choices", "consent", "alerts"),
    ("not_kept", "never"),
    ("how_long", "until"),
    ("orders", "can_give", "cannot_give"),
    ("telegram_title", "telegram"),
)


def privacy(words: Words, contact: str | None) -> View:
    """Everything about what is kept. `contact` is whoever runs the bot, as they want to be reached."""
    lines: list[str] = [words.text("privacy.title")]
    for part in _PRIVACY:
        lines += ["", *(words.text(f"privacy.{line}") for line in part)]
    who = words.text("privacy.contact", contact=contact) if contact else words.text("privacy.no_contact")
    lines += ["", words.text("privacy.rights"), who]
    lines.append(words.text("privacy.dated", day=dates.dated(words, PRIVACY_ON)))
    return View("\n".join(lines))
