"""The whole product, played through from outside once, and what is left of it on the disk."""

import asyncio
import re
import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.domain.ids import ChatId
from bot.sandbox.tour.narration import ENGLISH, SPANISH, Narration
from bot.sandbox.tour.play import DATABASE, KEY, TOKEN, Toured, play
from bot.sandbox.tour.record import BOT
from bot.sandbox.tour.script import Story
from bot.sandbox.tour.story import STORY, cast
from storage.cipher import ChatCipher
from storage.secret_key import key_from_file

LAST = date(2026, 1, 31)
"""Until then everything but the quiet weeks: what coordinators do, both restarts, a reminder, a blocked bot,
an erased chat."""
LAST_IN_SPANISH = date(2026, 1, 27)
"""Until then all that coordinators do."""
ENGLISH_PREVIEW = "🆕 New"
"""A draft is shown in each language in which it will arrive."""

pytestmark = pytest.mark.timeout(150)


@dataclass(frozen=True, slots=True)
class Played:
    folder: Path
    toured: Toured
    transcript: str

    def id_of(self, name: str) -> int:
        return next(id_ for id_, known in self.toured.chats.items() if known == name)

    @property
    def left(self) -> dict[str, bytes]:
        """Every file that the bot has written, but its key."""
        files = (path for path in self.folder.rglob("*") if path.is_file() and path.name != KEY)
        return {path.name: path.read_bytes() for path in files}


async def played_in(folder: Path, story: Story, last: date, narration: Narration) -> Played:
    written: list[str] = []
    toured = await play(story, folder, last, written.append, narration)
    return Played(folder, toured, "".join(written))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Played, Played]:
    """In English and in Spanish, side by side: most of a tour is waiting."""

    async def side_by_side() -> tuple[Played, Played]:
        english, spanish = tmp_path_factory.mktemp("tour"), tmp_path_factory.mktemp("recorrido")
        return await asyncio.gather(
            played_in(english, STORY, LAST, ENGLISH),
            played_in(spanish, STORY.in_spanish(), LAST_IN_SPANISH, SPANISH),
        )

    return asyncio.run(side_by_side())


@pytest.fixture(scope="module")
def played(both: tuple[Played, Played]) -> Played:
    return both[0]


@pytest.fixture(scope="module")
def in_spanish(both: tuple[Played, Played]) -> Played:
    return both[1]


def test_nothing_is_late_lost_or_doubled_and_every_scene_goes_as_told(both: tuple[Played, Played]) -> None:
    english, spanish = (played.toured.summary for played in both)
    assert english.complaints == []
    assert spanish.complaints == []
    assert (english.score.restarts, english.score.kills) == (1, 1)


def test_a_false_report_is_retracted_within_seconds(both: tuple[Played, Played]) -> None:
    for played in both:
        (drill,) = played.toured.summary.drills
        assert drill.chats == 4
        assert 0 < drill.seconds < 10


def test_what_coordinators_decide_reaches_those_concerned_and_nobody_else(played: Played) -> None:
    told = played.toured.summary.messages
    assert {name for name, counts in told.items() if counts["new"]} == {cast.SAM, cast.NOE, cast.GIL}
    off = {cast.SAM, cast.NOE, cast.GIL, cast.UMA, cast.TESS, cast.LUZ}
    assert {name for name, counts in told.items() if counts["cancellation"]} == off
    moved = {cast.SAM, cast.NOE, cast.GIL, cast.TESS, cast.LUZ}
    assert {name for name, counts in told.items() if counts["change"]} == moved
    for name in (cast.VERA, cast.CLEO, cast.DARIO, cast.FRITZ):
        assert set(told[name]) == {"answer"}


def test_the_groups_briefs_come_to_the_topic_chosen_after_it_has_become_another_chat(played: Played) -> None:
    names = list(played.toured.chats.values())
    assert names.count(cast.MILWAUKEE) == 2
    briefs = [said for said in played.toured.said if (said.chat, said.kind) == (cast.MILWAUKEE, "brief")]
    assert [said.topic for said in briefs] == ["", "", "", "Actions", "Actions", "Actions"]


def test_told_in_spanish_the_bot_says_nothing_in_english(in_spanish: Played) -> None:
    english = {"Added", "Looked", "Tomorrow", "Draft", "Approve", "Announced", "Sent", "Nothing"}
    for said in in_spanish.toured.said:
        previewed = said.kind == "answer" and said.text.startswith(ENGLISH_PREVIEW)
        if said.speaker == BOT and not previewed:
            labels = " ".join(label for row in said.buttons for label in row)
            assert not english & set(re.findall(r"\w+", f"{said.text} {labels}")), said.text
    assert "se cumplieron" in "\n".join(in_spanish.toured.summary.lines())


def test_alerts_of_every_kind_that_the_calendar_calls_for_have_come(played: Played) -> None:
    messages = played.toured.summary.messages
    assert messages[cast.SAM]["brief"] >= 5
    assert messages[cast.ZORA]["reminder"] == 1
    assert set(messages[cast.BEN]) == {"answer"}
    assert set(messages[cast.MILWAUKEE]) == {"answer", "brief"}


def test_the_transcript_shows_every_message_with_its_chat(played: Played) -> None:
    for said in played.toured.said:
        first = said.text.splitlines()[0].split()[0]
        assert re.search(rf"^\w{{3}} .* {said.chat} .*{re.escape(first)}", played.transcript, re.MULTILINE)


def test_no_plain_chat_id_is_left(played: Played) -> None:
    for name, content in played.left.items():
        for chat_id in played.toured.chats:
            assert str(abs(chat_id)).encode() not in content, name
            # As SQLite stores integers; the five bytes that matter, either way round.
            inside = chat_id.to_bytes(8, "big", signed=True)[3:]
            assert inside not in content, name
            assert inside[::-1] not in content, name


def test_no_name_is_left(played: Played) -> None:
    names = [actor.last_name for actor in STORY.actors]
    names += [actor.username for actor in STORY.actors]
    names += [circle.title for circle in STORY.circles]
    for name, content in played.left.items():
        for canary in names:
            assert canary.lower().encode() not in content.lower(), name


def test_no_message_of_a_person_is_left(played: Played) -> None:
    # A bare command or code may stand in texts of the bot.
    texts = {said.text for said in played.toured.said if said.speaker != BOT and " " in said.text}
    texts |= {"xyzzy", "Portlnd", "samovar", "30303"}
    for name, content in played.left.items():
        for text in texts:
            assert text.encode() not in content, name


def test_the_token_is_left_nowhere(played: Played) -> None:
    for name, content in played.left.items():
        assert TOKEN.partition(":")[2].encode() not in content, name


def test_of_who_deleted_their_data_not_even_the_ciphertext_is_left(played: Played) -> None:
    key = key_from_file(played.folder / KEY, database_is_new=False)
    cipher = ChatCipher(key, "subscriber")

    def is_left(name: str) -> bool:
        sealed = cipher.seal(ChatId(played.id_of(name)))
        return any(sealed in content for content in played.left.values())

    assert is_left(cast.SAM)
    assert not is_left(cast.MAX)


def test_who_only_asked_was_never_kept(played: Played) -> None:
    with sqlite3.connect(played.folder / DATABASE) as database:
        (kept,) = database.execute("SELECT count(*) FROM subscriber").fetchone()
    database.close()
    # Ana, Gil, Kai (stopped, for 7 days), Luz, Noé, Rosa, Sam, Tess, Uma, Zora; Ivy (blocks, for 7 days);
    # the group, once.
    assert kept == 12
