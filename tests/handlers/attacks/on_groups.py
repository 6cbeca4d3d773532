"""Attacks of a group's members and of other groups on what a group keeps; and on who may confirm whom."""

from typing import Any

from bot.domain.ids import ChatId
from bot.domain.subscriber import Subscriber, Subscription
from bot.views.callbacks import AskDelete, DeleteData, RemovePlace, StopAlerts
from bot.views.group_buttons import AsMyself, ChooseTopic
from bot.views.settings_buttons import (
    SetPlaceRadius,
    SetSetting,
    ShowKinds,
    ShowPlace,
    ShowScreen,
    SwitchKind,
    WantAllKinds,
    reference,
)
from tests.builders import HOUSTON
from tests.handlers.attacks.listing import attack
from tests.handlers.attacks.siege import AFAR, BEN, CARL, OPERATOR, STRANGER, Siege, link_in
from tests.handlers.harness import GROUP

OTHERS, PLAIN = GROUP - 7, -400500
KEY = f"c{HOUSTON.id}"
Kept = tuple[Subscriber | None, tuple[Subscription, ...]]


@attack("a member presses the buttons of a group's administrators")
async def _(siege: Siege) -> None:
    before = await _set_up(siege)
    for press in (
        StopAlerts(),
        AskDelete(),
        DeleteData(),
        RemovePlace(KEY),
        ChooseTopic("here"),
        *_settings(""),
    ):
        await siege.bot.press(press, chat_id=GROUP, sender=STRANGER, thread=9)
    assert await _kept(siege) == before


@attack("a member presses what an administrator typed anonymously, and forges such presses")
async def _(siege: Siege) -> None:
    before = await _set_up(siege)
    typed = (
        "stop:",
        "delete:yes",
        "add:Tacoma",
        "remove:Houston",
        "settings:brief off",
        "quiet:22-8",
        "start:",
    )
    for command, _, rest in (each.partition(":") for each in typed):
        await siege.bot.press(AsMyself(command, rest), chat_id=GROUP, sender=STRANGER)
    for command, rest in (("halt", ""), ("retract", "A7F3 yes"), ("start", "in_x"), ("report", "A7F3")):
        await siege.bot.press(AsMyself(command, rest), chat_id=GROUP, sender=BEN)
    assert await _kept(siege) == before
    async with siege.transactions.read() as tx:
        assert await tx.halts.all() == ()


@attack("somebody has the link to a group's settings and does not administer it")
async def _(siege: Siege) -> None:
    before = await _set_up(siege)
    assert before[0] is not None
    of = reference(before[0].id)
    calls = await siege.bot.say(f"/start g_{of}", chat_id=STRANGER)
    for press in _settings(of):
        calls += await siege.bot.press(press, chat_id=STRANGER)
        calls += await siege.bot.press(press, chat_id=OTHERS, sender=STRANGER)
    assert await _kept(siege) == before
    assert not any("Houston" in call.text or "Houston" in str(call.buttons) for call in calls)


@attack("an administrator's screen is pressed after they administer no more")
async def _(siege: Siege) -> None:
    before = await _set_up(siege)
    assert before[0] is not None
    siege.bot.request.administrators = set()
    for press in _settings(reference(before[0].id)):
        await siege.bot.press(press, chat_id=BEN)
    assert await _kept(siege) == before


@attack("an administrator of one group presses another group's buttons in their own")
async def _(siege: Siege) -> None:
    before = await _set_up(siege)
    assert before[0] is not None
    await siege.bot.say("/add Tacoma", chat_id=OTHERS, sender=BEN)
    for press in _settings(reference(before[0].id)):
        await siege.bot.press(press, chat_id=OTHERS, sender=BEN)
    assert await _kept(siege) == before


