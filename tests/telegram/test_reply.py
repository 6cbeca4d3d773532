"""Replies against what Telegram may say to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.domain.broadcast import Ambiguous, Gone, Migrated, NoRights, NotSent, Outcome, Rejected, TopicClosed
from bot.domain.ids import ChatId
from bot.telegram.markup import markup
from bot.telegram.reply import PATIENCE, Replies, ReplyTo
from bot.telegram.transport import CallFailed
from bot.views.view import Button, View

HERE = ReplyTo(ChatId(1))
HELLO = View("hello")


@dataclass(slots=True)
class Wire:
    """Fails as told, then works; time passes by sleeping alone."""

    failures: list[tuple[Outcome, str]] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    sent: list[Mapping[str, object]] = field(default_factory=list)
    flooded_for: list[float | None] = field(default_factory=list)
    now: float = 0.0

    async def call(
        self,
        method: str,
        parameters: Mapping[str, object] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Any:
        self.methods.append(method)
        self.sent.append(parameters or {})
        if self.failures:
            outcome, description = self.failures.pop(0)
            raise CallFailed(method, outcome, None, description)
        return {"message_id": 1}

    async def turn(self, chat_id: ChatId) -> None: ...

    def flooded(self, chat_id: ChatId, retry_after: float | None) -> None:
        self.flooded_for.append(retry_after)

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    def replies(self) -> Replies:
        return Replies(self, self, self.sleep, lambda: self.now)


async def test_a_flood_is_waited_out_and_told_to_all_who_send() -> None:
    wire = Wire([(NotSent("429", retry_after=4, gate=True), "")])
    await wire.replies().send(HERE, HELLO)
    assert (wire.methods, wire.now, wire.flooded_for) == (["sendMessage"] * 2, 4, [4])


async def test_a_long_flood_ends_a_reply_and_not_the_bot() -> None:
    wire = Wire([(NotSent("429", retry_after=600, gate=True), "")])
    await wire.replies().send(HERE, HELLO)
    assert (wire.methods, wire.flooded_for) == (["sendMessage"], [600])


async def test_what_never_left_is_tried_for_as_long_as_a_reply_makes_sense() -> None:
    wire = Wire([(NotSent("connect"), "")] * 50)
    await wire.replies().send(HERE, HELLO)
    assert len(wire.methods) > 3
    assert wire.now <= PATIENCE


async def test_what_may_have_arrived_is_repeated_once() -> None:
    wire = Wire([(Ambiguous("timeout"), "")] * 50)
    await wire.replies().send(HERE, HELLO)
    assert len(wire.methods) == 2


@pytest.mark.parametrize("outcome", [Gone("403 blocked"), Migrated(ChatId(-2)), NoRights("400 rights")])
async def test_who_cannot_be_reached_is_not_tried_again(outcome: Outcome) -> None:
    wire = Wire([(outcome, "")])
    await wire.replies().send(HERE, HELLO)
    assert len(wire.methods) == 1


async def test_an_answer_to_a_closed_topic_goes_to_general_without_its_quote() -> None:
    wire = Wire([(TopicClosed("400 topic_closed"), "TOPIC_CLOSED")])
    assert await wire.replies().send(ReplyTo(ChatId(-1), thread=7, quote=3), HELLO) == 1
    assert [(each["message_thread_id"], "reply_parameters" in each) for each in wire.sent] == [
        (7, True),
        (None, False),
    ]


async def test_an_edit_in_a_closed_topic_comes_to_general_as_a_message() -> None:
    closed = (TopicClosed("400 topic_closed"), "TOPIC_CLOSED")
    wire = Wire([closed, closed])
    await wire.replies().edit(ReplyTo(ChatId(-1), thread=7, pressed=3), HELLO)
    assert wire.methods == ["editMessageText", "sendMessage", "sendMessage"]


async def test_an_answer_to_a_group_that_moved_goes_after_it() -> None:
    moves: list[tuple[int, int]] = []

    async def moved(old: ChatId, new: ChatId) -> None:
        moves.append((old, new))

    wire = Wire([(Migrated(ChatId(-2)), "")])
    replies = Replies(wire, wire, wire.sleep, lambda: wire.now, moved)
    assert await replies.send(ReplyTo(ChatId(-1), quote=3), HELLO) == 1
    assert moves == [(-1, -2)]
    assert [(each["chat_id"], "reply_parameters" in each) for each in wire.sent] == [(-1, True), (-2, False)]


async def test_it_is_followed_once() -> None:
    async def moved(old: ChatId, new: ChatId) -> None: ...

    wire = Wire([(Migrated(ChatId(-2)), "")] * 5)
    replies = Replies(wire, wire, wire.sleep, lambda: wire.now, moved)
    assert await replies.send(ReplyTo(ChatId(-1)), HELLO) is None
    assert len(wire.methods) == 2


async def test_where_general_is_closed_too_an_answer_is_given_up() -> None:
    wire = Wire([(TopicClosed("400 topic_closed"), "TOPIC_CLOSED")] * 2)
    assert await wire.replies().send(ReplyTo(ChatId(-1), thread=7), HELLO) is None
    assert len(wire.methods) == 2


async def test_a_text_that_telegram_cannot_read_is_a_bug_and_raised() -> None:
    wire = Wire([(Rejected("400"), "can't parse entities")])
    with pytest.raises(CallFailed):
        await wire.replies().send(HERE, HELLO)


async def test_a_chat_without_a_turn_in_time_gets_no_late_answer() -> None:
    class Crowded(Wire):
        async def turn(self, chat_id: ChatId) -> None:
            raise TimeoutError

    wire = Crowded()
    await wire.replies().send(HERE, HELLO)
    assert wire.methods == []


async def test_an_attachment_goes_as_a_document() -> None:
    wire = Wire()
    await wire.replies().send(HERE, View("your data", attachment=("data.json", b"{}")))
    assert wire.methods == ["sendDocument"]


@pytest.mark.parametrize(
    "button",
    [Button("nothing"), Button("two", data="ak:near:", url="https://example.org")],
)
def test_a_button_does_exactly_one_thing(button: Button) -> None:
    with pytest.raises(ValueError, match="exactly one act"):
        markup(View("text", rows=((button,),)))
