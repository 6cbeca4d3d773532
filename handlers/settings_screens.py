"""The screens of the settings and their buttons: the chat's own, and in private those of a group."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Bot, Update

from bot.domain.calendar import Kind
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import ChatId
from bot.domain.subscriber import OwnPlace
from bot.services.place_settings import PlaceSettings
from bot.services.preferences import Preferences, Profile
from bot.telegram.reply import Replies
from bot.views import places, refusals, settings, settings_screens
from bot.views.settings import Sight
from bot.views.settings_buttons import (
    LINK,
    Screen,
    SetPlaceRadius,
    SetSetting,
    ShowKinds,
    ShowPlace,
    ShowScreen,
    SwitchKind,
    WantAllKinds,
    referred,
)
from bot.views.view import View
from bot.views.words import Words
from handlers.authority import ensure_administers, ensure_may_change
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, OnUpdate, Pressed, data_of
from handlers.guards import ensure_private
from handlers.opened import OpenedLink

Act = Callable[[Asked, str, Bot], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class SettingsScreens:
    """Registered before the other /start. Each press asks anew whose settings these are and who may act."""

    asking: Asking
    replies: Replies
    preferences: Preferences
    place_settings: PlaceSettings

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            OpenedLink(self.on_link, LINK),
            Pressed(ShowScreen, self._pressed(self.on_show)),
            Pressed(SetSetting, self._pressed(self.on_set)),
            Pressed(ShowPlace, self._pressed(self.on_place)),
            Pressed(SetPlaceRadius, self._pressed(self.on_radius)),
            Pressed(ShowKinds, self._pressed(self.on_kinds)),
            Pressed(SwitchKind, self._pressed(self.on_switch_kind)),
            Pressed(WantAllKinds, self._pressed(self.on_all_kinds)),
        ]

    async def on_link(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_private(asked)
        of = asked.text.removeprefix(LINK)
        try:
            # Without any reference it would be the reader's own settings.
            chat_id = await self._whose(asked, of or "-", context.bot)
        except StaleButton as stale:
            raise Refusal("group-unknown") from stale
        profile = await self._profile(chat_id)
        await self.replies.send(asked.to, show(asked.words, profile, Screen.MAIN, Sight(of)))

    async def on_show(self, asked: Asked, data: str, bot: Bot) -> None:
        button = ShowScreen.parse(data)
        if button.screen not in set(Screen):
            raise StaleButton
        profile = await self._profile(await self._whose(asked, button.of, bot))
        sight = Sight(button.of, bot.username)
        await self.replies.edit(asked.to, show(asked.words, profile, Screen(button.screen), sight))

    async def on_set(self, asked: Asked, data: str, bot: Bot) -> None:
        """The screen that was pressed is brought up to date; what changed is said in a message."""
        button = SetSetting.parse(data)
        chat_id = await self._whose(asked, button.of, bot)
        changed = await self.preferences.set_typed(chat_id, f"{button.kind} {button.value}")
        if not button.of:
            asked = asked.speaking(changed.subscriber.language)
        sight = Sight(button.of, bot.username)
        screen = show(asked.words, await self._profile(chat_id), Screen.MAIN, sight)
        await self.replies.edit(asked.to, screen)
        said = settings.setting_set(
            asked.words, changed.subscriber, changed.setting, button.of, brief_now=changed.brief_now
        )
        await self.replies.send(asked.further, said)

    async def on_place(self, asked: Asked, data: str, bot: Bot) -> None:
        button = ShowPlace.parse(data)
        own = await self._own(asked, button.place_key, button.of, bot)
        await self.replies.edit(asked.to, settings_screens.place(asked.words, own, button.of))

    async def on_radius(self, asked: Asked, data: str, bot: Bot) -> None:
        button = SetPlaceRadius.parse(data)
        chat_id = await self._whose(asked, button.of, bot)
        result = await self.place_settings.set_radius(chat_id, button.place_key, button.radius)
        own = await self.place_settings.own(chat_id, button.place_key)
        await self.replies.edit(asked.to, settings_screens.place(asked.words, own, button.of))
        await self.replies.send(asked.further, places.radius_set(asked.words, result.place))

    async def on_kinds(self, asked: Asked, data: str, bot: Bot) -> None:
        button = ShowKinds.parse(data)
        own = await self._own(asked, button.place_key, button.of, bot)
        await self.replies.edit(asked.to, settings_screens.choose_kinds(asked.words, own, button.of))

    async def on_switch_kind(self, asked: Asked, data: str, bot: Bot) -> None:
        button = SwitchKind.parse(data)
        if button.kind not in set(Kind) or button.on not in {0, 1}:
            raise StaleButton
        chat_id = await self._whose(asked, button.of, bot)
        done = await self.place_settings.switch_kind(
            chat_id, button.place_key, Kind(button.kind), on=button.on == 1
        )
        await self._say_kinds(asked, done.own, button.of)

    async def on_all_kinds(self, asked: Asked, data: str, bot: Bot) -> None:
        button = WantAllKinds.parse(data)
        chat_id = await self._whose(asked, button.of, bot)
        done = await self.place_settings.set_kinds(chat_id, button.place_key, None)
        await self._say_kinds(asked, done.own, button.of)

    async def _say_kinds(self, asked: Asked, own: OwnPlace, of: str) -> None:
        await self.replies.edit(asked.to, settings_screens.choose_kinds(asked.words, own, of))
        await self.replies.send(asked.further, settings.kinds_set(asked.words, own, of))

    def _pressed(self, act: Act) -> OnUpdate:
        """With the settings as they are now after a button that is out of date."""

        async def press(update: Update, context: AnyContext) -> None:
            asked = await self.asking.of(update)
            try:
                await act(asked, data_of(update), context.bot)
            except StaleButton as stale:
                await ensure_may_change(asked, context.bot)
                profile = await self.preferences.profile(asked.chat_id)
                if profile is None:
                    raise
                await self.replies.send(asked.to, refusals.refusal(asked.words, stale))
                sight = Sight(username=context.bot.username)
                await self.replies.send(asked.further, show(asked.words, profile, Screen.MAIN, sight))

        return press

    async def _whose(self, asked: Asked, of: str, bot: Bot) -> ChatId:
        """The chat whose settings are meant, if whoever asks may change them at this moment."""
        if not of:
            await ensure_may_change(asked, bot)
            return asked.chat_id
        group = None if asked.in_group else await self.preferences.group(referred(of))
        if group is None or asked.sender_id is None:
            raise StaleButton
        await ensure_administers(bot, group.chat_id, asked.sender_id)
        return group.chat_id

    async def _own(self, asked: Asked, place_key: str, of: str, bot: Bot) -> OwnPlace:
        return await self.place_settings.own(await self._whose(asked, of, bot), place_key)

    async def _profile(self, chat_id: ChatId) -> Profile:
        profile = await self.preferences.profile(chat_id)
        if profile is None:
            raise Refusal("not-subscribed")
        return profile


def show(words: Words, profile: Profile, screen: Screen, sight: Sight) -> View:
    subscriber, own = profile.subscriber, profile.places
    match screen:
        case Screen.MAIN:
            return settings.settings(words, subscriber, own, sight)
        case Screen.BRIEF:
            return settings_screens.choose_brief_hour(words, subscriber, sight.of)
        case Screen.QUIET:
            return settings_screens.choose_quiet_hours(words, subscriber, sight.of)
        case Screen.ZONE:
            return settings_screens.choose_zone(words, subscriber, sight.of)
        case Screen.PLACES if own:
            return settings_screens.choose_place(words, own, sight.of)
        case Screen.PLACES:
            return places.your_places(words, ())
