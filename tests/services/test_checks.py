"""What /check tells of one entry."""

from dataclasses import replace

import pytest

from bot.domain.calendar import Scope
from bot.domain.errors import Refusal
from bot.domain.ids import Code
from bot.services.questions import Checked
from tests.builders import HOUSTON, TACOMA, a_subscriber, an_entry
from tests.services.asked import FRIDAY, Setting, away, listed

NATIONAL = Scope.NATIONAL


@pytest.mark.parametrize("as_typed", [str, str.lower, "#{}".format, " {} ".format])
async def test_a_code_is_understood_as_people_type_it(here: Setting, as_typed: object) -> None:
    assert callable(as_typed)
    entry = replace(listed(FRIDAY), code=Code("K0T1"))
    await here.holds(entry)
    for typed in ("K0T1", "KOTL"):
        assert (await here.questions.check(as_typed(typed), None)).entry == entry


async def test_a_check_tells_the_day_of_action_and_what_reaches_this_chat(here: Setting) -> None:
    day = listed(away(1), None, scope=NATIONAL)
    entry, elsewhere = listed(away(1), belongs_to=day.id), listed(away(1), HOUSTON)
    await here.holds(day, entry, elsewhere)
    subscriber = await here.follows(a_subscriber(), ("c5812944", 25))
    async with here.transactions.write() as tx:
        await tx.subscribers.mute(subscriber.id, day.id)
    assert await here.questions.check(entry.code, subscriber) == Checked(entry, day, True, False)
    assert await here.questions.check(entry.code, None) == Checked(entry, day, False, False)
    assert await here.questions.check(elsewhere.code, subscriber) == Checked(elsewhere, None, False, False)
    assert await here.questions.check(day.code, subscriber) == Checked(day, None, True, True)


async def test_a_code_that_is_missing_unknown_or_not_listed_yet_is_refused(here: Setting) -> None:
    later = an_entry(TACOMA, away(5), announced_on=away(1))
    await here.holds(later)
    for typed, key in {"": "code-missing", "ZZZZ": "code-unknown", later.code: "code-unknown"}.items():
        with pytest.raises(Refusal) as refused:
            await here.questions.check(typed, None)
        assert refused.value.key == key
