"""The list of attacks. Each is a short story; `pushes` is how many broadcasts it may rightly cause."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.handlers.attacks.siege import Siege

Story = Callable[[Siege], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Attack:
    """`pushes` None: one or none, whichever of two came first."""

    name: str
    story: Story
    pushes: int | None


ATTACKS: list[Attack] = []


def attack(name: str, *, pushes: int | None = 0) -> Callable[[Story], Story]:
    def listed(story: Story) -> Story:
        ATTACKS.append(Attack(name, story, pushes))
        return story

    return listed
