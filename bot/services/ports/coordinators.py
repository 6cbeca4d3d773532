"""Coordinators, operators and their invites as the use cases see them. Who was removed is seen by nobody."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.domain.coordinator import Coordinator, Extension, Invite, Role, Standing
from bot.domain.ids import ChatId, CoordinatorId
from bot.domain.subscriber import Language


class CoordinatorReader(Protocol):
    async def by_chat(self, chat_id: ChatId) -> Coordinator | None:
        """Pending or active; the same for all that follow."""
        ...

    async def by_id(self, coordinator_id: CoordinatorId) -> Coordinator | None: ...

    async def by_label(self, label: str) -> Coordinator | None: ...

    async def all(self) -> tuple[Coordinator, ...]:
        """By label."""
        ...


class CoordinatorWriter(CoordinatorReader, Protocol):
    async def add(
        self,
        chat_id: ChatId,
        role: Role,
        standing: Standing,
        since: datetime,
        language: Language,
        place_keys: Collection[str] = (),
        invited_by: CoordinatorId | None = None,
    ) -> Coordinator:
        """With the next label; no label is given twice."""
        ...

    async def speak(self, chat_id: ChatId, language: Language) -> None:
        """The language in which the bot writes to them from here on; nothing for whoever is none."""
        ...

    async def promote(self, coordinator_id: CoordinatorId, since: datetime) -> None:
        """Make an active operator of them."""
        ...

    async def activate(self, coordinator_id: CoordinatorId, since: datetime) -> bool:
        """Compare-and-set from pending; forgets who invited."""
        ...

    async def remove(self, coordinator_id: CoordinatorId) -> int:
        """Only the label stays. Voids their open announcements (how many), approvals and unused invites."""
        ...

    async def erase(self, coordinator_id: CoordinatorId) -> None:
        """Delete every row of theirs."""
        ...

    async def put_invite(self, invite: Invite) -> None: ...

    async def use_invite(self, token_hash: str, now: datetime) -> Invite | None:
        """Compare-and-set: of all who try, one gets it, and only before it expires."""
        ...

    async def drop_first_invites(self) -> None:
        """Those that would make the first operator."""
        ...

    async def forget(self, expired_by: datetime, pending_since: datetime) -> int:
        """Drop invites that expired and who has been pending for longer; how many."""
        ...


class ExtensionReader(Protocol):
    async def all(self) -> tuple[Extension, ...]: ...

    async def of(self, coordinator_id: CoordinatorId) -> Extension | None: ...


class ExtensionWriter(ExtensionReader, Protocol):
    async def put(self, asked: Extension, since: datetime) -> None:
        """In the place of what the same person asked for before."""
        ...

    async def grant(self, granted: Extension) -> bool:
        """The places are theirs; False where nothing waited any more."""
        ...

    async def drop(self, coordinator_id: CoordinatorId) -> bool: ...

    async def forget(self, since: datetime) -> int:
        """Drop what has waited since this instant or longer; how many."""
        ...
