"""Updates and answers of a Bot API that sends the least: they are read, and nothing in them is changed."""

import json
from typing import Any

import pytest
from telegram import Bot, ChatMember, ChatMemberRestricted, Update
from telegram.request import BaseRequest, RequestData

from bot.telegram.known_bot import KnownBot
from bot.telegram.sparse import completed
from tests.handlers.harness import TOKEN
from tests.telegram.updates import a_message

GROUP = -1001000200300
PERSON = {"id": 7}


def read(**update: Any) -> Update:
    return Update.de_json(completed({"update_id": 1, **update}), Bot(TOKEN))


def test_a_private_message_is_read_from_its_chat_and_text_alone() -> None:
    message = read(message={"message_id": 3, "chat": {"id": 7_000_000_001}, "text": "/add Tacoma"}).message
    assert message is not None
    assert message.from_user is not None
    assert (message.chat.type, message.from_user.id) == ("private", 7_000_000_001)
    assert not message.from_user.is_bot
    assert message.text == "/add Tacoma"


def test_a_chat_below_zero_is_a_group_and_nobody_is_made_up_for_it() -> None:
    message = read(message={"message_id": 3, "chat": {"id": GROUP}, "text": "/today"}).message
    assert message is not None
    assert (message.chat.type, message.from_user) == ("supergroup", None)


def test_a_press_is_read_with_a_message_that_can_be_edited() -> None:
    carrier = {"message_id": 3, "chat": {"id": 7}}
    query = read(callback_query={"id": "1", "from": PERSON, "data": "ss", "message": carrier}).callback_query
    assert query is not None
    assert query.message is not None
    assert query.message.is_accessible


def test_a_reply_is_read_with_what_it_replies_to() -> None:
    asked = {"message_id": 2, "chat": {"id": GROUP}, "from": PERSON, "text": "Which place?"}
    reply = {
        "message_id": 3, "chat": {"id": GROUP}, "from": PERSON, "text": "Tacoma", "reply_to_message": asked
    }  # fmt: skip
    message = read(message=reply).message
    assert message is not None
    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "Which place?"


@pytest.mark.parametrize("status", ["member", "left", "kicked", "administrator", "creator"])
def test_a_change_of_membership_is_read_by_its_status(status: str) -> None:
    change = read(my_chat_member={"chat": {"id": 7}, "new_chat_member": {"status": status}}).my_chat_member
    assert change is not None
    assert change.new_chat_member.status == status
    assert change.chat.id == 7


def test_a_restriction_is_read_without_the_rights_it_does_not_name() -> None:
    facts = {"status": "restricted", "is_member": True, "can_send_messages": True}
    change = read(my_chat_member={"chat": {"id": -7}, "new_chat_member": facts}).my_chat_member
    assert change is not None
    bot = change.new_chat_member
    assert isinstance(bot, ChatMemberRestricted)
    assert (bot.is_member, bot.can_send_messages, bot.can_send_polls) == (True, True, False)


def test_a_whole_update_stays_as_it_is() -> None:
    assert completed(a_message(7)) == a_message(7)


class Answering(BaseRequest):
    def __init__(self, result: object) -> None:
        self._body = json.dumps({"ok": True, "result": result}).encode()

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        return 200, self._body


@pytest.mark.parametrize("status", ["creator", "administrator", "member", "kicked"])
async def test_who_administers_a_group_may_be_told_by_the_status_alone(status: str) -> None:
    request = KnownBot({"id": 1}, Answering({"status": status}))
    member = await Bot(TOKEN, request=request, get_updates_request=request).get_chat_member(GROUP, 7)
    assert isinstance(member, ChatMember)
    assert (member.status, member.user.id) == (status, 7)


def test_an_inline_query_is_read_from_its_words_and_its_person() -> None:
    query = read(inline_query={"id": "1", "from": PERSON, "query": "tacoma"}).inline_query
    assert query is not None
    assert (query.query, query.offset, query.from_user.id, query.from_user.is_bot) == ("tacoma", "", 7, False)
