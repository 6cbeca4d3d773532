"""Show 1: the life of a group at the local Bot API, with the exact messages and the threads they go to."""

from datetime import timedelta

import pytest

from bot.sandbox import Person
from tests.journeys.groups import ADDED, INTRODUCTION, MOVED, REFUSED, brief, forum_set_up_in_a_topic, said
from tests.journeys.live import USERNAME, Live


async def test_plain_group_the_bot_introduces_itself_once_and_serves_it(
    live: Live, ana: Person, ben: Person
) -> None:
    group = live.api.group("Neighbours", members=[ana, ben], with_bot=False)
    group.adds_bot(by=ana)
    await live.quiet()
    (introduced,) = live.api.messages(group)
    assert said([introduced]) == [(None, INTRODUCTION)]
    assert introduced.button_texts == ["Add a place", "This week", "Español"]
    assert await live.subscriber(group.id) is None
    assert said(await live.says(ana, "/add Tacoma", group)) == [(None, ADDED)]
    group.promotes_bot()
    entry = await live.evening()
    assert said(live.api.messages(group)[2:]) == [(None, brief("Wed, Feb 4", entry))]


async def test_supergroup_is_asked_by_anybody_and_lists_once_a_minute(
    live: Live, ana: Person, ben: Person
) -> None:
    group = live.api.group("Neighbours", members=[ana, ben], kind="supergroup")
    asked = await live.says(ben, "/today Houston", group)
    assert [message.text.partition("\n")[0] for message in asked] == [
        "Hoy, mar 3 feb, no hay acciones en la lista cerca de Houston, TX"
    ]
    assert asked[0].reply_to is not None
    assert asked[0].reply_to.text == "/today Houston"
    assert said(await live.says(ana, "/today Houston", group)) == [(None, "Listed above, at 12:00 noon.")]
    assert said(await live.says(ana, "/week Houston", group)) == [
        (None, "One list a minute in a group. The next, at 12:01 PM: /week Houston")
    ]
    live.clock.at += timedelta(minutes=1)
    (listed,) = await live.says(ana, "/week Houston", group)
    assert listed.text.startswith("Tue, Feb 3 to Mon, Feb 9: no actions listed near Houston, TX")


async def test_forum_answers_go_where_they_were_asked_and_alerts_where_it_was_set_up(
    live: Live, ana: Person, ben: Person
) -> None:
    forum, thread = await forum_set_up_in_a_topic(live, ana, ben)
    other = forum.topic("Chat")
    (answer,) = await live.says(ben, "/cities", forum, other)
    assert said([answer]) == [
        (
            other,
            "Your place\n1. Tacoma, WA, and 25 miles around\nAnother one: /add. End one: /remove Tacoma, WA",
        )
    ]
    entry = await live.evening()
    assert said(live.api.messages(forum)[-1:]) == [(thread, brief("Wed, Feb 4", entry))]
    moved = await live.says(ana, "/settings topic here", forum, other)
    assert said(moved) == [(other, "From now on alerts come to this topic.")]
    entry = await live.evening()
    assert said(live.api.messages(forum)[-1:]) == [(other, brief("Thu, Feb 5", entry))]


async def test_general_is_written_to_without_a_thread(live: Live, ana: Person, ben: Person) -> None:
    forum, thread = await forum_set_up_in_a_topic(live, ana, ben)
    moved = await live.says(ana, "/settings tema general", forum, thread)
    assert said(moved) == [(thread, "From now on alerts come to General.")]
    assert said(await live.says(ana, "/settings topic", forum)) == [
        (
            None,
            (
                "Alerts come to General.\nTo move them: /settings topic here, sent in the topic where they "
                "shall come, or /settings topic general"
            ),
        )
    ]
    await live.evening()
    sent = live.api.ledger[-1]
    assert (sent.chat_id, "message_thread_id" in sent.params) == (forum.id, False)


