"""What the use cases need from outside: time, transactions, and the repositories inside one."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.services.ports.announcements import AnnouncementReader, AnnouncementWriter
from bot.services.ports.audit import AuditReader, AuditWriter
from bot.services.ports.broadcasts import BroadcastReader, BroadcastWriter
from bot.services.ports.calendar import CalendarReader, CalendarWriter
from bot.services.ports.cards import CardReader, CardWriter
from bot.services.ports.coordinators import (
    CoordinatorReader,
    CoordinatorWriter,
    ExtensionReader,
    ExtensionWriter,
)
from bot.services.ports.halts import HaltReader, HaltWriter
from bot.services.ports.limits import FlagReader, FlagWriter, PushReader, PushWriter
from bot.services.ports.meta import MetaReader, MetaWriter
from bot.services.ports.notices import NoticeWriter
from bot.services.ports.outbox import OutboxReader, OutboxWriter
from bot.services.ports.people import SubscriberReader, SubscriberWriter
from bot.services.ports.planning import PlanningReader, PlanningWriter


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC; simulated in a rehearsal."""
        ...

    @property
    def speed(self) -> float:
        """Clock seconds a real second: 1 live, 0 where time is stepped from outside."""
        ...


class ReadTx(Protocol):
    """A consistent view of what is committed; nothing in it can write."""

    @property
    def subscribers(self) -> SubscriberReader: ...
    @property
    def calendar(self) -> CalendarReader: ...
    @property
    def meta(self) -> MetaReader: ...
    @property
    def planning(self) -> PlanningReader: ...
    @property
    def outbox(self) -> OutboxReader: ...
    @property
    def broadcasts(self) -> BroadcastReader: ...
    @property
    def cards(self) -> CardReader: ...
    @property
    def announcements(self) -> AnnouncementReader: ...
    @property
    def coordinators(self) -> CoordinatorReader: ...
    @property
    def audit(self) -> AuditReader: ...
    @property
    def halts(self) -> HaltReader: ...
    @property
    def pushes(self) -> PushReader: ...
    @property
    def flags(self) -> FlagReader: ...
    @property
    def extensions(self) -> ExtensionReader: ...


class WriteTx(Protocol):
    """One unit of work: all of it is committed on a clean exit, none of it otherwise."""

    @property
    def subscribers(self) -> SubscriberWriter: ...
    @property
    def calendar(self) -> CalendarWriter: ...
    @property
    def meta(self) -> MetaWriter: ...
    @property
    def planning(self) -> PlanningWriter: ...
    @property
    def outbox(self) -> OutboxWriter: ...
    @property
    def broadcasts(self) -> BroadcastWriter: ...
    @property
    def notices(self) -> NoticeWriter: ...
    @property
    def cards(self) -> CardWriter: ...
    @property
    def announcements(self) -> AnnouncementWriter: ...
    @property
    def coordinators(self) -> CoordinatorWriter: ...
    @property
    def audit(self) -> AuditWriter: ...
    @property
    def halts(self) -> HaltWriter: ...
    @property
    def pushes(self) -> PushWriter: ...
    @property
    def flags(self) -> FlagWriter: ...
    @property
    def extensions(self) -> ExtensionWriter: ...


class Transactions(Protocol):
    """Never call Telegram inside either block."""

    def read(self) -> AbstractAsyncContextManager[ReadTx]: ...
    def write(self) -> AbstractAsyncContextManager[WriteTx]: ...


__all__ = [
    "AnnouncementReader",
    "AnnouncementWriter",
    "AuditReader",
    "AuditWriter",
    "BroadcastReader",
    "BroadcastWriter",
    "CalendarReader",
    "CalendarWriter",
    "CardReader",
    "CardWriter",
    "Clock",
    "CoordinatorReader",
    "CoordinatorWriter",
    "ExtensionReader",
    "ExtensionWriter",
    "FlagReader",
    "FlagWriter",
    "HaltReader",
    "HaltWriter",
    "MetaReader",
    "MetaWriter",
    "NoticeWriter",
    "OutboxReader",
    "OutboxWriter",
    "PlanningReader",
    "PlanningWriter",
    "PushReader",
    "PushWriter",
    "ReadTx",
    "SubscriberReader",
    "SubscriberWriter",
    "Transactions",
    "WriteTx",
]
