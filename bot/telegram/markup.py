"""A View's buttons as what Telegram takes beside a text."""

from collections.abc import Sequence

from telegram import (
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from bot.views.view import Button, View

Markup = InlineKeyboardMarkup | ForceReply | ReplyKeyboardMarkup


def markup(view: View) -> Markup | None:
    """One message carries one of three: inline buttons, the location keyboard, or a forced reply.

    The location keyboard goes before the forced reply: it keeps the input field free for typing, and
    the hint of `ask` stands in it.
    """
    if view.rows:
        return inline_keyboard(view.rows)
    if view.location_button is not None:
        return ReplyKeyboardMarkup(
            [[KeyboardButton(view.location_button, request_location=True)]],
            resize_keyboard=True,
            one_time_keyboard=True,
            input_field_placeholder=view.ask,
        )
    if view.ask is not None:
        return ForceReply(selective=True, input_field_placeholder=view.ask)
    return None


def inline_keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[_inline(button) for button in row] for row in rows])


def _inline(button: Button) -> InlineKeyboardButton:
    """ValueError for a button with no act, or more than one: a bug of the screen."""
    acts = [act for act in (button.data, button.url, button.copy) if act is not None]
    if len(acts) != 1:
        raise ValueError(f"a button needs exactly one act: {button.label}")
    return InlineKeyboardButton(
        button.label,
        callback_data=button.data,
        url=button.url,
        copy_text=CopyTextButton(button.copy) if button.copy is not None else None,
    )
