"""A database opened to work with: held by one process, its key at hand, at the newest migration."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.errors import Misconfigured
from bot.domain.ids import ChatId
from storage.checkpoint import Checkpoint
from storage.checkup import not_writable
from storage.cipher import KEY_BYTES, ChatCipher
from storage.engine import database_path, reader_engine, writer_engine
from storage.lock import only_instance
from storage.migrate import is_new, migrate
from storage.shape import ensure_newest, ensure_own
from storage.transactions import SqlTransactions

CIPHER_TABLE = "subscriber"
KEY_CHECK = "key_check"
_NOBODY = ChatId(0)
_SHUT = "cannot be opened: something else holds it, or the folder or a file in it belongs to others"
_DAMAGED = "the database file is damaged; put a backup in its place"


@dataclass(frozen=True, slots=True)
class Storage:
    transactions: SqlTransactions
    checkpoint: Checkpoint


@asynccontextmanager
async def opened(url: str, key_for: Callable[[bool], bytes]) -> AsyncIterator[Storage]:
    """`key_for` is given whether the database is new.

    AnotherInstance if another process holds it; Misconfigured if its file cannot be made or written, is
    damaged or another program's, or if the key is not the one it was written with.
    """
    _make(url)
    with only_instance(url):
        writer, reader = writer_engine(url), reader_engine(url)
        try:
            await _ensure_whole(writer)
            async with writer.connect() as connection:
                await connection.run_sync(ensure_own)
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

    Misconfigured if there is none, it cannot be read as it is, or a key is given that is not the database's.
    """
    ensure_there(url)
    writer, reader = writer_engine(url), reader_engine(url)
    try:
        await _ensure_readable(reader)
        cipher = ChatCipher(key or bytes(KEY_BYTES), CIPHER_TABLE)
        transactions = SqlTransactions(writer, reader, cipher)
        if key is not None:
            async with transactions.read() as tx:
                _ensure_same(await tx.meta.get(KEY_CHECK), cipher)
        yield transactions
    finally:
        await reader.dispose()
        await writer.dispose()


def ensure_there(url: str) -> None:
    path = database_path(url)
    try:
        absent = path is not None and not path.exists()
    except OSError as error:
        raise Misconfigured("DATABASE_URL", f"cannot be read ({type(error).__name__})") from None
    if absent:
        raise Misconfigured("DATABASE_URL", "there is no database yet; `run` makes it")


def _make(url: str) -> None:
    """An empty file that only its owner reads; SQLite gives its companions the same mode."""
    path = database_path(url)
    if path is None:
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise Misconfigured("DATABASE_URL", f"cannot be written ({type(error).__name__})") from None
    if locked := not_writable(path):
        raise Misconfigured("DATABASE_URL", f"{locked} cannot be written; see who owns it, and its mode")


async def _ensure_readable(reader: AsyncEngine) -> None:
    try:
        async with reader.connect() as connection:
            await connection.run_sync(ensure_newest)
    except OperationalError:
        raise Misconfigured("DATABASE_URL", _SHUT) from None
    except DatabaseError:
        raise Misconfigured("DATABASE_URL", _DAMAGED) from None


async def _ensure_whole(writer: AsyncEngine) -> None:
    """From a damaged file nothing must be sent."""
    if writer.dialect.name != "sqlite":
        return
    try:
        async with writer.connect() as connection:
            found = (await connection.exec_driver_sql("PRAGMA quick_check(1)")).scalar_one()
    except OperationalError:
        raise Misconfigured("DATABASE_URL", _SHUT) from None
    except DatabaseError:
        found = None
    if found != "ok":
        raise Misconfigured("DATABASE_URL", _DAMAGED)


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
