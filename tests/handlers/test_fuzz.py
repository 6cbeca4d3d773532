"""Whatever an update holds, the bot answers or ignores it; it never fails, and it stays quick."""

import statistics
import time
from random import Random
from typing import Any

from bot.logs import place_of
from bot.telegram.limits import PER_MINUTE
from bot.views.commands import COMMANDS
from storage.transactions import SqlTransactions
from tests.buttons import BUTTONS
from tests.handlers.harness import BOT_ID, GROUP, Bot
from tests.services.people import rows_about_people

UPDATES = 2000
SLOWEST_SECONDS = 0.1
TEXTS = (
    "",
    " ",
    "\u0000",
    "\u202e/add Tacoma",
    "\u200b\u200b",
    "é" * 4096,
    "👩‍👩‍👧‍👦" * 300,
    "<b>&amp;</i>",
    "{0}%s{key}",
    "98402",
    "00000",
    "-1",
    "9" * 400,
    "Tacoma, WA 50",
    "Tacoma\n\nSeattle",
    "todo el país",
    "مظاهرة",
    "'; DROP TABLE subscriber; --",
    "page 99999",
    "#A7F3",
    "off",
    "22-8",
    "yes",
    "brief off",
)
KINDS = (*["private"] * 6, "group", "supergroup", "channel")


class Generator:
    """Seeded, so that a failure comes again."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - repeatable on purpose
        self._number = 0

    def update(self) -> dict[str, Any]:
        kind = self._random.choice(
            (*["message"] * 6, *["callback_query"] * 4, "edited_message", "channel_post")
        )
        made = self._press() if kind == "callback_query" else self._message()
        return {kind: made}

    def _message(self) -> dict[str, Any]:
        random = self._random
        self._number += 1
        sender = self._sender()
        message: dict[str, Any] = {
            "message_id": random.choice((1, self._number, 2**31)),
            "date": random.choice((0, 1, 2**31 - 1)),
            "chat": self._chat(sender["id"]),
        }
        if random.random() < 0.9:
            message["from"] = sender
        contents: tuple[dict[str, Any], ...] = (
            *[{"text": self._text()}] * 12,
            {"location": {"latitude": random.uniform(-90, 90), "longitude": random.uniform(-180, 180)}},
            {"caption": self._text(), "photo": []},
            {"new_chat_members": [sender]},
            {"migrate_to_chat_id": GROUP - 5},
            {},
        )
        origins: tuple[dict[str, Any], ...] = (
            *[{}] * 12,
            {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}},
            {"via_bot": {"id": 9, "is_bot": True, "first_name": "b"}},
            {"sender_chat": {"id": GROUP, "type": "supergroup"}},
            {"message_thread_id": 7, "is_topic_message": True},
            {"reply_to_message": self._own_message()},
        )
        return message | random.choice(contents) | random.choice(origins)

    def _press(self) -> dict[str, Any]:
        random = self._random
        press = {"id": "1", "from": self._sender(), "chat_instance": "1", "data": self._data()}
        if random.random() < 0.9:
            press["message"] = self._own_message()
        else:
            press["inline_message_id"] = "x"
        return press

    def _own_message(self) -> dict[str, Any]:
        own = {"id": BOT_ID, "is_bot": True, "first_name": "Drumbeat"}
        chat = self._chat(self._sender()["id"])
        return {
            "message_id": 5,
            "date": self._random.choice((0, 1)),
            "chat": chat,
            "from": own,
            "text": self._text(),
        }

    def _data(self) -> str:
        random = self._random
        button = random.choice(BUTTONS)
        fields = (random.choice((*TEXTS, "us", "c5812944", "sWA", "0", "25", "near", "es")) for _ in range(5))
        return ":".join([button.prefix, *list(fields)[: random.randrange(6)]])[:64]

    def _text(self) -> str:
        random = self._random
        text = random.choice(TEXTS)
        if random.random() < 0.6:
            command = random.choice(COMMANDS).name
            text = f"/{command}{random.choice(('', '@other_bot', '_X'))} {text}"
        return text[:4096]

    def _chat(self, sender: int) -> dict[str, Any]:
        kind = self._random.choice(KINDS)
        return {"id": sender if kind == "private" else GROUP, "type": kind, "title": "t"}

    def _sender(self) -> dict[str, Any]:
        random = self._random
        # Few enough to meet again with what they have stored, too many to reach the limit.
        sender = 10_000 + random.randrange(200)
        if random.random() < 0.1:
            sender = random.choice((1, 1087968824, 777000, 136817688, 2**52))
        known = {"id": sender, "is_bot": random.random() < 0.03, "first_name": random.choice(TEXTS)}
        return known | random.choice(({}, {"language_code": "es"}, {"language_code": "\u0000"}))


async def test_random_updates_never_fail_and_are_dealt_with_quickly(drumbeat: Bot) -> None:
    failures: list[str] = []

    async def on_error(_update: object, context: Any) -> None:
        if type(context.error).__module__ != "bot.domain.errors":
            failures.append(f"{type(context.error).__name__} at {place_of(context.error)}")

    drumbeat.application.add_error_handler(on_error)
    handlers = drumbeat.application.error_handlers
    drumbeat.application.error_handlers = {on_error: True, **handlers}
    generator, seconds = Generator(20260203), []
    for _ in range(UPDATES):
        update = generator.update()
        began = time.perf_counter()
        await drumbeat.feed(update)
        seconds.append(time.perf_counter() - began)
    assert failures == []
    assert statistics.quantiles(seconds, n=100)[-1] < SLOWEST_SECONDS


async def test_a_flood_of_one_sender_costs_few_answers_and_keeps_nothing(
    drumbeat: Bot, transactions: SqlTransactions
) -> None:
    answers = [len(await drumbeat.say("/today Tacoma")) for _ in range(10 * PER_MINUTE)]
    assert sum(answers) == PER_MINUTE + 1
    assert await rows_about_people(transactions) == 0
