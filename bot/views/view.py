"""A screen as plain data, comparable in tests; `bot.telegram.markup` turns it into what Telegram takes."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Button:
    """One button with exactly one act.

    `data` is packed callback data (at most 64 bytes), `url` an https link, `copy` text for the
    clipboard (at most 256 characters).
    """

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """`text` is Telegram HTML, already escaped. `rows` are inline buttons.

    `ask` makes the client open a reply to this message, with this hint in the input field.
    `location_button` is the label of one on the keyboard below the input field that sends the person's
    location (private chats only). `attachment` is a file sent along (name, bytes),
    `photo` one that is shown as a picture; the text is its caption, at most 1,024 characters.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    ask: str | None = None
    location_button: str | None = None
    attachment: tuple[str, bytes] | None = field(default=None, repr=False)
    photo: tuple[str, bytes] | None = field(default=None, repr=False)
