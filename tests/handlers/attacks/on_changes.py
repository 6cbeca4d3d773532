"""Attacks on a change: who may propose it, approve it, and what is on the screen when they do."""

import asyncio
import unicodedata

from bot.domain.announcement import Announcement, AnnouncementState
from bot.domain.ids import Code
from bot.domain.proof import Proof
from bot.domain.review import Seen
from bot.services.corrections import known_entry, outcome
from bot.services.reviews import asked_about
from bot.views.draft_buttons import PreviewDraft, PutFact, SubmitDraft, WithdrawDraft
from bot.views.office_buttons import ApproveThis, ProposeChange, RetractAlert
from storage.tables_of_coordinators import coordinator_place
from tests.builders import HOUSTON, TACOMA
from tests.handlers.attacks.listing import attack
from tests.handlers.attacks.siege import (
    AFAR,
    ANA,
    BEN,
    CARL,
    GONE,
    LISTED,
    NEW,
    PENDING,
    STRANGER,
    Siege,
)

TO_OAK = f"/change {LISTED} venue Oak Hall"
LOADED = "<b>Hall</b> & <a href='x'>y</a> \u202eeman\u202c \u200b\u2066" + "\U0001f469\u200d\U0001f467" * 900
LONGEST = 4096


@attack("one person proposes a change and approves it")
async def _(siege: Siege) -> None:
    one = await _proposed(siege)
    await siege.bot.press(await _button(siege, one), chat_id=ANA)
    await siege.bot.say(f"/approve {LISTED} Oak Hall", chat_id=ANA)


@attack("a change is approved by those who may not")
async def _(siege: Siege) -> None:
    press = await _button(siege, await _proposed(siege))
    for chat in (STRANGER, PENDING, GONE, AFAR, NEW):
        await siege.bot.press(press, chat_id=chat)
        await siege.bot.say(f"/approve {LISTED} Oak Hall", chat_id=chat)


@attack("others edit, submit and withdraw somebody's change")
async def _(siege: Siege) -> None:
    await siege.bot.say(TO_OAK, chat_id=ANA)
    before = await _open(siege)
    digest = before.draft.digest()[:8]
    for chat in (BEN, AFAR, STRANGER):
        await siege.bot.press(PutFact(LISTED, before.revision, "venue", "Trap"), chat_id=chat)
        await siege.bot.press(PreviewDraft(LISTED, before.revision), chat_id=chat)
        await siege.bot.press(SubmitDraft(LISTED, before.revision, digest), chat_id=chat)
        await siege.bot.press(WithdrawDraft(LISTED, before.revision), chat_id=chat)
        await siege.bot.say(f"/draft {LISTED} submit", chat_id=chat)
    assert await _open(siege) == before


@attack("the author alters a change between the screen and the press")
async def _(siege: Siege) -> None:
    press = await _button(siege, await _proposed(siege))
    await siege.bot.say(f"/change {LISTED} venue Trap Hall", chat_id=ANA)
    await siege.bot.say(f"/change {LISTED} submit", chat_id=ANA)
    assert (await _open(siege)).state is AnnouncementState.IN_REVIEW
    await siege.bot.press(press, chat_id=BEN)


@attack("a change that moves an action away is approved by a coordinator of one of the two cities")
async def _(siege: Siege) -> None:
    await _appoint(siege, ANA, TACOMA.id)
    press = await _button(siege, await _proposed(siege, f"/change {LISTED} city Tacoma, WA"))
    for chat in (BEN, AFAR):
        await siege.bot.press(press, chat_id=chat)


@attack("the author loses the city that a change moves an action away from")
async def _(siege: Siege) -> None:
    for chat in (ANA, BEN):
        await _appoint(siege, chat, TACOMA.id)
    press = await _button(siege, await _proposed(siege, f"/change {LISTED} city Tacoma, WA"))
    await _appoint(siege, ANA, HOUSTON.id, not_any_more=True)
    await siege.bot.press(press, chat_id=BEN)


@attack("a change is approved after its action was retracted", pushes=1)
async def _(siege: Siege) -> None:
    press = await _button(siege, await _proposed(siege))
    await siege.bot.press(RetractAlert(LISTED, 0), chat_id=CARL)
    await siege.bot.press(press, chat_id=BEN)


@attack("two people's changes of one action are proposed and approved at the same moment", pushes=1)
async def _(siege: Siege) -> None:
    await siege.bot.say(TO_OAK, chat_id=ANA)
    await siege.bot.say(f"/change {LISTED} venue Elm Hall", chat_id=BEN)
    async with asyncio.TaskGroup() as both:
        for chat in (ANA, BEN):
            both.create_task(siege.bot.say(f"/change {LISTED} submit", chat_id=chat))
    await _approve_all(siege)


