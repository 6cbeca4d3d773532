"""The HTTP side: addresses, tokens, encodings of a call, headers of an answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from bot.sandbox import LocalBotApi, Person
from tests.sandbox.conftest import TOKEN

KEYBOARD = {"inline_keyboard": [[{"text": "Undo", "callback_data": "undo:1"}]]}
KEYBOARD_TEXT = '{"inline_keyboard": [[{"text": "Undo", "callback_data": "undo:1"}]]}'


@pytest.fixture
async def http(api: LocalBotApi) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{api.port}") as http:
        yield http


@pytest.mark.parametrize(
    "encoded",
    [
        {"params": {"text": "<b>día 🔔</b>", "parse_mode": "HTML", "reply_markup": KEYBOARD_TEXT}},
        {"data": {"text": "<b>día 🔔</b>", "parse_mode": "HTML", "reply_markup": KEYBOARD_TEXT}},
        {"json": {"text": "<b>día 🔔</b>", "parse_mode": "HTML", "reply_markup": KEYBOARD}},
        {
            "files": {
                "text": (None, "<b>día 🔔</b>"),
                "parse_mode": (None, "HTML"),
                "reply_markup": (None, KEYBOARD_TEXT),
            }
        },
    ],
    ids=["query", "form", "json", "multipart"],
)
async def test_every_encoding_of_a_call_means_the_same(
    api: LocalBotApi, http: httpx.AsyncClient, ana: Person, encoded: dict[str, Any]
) -> None:
    params = {"chat_id": str(ana.id)} | encoded.pop("params", {})
    answer = await http.post(f"/bot{TOKEN}/sendMessage", params=params, **encoded)
    assert answer.json()["ok"], answer.text
    (sent,) = api.messages(ana)
    assert (sent.text, sent.entities[0]["type"], sent.button_texts) == ("día 🔔", "bold", ["Undo"])


async def test_get_works_and_method_names_ignore_case(http: httpx.AsyncClient) -> None:
    answer = await http.get(f"/bot{TOKEN}/GETME")
    assert answer.json()["result"] == {
        "id": 7000000001,
        "is_bot": True,
        "first_name": "Drumbeat",
        "username": "drumbeat_local_bot",
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
    }


@pytest.mark.parametrize(
    ("path", "code", "description"),
    [
        ("/bot7000000001:wrong/getMe", 401, "Unauthorized"),
        (f"/bot{TOKEN}/sendCarrierPigeon", 404, "Not Found: method not found"),
        (f"/bot{TOKEN}", 401, "Unauthorized"),
        ("/elsewhere", 404, "Not Found"),
    ],
)
async def test_wrong_tokens_and_methods_are_refused(
    http: httpx.AsyncClient, path: str, code: int, description: str
) -> None:
    answer = await http.post(path)
    assert answer.status_code == code
    assert answer.json() == {"ok": False, "error_code": code, "description": description}


async def test_every_answer_bears_the_date(http: httpx.AsyncClient) -> None:
    for path in (f"/bot{TOKEN}/getMe", "/elsewhere"):
        date = parsedate_to_datetime((await http.get(path)).headers["date"])
        assert abs((datetime.now(UTC) - date).total_seconds()) < 3


@pytest.mark.parametrize(
    ("params", "phrase"),
    [
        ({}, "chat_id is empty"),
        ({"chat_id": "@nobody"}, "chat not found"),
        ({"message_thread_id": "x"}, "parameter message_thread_id must be a number"),
        ({"reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"reply_markup": "[]x"}, "can't parse reply markup JSON object"),
        ({"reply_markup": '{"a": 1}'}, "object expected as reply markup"),
        ({"reply_markup": '{"inline_keyboard": [{}]}'}, "must be an Array of Arrays"),
        ({"reply_markup": '{"inline_keyboard": [[1]]}'}, "can't parse inline keyboard button"),
        ({"reply_markup": '{"keyboard": [[1]]}'}, "can't parse keyboard button"),
        ({"reply_parameters": "[1]"}, "can't parse reply parameters: expected an Object"),
        ({"link_preview_options": "1"}, "can't parse link preview options: expected an Object"),
        ({"entities": "{}x"}, "can't parse entities JSON object"),
        ({"entities": "[1]"}, "can't parse entities: expected an Array of Objects"),
        ({"entities": '[{"type": "bold"}]'}, "expected numbers as offset and length"),
    ],
)
async def test_malformed_parameters_are_bad_requests(
    http: httpx.AsyncClient, ana: Person, params: dict[str, str], phrase: str
) -> None:
    call = {"chat_id": str(ana.id), "text": "a"} | params if params else {}
    answer = await http.post(f"/bot{TOKEN}/sendMessage", data=call)
    assert answer.status_code == 400
    assert phrase in answer.json()["description"]


async def test_bodies_that_cannot_be_read_are_bad_requests(http: httpx.AsyncClient) -> None:
    bodies = [
        ("application/json", b"[1]", "can't parse request JSON object"),
        ("application/json", b"{", "can't parse request JSON object"),
        ("application/x-www-form-urlencoded", b"text=%ff", "strings must be encoded in UTF-8"),
    ]
    for content_type, content, phrase in bodies:
        answer = await http.post(
            f"/bot{TOKEN}/sendMessage", content=content, headers={"content-type": content_type}
        )
        assert (answer.status_code, answer.json()["description"]) == (400, f"Bad Request: {phrase}")
