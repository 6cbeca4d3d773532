"""Which calls a fault strikes, and how often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from random import Random
from typing import Protocol

from bot.sandbox.faults import Fault
from bot.sandbox.flood import FloodLimit
from bot.sandbox.ledger import SENDS


class HasId(Protocol):
    """A person, a group, a chat."""

    @property
    def id(self) -> int: ...


Chats = int | HasId | Iterable[int | HasId] | None


@dataclass(slots=True)
class Rule:
    fault: Fault
    method: str
    chats: frozenset[int] | None
    probability: float
    times: int | None
    after: int

    def matches(self, method: str, chat_id: int | None) -> bool:
        if self.times == 0 or (self.chats is not None and chat_id not in self.chats):
            return False
        name = method.lower()
        return fnmatchcase(name, self.method) if self.method else name in SENDS


class Faults:
    """Rules are asked in the order given; the first that strikes decides. `flood` sets real limits on top."""

    def __init__(self, seed: int = 0) -> None:
        self.random = Random(seed)  # noqa: S311  repeatable on purpose
        self.rules: list[Rule] = []
        self.flood: FloodLimit | None = None

    def add(
        self,
        fault: Fault,
        *,
        method: str = "",
        chats: Chats = None,
        probability: float = 1.0,
        times: int | None = None,
        after: int = 0,
    ) -> Rule:
        """Where a fault strikes. `method` is a pattern, by default every send of a message.

        `chats`: one chat or several, by id or by what has an id. `after` matching calls pass unharmed
        first; `times` limits how often it strikes.
        """
        rule = Rule(fault, method.lower(), _ids(chats), probability, times, after)
        self.rules.append(rule)
        return rule

    def once(self, fault: Fault, *, method: str = "", chats: Chats = None) -> Rule:
        return self.add(fault, method=method, chats=chats, times=1)

    def remove(self, rule: Rule) -> None:
        self.rules.remove(rule)

    def clear(self) -> None:
        self.rules.clear()
        self.flood = None

    def strike(self, method: str, chat_id: int | None) -> Fault | None:
        for rule in self.rules:
            if not rule.matches(method, chat_id):
                continue
            if rule.after > 0:
                rule.after -= 1
                continue
            if rule.probability < 1.0 and self.random.random() >= rule.probability:
                continue
            if rule.times is not None:
                rule.times -= 1
            return rule.fault
        return None

    def delay(self, fault: Fault) -> float:
        least, most = fault.delay
        return least if least == most else self.random.uniform(least, most)


def _ids(chats: Chats) -> frozenset[int] | None:
    if chats is None:
        return None
    several = chats if isinstance(chats, Iterable) else [chats]
    return frozenset(chat if isinstance(chat, int) else chat.id for chat in several)
