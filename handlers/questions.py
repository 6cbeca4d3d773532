"""/today, /week, /near, /check; a shared location; lists that page; a place typed by itself."""

from dataclasses import dataclass

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.domain.errors import StaleButton
from bot.domain.paging import read_page
from bot.domain.places import Coordinates
from bot.domain.questions import Answer, Question
from bot.domain.spoken import is_here
from bot.services.group_lists import GroupLists
from bot.services.ports import Clock
from bot.services.questions import NoSuchPlace, PlaceNeeded, Questions, Result, WhichPlace
from bot.telegram.reply import Replies
from bot.views import answers, groups, places
from bot.views.callbacks import AskPlace, ShowEntry, ShowList
from bot.views.view import View
from bot.views.words import Words, visible
from handlers.authority import ensure_may_change
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, OnUpdate, Pressed, Typed, data_of, stands_there
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
    lists: GroupLists

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

    async def on_ask_place(self, update: Update, context: AnyContext) -> None:
        button = AskPlace.parse(data_of(update))
        if button.command not in ASKABLE:
            raise StaleButton
        asked = (await self.asking.of(update)).reading(button.language)
        if button.command == "add":
            await ensure_may_change(asked, context.bot)
        await self.replies.send(asked.to, _ask_place(asked, button.command))

    async def on_show_list(self, update: Update, _context: AnyContext) -> None:
        """Another page of the list that stands there replaces it; another list is a new message.

        In a group it replaces the list too, or the question which place: one list is enough there.
        """
        asked = await self.asking.of(update)
        button = ShowList.parse(data_of(update))
        question, page = _question(button), max(1, button.page)
        result = await self.questions.at_key(question, button.place_key, button.radius, asked.subscriber)
        view = self._view(asked, question, result, page)
        if _same_list(update, view):
            await self.replies.edit(asked.to, view)
        elif asked.in_group and button.page and isinstance(result, Answer) and stands_there(update):
            self.lists.put(asked.chat_id, asked.thread, result, page)
            await self.replies.edit(asked.to, view)
        else:
            await self.replies.send(asked.to, self._once_a_minute(asked, result, page) or view)

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
        short = self._once_a_minute(asked, result, page)
        await self.replies.send(asked.to, short or self._view(asked, question, result, page))

    def _once_a_minute(self, asked: Asked, result: Result, page: int) -> View | None:
        """In a group, the short answer where a list has just been given; None if it may be listed."""
        if not asked.in_group or not isinstance(result, Answer):
            return None
        soon = self.lists.take(asked.chat_id, asked.thread, result, page)
        if soon is None:
            return None
        zone = result.places[0].zone
        if soon.same:
            return groups.listed_above(asked.words, soon.listed_at, zone)
        typed = f"/{result.question.value} {asked.text}".strip()
        return groups.one_list_a_minute(asked.words, soon.again, zone, typed)

    async def check(self, asked: Asked, typed: str) -> None:
        found = await self.questions.check(typed, asked.subscriber)
        view = answers.check(
            asked.words,
            found.entry,
            self.clock.now(),
            followed=found.followed,
            day=found.day,
            muted=found.muted,
            links=asked.links,
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
                return _ask_place(asked, question)


def _ask_place(asked: Asked, command: str) -> View:
    return places.ask_place(
        asked.words, command, group=asked.in_group, bot=asked.links.bot if asked.links else ""
    )


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
