"""Groups: what the bot hears under privacy mode, who is who, topics, and how a group changes."""

from __future__ import annotations

import pytest
from telegram import Bot, ChatMember, ChatMemberRestricted, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.sandbox import Group, LocalBotApi, Person


@pytest.fixture
def ben(api: LocalBotApi) -> Person:
    return api.person("Ben")


@pytest.fixture
def group(api: LocalBotApi, ana: Person, ben: Person) -> Group:
    return api.group("Milwaukee neighbours", members=[ana, ben])


async def test_privacy_mode_lets_through_commands_and_replies_only(
    api: LocalBotApi, client: Bot, group: Group, ben: Person
) -> None:
    await client.send_message(group.id, "Which city?")
    ben.says("good morning all", chat=group)
    ben.says("see @drumbeat_local_bot", chat=group)
    ben.says("/today@some_other_bot", chat=group)
    ben.says("/today", chat=group)
    ben.says("/near@Drumbeat_Local_Bot Milwaukee", chat=group)
    ben.says("Milwaukee", chat=group, reply_to=api.messages(group)[0])
    ben.shares_location(43.04, -87.91, chat=group)
    texts = [
        update.effective_message.text for update in await client.get_updates() if update.effective_message
    ]
    assert texts == ["/today", "/near@Drumbeat_Local_Bot Milwaukee", "Milwaukee"]


async def test_an_administrator_bot_hears_everything(client: Bot, group: Group, ben: Person) -> None:
    group.promotes_bot()
    ben.says("good morning all", chat=group)
    promoted, heard = await client.get_updates()
    assert promoted.my_chat_member
    assert heard.message
    assert (heard.message.chat.title, heard.message.chat.type) == ("Milwaukee neighbours", "group")


async def test_only_members_write_in_a_group(api: LocalBotApi, group: Group) -> None:
    with pytest.raises(ValueError, match="Cleo is not in Milwaukee neighbours"):
        api.person("Cleo").says("/today", chat=group)


async def test_the_bot_is_brought_in_and_taken_out(api: LocalBotApi, client: Bot, ben: Person) -> None:
    group = api.group("Milwaukee neighbours", members=[ben], with_bot=False)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await client.send_message(group.id, "Hello")
    group.adds_bot(by=ben)
    await client.send_message(group.id, "Hello")
    group.removes_bot(by=ben)
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await client.send_message(group.id, "Hello")
    added, welcomed, left, removed = await client.get_updates()
    assert _standing(added) == (ChatMember.LEFT, ChatMember.MEMBER)
    assert welcomed.message
    assert [user.is_bot for user in welcomed.message.new_chat_members] == [True]
    assert left.message
    assert left.message.left_chat_member
    assert _standing(removed) == (ChatMember.MEMBER, ChatMember.BANNED)


def _standing(update: Update) -> tuple[str, str]:
    change = update.my_chat_member
    assert change
    return change.old_chat_member.status, change.new_chat_member.status


async def test_members_come_and_go_before_an_administrator_bot(
    api: LocalBotApi, client: Bot, group: Group
) -> None:
    await client.get_updates(allowed_updates=Update.ALL_TYPES)
    cleo = api.person("Cleo")
    group.promotes_bot()
    group.adds(cleo)
    group.promotes(cleo, anonymous=True)
    group.removes(cleo)
    updates = await client.get_updates()
    changes = [update.chat_member for update in updates if update.chat_member]
    assert [(change.old_chat_member.status, change.new_chat_member.status) for change in changes] == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "left"),
    ]
    assert [bool(update.message.new_chat_members) for update in updates if update.message] == [True, False]


async def test_who_is_who_can_be_asked(
    api: LocalBotApi, client: Bot, group: Group, ana: Person, ben: Person
) -> None:
    group.promotes(ben)
    assert (await client.get_chat_member(group.id, ana.id)).status == ChatMember.OWNER
    assert (await client.get_chat_member(group.id, ben.id)).status == ChatMember.ADMINISTRATOR
    assert (await client.get_chat_member(group.id, client.id)).status == ChatMember.MEMBER
    assert (await client.get_chat_member(group.id, api.person("Cleo").id)).status == ChatMember.LEFT
    assert (await client.get_chat_member(ana.id, ana.id)).status == ChatMember.MEMBER
    with pytest.raises(BadRequest, match=r"(?i)participant_id_invalid"):
        await client.get_chat_member(group.id, 99)
    administrators = await client.get_chat_administrators(group.id)
    assert [member.user.id for member in administrators] == [ana.id, ben.id]
    assert await client.get_chat_member_count(group.id) == 3
    group.chat.members[ben.id].status = "restricted"
    assert isinstance(await client.get_chat_member(group.id, ben.id), ChatMemberRestricted)


async def test_an_anonymous_administrator_shows_only_in_a_press(
    api: LocalBotApi, client: Bot, group: Group, ben: Person
) -> None:
    group.promotes(ben, anonymous=True)
    ben.says("/settings", chat=group)
    (update,) = await client.get_updates()
    assert update.message
    assert update.message.from_user
    assert update.message.sender_chat
    assert (update.message.from_user.id, update.message.sender_chat.id) == (1087968824, group.id)


