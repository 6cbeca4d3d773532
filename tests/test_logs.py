"""Nothing secret or personal gets into a log line, whichever way it is logged."""

import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog

from bot import logs
from tests.logging_state import restored

TOKEN = "110201543:CanaryToken-notARealOne_0000000000000"
CHAT = -1001234567890
TEXT = "canary words of a person"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    with restored():
        logs.set_up("DEBUG", "json", TOKEN, stream)
        yield stream


def raised() -> Exception:
    try:
        int(f"{TEXT} {CHAT} {TOKEN}")
    except ValueError as error:
        return error
    raise AssertionError


def test_an_event_is_one_line_with_its_facts(lines: io.StringIO) -> None:
    structlog.stdlib.get_logger("bot.x").info("broadcast done", broadcast=7, seconds=1.25, kind="brief")
    line = json.loads(lines.getvalue())
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "broadcast done",
        "level": "info",
        "broadcast": 7,
        "seconds": 1.25,
        "kind": "brief",
    }


def test_no_canary_passes(lines: io.StringIO) -> None:
    log = structlog.stdlib.get_logger("bot.x")
    log.info("sent", chat=CHAT, address=f"https://api.telegram.org/bot{TOKEN}/sendMessage")
    log.error("failed", exc_info=raised())
    logging.getLogger("bot.y").error("failed with %s", CHAT, exc_info=raised())
    logging.getLogger("telegram.ext").error("update %s failed", {"text": TEXT, "chat": CHAT})
    logging.getLogger("telegram.request").error("bad JSON: %s", TEXT, exc_info=raised())
    logging.getLogger("httpx").info("HTTP Request: POST %s", f"https://x/bot{TOKEN}/getMe")
    logging.getLogger("httpx").warning(f"HTTP Request: POST https://x/bot{TOKEN}/getMe")  # noqa: G004 - as others do
    sys.excepthook(ValueError, raised(), None)
    written = lines.getvalue()
    assert written.count("\n") == 7
    for canary in (TOKEN, "CanaryToken", str(CHAT), str(-CHAT), TEXT):
        assert canary not in written


def test_an_exception_keeps_its_type_and_place(lines: io.StringIO) -> None:
    structlog.stdlib.get_logger("bot.x").error("failed", exc_info=raised())
    line = json.loads(lines.getvalue())
    assert line["error"] == "ValueError"
    assert line["at"].startswith("test_logs.py:")


def test_another_bots_token_is_hidden_too(lines: io.StringIO) -> None:
    logging.getLogger("bot.x").warning("https://x/bot99:short/getMe and 7654321:AAAAAAAAAAAAAAAAAAAAAAAAA")
    assert "short" not in lines.getvalue()
    assert "AAAAA" not in lines.getvalue()


def test_a_keyboard_interrupt_is_no_crash(lines: io.StringIO) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert lines.getvalue() == ""


def test_console_lines_are_redacted_as_well(lines: io.StringIO) -> None:
    logs.set_up("INFO", "console", TOKEN, lines)
    structlog.stdlib.get_logger("bot.x").warning("refused", token=TOKEN, chat=CHAT)
    assert "refused" in lines.getvalue()
    assert TOKEN not in lines.getvalue()
    assert str(-CHAT) not in lines.getvalue()
