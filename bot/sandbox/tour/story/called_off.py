"""January 27: the announced action is called off, and exactly those hear it whom it concerns."""

from bot.sandbox.tour.acts import Forwards, Hears, Picks, Presses, Rewrites, Says, Together
from bot.sandbox.tour.consequences import CalledOff, Follows
from bot.sandbox.tour.script import CENTRAL, Scene
from bot.sandbox.tour.story.cast import CLEO, DARIO, FRITZ, GIL, LUZ, NOE, SAM, TESS, UMA
from bot.sandbox.tour.story.coordinators import FOR_COORDINATORS
from bot.sandbox.tour.story.moved import STEPS_IN_FULL
from bot.sandbox.tour.wording import Both

TRUE_NOW = (STEPS_IN_FULL, "5:30 p.m.", "Mar 27 ene")
OFF = Both("❌ Cancelled: vigil today", "❌ Cancelada: vigilia hoy")

SCENES = (
    Scene(
        "2026-01-27 10:00",
        CENTRAL,
        Both("Uma follows Houston from today on", "Uma sigue Houston desde hoy"),
        (
            Says(
                who=UMA,
                text=Both("/add Houston", "/agregar Houston"),
                expects=("Houston, TX",),
                then=Follows("Houston", "TX"),
            ),
        ),
    ),
    Scene(
        "2026-01-27 11:00",
        CENTRAL,
        Both("the vigil is off: Cleo proposes to say so", "la vigilia no se hace: Cleo propone decirlo"),
        (
            Together(
                (
                    Says(who=CLEO, text="/cancel {vigil}", expects=("{vigil}",)),
                    Says(who=FRITZ, text="/cancel {vigil} yes", expects=(FOR_COORDINATORS,)),
                )
            ),
            Presses(
                who=CLEO,
                button=Both("Propose cancellation", "Proponer cancelación"),
                expects=(Both("In review: {vigil}", "En revisión: {vigil}"),),
            ),
            Hears(who=DARIO, expects=("/approve {vigil}",)),
        ),
    ),
    Scene(
        "2026-01-27 11:05",
        CENTRAL,
        Both(
            "Darío approves it; those who were told hear it, and those who follow Houston now",
            "Darío lo aprueba; se entera quien recibió el aviso y quien sigue Houston ahora",
        ),
        (
            Says(who=DARIO, text="/approve {vigil}", expects=("{vigil}",)),
            Together(
                (
                    Picks(who=DARIO, buttons=TRUE_NOW, expects=("Eso es lo que indica",)),
                    Says(who=FRITZ, text="/resume", expects=(FOR_COORDINATORS,)),
                )
            ),
            Presses(
                who=DARIO,
                button="Aprobar",
                expects=("Aprobado: {vigil}",),
                then=CalledOff("{vigil}"),
            ),
            *(Hears(who=who, expects=(OFF, "{vigil}")) for who in (SAM, GIL, UMA, TESS)),
            *(Hears(who=who, expects=("❌ Cancelada: vigilia hoy", "{vigil}")) for who in (NOE, LUZ)),
        ),
    ),
    Scene(
        "2026-01-27 11:06",
        CENTRAL,
        Both(
            "what remains: the code tells how it is; halting, old words and other people's words do nothing",
            "lo que queda: el código dice cómo está; ni detener, ni palabras viejas o ajenas hacen nada",
        ),
        (
            Together(
                (
                    Says(who=SAM, text="/check {vigil}", expects=("{vigil}",)),
                    Says(who=FRITZ, text="/halt", expects=(FOR_COORDINATORS,)),
                    Forwards(
                        who=CLEO,
                        author=FRITZ,
                        text="/retract {vigil} yes",
                        expects=(Both("Forwarded messages are not read", "mensajes reenviados no se leen"),),
                    ),
                )
            ),
            Hears(who=DARIO, expects=("Terminado: {vigil}",)),
            Says(who=FRITZ, text="/check {vigil}", expects=("{vigil}",)),
            Rewrites(who=FRITZ, text="/retract {vigil} yes"),
        ),
    ),
)
