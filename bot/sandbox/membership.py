"""Who stands how in a chat: as Telegram tells it, and what follows for what the bot hears."""

from __future__ import annotations

from typing import Any

from bot.sandbox.chats import Chat, Membership, Status, User
from bot.sandbox.messages import Sent
from bot.sandbox.world import World

_RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)


def heard(world: World, message: Sent) -> bool:
    """Does the bot get this message? In groups with privacy mode: commands and replies to it, and what came
    through it.
    """
    chat = message.chat
    if chat.bot in {"left", "kicked"}:
        return False
    if chat.kind == "private" or chat.bot == "administrator" or world.sees_all_group_messages:
        return True
    if message.via_bot is world.bot:
        return True
    if message.reply_to is not None and message.reply_to.sender is world.bot:
        return True
    first = message.text.split(maxsplit=1)[0] if message.text.strip() else ""
    if not first.startswith("/"):
        return False
    _, at, addressee = first.partition("@")
    return not at or addressee.lower() == world.bot.username.lower()


def standing(world: World, chat: Chat, actor: User, before: Status) -> dict[str, Any]:
    """A my_chat_member payload: how the bot's standing in a chat changed, and by whom."""
    return {
        "chat": chat.to_json(),
        "from": actor.to_json(),
        "date": int(world.now().timestamp()),
        "old_chat_member": member_json(Membership(world.bot, before)),
        "new_chat_member": member_json(Membership(world.bot, chat.bot)),
    }


def member_json(member: Membership) -> dict[str, Any]:
    body: dict[str, Any] = {"user": member.user.to_json(), "status": member.status}
    match member.status:
        case "creator":
            body["is_anonymous"] = member.anonymous
        case "administrator":
            body |= {"is_anonymous": member.anonymous} | dict.fromkeys(_RIGHTS, True)
        case "restricted":
            body |= {"is_member": True, "until_date": 0} | dict.fromkeys(_PERMISSIONS, False)
        case "kicked":
            body["until_date"] = 0
        case "member" | "left":
            pass
    return body
