"""What the journeys of groups share: the exact texts, and a forum that was set up."""

from bot.domain.calendar import Entry
from bot.sandbox import Group, Person
from bot.sandbox.messages import Sent
from tests.journeys.live import Live

INTRODUCTION = (
    "Public actions nearby: rallies, marches, vigils\n"
    "Anyone here may ask: /today Tacoma, WA. Alerts come once an administrator adds a place: "
    "/add Tacoma, WA\n"
    "Adding one means the group agrees to what is kept: its number (encrypted), places and settings, and for "
    "a few days which alerts it got. No names, no messages. More: /help, /privacy"
)
ADDED = (
    "Added: Tacoma, WA, and 25 miles around\n"
    "You will get a brief at 6:00 PM the day before, and any change or cancellation.\n"
    "Nothing ahead is listed there yet.\n"
    "Quiet from 10:00 PM to 8:00 AM.\n"
    "If you meant Seattle, WA: /add Seattle, WA"
)
REFUSED = "Only the group's administrators can do this. Anyone may ask: /today, /week, /near"
MOVED = (
    "This came to General: its topic is closed or deleted. To choose another topic, administrators send "
    "/settings topic here there."
)
GOES_ON = "Alerts go on here, for 1 place: /cities"


def said(messages: list[Sent]) -> list[tuple[int | None, str]]:
    """Thread and text of each."""
    return [(message.thread, message.text) for message in messages]


def brief(day: str, entry: Entry) -> str:
    return (
        f"📅 Tomorrow, {day}, near Tacoma: 1 action\n"
        "Pacific Time, as of 6:00 PM today\n"
        f"1. {entry.title.en}, 11:00 AM, Tacoma. Exact place not stated. Code {entry.code}\n"
        "Still on? /check"
    )


async def forum_set_up_in_a_topic(live: Live, ana: Person, ben: Person) -> tuple[Group, int]:
    forum = live.api.group("Milwaukee forum", members=[ana, ben], forum=True)
    thread = forum.topic("Alerts")
    added = await live.says(ana, "/add Tacoma", forum, thread)
    assert said(added) == [(thread, ADDED)]
    return forum, thread
