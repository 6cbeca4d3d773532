"""What the edge lets through, and what it answers when something goes wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from telegram import Update

from bot.domain.errors import Refusal, StorageUnavailable
from bot.telegram.limits import PER_MINUTE
from bot.telegram.reply import Replies
from bot.views.callbacks import AskPlace, DeleteData, ShowSettings
from bot.views.view import View
from handlers.context import Asking
from handlers.feature import AnyContext, AnyHandler, Feature, Pressed, Typed
from handlers.guards import ensure_private
from storage.transactions import SqlTransactions
from tests.handlers.harness import BOT_USERNAME, GROUP, PERSON, Bot, Call, running


@dataclass(frozen=True, slots=True)
class Echo:
    """Answers with what it understood; breaks on request."""

    asking: Asking
    replies: Replies

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            Typed("echo", self.on_echo),
            Typed("check", self.on_echo, joined=True),
            Typed("private", self.on_private),
            Typed("refuse", self.on_refuse),
            Typed("bug", self.on_bug),
            Typed("busy", self.on_busy),
            Pressed(AskPlace, self.on_edit),
        ]

    async def on_echo(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await self.replies.send(asked.to, View(f"{asked.words.language} {asked.text}"))

    async def on_edit(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await self.replies.edit(asked.to, View("edited"))

    async def on_private(self, update: Update, _context: AnyContext) -> None:
        ensure_private(await self.asking.of(update))

    async def on_refuse(self, _update: Update, _context: AnyContext) -> None:
        raise Refusal("not-subscribed")

    async def on_bug(self, _update: Update, _context: AnyContext) -> None:
        raise ZeroDivisionError("canary text")

    async def on_busy(self, _update: Update, _context: AnyContext) -> None:
        raise StorageUnavailable


def features(asking: Asking, replies: Replies) -> Iterable[Feature]:
    return [Echo(asking, replies)]


OWN_CHAT = {"id": PERSON, "type": "private"}
STRANGER = {"id": 5, "is_bot": False, "first_name": "x"}
OTHER_BOT = {"id": 9, "is_bot": True, "first_name": "b", "username": "other_bot"}
CHANNEL = {"id": -1009, "type": "channel", "title": "c"}
ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "x"}


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"forward_origin": ORIGIN, "chat_id": GROUP}, id="forwarded in a group"),
        pytest.param({"forward_origin": ORIGIN, "from": OTHER_BOT}, id="forwarded by a bot"),
        pytest.param({"forward_origin": ORIGIN, "media_group_id": "1"}, id="one of a forwarded album"),
        pytest.param({"via_bot": OTHER_BOT}, id="through another bot"),
        pytest.param({"from": OTHER_BOT}, id="a bot"),
        pytest.param({"from": STRANGER}, id="somebody else in a private chat"),
        pytest.param(
            {"sender_chat": {"id": PERSON, "type": "private"}, "from": OTHER_BOT}, id="a forged name"
        ),
        pytest.param({"sender_chat": CHANNEL, "chat_id": GROUP}, id="a channel in a group"),
        pytest.param({"is_automatic_forward": True, "chat_id": GROUP}, id="a linked channel's post"),
    ],
)
async def test_second_hand_words_have_no_effect(transactions: SqlTransactions, facts: dict[str, Any]) -> None:
    async with running(transactions, features) as bot:
        assert await bot.say("/echo x", **facts) == []


@pytest.mark.parametrize("kind", ["edited_message", "channel_post", "edited_channel_post"])
async def test_old_versions_and_channel_posts_have_no_effect(
    transactions: SqlTransactions, kind: str
) -> None:
    async with running(transactions, features) as bot:
        assert await bot.feed({kind: bot.message(text="/echo x")}) == []


async def test_a_groups_administrator_in_its_name_may_ask(transactions: SqlTransactions) -> None:
    group = {"id": GROUP, "type": "supergroup"}
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    async with running(transactions, features) as bot:
        (call,) = await bot.say("/echo x", chat_id=GROUP, sender_chat=group, **{"from": anonymous})
    assert call.text == "en x"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("/echo", "en "),
        ("/echo  Fort   Worth \n TX", "en Fort Worth TX"),
        ("/ECHO x", "en x"),
        (f"/echo@{BOT_USERNAME} x", "en x"),
        (f"/echo@{BOT_USERNAME.upper()} x", "en x"),
        ("/check_A7F3", "en A7F3"),
        (f"/check_a7f3@{BOT_USERNAME}", "en a7f3"),
    ],
)
async def test_a_command_is_understood_as_people_type_it(
    transactions: SqlTransactions, typed: str, understood: str
) -> None:
    async with running(transactions, features) as bot:
        (call,) = await bot.say(typed)
    assert call.text == understood


@pytest.mark.parametrize("typed", ["/echo@other_bot x", "/echoes", "/echo_x", "echo", "x /echo", "/"])
async def test_what_is_not_our_command_is_not_answered(transactions: SqlTransactions, typed: str) -> None:
    async with running(transactions, features) as bot:
        assert await bot.say(typed, chat_id=GROUP) == []


@pytest.mark.parametrize(
    ("app_language", "language"), [("es-419", "es"), ("ES_mx", "es"), ("de", "en"), (None, "en")]
)
async def test_the_apps_language_serves_before_one_is_chosen(
    transactions: SqlTransactions, app_language: str | None, language: str
) -> None:
    async with running(transactions, features) as bot:
        (call,) = await bot.say("/echo", app_language=app_language)
    assert call.text == f"{language} "


async def test_a_group_is_answered_in_the_thread_that_asked(transactions: SqlTransactions) -> None:
    async with running(transactions, features) as bot:
        (call,) = await bot.say("/echo", chat_id=GROUP, thread=77, message_id=41)
        assert call.params["message_thread_id"] == 77
        assert call.params["reply_parameters"]["message_id"] == 41
        (call,) = await bot.say("/echo", chat_id=GROUP, message_thread_id=77)
        assert "message_thread_id" not in call.params


async def test_a_closed_thread_does_not_swallow_the_answer(transactions: SqlTransactions) -> None:
    async with running(transactions, features) as bot:
        bot.request.refuse["sendMessage"] = [(400, "Bad Request: message thread not found")]
        _refused, sent = await bot.say("/echo", chat_id=GROUP, thread=77)
    assert "message_thread_id" not in sent.params


async def test_a_press_is_acknowledged_and_edits_its_message(transactions: SqlTransactions) -> None:
    async with running(transactions, features) as bot:
        acknowledged, edited = await bot.press(AskPlace("near"), message_id=12)
    assert acknowledged.method == "answerCallbackQuery"
    assert (edited.method, edited.params["message_id"], edited.text) == ("editMessageText", 12, "edited")


async def test_the_same_screen_again_is_no_error(transactions: SqlTransactions) -> None:
    async with running(transactions, features) as bot:
        bot.request.refuse["editMessageText"] = [(400, "Bad Request: message is not modified: same")]
        calls = await bot.press(AskPlace("near"))
    assert [call.method for call in calls] == ["answerCallbackQuery", "editMessageText"]


@pytest.mark.parametrize("refused", ["Bad Request: message can't be edited", "message to edit not found"])
async def test_what_cannot_be_edited_is_sent(transactions: SqlTransactions, refused: str) -> None:
    async with running(transactions, features) as bot:
        bot.request.refuse["editMessageText"] = [(400, refused)]
        calls = await bot.press(AskPlace("near"))
    assert calls[-1].method == "sendMessage"


async def test_a_reply_survives_an_old_press_and_a_blocked_bot(transactions: SqlTransactions) -> None:
    async with running(transactions, features) as bot:
        bot.request.refuse["answerCallbackQuery"] = [(400, "Bad Request: query is too old")]
        bot.request.refuse["editMessageText"] = [(403, "Forbidden: bot was blocked by the user")]
        assert len(await bot.press(AskPlace("near"))) == 2


@pytest.mark.parametrize("data", [DeleteData(), ShowSettings(), "zz:1", "", "ak:near:extra"])
async def test_a_button_nobody_claims_is_answered_by_a_message(
    transactions: SqlTransactions, data: Any
) -> None:
    async with running(transactions, features) as bot:
        calls = await bot.press(data)
    assert calls[-1].method in {"sendMessage", "editMessageText"}


async def test_a_refusal_is_worded_not_logged_as_a_fault(transactions: SqlTransactions) -> None:
    async with running(transactions, features) as bot:
        (call,) = await bot.say("/refuse")
    assert call.text


async def test_personal_matters_are_sent_to_the_private_chat(transactions: SqlTransactions) -> None:
    async with running(transactions, features) as bot:
        (call,) = await bot.say("/private", chat_id=GROUP)
        assert any(BOT_USERNAME in target for target in [call.text, *call.buttons.values()])
        assert await bot.say("/private") == []


async def test_a_bug_is_answered_with_a_reference_and_nothing_of_its_text(
    transactions: SqlTransactions, capfd: pytest.CaptureFixture[str]
) -> None:
    async with running(transactions, features) as bot:
        (call,) = await bot.say("/bug")
    assert call.text
    assert "canary" not in call.text + "".join(capfd.readouterr())


async def test_a_busy_database_is_tried_again_and_told_of_at_last(transactions: SqlTransactions) -> None:
    async with running(transactions, features) as bot:
        update = {"update_id": 7, "message": bot.message(text="/busy")}
        answers: list[Call] = []
        while not answers:
            answers = await bot.feed(update)
            repeats = bot.repeats.take(7)
    assert repeats == 0
    assert len(answers) == 1


async def test_a_flood_gets_one_notice_and_then_silence(transactions: SqlTransactions) -> None:
    async with running(transactions, features) as bot:
        for _ in range(PER_MINUTE):
            assert len(await bot.say("/echo")) == 1
        (notice,) = await bot.say("/echo")
        assert not notice.text.startswith("en")
        assert await bot.say("/echo") == []
        assert await bot.press(AskPlace("near")) == []
        assert len(await bot.say("/echo", chat_id=PERSON + 1)) == 1


async def test_talk_between_people_of_a_group_does_not_count(transactions: SqlTransactions) -> None:
    async with running(transactions, features) as bot:
        await _chatter(bot, PER_MINUTE + 5)
        assert len(await bot.say("/echo", chat_id=GROUP)) == 1


async def _chatter(bot: Bot, times: int) -> None:
    for _ in range(times):
        assert await bot.say("see you there", chat_id=GROUP) == []


async def test_who_forwards_an_alert_is_told_how_to_check_it(transactions: SqlTransactions) -> None:
    async with running(transactions, features) as bot:
        (call,) = await bot.say("/echo x", forward_origin=ORIGIN)
    assert "/check" in call.text
    assert "en x" not in call.text
