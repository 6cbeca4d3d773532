"""What only groups read."""

from collections.abc import Iterator

from bot.domain.errors import Refusal
from bot.views import groups, places, refusals
from bot.views.view import View
from bot.views.words import Words
from tests.builders import NOW
from tests.views.made_up import LONG_TYPED
from tests.views.scene import Form, Scene

_ZONE = "America/Los_Angeles"


def group_scenes() -> Iterator[Scene]:
    yield Scene("introduction of a group", Form.WELCOME, groups.introduction)
    yield _screen("alerts go on", lambda w: groups.goes_on(w, 1))
    yield _screen("alerts go on, several places", lambda w: groups.goes_on(w, 3))
    yield _screen("a stopped group taken up again", groups.still_stopped)
    yield _screen("anonymous: add", lambda w: _anonymous(w, "add", "Tacoma, WA 50"))
    yield _screen("anonymous: bare", lambda w: _anonymous(w, "settings", ""))
    yield _screen("anonymous: longest", lambda w: _anonymous(w, "remove", LONG_TYPED[:54]))
    yield _screen("topic: this one", lambda w: groups.topic_now(w, alerts=7, here=7))
    yield _screen("topic: another one", lambda w: groups.topic_now(w, alerts=7, here=9))
    yield _screen("topic: another one, asked in General", lambda w: groups.topic_now(w, alerts=7, here=None))
    yield _screen("topic: General", lambda w: groups.topic_now(w, alerts=None, here=9))
    yield _screen("topic: General, asked there", lambda w: groups.topic_now(w, alerts=None, here=None))
    yield _screen("topic set: here", lambda w: groups.topic_set(w, 7))
    yield _screen("topic set: General", lambda w: groups.topic_set(w, None))
    yield _screen("topic: below an alert that moved", lambda w: View(groups.moved_to_general(w)))
    yield _screen("listed above", lambda w: groups.listed_above(w, NOW, _ZONE))
    yield _screen(
        "one list a minute", lambda w: groups.one_list_a_minute(w, NOW, _ZONE, "/today Seattle, WA")
    )
    yield _screen(
        "ask place, near, in a group", lambda w: places.ask_place(w, "near", group=True, bot="drumbeat_bot")
    )
    yield Scene("refusal: no topics", Form.ERROR, lambda w: refusals.refusal(w, Refusal("no-topics")))
    unread = Refusal("topic-not-understood", typed=LONG_TYPED)
    yield Scene("refusal: topic not understood", Form.ERROR, lambda w: refusals.refusal(w, unread))


def _anonymous(words: Words, command: str, typed: str) -> View:
    view = groups.anonymous(words, command, typed)
    assert view is not None
    return view


def _screen(name: str, view: object) -> Scene:
    assert callable(view)
    return Scene(name, Form.SCREEN, view)
