"""January 25 and 26: an action is announced, approved and told; a false report is retracted."""

from bot.sandbox.tour.acts import Forges, Hears, Picks, Presses, Says, Together
from bot.sandbox.tour.consequences import Announced, Drops, Follows, Retracted
from bot.sandbox.tour.script import CENTRAL, Scene
from bot.sandbox.tour.story.cast import CLEO, DARIO, FRITZ, GIL, LUZ, NOE, SAM, TESS, VERA
from bot.sandbox.tour.story.coordinators import FOR_COORDINATORS
from bot.sandbox.tour.wording import Both

PARK, PARK_IN_FULL = "Riverside Park", "Riverside Park, 400 River St"
PLAZA, PLAZA_IN_FULL = "Old Mill Plaza", "Old Mill Plaza, 12 Mill St"
TRUE_OF_VIGIL = (PARK_IN_FULL, "5:30 p.m.", "Mar 27 ene")
ITS_OWN = Both("{vigil} is your own", "{vigil} es tuyo")
NOT_FOR_YOU = Both("active coordinators of that city", "la coordinación activa de esa ciudad")

SCENES = (
    Scene(
        "2026-01-25 14:00",
        CENTRAL,
        Both(
            "Cleo announces a vigil in one line, looks at it as it will arrive, and submits it",
            "Cleo anuncia una vigilia en una línea, la ve como llegará y la envía a revisión",
        ),
        (
            Says(
                who=CLEO,
                text=Both(
                    "/announce Vigil Tue 5:30pm, Riverside Park, 400 River St",
                    "/announce Vigilia martes 5:30pm, Riverside Park, 400 River St",
                ),
                expects=(Both("Tuesday, January 27, 5:30 PM", "artes 27 de enero, 5:30 p.m."), PARK),
                learns={"vigil": r"/draft_?\s?(\w{4})"},
            ),
            Presses(
                who=CLEO,
                button=Both("Correct, preview it", "Correcto, verla"),
                expects=("🆕 New: vigil", "🆕 Nueva: vigilia", "/draft {vigil} submit"),
                previews=True,
            ),
            Presses(
                who=CLEO,
                button=Both("Submit for review", "Enviar a revisión"),
                expects=(Both("{vigil} is in review", "{vigil} está en revisión"),),
            ),
            Hears(who=DARIO, expects=("Espera aprobación", "/approve {vigil}")),
        ),
    ),
    Scene(
        "2026-01-25 14:05",
        CENTRAL,
        Both(
            "her own approval does not count, and Fritz, who has heard of the code, is nobody's second",
            "su propia aprobación no cuenta, y Fritz, que oyó el código, no es segunda persona de nadie",
        ),
        (
            Together(
                (
                    Says(who=CLEO, text=f"/approve {{vigil}} {PARK_IN_FULL}", expects=(ITS_OWN,)),
                    Says(who=FRITZ, text=f"/approve {{vigil}} {PARK_IN_FULL}", expects=(NOT_FOR_YOU,)),
                )
            ),
        ),
    ),
    Scene(
        "2026-01-25 14:10",
        CENTRAL,
        Both(
            "Darío reads it, proves that he did, and approves; at once, whoever follows Houston hears of it",
            "Darío la lee, demuestra que la leyó y aprueba; al momento se entera quien sigue Houston",
        ),
        (
            Presses(who=DARIO, button="Revisar {vigil}", expects=("Por aprobar: vigilia", PARK)),
            Together(
                (
                    Says(who=DARIO, text="/approve {vigil} Market Square", expects=("no indica eso",)),
                    Says(who=FRITZ, text="/invite coordinator Houston, TX", expects=(FOR_COORDINATORS,)),
                )
            ),
            Picks(who=DARIO, buttons=TRUE_OF_VIGIL, expects=("Eso es lo que indica",)),
            Forges(who=FRITZ, button="Aprobar", of=DARIO, expects=(NOT_FOR_YOU,)),
            Presses(
                who=DARIO,
                button="Aprobar",
                expects=("Terminado: {vigil}",),
                then=Announced("{vigil}", "Houston", "TX", "2026-01-27 17:30", CENTRAL, PARK),
            ),
            Hears(who=CLEO, expects=(Both("Done: {vigil}", "Terminado: {vigil}"),)),
            Hears(who=NOE, expects=("🆕 Nueva: vigilia, mar 27 ene", "{vigil}")),
            Hears(who=SAM, expects=(Both("🆕 New: vigil, Tue, Jan 27", "🆕 Nueva: vigilia"), "{vigil}")),
        ),
    ),
    Scene(
        "2026-01-26 09:00",
        CENTRAL,
        Both("Gil follows another city instead", "Gil sigue otra ciudad en su lugar"),
        (
            Says(
                who=GIL,
                text=Both("/add Denver", "/agregar Denver"),
                expects=("Denver, CO",),
                then=Follows("Denver", "CO"),
            ),
            Says(
                who=GIL,
                text=Both("/remove Houston", "/quitar Houston"),
                expects=("Houston, TX",),
                then=Drops("Houston", "TX"),
            ),
        ),
    ),
    Scene(
        "2026-01-26 15:00",
        CENTRAL,
        Both(
            "somebody has told Darío of a rally this evening; he announces it",
            "alguien habló a Darío de una concentración esta tarde; la anuncia",
        ),
        (
            Says(
                who=DARIO,
                text=f"/announce Concentración hoy 6pm, {PLAZA_IN_FULL}",
                expects=("unes 26 de enero, 6:00 p.m.", PLAZA),
                learns={"rally": r"/draft_?\s?(\w{4})"},
            ),
            Together(
                (
                    Says(who=DARIO, text="/draft {rally} submit", expects=("{rally} está en revisión",)),
                    Says(who=FRITZ, text="/postpone {vigil} yes", expects=(FOR_COORDINATORS,)),
                )
            ),
            Hears(who=CLEO, expects=("/approve {rally}",)),
        ),
    ),
    Scene(
        "2026-01-26 15:05",
        CENTRAL,
        Both(
            "five minutes later nobody has answered, and it starts soon: Darío calls the operator",
            "cinco minutos después nadie respondió, y empieza pronto: Darío llama a la operación",
        ),
        (
            Hears(who=DARIO, expects=("Nadie ha respondido sobre {rally}", "/review {rally}")),
            Says(who=DARIO, text="/review {rally}", expects=("{rally}",)),
            Hears(who=VERA, expects=(Both("Nobody has answered", "Nadie ha respondido"), "/approve {rally}")),
            Together(
                (
                    Says(who=VERA, text="/approve {rally}", expects=(PLAZA,)),
                    Says(who=FRITZ, text="/audit", expects=(FOR_COORDINATORS,)),
                )
            ),
            Picks(
                who=VERA,
                buttons=(PLAZA_IN_FULL, Both("6:00 PM", "6:00 p.m."), Both("Mon, Jan 26", "Lun 26 ene")),
                expects=("/approve {rally}",),
            ),
            Presses(
                who=VERA,
                button=Both("Approve", "Aprobar"),
                expects=(Both("Approved: {rally}", "Aprobado: {rally}"),),
                then=Announced("{rally}", "Houston", "TX", "2026-01-26 18:00", CENTRAL, PLAZA),
            ),
            Hears(who=SAM, expects=("🆕", "{rally}")),
        ),
    ),
    Scene(
        "2026-01-26 15:08",
        CENTRAL,
        Both(
            "Cleo knows that it is false: one person retracts it, at once; Fritz would retract the true one",
            "Cleo sabe que es falsa: una persona la retira, al momento; Fritz retiraría la verdadera",
        ),
        (
            Together(
                (
                    Says(who=CLEO, text="/retract {rally}", expects=("{rally}",)),
                    Says(who=FRITZ, text="/retract {vigil} yes", expects=(FOR_COORDINATORS,)),
                )
            ),
            Presses(
                who=CLEO,
                button=Both("Retract {rally}", "Retirar {rally}"),
                expects=(Both("Retracted: alert {rally}", "Aviso retirado: {rally}"),),
                then=Retracted("{rally}"),
            ),
            Hears(who=SAM, expects=("⚠️", "{rally}")),
            Hears(who=NOE, expects=("⚠️ Ignora el aviso {rally}",)),
            Hears(who=TESS, expects=("⚠️", "{rally}")),
            Hears(who=LUZ, expects=("⚠️ Ignora el aviso {rally}",)),
            Hears(who=DARIO, expects=("Terminado: {rally}",)),
            Says(who=SAM, text="/check {rally}", expects=("{rally}",)),
        ),
    ),
)
