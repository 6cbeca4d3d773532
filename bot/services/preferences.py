"""What a subscriber chose: language, zone, quiet hours, which alerts."""

from dataclasses import dataclass, replace
from typing import Any

from bot.domain.brief_hour import names_an_hour, parse_brief_hour
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId, SubscriberId
from bot.domain.places import Found
from bot.domain.quiet_hours import parse_quiet_hours
from bot.domain.subscriber import ChatKind, Language, OwnPlace, Subscriber
from bot.domain.typed import Setting, parse_language, parse_new_alerts, parse_setting, parse_switch
from bot.domain.zones import parse_zone
from bot.services.own_places import own_places
from bot.services.ports import Transactions
from bot.services.ports.places import PlaceFinder
from bot.services.timetable import Timetable

_NOT_IN_GROUPS = frozenset({Setting.NEW, Setting.REMINDER})


@dataclass(frozen=True, slots=True)
class Profile:
    subscriber: Subscriber
    places: tuple[OwnPlace, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """The subscriber as it is now, and what was set. `brief_now`: this evening's brief comes at once."""

    setting: Setting
    subscriber: Subscriber
    brief_now: bool = False


class Preferences:
    def __init__(self, transactions: Transactions, finder: PlaceFinder, timetable: Timetable) -> None:
        self._transactions = transactions
        self._finder = finder
        self._timetable = timetable

    async def profile(self, chat_id: ChatId) -> Profile | None:
        """None if nothing is stored about the chat."""
        async with self._transactions.read() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is None:
                return None
            return Profile(subscriber, await own_places(tx.subscribers, self._finder, subscriber.id))

    async def group(self, subscriber_id: SubscriberId) -> Subscriber | None:
        """The group of this random id; who may look at it or change it is not said by that."""
        async with self._transactions.read() as tx:
            subscriber = await tx.subscribers.by_id(subscriber_id)
        return subscriber if subscriber and subscriber.kind is not ChatKind.PRIVATE else None

    async def set_typed(self, chat_id: ChatId, typed: str) -> Changed:
        """`brief off`, `zona Chicago`: as after /settings."""
        setting, value = parse_setting(typed)
        try:
            facts = self._facts(setting, value)
        except Refusal as refusal:
            # What could not be read is the whole of what was typed, not the part one parser saw.
            raise Refusal(refusal.key, **(dict(refusal.parameters) | {"typed": typed})) from refusal
        return await self._save(chat_id, setting, facts)

    async def set_language(self, chat_id: ChatId, language: Language) -> Changed:
        return await self._save(chat_id, Setting.LANGUAGE, {"language": language})

    async def coordinator_speaks(self, chat_id: ChatId, language: Language) -> None:
        """For a coordinator who is no subscriber; nothing is stored about anybody else."""
        async with self._transactions.read() as tx:
            known = await tx.coordinators.by_chat(chat_id)
        if known is not None and known.language is not language:
            async with self._transactions.write() as tx:
                await tx.coordinators.speak(chat_id, language)

    async def set_quiet_hours(self, chat_id: ChatId, typed: str) -> Changed:
        return await self._save(chat_id, Setting.QUIET, self._facts(Setting.QUIET, typed))

    def _facts(self, setting: Setting, value: str) -> dict[str, Any]:
        """The fields of a Subscriber that the words change; Refusal if they say nothing."""
        match setting:
            case Setting.BRIEF if names_an_hour(value):
                facts: dict[str, Any] = {"brief": True, "brief_hour": parse_brief_hour(value)}
            case Setting.BRIEF | Setting.REMINDER:
                facts = {setting.value: parse_switch(value)}
            case Setting.NEW:
                facts = {"new": parse_new_alerts(value)}
            case Setting.ZONE:
                facts = {"home_zone": self._zone(value)}
            case Setting.LANGUAGE:
                facts = {"language": parse_language(value)}
            case Setting.QUIET:
                facts = {"quiet": parse_quiet_hours(value)}
            case _:
                raise Refusal("setting-not-understood", typed=value)
        return facts

    def _zone(self, typed: str) -> str:
        """By its name, or by a city in it."""
        zone = parse_zone(typed)
        if zone:
            return zone
        resolution = self._finder.resolve(typed)
        if isinstance(resolution, Found):
            return resolution.place.zone
        raise Refusal("zone-not-understood", typed=typed)

    async def _save(self, chat_id: ChatId, setting: Setting, facts: dict[str, Any]) -> Changed:
        async with self._transactions.write() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is None:
                raise Refusal("not-subscribed")
            if subscriber.kind is not ChatKind.PRIVATE and setting in _NOT_IN_GROUPS:
                raise Refusal("setting-not-in-groups")
            changed = replace(subscriber, **facts)
            brief_now = False
            if changed != subscriber:
                await tx.subscribers.save(changed)
                brief_now = await self._timetable.follow(tx, subscriber, changed)
            if setting is Setting.LANGUAGE:
                await tx.coordinators.speak(chat_id, changed.language)
            return Changed(setting, changed, brief_now)
