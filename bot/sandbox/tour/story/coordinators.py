"""January 22 and 23: an operator, two coordinators of Houston, and somebody who is none."""

from bot.sandbox.tour.acts import Hears, Presses, Says, Starts, Together
from bot.sandbox.tour.consequences import Follows
from bot.sandbox.tour.script import CENTRAL, Scene
from bot.sandbox.tour.story.cast import CLEO, DARIO, FRITZ, GIL, NOE, VERA
from bot.sandbox.tour.wording import Both

LINK = r"start=(in_[\w-]+)"
FOR_COORDINATORS = Both("for coordinators only", "solo para coordinación")
NO_GOOD = Both("used already or is older than 24 hours", "ya se usó o tiene más de 24 horas")

SCENES = (
    Scene(
        "2026-01-22 08:35",
        CENTRAL,
        Both("Noé and Gil follow Houston, too", "Noé y Gil también siguen Houston"),
        (
            Together(
                (
                    Says(
                        who=NOE,
                        text="/agregar Houston",
                        expects=("Zona agregada: Houston, TX",),
                        then=Follows("Houston", "TX"),
                    ),
                    Says(
                        who=GIL,
                        text=Both("/add Houston", "/agregar Houston"),
                        expects=("Houston, TX",),
                        then=Follows("Houston", "TX"),
                    ),
                )
            ),
        ),
    ),
    Scene(
        "2026-01-22 10:02",
        CENTRAL,
        Both(
            "Vera opens the link that the bot printed at its start: she operates it",
            "Vera abre el enlace que el bot mostró al arrancar: lleva la operación",
        ),
        (Starts(who=VERA, payload="{first_link}", expects=("C-01",)),),
    ),
    Scene(
        "2026-01-22 10:10",
        CENTRAL,
        Both(
            "Vera invites Cleo to announce for Houston; Cleo opens the link",
            "Vera invita a Cleo a anunciar en Houston; Cleo abre el enlace",
        ),
        (
            Says(
                who=VERA,
                text="/invite coordinator Houston, TX",
                expects=("?start=in_",),
                learns={"link_of_cleo": LINK},
            ),
            Starts(who=CLEO, payload="{link_of_cleo}", expects=("C-02",)),
            Hears(who=VERA, expects=("/confirm C-02",)),
        ),
    ),
    Scene(
        "2026-01-22 10:30",
        CENTRAL,
        Both(
            "Cleo has called her: Vera confirms; Fritz tries the same link once more",
            "Cleo la llamó: Vera confirma; Fritz prueba otra vez el mismo enlace",
        ),
        (
            Together(
                (
                    Says(who=VERA, text="/confirm C-02", expects=("C-02", "Houston, TX")),
                    Starts(who=FRITZ, payload="{link_of_cleo}", expects=(NO_GOOD,)),
                )
            ),
            Hears(who=CLEO, expects=("C-02", "/help")),
        ),
    ),
    Scene(
        "2026-01-22 11:05",
        CENTRAL,
        Both(
            "Vera invites Darío, too, whose app speaks Spanish; Cleo knows him and confirms",
            "Vera invita también a Darío; Cleo lo conoce y confirma",
        ),
        (
            Says(
                who=VERA,
                text="/invite coordinator Houston, TX",
                expects=("?start=in_",),
                learns={"link_of_dario": LINK},
            ),
            Starts(who=DARIO, payload="{link_of_dario}", expects=("C-03",)),
            Hears(who=CLEO, expects=("/confirm C-03",)),
            Together(
                (
                    Presses(who=CLEO, button=Both("Confirm C-03", "Confirmar C-03"), expects=("C-03",)),
                    Says(who=FRITZ, text="/confirm C-03", expects=(FOR_COORDINATORS,)),
                    Says(
                        who=VERA,
                        text="/invite coordinator Houston, TX",
                        expects=("?start=in_",),
                        learns={"lost_link": LINK},
                    ),
                )
            ),
            Hears(who=DARIO, expects=("C-03", "72 horas")),
        ),
    ),
    Scene(
        "2026-01-23 11:30",
        CENTRAL,
        Both(
            "Fritz has found the last link, a day too late, and would announce something",
            "Fritz encontró el último enlace, un día tarde, y querría anunciar algo",
        ),
        (
            Starts(who=FRITZ, payload="{lost_link}", expects=(NO_GOOD,)),
            Says(
                who=FRITZ,
                text=Both(
                    "/announce Rally today 5pm, City Hall steps, 100 Main St",
                    "/announce Concentración hoy 5pm, City Hall, 100 Main St",
                ),
                expects=(FOR_COORDINATORS,),
            ),
        ),
    ),
)
