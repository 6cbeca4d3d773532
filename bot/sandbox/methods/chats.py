"""What the bot can ask about itself, a chat and its members."""

from __future__ import annotations

from typing import Any

from bot.sandbox.chats import Chat, Membership
from bot.sandbox.errors import bad_request, forbidden
from bot.sandbox.membership import member_json
from bot.sandbox.params import Params
from bot.sandbox.world import World


def get_me(world: World, params: Params) -> dict[str, Any]:  # noqa: ARG001  every method takes both
    return world.bot.to_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": world.sees_all_group_messages,
        "supports_inline_queries": world.inline.on,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
    }


def get_chat(world: World, params: Params) -> dict[str, Any]:
    chat = _seen_chat(world, params)
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
    if chat.kind != "private":
        full["permissions"] = {"can_send_messages": not chat.muted}
    return chat.to_json() | full


def get_chat_member(world: World, params: Params) -> dict[str, Any]:
    chat = _seen_chat(world, params)
    user_id = params.integer("user_id")
    if user_id is None:
        raise bad_request("invalid user_id specified")
    if user_id == world.bot.id:
        return member_json(Membership(world.bot, chat.bot))
    if chat.person is not None and user_id == chat.id:
        return member_json(Membership(chat.person))
    if user_id in chat.members:
        return member_json(chat.members[user_id])
    stranger = world.chats.get(user_id)
    if stranger is None or stranger.person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member_json(Membership(stranger.person, "left"))


def get_chat_administrators(world: World, params: Params) -> list[dict[str, Any]]:
    chat = _seen_chat(world, params)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    found = [member_json(member) for member in chat.members.values() if member.is_administrator]
    if chat.bot == "administrator":
        found.append(member_json(Membership(world.bot, chat.bot)))
    return found


def get_chat_member_count(world: World, params: Params) -> int:
    chat = _seen_chat(world, params)
    return 2 if chat.kind == "private" else len(chat.members) + 1


def leave_chat(world: World, params: Params) -> bool:
    chat = _seen_chat(world, params)
    if chat.kind == "private":
        raise bad_request("chat not found")
    chat.bot = "left"
    return True


_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


def _seen_chat(world: World, params: Params) -> Chat:
    """Reading needs less than writing: a person who blocks can still be asked about."""
    chat = world.find(params.text("chat_id"))
    if chat.kind == "private":
        if chat.bot == "left":
            raise bad_request("chat not found")
        return chat
    refusal = chat.refusal()
    if refusal is not None and (refusal.code == forbidden("").code or refusal.parameters):
        raise refusal
    return chat
