"""How somebody becomes a coordinator: an invite that works once, and a second person who confirms."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.domain.audit import Act
from bot.domain.coordinating import Confirmed, Invited, Redeemed
from bot.domain.coordinator import INVITE_LASTS, Coordinator, Extension, Invite, Role, Standing, read_label
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from bot.domain.places import CountryPlace, Found, Place
from bot.domain.subscriber import Language
from bot.domain.typed import fold
from bot.services import audit
from bot.services.authority import acting, ensure_for, named, places_of
from bot.services.one_place import ensure_one_place
from bot.services.ports import Clock, Transactions, WriteTx
from bot.services.ports.places import PlaceFinder

INVITED, FIRST = "in_", "op_"
"""How the payload of a link begins: an invite; the link that makes the first operator."""
TOKEN_BYTES = 32
MOST_PLACES = 8
_ROLES = {
    Role.COORDINATOR: "coordinator coordinacion coordinadora coordinador",
    Role.OPERATOR: "operator operacion operadora operador",
}


class Joining:
    def __init__(self, transactions: Transactions, finder: PlaceFinder, clock: Clock) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock

    async def ensure_operators(self, chat_ids: Collection[ChatId], language: Language) -> None:
        """Everybody named in the settings is an active operator from here on."""
        now = self._clock.now()
        async with self._transactions.write() as tx:
            for chat_id in chat_ids:
                known = await tx.coordinators.by_chat(chat_id)
                if known is None:
                    await tx.coordinators.add(chat_id, Role.OPERATOR, Standing.ACTIVE, now, language)
                elif not known.is_operator:
                    await tx.coordinators.promote(known.id, now)

    async def first_link(self) -> str | None:
        """The payload of a new link that makes the first operator; None where there is an operator."""
        async with self._transactions.write() as tx:
            await tx.coordinators.drop_first_invites()
            if _has_operator(await tx.coordinators.all()):
                return None
            token = await self._new_invite(tx, Role.OPERATOR, (), None)
        return f"{FIRST}{token}"

    async def invite(self, chat_id: ChatId, typed: str) -> Invited:
        """`coordinator Tacoma, WA; Texas` or `operator`, by somebody who may act there."""
        role, places = self._read(typed)
        async with self._transactions.write() as tx:
            inviter = await acting(tx, chat_id)
            if role is Role.OPERATOR and not inviter.is_operator:
                raise Refusal("operators-only")
            for place in places:
                ensure_for(inviter, place)
            token = await self._new_invite(tx, role, places, inviter)
            keys = [place.key for place in places]
            await self._record(tx, inviter.label, Act.INVITED, role.value, _hash(token), keys)
        return Invited(f"{INVITED}{token}", role, places)

    async def redeem(self, chat_id: ChatId, language: Language, payload: str) -> Redeemed:
        """Compare-and-set: of all who open a link, one gets it."""
        if payload.startswith(FIRST):
            return await self._become_first(chat_id, language, payload.removeprefix(FIRST))
        hashed = _hash(payload.removeprefix(INVITED))
        now = self._clock.now()
        async with self._transactions.write() as tx:
            known = await tx.coordinators.by_chat(chat_id)
            if known is not None and (known.is_operator or not known.is_active):
                raise Refusal("already-coordinator", label=known.label)
            invite = await tx.coordinators.use_invite(hashed, now)
            if known is not None:
                return await self._ask_for_more(tx, known, invite)
            if invite is None or invite.invited_by is None:
                raise Refusal("invite-not-good")
            joined = await tx.coordinators.add(
                chat_id, invite.role, Standing.PENDING, now, language, invite.place_keys, invite.invited_by
            )
            await self._record(tx, joined.label, Act.REDEEMED, joined.label, hashed, joined.place_keys)
            everybody = await tx.coordinators.all()
        return Redeemed(joined, places_of(joined, self._finder), self._confirmers(joined, everybody))

    async def confirm(self, chat_id: ChatId, typed: str) -> Confirmed:
        """By a second person of all their places, or an operator. Who invited may only if nobody else can."""
        label, now = read_label(typed), self._clock.now()
        async with self._transactions.write() as tx:
            confirmer = await acting(tx, chat_id)
            found = await tx.coordinators.by_label(label)
            if found is None:
                raise Refusal("label-unknown", typed=typed)
            asked = await tx.extensions.of(found.id)
            pending = _as_asked(found, asked)
            self._ensure_confirms(confirmer, pending, await tx.coordinators.all())
            if asked is not None:
                await tx.extensions.grant(asked)
            elif not await tx.coordinators.activate(pending.id, now):
                raise Refusal("already-confirmed", label=label)
            keys = pending.place_keys
            await self._record(tx, confirmer.label, Act.CONFIRMED, pending.label, "", keys)
            confirmed = await tx.coordinators.by_id(pending.id)
            assert confirmed is not None
        alone = pending.invited_by == confirmer.id
        places = places_of(pending if asked else confirmed, self._finder)
        return Confirmed(confirmed, places, alone, more=asked is not None)

    async def _ask_for_more(self, tx: WriteTx, known: Coordinator, invite: Invite | None) -> Redeemed:
        """The places of a link that a coordinator does not have yet; what is refused leaves the link good."""
        if invite is None or invite.invited_by is None:
            raise Refusal("invite-not-good")
        if invite.role is Role.OPERATOR:
            raise Refusal("coordinator-first", label=known.label)
        new = [place for place in named(invite.place_keys, self._finder) if not known.may_act_for(place)]
        if not new:
            raise Refusal("already-coordinator", label=known.label)
        asked = Extension(known.id, tuple(place.key for place in new), invite.invited_by)
        await tx.extensions.put(asked, self._clock.now())
        await self._record(tx, known.label, Act.REDEEMED, known.label, invite.token_hash, asked.place_keys)
        confirmers = self._confirmers(_as_asked(known, asked), await tx.coordinators.all())
        return Redeemed(known, tuple(new), confirmers, more=True)

    def _ensure_confirms(
        self, confirmer: Coordinator, pending: Coordinator, everybody: tuple[Coordinator, ...]
    ) -> None:
        if not self._could_confirm(confirmer, pending):
            if pending.role is Role.OPERATOR:
                raise Refusal("operators-only")
            raise Refusal("not-your-place", place=pending.label)
        if pending.is_active:
            raise Refusal("already-confirmed", label=pending.label)
        if confirmer not in self._confirmers(pending, everybody):
            raise Refusal("confirm-by-another", label=pending.label)

    def _confirmers(
        self, pending: Coordinator, everybody: tuple[Coordinator, ...]
    ) -> tuple[Coordinator, ...]:
        able = tuple(
            each for each in everybody if each.id != pending.id and self._could_confirm(each, pending)
        )
        others = tuple(each for each in able if each.id != pending.invited_by)
        return others or tuple(each for each in able if each.is_operator)

    def _could_confirm(self, each: Coordinator, pending: Coordinator) -> bool:
        if each.is_operator or pending.role is Role.OPERATOR:
            return each.is_operator
        places = places_of(pending, self._finder)
        return bool(places) and all(each.may_act_for(place) for place in places)

    async def _become_first(self, chat_id: ChatId, language: Language, token: str) -> Redeemed:
        now, hashed = self._clock.now(), _hash(token)
        async with self._transactions.write() as tx:
            if _has_operator(await tx.coordinators.all()):
                raise Refusal("invite-not-good")
            invite = await tx.coordinators.use_invite(hashed, now)
            if invite is None or invite.invited_by is not None:
                raise Refusal("invite-not-good")
            known = await tx.coordinators.by_chat(chat_id)
            if known is None:
                first = await tx.coordinators.add(chat_id, Role.OPERATOR, Standing.ACTIVE, now, language)
            else:
                await tx.coordinators.promote(known.id, now)
                promoted = await tx.coordinators.by_id(known.id)
                assert promoted is not None
                first = promoted
            await self._record(tx, first.label, Act.REDEEMED, first.label, hashed, ())
        return Redeemed(first, ())

    async def _new_invite(
        self, tx: WriteTx, role: Role, places: tuple[Place, ...], inviter: Coordinator | None
    ) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        until: datetime = self._clock.now() + INVITE_LASTS
        keys = tuple(place.key for place in places)
        by = inviter.id if inviter else None
        await tx.coordinators.put_invite(Invite(_hash(token), role, keys, by, until))
        return token

    async def _record(
        self, tx: WriteTx, actor: str, act: Act, object_: str, digest: str, keys: tuple[str, ...] | list[str]
    ) -> None:
        """A row for each place, so that the coordinators of each see it."""
        for key in keys or (None,):
            await audit.record(tx, actor, act, object_, digest, key, at=self._clock.now())

    def _read(self, typed: str) -> tuple[Role, tuple[Place, ...]]:
        word, _, rest = typed.partition(" ")
        role = next((role for role, words in _ROLES.items() if fold(word) in words.split()), None)
        named = [part.strip() for part in rest.split(";") if part.strip()]
        if role is None or bool(named) is (role is Role.OPERATOR) or len(named) > MOST_PLACES:
            raise Refusal("invite-how")
        return role, tuple(dict.fromkeys(self._place(part) for part in named))

    def _place(self, typed: str) -> Place:
        found = self._finder.resolve(typed)
        ensure_one_place(typed, found, self._finder)
        if not isinstance(found, Found) or isinstance(found.place, CountryPlace):
            raise Refusal("place-not-clear", typed=typed)
        return found.place


def _as_asked(coordinator: Coordinator, asked: Extension | None) -> Coordinator:
    """Who asks for more places is pending for these, as a newcomer is for all."""
    if asked is None:
        return coordinator
    return replace(
        coordinator,
        standing=Standing.PENDING,
        place_keys=asked.place_keys,
        invited_by=asked.invited_by,
    )


def _has_operator(coordinators: tuple[Coordinator, ...]) -> bool:
    return any(each.is_operator for each in coordinators)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
