"""/start, with and without a link; the welcome in the other language."""

from collections.abc import Iterator
from dataclasses import dataclass

from telegram import Update

from bot.domain.errors import StaleButton
from bot.domain.subscriber import Language, SubscriberStatus
from bot.services.ports import Clock
from bot.services.preferences import Preferences
from bot.services.questions import Questions
from bot.services.welcome import Greeting, Welcome
from bot.telegram.reply import Replies
from bot.views import answers, groups, leaving, places, settings, start
from bot.views.callbacks import SetLanguage
from bot.views.view import View
from handlers.authority import ensure_may_change
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, Pressed, Typed, data_of, stands_there


@dataclass(frozen=True, slots=True)
class StartHandlers:
    asking: Asking
    replies: Replies
    welcome: Welcome
    preferences: Preferences
    questions: Questions
    clock: Clock

    @property
    def handlers(self) -> list[AnyHandler]:
        return [Typed("start", self.on_start), Pressed(SetLanguage, self.on_set_language)]

    async def on_start(self, update: Update, context: AnyContext) -> None:
        """In a group only the way back from a /stop; for the rest of what is here a group gets the help."""
        asked = await self.asking.of(update)
        stopped = asked.subscriber is not None and asked.subscriber.status is not SubscriberStatus.ACTIVE
        if asked.in_group and not stopped:
            await self.replies.send(asked.to, start.help_text(asked.words, group=True))
            return
        await ensure_may_change(asked, context.bot)
        greeting = await self.welcome.greet(asked.chat_id, asked.text)
        if greeting.entry is not None:
            await self.replies.send(asked.to, await self._action(asked, greeting.entry.code))
        for view in self._screens(asked, greeting):
            await self.replies.send(asked.to, view)

    async def on_set_language(self, update: Update, context: AnyContext) -> None:
        """For a chat that keeps nothing, the first words are said anew and nothing is stored by that."""
        button = SetLanguage.parse(data_of(update))
        if button.language not in set(Language):
            raise StaleButton
        asked = await self.asking.of(update)
        if asked.subscriber is None and asked.in_group and stands_there(update):
            await self.replies.edit(asked.to, groups.introduction(asked.reading(button.language).words))
            return
        if asked.subscriber is None and not asked.in_group:
            asked = asked.reading(button.language)
            await self.preferences.coordinator_speaks(asked.chat_id, Language(button.language))
            greeting = await self.welcome.greet(asked.chat_id, button.start)
            await self.replies.edit(asked.to, self._welcome(asked, greeting))
            return
        await ensure_may_change(asked, context.bot)
        language = Language(button.language)
        await self.preferences.set_language(asked.chat_id, language)
        await self.replies.send(asked.to, settings.language_set(asked.speaking(language).words))

    def _screens(self, asked: Asked, greeting: Greeting) -> Iterator[View]:
        """Who they are to us, and what the link offers."""
        words = asked.words
        if greeting.subscriber is None:
            yield self._welcome(asked, greeting)
            return
        if greeting.resumed:
            yield leaving.resumed(words, greeting.places)
        if greeting.offered is not None:
            yield places.offered(words, greeting.offered)
        elif greeting.entry is None and not greeting.resumed:
            yield places.your_places(words, greeting.places)

    async def _action(self, asked: Asked, code: str) -> View:
        found = await self.questions.check(code, asked.subscriber)
        now = self.clock.now()
        return answers.check(
            asked.words,
            found.entry,
            now,
            followed=found.followed,
            day=found.day,
            muted=found.muted,
            links=asked.links,
            later=found.later,
        )

    def _welcome(self, asked: Asked, greeting: Greeting) -> View:
        return start.welcome(asked.words, greeting.offered, greeting.start, ahead=greeting.ahead)
