"""Facts that an update may lack although the library cannot read it without them.

Telegram always sends them; other servers that speak its Bot API send what a bot needs. Nothing that is there
is changed, and what is filled in says the least: a person who is no bot, a date long ago, no right at all.
"""

from typing import Any

LONG_AGO = 1
"""Seconds since 1970; 0 would say that a message can no longer be reached."""
_MEMBER_FACTS: dict[str, tuple[str, ...]] = {
    "creator": ("is_anonymous",),
    "administrator": (
        "can_be_edited",
        "is_anonymous",
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
    ),
    "restricted": (
        "is_member",
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
    ),
}
"""What the library asks for beside the person, by status."""


def completed(update: dict[str, Any]) -> dict[str, Any]:
    """An update as the poll brought it, with what is missing filled in."""
    whole = dict(update)
    if isinstance(message := whole.get("message"), dict):
        whole["message"] = _message(message)
    if isinstance(query := whole.get("callback_query"), dict):
        whole["callback_query"] = _query(query)
    if isinstance(change := whole.get("my_chat_member"), dict):
        whole["my_chat_member"] = _change(change)
    if isinstance(asked := whole.get("inline_query"), dict):
        whole["inline_query"] = _inline_query(asked)
    return whole


def completed_member(member: dict[str, Any], person_id: int) -> dict[str, Any]:
    """What getChatMember says about `person_id`."""
    facts: dict[str, Any] = dict.fromkeys(_MEMBER_FACTS.get(str(member.get("status")), ()), False)
    if member.get("status") in {"kicked", "restricted"}:
        facts["until_date"] = 0
    return facts | member | {"user": _person(member.get("user") or {"id": person_id})}


def _message(message: dict[str, Any]) -> dict[str, Any]:
    whole = {"date": LONG_AGO} | message
    if isinstance(chat := message.get("chat"), dict):
        whole["chat"] = _chat(chat)
        if whole["chat"].get("type") == "private" and "from" not in message:
            whole["from"] = {"id": chat.get("id")}
    if isinstance(sender := whole.get("from"), dict):
        whole["from"] = _person(sender)
    if isinstance(replied := message.get("reply_to_message"), dict):
        whole["reply_to_message"] = _message(replied)
    return whole


def _query(query: dict[str, Any]) -> dict[str, Any]:
    whole = {"chat_instance": ""} | query
    if isinstance(sender := query.get("from"), dict):
        whole["from"] = _person(sender)
    if isinstance(message := query.get("message"), dict):
        whole["message"] = _message(message)
    return whole


def _inline_query(asked: dict[str, Any]) -> dict[str, Any]:
    whole = {"query": "", "offset": ""} | asked
    if isinstance(sender := asked.get("from"), dict):
        whole["from"] = _person(sender)
    return whole


def _change(change: dict[str, Any]) -> dict[str, Any]:
    whole = {"date": LONG_AGO} | change
    chat = _chat(change.get("chat") or {})
    whole["chat"], whole["from"] = chat, _person(change.get("from") or {"id": chat.get("id")})
    for side in ("old_chat_member", "new_chat_member"):
        whole[side] = completed_member(change.get(side) or {"status": "left"}, 0)
    return whole


def _chat(chat: dict[str, Any]) -> dict[str, Any]:
    """By the sign of its number, which is below zero for every group."""
    chat_id = chat.get("id")
    group = isinstance(chat_id, int) and chat_id < 0
    return {"type": "supergroup" if group else "private"} | chat


def _person(person: dict[str, Any]) -> dict[str, Any]:
    return {"is_bot": False, "first_name": ""} | person
