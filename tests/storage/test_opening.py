"""Opening a database: one process, its own key, the newest shape; and looking into it beside."""

import base64
import stat
from pathlib import Path

import pytest

from bot.domain.errors import AnotherInstance, Misconfigured
from storage.cipher import new_key
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
