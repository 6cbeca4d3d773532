"""A calendar of their own for the questions, on a Friday noon in Tacoma."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.domain.calendar import Entry
from bot.domain.places import City
from bot.domain.questions import Answer, Question
from bot.domain.subscriber import Subscriber, Subscription
from bot.services.questions import Questions
from storage.transactions import SqlTransactions
from tests.builders import TACOMA, an_entry
from tests.services.people import StandingClock

FRIDAY = date(2026, 2, 6)
NOW = datetime(2026, 2, 6, 20, 0, tzinfo=UTC)
"""Friday noon in Tacoma."""


@dataclass(frozen=True, slots=True)
class Setting:
    transactions: SqlTransactions
    questions: Questions
    clock: StandingClock

    async def holds(self, *entries: Entry) -> None:
        async with self.transactions.write() as tx:
            await tx.calendar.put_all(entries)

    async def follows(self, subscriber: Subscriber, *places: tuple[str, int]) -> Subscriber:
        async with self.transactions.write() as tx:
            await tx.subscribers.add(subscriber)
            for key, radius in places:
                await tx.subscribers.put_subscription(Subscription(subscriber.id, key, radius))
        return subscriber

    async def ask(self, question: Question, typed: str, subscriber: Subscriber | None = None) -> Answer:
        answer = await self.questions.ask(question, typed, subscriber)
        assert isinstance(answer, Answer)
        return answer


def away(days: int) -> date:
    return FRIDAY + timedelta(days=days)


def listed(on: date, city: City | None = TACOMA, **facts: object) -> Entry:
    return an_entry(city, on, announced_on=FRIDAY - timedelta(days=3), **facts)  # type: ignore[arg-type]
