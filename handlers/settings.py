"""/settings, /language, /quiet, /mute, and their buttons."""

from dataclasses import dataclass

from telegram import Update

from bot.domain.errors import Refusal
from bot.domain.typed import Setting, parse_language
from bot.services.muting import Muted, Muting, Unmuted
from bot.services.preferences import Changed, Preferences
from bot.services.welcome import Welcome
from bot.telegram.reply import Replies
from bot.views import settings, start
from bot.views.callbacks import MuteEntry, SetSetting, ShowSettings, UnmuteEntry
from bot.views.view import View
from handlers.authority import ensure_may_change
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, Pressed, Typed, data_of


@dataclass(frozen=True, slots=True)
class SettingsHandlers:
    asking: Asking
    replies: Replies
    preferences: Preferences
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
            Pressed(SetSetting, self.on_set_setting),
            Pressed(MuteEntry, self.on_mute_button),
            Pressed(UnmuteEntry, self.on_unmute_button),
        ]

    async def on_settings(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        if asked.text:
            changed = await self.preferences.set_typed(asked.chat_id, asked.text)
            await self.replies.send(asked.to, _changed(asked, changed))
        else:
            await self.replies.send(asked.to, await self._screen(asked))

    async def on_set_setting(self, update: Update, context: AnyContext) -> None:
        """The screen that was pressed is brought up to date; what changed is said in a message."""
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        button = SetSetting.parse(data_of(update))
        changed = await self.preferences.set_typed(asked.chat_id, f"{button.kind} {button.value}")
        asked = asked.speaking(changed.subscriber.language)
        await self.replies.edit(asked.to, await self._screen(asked))
        await self.replies.send(asked.further, _changed(asked, changed))

    async def on_language(self, update: Update, context: AnyContext) -> None:
        asked = await self.asking.of(update)
        await ensure_may_change(asked, context.bot)
        if not asked.text:
            await self.replies.send(asked.to, settings.choose_language(asked.words))
            return
        language = parse_language(asked.text)
        if asked.subscriber is None and not asked.in_group:
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
            subscriber = await self.preferences.set_quiet_hours(asked.chat_id, asked.text)
            await self.replies.send(asked.to, settings.quiet_set(asked.words, subscriber))
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

    async def _screen(self, asked: Asked) -> View:
        profile = await self.preferences.profile(asked.chat_id)
        if profile is None:
            raise Refusal("not-subscribed")
        return settings.settings(asked.words, profile.subscriber, profile.places)


def _changed(asked: Asked, changed: Changed) -> View:
    words = asked.speaking(changed.subscriber.language).words
    match changed.setting:
        case Setting.LANGUAGE:
            return settings.language_set(words)
        case Setting.QUIET:
            return settings.quiet_set(words, changed.subscriber)
        case _:
            return settings.setting_set(words, changed.subscriber, changed.setting)


def _muting(asked: Asked, done: Muted | Unmuted) -> View:
    view = settings.muted if isinstance(done, Muted) else settings.unmuted
    return view(asked.words, done.entry)
