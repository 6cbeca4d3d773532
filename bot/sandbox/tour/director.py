"""Plays a story: steps the bot's time from due to due, and lets each scene happen at its moment."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime
from time import monotonic

from bot.sandbox import LocalBotApi, faults
from bot.sandbox.tour.acts import Act, Hears, Kills, Restarts, Together
from bot.sandbox.tour.consequences import Retracted
from bot.sandbox.tour.control import Ask, Control
from bot.sandbox.tour.narration import Narration
from bot.sandbox.tour.process import BotEnded, BotProcess
from bot.sandbox.tour.promises import Promises
from bot.sandbox.tour.record import Record
from bot.sandbox.tour.score import Score
from bot.sandbox.tour.script import Scene, Story
from bot.sandbox.tour.stage import Stage, chat_of
from bot.sandbox.tour.transcript import Transcript

PATIENCE_SECONDS = 45.0
_GLANCE_SECONDS = 0.5
_REFUSED_SECONDS = 3


class Director:
    """`now` is the simulated time, which the bot and the chats share."""

    def __init__(
        self,
        api: LocalBotApi,
        control: Control,
        bot: BotProcess,
        record: Record,
        transcript: Transcript,
        story: Story,
        narration: Narration,
    ) -> None:
        self._api = api
        self._control = control
        self._bot = bot
        self._record = record
        self._transcript = transcript
        self._scenes = deque(sorted(story.scenes, key=lambda scene: scene.instant))
        self._stage = Stage(api, record, story, narration)
        self._narration = narration
        self._known: dict[str, str] = {}
        self._ask: Ask | None = None
        self.promises = Promises(story)
        self.score = Score()
        self.now = datetime.fromtimestamp(0, UTC)
        api.simulated_now = lambda: self.now

    async def play(self, until: datetime) -> None:
        """From the bot's start to its orderly end; BotEnded if it is gone before."""
        await self._start()
        while self.now < until or self._is_scene_due():
            if self._is_scene_due():
                while self._is_scene_due():
                    await self._perform(self._scenes.popleft())
                # What was done may be due sooner than what the bot spoke of: let it look again.
                self._go_on(self.now)
            else:
                self._go_on(self._next_instant(until))
            await self._next_ask()
        await self._stop()

    def _is_scene_due(self) -> bool:
        return bool(self._scenes) and self._scenes[0].instant <= self.now

    def _next_instant(self, until: datetime) -> datetime:
        instants = [until]
        if self._scenes:
            instants.append(self._scenes[0].instant)
        due = self._ask.next_due if self._ask else None
        if due is not None and due > self.now:
            instants.append(due)
        return min(instants)

    def _go_on(self, now: datetime) -> None:
        self.now = max(self.now, now)
        if self._ask is not None:
            self._ask.answer(self.now)

    async def _next_ask(self) -> None:
        """Until all that is due by now is done; the bot then waits until it is told to go on."""
        end = monotonic() + PATIENCE_SECONDS
        self._ask = None
        while self._ask is None:
            self._bot.check_running()
            if monotonic() > end:
                waited = f"The bot has not asked for the time for {PATIENCE_SECONDS:.0f} seconds."
                raise BotEnded(f"{waited} Its last lines:\n{self._bot.tail()}")
            self._ask = await self._control.next_ask(_GLANCE_SECONDS)
        self.now = max(self.now, self._ask.now)

    async def _perform(self, scene: Scene) -> None:
        self._transcript.scene(scene)
        for doing in scene.doings:
            match doing:
                case Act():
                    await self._all([doing])
                case Together():
                    await self._all(doing.acts)
                case Restarts():
                    await self._restart(doing)
                case Kills():
                    await self._kill(doing)

    async def _all(self, acts: Sequence[Act]) -> None:
        for done in [self._do(act) for act in acts]:
            await self._await_answer(*done)

    def _do(self, planned: Act) -> tuple[Act, int | None]:
        """The act as it was done, and the number of entries before it; None if it could not be done."""
        act = planned.knowing(self._known)
        self.score.expectations += 1
        since = len(self._record.entries)
        if isinstance(act, Hears):
            since = self._record.end_of_own(chat_of(act))
        if act.previews:
            self._record.previewing.add(chat_of(act))
        if isinstance(act.then, Retracted):
            self.score.retracted_at[act.then.code] = monotonic()
        try:
            self._stage.do(act)
        except ValueError as error:
            self._complain(act.who, str(error))
            return act, None
        if act.then is not None:
            self.promises.note(chat_of(act), act.then, self.now)
        return act, since

    async def _await_answer(self, act: Act, since: int | None) -> None:
        if since is None:
            return
        complaint = await self._stage.answered(act, since, self._bot.check_running)
        self._record.previewing.discard(chat_of(act))
        answer = "\n".join(said.text for said in self._record.of_bot(chat_of(act), since))
        for name, pattern in act.learns.items():
            found = re.search(pattern, answer)
            if found is None:
                complaint = complaint or f"the answer does not tell {name}"
            else:
                self._known[name] = found[1]
        if complaint:
            self._complain(act.who, complaint)

    async def _start(self) -> None:
        await self._bot.start()
        self._control.forget()
        await self._next_ask()
        self._known["first_link"] = self._bot.first_link()

    async def _stop(self) -> None:
        self._bot.tell_to_stop()
        self._go_on(self.now)
        await self._bot.stopped()

    async def _restart(self, restart: Restarts) -> None:
        self._transcript.note(self._narration.stopping)
        await self._stop()
        self.score.restarts += 1
        waiting = [self._do(act) for act in restart.meanwhile]
        self._transcript.note(self._narration.started)
        await self._start()
        for done in waiting:
            await self._await_answer(*done)

    async def _kill(self, kill: Kills) -> None:
        """What meets a 429 is proven not delivered, so a message that comes twice is the bot's fault."""
        seen = len(self._api.ledger)
        rule = self._api.faults.add(faults.too_many_requests(_REFUSED_SECONDS), after=kill.delivered)
        self.score.expectations += 1
        if self._ask is not None and self._ask.next_due is not None:
            self._go_on(self._ask.next_due)
        try:
            await self._api.wait_for(lambda: self._refused_since(seen))
            await self._settled()
        except TimeoutError:
            self._complain("kill", "no broadcast was on its way")
        await self._bot.kill()
        self._api.faults.remove(rule)
        self.score.kills += 1
        self._transcript.note(self._narration.killed)
        self._transcript.note(self._narration.started)
        await self._start()

    def _refused_since(self, seen: int) -> bool:
        self._bot.check_running()
        return any(call.fault for call in self._api.ledger[seen:])

    async def _settled(self) -> None:
        """What was delivered is written down; only what was refused still waits."""
        while any(each["states"].get("sending") for each in (await self._bot.ask("status"))["broadcasts"]):
            self._bot.check_running()

    def _complain(self, who: str, complaint: str) -> None:
        self.score.unmet.append(f"{self.now.isoformat(timespec='minutes')} {who}: {complaint}")
        self._transcript.note(self._narration.unmet.format(complaint=complaint))
