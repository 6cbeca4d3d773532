"""Every refusal, with what it quotes as long as it gets."""

from collections.abc import Callable, Iterator

from bot.domain.errors import Refusal, StaleButton
from bot.views import refusals
from bot.views.view import View
from bot.views.words import Words
from tests.views.made_up import LONG_TYPED
from tests.views.scene import Form, Scene

REFUSALS: tuple[Refusal, ...] = (
    Refusal("radius-not-offered", radius=30),
    Refusal("radius-not-offered", radius="12.5 kilometers around it all, please"),
    Refusal("one-place-at-a-time", first="Tacoma"),
    Refusal("too-many-places", most=25),
    Refusal("no-city-near"),
    *(
        Refusal(f"{key}-not-{what}", typed=LONG_TYPED)
        for key, what in (
            ("quiet", "understood"),
            ("setting", "understood"),
            ("zone", "understood"),
            ("language", "offered"),
        )
    ),
    Refusal("setting-not-in-groups"),
    Refusal("code-unknown", typed=LONG_TYPED),
    Refusal("code-missing", command="check"),
    Refusal("code-missing", command="mute"),
    Refusal("action-over", code="K4TD"),
    Refusal("change-over", code="K4TD"),
    Refusal("change-in-review", code="K4TD"),
    Refusal("change-not-yours", code="K4TD"),
    Refusal("change-reach", code="K4TD"),
    Refusal("change-one-date", code="K4TD"),
    Refusal("cancelled-already", code="K4TD"),
    Refusal("not-a-series", code="K4TD"),
    Refusal("draft-operators-only"),
    Refusal("draft-which-state"),
    Refusal("draft-not-of-a-day", typed="Harbor Plaza"),
    Refusal("draft-day-elsewhere", code="K4TD"),
    Refusal("draft-double", code="K4TD", other="A7F3"),
    Refusal("draft-repeat", typed=LONG_TYPED),
    Refusal("draft-repeat-until"),
    Refusal("draft-repeat-too-long", most=26, days=180),
    Refusal("draft-repeat-start", code="K4TD"),
    Refusal("draft-repeat-once", code="K4TD"),
    Refusal("draft-repeat-skipped", code="K4TD", day="2026-03-08"),
    Refusal("draft-repeat-weekday", typed=LONG_TYPED),
    Refusal("draft-not-repeated"),
    Refusal("draft-no-such-date", typed=LONG_TYPED),
    Refusal("retract-over", code="K4TD"),
    Refusal("retract-already", code="K4TD"),
    Refusal("already-stopped"),
    Refusal("not-subscribed"),
    StaleButton(),
    Refusal("brief-hour-not-offered", typed="10pm"),
    Refusal("radius-how", typed="Tacoma"),
    Refusal("radius-only-of-cities"),
    Refusal("kinds-not-understood", typed="Tacoma parades"),
    Refusal("kinds-none-left"),
    Refusal("group-unknown"),
    Refusal("remove-one-at-a-time"),
    Refusal("only-texts"),
    Refusal("forwarded"),
    Refusal("group-only-administrators"),
    Refusal("group-anonymous"),
    Refusal("group-not-sure"),
    Refusal("only-in-private"),
    Refusal("export-once-a-day"),
    Refusal("qr-which"),
    Refusal("no-name"),
    *(
        Refusal(key, code="K4TD")
        for key in (
            "draft-incomplete",
            "review-not-yours",
            "review-own",
            "review-too-new",
            "review-decided",
            "review-expired",
            "review-author-gone",
            "review-not-approved",
            "review-wrong-fact",
            "review-no-operator",
        )
    ),
    Refusal("change-not-read", typed=LONG_TYPED),
    Refusal("change-is-off"),
    *(
        Refusal(key, code="A7F3")
        for key in ("change-nothing", "change-past", "change-overtaken", "postponed-already")
    ),
    Refusal("not-a-coordinator"),
    Refusal("not-confirmed-yet", label="C-128"),
    Refusal("operators-only"),
    Refusal("not-your-place", place=LONG_TYPED),
    Refusal("invite-how"),
    Refusal("place-not-clear", typed=LONG_TYPED),
    Refusal("invite-not-good"),
    Refusal("already-coordinator", label="C-128"),
    Refusal("coordinator-first", label="C-128"),
    Refusal("label-unknown", typed=LONG_TYPED),
    Refusal("already-confirmed", label="C-128"),
    Refusal("confirm-by-another", label="C-128"),
    Refusal("last-operator"),
    Refusal("already-halted"),
    Refusal("resume-by-another"),
    Refusal("nothing-halted"),
    Refusal("resume-which"),
    *(
        Refusal(f"draft-{key}", typed=LONG_TYPED, most=160, length=1000)
        for key in (
            "access",
            "city-unknown",
            "contact",
            "end",
            "fact-unknown",
            "kind",
            "link-elsewhere",
            "link-not-allowed",
            "no-such-day",
            "pin",
            "tappable",
            "text-too-long",
            "too-long",
            "too-many",
            "too-many-names",
            "unknown",
        )
    ),
    *(
        Refusal(f"draft-{key}", code="A7F3", city="Houston, TX")
        for key in (
            "city-first",
            "city-not-yours",
            "closed",
            "in-review",
            "past",
            "start-first",
        )
    ),
)


def refusal_scenes() -> Iterator[Scene]:
    for number, refusal in enumerate(REFUSALS):
        name = f"refusal {number}: {refusal.key}"
        yield Scene(name, Form.ERROR, _refused(refusal))
    yield Scene("failed", Form.ERROR, lambda words: refusals.failed(words, "3f9a2c"))
    yield Scene("too many", Form.ERROR, refusals.too_many)


def _refused(refusal: Refusal) -> Callable[[Words], View]:
    return lambda words: refusals.refusal(words, refusal)