@pytest.mark.parametrize("gone", ["closed", "deleted"])
async def test_closed_topic_and_deleted_topic_alerts_come_to_general_and_say_so_once(
    live: Live, ana: Person, ben: Person, gone: str
) -> None:
    forum, thread = await forum_set_up_in_a_topic(live, ana, ben)
    if gone == "closed":
        forum.closes_topic(thread)
    else:
        forum.deletes_topic(thread)
    entry = await live.evening()
    assert said(live.api.messages(forum)[1:]) == [(None, brief("Wed, Feb 4", entry) + f"\n\n{MOVED}")]
    entry = await live.evening()
    assert said(live.api.messages(forum)[2:]) == [(None, brief("Thu, Feb 5", entry))]
    assert await live.states() == ["sent", "sent"]
    assert not [call for call in live.api.calls if call.method.lower() == "leavechat"]


async def test_anonymous_administrator_adds_by_one_press(live: Live, ana: Person, ben: Person) -> None:
    group = live.api.group("Neighbours", members=[ana, ben], kind="supergroup")
    group.promotes(ben, anonymous=True)
    (asked,) = await live.says(ben, "/add Tacoma", group)
    assert said([asked]) == [
        (
            None,
            (
                "Sent anonymously. To do it, an administrator presses the button (the group does not see "
                "who), or sends /add Tacoma under their own name."
            ),
        )
    ]
    assert asked.button_texts == ["Confirm /add Tacoma"]
    cleo = live.api.person("Cleo")
    group.adds(cleo)
    assert said(await live.presses(cleo, asked, "Confirm /add Tacoma")) == [(None, REFUSED)]
    assert await live.places(group.id) == []
    (added,) = await live.presses(ben, asked, "Confirm /add Tacoma")
    assert added.text.startswith("Zona agregada: Tacoma, WA, y 25 millas alrededor")
    assert await live.places(group.id) == ["c5812944"]


async def test_member_refused_in_the_thread_that_asked(live: Live, ana: Person, ben: Person) -> None:
    forum, _thread = await forum_set_up_in_a_topic(live, ana, ben)
    other = forum.topic("Chat")
    cleo = live.api.person("Cleo")
    forum.adds(cleo)
    (refused,) = await live.says(cleo, "/add Houston", forum, other)
    assert said([refused]) == [(other, REFUSED)]
    assert await live.places(forum.id) == ["c5812944"]


async def test_forced_reply_takes_what_privacy_mode_would_hide(live: Live, ana: Person, ben: Person) -> None:
    group = live.api.group("Neighbours", members=[ana, ben], kind="supergroup")
    (question,) = await live.says(ana, "/add", group)
    assert said([question]) == [
        (None, "Which place? Answer this message with a city and state, or send /add Tacoma, WA")
    ]
    assert question.markup is not None
    assert (question.markup.raw["force_reply"], question.markup.raw["selective"]) == (True, True)
    assert await live.says(ana, "Tacoma", group) == []
    assert said(await live.says(ana, "Tacoma", group, reply_to=question)) == [(None, ADDED)]
    (near,) = await live.says(ben, "/near", live.api.group("Others", members=[ben]))
    assert near.text.splitlines()[1] == f"Con tu ubicación, solo en privado: https://t.me/{USERNAME}"


async def test_added_by_a_link_it_does_not_answer_the_start_that_the_app_sends(
    live: Live, ana: Person
) -> None:
    group = live.api.group("Neighbours", members=[ana], with_bot=False)
    group.adds_bot(by=ana)
    await live.quiet()
    assert await live.says(ana, f"/start@{USERNAME}", group) == []
    assert len(await live.says(ana, "/help", group)) == 1


async def test_a_group_founded_with_the_bot_is_greeted_once_in_its_founders_language(
    live: Live, ben: Person
) -> None:
    group = live.api.group("Vecinas", members=[ben], with_bot=False)
    group.begins_with_bot()
    await live.quiet()
    (introduced,) = live.api.messages(group)
    assert introduced.text.startswith("Acciones públicas cerca: concentraciones, marchas, vigilias\n")
    await live.presses(ben, introduced, "English")
    assert introduced.text == INTRODUCTION
    assert await live.subscribers() == 0
