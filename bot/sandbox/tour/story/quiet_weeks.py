"""February 3 to 18: little is listed; settings are changed."""

from bot.sandbox.tour.consequences import BriefAt
from bot.sandbox.tour.script import CENTRAL, EASTERN, PACIFIC, Says, Scene
from bot.sandbox.tour.story.cast import ANA, INES, KAI, LUZ, MILWAUKEE, ROSA, SAM, TESS, ZORA

SCENES = (
    Scene(
        "2026-02-03 09:00",
        PACIFIC,
        "Ana wants quiet from nine to nine",
        (Says(who=ANA, text="/quiet 21-9", expects=("9:00 PM", "9:00 AM")),),
    ),
    Scene(
        "2026-02-05 12:00",
        PACIFIC,
        "an empty day names the next thing coming",
        (
            Says(
                who=KAI, text="/today", expects=("No actions listed today, Thu, Feb 5", "Next:", "Sat, Feb 7")
            ),
        ),
    ),
    Scene(
        "2026-02-07 10:00",
        CENTRAL,
        "a nationwide day, asked for in the group",
        (Says(who=INES, to=MILWAUKEE, text="/today Milwaukee", expects=("Sat, Feb 7", "T45B")),),
    ),
    Scene(
        "2026-02-10 10:00",
        EASTERN,
        "what Zora follows",
        (Says(who=ZORA, text="/cities", expects=("Atlanta, GA",)),),
    ),
    Scene(
        "2026-02-11 10:00",
        CENTRAL,
        "settings",
        (Says(who=TESS, text="/settings", expects=("Brief: on", "/cities")),),
    ),
    Scene(
        "2026-02-12 10:00",
        PACIFIC,
        "Kai works until seven: the brief waits until then",
        (Says(who=KAI, text="/quiet 5pm-7pm", expects=("5:00", "7:00 PM"), then=BriefAt("19:00")),),
    ),
    Scene(
        "2026-02-13 10:00",
        EASTERN,
        "Luz reads English today",
        (Says(who=LUZ, text="/language en", expects=("From now on in English",)),),
    ),
    Scene(
        "2026-02-15 12:00",
        PACIFIC,
        "Rosa looks ahead",
        (Says(who=ROSA, text="/week", expects=("mar 17 feb", "9KCQ")),),
    ),
    Scene(
        "2026-02-17 09:00",
        CENTRAL,
        "the last day in the calendar",
        (Says(who=SAM, text="/today", expects=("Tue, Feb 17", "9KCQ")),),
    ),
    Scene(
        "2026-02-18 09:00",
        PACIFIC,
        "nothing more is listed",
        (Says(who=ANA, text="/today", expects=("No actions listed today, Wed, Feb 18",)),),
    ),
)