@attack("links to settings of no group: made up, too long, a person's")
async def _(siege: Siege) -> None:
    await siege.bot.say("/add Houston", chat_id=CARL)
    carl = (await _kept(siege, CARL))[0]
    assert carl is not None
    for of in ("", "-", "0", "z" * 13, "z" * 40, "%", "ABC", reference(carl.id)):
        (refused,) = await siege.bot.say(f"/start g_{of}", chat_id=STRANGER)
        assert "leads to no group" in refused.text


@attack("a group is said to have become another one, by what is no such notice")
async def _(siege: Siege) -> None:
    before = await _set_up(siege)
    plain = {"id": PLAIN, "type": "group", "title": "t"}
    channel = {"id": OTHERS, "type": "channel", "title": "t"}
    forged: list[dict[str, Any]] = [
        siege.bot.message(chat_id=STRANGER, migrate_from_chat_id=GROUP),
        siege.bot.message(chat_id=STRANGER, migrate_to_chat_id=OTHERS),
        siege.bot.message(chat_id=GROUP, migrate_to_chat_id=PLAIN),
        siege.bot.message(chat_id=GROUP, migrate_to_chat_id=STRANGER),
        siege.bot.message(chat_id=OTHERS) | {"chat": plain, "migrate_from_chat_id": GROUP},
        siege.bot.message(chat_id=OTHERS) | {"chat": channel, "migrate_from_chat_id": GROUP},
    ]
    for message in forged:
        await siege.bot.feed({"message": message})
        await siege.bot.feed({"edited_message": message})
    assert await _kept(siege) == before
    assert (await _kept(siege, OTHERS))[0] is None


@attack("who asks for one place opens a link for more between the screen and the second person's press")
async def _(siege: Siege) -> None:
    (near,) = await siege.bot.say("/invite coordinator Houston, TX", chat_id=BEN)
    (far,) = await siege.bot.say("/invite coordinator Texas; Seattle, WA", chat_id=OPERATOR)
    _, *pages = await siege.bot.say(f"/start {link_in(near)}", chat_id=AFAR)
    await siege.bot.say(f"/start {link_in(far)}", chat_id=AFAR)
    shown = next(page for page in pages if page.params["chat_id"] == OPERATOR)
    label = siege.persons[AFAR].label
    await siege.bot.press(shown.buttons[f"Confirm {label}"], chat_id=OPERATOR)
    async with siege.transactions.read() as tx:
        after = await tx.coordinators.by_label(label)
    assert after is not None
    assert after.place_keys == siege.persons[AFAR].place_keys


@attack("a place to be confirmed hides at the end of a long list")
async def _(siege: Siege) -> None:
    places = (
        "Corpus Christi, TX; San Antonio, TX; Fort Worth, TX; Brownsville, TX; Grand Prairie, TX; California"
    )
    (invited,) = await siege.bot.say(f"/invite coordinator {places}", chat_id=OPERATOR)
    _, *pages = await siege.bot.say(f"/start {link_in(invited)}", chat_id=AFAR)
    assert all("California" in page.text for page in pages)


def _settings(of: str) -> tuple[Any, ...]:
    return (
        ShowScreen("main", of),
        SetSetting("brief", "off", of),
        ShowPlace(KEY, of),
        SetPlaceRadius(KEY, 100, of),
        ShowKinds(KEY, of),
        SwitchKind(KEY, "vigil", 0, of),
        WantAllKinds(KEY, of),
    )


async def _set_up(siege: Siege) -> Kept:
    """A group that follows Houston, by its administrator Ben."""
    siege.bot.request.administrators = {BEN}
    await siege.bot.say("/add Houston", chat_id=GROUP, sender=BEN)
    kept = await _kept(siege)
    assert kept[1]
    return kept


async def _kept(siege: Siege, chat: int = GROUP) -> Kept:
    async with siege.transactions.read() as tx:
        subscriber = await tx.subscribers.by_chat(ChatId(chat))
        return subscriber, await tx.subscribers.subscriptions(subscriber.id) if subscriber else ()
