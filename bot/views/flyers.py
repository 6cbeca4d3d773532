"""A QR code to print: it opens the bot at a place or an action, and says so in letters too."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from textwrap import wrap

import segno

from bot.domain.calendar import Entry
from bot.domain.deep_links import Links
from bot.domain.places import Place
from bot.views import where
from bot.views.entries import named
from bot.views.view import View
from bot.views.words import Words, escape, visible

MODULE = 20
"""Pixels of a PNG for the smallest square of the code: 800 and more in all, sharp on a page."""
BORDER = 4
"""Squares around the code that stay white, without which cameras do not find it."""
WIDTH = 120
"""Millimetres of a page of SVG."""
LARGE, LINE = 2.0, 2.6
"""Height of a letter and of a line, in squares of the code."""
_LETTERS = 0.62
"""Width of a letter, as part of its height."""


@dataclass(frozen=True, slots=True)
class Flyer:
    """`name` is that of the files, without an ending."""

    caption: str
    link: str
    name: str

    @property
    def typed(self) -> str:
        """The link as one writes it by hand."""
        return self.link.removeprefix("https://")


def of_place(words: Words, place: Place, links: Links) -> Flyer:
    caption = words.plain("qr.place", place=where.named(words, place))
    return Flyer(caption, links.to_place(place), f"drumbeat-{place.key}")


def of_entry(words: Words, entry: Entry, links: Links, now: datetime) -> Flyer:
    caption = visible(named(words, "entry.heading", entry, now))
    return Flyer(caption, links.to_entry(entry.code), f"drumbeat-{entry.code}")


def as_png(flyer: Flyer) -> bytes:
    """The code alone, black on white."""
    made = BytesIO()
    _code(flyer).save(made, kind="png", scale=MODULE, border=BORDER)
    return made.getvalue()


def as_svg(flyer: Flyer) -> bytes:
    """The code, and below it what it is for and the link in letters."""
    code = _code(flyer)
    # A line of the drawn code is one unit wide, so one unit of the page is the smallest square.
    wide = code.symbol_size(border=BORDER)[0]
    room = wide - BORDER
    lines = [(line, LARGE, "bold") for line in wrap(flyer.caption, int(room / (LARGE * _LETTERS)))]
    lines.append((flyer.typed, min(LARGE, room / (len(flyer.typed) * _LETTERS)), "normal"))
    high = wide + len(lines) * LINE + 1
    drawn = code.svg_inline(border=BORDER, omitsize=True)
    texts = "".join(
        f'<text x="{wide / 2}" y="{wide + number * LINE:.2f}" font-size="{size:.2f}" font-weight="{weight}" '
        f'font-family="Helvetica, Arial, sans-serif" text-anchor="middle">{escape(line)}</text>'
        for number, (line, size, weight) in enumerate(lines, 1)
    )
    page = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high:.2f}" '
        f'width="{WIDTH}mm" height="{WIDTH * high / wide:.1f}mm">'
        f'<rect width="{wide}" height="{high:.2f}" fill="#fff"/>'
        f'<svg width="{wide}" height="{wide}">{drawn}</svg>{texts}</svg>\n'
    )
    return page.encode()


def photo(words: Words, flyer: Flyer) -> View:
    text = words.text("qr.photo", caption=flyer.caption, link=flyer.link)
    return View(text, photo=(f"{flyer.name}.png", as_png(flyer)))


def to_print(words: Words, flyer: Flyer) -> View:
    return View(words.text("qr.to_print"), attachment=(f"{flyer.name}.svg", as_svg(flyer)))


def _code(flyer: Flyer) -> segno.QRCode:
    """A quarter of it may be torn or dirty."""
    return segno.make_qr(flyer.link, error="q")
