"""The story that the tour tells. To add to it: a name to the cast, or a scene to a chapter."""

from bot.sandbox.tour.script import Story
from bot.sandbox.tour.story import (
    announced,
    called_off,
    cast,
    circle,
    coordinators,
    days_of_action,
    first_days,
    moved,
    quiet_weeks,
)

STORY = Story(
    actors=cast.ACTORS,
    circles=cast.CIRCLES,
    scenes=(
        *first_days.SCENES,
        *coordinators.SCENES,
        *announced.SCENES,
        *circle.SCENES,
        *moved.SCENES,
        *called_off.SCENES,
        *days_of_action.SCENES,
        *quiet_weeks.SCENES,
    ),
)

__all__ = ["STORY"]
