"""Command menus by scope and language, and the bot's name and descriptions by language."""

from __future__ import annotations

import re

from bot.sandbox import utf16
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.shown_menu import scope_name
from bot.sandbox.world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}
_IDS = {
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
_COMMANDS = 100
_NAME, _DESCRIPTION, _SHORT_DESCRIPTION = 64, 512, 120


def set_my_commands(world: World, params: Params) -> bool:
    commands = params.objects("commands")
    if len(commands) > _COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16.length(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    menu = _menu(world, params)
    if not commands:
        world.menus.pop(menu, None)
        return True
    world.menus[menu] = [
        {"command": command["command"].removeprefix("/"), "description": command["description"]}
        for command in commands
    ]
    return True


def get_my_commands(world: World, params: Params) -> list[dict[str, str]]:
    return world.menus.get(_menu(world, params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    world.menus.pop(_menu(world, params), None)
    return True


def set_my_description(world: World, params: Params) -> bool:
    return _set(world, params, "description", _DESCRIPTION)


def get_my_description(world: World, params: Params) -> dict[str, str]:
    return _get(world, params, "description")


def set_my_short_description(world: World, params: Params) -> bool:
    return _set(world, params, "short_description", _SHORT_DESCRIPTION)


def get_my_short_description(world: World, params: Params) -> dict[str, str]:
    return _get(world, params, "short_description")


def set_my_name(world: World, params: Params) -> bool:
    return _set(world, params, "name", _NAME)


def get_my_name(world: World, params: Params) -> dict[str, str]:
    found = _get(world, params, "name")
    return found if found["name"] else {"name": world.bot.first_name}


def _menu(world: World, params: Params) -> tuple[str, str]:
    """Scope (its type, and the chat and person where it names some) and language of a call."""
    scope = params.object("scope") or {"type": "default"}
    if scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    wanted = _IDS.get(scope["type"], ())
    if "chat_id" in wanted:
        _ensure_known(world, scope.get("chat_id", ""))
    if "user_id" in wanted and "user_id" not in scope:
        raise bad_request("user not found")
    return scope_name(scope["type"], **{key: scope[key] for key in wanted}), _language(params)


def _ensure_known(world: World, chat_id: str | int) -> None:
    """A person who never wrote to the bot is nobody it knows."""
    chat = world.find(chat_id)
    if chat.person is not None and chat.bot == "left":
        raise bad_request("chat not found")


def _language(params: Params) -> str:
    language = params.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _set(world: World, params: Params, what: str, limit: int) -> bool:
    value = params.text(what)
    if utf16.length(value) > limit:
        phrase = f"bot {what.replace('_', ' ')} is too long"
        raise bad_request(phrase)
    world.profile[what, _language(params)] = value
    return True


def _get(world: World, params: Params, what: str) -> dict[str, str]:
    """Falls back to the text for all languages."""
    language = _language(params)
    value = world.profile.get((what, language)) or world.profile.get((what, ""), "")
    return {what: value}
