"""Codes that were never given before."""

import secrets

from bot.domain.codes import ALPHABET
from bot.domain.ids import Code
from bot.services.ports import WriteTx


async def free_code(tx: WriteTx) -> Code:
    """With a letter and a digit, so that it reads neither as a word nor as a year."""
    while True:
        code = Code("".join(secrets.choice(ALPHABET) for _ in range(4)))
        if code.isalpha() or code.isdecimal():
            continue
        if await tx.calendar.by_code(code) is None and await tx.announcements.by_code(code) is None:
            return code


async def free_codes(tx: WriteTx, number: int) -> list[Code]:
    found: dict[Code, None] = {}
    while len(found) < number:
        found[await free_code(tx)] = None
    return list(found)
