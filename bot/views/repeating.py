"""An action that comes again: its rule, and its dates."""

from datetime import date, datetime

from bot.domain.announcement import Draft
from bot.domain.series import LAST, Recurrence
from bot.views import dates
from bot.views.words import Html, Words


def repeated(words: Words, draft: Draft, now: date | datetime) -> list[Html]:
    """What a draft says of it: the rule, and every date in full."""
    rule, first = draft.repeats, draft.first_day
    if rule is None or first is None:
        return []
    today = now.date() if isinstance(now, datetime) else now
    days = rule.dates(first)
    lines = [words.text("series.repeats", rule=rule_of(words, rule, first))]
    lines.append(words.count("series.dates", len(days), days=dates.listed(words, days, today)))
    skipped = [day for day in rule.skipped if day in rule.days(first)]
    if skipped:
        lines.append(words.text("series.skipped", days=dates.listed(words, skipped, today)))
    return lines


def rule_of(words: Words, rule: Recurrence, first: date) -> Html:
    """In a sentence: `every Friday`, `every 2 weeks on Friday`, `the first Friday of each month`."""
    weekday = dates.weekday(words, first)
    if rule.nth is not None:
        nth = "last" if rule.nth == LAST else str(rule.nth)
        return words.text(f"series.nth_{nth}", weekday=weekday)
    if rule.weeks == 1:
        return words.text("series.weekly", weekday=weekday)
    return words.text("series.weeks", weeks=words.number(rule.weeks), weekday=weekday)