@attack("a change and a cancellation of one action are approved at the same moment", pushes=1)
async def _(siege: Siege) -> None:
    await _proposed(siege)
    (screen,) = await siege.bot.say(f"/cancel {LISTED}", chat_id=BEN)
    await siege.bot.press(next(iter(screen.buttons.values())), chat_id=BEN)
    await _approve_all(siege)


@attack("the one tap of a cancellation is forged into a change without a preview")
async def _(siege: Siege) -> None:
    await siege.bot.say(TO_OAK, chat_id=ANA)
    one = await _open(siege)
    for purpose in ("change", "new", "", "CANCEL"):
        await siege.bot.press(ProposeChange(purpose, LISTED, 0), chat_id=ANA)
    assert await _open(siege) == one


@attack("the one tap of a cancellation is pressed after the action was changed", pushes=1)
async def _(siege: Siege) -> None:
    (screen,) = await siege.bot.say(f"/cancel {LISTED}", chat_id=BEN)
    await _proposed(siege)
    await _approve_all(siege)
    await siege.bot.press(next(iter(screen.buttons.values())), chat_id=BEN)
    async with siege.transactions.read() as tx:
        assert await tx.announcements.in_review() == ()


@attack("every fact of a change is loaded with markup, hidden signs and 4096 characters")
async def _(siege: Siege) -> None:
    facts = ("venue", "address", "who", "title", "link", "when", "end", "access", "day", "city")
    calls = [
        call
        for fact in facts
        for call in await siege.bot.say(f"/change {LISTED} {fact} {LOADED}", chat_id=ANA)
    ]
    calls += await siege.bot.say(f"/change {LISTED} venue <b>Hall</b> & \u202eeman\u202c", chat_id=ANA)
    calls += await siege.bot.say(f"/postpone {LISTED} {LOADED}", chat_id=ANA)
    texts = [text for call in calls for text in (call.text, *call.buttons)]
    assert any("&lt;b&gt;Hall&lt;/b&gt; &amp; eman" in text for text in texts)
    for text in texts:
        assert len(text.encode("utf-16-le")) // 2 <= LONGEST
        assert not {"Cf", "Cc"} & {unicodedata.category(sign) for sign in text if sign != "\n"}
        assert "<a href" not in text
        assert "Reference:" not in text, "nothing failed"


async def _proposed(siege: Siege, typed: str = TO_OAK) -> Announcement:
    """A change in review, by Ana."""
    await siege.bot.say(typed, chat_id=ANA)
    await siege.bot.say(f"/change {LISTED} submit", chat_id=ANA)
    proposed = await _open(siege)
    assert proposed.state is AnnouncementState.IN_REVIEW
    return proposed


async def _open(siege: Siege) -> Announcement:
    async with siege.transactions.read() as tx:
        return (await tx.announcements.with_code(Code(LISTED)))[0]


async def _button(siege: Siege, one: Announcement) -> ApproveThis:
    """The press that approves this content, as a second person has it who picked the right fact."""
    seen = Seen.of(one)
    return ApproveThis(seen.id, seen.revision, seen.digest, (await _proof(siege, one)).right)


async def _proof(siege: Siege, one: Announcement) -> Proof:
    city = siege.people.finder.city(one.draft.city_id) if one.draft.city_id else None
    assert city is not None
    async with siege.transactions.read() as tx:
        was = await known_entry(tx, one)
    return asked_about(one, was, outcome(one, was, city, siege.people.clock.now()))


async def _approve_all(siege: Siege) -> None:
    """Carl, of whatever is in review, at once."""
    async with siege.transactions.read() as tx:
        presses = [await _button(siege, one) for one in await tx.announcements.in_review()]
    async with asyncio.TaskGroup() as approving:
        for press in presses:
            approving.create_task(siege.bot.press(press, chat_id=CARL))


async def _appoint(siege: Siege, chat: int, city_id: int, *, not_any_more: bool = False) -> None:
    """By the rows alone."""
    place = {"coordinator_id": siege.persons[chat].id, "place_key": f"c{city_id}"}
    columns = coordinator_place.c
    its = (columns.coordinator_id == place["coordinator_id"], columns.place_key == place["place_key"])
    async with siege.transactions._writer.begin() as connection:
        if not_any_more:
            await connection.execute(coordinator_place.delete().where(*its))
        else:
            await connection.execute(coordinator_place.insert().values(place))
