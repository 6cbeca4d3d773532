"""Answers to /today, /week, /near and /check."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.calendar import Entry, local_time
from bot.domain.places import RADII, CityPlace
from bot.domain.questions import OWN, PAGE_SIZE, Answer, Listed, Question
from bot.views import dates, where
from bot.views.buttons import act, rows
from bot.views.callbacks import AddPlace, ShowEntry, ShowList
from bot.views.checking import check
from bot.views.fitting import capital, first_line
from bot.views.frames import Frame, Shown
from bot.views.lines import called_by, facts, is_day, known, sentence, shared_zone, standing
from bot.views.view import Button, View
from bot.views.words import Html, Words, visible

__all__ = ["answer", "check", "next_line"]


def answer(words: Words, answer: Answer, now: datetime, *, page: int = 1) -> View:
    """One page of an answer; a page that does not exist shows the nearest that does."""
    if not answer.items:
        return _empty(words, answer, now)
    pages = (len(answer.items) - 1) // PAGE_SIZE + 1
    page = min(max(page, 1), pages)
    start = (page - 1) * PAGE_SIZE
    shown = answer.items[start : start + PAGE_SIZE]
    frame = _frame(words, answer, now, [item.entry for item in shown])
    lines = [_heading(words, answer, now), _looked(words, answer, frame.zone)]
    lines += [_item(words, number, item, frame) for number, item in enumerate(shown, start + 1)]
    if pages > 1:
        lines.append(_pages(words, answer, page, pages))
    lines += _unfollowed(words, answer)
    return View("\n".join(lines), _buttons(words, answer, page, pages, shown))


def _frame(words: Words, answer: Answer, now: datetime, entries: Sequence[Entry]) -> Frame:
    return Frame(
        now,
        zone=shared_zone(words, entries),
        states=where.states(answer.places),
        day=answer.first if answer.question is Question.TODAY else None,
        distances=answer.question is Question.NEAR,
    )


def _heading(words: Words, answer: Answer, now: datetime) -> Html:
    """`Today, Thu, Feb 5, near Tacoma, WA: 3 listed`."""
    number = words.number(len(answer.items))
    today = answer.question is Question.TODAY
    key = "answer.heading" if answer.items else "answer.none_today" if today else "answer.none"
    place = words.text("where.near_you") if answer.shared else where.near(words, answer.places)
    period = _period(words, answer, now)

    def heading(where_: str) -> Html:
        said = {"number": number} if answer.items else {}
        return capital(words.text(key, period=period, where=where_, **said))

    return first_line(words, heading, visible(place))


def _period(words: Words, answer: Answer, now: datetime) -> str:
    today = local_time(now, answer.places[0].zone).date()
    if answer.question is Question.TODAY:
        return dates.named_day(words, answer.first, today)
    return dates.days(words, answer.first, answer.last, today)


def _looked(words: Words, answer: Answer, zone: str | None = None) -> Html:
    """How far was looked, that the list is not complete, and the zone of all times."""
    cities = [place for place in answer.places if isinstance(place, CityPlace)]
    sentences: list[str] = []
    if answer.shared:
        sentences.append(words.text("answer.measured", place=where.typed(words, answer.places[0])))
    if len({place.radius for place in cities}) == 1:
        sentences.append(words.text("answer.looked", miles=where.miles(words, cities[0].radius)))
    elif cities:
        sentences.append(words.text("answer.looked_around_each"))
    sentences.append(words.text("answer.not_all"))
    if zone:
        sentences.append(capital(words.text("answer.zone", zone=zone)))
    return Html(" ".join(sentences))


def _item(words: Words, number: int, item: Listed, frame: Frame) -> Html:
    entry = item.entry
    first = facts(words, entry, frame, Shown(item.miles))
    second = [*standing(words, entry, frame.now)]
    if not entry.venue and not is_day(entry):
        second.append(words.text("where.nothing_exact"))
    caller, source = called_by(words, entry), known(words, entry, frame.now)
    second += [sentence(caller)] if caller else []
    second += [source] if source else []
    second.append(words.text("entry.code_and_check", code=entry.code))
    return Html(f"{number}. {sentence(first)}\n{' '.join(second)}")


def _empty(words: Words, answer: Answer, now: datetime) -> View:
    lines = [_heading(words, answer, now), _looked(words, answer)]
    if answer.next_up is None:
        lines.append(words.text("answer.nothing_yet"))
    else:
        lines.append(next_line(words, answer.next_up, now, where.states(answer.places)))
    return View("\n".join([*lines, *_unfollowed(words, answer)]), _buttons(words, answer))


def next_line(words: Words, item: Listed, now: datetime, states: frozenset[str]) -> Html:
    """`Next: vigil, Fri, Feb 6, 6:30 PM Pacific Time, Harbor Plaza, Tacoma.`"""
    frame = Frame(now, states=states, spans=False)
    key = "entry.next_day" if is_day(item.entry) else "entry.next"
    return words.text(key, line=facts(words, item.entry, frame, Shown(inside=True)))


def _pages(words: Words, answer: Answer, page: int, pages: int) -> Html:
    if page == pages:
        return words.text("answer.last_page", page=page, pages=pages)
    return words.text("answer.page", page=page, pages=pages, command=_typed(words, answer, page + 1))


def _typed(words: Words, answer: Answer, page: int) -> str:
    """The command that shows this page."""
    parts = [f"/{answer.question.value}"]
    if not answer.own:
        parts.append(where.typed(words, answer.places[0]))
        near = answer.question is Question.NEAR and isinstance(answer.places[0], CityPlace)
        parts += [str(answer.radius)] if near else []
    return " ".join([*parts, words.plain("answer.page_typed", page=page)])


def _unfollowed(words: Words, answer: Answer) -> list[Html]:
    """Who is not told of changes is told so."""
    if answer.followed:
        return []
    if answer.own:
        return [words.text("answer.stopped")]
    return [words.text("entry.unfollowed", place=where.typed(words, answer.places[0]))]


def _buttons(
    words: Words, answer: Answer, page: int = 1, pages: int = 1, shown: Sequence[Listed] = ()
) -> tuple[tuple[Button, ...], ...]:
    place = answer.places[0]
    key = OWN if answer.own else place.key
    question = answer.question.value

    def turn(label: str, to: int) -> Button | None:
        return act(words, label, ShowList(question, key, answer.radius, to)) if 1 <= to <= pages else None

    single = len(shown) == 1 and pages == 1
    follow = not answer.followed and not answer.own
    name = where.named(words, place)
    return rows(
        turn("button.previous_page", page - 1),
        turn("button.next_page", page + 1),
        act(words, "button.details", ShowEntry(shown[0].entry.code)) if single else None,
        _week(words, answer, key),
        _wider(words, answer),
        act(words, "button.get_alerts", AddPlace(place.key, 0, words.language), place=name)
        if follow
        else None,
    )


def _week(words: Words, answer: Answer, key: str) -> Button | None:
    if answer.question is not Question.TODAY:
        return None
    return act(words, "button.this_week", ShowList(Question.WEEK.value, key, answer.radius, 1))


def _wider(words: Words, answer: Answer) -> Button | None:
    """The next radius, by /near; only where one city was asked about."""
    place = answer.places[0]
    if len(answer.places) != 1 or not isinstance(place, CityPlace):
        return None
    if answer.items and answer.question is not Question.NEAR:
        return None
    wider = next((radius for radius in RADII if radius > place.radius), None)
    if wider is None:
        return None
    target = ShowList(Question.NEAR.value, place.key, wider, 1)
    return act(words, "button.within", target, miles=where.miles(words, wider))
