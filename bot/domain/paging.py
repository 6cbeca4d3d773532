"""Pages of a list, as people type them."""

import re

_PAGE = re.compile(r"(?:^|\s+)p(?:age|[aá]gina|[aá]g\.?)\s*(?P<number>[0-9]{1,3})\s*$", re.IGNORECASE)


def read_page(typed: str) -> tuple[str, int]:
    """`Tacoma, WA 50 page 2` or `página 2`: what stands before, and the page; 1 where none is named."""
    said = _PAGE.search(typed)
    return (typed[: said.start()].rstrip(" ,"), max(1, int(said["number"]))) if said else (typed, 1)
