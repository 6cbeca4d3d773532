"""What a chat chose, and how to change it."""

from collections.abc import Sequence

from bot.domain.calendar import Entry
from bot.domain.moments import BRIEF_AT, brief_comes_at
from bot.domain.places import Place
from bot.domain.subscriber import ChatKind, Language, NewAlerts, Subscriber
from bot.views import dates
from bot.views.buttons import act, rows
from bot.views.callbacks import MuteEntry, SetLanguage, SetSetting, ShowSettings, StopAlerts, UnmuteEntry
from bot.views.entries import in_a_word
from bot.views.view import Button, View
from bot.views.words import Html, Words
from bot.views.zones import zone_name


def settings(words: Words, subscriber: Subscriber, places: Sequence[Place]) -> View:
    """Everything that is set, one fact a line, and how to change it."""
    private = subscriber.kind is ChatKind.PRIVATE
    kinds = ("brief", "new", "reminder") if private else ("brief",)
    lines = [words.text("settings.title"), *(_state(words, subscriber, kind) for kind in kinds)]
    lines.append(words.text("settings.always"))
    lines += [_state(words, subscriber, kind) for kind in ("quiet", "language", "zone")]
    lines.append(words.count("settings.places", len(places)) if places else words.text("settings.no_places"))
    lines.append(words.text("settings.how" if private else "settings.how_group"))
    return View("\n".join(lines), rows(*_switches(words, subscriber, private=private)))


def _state(words: Words, subscriber: Subscriber, kind: str) -> Html:
    """How one setting stands; `kind` as typed after /settings. LookupError for one that does not exist."""
    if kind == "quiet":
        return quiet(words, subscriber)
    keys = {
        "brief": "brief_on" if subscriber.brief else "brief_off",
        "new": f"new_{subscriber.new.value}",
        "reminder": "reminder_on" if subscriber.reminder else "reminder_off",
        "language": "language",
        "zone": "zone",
    }
    zone, at = zone_name(words, subscriber.home_zone), dates.clock(words, brief_comes_at(subscriber.quiet))
    return words.text(f"settings.{keys[kind]}", zone=zone, time=at)


def _switches(words: Words, subscriber: Subscriber, *, private: bool) -> list[Button]:
    brief, reminder = ("off" if on else "on" for on in (subscriber.brief, subscriber.reminder))
    buttons = [act(words, f"button.brief_{brief}", SetSetting("brief", brief))]
    if private:
        buttons.append(act(words, f"button.reminder_{reminder}", SetSetting("reminder", reminder)))
        others = [choice.value for choice in NewAlerts if choice is not subscriber.new]
        buttons += [act(words, f"button.new_{value}", SetSetting("new", value)) for value in others]
    quiet_value = ("quiet_off", "off") if subscriber.quiet else ("quiet_on", "22-8")
    buttons.append(act(words, f"button.{quiet_value[0]}", SetSetting("quiet", quiet_value[1])))
    return [*buttons, other_language(words, ""), act(words, "button.stop", StopAlerts())]


def other_language(words: Words, start: str) -> Button:
    """The button of the language that is not shown; `start` is the deep link's payload to go on with."""
    if words.language is Language.ES:
        return act(words, "button.english", SetLanguage(Language.EN.value, start))
    return act(words, "button.spanish", SetLanguage(Language.ES.value, start))


def setting_set(words: Words, subscriber: Subscriber, kind: str) -> View:
    """What was set, as it is now; `kind` as typed after /settings."""
    if kind == "quiet":
        return quiet_set(words, subscriber)
    if kind == "language":
        return language_set(words)
    return _done(words, words.text("settings.set", now=_state(words, subscriber, kind)))


def language_set(words: Words) -> View:
    return _done(words, words.text("settings.language_set"))


def choose_language(words: Words) -> View:
    english = act(words, "button.english", SetLanguage(Language.EN.value, ""))
    spanish = act(words, "button.spanish", SetLanguage(Language.ES.value, ""))
    return View(words.text("settings.choose_language"), rows(english, spanish))


def quiet(words: Words, subscriber: Subscriber) -> Html:
    hours = subscriber.quiet
    if hours is None:
        return words.text("settings.no_quiet")
    return words.text("settings.quiet", hours=dates.hours(words, hours.starts, hours.ends))


def quiet_now(words: Words, subscriber: Subscriber) -> View:
    lines = [quiet(words, subscriber)]
    lines += [words.text("settings.quiet_means")] if subscriber.quiet else []
    return _done(words, *lines, words.text("settings.quiet_how"))


def quiet_set(words: Words, subscriber: Subscriber) -> View:
    """Says so where these hours move the brief."""
    lines = [words.text("settings.set", now=quiet(words, subscriber))]
    comes_at = brief_comes_at(subscriber.quiet)
    if subscriber.brief and comes_at != BRIEF_AT:
        due, at = dates.clock(words, BRIEF_AT), dates.at_clock(words, comes_at)
        lines.append(words.text("settings.quiet_moves_brief", time=due, at=at))
    return _done(words, *lines)


def muted(words: Words, entry: Entry) -> View:
    said = in_a_word(words, entry)
    text = words.text("settings.muted", code=entry.code, **said)
    return View(text, rows(act(words, "button.unmute", UnmuteEntry(entry.code))))


def unmuted(words: Words, entry: Entry) -> View:
    said = in_a_word(words, entry)
    text = words.text("settings.unmuted", code=entry.code, **said)
    return View(text, rows(act(words, "button.mute", MuteEntry(entry.code))))


def _done(words: Words, *lines: Html) -> View:
    return View("\n".join(lines), rows(act(words, "button.settings", ShowSettings())))
