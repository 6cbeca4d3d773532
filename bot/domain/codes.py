"""Codes as people type them: with a # or a dash, in lower case, with look-alike letters."""

import re

from bot.domain.ids import Code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: I, L, O and U are left out, as they are taken for 1, 1, 0 and V."""

_LOOK_ALIKES = str.maketrans("OIL", "011")
_CODE = re.compile(rf"[{ALPHABET}]{{4}}")
_AROUND = re.compile(r"[\s#_.,;:!?'\"“”‘’«»()\[\]-]+")


def read_code(typed: str) -> Code | None:
    """The code that was meant, or None if no code reads like this."""
    plain = _AROUND.sub("", typed).upper().translate(_LOOK_ALIKES)
    return Code(plain) if _CODE.fullmatch(plain) else None
