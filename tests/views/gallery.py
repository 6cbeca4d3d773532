"""Every message the bot can send, as text for a reader: `python -m tests.views.gallery [en|es] [word]`."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.domain.subscriber import Language
from bot.views.view import Button, View
from bot.views.words import Words
from tests.views.scene import Scene
from tests.views.scenes_of_alerts import alert_scenes
from tests.views.scenes_of_answers import answer_scenes
from tests.views.scenes_of_cards import card_scenes
from tests.views.scenes_of_changes import change_scenes
from tests.views.scenes_of_coordinators import coordinator_scenes
from tests.views.scenes_of_drafts import draft_scenes
from tests.views.scenes_of_groups import group_scenes
from tests.views.scenes_of_joint_changes import joint_change_scenes
from tests.views.scenes_of_limits import limit_scenes
from tests.views.scenes_of_notices import notice_scenes, proposing_scenes, retracting_scenes
from tests.views.scenes_of_people import people_scenes
from tests.views.scenes_of_refusals import refusal_scenes
from tests.views.scenes_of_reviews import review_scenes
from tests.views.scenes_of_series import series_scenes
from tests.views.scenes_of_settings import settings_scenes
from tests.views.scenes_of_sharing import sharing_scenes


@dataclass(frozen=True, slots=True)
class Section:
    """Scenes that belong together; `name` is also that of their page in docs/screens."""

    name: str
    scenes: Callable[[], Iterator[Scene]]


SECTIONS = (
    Section("people", people_scenes),
    Section("settings", settings_scenes),
    Section("groups", group_scenes),
    Section("answers", answer_scenes),
    Section("sharing", sharing_scenes),
    Section("alerts", alert_scenes),
    Section("notices", notice_scenes),
    Section("cards", card_scenes),
    Section("refusals", refusal_scenes),
    Section("coordinators", coordinator_scenes),
    Section("drafts", draft_scenes),
    Section("series", series_scenes),
    Section("reviews", review_scenes),
    Section("proposing", proposing_scenes),
    Section("changes", change_scenes),
    Section("joint_changes", joint_change_scenes),
    Section("retracting", retracting_scenes),
    Section("limits", limit_scenes),
)


def scenes() -> Iterator[Scene]:
    for section in SECTIONS:
        yield from section.scenes()


def shown(view: View) -> str:
    """The text as sent, and its buttons in brackets with what each does."""
    lines = [view.text]
    lines += ["  ".join(f"[{_act(button)}]" for button in row) for row in view.rows]
    lines += [f"(reply, with the hint: {view.ask})"] if view.ask else []
    lines += [f"(location button: {view.location_button})"] if view.location_button else []
    lines += [f"(picture: {view.photo[0]})"] if view.photo else []
    lines += [f"(file: {view.attachment[0]})"] if view.attachment else []
    return "\n".join(lines)


def _act(button: Button) -> str:
    return f"{button.label} | {button.data or button.url or button.copy}"


def main(arguments: list[str]) -> None:
    languages = [Language(arguments[0])] if arguments else list(Language)
    wanted = arguments[1] if len(arguments) > 1 else ""
    for language in languages:
        for scene in scenes():
            if wanted in scene.name:
                sys.stdout.write(f"--- {language} · {scene.name}\n{shown(scene.view(Words(language)))}\n\n")


if __name__ == "__main__":
    main(sys.argv[1:])
