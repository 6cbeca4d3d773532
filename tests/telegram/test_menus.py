"""Menus and profile texts: set once, set again where they changed, tried again where Telegram said no."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.domain.broadcast import NotSent, Outcome, Rejected
from bot.domain.coordinator import Coordinator, Role, Standing
from bot.domain.errors import StorageUnavailable
from bot.domain.ids import ChatId
from bot.domain.subscriber import Language
from bot.services.ports import ReadTx
from bot.telegram.menus import NOTED, Menus, texts_for_all
from bot.telegram.transport import CallFailed
from storage.transactions import SqlTransactions
from tests.builders import NOW

COORDINATOR = ChatId(700100200)
ALL = {"setMyCommands": 6, "setMyDescription": 2, "setMyShortDescription": 2}


@dataclass
class Server:
    """`failures` come first; every call is kept, taken or not."""

    failures: list[Outcome] = field(default_factory=list)
    asked: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    at: float = 1000.0

    async def call(self, method: str, parameters: Mapping[str, object] | None = None) -> Any:
        self.asked.append((method, parameters or {}))
        if self.failures:
            raise CallFailed(method, self.failures.pop(0), None, "")
        return True

    def menus(self, transactions: SqlTransactions, language: Language = Language.EN) -> Menus:
        async def sleep(_seconds: float) -> None: ...

        return Menus(self, transactions, language, sleep, lambda: self.at)

    def took(self) -> Counter[str]:
        counted = Counter(method for method, _ in self.asked)
        self.asked.clear()
        return counted


@pytest.fixture
def server() -> Server:
    return Server()


async def coordinating(transactions: SqlTransactions, standing: Standing = Standing.ACTIVE) -> Coordinator:
    async with transactions.write() as tx:
        return await tx.coordinators.add(COORDINATOR, Role.COORDINATOR, standing, NOW, Language.EN)


async def test_a_second_start_sends_nothing(server: Server, transactions: SqlTransactions) -> None:
    await coordinating(transactions)
    await server.menus(transactions).refresh()
    assert server.took() == {**ALL, "setMyCommands": 7}
    again = server.menus(transactions)
    await again.refresh()
    await again.refresh()
    assert server.took() == {}


async def test_only_what_changed_is_set_again(server: Server, transactions: SqlTransactions) -> None:
    await server.menus(transactions).refresh()
    server.asked.clear()
    async with transactions.write() as tx:
        noted = (await tx.meta.get(NOTED) or "").replace(
            '"all_private_chats es": "', '"all_private_chats es": "0'
        )
        await tx.meta.put(NOTED, noted)
    await server.menus(transactions).refresh()
    ((method, parameters),) = server.asked
    assert (method, parameters["language_code"]) == ("setMyCommands", "es")


def test_apps_in_other_languages_are_shown_the_default_one() -> None:
    for default in Language:
        codes = {text.parameters.get("language_code") for text in texts_for_all(default)}
        assert codes == {None, *(language.value for language in Language if language is not default)}


async def test_a_flood_ends_all_attempts_until_it_is_over(
    server: Server, transactions: SqlTransactions
) -> None:
    server.failures = [NotSent("429", retry_after=900, gate=True)]
    menus = server.menus(transactions)
    await menus.refresh()
    server.at += 899
    await menus.refresh()
    assert server.took().total() == 1
    server.at += 2
    await menus.refresh()
    assert server.took() == ALL


async def test_what_is_refused_is_left_alone_for_a_while_and_keeps_nothing_else_back(
    server: Server, transactions: SqlTransactions
) -> None:
    server.failures = [Rejected("400")]
    menus = server.menus(transactions)
    await menus.refresh()
    assert server.took() == ALL
    for seconds, attempts in ((30, 0), (31, 1), (60, 0)):
        server.failures = [Rejected("400")]
        server.at += seconds
        await menus.refresh()
        assert server.took().total() == attempts
    server.failures = []
    server.at += 61
    await menus.refresh()
    assert server.took() == {"setMyCommands": 1}


async def test_a_coordinators_menu_comes_changes_and_goes_with_them(
    server: Server, transactions: SqlTransactions
) -> None:
    pending = await coordinating(transactions, Standing.PENDING)
    menus = server.menus(transactions)
    await menus.refresh()
    assert server.took() == ALL
    async with transactions.write() as tx:
        await tx.coordinators.activate(pending.id, NOW)
    await menus.refresh()
    ((_, english),) = server.asked
    assert english["scope"] == {"type": "chat", "chat_id": COORDINATOR}
    server.asked.clear()
    async with transactions.write() as tx:
        await tx.coordinators.speak(COORDINATOR, Language.ES)
    await menus.refresh()
    ((_, spanish),) = server.asked
    assert spanish["commands"] != english["commands"]
    server.asked.clear()
    async with transactions.write() as tx:
        await tx.coordinators.remove(pending.id)
    await menus.refresh()
    await menus.refresh()
    assert server.asked == [("deleteMyCommands", {"scope": english["scope"]})]


async def test_nothing_is_noted_of_who_coordinates_but_the_label(
    server: Server, transactions: SqlTransactions
) -> None:
    coordinator = await coordinating(transactions)
    menus = server.menus(transactions)
    await menus.refresh()
    async with transactions.read() as tx:
        noted = await tx.meta.get(NOTED) or ""
    assert coordinator.label in noted
    assert str(COORDINATOR) not in noted
    async with transactions.write() as tx:
        await tx.coordinators.erase(coordinator.id)
    await menus.refresh()
    async with transactions.read() as tx:
        assert coordinator.label not in (await tx.meta.get(NOTED) or "")


async def test_a_busy_database_ends_nothing(
    server: Server, transactions: SqlTransactions, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads, rounds = transactions.read, iter([1, 2])

    @asynccontextmanager
    async def busy() -> AsyncIterator[ReadTx]:
        monkeypatch.setattr(transactions, "read", reads)
        raise StorageUnavailable
        yield

    async def sleep(_seconds: float) -> None:
        if next(rounds) == 2:
            raise asyncio.CancelledError

    monkeypatch.setattr(transactions, "read", busy)
    with pytest.raises(asyncio.CancelledError):
        await Menus(server, transactions, Language.EN, sleep).run()
    assert server.took() == ALL
