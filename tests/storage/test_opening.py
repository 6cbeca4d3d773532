"""Opening a database: one process, its own key, the newest shape; and looking into it beside."""

import base64
import contextlib
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from bot.domain.errors import AnotherInstance, Misconfigured
from storage.cipher import new_key
from storage.engine import database_path
from storage.opening import looked_into, opened
from storage.secret_key import key_from_file, key_from_text
from tests.builders import a_subscriber

KEY = bytes(range(64))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def open_to_others(folder: Path) -> list[str]:
    others = stat.S_IRWXG | stat.S_IRWXO
    return [name for name in names(folder) if (folder / name).stat().st_mode & others]


async def test_a_new_database_is_made_for_its_owner_alone(database_url: str, tmp_path: Path) -> None:
    news: list[bool] = []

    def key_for(is_new: bool) -> bytes:
        news.append(is_new)
        return KEY

    for _ in range(2):
        async with opened(database_url, key_for) as storage, storage.transactions.write() as tx:
            await tx.meta.put("a", "b")
            assert open_to_others(tmp_path) == []
    assert news == [True, False]


async def test_the_folder_of_a_new_database_is_closed_to_others(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path}/data/drumbeat.sqlite3", lambda _new: KEY):
        assert open_to_others(tmp_path) == []


async def test_another_key_is_refused(database_url: str) -> None:
    async with opened(database_url, lambda _new: KEY):
        pass
    with pytest.raises(Misconfigured, match="SECRET_KEY"):
        async with opened(database_url, lambda _new: new_key()):
            pass


async def test_a_second_process_is_refused_but_may_look(database_url: str) -> None:
    async with opened(database_url, lambda _new: KEY):
        with pytest.raises(AnotherInstance):
            async with opened(database_url, lambda _new: KEY):
                pass
        async with looked_into(database_url) as transactions, transactions.read() as tx:
            assert await tx.broadcasts.totals() == ()


async def test_looking_makes_no_database(database_url: str, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="DATABASE_URL"):
        async with looked_into(database_url):
            pass
    assert names(tmp_path) == []


async def test_looking_cannot_read_chats(database_url: str) -> None:
    subscriber = a_subscriber()
    async with opened(database_url, lambda _new: KEY) as storage, storage.transactions.write() as tx:
        await tx.subscribers.add(subscriber)
    async with looked_into(database_url) as transactions, transactions.read() as tx:
        assert await tx.subscribers.by_chat(subscriber.chat_id) is None


@pytest.mark.parametrize("from_byte", [0, 100, 4096])
async def test_a_damaged_file_is_refused_before_anything_is_read(
    database_url: str, tmp_path: Path, from_byte: int
) -> None:
    async with opened(database_url, lambda _new: KEY):
        pass
    damage(tmp_path / "drumbeat.sqlite3", from_byte)
    with pytest.raises(Misconfigured, match="DATABASE_URL"):
        async with opened(database_url, lambda _new: KEY):
            pass


def damage(path: Path, from_byte: int) -> None:
    content = bytearray(path.read_bytes())
    content[from_byte : from_byte + 3000] = b"\xff" * 3000
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////proc/nowhere/x.sqlite3", "sqlite:////dev/null/x"])
async def test_a_place_that_cannot_hold_a_database_is_named(url: str) -> None:
    with pytest.raises(Misconfigured, match="DATABASE_URL"):
        async with opened(url, lambda _new: KEY):
            pass


def test_a_key_is_made_once_for_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "config" / "drumbeat" / "secret.key"
    key = key_from_file(path, database_is_new=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert key_from_file(path, database_is_new=True) == key_from_file(path, database_is_new=False) == key


def test_a_lost_key_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    with pytest.raises(Misconfigured, match="SECRET_KEY_FILE"):
        key_from_file(path, database_is_new=False)
    assert not path.exists()


@pytest.mark.parametrize(
    "text",
    [
        KEY.hex(),
        KEY.hex().upper(),
        base64.b64encode(KEY).decode(),
        base64.urlsafe_b64encode(KEY).decode(),
        f"  {base64.b64encode(KEY).decode()}\n",
    ],
)
def test_a_key_is_read_as_hex_or_base64(text: str) -> None:
    assert key_from_text(text) == KEY


@pytest.mark.parametrize(
    "text", ["", "canary", KEY[:32].hex(), base64.b64encode(KEY[:60]).decode(), "é" * 64]
)
def test_anything_else_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        key_from_text(text)
    assert not text or text not in str(refused.value)


def test_a_key_file_that_cannot_be_read_or_written_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "folder", tmp_path / "file" / "below"):
        with pytest.raises(Misconfigured, match="SECRET_KEY_FILE"):
            key_from_file(path, database_is_new=True)


async def test_the_tables_of_another_program_are_left_alone(database_url: str) -> None:
    path = database_path(database_url)
    assert path is not None
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE meta (canary)")
        connection.commit()
    for opening in (opened(database_url, lambda _new: KEY), looked_into(database_url)):
        with pytest.raises(Misconfigured, match="another program"):
            async with opening:
                pass
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("meta",)]


@pytest.mark.parametrize(("revision", "said"), [("0001", "older shape"), ("9999", "newer version")])
async def test_looking_at_another_shape_says_so(database_url: str, revision: str, said: str) -> None:
    async with opened(database_url, lambda _new: KEY):
        pass
    path = database_path(database_url)
    assert path is not None
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()
    with pytest.raises(Misconfigured, match=said):
        async with looked_into(database_url):
            pass


async def test_a_damaged_file_cannot_be_looked_into(database_url: str) -> None:
    path = database_path(database_url)
    assert path is not None
    path.write_bytes(b"no database at all, but canary")
    with pytest.raises(Misconfigured, match="damaged"):
        async with looked_into(database_url):
            pass


@pytest.mark.parametrize("shut", ["its folder", "the file"])
async def test_what_cannot_be_written_is_named(
    database_url: str, monkeypatch: pytest.MonkeyPatch, shut: str
) -> None:
    async with opened(database_url, lambda _new: KEY):
        pass
    path = database_path(database_url)
    assert path is not None
    closed, said = (path.parent, "its folder") if shut == "its folder" else (path, path.name)
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda each, mode: each != closed and allowed(each, mode))
    with pytest.raises(Misconfigured, match=f"{said} cannot be written"):
        async with opened(database_url, lambda _new: KEY):
            pass
