"""`python -m bot qr`: what it writes, where the bot's name comes from, and what it says when it cannot."""

from asyncio import to_thread
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.sandbox import LocalBotApi
from bot.services.identity import Identity
from bot.settings import Settings
from seeds.calendar import load_entries
from storage.cipher import new_key
from storage.opening import opened
from tests.builders import TACOMA, an_entry
from tests.logging_state import restored

TOKEN = "110201543:CanaryToken-notARealOne_0000000000000"
RALLY = an_entry(TACOMA, at="14:00")
LINK = f"https://t.me/stored_bot?start=city_{TACOMA.id}"


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    with restored():
        yield


@pytest.fixture
async def _known(tmp_path: Path) -> None:
    """A database of a bot that ran once."""
    async with opened(
        f"sqlite:///{tmp_path / 'data' / 'drumbeat.sqlite3'}", lambda _new: new_key()
    ) as storage:
        await Identity(storage.transactions).note_name("stored_bot")
        async with storage.transactions.write() as tx:
            await tx.calendar.put_all([RALLY])


@pytest.mark.usefixtures("_known")
def test_a_picture_is_put_into_the_current_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["qr", "city", "Tacoma, WA"]) == 0
    told = capsys.readouterr().out
    name = f"drumbeat-c{TACOMA.id}.png"
    assert told == f"{name}: Alerts for Tacoma, WA, {LINK}\n"
    assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize(
    ("typed", "caption", "payload"),
    [
        (["state", "Texas"], "Alerts for Texas", "state_TX"),
        (["state", "New", "York"], "Alerts for New York State", "state_NY"),
        (["city", "Tacoma", "--lang", "es"], "Avisos de Tacoma, WA", f"city_{TACOMA.id}"),
        (["country"], "Alerts for the whole country", "country"),
        (["action", f"#{RALLY.code.lower()}"], "Tacoma", f"a_{RALLY.code}"),
    ],
)
def test_a_drawing_goes_to_standard_output(
    typed: list[str], caption: str, payload: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    before = sorted(tmp_path.iterdir())
    assert main(["qr", *typed, "--out", "-"]) == 0
    drawing = capsys.readouterr().out
    assert drawing.startswith("<svg ")
    assert caption in drawing
    assert f"t.me/stored_bot?start={payload}<" in drawing
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (["city", "Springfield"], 1, "perhaps"),
        (["city", "Texas"], 1, "Tacoma, WA"),
        (["city", "xyzzyx"], 1, "no clear city"),
        (["state", "Tacoma"], 1, "no clear state"),
        (["action", "ZZZZ"], 1, "no action"),
        (["city", "Tacoma", "--out", "flyer.pdf"], 1, ".png or .svg"),
        (["city", "Tacoma", "--out", "away/flyer.png"], 1, "cannot be written"),
        (["city"], 64, "needs a name"),
        (["country", "Tacoma"], 64, "takes no name"),
    ],
)
def test_what_cannot_be_made_says_why(
    typed: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["qr", *typed]) == code
    assert said in capsys.readouterr().err
    assert not list(tmp_path.glob("*.png"))


def test_without_a_database_and_a_token_it_says_where_the_name_would_come_from(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["qr", "city", "Tacoma"]) == 78
    assert capsys.readouterr().err.startswith("BOT_TOKEN: is not set")
    assert list(tmp_path.iterdir()) == []


async def test_before_the_first_run_telegram_is_asked_for_the_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with LocalBotApi(TOKEN).serve() as url:
        monkeypatch.setenv("BOT_API_URL", url)
        monkeypatch.setenv("BOT_TOKEN", TOKEN)
        assert await to_thread(main, ["qr", "action", load_entries()[0].code, "--out", "-"]) == 0
        assert "t.me/drumbeat_local_bot?start=a_" in capsys.readouterr().out
    assert await to_thread(main, ["qr", "city", "Tacoma"]) == 1
    told = capsys.readouterr().err
    assert "did not tell" in told
    assert TOKEN not in told
