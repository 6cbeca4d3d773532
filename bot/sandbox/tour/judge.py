"""Was anything late, lost or doubled? Judged from outside: the chats against what was promised to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from bot.sandbox.tour.facts import Fact
from bot.sandbox.tour.promises import Promise, Promises
from bot.sandbox.tour.record import BOT, Said

AT_ONCE = {"new", "change", "cancellation", "retraction"}
"""Kinds of which it is judged who exactly was told: they come when a person decides so."""
LATE_AFTER = timedelta(minutes=10)
NIGHT = (time(22), time(8))
_FINISHED = {"sent", "gone", "rejected", "cancelled", "expired", "uncertain"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Each entry says one thing that went wrong. `expired` counts deliveries that nobody got in time."""

    late: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)
    expired: int = 0


def judge(
    said: Sequence[Said], promises: Promises, facts: list[Fact], status: dict[str, Any], until: datetime
) -> Verdict:
    """`status` is what `python -m bot status --json` prints after the story."""
    alerts = [each for each in said if each.is_alert and not each.edited]
    verdict = Verdict(expired=_states(status)["expired"])
    made = promises.made(facts, until)
    for promise in made:
        keep = _told_at_once if promise.kind in AT_ONCE else _keep
        keep(promise, promises, alerts, verdict)
    verdict.doubled.extend(_repeats(said))
    codes = [*(fact.code for fact in facts), *promises.courses]
    for alert in alerts:
        verdict.unwanted.extend(_unwanted(alert, promises, codes))
    for alert in alerts:
        if alert.kind in AT_ONCE and not any(_answers(promise, alert) for promise in made):
            verdict.unwanted.append(f"{_called(alert, promises)} was promised to nobody there")
    _books(status, len(alerts), verdict)
    return verdict


def _keep(promise: Promise, promises: Promises, alerts: Iterable[Said], verdict: Verdict) -> None:
    """Exactly one of its kind on its day, at its time, with all its codes."""
    zone = promises.zone(promise.chat)
    what = f"{promise.kind} of {promise.at.astimezone(zone):%b %d %H:%M} to {promise.chat}"
    day = promise.at.astimezone(zone).date()
    came = [
        alert
        for alert in alerts
        if (alert.chat, alert.kind) == (promise.chat, promise.kind)
        and alert.at.astimezone(zone).date() == day
    ]
    if not came:
        verdict.lost.append(f"{what} did not come")
        return
    if promise.kind == "brief" and len(came) > 1:
        verdict.doubled.append(f"{what} came {len(came)} times")
    missing = sorted(code for code in promise.codes if not any(code in alert.text for alert in came))
    if missing:
        verdict.lost.append(f"{what} does not name {', '.join(missing)}")
    arrived = f"{what} came at {came[0].at.astimezone(zone):%b %d %H:%M}"
    if came[0].at - promise.at > LATE_AFTER:
        verdict.late.append(arrived)
    elif came[0].at < promise.at:
        verdict.unwanted.append(arrived)


def _told_at_once(promise: Promise, promises: Promises, alerts: Iterable[Said], verdict: Verdict) -> None:
    """Exactly one, then."""
    at = promise.at.astimezone(promises.zone(promise.chat))
    what = f"{promise.kind} of {', '.join(promise.codes)}, {at:%b %d %H:%M}, to {promise.chat}"
    came = [alert for alert in alerts if _answers(promise, alert)]
    if not came:
        verdict.lost.append(f"{what} did not come")
    elif len(came) > 1:
        verdict.doubled.append(f"{what} came {len(came)} times")


def _answers(promise: Promise, alert: Said) -> bool:
    return (
        (alert.chat, alert.kind) == (promise.chat, promise.kind)
        and all(code in alert.text for code in promise.codes)
        and promise.at <= alert.at <= promise.at + promise.held + LATE_AFTER
    )


def _called(alert: Said, promises: Promises) -> str:
    return f"{alert.kind} of {alert.at.astimezone(promises.zone(alert.chat)):%b %d %H:%M} to {alert.chat}"


def _repeats(said: Sequence[Said]) -> Iterable[str]:
    """The same words in the same chat at the same simulated moment, oftener than somebody asked there."""
    asked = Counter((each.chat, each.at) for each in said if each.speaker != BOT)
    by_bot = [each for each in said if each.speaker == BOT and not each.edited]
    counted = Counter((each.chat, each.at, each.text, each.is_alert) for each in by_bot)
    for (chat, at, text, is_alert), number in counted.items():
        if number > (1 if is_alert else max(1, asked[chat, at])):
            yield f"{number} times to {chat} at {at:%b %d %H:%M} UTC: {text.splitlines()[0]}"


def _unwanted(alert: Said, promises: Promises, codes: Collection[str]) -> Iterable[str]:
    """To whom does not follow, in the night, or about nothing."""
    local = alert.at.astimezone(promises.zone(alert.chat))
    what = _called(alert, promises)
    if not promises.follows(alert.chat, alert.at):
        yield f"{what} came to a chat that follows nothing"
    if alert.topic != promises.topic(alert.chat, alert.at):
        yield f"{what} came to the topic {alert.topic or 'General'}"
    if local.time() > NIGHT[0] or local.time() < NIGHT[1]:
        yield f"{what} came in the night"
    named = {code for code in codes if re.search(rf"\b{code}\b", alert.text)}
    if not named:
        yield f"{what} names no entry"
    for code in named:
        if promises.muted(alert.chat, code, alert.at):
            yield f"{what} names {code}, which is muted there"
        course = promises.courses.get(code)
        untrue = course.contradicted(alert.kind, alert.text, alert.at) if course else None
        if untrue:
            yield f"{what} names {code} {untrue}"


def _books(status: dict[str, Any], arrived: int, verdict: Verdict) -> None:
    """What the bot has written down must be what happened."""
    for broadcast in status["broadcasts"]:
        states, key = broadcast["states"], broadcast["key"]
        if sum(states.values()) != broadcast["planned"]:
            verdict.lost.append(f"{key}: planned {broadcast['planned']}, accounted for {states}")
        if broadcast["late"]:
            verdict.late.append(f"{key}: {broadcast['late']} late, worst {broadcast['worst_lateness']} s")
    states = _states(status)
    for state in sorted(set(states) - _FINISHED):
        verdict.lost.append(f"{states[state]} deliveries were left {state}")
    for state in ("rejected", "uncertain"):
        if states[state]:
            verdict.lost.append(f"{states[state]} deliveries ended {state}")
    if states["sent"] > arrived:
        verdict.lost.append(f"{states['sent']} deliveries are noted as sent, {arrived} arrived")
    if states["sent"] < arrived:
        verdict.doubled.append(f"{arrived} alerts arrived, {states['sent']} are noted as sent")


def _states(status: dict[str, Any]) -> Counter[str]:
    total: Counter[str] = Counter()
    for broadcast in status["broadcasts"]:
        total.update(broadcast["states"])
    return +total
