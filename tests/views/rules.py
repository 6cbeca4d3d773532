"""What a message must never look like, as checks on one view."""

import re
import unicodedata
from html.parser import HTMLParser

from bot.domain.subscriber import Language
from bot.views.words import visible

EMOJI = {"🆕", "📅", "⏰", "🔁", "❌", "⚠"}
"""Of the alerts; each may stand first in one."""
MESSAGE = 4096
ODD_SPACES = re.compile("[\t\r\f\v\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")
FORBIDDEN = {
    Language.EN: re.compile(
        r"\b(I|[Ww]e|[Oo]ur|users?|members?|admins?|notifications?|events?|posts?|subscribed?|invalid|oops"
        r"|sorry|join|don't miss|please|click|unfortunately)\b"
    ),
    Language.ES: re.compile(
        r"\b(yo|nosotr[oa]s|nuestr[oa]s?|usuari[oa]s?|miembros?|notificaci[oó]n(es)?|eventos?|suscrit[oa]s?"
        r"|bienvenid[oa]s?|inválid[oa]s?|ups|perdón|lo siento|únete|por favor|usted|ustedes|vosotros|vos"
        r"|haz clic)\b",
        re.IGNORECASE,
    ),
}
NUMERIC_DATE = re.compile(r"\b\d{1,2}/\d{1,2}\b")
CLOCK_OF_24 = re.compile(r"\b(1[3-9]|2[0-3]|0\d):[0-5]\d\b")
COMMA_DECIMAL = re.compile(r"\d,\d{1,2}(?!\d)")
BARE_HASH = re.compile(r"(^|\s)#\w")
RELATIVE_DAY = {
    Language.EN: re.compile(r"(?<!/)\b([Tt]oday|[Tt]omorrow)\b(?!, (Mon|Tue|Wed|Thu|Fri|Sat|Sun), )"),
    Language.ES: re.compile(r"\b([Hh]oy|[Mm]añana)\b(?!, (lun|mar|mié|jue|vie|sáb|dom) )"),
}
AS_OF = {
    Language.EN: re.compile(r"[Aa]s of [^\n]* today$", re.MULTILINE),
    Language.ES: re.compile(r"[Ss]egún lo sabido hoy a las? "),
}
"""The brief says when it was known; its first line has both dates."""


class Tags(HTMLParser):
    """Fails on anything but balanced <b> and <code> in Telegram's HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "code"}
        assert not attrs
        assert not self.open, "nested tags"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check_html(text: str) -> None:
    tags = Tags()
    tags.feed(text)
    tags.close()
    assert not tags.open
    assert not re.search(r"&(?!lt;|gt;|amp;)", text), "an escape Telegram does not know"
    assert len(visible(text).encode("utf-16-le")) // 2 <= MESSAGE


def emoji_in(text: str) -> list[str]:
    # The warning sign is drawn in colour by a second sign after it.
    signs = text.replace("⚠\ufe0f", "⚠")
    return [sign for sign in signs if unicodedata.category(sign) == "So" or ord(sign) == 0xFE0F]


def check_words(shown: str, language: Language) -> None:
    """`shown` is what a person sees, without what was typed or printed by others."""
    assert not FORBIDDEN[language].search(shown)
    assert not re.search("[!¡]", shown)
    assert not ODD_SPACES.search(shown)
    assert "  " not in shown
    assert not re.search(r" $|^ ", shown, re.MULTILINE)
    assert not NUMERIC_DATE.search(shown)
    assert not CLOCK_OF_24.search(shown)
    assert not COMMA_DECIMAL.search(shown)
    assert not BARE_HASH.search(shown)
    assert ".." not in shown


def check_days(shown: str, language: Language) -> None:
    """In alerts and answers today and tomorrow come with their date."""
    assert not RELATIVE_DAY[language].search(AS_OF[language].sub("", shown))
