"""Coordinators as they meet the bot: joining, the list, removal; and everybody who is none."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.coordinator import Role, Standing
from bot.domain.ids import ChatId
from bot.domain.subscriber import Language
from bot.services.joining import Joining
from bot.views.words import Html, visible
from storage.transactions import SqlTransactions
from tests.builders import NOW
from tests.handlers.harness import GROUP, Bot, Call
from tests.handlers.people import People

OPERATOR, ANA, BEN, STRANGER = 700100001, 700100011, 700100012, 700100099
ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "x"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
COMMANDS = (
    "/invite coordinator Tacoma, WA",
    "/invite operator",
    "/confirm C-02",
    "/coordinators",
    "/remove_coordinator C-01",
    "/halt",
    "/halt Tacoma, WA",
    "/resume",
    "/resume Tacoma, WA",
    "/resume A7F3",
    "/audit",
    "/status",
)
BUTTONS = (
    "wc:C-02",
    "wc:C-03",
    "wl:1",
    "wa:C-01",
    "wr:C-01",
    "hr:c5812944:1770141600",
    "hr:us:1770141600",
    "hh:1:0f1e2d3c",
)


@pytest.fixture
async def led(drumbeat: Bot, people: People) -> Bot:
    """A bot with one operator, C-01."""
    joining = Joining(people.transactions, people.finder, people.clock)
    await joining.ensure_operators([ChatId(OPERATOR)], Language.EN)
    return drumbeat


def link_of(call: Call) -> str:
    """What a person sends who opens the link in this message."""
    found = re.search(r"\?start=([\w-]{1,64})<", call.text)
    assert found
    return f"/start {found[1]}"


async def invited(led: Bot, what: str = "coordinator Tacoma, WA", by: int = OPERATOR) -> str:
    (call,) = await led.say(f"/invite {what}", chat_id=by)
    return link_of(call)


async def joined(led: Bot, chat: int, what: str = "coordinator Tacoma, WA") -> str:
    """Invited and confirmed by the operator; the label."""
    welcome, page = await led.say(await invited(led, what), chat_id=chat)
    label = re.search(r"C-\d+", welcome.text)
    assert label
    await led.press(page.buttons[f"Confirm {label[0]}"], chat_id=OPERATOR)
    return label[0]


async def kept(transactions: SqlTransactions) -> dict[str, Any]:
    """What coordinators' commands could change."""
    async with transactions.read() as tx:
        return {
            "coordinators": await tx.coordinators.all(),
            "halts": await tx.halts.all(),
            "audit": await tx.audit.all(),
        }


async def test_from_an_invite_to_a_coordinator(led: Bot, people: People) -> None:
    welcome, page = await led.say(await invited(led), chat_id=ANA, app_language="es")
    assert "C-02" in welcome.text
    assert "sin confirmar" in welcome.text
    assert page.params["chat_id"] == OPERATOR
    _ack, confirmed, told = await led.press(page.buttons["Confirm C-02"], chat_id=OPERATOR)
    assert confirmed.params["chat_id"] == OPERATOR
    assert told.params["chat_id"] == ANA
    assert "con confirmación" in told.text
    (listed,) = await led.say("/coordinators", chat_id=ANA)
    assert "C-01" in listed.text
    assert "Tacoma, WA" in listed.text
    assert "Canary" not in listed.text
    (everything,) = await led.say("/help", chat_id=ANA)
    assert "/invite" in everything.text
    assert "/remove_coordinator" not in everything.text
    (usual,) = await led.say("/help", chat_id=STRANGER)
    assert "/invite" not in usual.text


async def test_confirming_can_be_typed(led: Bot, people: People) -> None:
    await led.say(await invited(led), chat_id=ANA)
    assert len(await led.say("/confirm c2", chat_id=OPERATOR)) == 2
    async with people.transactions.read() as tx:
        ana = await tx.coordinators.by_chat(ChatId(ANA))
    assert ana
    assert ana.standing is Standing.ACTIVE


async def test_the_first_link_makes_the_operator(drumbeat: Bot, people: People) -> None:
    payload = await Joining(people.transactions, people.finder, people.clock).first_link()
    (call,) = await drumbeat.say(f"/start {payload}", chat_id=ANA)
    assert "operator" in call.text
    (refused,) = await drumbeat.say(f"/start {payload}", chat_id=BEN)
    assert "used already" in refused.text
    (status,) = await drumbeat.say("/status", chat_id=ANA)
    assert "fewer than 10" in status.text
    assert "APPROVALS" in status.text


