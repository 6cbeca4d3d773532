"""`python -m bot audit`, as an operator runs it beside the bot."""

import json
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.__main__ import BAD_USAGE, CLEAN, FAILED, main
from bot.domain.audit import START, Act
from storage.cipher import new_key
from storage.opening import opened
from tests.builders import NOW


@pytest.fixture
async def head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with three acts, and the settings that lead to it; its head."""
    monkeypatch.chdir(tmp_path)
    url, key = f"sqlite:///{tmp_path / 'd.sqlite3'}", new_key()
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("SECRET_KEY", key.hex())
    async with opened(url, lambda _new: key) as storage:
        async with storage.transactions.write() as tx:
            for number in range(3):
                await tx.audit.record(NOW, "C-01", Act.HALTED, f"c{number}", place_key=f"c{number}")
        async with storage.transactions.read() as tx:
            return (await tx.audit.verify()).head


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["audit", *arguments])
    return code, capsys.readouterr().out


def cut(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'd.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_refuses_delete"))
        connection.execute(text("DELETE FROM audit WHERE seq = 3"))
    engine.dispose()


def test_it_prints_the_rows_and_the_head(head: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = asked(capsys)
    assert code == CLEAN
    assert "C-01  halted  c2" in out
    assert f"head: {head}" in out
    code, out = asked(capsys, "--json", "--verify")
    told = json.loads(out)
    assert (code, told["head"], told["sound"], len(told["rows"])) == (CLEAN, head, True, 3)


def test_a_truncated_tail_fails_against_the_noted_head(
    head: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(capsys, "--head", head.upper())[0] == CLEAN
    cut(tmp_path)
    assert asked(capsys, "--verify")[0] == CLEAN
    code, out = asked(capsys, "--head", head)
    assert code == FAILED
    assert "NOT SOUND" in out


def test_checking_takes_the_key_of_the_database(
    head: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SECRET_KEY", new_key().hex())
    assert asked(capsys)[0] == CLEAN
    assert main(["audit", "--verify"]) == 78
    assert head != START


def test_a_head_needs_its_value(head: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["audit", "--head"])
    assert ended.value.code == BAD_USAGE
    assert head
