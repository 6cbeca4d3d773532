"""How a coordinator's broadcast stands, while it goes out and when it is done."""

from datetime import timedelta

from bot.domain.broadcast import OPEN_STATES, BroadcastState, DeliveryState
from bot.domain.ids import Code
from bot.domain.sending import Standing
from bot.views.reviewing import span
from bot.views.view import View
from bot.views.words import Html, Words

_FAILED = (DeliveryState.REJECTED, DeliveryState.EXPIRED, DeliveryState.CANCELLED)


def progress(words: Words, standing: Standing, left: timedelta | None) -> View:
    """`left` is None where nobody can say: nothing moves."""
    heading = "progress.sending"
    if standing.state is BroadcastState.HELD:
        heading, left = "progress.held", None
    if standing.is_replaced:
        return View(words.text("progress.replaced", code=standing.code))
    if standing.is_done:
        heading, left = "progress.done", None
    lines = [words.text(heading, code=standing.code), _counts(words, standing)]
    if left is not None:
        lines.append(words.text("progress.left", span=span(words, left)))
    return View("\n".join(lines))


def nobody(words: Words, code: Code) -> View:
    return View(words.text("progress.nobody", code=code))


def _counts(words: Words, standing: Standing) -> Html:
    return words.text(
        "progress.counts",
        sent=words.number(standing.count(DeliveryState.SENT)),
        waiting=words.number(standing.count(*OPEN_STATES)),
        gone=words.number(standing.count(DeliveryState.GONE)),
        unknown=words.number(standing.count(DeliveryState.UNCERTAIN)),
        failed=words.number(standing.count(*_FAILED)),
    )
