"""Coordinators, operators and invites."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.announcement import OPEN, AnnouncementState
from bot.domain.coordinator import Coordinator, Invite, Role, Standing
from bot.domain.ids import ChatId, CoordinatorId
from bot.domain.subscriber import Language
from storage.cipher import ChatCipher
from storage.meta import Meta
from storage.tables_of_coordinators import announcement, approval, coordinator, coordinator_place, invite

CIPHER_TABLE = "coordinator"
NUMBERED = "coordinators_numbered"

_coordinator = coordinator.c


class Coordinators:
    def __init__(self, connection: AsyncConnection, cipher: ChatCipher) -> None:
        self._connection = connection
        self._cipher = cipher.of(CIPHER_TABLE)

    async def by_chat(self, chat_id: ChatId) -> Coordinator | None:
        return await self._one(_coordinator.chat == self._cipher.seal(chat_id))

    async def by_id(self, coordinator_id: CoordinatorId) -> Coordinator | None:
        return await self._one(_coordinator.id == coordinator_id)

    async def by_label(self, label: str) -> Coordinator | None:
        return await self._one(_coordinator.label == label)

    async def all(self) -> tuple[Coordinator, ...]:
        return await self._found()

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
        row = await self._connection.execute(
            insert(coordinator)
            .values(
                label=await self._next_label(),
                chat=self._cipher.seal(chat_id),
                role=role,
                standing=standing,
                since=since,
                language=language,
                invited_by=invited_by,
            )
            .returning(_coordinator.id)
        )
        added = CoordinatorId(row.scalar_one())
        for key in place_keys:
            await self._connection.execute(
                insert(coordinator_place).values(coordinator_id=added, place_key=key)
            )
        found = await self.by_id(added)
        assert found is not None
        return found

    async def speak(self, chat_id: ChatId, language: Language) -> None:
        await self._connection.execute(
            update(coordinator)
            .where(_coordinator.chat == self._cipher.seal(chat_id))
            .values(language=language)
        )

    async def promote(self, coordinator_id: CoordinatorId, since: datetime) -> None:
        await self._connection.execute(
            update(coordinator)
            .where(_coordinator.id == coordinator_id)
            .values(role=Role.OPERATOR, standing=Standing.ACTIVE, since=since, invited_by=None)
        )

    async def activate(self, coordinator_id: CoordinatorId, since: datetime) -> bool:
        activated = await self._connection.execute(
            update(coordinator)
            .where(_coordinator.id == coordinator_id, _coordinator.standing == Standing.PENDING)
            .values(standing=Standing.ACTIVE, since=since, invited_by=None)
        )
        return bool(activated.rowcount)

    async def remove(self, coordinator_id: CoordinatorId) -> int:
        voided = await self._connection.execute(
            update(announcement)
            .where(announcement.c.author_id == coordinator_id, announcement.c.state.in_(OPEN))
            .values(state=AnnouncementState.WITHDRAWN, revision=announcement.c.revision + 1)
        )
        still_open = select(announcement.c.id).where(announcement.c.state.in_(OPEN))
        await self._connection.execute(
            delete(approval).where(
                approval.c.coordinator_id == coordinator_id, approval.c.announcement_id.in_(still_open)
            )
        )
        await self._drop_invites(coordinator_id)
        await self._connection.execute(
            delete(coordinator_place).where(coordinator_place.c.coordinator_id == coordinator_id)
        )
        await self._connection.execute(
            update(coordinator)
            .where(_coordinator.id == coordinator_id)
            .values(standing=Standing.REMOVED, chat=None, invited_by=None)
        )
        return voided.rowcount

    async def erase(self, coordinator_id: CoordinatorId) -> None:
        await self._drop_invites(coordinator_id)
        await self._connection.execute(delete(coordinator).where(_coordinator.id == coordinator_id))

    async def put_invite(self, new: Invite) -> None:
        await self._connection.execute(
            insert(invite).values(
                token_hash=new.token_hash,
                role=new.role,
                place_keys=",".join(new.place_keys),
                invited_by=new.invited_by,
                expires_at=new.expires_at,
            )
        )

    async def use_invite(self, token_hash: str, now: datetime) -> Invite | None:
        used = await self._connection.execute(
            update(invite)
            .where(invite.c.token_hash == token_hash, invite.c.used_at.is_(None), invite.c.expires_at > now)
            .values(used_at=now)
            .returning(invite)
        )
        row = used.one_or_none()
        if row is None:
            return None
        keys = tuple(key for key in row.place_keys.split(",") if key)
        return Invite(row.token_hash, Role(row.role), keys, row.invited_by, row.expires_at)

    async def drop_first_invites(self) -> None:
        await self._connection.execute(delete(invite).where(invite.c.invited_by.is_(None)))

    async def forget(self, expired_by: datetime, pending_since: datetime) -> int:
        invites = await self._connection.execute(delete(invite).where(invite.c.expires_at <= expired_by))
        pending = await self._connection.execute(
            delete(coordinator).where(
                _coordinator.standing == Standing.PENDING, _coordinator.since <= pending_since
            )
        )
        return int(invites.rowcount + pending.rowcount)

    async def _drop_invites(self, coordinator_id: CoordinatorId) -> None:
        await self._connection.execute(delete(invite).where(invite.c.invited_by == coordinator_id))

    async def _next_label(self) -> str:
        """Counted in meta, so that no label comes back after an erasure."""
        meta = Meta(self._connection)
        number = int(await meta.get(NUMBERED) or 0) + 1
        await meta.put(NUMBERED, str(number))
        return f"C-{number:02}"

    async def _one(self, condition: Any) -> Coordinator | None:
        found = await self._found(condition)
        return found[0] if found else None

    async def _found(self, *conditions: Any) -> tuple[Coordinator, ...]:
        here = (_coordinator.standing != Standing.REMOVED, *conditions)
        rows = (
            await self._connection.execute(select(coordinator).where(*here).order_by(_coordinator.id))
        ).all()
        keys: dict[int, list[str]] = defaultdict(list)
        query = select(coordinator_place).where(
            coordinator_place.c.coordinator_id.in_([row.id for row in rows])
        )
        for place in await self._connection.execute(query.order_by(coordinator_place.c.place_key)):
            keys[place.coordinator_id].append(place.place_key)
        return tuple(self._to_domain(row, tuple(keys[row.id])) for row in rows)

    def _to_domain(self, row: Row[Any], place_keys: tuple[str, ...]) -> Coordinator:
        return Coordinator(
            id=CoordinatorId(row.id),
            label=row.label,
            chat_id=self._cipher.open(row.chat),
            role=Role(row.role),
            standing=Standing(row.standing),
            since=row.since,
            language=Language(row.language),
            place_keys=place_keys,
            invited_by=CoordinatorId(row.invited_by) if row.invited_by is not None else None,
        )
