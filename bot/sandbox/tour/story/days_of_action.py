"""January 28 to February 2: the days of action; some people leave, and the bot is killed once."""

from bot.sandbox.tour.consequences import Drops, Follows, Leaves, Mutes, Pauses, Resumes
from bot.sandbox.tour.script import (
    CENTRAL,
    EASTERN,
    MOUNTAIN,
    PACIFIC,
    Blocks,
    Kills,
    Presses,
    Says,
    Scene,
    SharesLocation,
)
from bot.sandbox.tour.story.cast import ANA, BEN, INES, IVY, KAI, MAX, MILWAUKEE, ROSA, SAM

SCENES = (
    Scene(
        "2026-01-28 09:00",
        EASTERN,
        "Ben shares his location in Philadelphia, and follows nothing",
        (
            Says(who=BEN, text="/near", expects=("/near",)),
            SharesLocation(who=BEN, latitude=39.9524, longitude=-75.1636, expects=("6N24", "AZE7")),
        ),
    ),
    Scene(
        "2026-01-28 10:00",
        PACIFIC,
        "Ana adds a city and takes it back",
        (
            Says(
                who=ANA, text="/add Seattle", expects=("Added: Seattle, WA",), then=Follows("Seattle", "WA")
            ),
            Presses(who=ANA, button="Undo", expects=("Seattle, WA",), then=Drops("Seattle", "WA")),
        ),
    ),
    Scene(
        "2026-01-28 11:00",
        CENTRAL,
        "what is near Milwaukee in the next two weeks",
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
        "Kai wants no more messages",
        (Says(who=KAI, text="/stop", expects=("7",), then=Pauses()),),
    ),
    Scene(
        "2026-01-29 17:59",
        CENTRAL,
        "the brief for Central Time is due in a minute",
        (Kills(delivered=1),),
    ),
    Scene(
        "2026-01-30 08:15",
        CENTRAL,
        "Ivy blocks the bot",
        (Blocks(who=IVY, then=Leaves()),),
    ),
    Scene(
        "2026-01-30 10:00",
        MOUNTAIN,
        "Max looks at what is kept about him, then erases it",
        (
            Says(who=MAX, text="/export", expects=(".json",)),
            Says(who=MAX, text="/delete", expects=("/delete yes",)),
            Says(who=MAX, text="/delete yes", expects=("/start",), then=Leaves()),
        ),
    ),
    Scene(
        "2026-01-31 09:00",
        CENTRAL,
        "Sam has heard enough of one vigil",
        (Says(who=SAM, text="/mute 3EAW", expects=("3EAW",), then=Mutes("3EAW")),),
    ),
    Scene(
        "2026-01-31 10:00",
        PACIFIC,
        "Kai comes back",
        (Presses(who=KAI, button="Resume alerts", expects=("Portland, OR",), then=Resumes()),),
    ),
    Scene(
        "2026-01-31 11:00",
        PACIFIC,
        "Ana asks about a code of her brief",
        (Says(who=ANA, text="/check_2G3G", expects=("2G3G", "Monday, February 2", "Tacoma")),),
    ),
    Scene(
        "2026-02-01 10:00",
        PACIFIC,
        "the coming week in Tacoma",
        (Says(who=ANA, text="/week", expects=("Tacoma, WA", "2G3G", "3RNJ")),),
    ),
    Scene(
        "2026-02-01 11:00",
        PACIFIC,
        "Rosa asks what is near",
        (Says(who=ROSA, text="/near", expects=("Los ", "3RNJ", "25 millas")),),
    ),
)
