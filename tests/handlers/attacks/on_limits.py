"""Attacks on holds and on readers' reports: letting out what is held, holding what is true."""

from datetime import timedelta

from bot.domain.broadcast import BroadcastState
from bot.domain.ids import Code
from bot.domain.limits import FLAGS, Hold, Reason
from bot.services.holds import mark_of
from bot.views.flag_buttons import ReportAlert, ResumeHeld, TakeBackReport
from tests.builders import NOW, a_subscriber
from tests.handlers.attacks.listing import attack
from tests.handlers.attacks.siege import (
    AFAR,
    ANA,
    BEN,
    CARL,
    GONE,
    OPERATOR,
    PENDING,
    STRANGER,
    Siege,
    button,
)
from tests.handlers.harness import GROUP

FIRST = "/announce Rally Sat Feb 7 2pm, Riverside Park, 400 River St, Houston, TX"
SECOND = "/announce Vigil Sun Feb 8 6pm, Oak Hall, 12 Oak St, Houston, TX"


@attack("coordinators and outsiders let go what is held", pushes=2)
async def _(siege: Siege) -> None:
    code, hold = await _held(siege, ANA, BEN)
    for chat in (ANA, BEN, CARL, AFAR, PENDING, GONE, STRANGER):
        await siege.bot.say(f"/resume {code}", chat_id=chat)
        await siege.bot.press(ResumeHeld(hold.id, mark_of(hold)), chat_id=chat)
    assert await _holds(siege) == (hold,)


@attack("an operator lets go what they wrote", pushes=2)
async def _(siege: Siege) -> None:
    code, hold = await _held(siege, OPERATOR, BEN)
    await _let_go(siege, code, hold)
    assert await _holds(siege) == (hold,)


@attack("an operator lets go what they alone approved", pushes=2)
async def _(siege: Siege) -> None:
    code, hold = await _held(siege, ANA, OPERATOR)
    await _let_go(siege, code, hold)
    assert await _holds(siege) == (hold,)


@attack("an operator lets go what they alone approved, after its author left for that", pushes=2)
async def _(siege: Siege) -> None:
    code, hold = await _held(siege, ANA, OPERATOR)
    await siege.bot.say("/delete yes", chat_id=ANA)
    await _let_go(siege, code, hold)
    assert [left.id for left in await _holds(siege)] == [hold.id]
    async with siege.transactions.read() as tx:
        assert await tx.coordinators.by_label(siege.persons[ANA].label) is None


@attack("forged words on what is held: another reason, another broadcast", pushes=2)
async def _(siege: Siege) -> None:
    _, hold = await _held(siege, ANA, BEN)
    for broadcast, mark in ((hold.id, ""), (hold.id, "00000000"), (1, mark_of(hold)), (-1, mark_of(hold))):
        await siege.bot.press(ResumeHeld(broadcast, mark), chat_id=OPERATOR)
    await siege.bot.press(f"{ResumeHeld.prefix}:{2**80}:{mark_of(hold)}", chat_id=OPERATOR)
    assert await _holds(siege) == (hold,)


@attack("a change of what is held, to get it out as another message", pushes=3)
async def _(siege: Siege) -> None:
    code, hold = await _held(siege, ANA, BEN)
    await siege.bot.say(f"/postpone {code}", chat_id=ANA)
    (screen,) = await siege.bot.say(f"/postpone {code}", chat_id=ANA)
    await siege.bot.press(next(iter(screen.buttons.values())), chat_id=ANA)
    (shown,) = await siege.bot.say(f"/approve {code}", chat_id=BEN)
    for pick in [data for data in shown.buttons.values() if data.startswith("pf:")]:
        *_, picked = await siege.bot.press(pick, chat_id=BEN)
        if "Approve" in picked.buttons:
            await siege.bot.press(picked.buttons["Approve"], chat_id=BEN)
    held = [each for each in await _holds(siege) if each.waiting]
    assert [(each.reason, each.id != hold.id) for each in held] == [(Reason.GAP, True)]


@attack("three old accounts stop one alert, and stop it again after an operator let it go", pushes=1)
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await siege.bot.press(button(one), chat_id=BEN)
    readers = [await _reader(siege) for _ in range(FLAGS)]
    for reader in readers:
        await siege.bot.say(f"/report {one.code}", chat_id=reader)
    assert [hold.reason for hold in await _holds(siege)] == [Reason.FLAGS]
    await siege.bot.say(f"/resume {one.code}", chat_id=OPERATOR)
    for reader in readers:
        await siege.bot.say(f"/report {one.code} off", chat_id=reader)
        await siege.bot.press(TakeBackReport(one.code), chat_id=reader)
        (_thanks,) = await siege.bot.say(f"/report {one.code}", chat_id=reader)
        assert await _holds(siege) == ()


@attack("one person reports from three groups, and over and over", pushes=1)
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await siege.bot.press(button(one), chat_id=BEN)
    reader = await _reader(siege)
    siege.bot.request.administrators = {reader}
    for group in (GROUP, GROUP - 1, GROUP - 2):
        await siege.bot.say("/add Houston", chat_id=group, sender=reader)
        await siege.bot.say(f"/report {one.code}", chat_id=group, sender=reader)
        await siege.bot.press(ReportAlert(one.code), chat_id=group, sender=reader)
        await siege.bot.say(f"/report {one.code}", chat_id=reader)
        await siege.bot.press(ReportAlert(one.code), chat_id=reader)
    assert await _holds(siege) == ()


@attack("a report of what is only a draft tells that there is one")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    reader = await _reader(siege)
    for typed in (f"/report {one.code}", f"/mute {one.code}", f"/check {one.code}", f"/start a_{one.code}"):
        (known,) = await siege.bot.say(typed, chat_id=reader)
        (unknown,) = await siege.bot.say(typed.replace(one.code, "ZZ9Z"), chat_id=reader)
        assert known.text.replace(one.code, "ZZ9Z") == unknown.text


@attack("an inline search finds what is only a draft")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    for typed in (one.code, "Houston, TX", "77002", "Texas", "everywhere"):
        (answer,) = await siege.bot.search(typed, sender=STRANGER)
        assert one.code not in str(answer.params)


async def _held(siege: Siege, author: int, approver: int) -> tuple[Code, Hold]:
    """The second of two within ten minutes."""
    for line in (FIRST, SECOND):
        one = await siege.submit(author, line)
        await siege.bot.press(button(one), chat_id=approver)
        siege.people.clock.at += timedelta(minutes=1)
    (hold,) = await _holds(siege)
    assert hold.reason == Reason.GAP
    return one.code, hold


async def _holds(siege: Siege) -> tuple[Hold, ...]:
    async with siege.transactions.read() as tx:
        found = await tx.pushes.held()
        held = [one.key for one in await tx.broadcasts.totals() if one.state == BroadcastState.HELD]
    assert sorted(held) == sorted(hold.key for hold in found)
    return found


async def _let_go(siege: Siege, code: Code, hold: Hold) -> None:
    await siege.bot.say(f"/resume {code}", chat_id=OPERATOR)
    await siege.bot.press(ResumeHeld(hold.id, mark_of(hold)), chat_id=OPERATOR)


async def _reader(siege: Siege) -> int:
    """Of a month."""
    person = a_subscriber(consent_on=(NOW - timedelta(days=30)).date())
    async with siege.transactions.write() as tx:
        await tx.subscribers.add(person)
    return person.chat_id
