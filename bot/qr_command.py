"""`python -m bot qr`: a QR code to print, for a place or an action. Reads beside a running bot."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.clock import real_now
from bot.domain.calendar import Entry
from bot.domain.codes import read_code
from bot.domain.deep_links import Links
from bot.domain.errors import DrumbeatError, Misconfigured
from bot.domain.ids import Code
from bot.domain.places import Choice, CityPlace, CountryPlace, Found, NothingFound, Place, StatePlace
from bot.services.identity import BOT_NAME
from bot.services.ports.places import PlaceFinder
from bot.services.status import now_of
from bot.telegram.transport import CallFailed, Transport
from bot.views import flyers, where
from bot.views.flyers import Flyer
from bot.views.words import Words
from storage.engine import database_path
from storage.opening import looked_into

TO_OUTPUT = "-"
_WHY = "the bot's name is not known yet: `run` the bot once, or set BOT_TOKEN so that it can be asked for"


class NotMade(DrumbeatError):
    """What was asked for leads nowhere. Says what to type instead."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the database of the bot tells: all of it absent before its first run."""

    name: str | None
    entry: Entry | None
    now: datetime


async def flyer_for(
    words: Words,
    goal: str,
    typed: str,
    places: Callable[[], PlaceFinder],
    shipped: Callable[[], Iterable[Entry]],
    database_url: str,
    bot_api: tuple[str, str | None],
) -> Flyer:
    """`bot_api` is its address and the token, if there is one."""
    code = read_code(typed) if goal == "action" else None
    known = await _known(database_url, code)
    if goal != "action":
        place = _place(words, goal, typed, places)
        return flyers.of_place(words, place, Links(known.name or await _asked(*bot_api)))
    entry = known.entry or next((each for each in shipped() if each.code == code), None)
    if entry is None:
        raise NotMade(f'no action has the code "{typed}"; `python -m bot calendar` lists them')
    return flyers.of_entry(words, entry, Links(known.name or await _asked(*bot_api)), known.now)


def written(flyer: Flyer, out: str | None) -> str | None:
    """Where it was put; None for standard output. OSError tells why it was not."""
    if out == TO_OUTPUT:
        sys.stdout.write(flyers.as_svg(flyer).decode())
        return None
    path = Path(out or f"{flyer.name}.png")
    if path.suffix.lower() not in {".png", ".svg"}:
        raise NotMade("--out takes a name that ends in .png or .svg, or - for SVG on standard output")
    try:
        path.write_bytes(flyers.as_svg(flyer) if path.suffix.lower() == ".svg" else flyers.as_png(flyer))
    except OSError as error:
        raise NotMade(f"--out cannot be written ({type(error).__name__})") from None
    return str(path)


def _place(words: Words, goal: str, typed: str, places: Callable[[], PlaceFinder]) -> Place:
    if goal == "country":
        return CountryPlace()
    found = places().resolve(typed)
    wanted = CityPlace if goal == "city" else StatePlace
    match found:
        case Found(place, runner_up):
            options: tuple[Place, ...] = (place, *([runner_up] if runner_up else []))
        case Choice(several):
            options = several
        case NothingFound(guesses):
            options = guesses
    fitting = [place for place in options if isinstance(place, wanted)]
    if fitting and (isinstance(found, Found) or (len(fitting) == 1 and not isinstance(found, NothingFound))):
        return fitting[0]
    near = ", ".join(f'"{where.typed(words, place)}"' for place in fitting)
    hint = f"; meant is perhaps {near}" if near else '; write it as in "Tacoma, WA" or "Texas"'
    raise NotMade(f'"{typed}" is no clear {goal}{hint}')


def _is_absent(path: Path | None) -> bool:
    return path is not None and not path.exists()


async def _known(database_url: str, code: Code | None) -> Known:
    if _is_absent(database_path(database_url)):
        return Known(None, None, real_now())
    async with looked_into(database_url) as transactions:
        now = await now_of(transactions)
        async with transactions.read() as tx:
            entry = await tx.calendar.by_code(code) if code else None
            return Known(await tx.meta.get(BOT_NAME), entry, now)


async def _asked(api_url: str, token: str | None) -> str:
    if token is None:
        raise Misconfigured("BOT_TOKEN", f"is not set, and {_WHY}")
    async with Transport(api_url, token) as transport:
        try:
            me = await transport.call("getMe")
        except CallFailed as failed:
            outcome = type(failed.outcome).__name__
            raise NotMade(f"Telegram did not tell the bot's name ({outcome}); {_WHY}") from None
    name = me.get("username") if isinstance(me, dict) else None
    if not name:
        raise NotMade(f"this server does not tell the bot's name; {_WHY}")
    return str(name)
