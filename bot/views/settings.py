"""What a chat chose, what can be chosen instead, and what was set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from bot.domain.calendar import Entry, Kind
from bot.domain.kinds_wanted import KINDS
from bot.domain.moments import brief_comes_at
from bot.domain.planning import Profile
from bot.domain.subscriber import ChatKind, Language, NewAlerts, OwnPlace, Subscriber
from bot.views import dates, where
from bot.views.buttons import act, rows
from bot.views.callbacks import MuteEntry, SetLanguage, ShowSettings, StopAlerts, UnmuteEntry
from bot.views.entries import in_a_word
from bot.views.fitting import capital
from bot.views.settings_buttons import LINK, Screen, SetSetting, ShowPlace, ShowScreen, reference
from bot.views.view import Button, View
from bot.views.words import Html, Words
from bot.views.zones import zone_name

_TYPED = ("how_brief", "how_new", "how_reminder", "how_zone", "how_radius", "how_kinds", "how_rest")
_EXAMPLE = "Tacoma, WA"
_MOST_PLACES = 10
_ONLY_PRIVATE = frozenset({"how_new", "how_reminder"})


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose settings are shown and where. `of` names a group whose settings are shown in a private chat.

    `username` is the bot's, for links; empty where it is not known.
    """

    of: str = ""
    username: str = ""


OWN = Sight()


def settings(words: Words, subscriber: Subscriber, places: Sequence[OwnPlace], sight: Sight = OWN) -> View:
    """Everything that is set, one fact a line, and how to change it by typing and by buttons."""
    private = subscriber.kind is ChatKind.PRIVATE
    kinds = ("brief", "new", "reminder") if private else ("brief",)
    lines = [words.text("settings.title_group" if sight.of else "settings.title")]
    lines += [_state(words, subscriber, kind) for kind in kinds]
    lines.append(words.text("settings.always"))
    lines += [_state(words, subscriber, kind) for kind in ("quiet", "language", "zone")]
    lines += [words.count("settings.places", len(places))] if places else [words.text("settings.no_places")]
    lines += place_lines(words, places)
    lines.append(Html(""))
    lines.append(words.text("settings.how_in_group" if sight.of else "settings.how"))
    typed = where.typed(words, places[0].place) if places else _EXAMPLE
    chosen = [key for key in _TYPED if private or key not in _ONLY_PRIVATE]
    lines += [words.text(f"settings.{key}", typed=typed) for key in chosen]
    lines += [words.text("settings.groups")] if private and sight.username else []
    buttons = [
        *_switches(words, subscriber, private=private, of=sight.of),
        *_ways(words, subscriber, places, sight),
    ]
    return View("\n".join(lines), rows(*buttons))


def place_lines(words: Words, places: Sequence[OwnPlace]) -> list[Html]:
    """As many as a message has room for."""
    lines = [place_line(words, own) for own in places[:_MOST_PLACES]]
    more = len(places) - _MOST_PLACES
    return [*lines, words.count("settings.more_places", more)] if more > 0 else lines


def place_line(words: Words, own: OwnPlace) -> Html:
    """`Tacoma, WA, and 25 miles around: only vigils, marches`."""
    place = capital(where.around(words, own.place))
    keys = ("settings.place", "settings.place_kinds", "settings.place_but")
    return _with_kinds(words, keys, place, own.kinds)


def _with_kinds(
    words: Words, keys: tuple[str, str, str], place: Html, wanted: frozenset[Kind] | None
) -> Html:
    """By the shorter list: `keys` say every kind, only some, every kind but some."""
    if wanted is None:
        return words.text(keys[0], place=place)
    left_out = frozenset(KINDS) - wanted
    fewer, key = (wanted, keys[1]) if len(wanted) <= len(left_out) else (left_out, keys[2])
    return words.text(key, place=place, kinds=kinds_named(words, fewer))


def kinds_named(words: Words, kinds: frozenset[Kind]) -> str:
    return ", ".join(words.plain(f"kinds.{kind}") for kind in KINDS if kind in kinds)


def _state(words: Words, subscriber: Subscriber, kind: str) -> Html:
    """How one setting stands; `kind` as typed after /settings. LookupError for one that does not exist."""
    if kind == "quiet":
        return quiet(words, subscriber)
    keys = {
        "brief": "brief_on" if subscriber.brief else "brief_off",
        "new": f"new_{subscriber.new.value}",
        "reminder": "reminder_on" if subscriber.reminder else "reminder_off",
        "language": f"language_{subscriber.language.value}",
        "zone": "zone",
    }
    at = dates.at_clock(words, brief_comes_at(Profile.of(subscriber)))
    return words.text(f"settings.{keys[kind]}", zone=zone_name(words, subscriber.home_zone), at=at)


def _switches(words: Words, subscriber: Subscriber, *, private: bool, of: str) -> list[Button]:
    brief, reminder = ("off" if on else "on" for on in (subscriber.brief, subscriber.reminder))
    buttons = [act(words, f"button.brief_{brief}", SetSetting("brief", brief, of))]
    if subscriber.brief:
        buttons.append(act(words, "button.brief_hour", ShowScreen(Screen.BRIEF.value, of)))
    if private:
        others = [choice.value for choice in NewAlerts if choice is not subscriber.new]
        buttons += [act(words, f"button.new_{value}", SetSetting("new", value, of)) for value in others]
        buttons.append(act(words, f"button.reminder_{reminder}", SetSetting("reminder", reminder, of)))
    return buttons


