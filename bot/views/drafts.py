"""A draft as its author sees it: what was read, what is missing, and the question for it."""

import re
from collections.abc import Sequence
from datetime import date

from bot.domain.announcement import Announcement, AnnouncementState, Draft, Purpose
from bot.domain.announcing.drafted import Drafted, FarPin
from bot.domain.announcing.fields import Field
from bot.domain.announcing.kinds import TITLES
from bot.domain.calendar import NOT_STATED, Entry, Kind
from bot.domain.places import CountryPlace, Place
from bot.domain.subscriber import Language
from bot.domain.when import Ask, AskDays, NotRead, Read, WholeDays
from bot.views import change_drafts, dates, where
from bot.views.buttons import act, rows
from bot.views.draft_buttons import AskFact, KeepPin, PreviewDraft, PutFact, PutTime, WithdrawDraft
from bot.views.entries import access
from bot.views.fitting import capital, first_line
from bot.views.lines import joined, title
from bot.views.refusals import refusal
from bot.views.repeating import repeated
from bot.views.view import Button, View
from bot.views.words import Html, Words, escape, visible
from bot.views.zones import zone_name

_CODE = "XXXX"
Asked = tuple[str, Field, Language]


def draft(words: Words, drafted: Drafted) -> View:
    """Everything read so far, to be confirmed; with the question for what is in doubt or missing."""
    if drafted.before is not None:
        return change_drafts.draft(words, drafted)
    one, code = drafted.announcement, drafted.announcement.code
    in_review = one.state is AnnouncementState.IN_REVIEW
    key = "draft.heading_in_review" if in_review else "draft.heading"
    label = where.of_area(words, drafted.area) if drafted.area else ""
    kind = _kind(words, one.draft)
    lines = [first_line(words, lambda city: words.text(key, code=code, what=joined([kind, city])), label)]
    lines += _facts(words, drafted)
    lines += [_offered(words, code, day) for day in drafted.days]
    lines += [words.text("draft.not_taken", why=Html(refusal(words, no).text)) for no in drafted.refused]
    changing = "draft.change" if one.draft.area is None else "draft.change_of_day"
    lines += [words.text(changing, code=code), words.text("draft.then", code=code)]
    whole = drafted.lacking is None
    preview = act(words, "button.draft_correct", PreviewDraft(code, one.revision)) if whole else None
    time = act(words, "button.draft_change_time", AskFact(code, Field.WHEN)) if one.draft.first_day else None
    withdraw = act(words, "button.draft_withdraw", WithdrawDraft(code, one.revision))
    days = [_belong(words, one, day) for day in drafted.days]
    return View("\n".join(lines), rows(preview, *days, time, withdraw))


def question(words: Words, drafted: Drafted) -> View | None:
    """What has to be answered next; None where nothing has."""
    if isinstance(drafted.when, Ask | AskDays):
        return _which_time(words, drafted, drafted.when)
    if isinstance(drafted.when, NotRead):
        return ask(words, drafted, Field.WHEN, words.text(f"when.{drafted.when.why}"))
    if drafted.cities:
        return _which_city(words, drafted, drafted.cities)
    return ask(words, drafted, drafted.lacking) if drafted.lacking else None


def ask(words: Words, drafted: Drafted, field: Field, why: Html | None = None) -> View:
    """A question to reply to. What has few answers has buttons as well."""
    code = drafted.announcement.code
    lines = [_asked(words, field, code), *([why] if why else [])]
    example = words.text(f"draft.example.{field}")
    lines.append(words.text("draft.ask_how", code=code, example=example))
    if field is Field.KIND:
        return View("\n".join(lines), rows(*_kinds(words, drafted)))
    if field is Field.CITY and drafted.wide:
        lines.append(words.text("draft.or_statewide", code=code))
        one = drafted.announcement
        country = PutFact(one.code, one.revision, Field.CITY, CountryPlace().key)
        return View("\n".join(lines), rows(act(words, "button.draft_nationwide", country)))
    return View("\n".join(lines), ask=words.plain("draft.ask_hint"))


def asked_in(text: str) -> Asked | None:
    """Which draft's question this text of the bot's own is: its code, the fact, and the language."""
    first = text.strip().partition("\n")[0]
    for language in Language:
        for field in Field:
            pattern = re.escape(visible(_asked(Words(language), field, _CODE))).replace(_CODE, r"(\w{4})")
            if said := re.fullmatch(pattern, first):
                return said[1], field, language
    return None


def far_pin(words: Words, found: FarPin) -> View:
    one = found.announcement
    away = where.miles(words, found.miles)
    text = words.text("draft.far_pin", miles=away, city=found.city.label, code=one.code)
    return View(
        text, rows(act(words, "button.draft_keep_pin", KeepPin.of(one.code, one.revision, found.pin)))
    )


def open_drafts(words: Words, found: Sequence[Drafted]) -> View:
    if not found:
        return View(words.text("draft.none"))
    lines = [words.text("draft.list")]
    lines += [_listed(words, drafted) for drafted in found]
    lines.append(words.text("draft.list_withdraw", code=found[0].announcement.code))
    return View("\n".join(lines))


