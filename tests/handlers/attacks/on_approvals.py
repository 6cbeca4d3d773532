"""Attacks on the second person's approval."""

import asyncio
from datetime import timedelta

from bot.domain.announcement import AnnouncementState
from bot.domain.proof import proof_of
from bot.views.office_buttons import ApproveThis, PickFact
from storage.tables_of_coordinators import coordinator_place
from tests.builders import TACOMA
from tests.handlers.attacks.listing import attack
from tests.handlers.attacks.siege import (
    AFAR,
    ANA,
    BEN,
    CARL,
    GONE,
    NEW,
    PENDING,
    STRANGER,
    Siege,
    button,
    typed,
)


@attack("the author presses the button of a second person")
async def _(siege: Siege) -> None:
    await siege.bot.press(button(await siege.submit()), chat_id=ANA)


@attack("the author types the approval, with the right fact")
async def _(siege: Siege) -> None:
    await siege.bot.say(typed(await siege.submit()), chat_id=ANA)


@attack("a stranger has the button's data")
async def _(siege: Siege) -> None:
    await siege.bot.press(button(await siege.submit()), chat_id=STRANGER)


@attack("a stranger types the approval, with the right fact")
async def _(siege: Siege) -> None:
    await siege.bot.say(typed(await siege.submit()), chat_id=STRANGER)


@attack("somebody approves who is not confirmed yet")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await siege.bot.press(button(one), chat_id=PENDING)
    await siege.bot.say(typed(one), chat_id=PENDING)


@attack("somebody approves who was removed")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await siege.bot.press(button(one), chat_id=GONE)
    await siege.bot.say(typed(one), chat_id=GONE)


@attack("a coordinator of another city approves")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await siege.bot.press(button(one), chat_id=AFAR)
    await siege.bot.say(typed(one), chat_id=AFAR)


@attack("a coordinator of one day approves")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await siege.bot.press(button(one), chat_id=NEW)
    await siege.bot.say(typed(one), chat_id=NEW)


@attack("an approval without having read: the wrong fact, pressed and typed")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    right = proof_of(one.draft, one.code).right
    await siege.bot.press(button(one, choice=(right + 1) % 3), chat_id=BEN)
    await siege.bot.say(f"/approve {one.code} 9:17 AM", chat_id=CARL)


@attack("an approval without a choice: one that no screen offers")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    for choice in (-1, 3, 99):
        await siege.bot.press(button(one, choice=choice), chat_id=BEN)


@attack("the author edits between the screen and the press")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await siege.edit(one)
    await siege.bot.press(button(one), chat_id=BEN)


@attack("the author edits after the fact was picked")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    shown = button(one)
    pick = PickFact(shown.id, shown.revision, shown.digest, shown.choice)
    *_, proved = await siege.bot.press(pick, chat_id=BEN)
    await siege.edit(one)
    await siege.bot.press(proved.buttons["Approve"], chat_id=BEN)


@attack("an old revision with the digest of the new content")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    edited = await siege.edit(one)
    await siege.bot.press(button(edited, revision=one.revision), chat_id=BEN)


@attack("the new revision with the digest of the old content")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    edited = await siege.edit(one)
    await siege.bot.press(button(one, revision=edited.revision), chat_id=BEN)


@attack("approved when its time is over")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    siege.people.clock.at += timedelta(hours=24, minutes=1)
    await siege.bot.press(button(one), chat_id=BEN)
    await siege.bot.say(typed(one), chat_id=CARL)


@attack("approved after it was rejected")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await siege.bot.say(f"/reject {one.code} the park is closed", chat_id=CARL)
    await siege.bot.press(button(one), chat_id=BEN)


@attack("approved after its author withdrew it")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await siege.bot.say(f"/draft {one.code} withdraw", chat_id=ANA)
    await siege.bot.press(button(one), chat_id=BEN)


@attack("approved while still a draft")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await siege.put(one, state=AnnouncementState.DRAFT)
    await siege.bot.press(button(one), chat_id=BEN)


@attack("the author is removed while it waits")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await siege.remove(ANA)
    await siege.bot.press(button(one), chat_id=BEN)


@attack("the author loses the city while it waits")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await _move(siege, ANA)
    await siege.bot.press(button(one), chat_id=BEN)


@attack("the approver is removed between the screen and the press")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await siege.bot.say(f"/approve {one.code}", chat_id=BEN)
    await siege.remove(BEN)
    await siege.bot.press(button(one), chat_id=BEN)


@attack("the approver loses the city between the screen and the press")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await siege.bot.say(f"/approve {one.code}", chat_id=BEN)
    await _move(siege, BEN)
    await siege.bot.press(button(one), chat_id=BEN)


@attack("two approve at the same moment", pushes=1)
async def _(siege: Siege) -> None:
    one = await siege.submit()
    async with asyncio.TaskGroup() as both:
        for chat in (BEN, CARL):
            both.create_task(siege.bot.press(button(one), chat_id=chat))


@attack("one person approves twenty times at the same moment", pushes=1)
async def _(siege: Siege) -> None:
    one = await siege.submit()
    async with asyncio.TaskGroup() as presses:
        for _ in range(20):
            presses.create_task(siege.bot.press(button(one), chat_id=BEN))


@attack("the press that approved is replayed, by the same and by another", pushes=1)
async def _(siege: Siege) -> None:
    one = await siege.submit()
    for chat in (BEN, BEN, CARL, ANA, STRANGER):
        await siege.bot.press(button(one), chat_id=chat)


@attack("an approval and a rejection at the same moment", pushes=None)
async def _(siege: Siege) -> None:
    one = await siege.submit()
    async with asyncio.TaskGroup() as both:
        both.create_task(siege.bot.press(button(one), chat_id=BEN))
        both.create_task(siege.bot.say(f"/reject {one.code} no", chat_id=CARL))


@attack("the button of another announcement, the data of this one")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    other = await siege.submit(line="/announce Vigil Sun Feb 8 6pm, Oak Hall, 12 Oak St")
    await siege.bot.press(button(one, id=other.id), chat_id=BEN)
    await siege.bot.press(button(other, id=one.id), chat_id=BEN)


@attack("forged buttons")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    good = button(one)
    for forged in (
        button(one, digest=""),
        button(one, digest="00000000"),
        button(one, id=10**6),
        button(one, id=2**63 - 1),
        button(one, revision=-1),
        f"{good.pack()}:0",
        f"{ApproveThis.prefix}:{one.id}",
        f"{ApproveThis.prefix}::::",
        f"{ApproveThis.prefix}:{one.id}:{one.revision}:%:{good.choice}",
    ):
        await siege.bot.press(forged, chat_id=BEN)


async def _move(siege: Siege, chat: int) -> None:
    of_the_person = coordinator_place.c.coordinator_id == siege.persons[chat].id
    async with siege.transactions._writer.begin() as connection:
        statement = coordinator_place.update().where(of_the_person).values(place_key=f"c{TACOMA.id}")
        await connection.execute(statement)
