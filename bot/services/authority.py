"""Who acts: read from the database, in the transaction that acts."""

from collections.abc import Iterable

from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from bot.domain.places import CityPlace, CountryPlace, Place, StatePlace
from bot.services.ports import ReadTx, WriteTx
from bot.services.ports.places import PlaceFinder


async def acting(tx: ReadTx | WriteTx, chat_id: ChatId) -> Coordinator:
    """The active coordinator or operator of this private chat; Refusal for anybody else."""
    found = await tx.coordinators.by_chat(chat_id)
    if found is None:
        raise Refusal("not-a-coordinator")
    if not found.is_active:
        raise Refusal("not-confirmed-yet", label=found.label)
    return found


async def acting_operator(tx: ReadTx | WriteTx, chat_id: ChatId) -> Coordinator:
    found = await acting(tx, chat_id)
    if not found.is_operator:
        raise Refusal("operators-only")
    return found


def ensure_for(coordinator: Coordinator, place: Place) -> None:
    """Refusal("not-your-place") unless they may act for it."""
    if not coordinator.may_act_for(place):
        raise Refusal("not-your-place", place=plain_name(place))


def plain_name(place: Place) -> str:
    match place:
        case CityPlace():
            return place.label
        case StatePlace():
            return place.name_en
        case CountryPlace():
            return "US"


def places_of(coordinator: Coordinator, finder: PlaceFinder) -> tuple[Place, ...]:
    """Without those that a newer gazetteer no longer knows."""
    return named(coordinator.place_keys, finder)


def named(place_keys: Iterable[str], finder: PlaceFinder) -> tuple[Place, ...]:
    found = (finder.place(key) for key in place_keys)
    return tuple(place for place in found if place is not None)


def concerned(
    coordinators: tuple[Coordinator, ...], places: tuple[Place, ...], but: Coordinator
) -> tuple[Coordinator, ...]:
    """The others who act for any of these places now, all operators among them."""
    return tuple(
        each
        for each in coordinators
        if each.id != but.id
        and each.is_active
        and (each.is_operator or any(each.may_act_for(place) for place in places))
    )