async def test_a_used_an_expired_and_a_made_up_link_make_nobody(led: Bot, people: People) -> None:
    link, late = await invited(led), await invited(led)
    await led.say(link, chat_id=ANA)
    before = await kept(people.transactions)
    people.clock.at = NOW + timedelta(hours=25)
    for words in (link, late, "/start in_" + "A" * 43, "/start op_" + "A" * 43, "/start in_"):
        (call,) = await led.say(words, chat_id=BEN)
        assert "used already or is older" in call.text
    assert await kept(people.transactions) == before


async def test_a_link_opened_in_a_group_is_not_used_up(led: Bot, people: People) -> None:
    link = await invited(led)
    (call,) = await led.say(link, chat_id=GROUP, sender=ANA)
    assert "private chat" in call.text
    assert len(await led.say(link, chat_id=ANA)) == 2


async def test_removal_asks_first_as_a_button_and_tells_the_others(led: Bot, people: People) -> None:
    await joined(led, ANA)
    await joined_by_second(led)
    (listed,) = await led.say("/coordinators", chat_id=OPERATOR)
    _ack, asked = await led.press(listed.buttons["Remove C-02"], chat_id=OPERATOR)
    assert asked.method == "editMessageText"
    _ack, removed, *told = await led.press(asked.buttons["Remove C-02"], chat_id=OPERATOR)
    assert "removed by C-01" in removed.text
    assert {call.params["chat_id"] for call in told} == {ANA, BEN}
    again = await led.press(asked.buttons["Remove C-02"], chat_id=OPERATOR)
    assert "No coordinator called" in again[-1].text
    (refused,) = await led.say("/halt", chat_id=ANA)
    assert "coordinators only" in refused.text


async def joined_by_second(led: Bot) -> None:
    """Ben, whom Ana has to confirm, as the operator invited him."""
    _welcome, page = await led.say(await invited(led), chat_id=BEN)
    assert page.params["chat_id"] == ANA
    refused = await led.press("wc:C-03", chat_id=OPERATOR)
    assert "does not confirm" in refused[-1].text
    await led.say("/confirm C-03", chat_id=ANA)


async def test_removing_can_be_typed(led: Bot) -> None:
    await joined(led, ANA)
    removed, _told = await led.say("/remove_coordinator C-02", chat_id=OPERATOR)
    assert "removed by C-01" in removed.text


async def test_halt_and_resume_by_another(led: Bot, people: People) -> None:
    await joined(led, ANA)
    halted, told = await led.say("/halt Tacoma, WA", chat_id=ANA)
    assert "Halted by C-02: Tacoma, WA" in halted.text
    (own,) = await led.say("/resume", chat_id=ANA)
    assert "does not resume" in own.text
    (status,) = await led.say("/status", chat_id=OPERATOR)
    assert "Tacoma" in status.text
    button = told.buttons["Resume Tacoma, WA"]
    _ack, resumed, _told = await led.press(button, chat_id=OPERATOR)
    assert "Resumed by C-01" in resumed.text
    people.clock.at = NOW + timedelta(minutes=5)
    await led.say("/halt Tacoma, WA", chat_id=ANA)
    stale = await led.press(button, chat_id=OPERATOR)
    assert "out of date" in stale[1].text
    async with people.transactions.read() as tx:
        assert len(await tx.halts.all()) == 1
    (acts,) = await led.say("/audit", chat_id=ANA)
    assert "C-02 halted Tacoma, WA" in acts.text


async def test_who_is_deleted_is_no_coordinator_any_more(led: Bot, people: People) -> None:
    await joined(led, ANA)
    (asked,) = await led.say("/delete", chat_id=ANA)
    _ack, gone = await led.press(asked.buttons["Delete my data"], chat_id=ANA)
    assert "rased" in gone.text
    async with people.transactions.read() as tx:
        assert await tx.coordinators.by_chat(ChatId(ANA)) is None


