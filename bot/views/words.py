"""A language's words: whole sentences of the catalogues, with every parameter cleaned and escaped."""

import html
import re
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import NoReturn

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from bot.domain.cleaning import clean
from bot.domain.subscriber import Language

__all__ = ["LOCALES", "Html", "Words", "catalogue", "clean", "escape", "visible"]

LOCALES = {Language.EN: "en_US", Language.ES: "es_US"}
"""Babel's names; plain `es` would give decimal commas and the 24-hour clock."""

_TWO_STOPS = re.compile(r"(?<=[^.]\.)\.(?!\.)|(?<=…)\.")
"""A sentence that ends in an abbreviation has one full stop, one that is cut has none."""
_TAG = re.compile(r"</?(?:b|code)>")


class Html(str):
    """Telegram HTML that came out of a catalogue: escaped already, so that sentences can hold sentences."""

    __slots__ = ()


class _Missing(NullTranslations):
    def gettext(self, message: str) -> NoReturn:
        raise LookupError(f"no words for {message}")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> NoReturn:  # noqa: ARG002 - the base class's signature
        raise LookupError(f"no words for {msgid1}")


@cache
def catalogue(language: Language) -> GNUTranslations:
    """The shipped `.po` file of a language, read once; LookupError later for a key it does not hold."""
    with (files("bot.views") / "locales" / f"{language.value}.po").open("rb") as source:
        messages = read_po(source, locale=language.value, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    translations = GNUTranslations(compiled)
    translations.add_fallback(_Missing())
    return translations


def escape(value: object) -> Html:
    """What Telegram's HTML mode asks for: only < > and & are special."""
    return value if isinstance(value, Html) else Html(html.escape(clean(value), quote=False))


def visible(text: str) -> str:
    """What a person sees of our own HTML."""
    return html.unescape(_TAG.sub("", text))


class Words:
    """The words of one language. A missing key or parameter is an error, never shown as such."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.locale = LOCALES[language]
        self._catalogue = catalogue(language)

    def text(self, key: str, **parameters: object) -> Html:
        """A message as Telegram HTML."""
        return self._fill(self._catalogue.gettext(key), parameters)

    def count(self, key: str, number: int, **parameters: object) -> Html:
        """A message with a plural; `{count}` is the number as the language writes it."""
        pattern = self._catalogue.ngettext(key, key, number)
        return self._fill(pattern, {"count": self.number(number), **parameters})

    def plain(self, key: str, **parameters: object) -> str:
        """A message without markup, for buttons, hints and menus: there an escape would be seen."""
        return visible(self.text(key, **parameters))

    def number(self, value: float) -> str:
        return str(format_decimal(value, format="#,##0", locale=self.locale))

    @staticmethod
    def _fill(pattern: str, parameters: dict[str, object]) -> Html:
        filled = pattern.format_map({name: escape(value) for name, value in parameters.items()})
        return Html(_TWO_STOPS.sub("", filled))
