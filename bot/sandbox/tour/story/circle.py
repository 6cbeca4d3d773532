"""January 26 to 29: a group takes the bot in, asks, is set up by its administrator, and turns on topics."""

from bot.sandbox.tour.acts import BringsBot, OpensTopic, Says, TurnsOnTopics
from bot.sandbox.tour.consequences import ComesTo, Follows
from bot.sandbox.tour.script import CENTRAL, Scene
from bot.sandbox.tour.story.cast import INES, JOE, MILWAUKEE
from bot.sandbox.tour.wording import Both

ACTIONS = Both("Actions", "Acciones")

SCENES = (
    Scene(
        "2026-01-26 10:03",
        CENTRAL,
        Both(
            "Joe brings the bot into a group in Milwaukee: it says in three lines what it is",
            "Joe agrega el bot a un grupo de Milwaukee: dice en tres líneas qué es",
        ),
        (
            BringsBot(
                who=JOE,
                to=MILWAUKEE,
                expects=(
                    Both("Public actions nearby", "Acciones públicas cerca"),
                    "/today Tacoma, WA",
                    "/privacy",
                ),
            ),
        ),
    ),
    Scene(
        "2026-01-26 10:07",
        CENTRAL,
        Both(
            "anyone there may ask; small talk is not the bot's business",
            "ahí cualquiera puede preguntar; la charla no es asunto del bot",
        ),
        (
            Says(
                who=JOE,
                to=MILWAUKEE,
                text=Both("who brings the samovar tonight?", "¿quién trae el samovar esta noche?"),
            ),
            Says(who=INES, to=MILWAUKEE, text="/week Milwaukee", expects=("Milwaukee, WI", "N63W")),
        ),
    ),
    Scene(
        "2026-01-26 10:12",
        CENTRAL,
        Both(
            "alerts are for its administrator to decide, and that is not Joe",
            "de los avisos decide quien administra el grupo, y no es Joe",
        ),
        (
            Says(
                who=JOE,
                to=MILWAUKEE,
                text="/add Milwaukee",
                expects=(Both("Only the group's administrators", "Solo quienes administran el grupo"),),
            ),
            Says(
                who=INES,
                to=MILWAUKEE,
                text="/add Milwaukee",
                expects=("Milwaukee, WI",),
                then=Follows("Milwaukee", "WI"),
            ),
        ),
    ),
    Scene(
        "2026-01-29 11:00",
        CENTRAL,
        Both(
            "the group turns on topics and has a new number; alerts are to come to one of its topics",
            "el grupo activa los temas y tiene otro número; los avisos deben llegar a uno de ellos",
        ),
        (
            TurnsOnTopics(who=INES, to=MILWAUKEE),
            OpensTopic(who=INES, to=MILWAUKEE, topic=ACTIONS),
            Says(
                who=INES,
                to=MILWAUKEE,
                topic=ACTIONS,
                text=Both("/settings topic here", "/settings tema aquí"),
                expects=(
                    Both(
                        "From now on alerts come to this topic", "Desde ahora los avisos llegan a este tema"
                    ),
                ),
                then=ComesTo(ACTIONS),
            ),
        ),
    ),
    Scene(
        "2026-02-07 10:00",
        CENTRAL,
        Both(
            "a nationwide day, asked for in the group, is answered where it was asked",
            "un día nacional, pedido en el grupo, se contesta donde se pidió",
        ),
        (
            Says(
                who=JOE,
                to=MILWAUKEE,
                text="/today Milwaukee",
                expects=(Both("Sat, Feb 7", "sáb 7 feb"), "T45B"),
            ),
        ),
    ),
)
