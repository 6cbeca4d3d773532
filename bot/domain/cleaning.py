"""What people type and documents print, made into readable lines."""

import re
import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Controls, bidirectional and zero-width signs: they can make a text read as another one."""
_SPACES = re.compile(" {2,}")


def clean(value: object) -> str:
    """One line of readable signs: no control, bidirectional or zero-width ones; NFC."""
    spaced = ("\u00a0" if sign == "\u00a0" else " " if sign.isspace() else sign for sign in str(value))
    kept = "".join(sign for sign in spaced if unicodedata.category(sign) not in _HIDDEN)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", kept)).strip()
