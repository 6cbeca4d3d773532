"""What people write about an action, cut into its facts."""

from datetime import UTC, datetime

import pytest

from bot.domain.announcing import values
from bot.domain.announcing.fields import Field
from bot.domain.announcing.kinds import kind_in
from bot.domain.announcing.reading import written
from bot.domain.calendar import NOT_STATED, Access, Kind
from bot.domain.errors import Refusal
from bot.domain.subscriber import Language
from bot.domain.when import Read

NOW = datetime(2026, 2, 3, 16, 0, tzinfo=UTC)
ZONE = "America/Chicago"
F = Field


@pytest.mark.parametrize(
    ("text", "kind", "at", "lines"),
    [
        (
            "Rally today 5pm, City Hall steps, 100 Main St",
            Kind.RALLY,
            "02-03 17:00",
            {F.VENUE: "City Hall steps", F.ADDRESS: "100 Main St"},
        ),
        (
            "Vigil for clean water Sat Feb 7 6:30pm at Harbor Plaza, 100 Dock St, Tacoma, WA",
            Kind.VIGIL,
            "02-07 18:30",
            {
                F.TITLE: "Vigil for clean water",
                F.VENUE: "Harbor Plaza",
                F.ADDRESS: "100 Dock St",
                F.CITY: "Tacoma, WA",
            },
        ),
        (
            "Concentración mañana a las 6 de la tarde, escalinata de la biblioteca, 50 Oak St",
            Kind.RALLY,
            "02-04 18:00",
            {F.VENUE: "escalinata de la biblioteca", F.ADDRESS: "50 Oak St"},
        ),
        (
            "Saturday 2-4pm: march, Riverside Park https://mobilize.us/a/1",
            Kind.MARCH,
            "02-07 14:00",
            {F.VENUE: "Riverside Park", F.LINK: "https://mobilize.us/a/1"},
        ),
        ("Walkout at Lincoln High", Kind.WALKOUT, None, {F.VENUE: "Lincoln High"}),
    ],
)
def test_one_line_as_people_write_it(text: str, kind: Kind, at: str | None, lines: dict[Field, str]) -> None:
    found = written(text, NOW, ZONE, Language.EN)
    assert found.kind is kind
    assert found.lines == lines
    if at is None:
        assert found.when is None
    else:
        assert isinstance(found.when, Read)
        assert f"{found.when.starts_at:%m-%d %H:%M}" == at


@pytest.mark.parametrize(
    "lines",
    [
        ["What: Rally for the river", "When: {}", "Where: Riverside Park", "Address: {}", "Who: {}"],
        [
            "**Qué:** Rally for the river",
            "📅 Cuándo: {}",
            "Dónde: Riverside Park",
            "Dirección: {}",
            "Convoca: {}",
        ],
        ["Rally for the river", "", "when = {}", "place: Riverside\nPark", "street: {}", "hosts: {}"],
    ],
)
def test_a_pasted_message_with_labels_in_either_language(lines: list[str]) -> None:
    facts = iter(["Sat Feb 7, 2-4pm", "400 River St", "Riverside Neighbors"])
    lines = [line.format(next(facts)) if "{}" in line else line for line in lines]
    text = "\n".join([*lines, "Acceso: step-free", "Link: https://mobilize.us/a/1"])
    found = written(text, NOW, ZONE, Language.EN)
    assert found.kind is Kind.RALLY
    assert found.lines[F.TITLE] == "Rally for the river"
    assert found.lines[F.WHEN] == "Sat Feb 7, 2-4pm"
    assert found.lines[F.VENUE].replace(",", "") == "Riverside Park"
    assert found.lines[F.ADDRESS] == "400 River St"
    assert found.lines[F.WHO] == "Riverside Neighbors"
    assert found.lines[F.ACCESS] == "step-free"
    assert found.lines[F.LINK] == "https://mobilize.us/a/1"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("a March", Kind.MARCH),
        ("candlelight vigil", Kind.VIGIL),
        ("Manifestación", Kind.PROTEST),
        ("rueda de prensa", Kind.PRESS_CONFERENCE),
        ("salida de clases", Kind.WALKOUT),
        ("paro general", Kind.STRIKE),
        ("bake sale", None),
    ],
)
def test_a_kind_is_known_by_its_words(typed: str, kind: Kind | None) -> None:
    assert kind_in(typed) is kind


