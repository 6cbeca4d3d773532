"""Coordinators at rest: labels, sealed chats, removal and invites that work once."""

import asyncio
from datetime import timedelta

from sqlalchemy import insert, select

from bot.domain.coordinator import Coordinator, Invite, Role, Standing
from bot.domain.ids import ChatId, CoordinatorId
from bot.domain.subscriber import Language
from storage import tables_of_coordinators as tables
from storage.cipher import ChatCipher
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, NOW, TACOMA

CHAT = ChatId(700100200)


async def added(transactions: SqlTransactions, chat_id: ChatId = CHAT, *places: str) -> Coordinator:
    async with transactions.write() as tx:
        return await tx.coordinators.add(
            chat_id, Role.COORDINATOR, Standing.ACTIVE, NOW, Language.ES, places or ("c5812944",)
        )


async def test_a_coordinator_is_found_by_chat_id_and_label(transactions: SqlTransactions) -> None:
    first = await added(transactions, CHAT, "sTX", "c5812944")
    async with transactions.read() as tx:
        found = (
            await tx.coordinators.by_chat(CHAT),
            await tx.coordinators.by_id(first.id),
            await tx.coordinators.by_label("C-01"),
            *await tx.coordinators.all(),
        )
        assert await tx.coordinators.by_chat(ChatId(1)) is None
    assert found == (first,) * 4
    assert first.covers(TACOMA)
    assert first.covers(HOUSTON)
    assert str(CHAT) not in repr(first)


async def test_the_chat_reads_otherwise_than_a_subscribers(
    transactions: SqlTransactions, cipher: ChatCipher
) -> None:
    await added(transactions)
    async with transactions._reader.begin() as connection:
        sealed = (await connection.execute(select(tables.coordinator.c.chat))).scalar_one()
    assert sealed != cipher.seal(CHAT)
    assert cipher.of("coordinator").open(sealed) == CHAT


async def test_of_who_is_removed_only_the_label_stays_and_it_is_not_given_again(
    transactions: SqlTransactions,
) -> None:
    first = await added(transactions)
    async with transactions.write() as tx:
        await tx.coordinators.put_invite(an_invite("a", first.id))
        await tx.coordinators.remove(first.id)
        assert await tx.coordinators.use_invite("a", NOW) is None
        assert await tx.coordinators.by_chat(CHAT) is None
        assert await tx.coordinators.all() == ()
    second = await added(transactions)
    assert second.label == "C-02"
    async with transactions.write() as tx:
        await tx.coordinators.erase(second.id)
    assert (await added(transactions)).label == "C-03"
    async with transactions._reader.begin() as connection:
        rows = (await connection.execute(select(tables.coordinator))).all()
        places = (await connection.execute(select(tables.coordinator_place))).all()
    assert [(row.label, row.chat is None) for row in rows] == [("C-01", True), ("C-03", False)]
    assert len(places) == 1


async def test_removal_voids_what_is_open_and_leaves_what_is_settled(transactions: SqlTransactions) -> None:
    author = await added(transactions)
    states = ("draft", "in_review", "approved", "rejected")
    async with transactions._writer.begin() as connection:
        for state in states:
            facts = {"code": "A7F3", "purpose": "new", "revision": 1, "draft": {}, "digest": "d"}
            await connection.execute(
                insert(tables.announcement).values(author_id=author.id, state=state, **facts)
            )
    async with transactions.write() as tx:
        assert await tx.coordinators.remove(author.id) == 2
    async with transactions._reader.begin() as connection:
        rows = (await connection.execute(select(tables.announcement))).all()
    assert [row.state for row in rows] == ["withdrawn", "withdrawn", "approved", "rejected"]


async def test_of_fifty_who_use_one_invite_at_once_one_gets_it(transactions: SqlTransactions) -> None:
    inviter = await added(transactions)
    async with transactions.write() as tx:
        await tx.coordinators.put_invite(an_invite("a", inviter.id))

    async def use() -> bool:
        async with transactions.write() as tx:
            return await tx.coordinators.use_invite("a", NOW) is not None

    assert sum(await asyncio.gather(*(use() for _ in range(50)))) == 1


async def test_an_invite_is_good_until_its_hour_and_forgotten_after(transactions: SqlTransactions) -> None:
    inviter = await added(transactions)
    late = NOW + timedelta(hours=24)
    async with transactions.write() as tx:
        await tx.coordinators.put_invite(an_invite("a", inviter.id))
        assert await tx.coordinators.use_invite("a", late) is None
        assert await tx.coordinators.forget(late - timedelta(seconds=1), NOW) == 0
        assert await tx.coordinators.forget(late, NOW) == 1


def an_invite(token_hash: str, by: CoordinatorId) -> Invite:
    return Invite(token_hash, Role.COORDINATOR, ("c5812944", "sTX"), by, NOW + timedelta(hours=24))
