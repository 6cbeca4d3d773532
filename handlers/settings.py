"""/settings, /language, /quiet, /mute, and the buttons that do the same."""

from dataclasses import dataclass

from telegram import Update

from bot.domain.errors import Refusal
from bot.domain.typed import Setting, parse_language, parse_setting
from bot.services.muting import Muted, Muting, Unmuted
from bot.services.place_settings import KindsSet, PlaceSettings
from bot.services.preferences import Changed, Preferences, Profile
from bot.services.removals import NotFollowed, WhichOwn
from bot.services.subscriptions import RadiusSet
from bot.services.welcome import Welcome
from bot.telegram.reply import Replies
from bot.views import places, settings, settings_screens, start
from bot.views.callbacks import MuteEntry, ShowSettings, UnmuteEntry
from bot.views.settings import Sight
from bot.views.settings_buttons import Screen
from bot.views.view import View
from handlers.authority import ensure_may_change
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, Pressed, Typed, data_of
from handlers.settings_screens import show

_SCREENS = {
    Setting.BRIEF: Screen.BRIEF,
    Setting.QUIET: Screen.QUIET,
    Setting.ZONE: Screen.ZONE,
    Setting.RADIUS: Screen.PLACES,
    Setting.KINDS: Screen.PLACES,
}
"""Shown where a setting was named without a value."""


@dataclass(frozen=True, slots=True)
class SettingsHandlers:
    asking: Asking
    replies: Replies
    preferences: Preferences
    place_settings: PlaceSettings
    muting: Muting
    welcome: Welcome

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            Typed("settings", self.on_settings),
            Typed("language", self.on_language),
            Typed("quiet", self.on_quiet),
            Typed("mute", self.on_mute, joined=True),
            Pressed(ShowSettings, self.on_settings),
            Pressed(MuteEntry, self.on_mute_button),
            Pressed(UnmuteEntry, self.on_unmute_button),
        ]

    async def on_settings(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        setting, value = parse_setting(asked.text) if asked.text else (None, "")
        if setting is None or (setting in _SCREENS and not value):
            screen = _SCREENS[setting] if setting else Screen.MAIN
            sight = Sight(username=context.bot.username)
            view = show(asked.words, await self._profile(asked), screen, sight)
        elif setting is Setting.LANGUAGE and not value:
            view = settings.choose_language(asked.words)
        elif setting in {Setting.RADIUS, Setting.KINDS}:
            view = await self._place(asked, setting, value)
        else:
            view = _changed(asked, await self.preferences.set_typed(asked.chat_id, asked.text))
        await self.replies.send(asked.to, view)

    async def _place(self, asked: Asked, setting: Setting, value: str) -> View:
        """The radius or the kinds of one of the chat's places, or the question which."""
        if setting is Setting.KINDS:
            match await self.place_settings.kinds_typed(asked.chat_id, value):
                case KindsSet(own):
                    return settings.kinds_set(asked.words, own)
                case other:
                    return await self._which(asked, other)
        match await self.place_settings.radius_typed(asked.chat_id, value):
            case RadiusSet(place, before):
                return places.radius_set(asked.words, place, before)
            case other:
                return await self._which(asked, other)

    async def _which(self, asked: Asked, unclear: WhichOwn | NotFollowed) -> View:
        if isinstance(unclear, NotFollowed):
            return places.not_followed(asked.words, unclear.place)
        own = [each for each in (await self._profile(asked)).places if each.place in unclear.options]
        return settings_screens.choose_place(asked.words, own) if own else places.your_places(asked.words, ())

    async def on_language(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        if not asked.text:
            await self.replies.send(asked.to, settings.choose_language(asked.words))
            return
        language = parse_language(asked.text)
        if asked.subscriber is None and not asked.in_group:
            await self.preferences.coordinator_speaks(asked.chat_id, language)
            greeting = await self.welcome.greet(asked.chat_id, "")
            words = asked.speaking(language).words
            view = start.welcome(words, greeting.offered, greeting.start, ahead=greeting.ahead)
        else:
            await self.preferences.set_language(asked.chat_id, language)
            view = settings.language_set(asked.speaking(language).words)
        await self.replies.send(asked.to, view)

    async def on_quiet(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        if asked.text:
            changed = await self.preferences.set_quiet_hours(asked.chat_id, asked.text)
            await self.replies.send(asked.to, _changed(asked, changed))
        elif asked.subscriber is None:
            raise Refusal("not-subscribed")
        else:
            await self.replies.send(asked.to, settings.quiet_now(asked.words, asked.subscriber))

    async def on_mute(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        await self.replies.send(asked.to, _muting(asked, await self.muting.typed(asked.chat_id, asked.text)))

    async def on_mute_button(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        muted = await self.muting.mute(asked.chat_id, MuteEntry.parse(data_of(update)).code)
        await self.replies.send(asked.to, _muting(asked, muted))

    async def on_unmute_button(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        unmuted = await self.muting.unmute(asked.chat_id, UnmuteEntry.parse(data_of(update)).code)
        await self.replies.send(asked.to, _muting(asked, unmuted))

    async def _profile(self, asked: Asked) -> Profile:
        profile = await self.preferences.profile(asked.chat_id)
        if profile is None:
            raise Refusal("not-subscribed")
        return profile


def _changed(asked: Asked, changed: Changed) -> View:
    words = asked.speaking(changed.subscriber.language).words
    return settings.setting_set(words, changed.subscriber, changed.setting, brief_now=changed.brief_now)


def _muting(asked: Asked, done: Muted | Unmuted) -> View:
    view = settings.muted if isinstance(done, Muted) else settings.unmuted
    return view(asked.words, done.entry)
