"""An entry by its code, as anybody may ask for it."""

from datetime import datetime

from bot.domain.calendar import Entry
from bot.domain.codes import read_code
from bot.domain.errors import Refusal
from bot.services.ports import ReadTx, WriteTx


async def listed_entry(tx: ReadTx | WriteTx, typed: str, now: datetime) -> Entry:
    """`a7f3`, `#A7F3`. What is not listed yet does not exist for anybody."""
    code = read_code(typed)
    entry = await tx.calendar.by_code(code) if code else None
    if entry is None or entry.listed_at > now:
        raise Refusal("code-unknown", typed=typed)
    return entry
