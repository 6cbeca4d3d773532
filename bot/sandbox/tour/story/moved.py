"""January 26: the announced action gets another place, and those who were told hear it."""

from bot.sandbox.tour.acts import Hears, Picks, Presses, Says, Together
from bot.sandbox.tour.consequences import Moved
from bot.sandbox.tour.script import CENTRAL, Scene
from bot.sandbox.tour.story.announced import NOT_FOR_YOU
from bot.sandbox.tour.story.cast import CLEO, DARIO, FRITZ, GIL, LUZ, NOE, SAM, TESS
from bot.sandbox.tour.story.coordinators import FOR_COORDINATORS
from bot.sandbox.tour.wording import Both

STEPS, STEPS_IN_FULL = "Library Steps", "Library Steps, 50 Oak St"

SCENES = (
    Scene(
        "2026-01-26 10:00",
        CENTRAL,
        Both(
            "the park is closed: Darío proposes another place, and so would Fritz",
            "el parque está cerrado: Darío propone otro lugar, y Fritz quisiera lo mismo",
        ),
        (
            Together(
                (
                    Says(
                        who=DARIO,
                        text=f"/change {{vigil}} se mueve a {STEPS_IN_FULL}",
                        expects=("🔁 Moved: vigil", "🔁 Otro lugar: vigilia", "/change {vigil} submit"),
                        previews=True,
                    ),
                    Says(
                        who=FRITZ,
                        text="/change {vigil} moves to 9 Dark Alley",
                        expects=(FOR_COORDINATORS,),
                    ),
                )
            ),
            Presses(who=DARIO, button="Proponer el cambio", expects=("{vigil} está en revisión",)),
            Hears(who=CLEO, expects=("/approve {vigil}",)),
        ),
    ),
    Scene(
        "2026-01-26 10:05",
        CENTRAL,
        Both(
            "Cleo reads what is new and what it was, and approves; it waits three minutes for more",
            "Cleo lee lo nuevo y lo anterior, y aprueba; espera tres minutos por si hay más",
        ),
        (
            Presses(
                who=CLEO, button=Both("Review {vigil}", "Revisar {vigil}"), expects=(STEPS, "Riverside Park")
            ),
            Together(
                (
                    Picks(
                        who=CLEO,
                        buttons=(
                            STEPS_IN_FULL,
                            Both("5:30 PM", "5:30 p.m."),
                            Both("Tue, Jan 27", "Mar 27 ene"),
                        ),
                        expects=("/approve {vigil}",),
                    ),
                    Says(who=FRITZ, text="/reject {vigil} no", expects=(NOT_FOR_YOU,)),
                )
            ),
            Presses(
                who=CLEO,
                button=Both("Approve", "Aprobar"),
                expects=("{vigil}",),
                then=Moved("{vigil}", STEPS),
            ),
            Hears(who=DARIO, expects=("C-02", "{vigil}")),
        ),
    ),
    Scene(
        "2026-01-26 10:10",
        CENTRAL,
        Both(
            "it has arrived: with Gil, too, who was told, and with those who follow the state or the country",
            "ya llegó: también a Gil, que recibió el aviso, y a quien sigue el estado o el país",
        ),
        (
            *(
                Hears(who=who, expects=(Both("🔁 Moved: vigil", "🔁 Otro lugar: vigilia"), STEPS, "{vigil}"))
                for who in (SAM, GIL, TESS)
            ),
            *(Hears(who=who, expects=("🔁 Otro lugar: vigilia", STEPS)) for who in (NOE, LUZ)),
            Hears(who=CLEO, expects=(Both("Done: {vigil}", "Terminado: {vigil}"),)),
        ),
    ),
)
