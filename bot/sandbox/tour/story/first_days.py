"""January 22 to 27: people come, each in their own way; a group asks; the bot is restarted once."""

from bot.sandbox.tour.consequences import Follows
from bot.sandbox.tour.script import (
    CENTRAL,
    EASTERN,
    MOUNTAIN,
    PACIFIC,
    Presses,
    Restarts,
    Says,
    Scene,
    Starts,
)
from bot.sandbox.tour.story.cast import ANA, INES, IVY, JOE, KAI, LUZ, MAX, MILWAUKEE, ROSA, SAM, TESS, ZORA

SCENES = (
    Scene(
        "2026-01-22 08:30",
        EASTERN,
        "Luz, whose app speaks Spanish, wants the whole country",
        (
            Says(
                who=LUZ,
                text="/add todo el país",
                expects=("Zona agregada",),
                then=Follows(),
            ),
        ),
    ),
    Scene(
        "2026-01-22 08:40",
        EASTERN,
        "a ZIP code is a place, too",
        (Says(who=ZORA, text="/add 30303", expects=("Atlanta, GA",), then=Follows("Atlanta", "GA")),),
    ),
    Scene(
        "2026-01-22 08:30",
        CENTRAL,
        "Houston by typed text",
        (Says(who=SAM, text="/add Houston TX", expects=("Houston, TX",), then=Follows("Houston", "TX")),),
    ),
    Scene(
        "2026-01-22 08:45",
        CENTRAL,
        "a whole state",
        (Says(who=TESS, text="/add Texas", expects=("Texas",), then=Follows(state="TX")),),
    ),
    Scene(
        "2026-01-22 08:50",
        CENTRAL,
        "a city and 50 miles around",
        (
            Says(
                who=IVY, text="/add Chicago 50", expects=("Chicago, IL", "50"), then=Follows("Chicago", "IL")
            ),
        ),
    ),
    Scene(
        "2026-01-22 08:30",
        MOUNTAIN,
        "Denver",
        (Says(who=MAX, text="/add Denver", expects=("Denver, CO",), then=Follows("Denver", "CO")),),
    ),
    Scene(
        "2026-01-22 08:05",
        PACIFIC,
        "Ana scans a flyer in Tacoma",
        (
            Starts(who=ANA, payload="city_5812944", expects=("/delete", "Get alerts for Tacoma, WA")),
            Presses(
                who=ANA,
                button="Get alerts for Tacoma, WA",
                expects=("Added: Tacoma, WA", "25 miles"),
                then=Follows("Tacoma", "WA"),
            ),
        ),
    ),
    Scene(
        "2026-01-22 08:20",
        PACIFIC,
        "what is no place is no place; a typo is forgiven",
        (
            Says(who=KAI, text="/add xyzzy", expects=('No place found for "xyzzy"', "/add")),
            Says(who=KAI, text="/add Portlnd OR", expects=("Portland, OR",), then=Follows("Portland", "OR")),
        ),
    ),
    Scene(
        "2026-01-22 09:00",
        PACIFIC,
        "Rosa's app speaks Spanish, and so does the bot",
        (
            Starts(who=ROSA, expects=("Avisos de acciones públicas cerca de ti", "/delete")),
            Says(
                who=ROSA,
                text="/add Los Ángeles",
                expects=("Zona agregada: Los ", "25 millas"),
                then=Follows("Los Angeles", "CA"),
            ),
        ),
    ),
    Scene(
        "2026-01-22 12:00",
        PACIFIC,
        "nothing today in Tacoma",
        (Says(who=ANA, text="/today", expects=("No actions listed today, Thu, Jan 22", "Tacoma, WA")),),
    ),
    Scene(
        "2026-01-23 10:00",
        PACIFIC,
        "what is on today in Los Angeles",
        (Says(who=ROSA, text="/today", expects=("Hoy, vie 23 ene", "6XDJ")),),
    ),
    Scene(
        "2026-01-25 10:00",
        CENTRAL,
        "one action in full, by its code",
        (Says(who=SAM, text="/check 99MK", expects=("99MK", "Tuesday, January 27", "Houston")),),
    ),
    Scene(
        "2026-01-25 12:00",
        CENTRAL,
        "the bot is restarted; who writes meanwhile is answered afterwards",
        (Restarts(meanwhile=(Says(who=TESS, text="/week", expects=("99MK", "Texas")),)),),
    ),
    Scene(
        "2026-01-26 12:00",
        CENTRAL,
        "a group in Milwaukee asks; small talk is not the bot's business",
        (
            Says(who=JOE, to=MILWAUKEE, text="who brings the samovar tonight?"),
            Says(who=INES, to=MILWAUKEE, text="/week Milwaukee", expects=("Milwaukee, WI", "N63W")),
        ),
    ),
    Scene(
        "2026-01-27 09:30",
        CENTRAL,
        "the group asks for today",
        (Says(who=JOE, to=MILWAUKEE, text="/today Milwaukee", expects=("Tue, Jan 27", "N63W")),),
    ),
)
