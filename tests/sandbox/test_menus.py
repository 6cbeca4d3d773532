"""Which menu an app shows: of the narrowest scope that has one, in each first that of the app's language."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeChatMember,
    BotCommandScopeDefault,
)
from telegram.error import BadRequest

from bot.sandbox import LocalBotApi, Person


async def put(client: Bot, name: str, scope: BotCommandScope, language: str | None = None) -> None:
    await client.set_my_commands([BotCommand(name, "does it")], scope=scope, language_code=language)


async def test_a_private_chat_falls_back_from_its_own_menu_to_the_default(client: Bot, ana: Person) -> None:
    assert ana.menu() == []
    steps = [
        ("default", BotCommandScopeDefault(), None),
        ("predeterminado", BotCommandScopeDefault(), "es"),
        ("private", BotCommandScopeAllPrivateChats(), None),
        ("privado", BotCommandScopeAllPrivateChats(), "es"),
        ("own", BotCommandScopeChat(ana.id), None),
    ]
    for name, scope, language in steps:
        await put(client, name, scope, language)
        assert ana.menu() == [name]
    await client.delete_my_commands(BotCommandScopeChat(ana.id))
    assert ana.menu() == ["privado"]


async def test_in_a_group_administrators_see_more_than_the_others(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    ben = api.person("Ben")
    group = api.group("Milwaukee neighbours", members=[ana, ben])
    await put(client, "everybody", BotCommandScopeAllGroupChats())
    await put(client, "administrators", BotCommandScopeAllChatAdministrators())
    assert (ana.menu(group), ben.menu(group)) == (["administrators"], ["everybody"])
    await put(client, "here", BotCommandScopeChat(group.id))
    assert (ana.menu(group), ben.menu(group)) == (["here"], ["here"])
    await put(client, "heads", BotCommandScopeChatAdministrators(group.id))
    await put(client, "bens", BotCommandScopeChatMember(group.id, ben.id))
    assert (ana.menu(group), ben.menu(group)) == (["heads"], ["bens"])


async def test_an_empty_menu_is_none(client: Bot, ana: Person) -> None:
    await put(client, "private", BotCommandScopeAllPrivateChats())
    await put(client, "own", BotCommandScopeChat(ana.id))
    await client.set_my_commands([], scope=BotCommandScopeChat(ana.id))
    assert ana.menu() == ["private"]


async def test_who_never_wrote_has_no_menu_of_their_own(api: LocalBotApi, client: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await put(client, "own", BotCommandScopeChat(api.person("Ben").id))