def _ways(
    words: Words, subscriber: Subscriber, places: Sequence[OwnPlace], sight: Sight
) -> list[Button | None]:
    """To the other screens, to the other language, and out."""
    of, link = sight.of, None
    if len(places) == 1:
        link = act(words, "button.place_settings", ShowPlace(places[0].place.key, of))
    elif places:
        link = act(words, "button.place_settings", ShowScreen(Screen.PLACES.value, of))
    return [
        act(words, "button.quiet_hours", ShowScreen(Screen.QUIET.value, of)),
        act(words, "button.zone", ShowScreen(Screen.ZONE.value, of)),
        link,
        _group_language(words, subscriber, of) if of else other_language(words, ""),
        None if of else act(words, "button.stop", StopAlerts()),
        None if of else _elsewhere(words, subscriber, sight.username),
    ]


def _group_language(words: Words, subscriber: Subscriber, of: str) -> Button:
    """The language the group does not read; the screen itself stays in that of whoever looks at it."""
    other = Language.EN if subscriber.language is Language.ES else Language.ES
    key = "button.group_english" if other is Language.EN else "button.group_spanish"
    return act(words, key, SetSetting("language", other.value, of))


def _elsewhere(words: Words, subscriber: Subscriber, username: str) -> Button | None:
    """From a group to the private chat, where its settings can be changed too; from there into a group."""
    if not username:
        return None
    if subscriber.kind is ChatKind.PRIVATE:
        return Button(words.plain("button.add_to_group"), url=f"https://t.me/{username}?startgroup=add")
    link = f"https://t.me/{username}?start={LINK}{reference(subscriber.id)}"
    return Button(words.plain("button.change_in_private"), url=link)


def other_language(words: Words, start: str) -> Button:
    """The button of the language that is not shown; `start` is the deep link's payload to go on with."""
    if words.language is Language.ES:
        return act(words, "button.english", SetLanguage(Language.EN.value, start))
    return act(words, "button.spanish", SetLanguage(Language.ES.value, start))


def setting_set(
    words: Words, subscriber: Subscriber, kind: str, of: str = "", *, brief_now: bool = False
) -> View:
    """What was set, as it is now; `kind` as typed after /settings. `brief_now`: a brief comes at once."""
    now = [words.text("settings.brief_now")] if brief_now else []
    if kind == "quiet":
        return _done(words, *_quiet_set(words, subscriber), *now, of=of)
    if kind == "language" and not of:
        return language_set(words)
    lines = [words.text("settings.set", now=_state(words, subscriber, kind))]
    lines += _moved(words, subscriber) if kind == "brief" else []
    return _done(words, *lines, *now, of=of)


def language_set(words: Words) -> View:
    return _done(words, words.text("settings.language_set"))


def choose_language(words: Words) -> View:
    english = act(words, "button.english", SetLanguage(Language.EN.value, ""))
    spanish = act(words, "button.spanish", SetLanguage(Language.ES.value, ""))
    return View(words.text("settings.choose_language"), rows(english, spanish))


def kinds_set(words: Words, own: OwnPlace, of: str = "") -> View:
    keys = ("settings.kinds_all", "settings.kinds_only", "settings.kinds_but")
    lines = [_with_kinds(words, keys, where.label(words, own.place), own.kinds)]
    if own.kinds is not None:
        lines += [] if Kind.DAY_OF_ACTION in own.kinds else [words.text("settings.kinds_no_days")]
        lines.append(words.text("settings.kinds_changes"))
    return _done(words, *lines, of=of)


def quiet(words: Words, subscriber: Subscriber) -> Html:
    hours = subscriber.quiet
    if hours is None:
        return words.text("settings.no_quiet")
    return words.text("settings.quiet", hours=dates.hours(words, hours.starts, hours.ends))


def quiet_now(words: Words, subscriber: Subscriber) -> View:
    lines = [quiet(words, subscriber)]
    lines += [words.text("settings.quiet_means")] if subscriber.quiet else []
    return _done(words, *lines, words.text("settings.quiet_how"))


def _quiet_set(words: Words, subscriber: Subscriber) -> list[Html]:
    return [words.text("settings.set", now=quiet(words, subscriber)), *_moved(words, subscriber)]


def _moved(words: Words, subscriber: Subscriber) -> list[Html]:
    """Said where quiet hours move the brief away from its hour."""
    profile = Profile.of(subscriber)
    comes_at = brief_comes_at(profile)
    if not subscriber.brief or comes_at == time(subscriber.brief_hour):
        return []
    due = dates.at_clock(words, time(subscriber.brief_hour))
    return [words.text("settings.quiet_moves_brief", due=due, at=dates.at_clock(words, comes_at))]


def muted(words: Words, entry: Entry) -> View:
    said = in_a_word(words, entry)
    text = words.text("settings.muted", code=entry.code, **said)
    return View(text, rows(act(words, "button.unmute", UnmuteEntry(entry.code))))


def unmuted(words: Words, entry: Entry) -> View:
    said = in_a_word(words, entry)
    text = words.text("settings.unmuted", code=entry.code, **said)
    return View(text, rows(act(words, "button.mute", MuteEntry(entry.code))))


def _done(words: Words, *lines: Html, of: str = "") -> View:
    back = ShowScreen(Screen.MAIN.value, of) if of else ShowSettings()
    return View("\n".join(lines), rows(act(words, "button.settings", back)))
