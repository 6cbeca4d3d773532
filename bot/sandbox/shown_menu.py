"""Which of the menus that were set an app shows to somebody, as Telegram's apps choose."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.sandbox.chats import Chat, User
from bot.sandbox.world import World


def scope_name(kind: str, **ids: object) -> str:
    """As menus are kept: the scope's type, and the chat and person where it names some."""
    return kind + (f" {json.dumps(ids, sort_keys=True)}" if ids else "")


def menu_shown(world: World, person: User, chat: Chat) -> list[dict[str, str]]:
    """The narrowest scope that has a menu; in each, first that of the app's language."""
    for scope in _scopes(person, chat):
        for language in (person.language_code[:2], ""):
            if found := world.menus.get((scope, language)):
                return found
    return []


def _scopes(person: User, chat: Chat) -> Iterator[str]:
    if chat.person is not None:
        yield scope_name("chat", chat_id=chat.id)
        yield "all_private_chats"
    else:
        membership = chat.members.get(person.id)
        administers = membership is not None and membership.is_administrator
        yield scope_name("chat_member", chat_id=chat.id, user_id=person.id)
        yield from (scope_name("chat_administrators", chat_id=chat.id),) if administers else ()
        yield scope_name("chat", chat_id=chat.id)
        yield from ("all_chat_administrators",) if administers else ()
        yield "all_group_chats"
    yield "default"
