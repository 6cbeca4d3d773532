"""A group chat, its members and topics, and what its life does to the bot."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.sandbox.chats import Chat, ChatKind, Membership, Status, Topic, User
from bot.sandbox.membership import member_json, standing
from bot.sandbox.messages import Sent
from bot.sandbox.people import Person
from bot.sandbox.world import World


class Group:
    """A plain group, supergroup or forum; the first member made it."""

    def __init__(self, world: World, title: str, kind: ChatKind, members: Iterable[Person]) -> None:
        self.world = world
        self.chat = world.add(Chat(world.new_group_id(kind), kind, title, bot="left"))
        for person in members:
            status: Status = "member" if self.chat.members else "creator"
            self.chat.members[person.id] = Membership(person.user, status)

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def title(self) -> str:
        return self.chat.title

    @property
    def owner(self) -> User:
        return next(iter(self.chat.members.values())).user

    def adds(self, person: Person) -> None:
        self._seat(person, "member")
        self._service(self.owner, {"new_chat_members": [person.user.to_json()]})

    def removes(self, person: Person) -> None:
        self._seat(person, "left")
        del self.chat.members[person.id]
        self._service(self.owner, {"left_chat_member": person.user.to_json()})

    def adds_bot(self, by: Person | None = None) -> None:
        """A member brings the bot in; it is told by its standing and by a service message."""
        actor = by.user if by else self.owner
        self._seat_bot("member", actor)
        self._service(actor, {"new_chat_members": [self.world.bot.to_json()]})

    def begins_with_bot(self) -> None:
        """The group is founded with the bot in it."""
        self._seat_bot("member", self.owner)
        self._service(self.owner, {"group_chat_created": True})

    def removes_bot(self, by: Person | None = None) -> None:
        actor = by.user if by else self.owner
        self._service(actor, {"left_chat_member": self.world.bot.to_json()})
        self._seat_bot("kicked", actor)

    def promotes_bot(self) -> None:
        self._seat_bot("administrator", self.owner)

    def demotes_bot(self) -> None:
        self._seat_bot("member", self.owner)

    def restricts_bot(self) -> None:
        """An administrator takes the right to write from the bot, which is told."""
        self._seat_bot("restricted", self.owner)

    def frees_bot(self) -> None:
        self._seat_bot("member", self.owner)

    def mutes_bot(self, *, muted: bool = True) -> None:
        """Members may not write here (a plain permission of the chat); the bot is not told."""
        self.chat.muted = muted

    def promotes(self, person: Person, *, anonymous: bool = False) -> None:
        self._seat(person, "administrator", anonymous=anonymous)

    def turns_on_topics(self) -> None:
        """Of a supergroup; all that was said so far is in General."""
        self.chat.topics = {}

    def topic(self, name: str) -> int:
        """Opens a topic of a forum; the id is that of its first message, as everywhere in Telegram."""
        if self.chat.topics is None:
            complaint = f"{self.title} is not a forum"
            raise ValueError(complaint)
        opened = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        thread = self._service(self.owner, opened).message_id
        self.chat.topics[thread] = Topic(name)
        return thread

    def closes_topic(self, thread: int) -> None:
        self._topic(thread).closed = True
        self._service(self.owner, {"forum_topic_closed": {}}, thread)

    def reopens_topic(self, thread: int) -> None:
        self._topic(thread).closed = False
        self._service(self.owner, {"forum_topic_reopened": {}}, thread)

    def deletes_topic(self, thread: int) -> None:
        self._topic(thread).deleted = True

    def closes_general(self, *, closed: bool = True) -> None:
        self.chat.general_closed = closed

    def migrates(self) -> Group:
        """Becomes a supergroup: a new chat with a new id, told by a service message in each of the two. To
        the bot it looks as if it came to the new one, and it is not told of leaving the old one.
        """
        grown = self.grows()
        self.tells_new_number(grown)
        grown.tells_arrival()
        grown.tells_old_number(self)
        return grown

    def grows(self) -> Group:
        """The same without a word; what is told of it, and in which order, is for the caller."""
        grown = Group(self.world, self.title, "supergroup", [])
        grown.chat.members |= self.chat.members
        grown.chat.bot = self.chat.bot
        self.chat.migrated_to = grown.id
        return grown

    def tells_new_number(self, grown: Group) -> None:
        self._service(self.owner, {"migrate_to_chat_id": grown.id})

    def tells_old_number(self, before: Group) -> None:
        self._service(self.owner, {"migrate_from_chat_id": before.id})

    def tells_arrival(self) -> None:
        self.world.tell("my_chat_member", standing(self.world, self.chat, self.owner, "left"))

    def tells_departure(self) -> None:
        """The bot has left this chat; where the chat became another one, no refusal follows from that."""
        before, self.chat.bot = self.chat.bot, "left"
        self.world.tell("my_chat_member", standing(self.world, self.chat, self.owner, before))

    def _topic(self, thread: int) -> Topic:
        return (self.chat.topics or {})[thread]

    def _service(self, actor: User, content: dict[str, Any], thread: int | None = None) -> Sent:
        """A notice in the chat; a topic begins with its own."""
        message = self.world.post(self.chat, actor, content=content, thread=thread)
        if "forum_topic_created" in content:
            message.thread = message.message_id
        if self.chat.bot not in {"left", "kicked"}:
            self.world.tell("message", message.to_json())
        return message

    def _seat_bot(self, status: Status, actor: User) -> None:
        before, self.chat.bot = self.chat.bot, status
        self.world.tell("my_chat_member", standing(self.world, self.chat, actor, before))

    def _seat(self, person: Person, status: Status, *, anonymous: bool = False) -> None:
        """A chat_member update reaches the bot only where it is an administrator."""
        before = self.chat.members.get(person.id, Membership(person.user, "left"))
        after = Membership(person.user, status, anonymous)
        self.chat.members[person.id] = after
        if self.chat.bot != "administrator":
            return
        change = {
            "chat": self.chat.to_json(),
            "from": self.owner.to_json(),
            "date": int(self.world.now().timestamp()),
            "old_chat_member": member_json(before),
            "new_chat_member": member_json(after),
        }
        self.world.tell("chat_member", change)
