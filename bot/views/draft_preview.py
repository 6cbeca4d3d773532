"""The preview: the very messages, in both languages, and what their author has to know before review."""

from datetime import datetime
from math import ceil

from bot.domain.announcement import Announcement
from bot.domain.announcing.drafted import Preview
from bot.domain.calendar import local_time
from bot.domain.places import Area, place_of_area
from bot.views import alerts, dates
from bot.views.buttons import act, rows
from bot.views.doubles import likely_doubles
from bot.views.draft_buttons import SubmitDraft, WithdrawDraft
from bot.views.view import View
from bot.views.words import Html, Words
from bot.views.zones import zone_name

FEW = 10


def delivered(words: Words, preview: Preview) -> View:
    """The alert itself, without the buttons that need it to be listed."""
    places = {key: place_of_area(preview.area) for key in preview.content.place_keys}
    view = alerts.render(words, preview.content, preview.entries, places, preview.now, delayed=False)
    return View(view.text, rows(*(button for row in view.rows for button in row if button.data is None)))


def control(words: Words, preview: Preview) -> View:
    """To how many, until when, by whose approval; what it may be a double of; and the way into review."""
    one = preview.announcement
    lines = [words.text("draft.preview", code=one.code)]
    lines += likely_doubles(words, preview.doubles, preview.area, preview.now)
    lines.append(audience(words, preview.audience))
    lines.append(words.count("draft.last", max(1, ceil(preview.lasts.total_seconds() / 60))))
    lines.append(words.text("draft.approvals_one" if preview.approvals == 1 else "draft.approvals_two"))
    lines.append(words.text("draft.submit_double" if preview.doubles else "draft.submit_how", code=one.code))
    submit = act(words, "button.draft_submit", SubmitDraft(one.code, one.revision, preview.digest))
    withdraw = act(words, "button.draft_withdraw", WithdrawDraft(one.code, one.revision))
    return View("\n".join(lines), rows(submit, withdraw))


def audience(words: Words, number: int) -> Html:
    """Rounded to tens; below ten not even that."""
    if number < FEW:
        return words.text("draft.audience_few")
    return words.text("draft.audience_about", number=words.number(round(number, -1)))


def submitted(words: Words, one: Announcement, area: Area, now: datetime) -> View:
    assert one.expires_at is not None
    ends = local_time(one.expires_at, area.zone)
    day = dates.day(words, ends.date(), local_time(now, area.zone).date())
    time = words.text(
        "dates.time_zone", time=dates.clock(words, ends.time()), zone=zone_name(words, area.zone)
    )
    lines = [
        words.text("draft.submitted", code=one.code),
        words.text("draft.until", day=day, time=time, code=one.code),
    ]
    return View(
        "\n".join(lines), rows(act(words, "button.draft_withdraw", WithdrawDraft(one.code, one.revision)))
    )
