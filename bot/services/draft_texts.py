"""All the facts of one text, as far as each can be taken."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.announcement import Draft
from bot.domain.announcing.fields import Field
from bot.domain.announcing.reading import written
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal
from bot.domain.places import Place
from bot.domain.subscriber import Language
from bot.domain.when import Ask, NotRead, Read
from bot.services.draft_facts import DraftFacts
from bot.services.ports import WriteTx


@dataclass(frozen=True, slots=True)
class Taken:
    """`when` and `cities` are what is in doubt; `refused` says why the other facts were not taken."""

    draft: Draft
    when: Ask | NotRead | None
    cities: tuple[Place, ...]
    refused: tuple[Refusal, ...]


async def take(
    tx: WriteTx, facts: DraftFacts, author: Coordinator, text: str, now: datetime, language: Language
) -> Taken:
    said = written(text, now, facts.zone(Draft(), author), language)
    refused: list[Refusal] = []
    city, cities = facts.own_city(author), tuple[Place, ...]()
    lines = dict(said.lines)
    if typed := lines.pop(Field.CITY, None):
        try:
            city, cities = facts.city(author, typed)
        except Refusal as refusal:
            city = None
            refused.append(refusal)
    draft = Draft(kind=said.kind, city_id=city.id if city else None)
    # Only now is the clock known on which it was meant.
    line, when = lines.pop(Field.WHEN, None), said.when
    if line is not None:
        when = facts.when(draft, author, line, now, language)
    else:
        when = written(text, now, facts.zone(draft, author), language).when
    if isinstance(when, Read):
        draft = starting(draft, when)
    for field, value in lines.items():
        try:
            draft = await facts.put(tx, draft, field, value, now, language)
        except Refusal as refusal:
            refused.append(refusal)
    return Taken(draft, when if isinstance(when, Ask | NotRead) else None, cities, tuple(refused))


def starting(draft: Draft, when: Read) -> Draft:
    return replace(draft, starts_at=when.starts_at, ends_at=when.ends_at)
