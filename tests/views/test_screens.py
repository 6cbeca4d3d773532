"""docs/screens shows the screens as they are."""

from pathlib import Path

from tests.views.screens import FOLDER, pages, write

ANEW = "write docs/screens anew: python -m tests.views.screens"


def test_the_pages_show_every_screen_as_it_is() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    shown = dict(pages())
    assert kept.keys() == shown.keys(), ANEW
    assert [name for name in kept if kept[name] != shown[name]] == [], ANEW


def test_a_page_that_no_section_writes_goes(tmp_path: Path) -> None:
    (tmp_path / "former.md").write_text("an older page")
    write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == dict(pages()).keys()
