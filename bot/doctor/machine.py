"""What lies on this machine: settings, the key, room on the disk, the gazetteer."""

import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.doctor.findings import Finding, fails, fine, warning
from bot.doctor.given import Given
from bot.domain.errors import Misconfigured
from bot.domain.places import CityPlace, Found
from bot.services.ports.places import PlaceFinder
from storage.secret_key import key_from_file, key_from_text

_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO
LITTLE, TOO_LITTLE = 500, 50
"""Megabytes free on the database's disk."""
_SMALLEST_GAZETTEER = 10_000
KNOWN_CITY = "Tacoma, WA"


def settings(given: Given) -> Iterator[Finding]:
    yield fine("settings", "read; they go together" + (" (a rehearsal)" if given.rehearsing else ""))
    if given.contact is None:
        yield warning("contact", "nobody is named whom people can write to", "set CONTACT; /privacy shows it")
    if given.approvals == 1:
        yield warning(
            "approvals", "one person alone can send to everybody", "APPROVALS=2, unless you meant it"
        )
    else:
        yield fine("approvals", f"{given.approvals} persons stand behind what coordinators send")


def key(given: Given, *, database_is_new: bool) -> tuple[Finding, bytes | None]:
    """And the key itself, where there is a sound one."""
    path = given.key_file
    if given.key is None and database_is_new and not path.exists():
        return fine("key", "none yet; made with the database, at the first run"), None
    try:
        if given.key is not None:
            return fine("key", "in SECRET_KEY, of the right length"), key_from_text(given.key)
        found = key_from_file(path, database_is_new=False)
        mode = path.stat().st_mode
    except Misconfigured as error:
        return fails("key", str(error), "put the key of this database back from its copy"), None
    except OSError as error:
        return fails("key", f"unreadable ({type(error).__name__})", "see who owns SECRET_KEY_FILE"), None
    if mode & _OPEN_TO_OTHERS:
        return warning("key", "others on this machine may read it", "chmod 600 SECRET_KEY_FILE"), found
    return fine("key", "there, and only its owner reads it"), found


def key_apart(given: Given, database: Path | None) -> Iterator[Finding]:
    if (
        given.key is None
        and database is not None
        and given.key_file.parent.resolve() == database.parent.resolve()
    ):
        yield warning(
            "key apart",
            "the key lies in the database's folder",
            "move it elsewhere, so that a copy of the folder does not tell who is subscribed",
        )


def disk(folder: Path) -> Finding:
    there = next((each for each in (folder, *folder.parents) if each.exists()), Path())
    free = shutil.disk_usage(there).free // 10**6
    told = f"{free:,} MB free where the database lies"
    if free < TOO_LITTLE:
        return fails("disk", told, "make room: without it nothing can be noted, so nothing is sent")
    return warning("disk", told, "make room soon") if free < LITTLE else fine("disk", told)


def gazetteer(load: Callable[[], tuple[int, PlaceFinder]]) -> Finding:
    """`load` gives the number of cities, and what finds them."""
    advice = "install the program anew: its files are incomplete"
    try:
        cities, finder = load()
        found = finder.resolve(KNOWN_CITY)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the files, it is said
        return fails("gazetteer", f"cannot be read ({type(error).__name__})", advice)
    if cities < _SMALLEST_GAZETTEER or not (isinstance(found, Found) and isinstance(found.place, CityPlace)):
        return fails("gazetteer", f"holds {cities:,} cities and does not find {KNOWN_CITY}", advice)
    return fine("gazetteer", f"{cities:,} cities")
