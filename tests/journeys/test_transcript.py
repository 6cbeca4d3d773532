"""What a newcomer reads on the screen."""

import re
from dataclasses import asdict
from datetime import UTC, date, datetime

from bot.sandbox.tour.narration import ENGLISH, SPANISH
from bot.sandbox.tour.record import BOT, Said
from bot.sandbox.tour.script import CENTRAL, PACIFIC, Actor, Circle, Scene, Story
from bot.sandbox.tour.transcript import WIDTH, Transcript

STORY = Story(
    (Actor("Ana", "Quillmoor", PACIFIC), Actor("Ines", "Marrowby", CENTRAL)),
    (Circle("Milwaukee", "Lakeside Supper Circle", CENTRAL, ("Ines",)),),
    (),
)


def shown(*said: Said) -> list[str]:
    written: list[str] = []
    transcript = Transcript(STORY.zones, written.append)
    for each in said:
        transcript.said(each)
    return "".join(written).splitlines()


def test_each_line_has_the_local_time_with_its_zone_and_the_chat() -> None:
    noon = datetime(2026, 2, 1, 20, 5, tzinfo=UTC)
    answer = Said(noon, "Ana", BOT, "Added: Tacoma, WA\nNext: vigil", "answer", (("Undo", "Settings"),))
    assert shown(Said(noon, "Ana", "Ana", "/add Tacoma"), answer) == [
        "",
        "Feb  1 12:05 PM PST  Ana        > /add Tacoma",
        "Feb  1 12:05 PM PST  Ana        Added: Tacoma, WA",
        "Feb  1 12:05 PM PST  Ana        Next: vigil",
        "Feb  1 12:05 PM PST  Ana        [Undo] [Settings]",
    ]


def test_in_a_group_it_is_said_who_speaks() -> None:
    asked = Said(datetime(2026, 2, 1, 6, 30, tzinfo=UTC), "Milwaukee", "Ines", "/today")
    assert shown(asked)[1] == "Feb  1 12:30 AM CST  Milwaukee  Ines > /today"


def test_no_line_is_wider_than_the_page() -> None:
    long = " ".join(["Riverside"] * 60)
    said = Said(datetime(2026, 2, 1, 20, tzinfo=UTC), "Milwaukee", BOT, long, "answer", ((long, long),), long)
    assert max(map(len, shown(said))) <= WIDTH


def test_an_edit_and_a_file_are_told_of_in_words() -> None:
    at = datetime(2026, 2, 1, 20, tzinfo=UTC)
    said = Said(at, "Ana", BOT, "Kept", "answer", file="drumbeat.json, 812 bytes", edited=True)
    assert [line[32:] for line in shown(said)[1:]] == [
        "(the message now reads)",
        "Kept",
        "[drumbeat.json, 812 bytes]",
    ]


def test_what_a_message_repeats_of_one_just_above_is_not_shown_twice() -> None:
    at = datetime(2026, 2, 1, 20, tzinfo=UTC)
    asked, screen = Said(at, "Ana", "Ana", "[First]"), "What\nWhen\nWhere\nWho"
    first, second = (Said(at, "Ana", BOT, f"{screen}\n{end}", "answer") for end in ("Pick.", "Right."))
    elsewhere = Said(at, "Ines", BOT, f"{screen}\nPick.", "answer")
    short = Said(at, "Ana", BOT, "What\nWhen\nDone.", "answer")
    assert [line[32:] for line in shown(first, asked, short, second, elsewhere)[6:]] == [
        "> [First]",
        "What",
        "When",
        "Done.",
        "(the first 4 lines as above)",
        "Right.",
        *screen.split("\n"),
        "Pick.",
    ]
    later = Said(datetime(2026, 2, 1, 21, tzinfo=UTC), "Ana", BOT, f"{screen}\nPick.", "answer")
    assert [line[32:] for line in shown(first, later)[7:]] == ["", *screen.split("\n"), "Pick."][1:]


def test_days_without_a_word_are_told_of_in_one_line() -> None:
    written: list[str] = []
    transcript = Transcript(STORY.zones, written.append)
    transcript.scene(Scene("2026-02-07 10:00", CENTRAL, "a day", ()))
    transcript.scene(Scene("2026-02-11 10:00", CENTRAL, "another day", ()))
    transcript.end(date(2026, 2, 12))
    assert [line for line in "".join(written).splitlines() if line] == [
        "-- Sat, Feb 7: a day",
        "   ... Sun, Feb 8 to Tue, Feb 10: no messages",
        "-- Wed, Feb 11: another day",
        "   ... Thu, Feb 12: no messages",
    ]


def test_told_in_spanish_the_stamps_the_days_and_the_edits_are_spanish() -> None:
    written: list[str] = []
    transcript = Transcript(STORY.zones, written.append, SPANISH)
    transcript.scene(Scene("2026-02-07 10:00", CENTRAL, "un día", ()))
    noon = datetime(2026, 2, 7, 20, 5, tzinfo=UTC)
    transcript.said(Said(noon, "Ana", BOT, "Zona agregada", "answer", edited=True))
    transcript.end(date(2026, 2, 9))
    assert [line for line in "".join(written).splitlines() if line] == [
        "-- sáb 7 feb: un día",
        " 7 feb 12:05 p.m. PST  Ana        (el mensaje dice ahora)",
        " 7 feb 12:05 p.m. PST  Ana        Zona agregada",
        "   ... dom 8 feb a lun 9 feb: ningún mensaje",
    ]


def test_the_two_tellers_say_the_same_things() -> None:
    def places(said: object) -> list[list[str]]:
        texts = [text for text in asdict(said).values() if isinstance(text, str)]  # type: ignore[call-overload]
        return [sorted(set(re.findall(r"\{(\w+)", text))) for text in texts]

    assert places(ENGLISH) == places(SPANISH)
    assert ENGLISH.columns.keys() == SPANISH.columns.keys()
