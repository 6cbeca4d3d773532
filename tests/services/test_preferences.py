"""Settings are typed in either language, kept, and never guessed."""

from datetime import time

import pytest

from bot.domain.coordinator import Role, Standing
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from bot.domain.subscriber import Language, NewAlerts, QuietHours
from bot.domain.typed import Setting
from bot.services.preferences import Preferences
from bot.services.subscriptions import Subscriptions
from storage.transactions import SqlTransactions
from tests.builders import NOW
from tests.services.people import GROUP, PERSON


@pytest.fixture(autouse=True)
async def a_place(subscriptions: Subscriptions) -> None:
    await subscriptions.add_typed(PERSON, "Tacoma")
    await subscriptions.add_typed(GROUP, "Houston")


@pytest.mark.parametrize(
    ("typed", "setting", "field", "value"),
    [
        ("brief off", Setting.BRIEF, "brief", False),
        ("resumen no", Setting.BRIEF, "brief", False),
        ("new brief", Setting.NEW, "new", NewAlerts.BRIEF),
        ("nuevas no", Setting.NEW, "new", NewAlerts.OFF),
        ("recordatorio no", Setting.REMINDER, "reminder", False),
        ("zone Central", Setting.ZONE, "home_zone", "America/Chicago"),
        ("zone America/Chicago", Setting.ZONE, "home_zone", "America/Chicago"),
        ("zona horaria Houston", Setting.ZONE, "home_zone", "America/Chicago"),
        ("idioma español", Setting.LANGUAGE, "language", Language.ES),
        ("quiet 11pm-7am", Setting.QUIET, "quiet", QuietHours(time(23), time(7))),
        ("silencio no", Setting.QUIET, "quiet", None),
    ],
)
async def test_a_typed_setting_is_kept(
    preferences: Preferences, typed: str, setting: Setting, field: str, value: object
) -> None:
    changed = await preferences.set_typed(PERSON.id, typed)
    assert changed.setting is setting
    assert getattr(changed.subscriber, field) == value
    profile = await preferences.profile(PERSON.id)
    assert profile is not None
    assert profile.subscriber == changed.subscriber


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("colour blue", "setting-not-understood"),
        ("brief", "setting-not-understood"),
        ("brief perhaps", "setting-not-understood"),
        ("new 7", "setting-not-understood"),
        ("zone xyzzy", "zone-not-understood"),
        ("language français", "language-not-offered"),
        ("quiet 10-8", "quiet-not-understood"),
    ],
)
async def test_what_cannot_be_read_is_refused_as_it_was_typed(
    preferences: Preferences, typed: str, key: str
) -> None:
    before = await preferences.profile(PERSON.id)
    with pytest.raises(Refusal) as refused:
        await preferences.set_typed(PERSON.id, typed)
    assert (refused.value.key, refused.value.parameters) == (key, {"typed": typed})
    assert await preferences.profile(PERSON.id) == before


async def test_language_and_quiet_hours_have_commands_of_their_own(preferences: Preferences) -> None:
    spoken = await preferences.set_language(PERSON.id, Language.ES)
    assert spoken.subscriber.language is Language.ES
    silenced = await preferences.set_quiet_hours(PERSON.id, "10 p.m. a 6 a.m.")
    assert silenced.subscriber.quiet == QuietHours(time(22), time(6))


async def test_a_group_gets_briefs_and_changes_only(preferences: Preferences) -> None:
    for typed in ("new once", "reminder on"):
        with pytest.raises(Refusal, match="setting-not-in-groups"):
            await preferences.set_typed(GROUP.id, typed)
    assert not (await preferences.set_typed(GROUP.id, "brief off")).subscriber.brief


async def test_who_keeps_nothing_here_sets_nothing(preferences: Preferences) -> None:
    stranger = ChatId(4711)
    assert await preferences.profile(stranger) is None
    for change in (
        preferences.set_typed(stranger, "brief off"),
        preferences.set_language(stranger, Language.ES),
        preferences.set_quiet_hours(stranger, "off"),
    ):
        with pytest.raises(Refusal, match="not-subscribed"):
            await change


@pytest.mark.parametrize("subscribed", [True, False])
async def test_the_bot_writes_to_a_coordinator_in_the_language_they_chose_last(
    preferences: Preferences, transactions: SqlTransactions, subscribed: bool
) -> None:
    chat_id = PERSON.id if subscribed else ChatId(PERSON.id + 5)
    async with transactions.write() as tx:
        await tx.coordinators.add(chat_id, Role.OPERATOR, Standing.ACTIVE, NOW, Language.EN)
    if subscribed:
        await preferences.set_typed(chat_id, "language es")
    else:
        await preferences.coordinator_speaks(chat_id, Language.ES)
        await preferences.coordinator_speaks(ChatId(chat_id + 1), Language.ES)
    async with transactions.read() as tx:
        (coordinator,) = await tx.coordinators.all()
        assert await tx.subscribers.by_chat(ChatId(PERSON.id + 6)) is None
    assert coordinator.language is Language.ES


async def test_a_chosen_hour_is_kept_and_turns_the_brief_on(preferences: Preferences) -> None:
    await preferences.set_typed(PERSON.id, "brief off")
    changed = await preferences.set_typed(PERSON.id, "resumen 8 p.m.")
    assert (changed.setting, changed.subscriber.brief) == (Setting.BRIEF, True)
    assert changed.subscriber.brief_hour == 20
    off = await preferences.set_typed(PERSON.id, "brief off")
    assert off.subscriber.brief_hour == 20
    group = await preferences.set_typed(GROUP.id, "brief noon")
    assert group.subscriber.brief_hour == 12
