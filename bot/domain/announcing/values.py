"""What a typed line is worth as a fact: cleaned, measured, and free of what must not be sent on."""

import re
from typing import Final
from urllib.parse import urlsplit

from bot.domain.announcing.fields import Field
from bot.domain.calendar import NOT_STATED, Access
from bot.domain.cleaning import clean
from bot.domain.errors import Refusal
from bot.domain.typed import fold

LONGEST: Final = {
    Field.TITLE: 100,
    Field.TITLE_EN: 100,
    Field.TITLE_ES: 100,
    Field.VENUE: 80,
    Field.ADDRESS: 80,
    Field.WHO: 160,
    Field.LINK: 120,
}
MOST_NAMES: Final = 4
LINK_HOSTS: Final = ("mobilize.us", "actionnetwork.org", "eventbrite.com")
"""Where actions are listed and signed up for; a link to anywhere else is not sent to anybody."""

_DOMAINS = (
    "com|org|net|info|gov|edu|mil|biz|app|dev|xyz|link|site|online|live|club|shop|store|page|blog|news|events"
    "|media|press|tech|team|group|chat|social|space|today|world|zone|click|top|vip|win|pro|fun|one|art|red"
)
_LINK = re.compile(
    # Apps make links of all countries' domains too, which have two letters (and of no Oak St.NW).
    rf"(?:https?:|www\.|\btg:)|\b[\w-]+\.(?:{_DOMAINS}|(?!nw|sw)[a-z]{{2}})\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"(?<!\w)@\w{3,}|\S@\S+\.\S|(?:\+?1[ .-]?)?\(?\b\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b")
_TAPPABLE = re.compile(r"(?<![\w/#])[/#]\w")
"""Behind whatever is no letter or digit, apps make commands and tags of these: "(/stop" is one tap."""
_BETWEEN_NAMES = re.compile(r"\s*[;\n]\s*|,\s+(?:and |y )?|\s+(?:&|and|y)\s+(?=[A-ZÁÉÍÓÚÑ])")
_NOTHING = frozenset(
    ["-", "none", "no", "nothing", "not stated", "ninguno", "ninguna", "nada", "no indicado", "no indicada"]
)


def line(field: Field, typed: str) -> str | None:
    """The line as it may be shown; None where it was typed that there is nothing to say."""
    text = clean(typed).strip(" ,;*")
    if fold(text).strip(".") in _NOTHING or not text:
        return None
    if len(text) > LONGEST[field]:
        raise Refusal("draft-too-long", typed=text, most=LONGEST[field], length=len(text))
    if _CONTACT.search(text):
        raise Refusal("draft-contact", typed=text)
    if _LINK.search(text):
        raise Refusal("draft-link-elsewhere", typed=text)
    if _TAPPABLE.search(text):
        raise Refusal("draft-tappable", typed=text)
    return text


def names(typed: str) -> tuple[str, ...]:
    """Groups that call for it; never single persons, which nobody can check here."""
    text = line(Field.WHO, typed)
    found = tuple(dict.fromkeys(name for name in _BETWEEN_NAMES.split(text or "") if name))
    if len(found) > MOST_NAMES:
        raise Refusal("draft-too-many-names", most=MOST_NAMES)
    return found


def link(typed: str) -> str | None:
    """An https address of one of the hosts, as it will be shown, without what follows people around."""
    text = clean(typed).strip(" .,;<>")
    if fold(text) in _NOTHING or not text:
        return None
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        host, odd = (parts.hostname or ""), bool(parts.username or parts.password or parts.port)
    except ValueError:
        raise Refusal("draft-link-not-allowed", typed=text) from None
    allowed = any(host == known or host.endswith(f".{known}") for known in LINK_HOSTS)
    if parts.scheme not in {"https", "http"} or not allowed or odd or not re.fullmatch(r"[!-~]+", address):
        raise Refusal("draft-link-not-allowed", typed=text)
    shown = f"https://{host}{parts.path}"
    if len(shown) > LONGEST[Field.LINK] or re.search(r"[<>\"'\\^`{|}]", shown):
        raise Refusal("draft-link-not-allowed", typed=text)
    return shown


_STEP_FREE = "step-free|step free|wheelchair|ramp|accessible|sin escalones|silla de ruedas|rampa|accesible"
_STEPS = (
    r"not (?:step.free|accessible)|no (?:step.free|wheelchair|ramp|accesible|rampa|silla)"
    r"|stairs|steps only|con escalones|escaleras"
)
_ASL = r"\basl\b|sign language|lengua de senas|interprete"
_NO_ASL = rf"\b(?:no|without|sin)\s+(?:an? |un[a]? )?(?:{_ASL})"


def access(typed: str) -> Access:
    """`step-free, ASL`, `sin escalones, sin intérprete`; what is not named is not stated."""
    said = fold(clean(typed))
    if said.strip(" .") in _NOTHING or "not stated" in said or "no indicad" in said:
        return NOT_STATED
    steps, free = re.search(_STEPS, said), re.search(_STEP_FREE, said)
    no_asl, asl = re.search(_NO_ASL, said), re.search(_ASL, said)
    if not any((steps, free, no_asl, asl)):
        raise Refusal("draft-access", typed=typed)
    return Access(
        step_free=False if steps else True if free else None,
        asl=False if no_asl else True if asl else None,
    )
