"""January 28 to February 2: the days of action; some people leave, and the bot is killed once."""

from bot.sandbox.tour.acts import Blocks, Kills, Presses, Says, SharesLocation
from bot.sandbox.tour.consequences import Drops, Follows, Leaves, Mutes, Pauses, Resumes
from bot.sandbox.tour.script import CENTRAL, EASTERN, MOUNTAIN, PACIFIC, Scene
from bot.sandbox.tour.story.cast import ANA, BEN, INES, IVY, KAI, MAX, MILWAUKEE, ROSA, SAM
from bot.sandbox.tour.wording import Both

CONFIRMED = Both("/delete yes", "/delete sí")
SCENES = (
    Scene(
        "2026-01-28 09:00",
        EASTERN,
        Both(
            "Ben shares his location in Philadelphia, and follows nothing",
            "Ben comparte su ubicación en Filadelfia y no sigue nada",
        ),
        (
            Says(who=BEN, text="/near", expects=("/near",)),
            SharesLocation(who=BEN, latitude=39.9524, longitude=-75.1636, expects=("6N24", "AZE7")),
        ),
    ),
    Scene(
        "2026-01-28 10:00",
        PACIFIC,
        Both("Ana adds a city and takes it back", "Ana agrega una ciudad y lo deshace"),
        (
            Says(
                who=ANA,
                text=Both("/add Seattle", "/agregar Seattle"),
                expects=(Both("Added: Seattle, WA", "Zona agregada: Seattle, WA"),),
                then=Follows("Seattle", "WA"),
            ),
            Presses(
                who=ANA,
                button=Both("Undo", "Deshacer"),
                expects=("Seattle, WA",),
                then=Drops("Seattle", "WA"),
            ),
        ),
    ),
    Scene(
        "2026-01-28 11:00",
        CENTRAL,
        Both(
            "what is near Milwaukee in the next two weeks",
            "qué hay cerca de Milwaukee en las próximas dos semanas",
        ),
        (
            Says(
                who=INES,
                to=MILWAUKEE,
                text="/near Milwaukee 50",
                expects=("Milwaukee", "N4DV", "ZFA7"),
            ),
        ),
    ),
    Scene(
        "2026-01-29 09:00",
        PACIFIC,
        Both("Kai wants no more messages", "Kai no quiere más mensajes"),
        (Says(who=KAI, text=Both("/stop", "/parar"), expects=("7",), then=Pauses()),),
    ),
    Scene(
        "2026-01-29 17:59",
        CENTRAL,
        Both(
            "the brief for Central Time is due in a minute",
            "falta un minuto para el resumen de la hora del Centro",
        ),
        (Kills(delivered=1),),
    ),
    Scene(
        "2026-01-30 08:15",
        CENTRAL,
        Both("Ivy blocks the bot", "Ivy bloquea el bot"),
        (Blocks(who=IVY, then=Leaves()),),
    ),
    Scene(
        "2026-01-30 10:00",
        MOUNTAIN,
        Both(
            "Max looks at what is kept about him, then erases it",
            "Max mira qué se guarda de él y luego lo borra",
        ),
        (
            Says(who=MAX, text="/export", expects=(".json",)),
            Says(who=MAX, text="/delete", expects=(CONFIRMED,)),
            Says(who=MAX, text=CONFIRMED, expects=("/start",), then=Leaves()),
        ),
    ),
    Scene(
        "2026-01-31 09:00",
        CENTRAL,
        Both("Sam has heard enough of one vigil", "Sam ya oyó bastante de una vigilia"),
        (Says(who=SAM, text=Both("/mute 3EAW", "/silenciar 3EAW"), expects=("3EAW",), then=Mutes("3EAW")),),
    ),
    Scene(
        "2026-01-31 10:00",
        PACIFIC,
        Both("Kai comes back", "Kai vuelve"),
        (
            Presses(
                who=KAI,
                button=Both("Resume alerts", "Reanudar avisos"),
                expects=("Portland, OR",),
                then=Resumes(),
            ),
        ),
    ),
    Scene(
        "2026-01-31 11:00",
        PACIFIC,
        Both("Ana asks about a code of her brief", "Ana pregunta por un código de su resumen"),
        (
            Says(
                who=ANA,
                text="/check_2G3G",
                expects=("2G3G", Both("Monday, February 2", "unes 2 de febrero"), "Tacoma"),
            ),
        ),
    ),
    Scene(
        "2026-02-01 10:00",
        PACIFIC,
        Both("the coming week in Tacoma", "la semana que viene en Tacoma"),
        (Says(who=ANA, text=Both("/week", "/semana"), expects=("Tacoma, WA", "2G3G", "3RNJ")),),
    ),
    Scene(
        "2026-02-01 11:00",
        PACIFIC,
        Both("Rosa asks what is near", "Rosa pregunta qué hay cerca"),
        (Says(who=ROSA, text="/near", expects=("Los ", "3RNJ", "25 millas")),),
    ),
)
