"""The last acts of coordinators, by label."""

from collections.abc import Sequence

from bot.domain.audit import Acted
from bot.views import dates, where
from bot.views.view import View
from bot.views.words import Html, Words


def last_acts(words: Words, acts: Sequence[Acted]) -> View:
    """Newest first; instants in UTC, as they concern many zones."""
    if not acts:
        return View(words.text("audit.none"))
    lines = [words.text("audit.title"), *(_line(words, acted) for acted in acts)]
    return View("\n".join(lines))


def _line(words: Words, acted: Acted) -> Html:
    row, place = acted.row, acted.place
    about = [] if row.object == row.place_key else [row.object]
    about += [where.named(words, place)] if place is not None else []
    return words.text(
        "audit.line",
        day=dates.day(words, row.at.date(), row.at.date()),
        time=dates.clock(words, row.at.time()),
        actor=row.actor,
        act=words.text(f"act.{row.act}"),
        about=", ".join(about),
    )
