"""What a subscriber chose: language, zone, quiet hours, which alerts."""

from dataclasses import dataclass, replace
from typing import Any

from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from bot.domain.places import Found, Place
from bot.domain.quiet_hours import parse_quiet_hours
from bot.domain.subscriber import ChatKind, Language, Subscriber
from bot.domain.typed import Setting, parse_language, parse_new_alerts, parse_setting, parse_switch
from bot.domain.zones import parse_zone
from bot.services.own_places import followed
from bot.services.ports import Transactions
from bot.services.ports.places import PlaceFinder

_NOT_IN_GROUPS = frozenset({Setting.NEW, Setting.REMINDER})


@dataclass(frozen=True, slots=True)
class Profile:
    subscriber: Subscriber
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """The subscriber as it is now, and what was set."""

    setting: Setting
    subscriber: Subscriber


class Preferences:
    def __init__(self, transactions: Transactions, finder: PlaceFinder) -> None:
        self._transactions = transactions
        self._finder = finder

    async def profile(self, chat_id: ChatId) -> Profile | None:
        """None if nothing is stored about the chat."""
        async with self._transactions.read() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is None:
                return None
            return Profile(subscriber, await followed(tx.subscribers, self._finder, subscriber.id))

    async def set_typed(self, chat_id: ChatId, typed: str) -> Changed:
        """`brief off`, `zona Chicago`: as after /settings."""
        setting, value = parse_setting(typed)
        try:
            facts = self._facts(setting, value)
        except Refusal as refusal:
            # What could not be read is the whole of what was typed, not the part one parser saw.
            raise Refusal(refusal.key, **(dict(refusal.parameters) | {"typed": typed})) from refusal
        return Changed(setting, await self._save(chat_id, setting, facts))

    async def set_language(self, chat_id: ChatId, language: Language) -> Subscriber:
        return await self._save(chat_id, Setting.LANGUAGE, {"language": language})

    async def set_quiet_hours(self, chat_id: ChatId, typed: str) -> Subscriber:
        return await self._save(chat_id, Setting.QUIET, self._facts(Setting.QUIET, typed))

    def _facts(self, setting: Setting, value: str) -> dict[str, Any]:
        """The fields of a Subscriber that the words change; Refusal if they say nothing."""
        match setting:
            case Setting.BRIEF:
                if any(sign.isdigit() for sign in value) and value not in {"0", "1"}:
                    raise Refusal("brief-hour-fixed")
                return {"brief": parse_switch(value)}
            case Setting.NEW:
                return {"new": parse_new_alerts(value)}
            case Setting.REMINDER:
                return {"reminder": parse_switch(value)}
            case Setting.ZONE:
                return {"home_zone": self._zone(value)}
            case Setting.LANGUAGE:
                return {"language": parse_language(value)}
            case Setting.QUIET:
                return {"quiet": parse_quiet_hours(value)}

    def _zone(self, typed: str) -> str:
        """By its name, or by a city in it."""
        zone = parse_zone(typed)
        if zone:
            return zone
        resolution = self._finder.resolve(typed)
        if isinstance(resolution, Found):
            return resolution.place.zone
        raise Refusal("zone-not-understood", typed=typed)

    async def _save(self, chat_id: ChatId, setting: Setting, facts: dict[str, Any]) -> Subscriber:
        async with self._transactions.write() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is None:
                raise Refusal("not-subscribed")
            if subscriber.kind is not ChatKind.PRIVATE and setting in _NOT_IN_GROUPS:
                raise Refusal("setting-not-in-groups")
            changed = replace(subscriber, **facts)
            if changed != subscriber:
                await tx.subscribers.save(changed)
            return changed
