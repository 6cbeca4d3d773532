"""`.env.example` and README show every setting there is, with its default."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DEPENDS_ON_THE_PERSON = {"SECRET_KEY_FILE"}


@pytest.fixture
def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_example_holds_each_setting_once(example: dict[str, str]) -> None:
    assert list(example) == [name.upper() for name in Settings.model_fields]


def test_each_line_of_the_example_is_explained() -> None:
    lines = (ROOT / ".env.example").read_text().split("\n\n", 1)[1].splitlines()
    assert all(line.startswith("# ") for line in lines[::2])
    assert all("=" in line and not line.startswith("#") for line in lines[1::2])


def test_the_example_changes_nothing(
    example: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in example:
        monkeypatch.delenv(name, raising=False)
    plain = Settings()
    for name, value in example.items():
        monkeypatch.setenv(name, value)
    assert Settings() == plain


def test_readme_lists_each_setting() -> None:
    table = (ROOT / "README.md").read_text().split("## Settings")[1].split("## ")[0]
    assert re.findall(r"^\| `([A-Z_]+)`", table, re.MULTILINE) == [
        name.upper() for name in Settings.model_fields
    ]
