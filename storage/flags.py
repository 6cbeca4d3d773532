"""Who said that an entry looks wrong: a chat, sealed so that it reads like no other table's."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import ChatId, EntryId
from storage import tables
from storage.cipher import ChatCipher
from storage.tables_of_coordinators import flag

CIPHER_TABLE = "flag"


class Flags:
    def __init__(self, connection: AsyncConnection, cipher: ChatCipher) -> None:
        self._connection = connection
        self._cipher = cipher.of(CIPHER_TABLE)

    async def count(self, entry_id: EntryId) -> int:
        query = select(func.count()).where(flag.c.entry_id == entry_id)
        return int((await self._connection.execute(query)).scalar_one())

    async def put(self, entry_id: EntryId, chat_id: ChatId) -> bool:
        sealed = self._cipher.seal(chat_id)
        known = select(flag.c.entry_id).where(flag.c.entry_id == entry_id, flag.c.chat == sealed)
        if (await self._connection.execute(known)).first() is not None:
            return False
        await self._connection.execute(insert(flag).values(entry_id=entry_id, chat=sealed))
        return True

    async def drop(self, entry_id: EntryId, chat_id: ChatId) -> bool:
        sealed = self._cipher.seal(chat_id)
        dropped = await self._connection.execute(
            delete(flag).where(flag.c.entry_id == entry_id, flag.c.chat == sealed)
        )
        return bool(dropped.rowcount)

    async def erase(self, chat_id: ChatId) -> None:
        await self._connection.execute(delete(flag).where(flag.c.chat == self._cipher.seal(chat_id)))

    async def forget(self, now: datetime) -> int:
        over = select(tables.entry.c.id).where(tables.entry.c.over_at <= now)
        dropped = await self._connection.execute(delete(flag).where(flag.c.entry_id.in_(over)))
        return dropped.rowcount

    async def export(self, chat_id: ChatId) -> list[dict[str, object]]:
        """Code and id of each entry that the chat flagged."""
        query = (
            select(tables.entry.c.code, tables.entry.c.id.label("entry_id"))
            .join(flag, flag.c.entry_id == tables.entry.c.id)
            .where(flag.c.chat == self._cipher.seal(chat_id))
            .order_by(tables.entry.c.id)
        )
        return [dict(row) for row in (await self._connection.execute(query)).mappings()]
