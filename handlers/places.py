"""/add, /remove, /cities, the radius, and their buttons."""

from dataclasses import dataclass
from typing import assert_never

from telegram import Update

from bot.domain.errors import StaleButton
from bot.domain.kinds_wanted import unpacked
from bot.domain.places import CityPlace
from bot.services.ports import Clock
from bot.services.questions import NoSuchPlace, WhichPlace
from bot.services.removals import NotFollowed, Removals, Removed, WhichOwn
from bot.services.subscriptions import Added, AlreadyAdded, RadiusSet, Subscriptions
from bot.telegram.reply import Replies
from bot.views import leaving, places
from bot.views.callbacks import AddPlace, ChooseRadius, RemovePlace, RestorePlace, SetRadius, UndoAdd
from handlers.authority import ensure_may_change
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, Pressed, Typed, data_of
from handlers.replied import Replied, question_language

AddResult = Added | AlreadyAdded | RadiusSet | WhichPlace | NoSuchPlace


@dataclass(frozen=True, slots=True)
class PlaceHandlers:
    asking: Asking
    replies: Replies
    subscriptions: Subscriptions
    removals: Removals
    clock: Clock

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            Typed("add", self.on_add),
            Replied("add", self.on_add),
            Typed("remove", self.on_remove),
            Typed("cities", self.on_cities),
            Pressed(AddPlace, self.on_add_button),
            Pressed(UndoAdd, self.on_undo_add),
            Pressed(RemovePlace, self.on_remove_button),
            Pressed(RestorePlace, self.on_restore),
            Pressed(ChooseRadius, self.on_choose_radius),
            Pressed(SetRadius, self.on_set_radius),
        ]

    async def on_add(self, update: Update, context: AnyContext) -> None:
        """Who writes anonymously is asked which place, too: that is no change yet."""
        asked = (await self.asking.of(update)).reading(question_language(update, "add"))
        if asked.text or not asked.anonymous:
            await ensure_may_change(asked, context.bot)
        await self.add(asked)

    async def add(self, asked: Asked) -> None:
        """The place in `asked.text`, or the question which."""
        if asked.text:
            await self.answer(asked, await self.subscriptions.add_typed(asked.chat, asked.text))
        else:
            await self.replies.send(asked.to, places.ask_place(asked.words, "add", group=asked.in_group))

    async def on_add_button(self, update: Update, context: AnyContext) -> None:
        button = AddPlace.parse(data_of(update))
        asked = (await self.asking.of(update)).reading(button.language)
        await ensure_may_change(asked, context.bot)
        added = await self.subscriptions.add_key(asked.chat, button.place_key, button.radius)
        await self.answer(asked, added)

    async def on_undo_add(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        button = UndoAdd.parse(data_of(update))
        undone = await self.removals.undo_add(asked.chat_id, button.place_key, first=button.first == 1)
        view = places.add_undone(asked.words, undone.place, erased=undone.erased, last=undone.last)
        await self.replies.send(asked.to, view)

    async def on_remove(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        await self.remove(asked)

    async def remove(self, asked: Asked) -> None:
        """The place in `asked.text`, or the question which."""
        if not asked.text:
            own = await self.subscriptions.followed(asked.chat_id)
            screen = places.remove_which if own else places.your_places
            await self.replies.send(asked.to, screen(asked.words, own))
            return
        match await self.removals.remove_typed(asked.chat_id, asked.text):
            case Removed(place, last, kinds):
                view = places.removed(asked.words, place, kinds, last=last)
            case NotFollowed(place):
                view = places.not_followed(asked.words, place)
            case WhichOwn(options, understood):
                view = (
                    places.which_place(asked.words, "remove", asked.text, options)
                    if understood
                    else places.remove_which(asked.words, options)
                )
        await self.replies.send(asked.to, view)

    async def on_remove_button(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        removed = await self.removals.remove(asked.chat_id, RemovePlace.parse(data_of(update)).place_key)
        view = places.removed(asked.words, removed.place, removed.kinds, last=removed.last)
        await self.replies.send(asked.to, view)

    async def on_restore(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        button = RestorePlace.parse(data_of(update))
        restored = await self.subscriptions.restore(
            asked.chat_id, button.place_key, button.radius, unpacked(button.kinds)
        )
        screen = places.radius_set if restored.followed else places.restored
        await self.replies.send(asked.to, screen(asked.words, restored.place))

    async def on_choose_radius(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        key = ChooseRadius.parse(data_of(update)).place_key
        own = await self.subscriptions.followed(asked.chat_id)
        place = next((place for place in own if place.key == key), None)
        if not isinstance(place, CityPlace):
            raise StaleButton
        await self.replies.send(asked.to, places.choose_radius(asked.words, place))

    async def on_set_radius(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        button = SetRadius.parse(data_of(update))
        result = await self.subscriptions.set_radius(asked.chat_id, button.place_key, button.radius)
        await self.answer(asked, result)

    async def on_cities(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        own = await self.subscriptions.followed(asked.chat_id)
        await self.replies.send(asked.to, places.your_places(asked.words, own))

    async def answer(self, asked: Asked, result: AddResult) -> None:
        """What came of adding; where it ended a /stop, what that brings back is said too."""
        words = asked.words
        match result:
            case Added(place, subscriber, coming, runner_up, first):
                now = self.clock.now()
                view = places.added(words, place, coming, subscriber, runner_up, now, first=first)
            case AlreadyAdded(place):
                view = places.already_added(words, place)
            case RadiusSet(place, before):
                view = places.radius_set(words, place, before)
            case WhichPlace(_, (only,)):
                view = places.offered(words, only)
            case WhichPlace(typed, options):
                view = places.which_place(words, "add", typed, options)
            case NoSuchPlace(typed, guesses):
                view = places.nothing_found(words, "add", typed, guesses)
            case _:
                assert_never(result)
        await self.replies.send(asked.to, view)
        if isinstance(result, Added | AlreadyAdded) and result.resumed:
            own = await self.subscriptions.followed(asked.chat_id)
            await self.replies.send(asked.further, leaving.resumed(words, own))
