"""The last acts of coordinators, by label."""

from collections.abc import Sequence

from bot.domain.audit import BOT, Act, Acted, AuditRow
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
    about = [] if row.object == row.place_key else [_object(words, row)]
    about += [where.named(words, place)] if place is not None else []
    return words.text(
        "audit.line",
        day=dates.day(words, row.at.date(), row.at.date()),
        time=dates.clock(words, row.at.time()),
        actor=words.plain("audit.bot") if row.actor == BOT else row.actor,
        act=words.text(f"act.{row.act}"),
        about=", ".join(about),
    )


def _object(words: Words, row: AuditRow) -> str:
    """A label or a code; of an invitation the role, as nobody has a label yet."""
    return words.plain(f"audit.role_{row.object}") if row.act is Act.INVITED else row.object
