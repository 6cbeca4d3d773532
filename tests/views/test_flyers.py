"""Printed codes: picture and drawing hold the very link, and the letters below say the same."""

import re
import struct
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
import segno

from bot.domain.places import Place
from bot.domain.subscriber import Language
from bot.views import flyers
from bot.views.flyers import BORDER, MODULE, Flyer
from bot.views.words import Words
from tests.views.made_up import COUNTRY, EVENING, HOSTILE, LINKS, NEAR_LONG, NEAR_TACOMA, RALLY, TEXAS

EN, ES = Words(Language.EN), Words(Language.ES)
SVG = "{http://www.w3.org/2000/svg}"
FLYERS = [
    *(flyers.of_place(EN, place, LINKS) for place in (NEAR_TACOMA, NEAR_LONG, TEXAS, COUNTRY)),
    flyers.of_entry(ES, RALLY, LINKS, EVENING),
    flyers.of_entry(EN, HOSTILE, LINKS, EVENING),
]
each = pytest.mark.parametrize("flyer", FLYERS, ids=lambda flyer: flyer.name)


def wanted(flyer: Flyer) -> set[tuple[int, int]]:
    """Where the standard's encoding of the link is black: column and row."""
    matrix = segno.make_qr(flyer.link, error="q").matrix
    return {(x, y) for y, row in enumerate(matrix) for x, black in enumerate(row) if black}


def rows_of(png: bytes) -> Iterator[str]:
    """The bits of a black-and-white PNG of one bit a pixel, a string a row."""
    width = struct.unpack(">I", png[16:20])[0]
    assert png[24:26] == b"\x01\x00"
    data, at = b"", 8
    while at < len(png):
        length = struct.unpack(">I", png[at : at + 4])[0]
        data += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + length
    raw, stride = zlib.decompress(data), (width + 7) // 8 + 1
    above = bytes(stride - 1)
    for start in range(0, len(raw), stride):
        # Of a row either its bytes are told, or by how much they differ from those above.
        assert raw[start] in {0, 2}
        told = raw[start + 1 : start + stride]
        above = bytes((a + b) % 256 for a, b in zip(told, above, strict=True)) if raw[start] else told
        yield "".join(f"{byte:08b}" for byte in above)[:width]


@each
def test_the_picture_is_the_code_with_white_around_it(flyer: Flyer) -> None:
    rows = list(rows_of(flyers.as_png(flyer)))
    assert len(rows) == len(rows[0]) >= 700
    seen = {
        (x // MODULE - BORDER, y // MODULE - BORDER)
        for y in range(MODULE // 2, len(rows), MODULE)
        for x in range(MODULE // 2, len(rows), MODULE)
        if rows[y][x] == "0"
    }
    assert seen == wanted(flyer)


@each
def test_the_drawing_is_the_same_code(flyer: Flyer) -> None:
    drawing = ET.fromstring(flyers.as_svg(flyer))  # noqa: S314 - our own
    (path,) = drawing.iter(f"{SVG}path")
    x = y = 0.0
    seen = set()
    for letter, numbers in re.findall(r"([Mmh])([-\d. ]+)", path.attrib["d"]):
        values = [float(number) for number in numbers.split()]
        if letter == "M":
            x, y = values
        elif letter == "m":
            x, y = x + values[0], y + values[1]
        else:
            seen |= {(int(x) + step - BORDER, int(y) - BORDER) for step in range(int(values[0]))}
            x += values[0]
    assert seen == wanted(flyer)


@each
def test_the_letters_say_what_it_is_for_and_how_to_type_the_link(flyer: Flyer) -> None:
    drawing = ET.fromstring(flyers.as_svg(flyer))  # noqa: S314 - our own
    *caption, typed = (text.text or "" for text in drawing.iter(f"{SVG}text"))
    assert " ".join(caption) == flyer.caption
    assert f"https://{typed}" == flyer.link
    wide = float(drawing.attrib["viewBox"].split()[2])
    for text in drawing.iter(f"{SVG}text"):
        assert len(text.text or "") * float(text.attrib["font-size"]) * 0.5 < wide
        assert float(text.attrib["font-size"]) >= 1
        assert float(text.attrib["y"]) < float(drawing.attrib["viewBox"].split()[3])


@pytest.mark.parametrize(
    ("words", "place", "caption"),
    [
        (EN, NEAR_TACOMA, "Alerts for Tacoma, WA"),
        (ES, NEAR_TACOMA, "Avisos de Tacoma, WA"),
        (ES, TEXAS, "Avisos de Texas"),
        (EN, COUNTRY, "Alerts for the whole country"),
    ],
)
def test_the_caption_speaks_the_readers_language(words: Words, place: Place, caption: str) -> None:
    assert flyers.of_place(words, place, LINKS).caption == caption


def test_an_actions_caption_is_its_first_line() -> None:
    flyer = flyers.of_entry(EN, RALLY, LINKS, EVENING)
    assert flyer.caption == "Rally, Sat, Feb 7, 2:00 PM, Houston"
    assert flyer.link == "https://t.me/drumbeat_bot?start=a_A7F3"
