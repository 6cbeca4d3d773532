"""Puts the people of a story into the sandbox and lets them act; sees whether the bot answers as expected."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox import Group, LocalBotApi, Person, Sent
from bot.sandbox.tour.record import Record
from bot.sandbox.tour.script import Act, Blocks, Presses, Says, SharesLocation, Starts, Story

ANSWER_SECONDS = 15.0
SILENCE_SECONDS = 0.3


class Stage:
    def __init__(self, api: LocalBotApi, record: Record, story: Story) -> None:
        self._api = api
        self._record = record
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        for actor in story.actors:
            person = api.person(
                actor.name, language=actor.app, last_name=actor.last_name, username=actor.username
            )
            self.people[actor.name] = person
            record.names[person.id] = actor.name
        for circle in story.circles:
            group = api.group(circle.title, [self.people[name] for name in circle.members])
            self.groups[circle.name] = group
            record.names[group.id] = circle.name

    def do(self, act: Act) -> None:
        """Says why in a ValueError if it cannot be done, as with a button that nobody has shown."""
        person = self.people[act.who]
        match act:
            case Says():
                self._note(act, act.text)
                person.says(act.text, self.groups.get(act.to))
            case Starts():
                self._note(act, f"/start {act.payload}".rstrip())
                person.starts(act.payload)
            case Presses():
                message = self._with_button(person, act.button)
                self._note(act, f"[{act.button}]")
                person.presses(message, act.button)
            case SharesLocation():
                self._note(act, "(shares a location)")
                person.shares_location(act.latitude, act.longitude)
            case Blocks():
                self._note(act, "(blocks the bot)")
                person.blocks()

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

    def _with_button(self, person: Person, button: str) -> Sent:
        for message in reversed(self._api.messages(person)):
            if any(button in {each.text, each.callback_data} for row in message.buttons for each in row):
                return message
        raise ValueError(f"no message shows a button {button!r}")

    def _note(self, act: Act, text: str) -> None:
        self._record.person(chat_of(act), act.who, text)


def chat_of(act: Act) -> str:
    return (act.to if isinstance(act, Says) else "") or act.who
