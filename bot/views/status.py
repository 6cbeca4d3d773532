"""How the bot stands, for an operator in chat."""

from bot.domain.halt import Halt
from bot.domain.places import Place
from bot.domain.sending import announced_in
from bot.domain.status import FEW, Status
from bot.views import dates, holds, where
from bot.views.fitting import cut
from bot.views.view import View
from bot.views.words import Html, Words

MOST_LINES = 10
LONGEST_KEY = 60


def status(words: Words, status: Status, halted: tuple[tuple[Halt, Place | None], ...]) -> View:
    """`halted` are the halts with their places."""
    ahead = "status.ahead" if status.calendar_ahead else "status.nothing_ahead"
    few = status.subscribers.startswith("<")
    lines = [
        words.text("status.title"),
        words.text("status.backlog", number=words.number(status.backlog)),
        words.text("status.held", number=words.number(len(status.held))),
        *(_held(words, totals.key, totals.reason or "") for totals in status.held[-MOST_LINES:]),
        *(_halted(words, halt, place) for halt, place in halted[:MOST_LINES]),
        words.text("status.few", number=FEW) if few else _about(words, status.subscribers),
        words.text(ahead),
        words.text("status.approvals", number=status.approvals),
    ]
    if not halted:
        lines.insert(-3, words.text("status.no_halts"))
    return View("\n".join(lines))


def _about(words: Words, rounded: str) -> Html:
    return words.text("status.subscribers", number=words.number(int(rounded)))


def _held(words: Words, key: str, reason: str) -> Html:
    said = words.text("status.held_one", broadcast=cut(key, LONGEST_KEY), reason=holds.reason(words, reason))
    named = announced_in(key)
    return Html(f"{said}. {words.text('status.held_how', what=named[0] if named else key)}")


def _halted(words: Words, halt: Halt, place: Place | None) -> Html:
    return words.text(
        "status.halted",
        place=where.named(words, place) if place is not None else halt.place_key,
        by=halt.label,
        day=dates.day(words, halt.at.date(), halt.at.date()),
        time=dates.clock(words, halt.at.time()),
    )
