"""The screens behind the settings: the hour of the brief, quiet hours, the zone, and each place."""

from collections.abc import Sequence
from datetime import time

from bot.domain.calendar import Kind
from bot.domain.kinds_wanted import KINDS
from bot.domain.places import RADII, CityPlace
from bot.domain.subscriber import BRIEF_HOURS, OwnPlace, QuietHours, Subscriber
from bot.views import dates, where
from bot.views.buttons import act, choice, rows
from bot.views.fitting import first_line
from bot.views.settings import kinds_named, place_line, place_lines, quiet
from bot.views.settings_buttons import (
    Screen,
    SetPlaceRadius,
    SetSetting,
    ShowKinds,
    ShowPlace,
    ShowScreen,
    SwitchKind,
    WantAllKinds,
)
from bot.views.view import Button, View
from bot.views.words import Words, escape, visible
from bot.views.zones import zone_name

_QUIET = ((22, 8), (21, 7), (23, 7), (21, 9))
_ZONES = (
    ("eastern", "America/New_York"),
    ("central", "America/Chicago"),
    ("mountain", "America/Denver"),
    ("arizona", "America/Phoenix"),
    ("pacific", "America/Los_Angeles"),
    ("alaska", "America/Anchorage"),
    ("hawaii", "Pacific/Honolulu"),
    ("atlantic", "America/Puerto_Rico"),
    ("guam", "Pacific/Guam"),
    ("samoa", "Pacific/Pago_Pago"),
)
"""As typed after `/settings zone`, and what it stands for."""


def choose_brief_hour(words: Words, subscriber: Subscriber, of: str = "") -> View:
    lines = [] if subscriber.brief else [words.text("settings.brief_off")]
    lines.append(words.text("settings.choose_hour", time=dates.clock(words, time(subscriber.brief_hour))))
    hours = [hour for hour in BRIEF_HOURS if hour != subscriber.brief_hour]
    choices = [_hour(words, hour, of) for hour in hours]
    return View("\n".join(lines), rows(*choices, _back(words, of)))


def _hour(words: Words, hour: int, of: str) -> Button:
    at = dates.hour(words, time(hour))
    return choice(at, SetSetting("brief", f"{hour}h", of))


def choose_quiet_hours(words: Words, subscriber: Subscriber, of: str = "") -> View:
    lines = [quiet(words, subscriber), words.text("settings.quiet_means"), words.text("settings.quiet_how")]
    spans = [span for span in _QUIET if subscriber.quiet != QuietHours(time(span[0]), time(span[1]))]
    choices = [
        choice(dates.hours(words, time(starts), time(ends)), SetSetting("quiet", f"{starts}-{ends}", of))
        for starts, ends in spans
    ]
    if subscriber.quiet:
        choices.append(act(words, "button.quiet_off", SetSetting("quiet", "off", of)))
    return View("\n".join(lines), rows(*choices, _back(words, of)))


def choose_zone(words: Words, subscriber: Subscriber, of: str = "") -> View:
    """The zones of the states and territories in words; every other one is typed, by a city in it."""
    text = words.text("settings.choose_zone", zone=zone_name(words, subscriber.home_zone))
    choices = [
        choice(escape(zone_name(words, zone)), SetSetting("zone", said, of))
        for said, zone in _ZONES
        if zone != subscriber.home_zone
    ]
    return View(text, rows(*choices, _back(words, of)))


def choose_place(words: Words, places: Sequence[OwnPlace], of: str = "") -> View:
    lines = [words.text("settings.choose_place"), *place_lines(words, places)]
    choices = [choice(escape(where.named(words, own.place)), ShowPlace(own.place.key, of)) for own in places]
    return View("\n".join(lines), rows(*choices, _back(words, of)))


def place(words: Words, own: OwnPlace, of: str = "") -> View:
    """How far around, and which kinds."""
    typed = where.typed(words, own.place)
    lines = [place_line(words, own)]
    choices: list[Button] = []
    if isinstance(own.place, CityPlace):
        lines.append(words.text("settings.how_radius", typed=typed))
        choices = [
            act(
                words,
                "button.within",
                SetPlaceRadius(own.place.key, radius, of),
                miles=where.miles(words, radius),
            )
            for radius in RADII
            if radius != own.place.radius
        ]
    lines.append(words.text("settings.how_kinds", typed=typed))
    choices.append(act(words, "button.choose_kinds", ShowKinds(own.place.key, of)))
    return View("\n".join(lines), rows(*choices, _back(words, of)))


def choose_kinds(words: Words, own: OwnPlace, of: str = "") -> View:
    """What is told of and what is not stands in the text; each button says what it will do."""
    wanted = frozenset(KINDS) if own.kinds is None else own.kinds
    left_out = frozenset(KINDS) - wanted
    name = visible(where.label(words, own.place))
    lines = [first_line(words, lambda place: words.text("settings.kinds_of", place=place), name)]
    lines.append(words.text("settings.kinds_told", kinds=kinds_named(words, wanted)))
    lines += [words.text("settings.kinds_not_told", kinds=kinds_named(words, left_out))] if left_out else []
    lines += [words.text("settings.how_kinds", typed=where.typed(words, own.place))]
    choices = [_switch(words, own, kind, of) for kind in KINDS if wanted != {kind}]
    everything = act(words, "button.all_kinds", WantAllKinds(own.place.key, of)) if left_out else None
    back = act(words, "button.back", ShowPlace(own.place.key, of))
    return View("\n".join(lines), rows(*choices, everything, back))


def _switch(words: Words, own: OwnPlace, kind: Kind, of: str) -> Button:
    on = own.kinds is not None and kind not in own.kinds
    key = "button.kind_on" if on else "button.kind_off"
    return act(
        words, key, SwitchKind(own.place.key, kind.value, int(on), of), kind=words.plain(f"kinds.{kind}")
    )


def _back(words: Words, of: str) -> Button:
    return act(words, "button.back", ShowScreen(Screen.MAIN.value, of))
