"""Attacks on what is listed, and on halts."""

import asyncio

from bot.domain.announcement import Announcement
from bot.domain.ids import Code
from bot.views.office_buttons import ProposeChange, ResumeSending, RetractAlert
from tests.builders import HOUSTON
from tests.handlers.attacks.listing import attack
from tests.handlers.attacks.siege import (
    AFAR,
    ANA,
    BEN,
    CARL,
    GONE,
    LISTED,
    PENDING,
    STRANGER,
    Siege,
    button,
    typed,
)
from tests.handlers.drafts import newest
from tests.handlers.harness import GROUP

ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "x"}
OUTSIDERS = (STRANGER, PENDING, GONE, AFAR)


@attack("outsiders retract, typed and pressed")
async def _(siege: Siege) -> None:
    for chat in OUTSIDERS:
        await siege.bot.say(f"/retract {LISTED}", chat_id=chat)
        await siege.bot.press(RetractAlert(LISTED, 0), chat_id=chat)


@attack("outsiders cancel and postpone")
async def _(siege: Siege) -> None:
    for chat in OUTSIDERS:
        for purpose in ("cancel", "postpone", "change"):
            await siege.bot.say(f"/{purpose} {LISTED}", chat_id=chat)
            await siege.bot.press(ProposeChange(purpose, LISTED, 1), chat_id=chat)


@attack("one person proposes a cancellation and approves it")
async def _(siege: Siege) -> None:
    one = await _proposed(siege)
    await siege.bot.press(button(one), chat_id=ANA)
    await siege.bot.say(typed(one), chat_id=ANA)


@attack("a coordinator of another city approves a cancellation")
async def _(siege: Siege) -> None:
    await siege.bot.press(button(await _proposed(siege)), chat_id=AFAR)


@attack("two approve a cancellation at the same moment", pushes=1)
async def _(siege: Siege) -> None:
    one = await _proposed(siege)
    async with asyncio.TaskGroup() as both:
        for chat in (BEN, CARL):
            both.create_task(siege.bot.press(button(one), chat_id=chat))


@attack("a retraction is pressed ten times at the same moment", pushes=1)
async def _(siege: Siege) -> None:
    async with asyncio.TaskGroup() as presses:
        for chat in [ANA, BEN, CARL] * 3 + [ANA]:
            presses.create_task(siege.bot.press(RetractAlert(LISTED, 0), chat_id=chat))


@attack("a retraction of another revision than was on the screen")
async def _(siege: Siege) -> None:
    for revision in (1, 2, -1, 2**31):
        await siege.bot.press(RetractAlert(LISTED, revision), chat_id=ANA)


@attack("a retraction is forwarded, or stands in a group")
async def _(siege: Siege) -> None:
    await siege.bot.say(f"/retract {LISTED}", chat_id=ANA, forward_origin=ORIGIN)
    await siege.bot.say(f"/retract {LISTED}", chat_id=GROUP, sender=ANA)
    await siege.bot.press(RetractAlert(LISTED, 0), chat_id=GROUP, sender=ANA)


@attack("outsiders submit somebody's draft")
async def _(siege: Siege) -> None:
    (_read,) = await siege.bot.say("/announce Rally Sat Feb 7 2pm, Hall, 400 River St", chat_id=ANA)
    draft = await newest(siege.transactions, siege.persons[ANA])
    for chat in (*OUTSIDERS, BEN):
        await siege.bot.say(f"/draft {draft.code} submit", chat_id=chat)
        await siege.bot.press(f"sf:{draft.code}:{draft.revision}:{draft.draft.digest()[:8]}", chat_id=chat)
    assert await newest(siege.transactions, siege.persons[ANA]) == draft


@attack("a coordinator announces for a city of others")
async def _(siege: Siege) -> None:
    await siege.bot.say("/announce Rally Sat Feb 7 2pm, Hall, 400 River St, Tacoma, WA", chat_id=ANA)
    (one,) = await _drafts(siege)
    await siege.bot.say(f"/draft {one.code} city Tacoma, WA", chat_id=ANA)
    await siege.bot.say(f"/draft {one.code} submit", chat_id=ANA)
    for after in await _drafts(siege):
        await siege.bot.press(button(after), chat_id=AFAR)


@attack("who halted a city lifts the halt alone")
async def _(siege: Siege) -> None:
    await siege.bot.say("/halt Houston, TX", chat_id=ANA)
    async with siege.transactions.read() as tx:
        (halt,) = await tx.halts.all()
    await siege.bot.say("/resume Houston, TX", chat_id=ANA)
    await siege.bot.press(ResumeSending(f"c{HOUSTON.id}", int(halt.at.timestamp())), chat_id=ANA)
    async with siege.transactions.read() as tx:
        assert await tx.halts.all() == (halt,)


@attack("outsiders halt and resume")
async def _(siege: Siege) -> None:
    await siege.bot.say("/halt Houston, TX", chat_id=ANA)
    async with siege.transactions.read() as tx:
        before = await tx.halts.all()
    for chat in OUTSIDERS:
        await siege.bot.say("/resume Houston, TX", chat_id=chat)
        await siege.bot.say("/resume", chat_id=chat)
        await siege.bot.press(ResumeSending(f"c{HOUSTON.id}", int(before[0].at.timestamp())), chat_id=chat)
    await siege.bot.say("/halt Houston, TX", chat_id=STRANGER)
    async with siege.transactions.read() as tx:
        assert await tx.halts.all() == before


async def _proposed(siege: Siege) -> Announcement:
    (screen,) = await siege.bot.say(f"/cancel {LISTED}", chat_id=ANA)
    await siege.bot.press(next(iter(screen.buttons.values())), chat_id=ANA)
    async with siege.transactions.read() as tx:
        found = await tx.announcements.by_code(Code(LISTED))
    assert found is not None
    return found


async def _drafts(siege: Siege) -> tuple[Announcement, ...]:
    async with siege.transactions.read() as tx:
        return await tx.announcements.of_author(siege.persons[ANA].id)
