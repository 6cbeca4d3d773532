"""Every screen as text, for who reviews the bot without running it.

`python -m tests.views.screens` writes the pages into docs/screens; a test tells when they are not true.
"""

import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.domain.subscriber import Language
from bot.views.fitting import cut
from bot.views.view import Button, View
from bot.views.words import Words
from tests.views.gallery import SECTIONS
from tests.views.scene import Scene

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
_TONGUES = {Language.EN: "English", Language.ES: "Español"}
_MARKS = {"b": "**", "code": "`", "i": "_"}
LONGEST_LINK = 60
_TAG = re.compile(r"</?([a-z]+)>")
_INTRODUCTION = """# Screens

Every message the bot can send, in English and in Spanish, with made-up actions: the text as it is read (bold
between asterisks, what a tap copies between backticks), then its buttons, a line for each row.
These pages are written by `python -m tests.views.screens`, and compared by the tests.

"""


def pages() -> Iterator[tuple[str, str]]:
    """File name and text of each page, the index last."""
    index = [_INTRODUCTION]
    for section in SECTIONS:
        scenes = list(section.scenes())
        title = section.name.replace("_", " ").capitalize()
        index.append(f"- [{title}]({section.name}.md): {len(scenes)} screens\n")
        yield f"{section.name}.md", f"# {title}\n\n" + "\n".join(_both(scene) for scene in scenes)
    yield "README.md", "".join(index)


def _both(scene: Scene) -> str:
    screens = (
        f"{name}\n\n```text\n{seen(scene.view(Words(tongue)))}\n```\n" for tongue, name in _TONGUES.items()
    )
    return f"## {scene.name}\n\n" + "\n".join(screens)


def seen(view: View) -> str:
    """What a person sees of it, without its markup."""
    marked = _TAG.sub(lambda tag: _MARKS[tag[1]], view.text)
    lines = [html.unescape(marked)]
    lines += ["  ".join(f"[ {_label(button)} ]" for button in row) for row in view.rows]
    lines += [f"(reply field: {view.ask})"] if view.ask else []
    lines += [f"(keyboard: {view.location_button})"] if view.location_button else []
    lines += [f"(file: {view.attachment[0]})"] if view.attachment else []
    lines += [f"(picture: {view.photo[0]})"] if view.photo else []
    return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ")


def _label(button: Button) -> str:
    """A link shows where it leads, and a copying button what it copies."""
    leads = button.url or button.copy
    return f"{button.label}: {cut(leads, LONGEST_LINK)}" if leads else button.label


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    written = dict(pages())
    for stale in {path.name for path in folder.glob("*.md")} - written.keys():
        (folder / stale).unlink()
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(FOLDER)
    sys.stdout.write(f"{len(list(FOLDER.glob('*.md')))} pages in docs/screens\n")
