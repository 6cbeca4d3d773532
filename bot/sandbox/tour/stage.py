"""Puts the people of a story into the sandbox and lets them act; sees whether the bot answers as expected."""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.sandbox import Group, LocalBotApi, Person, Sent
from bot.sandbox.markup import Button
from bot.sandbox.tour.acts import (
    Act,
    Blocks,
    BringsBot,
    Forges,
    Forwards,
    Hears,
    InChat,
    OpensTopic,
    Picks,
    Presses,
    Rewrites,
    Says,
    SharesLocation,
    Starts,
    TurnsOnTopics,
)
from bot.sandbox.tour.narration import Narration
from bot.sandbox.tour.record import Record
from bot.sandbox.tour.script import Story

ANSWER_SECONDS = 15.0
SILENCE_SECONDS = 0.3


class Stage:
    def __init__(self, api: LocalBotApi, record: Record, story: Story, narration: Narration) -> None:
        self._api = api
        self._narration = narration
        self._record = record
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self._topics: dict[tuple[str, str], int] = {}
        for actor in story.actors:
            person = api.person(
                actor.name, language=actor.app, last_name=actor.last_name, username=actor.username
            )
            self.people[actor.name] = person
            record.names[person.id] = actor.name
        for circle in story.circles:
            members = [self.people[name] for name in circle.members]
            group = api.group(circle.title, members, with_bot=False)
            self.groups[circle.name] = group
            record.names[group.id] = circle.name

    def do(self, act: Act) -> None:
        """Says why in a ValueError if it cannot be done, as with a button that nobody has shown."""
        person, narration = self.people[act.who], self._narration
        match act:
            case Says():
                self._note(act, act.text)
                thread = self._topics.get((act.to, act.topic))
                person.says(act.text, self.groups.get(act.to), thread=thread)
            case Starts():
                self._note(act, f"/start {act.payload}".rstrip())
                person.starts(act.payload)
            case Presses():
                self._press(act, person, (act.button,))
            case Picks():
                self._press(act, person, act.buttons)
            case SharesLocation():
                self._note(act, narration.shares_location)
                person.shares_location(act.latitude, act.longitude)
            case Blocks():
                self._note(act, narration.blocks)
                person.blocks()
            case Rewrites() | Forwards() | Forges():
                self._trick(person, act)
            case BringsBot() | TurnsOnTopics() | OpensTopic():
                self._in_group(person, act)
            case Hears():
                pass

    def _in_group(self, person: Person, act: BringsBot | TurnsOnTopics | OpensTopic) -> None:
        narration, group = self._narration, self.groups[act.to]
        match act:
            case BringsBot():
                self._note(act, narration.brings_bot)
                group.adds_bot(person)
            case TurnsOnTopics():
                self._note(act, narration.turns_on_topics)
                grown = group.migrates()
                grown.turns_on_topics()
                self._record.names[grown.id] = act.to
                self.groups[act.to] = grown
            case OpensTopic():
                self._note(act, narration.opens_topic.format(topic=act.topic))
                self._topics[act.to, act.topic] = group.topic(act.topic)

    def _trick(self, person: Person, act: Rewrites | Forwards | Forges) -> None:
        narration = self._narration
        match act:
            case Rewrites():
                self._note(act, narration.rewrites.format(text=act.text))
                own = [each for each in person.chat.messages.values() if each.sender is person.user]
                person.edited(own[-1], act.text)
            case Forwards():
                self._note(act, narration.forwards.format(author=act.author, text=act.text))
                person.forwards(act.text, self.people[act.author])
            case Forges():
                _, button = self._shown(self.people[act.of], (act.button,))
                self._note(act, narration.forges.format(button=act.button, of=act.of))
                data = button.callback_data or ""
                person.world.press(person.user, self._api.messages(person)[-1], data)

    async def answered(self, act: Act, since: int, running: Callable[[], None]) -> str | None:
        """Waits for the answer to what was done after `since` entries; None if it came, else the complaint.

        `running` raises if the bot is gone.
        """
        chat = chat_of(act)
        if not act.expects:
            await self._api.idle(quiet_for=SILENCE_SECONDS)
            said = self._record.of_bot(chat, since)
            return f"expected no answer, got: {said[0].text[:60]!r}" if said else None

        def missing() -> list[str]:
            running()
            shown = "\n".join(
                "\n".join([said.text, said.file, *(label for row in said.buttons for label in row)])
                for said in self._record.of_bot(chat, since)
            )
            return [words for words in act.expects if words not in shown]

        try:
            await self._api.wait_for(lambda: not missing(), ANSWER_SECONDS)
        except TimeoutError:
            wanted = ", ".join(repr(words) for words in missing())
            return f"no answer with {wanted} within {ANSWER_SECONDS:.0f} seconds"
        return None

    def _press(self, act: Act, person: Person, labels: Collection[str]) -> None:
        message, button = self._shown(person, labels)
        self._note(act, f"[{button.text}]")
        person.presses(message, button.callback_data or button.text)

    def _shown(self, person: Person, labels: Collection[str]) -> tuple[Sent, Button]:
        """The latest button with one of these texts or callback data, and its message."""
        for message in reversed(self._api.messages(person)):
            for button in (each for row in message.buttons for each in row):
                if button.text in labels or button.callback_data in labels:
                    return message, button
        raise ValueError(f"no message shows a button {' or '.join(map(repr, labels))}")

    def _note(self, act: Act, text: str) -> None:
        topic = act.topic if isinstance(act, Says) else ""
        self._record.person(chat_of(act), act.who, text, topic)


def chat_of(act: Act) -> str:
    return (act.to if isinstance(act, InChat) else "") or act.who
