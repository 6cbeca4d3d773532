"""What gives way in a line that is too long: who calls it, then the venue, and only then what it is."""

from datetime import UTC, date, datetime

from bot.domain.calendar import Title
from bot.domain.places import City
from bot.domain.subscriber import Language
from bot.views.brief_lines import numbered_line
from bot.views.frames import Frame
from bot.views.words import Words, visible
from tests.builders import TACOMA, an_entry

FRAME = Frame(datetime(2026, 1, 30, tzinfo=UTC), states=frozenset({"WA"}))
PIER, STEPS = "Harbor Plaza", "Steps of the old public library, 100 Dock St; then the ferry landing"


def line(title: str, venue: str, city: City = TACOMA) -> str:
    entry = an_entry(
        city,
        date(2026, 1, 31),
        code="A7F3",
        title=Title(title, title),
        venue=venue,
        organizers=("Harbor Neighbors", "Friends of the Ferry"),
    )
    return visible(numbered_line(Words(Language.EN), 1, entry, FRAME))


def test_what_fits_stands_in_full() -> None:
    assert line("Rally", PIER) == (
        "1. Rally, Sat, Jan 31, time not stated, Harbor Plaza, Tacoma. "
        "Called by Harbor Neighbors and 1 more. Code A7F3"
    )


def test_who_calls_it_goes_first() -> None:
    assert line("Protest on Highland Bridge", PIER) == (
        "1. Protest on Highland Bridge, Sat, Jan 31, time not stated, Harbor Plaza, Tacoma. Code A7F3"
    )


def test_then_the_venue_is_told_by_its_first_part() -> None:
    assert line("Protest on Highland Bridge", STEPS) == (
        "1. Protest on Highland Bridge, Sat, Jan 31, time not stated, "
        "Steps of the old public library, Tacoma. Code A7F3"
    )


def test_then_the_venue_is_cut_and_the_title_last() -> None:
    assert line("Protest on Highland Bridge and the pier", STEPS) == (
        "1. Protest on Highland Bridge and the pier, Sat, Jan 31, time not stated, "
        "Steps of the old public…, Tacoma. Code A7F3"
    )
    longer = line("Protest on Highland Bridge and the pier, with a march", STEPS)
    assert longer.startswith("1. Protest on Highland Bridge")
    assert len(longer) <= 120