@pytest.mark.parametrize("who", ["stranger", "pending", "removed", "elsewhere"])
@pytest.mark.parametrize("acts", [COMMANDS, BUTTONS], ids=["typed", "pressed"])
async def test_who_has_no_authority_changes_nothing(
    led: Bot, people: People, who: str, acts: tuple[str, ...]
) -> None:
    """Every command and every button, one after the other."""
    if who == "pending":
        await led.say(await invited(led), chat_id=ANA)
    elif who != "stranger":
        await joined(led, ANA, "coordinator Houston, TX")
    await led.say(await invited(led), chat_id=BEN)
    if who == "removed":
        await led.say("/remove_coordinator C-02", chat_id=OPERATOR)
    await led.say("/halt Tacoma, WA", chat_id=OPERATOR)
    before = await kept(people.transactions)
    people.clock.at = NOW + timedelta(minutes=2)
    own = {"/halt", "/coordinators", "/audit"} if who == "elsewhere" else set()
    for act in acts:
        if act in own | {"wl"}:
            continue
        calls = await led.press(act, chat_id=ANA) if act in BUTTONS else await led.say(act, chat_id=ANA)
        assert calls
        assert not re.search(r"silent|Reference|start=in_", calls[-1].text)
    assert await kept(people.transactions) == before


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"chat_id": OPERATOR, "forward_origin": ORIGIN}, id="forwarded"),
        pytest.param({"chat_id": OPERATOR, "via_bot": ANONYMOUS}, id="through another bot"),
        pytest.param({"chat_id": GROUP, "sender": OPERATOR}, id="in a group"),
        pytest.param(
            {"chat_id": GROUP, "sender_chat": {"id": GROUP, "type": "supergroup"}, "from": ANONYMOUS},
            id="an anonymous administrator",
        ),
        pytest.param({"chat_id": OPERATOR, "sender": STRANGER}, id="another sender"),
        pytest.param({"chat_id": 777000}, id="Telegram's service"),
    ],
)
async def test_an_operator_acts_only_in_person_and_in_private(
    led: Bot, people: People, facts: dict[str, Any]
) -> None:
    await led.say(await invited(led), chat_id=BEN)
    before = await kept(people.transactions)
    for typed in COMMANDS:
        for call in await led.say(typed, **facts):
            assert not re.search(r"start=in_|C-0", call.text)
    assert await kept(people.transactions) == before


async def test_edited_commands_and_presses_in_groups_do_nothing(led: Bot, people: People) -> None:
    await led.say(await invited(led), chat_id=BEN)
    before = await kept(people.transactions)
    for typed in COMMANDS:
        assert await led.feed({"edited_message": led.message(text=typed, chat_id=OPERATOR)}) == []
    for data in BUTTONS:
        await led.press(data, chat_id=GROUP, sender=OPERATOR)
    assert await kept(people.transactions) == before


@pytest.mark.parametrize(
    "data", ["wc", "wc:", "wc:C-99", "wr:" + "9" * 40, "hr:us", "hr:us:x", "hr:cX:1", "wa:"]
)
async def test_forged_buttons_are_answered_and_do_nothing(led: Bot, people: People, data: str) -> None:
    before = await kept(people.transactions)
    calls = await led.press(data, chat_id=OPERATOR)
    assert calls[-1].text
    assert "Reference" not in calls[-1].text
    assert await kept(people.transactions) == before


async def test_a_long_list_has_pages_that_can_be_typed_and_pressed(led: Bot, people: People) -> None:
    async with people.transactions.write() as tx:
        for number in range(19):
            chat, keys = ChatId(ANA + number), ["c5812944"]
            await tx.coordinators.add(chat, Role.COORDINATOR, Standing.ACTIVE, NOW, Language.EN, keys)
    (first,) = await led.say("/coordinators", chat_id=OPERATOR)
    assert "20 coordinators" in first.text
    assert "Page 1 of 3. More: /coordinators page 2" in visible(Html(first.text))
    (typed,) = await led.say("/coordinators page 2", chat_id=OPERATOR)
    pressed = (await led.press(first.buttons["Next page"], chat_id=OPERATOR))[-1]
    assert typed.text == pressed.text
    (last,) = await led.say("/coordinators page 99", chat_id=OPERATOR)
    texts = "\n".join(call.text for call in (first, typed, last))
    labels = re.findall(r"^(C-\d+):", texts, re.MULTILINE)
    assert labels == [f"C-{number:02}" for number in range(1, 21)]
