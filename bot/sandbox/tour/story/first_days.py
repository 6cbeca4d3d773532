"""January 22 to 27: people come, each in their own way; a group asks; the bot is restarted once."""

from bot.sandbox.tour.acts import Presses, Restarts, Says, Starts
from bot.sandbox.tour.consequences import Follows
from bot.sandbox.tour.script import CENTRAL, EASTERN, MOUNTAIN, PACIFIC, Scene
from bot.sandbox.tour.story.cast import ANA, IVY, JOE, KAI, LUZ, MAX, MILWAUKEE, ROSA, SAM, TESS, ZORA
from bot.sandbox.tour.wording import Both

SCENES = (
    Scene(
        "2026-01-22 08:30",
        EASTERN,
        Both(
            "Luz, whose app speaks Spanish, wants the whole country",
            "Luz, cuya app está en español, quiere todo el país",
        ),
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
        Both("a ZIP code is a place, too", "un código postal también es una zona"),
        (Says(who=ZORA, text="/add 30303", expects=("Atlanta, GA",), then=Follows("Atlanta", "GA")),),
    ),
    Scene(
        "2026-01-22 08:30",
        CENTRAL,
        Both("Houston by typed text", "Houston, por escrito"),
        (
            Says(
                who=SAM,
                text=Both("/add Houston TX", "/agregar Houston TX"),
                expects=("Houston, TX",),
                then=Follows("Houston", "TX"),
            ),
        ),
    ),
    Scene(
        "2026-01-22 08:45",
        CENTRAL,
        Both("a whole state", "un estado entero"),
        (Says(who=TESS, text="/add Texas", expects=("Texas",), then=Follows(state="TX")),),
    ),
    Scene(
        "2026-01-22 08:50",
        CENTRAL,
        Both("a city and 50 miles around", "una ciudad y 50 millas alrededor"),
        (
            Says(
                who=IVY, text="/add Chicago 50", expects=("Chicago, IL", "50"), then=Follows("Chicago", "IL")
            ),
        ),
    ),
    Scene(
        "2026-01-22 08:30",
        MOUNTAIN,
        Both("Denver", "Denver, por escrito"),
        (Says(who=MAX, text="/add Denver", expects=("Denver, CO",), then=Follows("Denver", "CO")),),
    ),
    Scene(
        "2026-01-22 08:05",
        PACIFIC,
        Both("Ana scans a flyer in Tacoma", "Ana escanea un volante en Tacoma"),
        (
            Starts(
                who=ANA,
                payload="city_5812944",
                expects=("/delete", Both("Get alerts for Tacoma, WA", "Recibir avisos de Tacoma, WA")),
            ),
            Presses(
                who=ANA,
                button=Both("Get alerts for Tacoma, WA", "Recibir avisos de Tacoma, WA"),
                expects=(
                    Both("Added: Tacoma, WA", "Zona agregada: Tacoma, WA"),
                    Both("25 miles", "25 millas"),
                ),
                then=Follows("Tacoma", "WA"),
            ),
        ),
    ),
    Scene(
        "2026-01-22 08:20",
        PACIFIC,
        Both(
            "what is no place is no place; a typo is forgiven",
            "lo que no es un lugar no lo es; una errata se perdona",
        ),
        (
            Says(
                who=KAI,
                text="/add xyzzy",
                expects=(Both('No place found for "xyzzy"', 'No se encontró "xyzzy"'), "/add"),
            ),
            Says(who=KAI, text="/add Portlnd OR", expects=("Portland, OR",), then=Follows("Portland", "OR")),
        ),
    ),
    Scene(
        "2026-01-22 09:00",
        PACIFIC,
        Both(
            "Rosa's app speaks Spanish, and so does the bot",
            "la app de Rosa está en español, y el bot también",
        ),
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
        Both("nothing today in Tacoma", "hoy, nada en Tacoma"),
        (
            Says(
                who=ANA,
                text="/today",
                expects=(
                    Both(
                        "No actions listed today, Thu, Jan 22", "Hoy, jue 22 ene, no hay acciones en la lista"
                    ),
                    "Tacoma, WA",
                ),
            ),
        ),
    ),
    Scene(
        "2026-01-23 10:00",
        PACIFIC,
        Both("what is on today in Los Angeles", "qué hay hoy en Los Ángeles"),
        (Says(who=ROSA, text="/today", expects=("Hoy, vie 23 ene", "6XDJ")),),
    ),
    Scene(
        "2026-01-25 10:00",
        CENTRAL,
        Both("one action in full, by its code", "una acción completa, por su código"),
        (
            Says(
                who=SAM,
                text="/check 99MK",
                expects=("99MK", Both("Tuesday, January 27", "artes 27 de enero"), "Houston"),
            ),
        ),
    ),
    Scene(
        "2026-01-25 12:00",
        CENTRAL,
        Both(
            "the bot is restarted; who writes meanwhile is answered afterwards",
            "el bot se reinicia; a quien escribe entretanto se le responde después",
        ),
        (Restarts(meanwhile=(Says(who=TESS, text="/week", expects=("99MK", "Texas")),)),),
    ),
    Scene(
        "2026-01-27 09:30",
        CENTRAL,
        Both("the group asks for today", "el grupo pregunta por hoy"),
        (
            Says(
                who=JOE,
                to=MILWAUKEE,
                text="/today Milwaukee",
                expects=(Both("Tue, Jan 27", "mar 27 ene"), "N63W"),
            ),
        ),
    ),
)
