"""What a person can do in Telegram: write, share a place, press a button, block the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.chats import Chat, Status, User
from bot.sandbox.formatting import with_detected
from bot.sandbox.inline import LONGEST_QUERY, InlineQuery
from bot.sandbox.membership import heard, standing
from bot.sandbox.messages import Sent
from bot.sandbox.shown_menu import menu_shown
from bot.sandbox.world import Press, World

if TYPE_CHECKING:
    from bot.sandbox.groups import Group


class Person:
    """Somebody with a private chat with the bot (`chat`), whose id is the person's own."""

    def __init__(self, world: World, user: User) -> None:
        self.world = world
        self.user = user
        self.chat = world.add(Chat(user.id, "private", user.first_name, bot="left", person=user))

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.first_name

    def says(
        self,
        text: str,
        chat: Group | None = None,
        reply_to: Sent | None = None,
        thread: int | None = None,
    ) -> Sent:
        """In the own private chat unless a group is given; there privacy mode decides what the bot gets."""
        entities = with_detected(text, [])
        return self._write(chat, text=text, entities=entities, reply_to=reply_to, thread=thread)

    def starts(self, payload: str = "") -> Sent:
        """Taps Start, or a link with a payload; whoever had blocked the bot unblocks it by that."""
        if self.chat.bot == "kicked":
            self.unblocks()
        return self.says(f"/start {payload}".rstrip())

    def shares_location(self, latitude: float, longitude: float, chat: Group | None = None) -> Sent:
        location = {"latitude": latitude, "longitude": longitude}
        return self._write(chat, content={"location": location})

    def presses(self, message: Sent, button: str) -> Press:
        """Presses the button with this text or callback data that the message bears now.

        What a person presses on an old screen, or forges, goes to the bot by `world.press`.
        """
        pressed = message.button(button)
        if pressed.callback_data is None:
            complaint = f"button {pressed.text!r} sends nothing to the bot"
            raise ValueError(complaint)
        return self.world.press(self.user, message, pressed.callback_data)

    def asks_inline(self, text: str) -> InlineQuery:
        """Types `@bot text` in some chat, which the bot is not told; its answer is in what this gives."""
        if not self.world.inline.on:
            complaint = "inline mode is switched off, so nothing happens"
            raise ValueError(complaint)
        return self.world.ask_inline(self.user, text[:LONGEST_QUERY])

    def sends_result(self, query: InlineQuery, title: str = "", chat: Group | None = None) -> Sent:
        """The result with this title, else the first: a message of the person, made by the bot."""
        fitting = [result for result in query.results or () if title in {"", result.title}]
        if not fitting:
            complaint = f"no result {title!r}; there is: {', '.join(query.titles) or 'nothing'}"
            raise ValueError(complaint)
        one = fitting[0]
        said = {"text": one.text, "html": one.html, "entities": one.entities, "markup": one.markup}
        return self._write(chat, via_bot=self.world.bot, **said)

    def forwards(self, text: str, author: Person) -> Sent:
        """What `author` wrote elsewhere, passed on to the bot in the own private chat."""
        date = int(self.world.now().timestamp())
        origin = {"type": "user", "sender_user": author.user.to_json(), "date": date}
        entities = with_detected(text, [])
        return self._write(None, text=text, entities=entities, content={"forward_origin": origin})

    def edited(self, message: Sent, text: str) -> Sent:
        """Changes the text of an own message."""
        entities = with_detected(text, [])
        self.world.edit(message, text=text, html="", entities=entities, markup=None)
        if heard(self.world, message):
            self.world.tell("edited_message", message.to_json())
        return message

    def menu(self, group: Group | None = None) -> list[str]:
        """The commands the app offers here, in order."""
        shown = menu_shown(self.world, self.user, group.chat if group else self.chat)
        return [command["command"] for command in shown]

    def blocks(self) -> None:
        self._changes_bot("kicked")

    def unblocks(self) -> None:
        self._changes_bot("member")

    def deletes_account(self) -> None:
        self.chat.deactivated = True

    def _write(self, group: Group | None, **fields: Any) -> Sent:
        if group is None:
            self._open()
        elif self.id not in group.chat.members:
            complaint = f"{self.name} is not in {group.chat.title}"
            raise ValueError(complaint)
        chat = self.chat if group is None else group.chat
        anonymous = group is not None and chat.members[self.id].anonymous
        message = self.world.post(chat, self.user, anonymous=anonymous, **fields)
        if heard(self.world, message):
            self.world.tell("message", message.to_json())
        return message

    def _open(self) -> None:
        if self.chat.bot == "kicked":
            complaint = f"{self.name} blocks the bot and cannot write to it"
            raise ValueError(complaint)
        self.chat.bot = "member"

    def _changes_bot(self, status: Status) -> None:
        if self.chat.bot == status:
            return
        before, self.chat.bot = self.chat.bot, status
        self.world.tell("my_chat_member", standing(self.world, self.chat, self.user, before))
