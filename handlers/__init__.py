"""Telegram in. A feature is a frozen dataclass of what it needs, with a `handlers` property; each handler
does four things: guard, one service call, view, reply.
"""

from collections.abc import Iterable

from handlers.errors import ErrorAnswers
from handlers.feature import AnyApplication, Feature
from handlers.guards import Gate
from handlers.returning import ReturningHandlers
from handlers.stale import StaleHandlers

GATE_GROUP = -1
AFTER_GROUP = 1


def register(
    application: AnyApplication, gate: Gate, features: Iterable[Feature], errors: ErrorAnswers
) -> None:
    """The gate before everything; then the features, the first that fits takes the update; then what looks
    at how it went.
    """
    application.add_handlers(gate.handlers, group=GATE_GROUP)
    for feature in (*features, StaleHandlers()):
        afterwards = isinstance(feature, ReturningHandlers)
        application.add_handlers(feature.handlers, group=AFTER_GROUP if afterwards else 0)
    application.add_error_handler(errors.on_error)
