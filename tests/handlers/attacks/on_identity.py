"""Attacks that pretend to be somebody, or to be first-hand."""

import asyncio
from datetime import timedelta

from bot.domain.coordinator import Standing
from bot.views.office_buttons import ConfirmCoordinator
from tests.handlers.attacks.listing import attack
from tests.handlers.attacks.siege import (
    ANA,
    BEN,
    CARL,
    LISTED,
    OPERATOR,
    STRANGER,
    Siege,
    button,
    link_in,
    typed,
)
from tests.handlers.harness import GROUP

CHANNEL = {"id": -1009, "type": "channel", "title": "c"}
ORIGIN = {"type": "user", "date": 1, "sender_user": {"id": BEN, "is_bot": False, "first_name": "x"}}
BOT = {"id": 77, "is_bot": True, "first_name": "Other"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
SUPERGROUP = {"id": GROUP, "type": "supergroup", "title": "t"}


@attack("a coordinator's command is forwarded by a coordinator")
async def _(siege: Siege) -> None:
    await siege.bot.say(typed(await siege.submit()), chat_id=BEN, forward_origin=ORIGIN)


@attack("a coordinator's command is forwarded by a stranger")
async def _(siege: Siege) -> None:
    await siege.bot.say(typed(await siege.submit()), chat_id=STRANGER, forward_origin=ORIGIN)


@attack("a message is edited into an approval")
async def _(siege: Siege) -> None:
    edited = siege.bot.message(text=typed(await siege.submit()), chat_id=BEN) | {"edit_date": 2}
    await siege.bot.feed({"edited_message": edited})


@attack("the command comes through another bot")
async def _(siege: Siege) -> None:
    await siege.bot.say(typed(await siege.submit()), chat_id=BEN, via_bot=BOT)


@attack("the command stands in a group, by a coordinator")
async def _(siege: Siege) -> None:
    await siege.bot.say(typed(await siege.submit()), chat_id=GROUP, sender=BEN)


@attack("the button is pressed in a group, by a coordinator")
async def _(siege: Siege) -> None:
    await siege.bot.press(button(await siege.submit()), chat_id=GROUP, sender=BEN)


@attack("an anonymous administrator types the command")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    siege.bot.request.administrators = {BEN}
    await siege.bot.say(typed(one), chat_id=GROUP, sender_chat=SUPERGROUP, **{"from": ANONYMOUS})


@attack("a channel posts the command")
async def _(siege: Siege) -> None:
    post = siege.bot.message(text=typed(await siege.submit()), chat_id=BEN) | {"chat": CHANNEL}
    await siege.bot.feed({"channel_post": post})


@attack("a linked channel's post is copied into its group")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    await siege.bot.say(typed(one), chat_id=GROUP, sender=BEN, is_automatic_forward=True, sender_chat=CHANNEL)


@attack("a bot writes in a coordinator's chat")
async def _(siege: Siege) -> None:
    await siege.bot.say(typed(await siege.submit()), chat_id=BEN, **{"from": BOT | {"id": BEN}})


@attack("somebody else's number stands in a coordinator's chat")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    other = {"id": STRANGER, "is_bot": False, "first_name": "x"}
    await siege.bot.say(typed(one), chat_id=BEN, **{"from": other})
    await siege.bot.press(button(one), chat_id=BEN, **{"from": other})


@attack("a coordinator's number stands in a stranger's chat")
async def _(siege: Siege) -> None:
    one = await siege.submit()
    coordinator = {"id": BEN, "is_bot": False, "first_name": "x"}
    await siege.bot.say(typed(one), chat_id=STRANGER, **{"from": coordinator})


@attack("a link that expired makes no coordinator")
async def _(siege: Siege) -> None:
    link = await _link(siege)
    siege.people.clock.at += timedelta(hours=24, seconds=1)
    await _use(siege, link)


@attack("a link that was used makes no second coordinator")
async def _(siege: Siege) -> None:
    link = await _link(siege)
    await siege.bot.say(f"/start {link}", chat_id=STRANGER + 1)
    await _use(siege, link)


@attack("a link with one letter changed, cut short, or made up")
async def _(siege: Siege) -> None:
    link = await _link(siege)
    other = "A" if link[-1] != "A" else "B"
    for forged in (link[:-1] + other, link[:-1], "in_" + "A" * 43, "op_" + link[3:], "in_%"):
        await _use(siege, forged)


@attack("fifty people open one link at the same moment")
async def _(siege: Siege) -> None:
    link, crowd = await _link(siege), range(STRANGER + 1, STRANGER + 51)
    async with asyncio.TaskGroup() as opening:
        for chat in crowd:
            opening.create_task(siege.bot.say(f"/start {link}", chat_id=chat))
    async with siege.transactions.read() as tx:
        waiting = [one for one in await tx.coordinators.all() if one.standing is Standing.PENDING]
    assert len(waiting) == 2, "the one that waited before, and one more"
    for chat in crowd:
        await siege.bot.say(f"/retract {LISTED}", chat_id=chat)


@attack("who opened a link confirms it too")
async def _(siege: Siege) -> None:
    label = await _redeemed(siege)
    await siege.bot.say(f"/confirm {label}", chat_id=STRANGER)
    await siege.bot.press(ConfirmCoordinator(label), chat_id=STRANGER)
    await siege.bot.say(f"/retract {LISTED}", chat_id=STRANGER)


@attack("who invited somebody confirms them too")
async def _(siege: Siege) -> None:
    label = await _redeemed(siege, by=CARL)
    await siege.bot.say(f"/confirm {label}", chat_id=CARL)
    await siege.bot.press(ConfirmCoordinator(label), chat_id=CARL)
    await siege.bot.say(f"/retract {LISTED}", chat_id=STRANGER)


@attack("a coordinator invites an operator")
async def _(siege: Siege) -> None:
    (refused,) = await siege.bot.say("/invite operator", chat_id=ANA)
    assert "?start=" not in refused.text


@attack("a coordinator invites for a city of others")
async def _(siege: Siege) -> None:
    (refused,) = await siege.bot.say("/invite coordinator Tacoma, WA", chat_id=ANA)
    assert "?start=" not in refused.text


async def _link(siege: Siege, by: int = OPERATOR) -> str:
    (invited,) = await siege.bot.say("/invite coordinator Houston, TX", chat_id=by)
    return link_in(invited)


async def _redeemed(siege: Siege, by: int = OPERATOR) -> str:
    """The label of a stranger who waits for confirmation."""
    await siege.bot.say(f"/start {await _link(siege, by)}", chat_id=STRANGER)
    async with siege.transactions.read() as tx:
        return (await tx.coordinators.all())[-1].label


async def _use(siege: Siege, link: str) -> None:
    await siege.bot.say(f"/start {link}", chat_id=STRANGER)
    for act in (f"/retract {LISTED}", f"/cancel {LISTED}", "/announce Rally Sat Feb 7 2pm, Houston"):
        await siege.bot.say(act, chat_id=STRANGER)
