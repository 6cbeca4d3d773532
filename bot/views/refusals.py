"""The expected no, and the unexpected one."""

from bot.domain.errors import Refusal
from bot.views.fitting import cut
from bot.views.view import View
from bot.views.words import Words, clean

_QUOTED = 30
"""Characters of what was typed that are read back."""


def refusal(words: Words, refusal: Refusal) -> View:
    """The words of the refusal's key; LookupError for a key without any (a bug)."""
    said = {name: cut(clean(value), _QUOTED) for name, value in refusal.parameters.items()}
    return View(words.text(f"refusal.{refusal.key}", **said))


def failed(words: Words, reference: str) -> View:
    """Something went wrong here, and what was asked for was not done."""
    return View(words.text("refusal.failed", reference=reference))


def too_many(words: Words) -> View:
    return View(words.text("refusal.too_many"))
