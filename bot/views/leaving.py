"""Stopping, erasing, the copy of one's data."""

from collections.abc import Sequence

from bot.domain.places import Place
from bot.views.buttons import act, rows
from bot.views.callbacks import AskDelete, DeleteData, KeepData, ResumeAlerts
from bot.views.places.following import numbered
from bot.views.view import Button, View
from bot.views.words import Words


def stopped(words: Words) -> View:
    lines = [words.text(f"leaving.{part}") for part in ("stopped", "stopped_what", "stopped_how")]
    resume, delete = act(words, "button.resume", ResumeAlerts()), act(words, "button.delete", AskDelete())
    return View("\n".join(lines), rows(resume, delete))


def resumed(words: Words, places: Sequence[Place]) -> View:
    lines = [words.text("leaving.resumed"), *numbered(words, places)]
    if not places:
        lines.append(words.text("settings.no_places"))
    return View("\n".join(lines))


def nothing_stored(words: Words) -> View:
    return View(words.text("leaving.nothing_stored"))


def delete_ask(words: Words) -> View:
    lines = [words.text(f"leaving.{part}") for part in ("delete_ask", "delete_what", "delete_how")]
    delete, keep = act(words, "button.delete", DeleteData()), act(words, "button.keep", KeepData())
    return View("\n".join(lines), rows(delete, keep))


def deleted(words: Words) -> View:
    return View(words.text("leaving.deleted"))


def kept(words: Words) -> View:
    return View(words.text("leaving.kept"))


def exported(words: Words, attachment: tuple[str, bytes]) -> View:
    """`attachment` is the file's name and its bytes."""
    return View(words.text("leaving.exported"), attachment=attachment)


def only_in_private(words: Words, bot_username: str) -> View:
    """Asked in a group: the way to the private chat, and nothing about the person."""
    link = f"https://t.me/{bot_username}"
    button = Button(words.plain("button.open_private"), url=link)
    return View(words.text("leaving.only_in_private", bot=bot_username), rows(button))
