"""What falls due in a stretch of time: the moments of briefs, of news and of reminders, from the calendar."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import blake2s

from bot.domain.broadcast import Alert, Section
from bot.domain.calendar import Entry
from bot.domain.moments import (
    COMING_DAYS,
    JOINED_WITHIN,
    LONGEST_WAIT,
    REMINDED_BEFORE,
    BriefMoment,
    Due,
    Start,
    briefs,
    is_news,
    joined,
    reminders,
    starts,
)
from bot.domain.planning import LOOK_BACK, Candidate, Moment, Profile, is_local_action, latest_start, stands
from bot.domain.subscriber import QuietHours
from bot.services.ports import ReadTx


async def moments(
    tx: ReadTx, profiles: Sequence[Profile], after: datetime, now: datetime
) -> AsyncIterator[Moment]:
    """Everything due in (after, now]. Briefs come first: what they tell of is not told again by the rest.

    Each moment is to be frozen before the next is asked for.
    """
    for brief, members in briefs(profiles, after, now).items():
        yield await brief_moment(tx, brief, members)
    for moment in news(await tx.calendar.listed_between(after, now), profiles, now):
        yield moment
    known = starts(await tx.calendar.starting_between(after, now + REMINDED_BEFORE + LONGEST_WAIT))
    for moment in _reminders(known, profiles, after, now):
        yield moment


async def brief_moment(tx: ReadTx, brief: BriefMoment, members: Iterable[Profile]) -> Moment:
    """What the brief of an evening tells; newly listed is what a reader of any hour may not know yet."""
    last = await _last_received(tx, brief)
    due_at, told_day, last_day = brief.due_at, brief.tells_of, brief.day + timedelta(days=COMING_DAYS)
    candidates: list[Candidate] = []
    for entry in await tx.calendar.listed(due_at, told_day, last_day):
        if not stands(entry):
            continue
        if entry.falls_on(told_day):
            candidates.append(Candidate(entry))
        elif (
            entry.starts_on > told_day
            and _leads(entry)
            and (
                entry.listed_at > last.knows_from or entry.starts_on > last.day + timedelta(days=COMING_DAYS)
            )
        ):
            candidates.append(Candidate(entry, Section.NEWLY_LISTED, once=True))
    of_the_day = [c.entry for c in candidates if c.section is Section.MAIN]
    return Moment(
        key=brief.key,
        alert=Alert.BRIEF,
        due_at=due_at,
        expires_at=brief.expires_at,
        profiles=tuple(members),
        candidates=tuple(candidates),
        nearest=tuple(entry for entry in of_the_day if is_local_action(entry)),
        told_by=tuple(Alert),
        zone=brief.zone,
        instead_of=brief.keys_of_the_day,
    )


def _leads(entry: Entry) -> bool:
    """What comes again is new once: with its first date."""
    return entry.series is None or entry.series.code == entry.code


async def _last_received(tx: ReadTx, brief: BriefMoment) -> BriefMoment:
    """The brief before, or, where that one expired unsent, the last that did not."""
    earliest = brief.due_at - LOOK_BACK
    last = brief.before
    while last.due_at > earliest and await tx.planning.has_expired(last.key):
        last = last.before
    return last


def news(entries: Iterable[Entry], profiles: Sequence[Profile], now: datetime) -> list[Moment]:
    """The moments for what was just listed and no brief can tell of in time.

    What is still ahead is one moment; what has begun by `now` is kept apart, by its listing.
    """
    batches: dict[datetime | None, list[Entry]] = {}
    for entry in filter(is_news, entries):
        missed = None if latest_start(entry) > now else entry.listed_at
        batches.setdefault(missed, []).append(entry)
    return [
        Moment(
            key=_key(Alert.NEW, due_at := min(entry.listed_at for entry in batch), batch),
            alert=Alert.NEW,
            due_at=due_at,
            expires_at=max(latest_start(entry) for entry in batch),
            profiles=tuple(profiles),
            candidates=tuple(Candidate(entry, once=True) for entry in batch),
            told_by=tuple(Alert),
        )
        for batch in batches.values()
    ]


def _reminders(
    known: Sequence[Start], profiles: Iterable[Profile], after: datetime, now: datetime
) -> list[Moment]:
    """Profiles that are reminded of the same at the same instant share a moment."""
    shared: dict[tuple[Due, ...], list[Profile]] = {}
    for alike in _of_one_night(profiles):
        for batch in joined(reminders(alike[0], known, after, now), now):
            shared.setdefault(tuple(batch), []).extend(alike)
    in_order = sorted(shared.items(), key=lambda pair: min(due.at for due in pair[0]))
    return [_reminder(batch, members, known, now) for batch, members in in_order]


def _of_one_night(profiles: Iterable[Profile]) -> Iterable[list[Profile]]:
    """Those that differ in nothing but the hour of the brief, together."""
    nights: dict[tuple[str, QuietHours | None], list[Profile]] = {}
    for profile in profiles:
        nights.setdefault((profile.zone, profile.quiet), []).append(profile)
    return nights.values()


def _reminder(
    batch: Sequence[Due], members: Iterable[Profile], known: Iterable[Start], now: datetime
) -> Moment:
    due_at = min(due.at for due in batch)
    early = batch[0].early
    first = min(due.start.at for due in batch)
    triggers = [due.start for due in batch]
    # Before a night, or after a start was missed, only what is due is told.
    also = (
        []
        if early or first <= now
        else [
            start
            for start in known
            if first <= start.at <= first + JOINED_WITHIN
            and start.listed_at <= due_at
            and start not in triggers
        ]
    )
    return Moment(
        key=_key(Alert.REMINDER, due_at, [start.entry for start in triggers]) + (":early" if early else ""),
        alert=Alert.REMINDER,
        due_at=due_at,
        expires_at=max(start.at for start in [*triggers, *also]),
        profiles=tuple(members),
        candidates=tuple(
            Candidate(start.entry, once=True, triggers=start in triggers) for start in [*triggers, *also]
        ),
        told_by=(Alert.REMINDER, Alert.BRIEF) if early else (Alert.REMINDER,),
    )


def _key(alert: Alert, due_at: datetime, entries: Iterable[Entry]) -> str:
    """Names the instant and, by a digest, the entries."""
    ids = ",".join(sorted(entry.id for entry in entries))
    return f"{alert}:{due_at:%Y-%m-%dT%H:%MZ}:{blake2s(ids.encode(), digest_size=4).hexdigest()}"


async def next_moment(tx: ReadTx, profiles: Sequence[Profile], now: datetime) -> datetime | None:
    """The first instant after `now` at which one of the profiles may get something."""
    if not profiles:
        return None
    # Within two days every profile has its brief, so nothing later can be the next.
    horizon = now + timedelta(days=2)
    instants = [brief.due_at for brief in briefs(profiles, now, horizon)]
    listed = await tx.calendar.listed_between(now, horizon)
    instants += [entry.listed_at for entry in listed if is_news(entry)]
    known = starts(await tx.calendar.starting_between(now, horizon + REMINDED_BEFORE + LONGEST_WAIT))
    nights = _of_one_night(profiles)
    instants += [due.at for alike in nights for due in reminders(alike[0], known, now, horizon)]
    return min(instants)
