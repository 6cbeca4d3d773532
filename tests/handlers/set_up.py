"""What a chat has set, as it is stored, and the way there by its screens."""

from bot.domain.ids import ChatId
from bot.domain.subscriber import Subscriber, Subscription
from tests.handlers.harness import PERSON, Bot, Call
from tests.handlers.people import People


async def stored(people: People, chat_id: int = PERSON) -> Subscriber:
    async with people.transactions.read() as tx:
        subscriber = await tx.subscribers.by_chat(ChatId(chat_id))
    assert subscriber is not None
    return subscriber


async def only_place(people: People, chat_id: int = PERSON) -> Subscription:
    async with people.transactions.read() as tx:
        subscriber = await tx.subscribers.by_chat(ChatId(chat_id))
        assert subscriber is not None
        (subscription,) = await tx.subscribers.subscriptions(subscriber.id)
    return subscription


async def follow(bot: Bot, screen: Call, *labels: str) -> list[Call]:
    """Press one button after another, each on the screen that the one before brought."""
    calls: list[Call] = []
    for label in labels:
        calls = await bot.press(screen.buttons[label], message_id=77)
        screen = next(call for call in calls if call.method == "editMessageText")
        assert screen.params["message_id"] == 77
    return calls
