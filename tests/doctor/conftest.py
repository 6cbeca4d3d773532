"""A bot that lacks nothing: its server, its key and its database."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import real_now
from bot.domain.subscriber import Language
from bot.sandbox import LocalBotApi
from bot.services.identity import Identity
from bot.services.joining import Joining
from bot.settings import Settings
from storage.opening import opened
from tests.builders import TACOMA, an_entry
from tests.doctor.asking import OPERATOR, TOKEN
from tests.logging_state import restored
from tests.services.people import StandingClock
from tests.services.tiny_places import TinyPlaces


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    with restored():
        yield


@pytest.fixture
async def api(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LocalBotApi]:
    """Everything switched as it should be."""
    api = LocalBotApi(TOKEN)
    async with api.serve() as url:
        monkeypatch.setenv("BOT_API_URL", url)
        monkeypatch.setenv("BOT_TOKEN", TOKEN)
        monkeypatch.setenv("CONTACT", "privacy@example.org")
        api.world.inline.on = True
        for scope in ("all_private_chats", "all_group_chats", "all_chat_administrators"):
            for language in ("", "es"):
                api.world.menus[scope, language] = [{"command": "help", "description": "help"}]
        yield api


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "home" / ".config" / "drumbeat" / "secret.key"
    path.parent.mkdir(parents=True)
    path.write_text("5a" * 64)
    path.chmod(0o600)
    return path


@pytest.fixture
async def file(tmp_path: Path, key_file: Path) -> Path:
    """The database of a bot that has run, with an operator and something ahead."""
    path = tmp_path / "data" / "drumbeat.sqlite3"
    assert key_file.exists()
    async with opened(f"sqlite:///{path}", lambda _new: bytes.fromhex("5a" * 64)) as storage:
        await Identity(storage.transactions).claim(7000000001, rehearsing=False)
        soon = (real_now() + timedelta(days=3)).date()
        async with storage.transactions.write() as tx:
            await tx.calendar.put_all([an_entry(TACOMA, soon, announced_on=soon - timedelta(days=9))])
        joining = Joining(storage.transactions, TinyPlaces(), StandingClock(real_now()))
        await joining.ensure_operators([OPERATOR], Language.EN)
    return path
