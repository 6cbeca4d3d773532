"""Proof of reading: one true fact among three, the same at every look, and typed as people type."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from bot.domain.announcement import Draft
from bot.domain.codes import ALPHABET
from bot.domain.errors import Refusal
from bot.domain.ids import Code
from bot.domain.proof import Fact, new_facts, proof_of
from bot.domain.typed import fold
from tests.builders import HOUSTON, an_entry

DRAFT = Draft(venue="Riverside Park", address="400 River St", starts_at=datetime(2026, 2, 7, 14))  # noqa: DTZ001
CODES = [Code(f"A7{a}{b}") for a in ALPHABET for b in ALPHABET[:4]]


def test_the_true_fact_stands_among_two_others_in_an_order_that_stays() -> None:
    true = {Fact.PLACE: "Riverside Park, 400 River St", Fact.TIME: time(14), Fact.DAY: date(2026, 2, 7)}
    seen = set()
    for code in CODES:
        proof = proof_of(DRAFT, code)
        assert proof == proof_of(DRAFT, code)
        assert len(set(proof.options)) == 3
        assert proof.options[proof.right] == true[proof.fact]
        seen.add((proof.fact, proof.right))
    assert len(seen) == 9


@pytest.mark.parametrize(
    ("fact", "yes", "no"),
    [
        (Fact.TIME, "2:00 PM|2pm|2 p.m.|14:00|14h|a las 2:00 p.m.", "3 PM|2 AM|yes|2|25:00|14:99"),
        (Fact.DAY, "Sat, Feb 7|Feb 7|February 7|sáb 7 feb|7 de febrero|sábado 7 de febrero|2026-02-07",
         "Sun, Feb 7|Feb 8|7|today|Fri, Feb 7"),
        (Fact.PLACE, "Riverside Park, 400 River St|400 river st", "Riverside Park|410 River St|400"),
    ],
)  # fmt: skip
def test_typing_the_fact_proves_it_too(fact: Fact, yes: str, no: str) -> None:
    proof = proof_of(DRAFT, Code("A7F3"), (fact,))
    assert [typed for typed in yes.split("|") if not proof.is_proved_by(typed)] == []
    assert [typed for typed in no.split("|") if proof.is_proved_by(typed)] == []


def test_what_is_not_stated_is_not_asked_for() -> None:
    without = replace(DRAFT, venue=None, address=None)
    assert all(proof_of(without, code).fact is not Fact.PLACE for code in CODES)
    with pytest.raises(Refusal):
        proof_of(Draft(), Code("A7F3"))


PLACES = [
    "City Hall steps",
    "escalinata de la biblioteca",
    "Riverside Park, north gate",
    "Parque Hidalgo, lado norte",
    "Courthouse",
    "Plaza del Pueblo",
    "court librar park hall square federal market center post state",
    "Federal Building, State Capitol, Post Office, Farmers Market and Community Center",
]


@pytest.mark.parametrize("place", PLACES)
def test_a_place_without_a_number_has_two_others_that_it_is_not(place: str) -> None:
    for code in CODES:
        proof = proof_of(Draft(venue=place), code, (Fact.PLACE,))
        assert len({fold(str(option))[:56] for option in proof.options}) == 3
        assert proof.options[proof.right] == place
        others = [str(option) for option in proof.options if option != place]
        assert not any(fold(other) in fold(place) or fold(place) in fold(other) for other in others)
        assert proof.is_proved_by(place)
        assert not any(proof.is_proved_by(other) for other in others)


def test_of_a_change_what_is_new_is_asked_and_the_old_place_is_among_the_choices() -> None:
    was = an_entry(HOUSTON, date(2026, 2, 7), "14:00", venue="City Hall steps")
    moved = replace(was, venue="library steps", address="50 Oak St")
    assert new_facts(was.version, moved.version) == (Fact.PLACE,)
    draft = replace(DRAFT, venue="library steps", address="50 Oak St")
    for code in CODES:
        proof = proof_of(draft, code, (Fact.PLACE,), was)
        assert {"library steps, 50 Oak St", "City Hall steps"} < set(proof.options)


def test_the_day_is_new_only_where_it_changed() -> None:
    was = an_entry(HOUSTON, date(2026, 2, 7), "14:00")
    later = replace(was, starts_at=datetime(2026, 2, 7, 15))  # noqa: DTZ001 - local
    assert new_facts(was.version, later.version) == (Fact.TIME,)
    next_day = replace(was, starts_at=datetime(2026, 2, 8, 14), starts_on=date(2026, 2, 8))  # noqa: DTZ001
    assert new_facts(was.version, next_day.version) == (Fact.DAY,)
    assert new_facts(was.version, replace(was, organizers=("Local 5",)).version) == tuple(Fact)


def test_what_has_neither_hour_nor_place_is_proved_by_its_day() -> None:
    was = an_entry(HOUSTON, date(2026, 2, 7))
    proof = proof_of(Draft(), Code("A7F3"), tuple(Fact), was)
    assert (proof.fact, proof.options[proof.right]) == (Fact.DAY, date(2026, 2, 7))
