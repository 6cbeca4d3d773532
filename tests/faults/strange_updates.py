"""Updates as nobody should send them: seeded, endless, and never with a right over what the victims keep."""

import copy
import random
from collections.abc import Iterator
from dataclasses import fields
from itertools import count
from typing import Any

from bot.views.commands import COMMANDS, FOR_COORDINATORS, FOR_OPERATORS
from tests.buttons import BUTTONS
from tests.handlers.harness import BOT_ID, GROUP, PERSON, WHEN

JUNK = (
    "",
    "<b>",
    "<script>alert(1)</script> & &amp; </code>",
    "Tacoma, WA",
    "seattle, tacoma",
    "98402 10",
    "yes",
    "off",
    "A7F3",
    "22-8",
    "brief off",
    "language es",
    "city_5812944",
    "city_" + "9" * 4300,
    "a_A7F3",
    "own",
    "-1",
    "9" * 4300,
    "\u202eabc\u2066\u200b",
    "مرحبا",
    "😀" * 40,
    "\ud800",
    "\x00",
    "'; DROP TABLE subscriber; --",
    "{typed} %s",
    "a" * 4096,
    "\n\n\t",
    "c5812944",
    "sTX",
    "us",
)
VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    10**30,
    1.5,
    float("nan"),
    "",
    "x",
    "-7",
    [],
    {},
    [None],
    {"id": None},
    [[{}]],
)
NAMES = tuple(command.name for command in (*COMMANDS, *FOR_COORDINATORS, *FOR_OPERATORS))
KINDS = ("private", "group", "supergroup", "channel", "sender", "")
NUMBERS = (0, -1, 1, 25, 50, -25, 10**12, 2**63)
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
MACHINE = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
ORIGIN = {"type": "hidden_user", "date": WHEN, "sender_user_name": "x"}
CHANNEL = {"id": -1009, "type": "channel", "title": "c"}
MARKS = ("from", "forward_origin", "via_bot", "is_automatic_forward", "sender_chat")
US = {"id": BOT_ID, "is_bot": True, "first_name": "Drumbeat"}

Raw = dict[str, Any]