@pytest.mark.parametrize(
    ("typed", "access"),
    [
        ("step-free, ASL", Access(True, True)),
        ("wheelchair accessible", Access(step_free=True)),
        ("sin escalones; sin intérprete", Access(True, False)),
        ("stairs, no ASL", Access(False, False)),
        ("not accessible", Access(step_free=False)),
        ("intérprete de ASL", Access(asl=True)),
        ("not stated", NOT_STATED),
        ("no indicada", NOT_STATED),
    ],
)
def test_access_is_read_as_yes_no_or_not_stated(typed: str, access: Access) -> None:
    assert values.access(typed) == access


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("https://www.mobilize.us/a/1/?utm_source=x#y", "https://www.mobilize.us/a/1/"),
        ("actionnetwork.org/events/x", "https://actionnetwork.org/events/x"),
        ("none", None),
    ],
)
def test_a_link_to_a_known_host_is_kept_without_its_trail(typed: str, shown: str | None) -> None:
    assert values.link(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "https://example.com/a",
        "https://mobilize.us.example.com/a",
        "https://mobilize.us@example.com/a",
        "https://mobilize.us:8443/a",
        "javascript://mobilize.us/%0aalert(1)",
        "https://mobilіze.us/a",  # a Cyrillic letter
        "https://mobilize.us/<b>",
        "https://mobilize.us/" + "a" * 200,
        "https://[::1/",
    ],
)
def test_any_other_link_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="draft-link-not-allowed"):
        values.link(typed)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("x" * 81, "draft-too-long"),
        ("Park, see www.example.com", "draft-link-elsewhere"),
        ("Park (example.org)", "draft-link-elsewhere"),
        ("ask t.me/someone", "draft-link-elsewhere"),
        ("ask @someone", "draft-contact"),
        ("ask a.person@example.net", "draft-contact"),
        ("call (555) 010-0123", "draft-contact"),
        ("Oak Hall, rally-news.dev", "draft-link-elsewhere"),
        ("Oak Hall tg://resolve", "draft-link-elsewhere"),
        ("see youtu.be/abc", "draft-link-elsewhere"),
        ("send /stop", "draft-tappable"),
        ("Oak Hall (/stop)", "draft-tappable"),
        ("Oak Hall \u2013/stop", "draft-tappable"),
        ("Park #march", "draft-tappable"),
    ],
)
def test_what_must_not_be_sent_on_is_refused(typed: str, key: str) -> None:
    with pytest.raises(Refusal, match=key):
        values.line(Field.VENUE, typed)


def test_signs_that_hide_or_turn_the_text_are_taken_out() -> None:
    assert values.line(Field.VENUE, " City\u202e Hall\u200b\n steps\u2066 ") == "City Hall steps"


def test_groups_are_named_one_by_one() -> None:
    assert values.names("Riverside Neighbors, Local 5 and Lakes Council") == (
        "Riverside Neighbors",
        "Local 5",
        "Lakes Council",
    )
    with pytest.raises(Refusal, match="draft-too-many-names"):
        values.names("A, B, C, D, E")


@pytest.mark.parametrize(
    "typed",
    ["U.S. Courthouse", "St.Mark Hall, 12 Oak St.NW", "24/7 Hall and/or park", "6 p.m. gate", "Dr.King Blvd"],
)
def test_what_only_looks_like_a_link_or_a_command_is_a_place(typed: str) -> None:
    assert values.line(Field.VENUE, typed) == typed
