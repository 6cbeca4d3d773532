"""Pages as people type them."""

import pytest

from bot.domain.paging import read_page


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Tacoma, WA 50 page 2", ("Tacoma, WA 50", 2)),
        ("Tacoma, WA 50 página 3", ("Tacoma, WA 50", 3)),
        ("Tacoma Pagina 3", ("Tacoma", 3)),
        ("page 2", ("", 2)),
        ("page 0", ("", 1)),
        ("Page, AZ", ("Page, AZ", 1)),
        ("Page 50", ("", 50)),
        ("Tacoma 50", ("Tacoma 50", 1)),
        ("", ("", 1)),
    ],
)
def test_a_page_is_read_from_the_end(typed: str, read: tuple[str, int]) -> None:
    assert read_page(typed) == read