def _listed(words: Words, drafted: Drafted) -> Html:
    one = drafted.announcement
    what = joined([_kind(words, one.draft), where.of_area(words, drafted.area) if drafted.area else ""])
    if one.draft.first_day is not None:
        what = joined([what, dates.day(words, one.draft.first_day, drafted.today)])
    new = one.purpose is Purpose.NEW
    key = "draft.list_line" if new else f"draft.list_{one.purpose.value}"
    if one.state is AnnouncementState.IN_REVIEW:
        key = f"{key}_in_review"
    return words.text(key, what=capital(what) if new else what, code=one.code)


def withdrawn(words: Words, code: str) -> View:
    return View(words.text("draft.withdrawn", code=code))


def _asked(words: Words, field: Field, code: str) -> Html:
    return words.text("draft.ask", code=code, question=words.text(f"draft.question.{field}"))


def _kind(words: Words, content: Draft) -> Html:
    return words.text(f"kind.{content.kind.value}") if content.kind else words.text("draft.no_kind")


def _facts(words: Words, drafted: Drafted) -> list[Html]:
    """One a line: a time that was read wrongly has to be seen at a glance."""
    content, day = drafted.announcement.draft, drafted.day
    lines = _when(words, drafted)
    place = joined([content.venue or "", content.address or ""])
    lines += [words.text("draft.where", where=place)] if place else []
    lines += [words.text("draft.pin")] if content.pin else []
    if content.organizers:
        lines.append(words.text("draft.who", names=joined(content.organizers)))
    lines += [access(words, content.access)] if content.access != NOT_STATED else []
    lines += [words.text("entry.link", link=content.link)] if content.link else []
    lines += [words.text("entry.part_of", day=title(words, day), code=day.code)] if day else []
    return [*lines, *_titles(words, content)]


def _titles(words: Words, content: Draft) -> list[Html]:
    lines: list[Html] = []
    for text, said, missing, other in (
        (content.title_en, "draft.title_en", "draft.no_english", content.title_es),
        (content.title_es, "draft.title_es", "draft.no_spanish", content.title_en),
    ):
        if text:
            lines.append(words.text(said, title=text))
        elif other:
            lines.append(words.text(missing))
    return lines


def _when(words: Words, drafted: Drafted) -> list[Html]:
    content, area = drafted.announcement.draft, drafted.area
    if content.starts_at is not None:
        when = _time(words, Read(content.starts_at, content.ends_at), drafted.today)
        zoned = words.text("dates.time_zone", time=when, zone=zone_name(words, area.zone)) if area else when
        said = words.text("draft.when", when=capital(Html(zoned)))
        return [said, *repeated(words, content, drafted.today)]
    if content.starts_on is not None:
        days = WholeDays(content.starts_on, content.ends_on or content.starts_on)
        return [words.text("draft.when", when=capital(_time(words, days, drafted.today)))]
    return []


def _offered(words: Words, code: str, day: Entry) -> Html:
    return words.text("draft.may_belong", day=title(words, day), code=code, other=day.code)


def _belong(words: Words, one: Announcement, day: Entry) -> Button:
    target = PutFact(one.code, one.revision, Field.DAY, day.code)
    return act(words, "button.draft_belongs", target, code=day.code)


def _time(words: Words, when: Read | WholeDays, today: date) -> Html:
    """`Saturday, February 7, 2:00 to 4:00 PM`, which can also be typed."""
    if isinstance(when, WholeDays):
        first, last = (dates.full_day(words, day, today) for day in (when.first, when.last))
        return escape(first) if first == last else words.text("dates.days", first=first, last=last)
    day = dates.full_day(words, when.starts_at.date(), today)
    return joined([day, dates.times(words, when.starts_at, when.ends_at, today)])


def _which_time(words: Words, drafted: Drafted, doubt: Ask | AskDays) -> View:
    one = drafted.announcement
    lines = [_asked(words, Field.WHEN, one.code), words.text(f"when.{doubt.why}")]
    buttons: list[Button] = []
    when = words.plain("draft.example.when").partition(" ")[0]
    for option in doubt.options:
        said = _time(words, option, drafted.today)
        lines.append(words.text("draft.or_type", code=one.code, typed=f"{when} {visible(said)}"))
        target = PutTime.of(one.code, one.revision, option)
        buttons.append(act(words, "button.draft_choose", target, what=capital(said)))
    return View("\n".join(lines), rows(*buttons))


def _which_city(words: Words, drafted: Drafted, cities: Sequence[Place]) -> View:
    one = drafted.announcement
    lines = [_asked(words, Field.CITY, one.code)]
    said = words.plain("draft.example.city").partition(" ")[0]
    typed = (f"{said} {where.typed(words, place)}" for place in cities)
    lines += [words.text("draft.or_type", code=one.code, typed=each) for each in typed]
    buttons = [
        act(
            words,
            "button.draft_choose",
            PutFact(one.code, one.revision, Field.CITY, place.key),
            what=where.named(words, place),
        )
        for place in cities
    ]
    return View("\n".join(lines), rows(*buttons))


def _kinds(words: Words, drafted: Drafted) -> list[Button]:
    one = drafted.announcement
    return [
        act(
            words,
            "button.draft_choose",
            PutFact(one.code, one.revision, Field.KIND, kind.value.replace("_", " ")),
            what=capital(words.text(f"kind.{kind.value}")),
        )
        for kind in TITLES
        if kind is not Kind.DAY_OF_ACTION or (drafted.wide and one.draft.city_id is None)
    ]
