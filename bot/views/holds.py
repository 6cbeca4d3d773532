"""What is held: for the operators who may let it go on, and for those who stand behind it."""

from datetime import datetime

from bot.domain.calendar import local_time
from bot.domain.limits import Held, Hold, Reason, Released
from bot.views import dates, entries
from bot.views.buttons import act, rows
from bot.views.fitting import cut
from bot.views.flag_buttons import ResumeHeld
from bot.views.view import View
from bot.views.words import Html, Words
from bot.views.zones import zone_name

FEW = 10
LONGEST_FAULT = 60
_REASONS = {reason.value: f"hold.reason_{reason.name.lower()}" for reason in Reason}


def page(words: Words, held: Held, mark: str, now: datetime) -> View:
    """For an operator who may decide. `mark` tells this hold from a later one."""
    hold = held.hold
    lines = [
        _heading(words, held, now),
        *_of(words, held),
        words.text("hold.why", reason=reason(words, hold.reason)),
        waiting(words, hold.waiting),
        words.text("hold.until", **_expires(words, held, now)),
        words.text("hold.how", code=held.code)
        if held.code
        else words.text("hold.how_other", broadcast=hold.key),
    ]
    button = act(words, "button.resume_held", ResumeHeld(hold.id, mark), what=_what(words, held))
    return View("\n".join(lines), rows(button))


def told(words: Words, held: Held, now: datetime) -> View:
    """For who wrote it or approved it."""
    expires = _expires(words, held, now)
    lines = [
        words.text("hold.told", code=_what(words, held)),
        words.text("hold.why", reason=reason(words, held.hold.reason)),
        words.text(_decides(held), **expires),
    ]
    if held.code:
        lines += [words.text(f"hold.told_{key}", code=held.code) for key in ("listed", "retract")]
    return View("\n".join(lines))


def released(words: Words, released: Released) -> View:
    what = _what(words, released.held)
    lines = [
        words.text("hold.released", label=released.by.label, what=what),
        words.text("hold.released_next"),
    ]
    return View("\n".join(lines))


def expired(words: Words, held: Held) -> View:
    lines = [words.text("hold.expired", what=_what(words, held)), words.text("hold.expired_next")]
    return View("\n".join(lines))


def reason(words: Words, stored: str) -> Html:
    """The reason in a row, in the reader's language; what came from the wire is quoted."""
    if stored in _REASONS:
        return words.text(_REASONS[stored])
    return words.text("hold.reason_fault", reason=cut(stored, LONGEST_FAULT))


def waiting(words: Words, number: int) -> Html:
    """Rounded: nobody is to be counted out of it."""
    if number < FEW:
        return words.text("hold.waiting_few")
    return words.text("hold.waiting_about", number=words.number(round(number, -1)))


def _decides(held: Held) -> str:
    if not held.releasers:
        return "hold.told_nobody"
    return "hold.told_next" if held.hold.by_limit else "hold.told_fault"


def _heading(words: Words, held: Held, now: datetime) -> Html:
    if held.entry is not None:
        return entries.named(words, "hold.page", held.entry, now)
    return words.text("hold.page_other", alert=_alert(words, held.hold))


def _of(words: Words, held: Held) -> list[Html]:
    if held.entry is None:
        return []
    said: dict[str, object] = {"alert": _alert(words, held.hold), "code": held.code}
    if held.hold.place_key is None:
        return [words.text("hold.of_bare", **said)]
    if held.author is None:
        return [words.text("hold.of_left", **said)]
    said["author"] = held.author.label
    labels = [each.label for each in held.approvers if each.id != held.author.id]
    if not labels:
        return [words.text("hold.of_alone", **said)]
    return [words.text("hold.of", approvers=", ".join(labels), **said)]


def _alert(words: Words, hold: Hold) -> str:
    return words.plain(f"hold.alert_{hold.alert}")


def _what(words: Words, held: Held) -> str:
    """The code; where there is none, what kind of alert."""
    return held.code or _alert(words, held.hold)


def _expires(words: Words, held: Held, now: datetime) -> dict[str, object]:
    """`day` and `time`, in the action's zone; without an action in UTC."""
    zone = held.entry.zone if held.entry else "UTC"
    ends, today = local_time(held.hold.expires_at, zone), local_time(now, zone).date()
    clock = dates.clock(words, ends.time())
    if held.entry is None:
        return {"day": dates.day(words, ends.date(), today), "time": f"{clock} UTC"}
    time = words.text("dates.time_zone", time=clock, zone=zone_name(words, zone))
    return {"day": dates.day(words, ends.date(), today), "time": time}
