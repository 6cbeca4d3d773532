"""What people see of the settings behind the first screen, and of a group's from the private chat."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time

from bot.domain.calendar import Kind
from bot.domain.ids import SubscriberId
from bot.domain.kinds_wanted import KINDS
from bot.domain.places import CityPlace
from bot.domain.subscriber import ChatKind, Language, NewAlerts, OwnPlace, QuietHours, SubscriberStatus
from bot.views import settings, settings_screens
from bot.views.settings import Sight
from bot.views.view import View
from bot.views.words import Words
from tests.builders import a_subscriber
from tests.views.made_up import COUNTRY, LONG_CITY, NEAR_SEATTLE, NEAR_TACOMA, TEXAS
from tests.views.scene import Form, Scene

_OF = "zzzzzzzzzzzzz"
_PERSON = replace(a_subscriber(), brief_hour=19)
_GROUP = a_subscriber(id=SubscriberId(1_000_003), kind=ChatKind.SUPERGROUP)
_SPARSE = replace(_PERSON, brief=False, new=NewAlerts.OFF, reminder=False, quiet=None)
_AT_ONE = replace(_PERSON, brief_hour=13)
_LATE = replace(_PERSON, quiet=QuietHours(time(17), time(20, 30)))
_ALL_EVENING = replace(_PERSON, quiet=QuietHours(time(13), time(1)))
_IN_A_TOPIC = replace(_GROUP, thread=7)
_IN_NO_BRIEF = replace(_PERSON, brief=False, new=NewAlerts.BRIEF)
_STOPPED = replace(_PERSON, status=SubscriberStatus.STOPPED)
_STOPPED_GROUP = replace(_GROUP, status=SubscriberStatus.STOPPED)
_TWO = OwnPlace(NEAR_TACOMA, frozenset({Kind.VIGIL, Kind.MARCH}))
_MOST = OwnPlace(CityPlace(LONG_CITY, 100), frozenset(KINDS) - {Kind.LOBBYING})
_ALL = OwnPlace(NEAR_SEATTLE)
_SOME = (_TWO, _MOST, OwnPlace(TEXAS), OwnPlace(COUNTRY))
_LINKED = Sight(username="drumbeat_bot")


def settings_scenes() -> Iterator[Scene]:
    main, screens = settings.settings, settings_screens
    yield _screen("settings, places of several kinds", lambda w: main(w, _PERSON, _SOME, _LINKED))
    many = [*_SOME, *(OwnPlace(NEAR_SEATTLE) for _ in range(8))]
    yield _screen("settings, many places", lambda w: main(w, _PERSON, many))
    spanish = replace(_GROUP, language=Language.ES)
    yield _screen("settings of a group in Spanish", lambda w: main(w, spanish, [], Sight(_OF)))
    yield _screen("settings of a forum's topic", lambda w: main(w, _IN_A_TOPIC, [_ALL], _LINKED))
    yield _screen("settings, stopped", lambda w: main(w, _STOPPED, [_ALL], _LINKED))
    yield _screen(
        "settings of a stopped group, in private", lambda w: main(w, _STOPPED_GROUP, [_ALL], Sight(_OF))
    )
    yield _screen("settings, new in no brief", lambda w: main(w, _IN_NO_BRIEF, [_ALL], _LINKED))
    yield _screen("settings in a group", lambda w: main(w, _GROUP, [_ALL], _LINKED))
    yield _screen(
        "settings of a group, in private", lambda w: main(w, _GROUP, [_TWO], Sight(_OF, "drumbeat_bot"))
    )
    for name, person, of in (("own", _PERSON, ""), ("a group's", _GROUP, _OF), ("off", _SPARSE, "")):
        yield _screen(f"choose brief hour: {name}", _of(screens.choose_brief_hour, person, of))
        yield _screen(f"choose quiet hours: {name}", _of(screens.choose_quiet_hours, person, of))
        yield _screen(f"choose zone: {name}", _of(screens.choose_zone, person, of))
    yield _screen("choose place", lambda w: screens.choose_place(w, _SOME))
    for name, own in (
        ("two kinds", _TWO),
        ("most kinds", _MOST),
        ("a state", OwnPlace(TEXAS)),
        ("all", _ALL),
    ):
        yield _screen(f"place settings: {name}", _of(screens.place, own, _OF))
        yield _screen(f"choose kinds: {name}", _of(screens.choose_kinds, own, _OF))
        yield _screen(f"kinds set: {name}", _of(settings.kinds_set, own, ""))
    one = replace(_TWO, kinds=frozenset({Kind.DAY_OF_ACTION}))
    yield _screen("choose kinds: the last", lambda w: screens.choose_kinds(w, one))
    yield from _set()


def _set() -> Iterator[Scene]:
    done = settings.setting_set
    yield _screen("brief hour set", lambda w: done(w, _PERSON, "brief"))
    yield _screen("brief off, new ones come with it", lambda w: done(w, _IN_NO_BRIEF, "brief"))
    yield _screen("brief hour set, this evening's now", lambda w: done(w, _AT_ONE, "brief", brief_now=True))
    yield _screen("brief hour set, in quiet hours", lambda w: done(w, _LATE, "brief"))
    yield _screen("quiet set, delays the brief", lambda w: done(w, _LATE, "quiet"))
    yield _screen("quiet set, the brief comes before", lambda w: done(w, _ALL_EVENING, "quiet"))
    yield _screen("group's language set", lambda w: done(w, _GROUP, "language", _OF))


def _screen(name: str, view: Callable[[Words], View]) -> Scene:
    return Scene(name, Form.SCREEN, view)


def _of(view: Callable[..., View], what: object, of: str) -> Callable[[Words], View]:
    return lambda words: view(words, what, of)
