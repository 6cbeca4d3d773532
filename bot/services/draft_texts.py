"""All the facts of one text, as far as each can be taken."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.announcement import Draft
from bot.domain.announcing.fields import Field, labelled
from bot.domain.announcing.placing import placed, starting
from bot.domain.announcing.reading import Written, written
from bot.domain.calendar import Kind
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal
from bot.domain.places import Area, Place
from bot.domain.subscriber import Language
from bot.domain.when import NotRead, Read, WholeDays, Why
from bot.domain.when.recurring import Recurring
from bot.services.draft_facts import DraftFacts
from bot.services.draft_times import Doubt, DraftTimes
from bot.services.ports import WriteTx


@dataclass(frozen=True, slots=True)
class Taken:
    """`when` and `places` are what is in doubt; `refused` says why the other facts were not taken."""

    draft: Draft
    when: Doubt | None
    places: tuple[Place, ...]
    refused: tuple[Refusal, ...]


async def take(
    tx: WriteTx, facts: DraftFacts, author: Coordinator, text: str, now: datetime, language: Language
) -> Taken:
    times = facts.times(Draft(), author, now, language)
    again = None if labelled(text) else times.recurring(text)
    said = _written(again, text, times, wide=author.is_operator)
    refused: list[Refusal] = []
    area, areas = _area(facts, author, said, refused)
    draft = placed(Draft(kind=said.kind), area) if area else Draft(kind=said.kind)
    # Only now is the clock known on which it was meant.
    times = facts.times(draft, author, now, language)
    when = _written(again, text, times, wide=author.is_operator).when
    if isinstance(when, Read | WholeDays):
        draft, when = starting(draft, when), None
    if again is not None:
        draft = _repeated(draft, again, refused)
    for field in sorted(said.lines.keys() - {Field.CITY}, key=_in_turn):
        try:
            draft, doubt = await facts.put(tx, draft, field, said.lines[field], times)
            when = doubt or when
        except Refusal as refusal:
            refused.append(refusal)
    return Taken(draft, when, areas, tuple(refused))


def _in_turn(field: Field) -> tuple[int, str]:
    """The start before what counts from it."""
    first = (Field.WHEN, Field.REPEAT)
    return (first.index(field) if field in first else len(first)), field


def _written(again: Recurring | None, text: str, times: DraftTimes, *, wide: bool) -> Written:
    """Of what comes again, with the first date it may begin on."""
    lines = again.lines if again else (text,)
    read = [written(line, times.now, times.zone, times.language, wide=wide) for line in lines]
    return next((one for one in read if one.when != NotRead(Why.PAST)), read[0])


def _repeated(draft: Draft, again: Recurring, refused: list[Refusal]) -> Draft:
    if draft.area is not None:
        refused.append(Refusal("draft-not-of-a-day", typed=""))
    elif again.rule is None:
        refused.append(Refusal("draft-repeat-until", typed=""))
    else:
        return replace(draft, repeats=again.rule)
    return draft


def _area(
    facts: DraftFacts, author: Coordinator, said: Written, refused: list[Refusal]
) -> tuple[Area | None, tuple[Place, ...]]:
    """What the text names, or the one city somebody acts for; why not goes into `refused`."""
    typed = said.lines.get(Field.CITY)
    if said.reach is not None and author.is_operator:
        if said.reach.area is None:
            refused.append(Refusal("draft-which-state"))
        return said.reach.area, ()
    if said.reach is not None and said.kind in {None, Kind.DAY_OF_ACTION}:
        refused.append(Refusal("draft-operators-only"))
    if typed is None:
        return facts.places.own_city(author), ()
    try:
        return facts.places.named(author, typed)
    except Refusal as refusal:
        refused.append(refusal)
    return None, ()
