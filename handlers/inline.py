"""`@bot tacoma` in any chat: cards of coming actions, to be sent there by who asked."""

from dataclasses import dataclass

from telegram import Update
from telegram.ext import InlineQueryHandler

from bot.domain.deep_links import links_of
from bot.services.inline import InlineQuestions
from bot.services.ports import Clock
from bot.telegram.reply import Replies
from bot.views import inline
from bot.views.words import Words
from handlers.context import Asking
from handlers.feature import AnyContext, AnyHandler


@dataclass(frozen=True, slots=True)
class InlineHandlers:
    """The language is that of the app that asks, as nobody is looked up."""

    asking: Asking
    replies: Replies
    questions: InlineQuestions
    clock: Clock

    @property
    def handlers(self) -> list[AnyHandler]:
        return [InlineQueryHandler(self.on_query)]

    async def on_query(self, update: Update, context: AnyContext) -> None:
        query = update.inline_query
        assert query is not None
        words = Words(self.asking.app_language(query.from_user))
        links = links_of(context.bot.username)
        typed = " ".join(query.query.split())
        found = await self.questions.find(typed)
        now = self.clock.now()
        offers = found.offers if links is not None else ()
        cards = [inline.card(words, o.item, o.day, now, links) for o in offers if links is not None]
        way = inline.way(words, typed, found.place, found=bool(cards))
        await self.replies.inline(query.id, cards, way)
