"""/today, /week, /near, /check; a shared location; lists that page; a place typed by itself."""

from dataclasses import dataclass

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.domain.errors import StaleButton
from bot.domain.paging import read_page
from bot.domain.places import Coordinates
from bot.domain.questions import Answer, Question
from bot.domain.spoken import is_here
from bot.services.ports import Clock
from bot.services.questions import NoSuchPlace, PlaceNeeded, Questions, Result, WhichPlace
from bot.telegram.reply import Replies
from bot.views import answers, places
from bot.views.callbacks import AskPlace, ShowEntry, ShowList
from bot.views.view import View
from bot.views.words import Words, visible
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, OnUpdate, Pressed, Typed, data_of
from handlers.replied import Replied

ASKABLE = frozenset({"add", *Question})
"""The commands that a button may ask a place for."""


@dataclass(frozen=True, slots=True)
class QuestionHandlers:
    """Registered after all that answer replies of their own: a text nobody claimed is taken for a place."""

    asking: Asking
    replies: Replies
    questions: Questions
    clock: Clock

    @property
    def handlers(self) -> list[AnyHandler]:
        ask = {question: self._on(question) for question in Question}
        own_words = filters.ChatType.PRIVATE & filters.TEXT & ~filters.Regex("^/")
        return [
            *(Typed(question, callback) for question, callback in ask.items()),
            Typed("check", self.on_check, joined=True),
            Pressed(ShowList, self.on_show_list),
            Pressed(ShowEntry, self.on_show_entry),
            Pressed(AskPlace, self.on_ask_place),
            *(Replied(question, callback) for question, callback in ask.items()),
            MessageHandler(filters.ChatType.PRIVATE & filters.LOCATION, self.on_location),
            MessageHandler(own_words, self.on_own_words),
        ]

    def _on(self, question: Question) -> OnUpdate:
        async def on_question(update: Update, _context: AnyContext) -> None:
            asked = await self.asking.of(update)
            if update.message is not None and update.message.location is not None:
                await self._near_location(asked, update.message)
            else:
                await self.answer(asked, question)

        return on_question

    async def on_check(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await self.check(asked, asked.text)

    async def on_show_entry(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await self.check(asked, ShowEntry.parse(data_of(update)).code)

    async def on_ask_place(self, update: Update, _context: AnyContext) -> None:
        button = AskPlace.parse(data_of(update))
        if button.command not in ASKABLE:
            raise StaleButton
        asked = (await self.asking.of(update)).reading(button.language)
        await self.replies.send(asked.to, places.ask_place(asked.words, button.command, group=asked.in_group))

    async def on_show_list(self, update: Update, _context: AnyContext) -> None:
        """Another page of the list that stands there replaces it; another list is a new message."""
        asked = await self.asking.of(update)
        button = ShowList.parse(data_of(update))
        question = _question(button)
        result = await self.questions.at_key(question, button.place_key, button.radius, asked.subscriber)
        view = self._view(asked, question, result, max(1, button.page))
        if _same_list(update, view):
            await self.replies.edit(asked.to, view)
        else:
            await self.replies.send(asked.to, view)

    async def on_location(self, update: Update, _context: AnyContext) -> None:
        assert update.message is not None
        await self._near_location(await self.asking.of(update), update.message)

    async def on_own_words(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        if asked.text.startswith("#"):
            await self.check(asked, asked.text)
        else:
            await self.answer(asked, Question.NEAR)

    async def _near_location(self, asked: Asked, message: Message) -> None:
        assert message.location is not None
        centre = Coordinates(message.location.latitude, message.location.longitude)
        answer = await self.questions.near_location(centre, asked.subscriber)
        await self.replies.send(asked.to, answers.answer(asked.words, answer, self.clock.now()))

    async def answer(self, asked: Asked, question: Question) -> None:
        """For the place in `asked.text`; for the chat's own where none is named."""
        typed, page = read_page(asked.text)
        typed = "" if is_here(typed) else typed
        result = await self.questions.ask(question, typed, asked.subscriber)
        await self.replies.send(asked.to, self._view(asked, question, result, page))

    async def check(self, asked: Asked, typed: str) -> None:
        found = await self.questions.check(typed, asked.subscriber)
        view = answers.check(
            asked.words,
            found.entry,
            self.clock.now(),
            followed=found.followed,
            day=found.day,
            muted=found.muted,
            later=found.later,
        )
        await self.replies.send(asked.to, view)

    def _view(self, asked: Asked, question: Question, result: Result, page: int = 1) -> View:
        words: Words = asked.words
        match result:
            case Answer():
                return answers.answer(words, result, self.clock.now(), page=page)
            case WhichPlace(typed, options):
                return places.which_place(words, question, typed, options)
            case NoSuchPlace(typed, guesses):
                return places.nothing_found(words, question, typed, guesses)
            case PlaceNeeded():
                return places.ask_place(words, question, group=asked.in_group)


def _question(button: ShowList) -> Question:
    try:
        return Question(button.question)
    except ValueError:
        raise StaleButton from None


def _same_list(update: Update, view: View) -> bool:
    """Does the pressed message have the headline of `view`?"""
    query = update.callback_query
    pressed = query.message if query else None
    shown = (pressed.text or "") if isinstance(pressed, Message) else ""
    return shown.partition("\n")[0] == visible(view.text).partition("\n")[0]
