"""What coordinators see: invites, confirmation, the list, removal, halts, the audit, the status."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.domain.audit import START, Act, Acted, AuditRow
from bot.domain.broadcast import Alert, BroadcastState, DeliveryState
from bot.domain.coordinating import Confirmed, Invited, Listed, Redeemed, Removed, Roster
from bot.domain.coordinator import Coordinator, Role, Standing
from bot.domain.halt import Halt, Turned
from bot.domain.ids import ChatId, CoordinatorId
from bot.domain.places import Place
from bot.domain.status import BroadcastTotals, Status
from bot.domain.subscriber import Language
from bot.views import auditing, coordinators, halting, start, status
from tests.builders import NOW
from tests.views.made_up import COUNTRY, NEAR_LONG, NEAR_TACOMA, NEW_YORK, TEXAS
from tests.views.scene import Form, Scene

_MANY: tuple[Place, ...] = (NEAR_LONG, NEAR_TACOMA, TEXAS, NEW_YORK)
OPERATOR = Coordinator(CoordinatorId(1), "C-01", ChatId(1), Role.OPERATOR, Standing.ACTIVE, NOW, Language.EN)
ANA = replace(OPERATOR, id=CoordinatorId(2), label="C-128", role=Role.COORDINATOR)
BEN = replace(ANA, id=CoordinatorId(3), label="C-129", standing=Standing.PENDING)
_PAYLOAD = "in_" + "x" * 43


def coordinator_scenes() -> Iterator[Scene]:
    for name, view in (
        ("help for a coordinator", lambda w: start.help_text(w, group=False, acting=ANA)),
        ("help for an operator", lambda w: start.help_text(w, group=False, acting=OPERATOR)),
    ):
        yield Scene(name, Form.SCREEN, view)
    yield from _joining()
    yield from _roster()
    yield from _halts()
    yield from _oversight()


def _joining() -> Iterator[Scene]:
    invited = Invited(_PAYLOAD, Role.COORDINATOR, (NEAR_TACOMA, TEXAS))
    for name, what in (
        ("coordinator", invited),
        ("operator", replace(invited, role=Role.OPERATOR, places=())),
    ):
        yield Scene(
            f"invited: {name}",
            Form.SCREEN,
            partial(coordinators.invited, invited=what, bot_username="drumbeat_bot"),
        )
    pending = Redeemed(BEN, _MANY, (OPERATOR,))
    yield Scene("redeemed", Form.SCREEN, lambda w: coordinators.redeemed(w, pending))
    more = Redeemed(ANA, (TEXAS, NEW_YORK), (OPERATOR,), more=True)
    yield Scene("redeemed: more places", Form.SCREEN, lambda w: coordinators.redeemed(w, more))
    yield Scene("to confirm: more places", Form.SCREEN, lambda w: coordinators.to_confirm(w, more))
    added = Confirmed(ANA, (TEXAS, NEW_YORK), alone=False, more=True)
    yield Scene("confirmed: more places", Form.SCREEN, lambda w: coordinators.confirmed(w, added))
    yield Scene(
        "you are confirmed: more places", Form.SCREEN, lambda w: coordinators.you_are_confirmed(w, added)
    )
    first = Redeemed(OPERATOR, ())
    yield Scene("redeemed: the first operator", Form.SCREEN, lambda w: coordinators.redeemed(w, first))
    yield Scene("to confirm", Form.SCREEN, lambda w: coordinators.to_confirm(w, pending))
    for alone in (False, True):
        confirmed = Confirmed(ANA, (NEAR_TACOMA,), alone)
        name = f"confirmed{', alone' if alone else ''}"
        yield Scene(name, Form.SCREEN, partial(coordinators.confirmed, confirmed=confirmed))
    for who in (ANA, OPERATOR):
        yield Scene(
            f"you are confirmed: {who.role}",
            Form.SCREEN,
            partial(coordinators.you_are_confirmed, confirmed=Confirmed(who, (TEXAS,), alone=False)),
        )


def _roster() -> Iterator[Scene]:
    listed = (
        Listed(OPERATOR, ()),
        Listed(ANA, _MANY),
        Listed(BEN, (NEAR_TACOMA,)),
        Listed(replace(ANA, id=BEN.id), (TEXAS,), (NEW_YORK,)),
    )
    crowd = Roster(OPERATOR, (*listed, *(Listed(ANA, _MANY),) * 60))
    yield Scene("coordinators", Form.SCREEN, lambda w: coordinators.roster(w, Roster(OPERATOR, listed)))
    yield Scene(
        "coordinators, seen by one", Form.SCREEN, lambda w: coordinators.roster(w, Roster(ANA, listed))
    )
    yield Scene("coordinators, a crowd", Form.SCREEN, lambda w: coordinators.roster(w, crowd))
    yield Scene("coordinators, last page", Form.SCREEN, lambda w: coordinators.roster(w, crowd, 99))
    yield Scene("remove a coordinator?", Form.SCREEN, lambda w: coordinators.ask_remove(w, listed[1]))
    removed = Removed(ANA, _MANY, 2, OPERATOR, (OPERATOR,))
    yield Scene("a coordinator removed", Form.SCREEN, lambda w: coordinators.removed(w, removed))
    yield Scene("you are removed", Form.SCREEN, coordinators.you_are_removed)


def _halts() -> Iterator[Scene]:
    for name, places in (("a city", (NEAR_TACOMA,)), ("many", _MANY), ("everything", (COUNTRY,))):
        turned = Turned(ANA, NOW, places, (OPERATOR,))
        yield Scene(f"halted: {name}", Form.SCREEN, partial(halting.halted, turned=turned))
        yield Scene(f"was halted: {name}", Form.SCREEN, partial(halting.was_halted, turned=turned))
        yield Scene(f"resumed: {name}", Form.SCREEN, partial(halting.resumed, turned=turned))


def _oversight() -> Iterator[Scene]:
    row = AuditRow(1, NOW, "C-128", Act.INVITED, "C-129", "c5812944", "", START)
    acts = [Acted(replace(row, act=act), NEAR_TACOMA) for act in Act]
    acts += [
        Acted(replace(row, act=Act.HALTED, object="us", place_key="us"), COUNTRY),
        Acted(replace(row, place_key=None), None),
        Acted(row, NEAR_LONG),
    ]
    yield Scene("audit", Form.SCREEN, lambda w: auditing.last_acts(w, acts))
    yield Scene("audit, empty", Form.SCREEN, lambda w: auditing.last_acts(w, []))
    held = BroadcastTotals(
        "brief:2026-02-06T18:00 America/Los_Angeles",
        Alert.BRIEF,
        BroadcastState.HELD,
        "its text could not be made",
        NOW,
        140,
        {DeliveryState.PENDING: 140},
        0,
        0.0,
    )
    quiet = Status((), (), "<10", calendar_ahead=False, approvals=2)
    halt = Halt("c5812944", "C-128", NOW - timedelta(hours=2))
    busy = Status((held,), (halt, Halt("cX", "C-01", NOW)), "1240", calendar_ahead=True, approvals=1)
    halted = ((halt, NEAR_TACOMA), (busy.halts[1], None))
    yield Scene("status", Form.SCREEN, lambda w: status.status(w, busy, halted))
    yield Scene("status, quiet", Form.SCREEN, lambda w: status.status(w, quiet, ()))
