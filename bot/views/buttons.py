"""Buttons and their rows."""

from bot.views.callbacks import Callback
from bot.views.fitting import capital, cut
from bot.views.view import Button
from bot.views.words import Html, Words, visible

SHORT_LABEL = 20
"""Characters up to which two buttons share a row."""
LONGEST_LABEL = 56


def act(words: Words, key: str, callback: Callback, **parameters: object) -> Button:
    """A button with a label of the catalogue, without markup, and a typed act."""
    return Button(cut(words.plain(key, **parameters), LONGEST_LABEL), data=callback.pack())


def choice(label: Html, callback: Callback) -> Button:
    """A button whose label is what it chooses: an hour, a zone, a place."""
    return Button(cut(visible(capital(label)), LONGEST_LABEL), data=callback.pack())


def rows(*buttons: Button | None) -> tuple[tuple[Button, ...], ...]:
    """Two short ones a row, in the order given; a long one has a row of its own. None is left out."""
    made: list[list[Button]] = []
    for button in buttons:
        if button is None:
            continue
        short = len(button.label) <= SHORT_LABEL
        if short and made and len(made[-1]) == 1 and len(made[-1][0].label) <= SHORT_LABEL:
            made[-1].append(button)
        else:
            made.append([button])
    return tuple(tuple(row) for row in made)
