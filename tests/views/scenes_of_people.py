"""What people see of their places, settings and data."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.domain.ids import SubscriberId
from bot.domain.places import CityPlace
from bot.domain.questions import Listed
from bot.domain.subscriber import ChatKind, NewAlerts, OwnPlace, Subscriber
from bot.views import leaving, places, settings, start
from bot.views.view import View
from bot.views.words import Words
from tests.builders import HOUSTON, MILWAUKEE, NOW, a_subscriber
from tests.views.made_up import (
    COUNTRY,
    EARLIER_VIGIL,
    GRAHAM,
    LONG,
    LONG_CITY,
    LONG_TYPED,
    MARCH,
    NEAR_LONG,
    NEAR_SEATTLE,
    NEAR_TACOMA,
    NEW_YORK,
    STRIKE,
    TEXAS,
    VIGIL,
    WATER,
)
from tests.views.scene import Form, Scene

_PERSON = a_subscriber()
_GROUP = a_subscriber(id=SubscriberId(1_000_004), kind=ChatKind.SUPERGROUP)
_SPARSE = replace(_PERSON, brief=False, new=NewAlerts.OFF, reminder=False, quiet=None)
_EVENINGS = replace(_PERSON, new=NewAlerts.BRIEF)
_COMING = (Listed(EARLIER_VIGIL, 0.0), Listed(MARCH, 0.0), Listed(VIGIL, 16.2))
_SIX = (NEAR_SEATTLE, NEAR_LONG, CityPlace(HOUSTON), CityPlace(MILWAUKEE), CityPlace(GRAHAM), TEXAS)


def people_scenes() -> Iterator[Scene]:
    yield from _starts()
    yield from _places()
    yield from _settings()
    yield from _leaving()


def _screen(name: str, view: Callable[[Words], View], form: Form = Form.SCREEN) -> Scene:
    return Scene(name, form, view)


def _starts() -> Iterator[Scene]:
    welcome, form = start.welcome, Form.WELCOME
    yield _screen("welcome: sample 1", lambda w: welcome(w, NEAR_TACOMA, "city_5812944", ahead=True), form)
    yield _screen("welcome: no place", lambda w: welcome(w, None, "", ahead=False), form)
    yield _screen("welcome: longest", lambda w: welcome(w, NEAR_LONG, "x" * 64, ahead=False), form)
    yield _screen("welcome: the country", lambda w: welcome(w, COUNTRY, "a_WAT3", ahead=True), form)
    yield _screen("help", lambda w: start.help_text(w, group=False))
    yield _screen("help in a group", lambda w: start.help_text(w, group=True))
    yield _screen("privacy, no contact", lambda w: start.privacy(w, None))
    yield _screen("privacy, with a contact", lambda w: start.privacy(w, "alerts@example.org <Desk>"))


def _places() -> Iterator[Scene]:
    yield from _added()
    yield _screen("already added", lambda w: places.already_added(w, NEAR_TACOMA))
    yield _screen("offered", lambda w: places.offered(w, NEAR_LONG))
    yield _screen("removed", lambda w: places.removed(w, NEAR_TACOMA))
    yield _screen("removed, the last", lambda w: places.removed(w, TEXAS, last=True))
    yield _screen("add undone", lambda w: places.add_undone(w, NEAR_TACOMA, erased=False, last=True))
    yield _screen("add undone, erased", lambda w: places.add_undone(w, NEAR_TACOMA, erased=True))
    yield _screen("restored", lambda w: places.restored(w, NEAR_SEATTLE))
    yield _screen("not followed", lambda w: places.not_followed(w, TEXAS))
    yield _screen("your places", lambda w: places.your_places(w, [NEAR_TACOMA, TEXAS, COUNTRY]))
    yield _screen("your only place", lambda w: places.your_places(w, [NEAR_TACOMA]))
    yield _screen("no places", lambda w: places.your_places(w, []))
    for command in ("add", "start", "remove", "today", "week", "near"):
        yield _screen(f"which place: {command}", _which_place(command))
    yield _screen("remove which", lambda w: places.remove_which(w, _SIX))
    yield _screen("nothing found", lambda w: places.nothing_found(w, "add", "xyzzy", []), Form.ERROR)
    yield _screen(
        "nothing found, longest", lambda w: places.nothing_found(w, "near", LONG_TYPED, []), Form.ERROR
    )
    yield _screen(
        "nothing found, guesses", lambda w: places.nothing_found(w, "week", "setle", [NEAR_SEATTLE])
    )
    for command in ("add", "today", "week", "near"):
        for group in (False, True):
            name = f"ask place: {command}{' in a group' if group else ''}"
            yield _screen(name, _ask_place(command, group=group))
    yield _screen("choose radius", lambda w: places.choose_radius(w, NEAR_TACOMA))
    yield _screen("no radius", lambda w: places.choose_radius(w, TEXAS))
    yield _screen("radius set", lambda w: places.radius_set(w, NEAR_SEATTLE))
    yield _screen("radius set, with undo", lambda w: places.radius_set(w, NEAR_SEATTLE, 25))


def _added() -> Iterator[Scene]:
    yield _screen("added: sample 2", lambda w: places.added(w, NEAR_TACOMA, _COMING[:1], _PERSON, None, NOW))
    yield _screen(
        "added: more coming, a runner-up, the first",
        lambda w: places.added(w, NEAR_TACOMA, _COMING, _PERSON, NEAR_SEATTLE, NOW, first=True),
    )
    yield _screen("added: nothing coming", lambda w: places.added(w, TEXAS, [], _SPARSE, None, NOW))
    yield _screen(
        "added: the country, a day coming",
        lambda w: places.added(w, COUNTRY, [Listed(WATER)], _GROUP, NEW_YORK, NOW),
    )
    long = CityPlace(LONG_CITY, 100)
    yield _screen("added: longest", lambda w: places.added(w, long, [Listed(LONG, 0.0)], _PERSON, None, NOW))


def _settings() -> Iterator[Scene]:
    yield _screen(
        "settings", lambda w: settings.settings(w, _PERSON, [OwnPlace(NEAR_TACOMA), OwnPlace(TEXAS)])
    )
    yield _screen("settings, all off", lambda w: settings.settings(w, _SPARSE, []))
    yield _screen("settings, new ones in the brief", lambda w: settings.settings(w, _EVENINGS, []))
    yield _screen("settings of a group", lambda w: settings.settings(w, _GROUP, [OwnPlace(NEAR_TACOMA)]))
    for kind in ("brief", "new", "reminder", "zone", "quiet", "language"):
        yield _screen(f"setting set: {kind}", _setting_set(_PERSON, kind))
        yield _screen(f"setting set: {kind}, off", _setting_set(_SPARSE, kind))
    yield _screen("choose language", settings.choose_language)
    yield _screen("quiet now", lambda w: settings.quiet_now(w, _PERSON))
    yield _screen("quiet now, none", lambda w: settings.quiet_now(w, _SPARSE))
    yield _screen("muted", lambda w: settings.muted(w, MARCH))
    yield _screen("muted, a day of action", lambda w: settings.muted(w, STRIKE))
    yield _screen("unmuted", lambda w: settings.unmuted(w, VIGIL))


def _leaving() -> Iterator[Scene]:
    yield _screen("stopped", leaving.stopped)
    yield _screen("resumed", lambda w: leaving.resumed(w, [NEAR_TACOMA, TEXAS]))
    yield _screen("resumed, no place", lambda w: leaving.resumed(w, []))
    yield _screen("nothing stored", leaving.nothing_stored)
    yield _screen("delete, asked", leaving.delete_ask)
    yield _screen("deleted", leaving.deleted)
    yield _screen("kept", leaving.kept)
    yield _screen("exported", lambda w: leaving.exported(w, ("drumbeat-export.json", b"{}")))
    yield _screen("only in private", lambda w: leaving.only_in_private(w, "drumbeat_bot"))


def _which_place(command: str) -> Callable[[Words], View]:
    return lambda words: places.which_place(words, command, "oak", _SIX)


def _ask_place(command: str, *, group: bool) -> Callable[[Words], View]:
    return lambda words: places.ask_place(words, command, group=group)


def _setting_set(subscriber: Subscriber, kind: str) -> Callable[[Words], View]:
    return lambda words: settings.setting_set(words, subscriber, kind)
