"""February 3 to 18: little is listed; settings are changed."""

from bot.sandbox.tour.acts import Says
from bot.sandbox.tour.consequences import BriefAt
from bot.sandbox.tour.script import CENTRAL, EASTERN, PACIFIC, Scene
from bot.sandbox.tour.story.cast import ANA, KAI, LUZ, ROSA, SAM, TESS, ZORA
from bot.sandbox.tour.wording import Both

SCENES = (
    Scene(
        "2026-02-03 09:00",
        PACIFIC,
        Both("Ana wants quiet from nine to nine", "Ana quiere silencio de nueve a nueve"),
        (
            Says(
                who=ANA,
                text=Both("/quiet 21-9", "/silencio 21-9"),
                expects=(Both("9:00 PM", "9:00 p.m."), Both("9:00 AM", "9:00 a.m.")),
            ),
        ),
    ),
    Scene(
        "2026-02-05 12:00",
        PACIFIC,
        Both("an empty day names the next thing coming", "un día vacío nombra lo próximo que viene"),
        (
            Says(
                who=KAI,
                text="/today",
                expects=(
                    Both("No actions listed today, Thu, Feb 5", "Hoy, jue 5 feb, no hay acciones"),
                    Both("Next:", "Lo próximo:"),
                    Both("Sat, Feb 7", "sáb 7 feb"),
                ),
            ),
        ),
    ),
    Scene(
        "2026-02-10 10:00",
        EASTERN,
        Both("what Zora follows", "lo que sigue Zora"),
        (Says(who=ZORA, text="/cities", expects=("Atlanta, GA",)),),
    ),
    Scene(
        "2026-02-11 10:00",
        CENTRAL,
        Both("settings", "ajustes"),
        (Says(who=TESS, text="/settings", expects=(Both("Brief: on", "Resumen: activado"), "/cities")),),
    ),
    Scene(
        "2026-02-12 10:00",
        PACIFIC,
        Both(
            "Kai works until seven: the brief waits until then",
            "Kai trabaja hasta las siete: el resumen espera hasta entonces",
        ),
        (
            Says(
                who=KAI,
                text="/quiet 5pm-7pm",
                expects=("5:00", Both("7:00 PM", "7:00 p.m.")),
                then=BriefAt("19:00"),
            ),
        ),
    ),
    Scene(
        "2026-02-13 10:00",
        EASTERN,
        Both("Luz reads English today", "Luz confirma que lee en español"),
        (
            Says(
                who=LUZ,
                text=Both("/language en", "/language es"),
                expects=(Both("From now on in English", "Desde ahora en español"),),
            ),
        ),
    ),
    Scene(
        "2026-02-15 12:00",
        PACIFIC,
        Both("Rosa looks ahead", "Rosa mira lo que viene"),
        (Says(who=ROSA, text="/week", expects=("mar 17 feb", "9KCQ")),),
    ),
    Scene(
        "2026-02-17 09:00",
        CENTRAL,
        Both("the last day in the calendar", "el último día del calendario"),
        (Says(who=SAM, text="/today", expects=(Both("Tue, Feb 17", "mar 17 feb"), "9KCQ")),),
    ),
    Scene(
        "2026-02-18 09:00",
        PACIFIC,
        Both("nothing more is listed", "ya no hay nada en la lista"),
        (
            Says(
                who=ANA,
                text="/today",
                expects=(Both("No actions listed today, Wed, Feb 18", "Hoy, mié 18 feb, no hay acciones"),),
            ),
        ),
    ),
)