class StrangeUpdates:
    """The victims are PERSON's private chat and GROUP, in which no sender of these is an administrator."""

    def __init__(self, seed: int, codes: tuple[str, ...] = ()) -> None:
        """`codes` are those of what the victims have open."""
        self._random = random.Random(seed)  # noqa: S311 - to be repeated, not to be unguessable
        self._numbers = count(1)
        self._junk = (*JUNK, *codes * 5)

    def __iter__(self) -> Iterator[Raw]:
        while True:
            kind = self._random.choice(
                (self._said, self._said, self._pressed, self._pressed, self._second_hand, self._moved)
            )
            made = kind()
            update = copy.deepcopy(made)
            for _ in range(self._random.choice((0, 0, 0, 0, 1, 2))):
                self._spoil(update)
            _mark_again(update, made)
            yield {"update_id": next(self._numbers)} | update

    def _stranger(self) -> Raw:
        number = self._random.choice(
            (5, 6, self._random.randrange(10, 2**52), self._random.randrange(10, 10**4))
        )
        return {
            "id": number,
            "is_bot": False,
            "first_name": "x",
            "language_code": self._random.choice(("en", "es")),
        }

    def _text(self) -> str:
        name = self._random.choice((*NAMES, "report", "hoy"))
        between = self._random.choice((" ", " ", "_", "@drumbeat_test_bot ", "\n"))
        junk = self._random.choice(self._junk)
        return self._random.choice((f"/{name}{between}{junk}", f"/{name}", junk, f"#{junk}"))

    def _message(self, sender: Raw | None = None) -> Raw:
        sender = sender or self._stranger()
        own = {"id": sender["id"], "type": "private"}
        chat = self._random.choice((own, {"id": GROUP, "type": "supergroup", "title": "t"}))
        return {"message_id": next(self._numbers), "date": WHEN, "chat": chat, "from": sender}

    def _said(self) -> Raw:
        message = self._message()
        content: Raw = self._random.choice(
            (
                {"text": self._text()},
                {"text": self._text()},
                {
                    "location": {
                        "latitude": self._random.uniform(-99, 99),
                        "longitude": self._random.uniform(-199, 199),
                    }
                },
                {"contact": {"phone_number": "1", "first_name": "x"}},
                {"dice": {"emoji": "x", "value": 1}},
                {
                    "caption": self._text(),
                    "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}],
                },
                {"new_chat_title": "x"},
            )
        )
        if self._random.random() < 0.2:
            asked: Raw = {
                "message_id": 1,
                "date": WHEN,
                "chat": message["chat"],
                "from": US,
                "text": self._text(),
            }
            content["reply_to_message"] = asked
        return {"message": message | content}

    def _pressed(self) -> Raw:
        message = self._message()
        query = {"id": "1", "from": message["from"], "chat_instance": "1", "data": self._data()}
        carrier = self._random.choice(
            (
                message | {"from": US, "text": "a screen"},
                message | {"date": 0},
                {**message, "chat": CHANNEL},
                None,
            )
        )
        return {"callback_query": query if carrier is None else query | {"message": carrier}}

    def _data(self) -> str:
        button = self._random.choice(BUTTONS)
        values = [
            self._random.choice(
                NUMBERS if field.type is int else (*self._junk, "today", "add", "es", "c4699066")
            )
            for field in fields(button)
        ]
        spare = self._random.choice(([], [], [], ["x"], [""] * 99))
        wire = ":".join(map(str, (button.prefix, *values, *spare)))
        return self._random.choice((wire, wire, wire, wire[: self._random.randrange(64)], "zz:1"))

    def _second_hand(self) -> Raw:
        """Words of the victim and of the group's administrators, but not first-hand from them."""
        victim = {"id": PERSON, "is_bot": False, "first_name": "Canary-Name"}
        message = self._message(victim) | {"text": self._text()}
        key, marks = self._random.choice(
            (
                ("message", {"forward_origin": ORIGIN}),
                ("message", {"via_bot": MACHINE}),
                ("message", {"is_automatic_forward": True, "sender_chat": CHANNEL}),
                ("message", {"sender_chat": CHANNEL, "from": MACHINE}),
                ("message", {"from": ANONYMOUS, "sender_chat": message["chat"]}),
                ("message", {"from": ANONYMOUS | {"is_bot": False}}),
                ("edited_message", {}),
                ("channel_post", {"chat": CHANNEL}),
                ("edited_channel_post", {}),
                ("business_message", {"business_connection_id": "x"}),
            )
        )
        return {key: message | marks}

    def _moved(self) -> Raw:
        """Membership, of chats that are no victims, and updates nobody asked for."""
        sender = self._stranger()
        chat = {"id": sender["id"], "type": self._random.choice(KINDS)}
        member = {
            "user": US,
            "status": self._random.choice(("member", "kicked", "left", "x")),
            "until_date": 0,
        }
        change = {
            "chat": chat,
            "from": sender,
            "date": WHEN,
            "old_chat_member": member,
            "new_chat_member": member,
        }
        return self._random.choice(
            (
                {"my_chat_member": change},
                {
                    "inline_query": {
                        "id": "1",
                        "from": sender,
                        "query": self._random.choice(JUNK),
                        "offset": "",
                    }
                },
                {"message": self._message(sender) | {"chat": chat, "text": self._text()}},
                {"unknown": {}},
                {},
            )
        )

    def _spoil(self, update: Raw) -> None:
        """One field somewhere inside is left out, emptied, or of another type; never to name a victim."""
        place: Any = update
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                return
            key = self._random.choice(keys)
            if isinstance(place[key], dict | list) and self._random.random() < 0.8:
                place = place[key]
                continue
            if isinstance(place, dict) and self._random.random() < 0.4:
                del place[key]
            else:
                place[key] = copy.deepcopy(self._random.choice(VALUES))
            return


def _mark_again(spoiled: Raw, made: Raw) -> None:
    """Without its marks it would be first-hand, and rightly have an effect."""
    for key, message in made.items():
        if isinstance(spoiled.get(key), dict):
            spoiled[key] |= {mark: message[mark] for mark in MARKS if mark in message}
