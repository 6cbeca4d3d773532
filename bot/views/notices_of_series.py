"""That several dates of what comes again do not take place, told as one."""

from bot.domain.calendar import local_time
from bot.views import dates
from bot.views.changed_facts import confirmed, short_venue
from bot.views.fitting import capital, first_line
from bot.views.lines import kind
from bot.views.pushed import Pushed, delayed, ways
from bot.views.view import View
from bot.views.words import Words


def end(words: Words, pushed: Pushed) -> View:
    """Every date is named: people may have noted any of them."""
    off = sorted(pushed.shown, key=lambda entry: entry.begins_at)
    entry = off[0]
    today = local_time(pushed.now, entry.zone).date()
    day = dates.day(words, entry.starts_on, today)

    first = first_line(
        words,
        lambda city: capital(
            words.count("notice.ended", len(off) - 1, what=kind(words, entry), day=day, city=city)
        ),
        entry.city or "",
    )
    days = dates.listed(words, [each.starts_on for each in off], today)
    said = words.text("notice.none_at", days=days, venue=short_venue(entry))
    lines = [
        first,
        *delayed(words, pushed),
        said,
        *confirmed(words, entry, pushed.now, zoned=True),
        words.text("entry.code_and_check", code=entry.code),
    ]
    return View("\n".join(lines), ways(words, pushed))
