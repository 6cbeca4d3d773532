"""The copy of everything that is kept about a chat."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId, SubscriberId
from bot.domain.places import CityPlace, CountryPlace, Place, StatePlace
from bot.services.ports import Clock, Transactions
from bot.services.ports.places import PlaceFinder

ONCE_A = timedelta(days=1)
FILE_NAME = "drumbeat-export.json"


class OwnData:
    """Once a day of real time; the memory of it is this process's only, and holds no chat ids."""

    def __init__(
        self,
        transactions: Transactions,
        finder: PlaceFinder,
        clock: Clock,
        real_now: Callable[[], datetime],
    ) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock
        self._real_now = real_now
        self._last: dict[SubscriberId, datetime] = {}

    async def export(self, chat_id: ChatId) -> bytes | None:
        """UTF-8 JSON; None if nothing is stored. Refusal("export-once-a-day") sooner than a day after."""
        async with self._transactions.read() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            coordinator = await tx.coordinators.by_chat(chat_id)
            if subscriber is None:
                return self._document({}, coordinator) if coordinator else None
            self._ensure_not_again(subscriber.id)
            rows = await tx.subscribers.export(subscriber.id)
        self._last[subscriber.id] = self._real_now()
        return self._document(rows, coordinator)

    def _document(self, rows: dict[str, object], coordinator: Coordinator | None) -> bytes:
        places = rows.pop("subscriptions", [])
        assert isinstance(places, list)
        document: dict[str, object] = {
            "about": "Everything Drumbeat keeps about this chat",
            "written_at": self._clock.now().isoformat(timespec="seconds"),
            "chat_number": "kept only encrypted, as the number of the chat this file was sent to",
            **rows,
            "places": [{"name": self._name(row["place_key"]), **row} for row in places],
        }
        if coordinator is not None:
            document["coordinator"] = self._role(coordinator)
        return json.dumps(document, ensure_ascii=False, indent=2).encode()

    def _role(self, coordinator: Coordinator) -> dict[str, object]:
        return {
            "label": coordinator.label,
            "role": coordinator.role,
            "standing": coordinator.standing,
            "since": coordinator.since.isoformat(timespec="seconds"),
            "language": coordinator.language,
            "places": [self._name(key) for key in coordinator.place_keys],
            "invited_by_another": coordinator.invited_by is not None,
        }

    def _name(self, place_key: str) -> str:
        place: Place | None = self._finder.place(place_key)
        match place:
            case CityPlace():
                return place.label
            case StatePlace():
                return place.name_en
            case CountryPlace():
                return "The whole country"
            case None:
                return place_key

    def _ensure_not_again(self, subscriber_id: SubscriberId) -> None:
        now = self._real_now()
        self._last = {known: at for known, at in self._last.items() if now - at < ONCE_A}
        if subscriber_id in self._last:
            raise Refusal("export-once-a-day")
