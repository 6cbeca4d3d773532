"""What only groups read: the introduction, the way back, topics, one list a minute."""

from datetime import datetime

from bot.domain.calendar import local_time
from bot.views import dates
from bot.views.buttons import act, rows
from bot.views.callbacks import MAX_BYTES, AskPlace
from bot.views.fitting import cut
from bot.views.group_buttons import AsMyself, ChooseTopic
from bot.views.settings import other_language
from bot.views.view import View
from bot.views.words import Html, Words, clean

_TYPED = 30
"""Characters of what was typed that are read back."""
_COMMAND = 60


def introduction(words: Words) -> View:
    """Once, in three lines: who may do what, and what that keeps."""
    lines = [words.text(f"groups.{part}") for part in ("title", "who", "consent")]
    add = act(words, "button.add_place", AskPlace("add", words.language))
    week = act(words, "button.this_week", AskPlace("week", words.language))
    return View("\n".join(lines), rows(add, week, other_language(words, "")))


def goes_on(words: Words, places: int) -> View:
    return View(words.count("groups.goes_on", places))


def still_stopped(words: Words) -> View:
    return View(words.text("groups.still_stopped"))


def anonymous(words: Words, command: str, typed: str) -> View | None:
    """The way for who wrote in the group's name; None where the command is too long for a button."""
    button = AsMyself(command, typed)
    if len(f"{button.prefix}:{command}:{typed}".encode()) > MAX_BYTES:
        return None
    said = f"/{command} {clean(typed)}".strip()
    label = act(words, "button.as_myself", button, command=said)
    return View(words.text("groups.anonymous", command=cut(said, _TYPED)), rows(label))


def moved_to_general(words: Words) -> Html:
    """Below the alert whose topic is closed or deleted."""
    return words.text("groups.moved_to_general")


def topic_now(words: Words, *, alerts: int | None, here: int | None) -> View:
    """Topics by their numbers, None for General: where alerts come, and where this is asked."""
    state = "general" if alerts is None else "here" if alerts == here else "elsewhere"
    lines = [words.text(f"groups.topic_{state}"), words.text("groups.topic_how")]
    to_here = act(words, "button.topic_here", ChooseTopic("here"))
    to_general = act(words, "button.topic_general", ChooseTopic("general"))
    return View(
        "\n".join(lines),
        rows(to_here if here not in {None, alerts} else None, to_general if alerts is not None else None),
    )


def topic_set(words: Words, thread: int | None) -> View:
    return View(words.text("groups.topic_set_general" if thread is None else "groups.topic_set_here"))


def listed_above(words: Words, at: datetime, zone: str) -> View:
    """The same was asked less than a minute ago; `at` is when it was answered."""
    return View(words.text("groups.listed_above", at=dates.at_clock(words, local_time(at, zone).time())))


def one_list_a_minute(words: Words, again: datetime, zone: str, typed: str) -> View:
    """Another list was asked for; `again` is when there can be one, `typed` the command for it."""
    at = dates.at_clock(words, local_time(again, zone).time())
    return View(words.text("groups.one_a_minute", at=at, typed=cut(clean(typed), _COMMAND)))
