"""Whatever somebody without the right tries, nothing is pushed; and what two do at once happens once."""

from collections.abc import AsyncIterator

import pytest

from tests.handlers.attacks import on_approvals, on_identity, on_the_listed  # noqa: F401 - they fill the list
from tests.handlers.attacks.listing import ATTACKS, Attack
from tests.handlers.attacks.siege import BEN, Siege, button
from tests.handlers.people import People

ENOUGH = 40


@pytest.fixture
async def siege(people: People) -> AsyncIterator[Siege]:
    async with people.opened() as bot:
        siege = Siege(bot, people)
        await siege.prepare()
        yield siege


@pytest.mark.parametrize("attack", [pytest.param(one, id=one.name) for one in ATTACKS])
async def test_nothing_is_pushed(siege: Siege, attack: Attack) -> None:
    broadcasts, deliveries, facts = await siege.pushed()
    await attack.story(siege)
    after, delivered, known = await siege.pushed()
    pushes = after - broadcasts
    assert pushes in ((0, 1) if attack.pushes is None else (attack.pushes,))
    assert delivered - deliveries == 3 * pushes
    assert (known == facts) is (pushes == 0)
    assert await siege.approved() <= pushes


async def test_what_none_of_them_can_do_a_second_person_can(siege: Siege) -> None:
    """Else all of this would prove nothing."""
    await siege.bot.press(button(await siege.submit()), chat_id=BEN)
    assert (await siege.pushed())[:2] == (1, 3)


def test_there_are_enough_of_them() -> None:
    assert len(ATTACKS) >= ENOUGH
    assert len({one.name for one in ATTACKS}) == len(ATTACKS)
