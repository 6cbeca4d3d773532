"""Whose database this is: one bot, and either live or rehearsing, for ever."""

from dataclasses import dataclass
from datetime import datetime

from bot.clock import Anchor, RehearsalClock, real_now
from bot.domain.errors import Misconfigured
from bot.services.ports import MetaWriter, Transactions
from bot.services.ports.meta import REHEARSAL_ANCHOR

BOT_ID = "bot_id"
BOT_NAME = "bot_name"
REHEARSAL = "rehearsal"


@dataclass(frozen=True, slots=True)
class Identity:
    transactions: Transactions

    async def claim(self, bot_id: int, *, rehearsing: bool) -> None:
        """Stamp a new database; Misconfigured if it belongs to another bot, or to the other mode.

        A wrong token would find every chat gone, and a rehearsal's chats are not real ones.
        """
        async with self.transactions.write() as tx:
            mode = str(rehearsing)
            if await _stamped(tx.meta, BOT_ID, str(bot_id)) != str(bot_id):
                raise Misconfigured("BOT_TOKEN", "is that of another bot than the database belongs to")
            if await _stamped(tx.meta, REHEARSAL, mode) != mode:
                held = "a rehearsal" if not rehearsing else "the live bot"
                raise Misconfigured("REHEARSAL_START", f"does not fit: the database belongs to {held}")

    async def note_name(self, name: str | None) -> None:
        """What the bot is called now, so that links to it can be made without asking Telegram."""
        if not name:
            return
        async with self.transactions.write() as tx:
            await tx.meta.put(BOT_NAME, name)

    async def rehearsal_clock(self, start: datetime | None, speed: float) -> RehearsalClock:
        """Goes on from the stored anchor; a new database begins at `start`, or now.

        A speed of 0 is time that stands until it is set. Another speed than before holds from now on.
        """
        now = real_now()
        async with self.transactions.write() as tx:
            stored = await tx.meta.get(REHEARSAL_ANCHOR)
            anchor = Anchor.from_text(stored) if stored else Anchor(start or now, now, speed)
            if anchor.speed != speed:
                anchor = Anchor(anchor.at(now), now, speed)
            await tx.meta.put(REHEARSAL_ANCHOR, anchor.to_text())
        return RehearsalClock(anchor)


async def _stamped(meta: MetaWriter, key: str, value: str) -> str:
    """What is stamped there; `value` where nothing was yet."""
    known = await meta.get(key)
    if known is None:
        await meta.put(key, value)
    return known or value
