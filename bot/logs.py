"""Logs: constant event texts with facts as fields; no token, no chat, nothing that a person wrote.

Three nets under the habit of logging nothing personal: exceptions lose their message and keep type and
place; foreign records lose their arguments (updates, payloads, addresses); tokens and long numbers are
hidden.
"""

import logging
import re
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

QUIET = ("aiosqlite", "alembic", "apscheduler", "asyncio", "httpcore", "httpx", "sqlalchemy", "telegram")
"""At WARNING: below it these name addresses, token included, statements or message texts."""
OURS = ("bot", "handlers", "storage", "seeds")
HIDDEN = "[hidden]"
_TOKEN = re.compile(r"(?:bot)?\d{5,}:[\w-]{20,}|bot\d+:[\w-]+")
_LONG_NUMBER = re.compile(r"-?\d{7,}")
_ROOT = Path(__file__).parent.parent


def set_up(level: str, log_format: str, token: str | None = None, stream: TextIO | None = None) -> None:
    """Send all logs to `stream` (standard error), `console` or `json`."""
    stream = stream or sys.stderr
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        without_messages,
        _Hiding(token),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=[_tidy, _renderer(log_format, stream)], foreign_pre_chain=shared
    )
    _take_over(level, stream, formatter)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    sys.excepthook = _log_crash
    # A log that cannot be written must not print what it was about, messages of exceptions included.
    logging.raiseExceptions = False


def _take_over(level: str, stream: TextIO, formatter: logging.Formatter) -> None:
    """All records of the standard library, ours and others', go this way alone."""
    handler = logging.StreamHandler(stream)
    handler.addFilter(without_arguments)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def place_of(error: BaseException) -> str:
    """The lines of ours it passed through, innermost last; never its message, which may quote a person."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT)]
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in ours[-6:])


def without_messages(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """An exception becomes its type and place."""
    given = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else given
    if given is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["at"] = place_of(error)
    return event


def without_arguments(record: logging.LogRecord) -> bool:
    """Of other people's records only the constant part is kept: their arguments hold whole updates."""
    if isinstance(record.msg, str) and record.name.partition(".")[0] not in OURS:
        record.args = ()
    return True


class _Hiding:
    """Hides tokens, and numbers as long as a chat's, whatever field they slipped into."""

    def __init__(self, token: str | None) -> None:
        self._token = re.compile(re.escape(token)) if token else _TOKEN

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        for key, value in event.items():
            if isinstance(value, bool | float | None):
                continue
            text = str(value)
            for secret in (self._token, _TOKEN, _LONG_NUMBER):
                text = secret.sub(HIDDEN, text)
            if text != str(value):
                event[key] = text
        return event


def _tidy(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    event.pop("_record", None)
    event.pop("_from_structlog", None)
    return event


def _renderer(log_format: str, stream: TextIO) -> Processor:
    if log_format == "json":
        return structlog.processors.JSONRenderer()
    return structlog.dev.ConsoleRenderer(colors=stream.isatty())


def _log_crash(kind: type[BaseException], error: BaseException, _where: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.stdlib.get_logger("bot").critical("crashed", exc_info=error)
