"""A database opened to work with: held by one process, its key at hand, at the newest migration."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.domain.errors import Misconfigured
from bot.domain.ids import ChatId
from storage.checkpoint import Checkpoint
from storage.cipher import KEY_BYTES, ChatCipher
from storage.engine import database_path, reader_engine, writer_engine
from storage.lock import only_instance
from storage.migrate import is_new, migrate
from storage.transactions import SqlTransactions

CIPHER_TABLE = "subscriber"
KEY_CHECK = "key_check"
_NOBODY = ChatId(0)


@dataclass(frozen=True, slots=True)
class Storage:
    transactions: SqlTransactions
    checkpoint: Checkpoint


@asynccontextmanager
async def opened(url: str, key_for: Callable[[bool], bytes]) -> AsyncIterator[Storage]:
    """`key_for` is given whether the database is new.

    AnotherInstance if another process holds it; Misconfigured if the key is not that of the database.
    """
    with only_instance(url):
        path = database_path(url)
        if path is not None:
            path.touch(mode=0o600)
        writer, reader = writer_engine(url), reader_engine(url)
        try:
            cipher = ChatCipher(key_for(await is_new(writer)), CIPHER_TABLE)
            await migrate(writer)
            transactions = SqlTransactions(writer, reader, cipher)
            await _ensure_key(transactions, cipher)
            yield Storage(transactions, Checkpoint(writer))
        finally:
            await reader.dispose()
            await writer.dispose()


@asynccontextmanager
async def looked_into(url: str, key: bytes | None = None) -> AsyncIterator[SqlTransactions]:
    """Reading beside the process that holds the database; without the key chats stay unreadable.

    Misconfigured if a key is given that is not the database's.
    """
    path = database_path(url)
    if path is not None and not path.exists():
        raise Misconfigured("DATABASE_URL", "there is no database yet; `run` makes it")
    writer, reader = writer_engine(url), reader_engine(url)
    try:
        cipher = ChatCipher(key or bytes(KEY_BYTES), CIPHER_TABLE)
        transactions = SqlTransactions(writer, reader, cipher)
        if key is not None:
            async with transactions.read() as tx:
                _ensure_same(await tx.meta.get(KEY_CHECK), cipher)
        yield transactions
    finally:
        await reader.dispose()
        await writer.dispose()


async def _ensure_key(transactions: SqlTransactions, cipher: ChatCipher) -> None:
    """The first key is remembered by what it makes of nobody's chat."""
    async with transactions.write() as tx:
        known = await tx.meta.get(KEY_CHECK)
        if known is None:
            await tx.meta.put(KEY_CHECK, cipher.seal(_NOBODY).hex())
        else:
            _ensure_same(known, cipher)


def _ensure_same(known: str | None, cipher: ChatCipher) -> None:
    if known != cipher.seal(_NOBODY).hex():
        raise Misconfigured("SECRET_KEY", "is not the key this database was written with")
