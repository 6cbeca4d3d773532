"""The end of the tour: figures by chat and kind, and whether all of it was clean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.sandbox.tour.judge import Verdict
from bot.sandbox.tour.narration import ENGLISH, Narration
from bot.sandbox.tour.record import BOT, Said
from bot.sandbox.tour.score import Drill, Score

_ALWAYS_SHOWN = ("brief", "new", "reminder", "answer")


@dataclass(frozen=True, slots=True)
class Summary:
    """`messages` counts what the bot said, by chat and kind, edits left out."""

    first: date
    last: date
    messages: dict[str, Counter[str]]
    verdict: Verdict
    score: Score
    seconds: float
    drills: Sequence[Drill] = ()
    narration: Narration = ENGLISH

    @property
    def is_clean(self) -> bool:
        return not self.complaints

    @property
    def complaints(self) -> list[str]:
        verdict = self.verdict
        groups = [
            ("late", verdict.late),
            ("lost", verdict.lost),
            ("doubled", verdict.doubled),
            ("unwanted", verdict.unwanted),
            ("not as expected", self.score.unmet),
        ]
        return [f"{name}: {each}" for name, entries in groups for each in entries]

    def to_json(self) -> dict[str, Any]:
        verdict, score = self.verdict, self.score
        return {
            "clean": self.is_clean,
            "from": self.first.isoformat(),
            "until": self.last.isoformat(),
            "messages": {chat: dict(sorted(counts.items())) for chat, counts in self.messages.items()},
            "late": len(verdict.late),
            "lost": len(verdict.lost),
            "doubled": len(verdict.doubled),
            "unwanted": len(verdict.unwanted),
            "expired": verdict.expired,
            "restarts": score.restarts,
            "kills": score.kills,
            "expectations": score.expectations,
            "expectations_held": score.held,
            "retractions": [asdict(drill) | {"seconds": round(drill.seconds, 2)} for drill in self.drills],
            "complaints": self.complaints,
            "seconds": round(self.seconds, 1),
        }

    def lines(self) -> Iterator[str]:
        verdict, score, narration = self.verdict, self.score, self.narration
        yield from self._table()
        yield ""
        yield narration.verdict.format(
            late=len(verdict.late),
            lost=len(verdict.lost),
            doubled=len(verdict.doubled),
            unwanted=len(verdict.unwanted),
            expired=verdict.expired,
        )
        yield narration.lives.format(restarts=score.restarts, kills=score.kills)
        yield narration.expectations.format(held=score.held, all=score.expectations)
        for drill in self.drills:
            yield narration.drill.format(code=drill.code, seconds=drill.seconds, chats=drill.chats)
        days = (self.last - self.first).days + 1
        length = narration.length_of_one if days == 1 else narration.length
        yield length.format(days=days, seconds=self.seconds)
        yield ""
        if self.is_clean:
            yield narration.clean
        else:
            yield narration.unclean
            yield from (f"  {complaint}" for complaint in self.complaints)

    def _table(self) -> Iterator[str]:
        total: Counter[str] = Counter()
        for counts in self.messages.values():
            total.update(counts)
        narration = self.narration
        kinds = [kind for kind in narration.columns if kind in total or kind in _ALWAYS_SHOWN]
        names = [narration.columns[kind] for kind in kinds]
        width = max(len(narration.messages_to), *map(len, self.messages))
        yield f"{narration.messages_to:{width}}" + "".join(f"{name:>12}" for name in names)
        for chat, counts in [*self.messages.items(), (narration.all_chats, total)]:
            yield f"{chat:{width}}" + "".join(f"{counts[kind]:12}" for kind in kinds)


def count(said: Sequence[Said], chats: Sequence[str]) -> dict[str, Counter[str]]:
    """Only the chats that the bot wrote to, in the order given."""
    counted = {
        chat: Counter(
            each.kind for each in said if each.chat == chat and each.speaker == BOT and not each.edited
        )
        for chat in chats
    }
    return {chat: counts for chat, counts in counted.items() if counts}