async def test_a_muted_group_takes_no_message(client: Bot, group: Group) -> None:
    group.mutes_bot()
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await client.send_message(group.id, "Brief")
    group.mutes_bot(muted=False)
    await client.send_message(group.id, "Brief")


async def test_leaving_a_group_ends_writing_there(client: Bot, group: Group) -> None:
    await client.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await client.send_message(group.id, "Brief")


async def test_a_group_becomes_a_supergroup_with_a_new_id(
    api: LocalBotApi, client: Bot, group: Group, ben: Person
) -> None:
    grown = group.migrates()
    with pytest.raises(ChatMigrated) as migrated:
        await client.send_message(group.id, "Brief")
    assert migrated.value.new_chat_id == grown.id
    await client.send_message(grown.id, "Brief")
    ben.says("/today", chat=grown)
    leaving, arrived, arriving, asked = await client.get_updates()
    assert _standing(arrived) == (ChatMember.LEFT, ChatMember.MEMBER)
    assert leaving.message
    assert (leaving.message.chat.id, leaving.message.migrate_to_chat_id) == (group.id, grown.id)
    assert arriving.message
    assert (arriving.message.chat.id, arriving.message.migrate_from_chat_id) == (grown.id, group.id)
    assert asked.message
    assert asked.message.chat.type == "supergroup"


async def test_topics_of_a_forum_are_written_to_by_their_ids(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    forum = api.group("Milwaukee forum", members=[ana], forum=True)
    thread = forum.topic("Alerts")
    ana.says("/today", chat=forum, thread=thread)
    opened, asked = await client.get_updates()
    assert opened.message
    assert opened.message.forum_topic_created
    assert asked.message
    assert (asked.message.message_thread_id, asked.message.is_topic_message) == (thread, True)
    assert asked.message.chat.is_forum
    await client.send_message(forum.id, "In the topic", message_thread_id=thread)
    await client.send_message(forum.id, "In General")
    assert [message.thread for message in api.messages(forum)] == [thread, None]


async def test_closed_deleted_and_unknown_topics_are_refused(
    api: LocalBotApi, client: Bot, ana: Person, group: Group
) -> None:
    forum = api.group("Milwaukee forum", members=[ana], forum=True)
    thread = forum.topic("Alerts")
    forum.closes_topic(thread)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await client.send_message(forum.id, "Brief", message_thread_id=thread)
    forum.reopens_topic(thread)
    await client.send_message(forum.id, "Brief", message_thread_id=thread)
    forum.deletes_topic(thread)
    for chat_id, unknown in ((forum.id, thread), (forum.id, 1), (group.id, 1)):
        with pytest.raises(BadRequest, match="Message thread not found"):
            await client.send_message(chat_id, "Brief", message_thread_id=unknown)
    with pytest.raises(ValueError, match="is not a forum"):
        group.topic("Alerts")


async def test_a_stale_or_forged_press_can_be_sent_too(
    api: LocalBotApi, client: Bot, group: Group, ben: Person
) -> None:
    await client.send_message(group.id, "Brief")
    api.world.press(ben.user, api.messages(group)[0], "undo:999")
    (update,) = await client.get_updates()
    assert update.callback_query
    assert (update.callback_query.data, update.callback_query.from_user.id) == ("undo:999", ben.id)


async def test_a_closed_general_takes_nothing(client: Bot, api: LocalBotApi, ana: Person) -> None:
    forum = api.group("Milwaukee forum", members=[ana], forum=True)
    thread = forum.topic("Alerts")
    forum.closes_general()
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await client.send_message(forum.id, "Brief")
    await client.send_message(forum.id, "Brief", message_thread_id=thread)
    forum.closes_general(closed=False)
    await client.send_message(forum.id, "Brief")


async def test_a_restricted_bot_is_told_and_cannot_write(client: Bot, group: Group) -> None:
    group.restricts_bot()
    with pytest.raises(BadRequest, match="Not enough rights"):
        await client.send_message(group.id, "Brief")
    group.frees_bot()
    await client.send_message(group.id, "Brief")
    restricted, freed = await client.get_updates()
    assert _standing(restricted) == (ChatMember.MEMBER, ChatMember.RESTRICTED)
    assert _standing(freed) == (ChatMember.RESTRICTED, ChatMember.MEMBER)


async def test_a_group_founded_with_the_bot_says_so_twice(api: LocalBotApi, client: Bot, ben: Person) -> None:
    group = api.group("Milwaukee neighbours", members=[ben], with_bot=False)
    group.begins_with_bot()
    added, founded = await client.get_updates()
    assert _standing(added) == (ChatMember.LEFT, ChatMember.MEMBER)
    assert founded.message
    assert founded.message.group_chat_created


async def test_what_is_told_of_a_move_comes_in_any_order(api: LocalBotApi, client: Bot, group: Group) -> None:
    grown = group.grows()
    grown.tells_old_number(group)
    group.tells_departure()
    with pytest.raises(ChatMigrated):
        await client.send_message(group.id, "Brief")
    told, left = await client.get_updates()
    assert told.message
    assert told.message.migrate_from_chat_id == group.id
    assert _standing(left) == (ChatMember.MEMBER, ChatMember.LEFT)
