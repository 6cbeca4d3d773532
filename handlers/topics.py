"""/settings topic here, /settings topic general, and their buttons: where in a forum alerts come."""

from dataclasses import dataclass

from telegram import Update

from bot.domain.errors import Refusal, StaleButton
from bot.domain.typed import fold
from bot.services.topics import Topics
from bot.telegram.reply import Replies
from bot.views import groups
from bot.views.group_buttons import ChooseTopic
from handlers.authority import ensure_may_change
from handlers.context import Asked, Asking, typed_text
from handlers.feature import AnyContext, AnyHandler, Pressed, Typed, data_of

_TOPIC = frozenset({"topic", "topics", "thread", "tema", "temas", "hilo"})
_HERE = frozenset({"here", "this", "aqui", "aca", "este"})
_GENERAL = frozenset({"general", "off", "no", "none"})


class TypedTopic(Typed):
    """`/settings` followed by the word for a topic."""

    def check_update(self, update: object) -> bool:
        if not super().check_update(update) or not isinstance(update, Update):
            return False
        return fold(typed_text(update).partition(" ")[0]) in _TOPIC


@dataclass(frozen=True, slots=True)
class TopicHandlers:
    """Registered before the other settings."""

    asking: Asking
    replies: Replies
    service: Topics

    @property
    def handlers(self) -> list[AnyHandler]:
        return [TypedTopic("settings", self.on_typed), Pressed(ChooseTopic, self.on_button)]

    async def on_typed(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        _ensure_forum(update, asked)
        where = fold(asked.text.partition(" ")[2])
        if where:
            await self._choose(asked, where)
        elif asked.subscriber is None:
            raise Refusal("not-subscribed")
        else:
            view = groups.topic_now(asked.words, alerts=asked.subscriber.thread, here=asked.thread)
            await self.replies.send(asked.to, view)

    async def on_button(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        where = ChooseTopic.parse(data_of(update)).where
        if where not in _HERE | _GENERAL:
            raise StaleButton
        await ensure_may_change(asked, context.bot)
        _ensure_forum(update, asked)
        await self._choose(asked, where)

    async def _choose(self, asked: Asked, where: str) -> None:
        if where not in _HERE | _GENERAL:
            raise Refusal("topic-not-understood", typed=asked.text)
        thread = asked.thread if where in _HERE else None
        await self.service.choose(asked.chat_id, thread)
        await self.replies.send(asked.to, groups.topic_set(asked.words, thread))


def _ensure_forum(update: Update, asked: Asked) -> None:
    chat = update.effective_chat
    if not asked.in_group or chat is None or not (chat.is_forum or asked.thread is not None):
        raise Refusal("no-topics")
