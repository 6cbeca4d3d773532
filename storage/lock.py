"""One process a database: a lock that the kernel frees even after `kill -9`."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from bot.domain.errors import AnotherInstance, Misconfigured
from storage.engine import SETTING, database_path


@contextmanager
def only_instance(url: str) -> Iterator[None]:
    """Hold the lock file beside the SQLite database, or raise AnotherInstance at once; Misconfigured where
    there can be no file.

    A database elsewhere has no file to lock; PostgreSQL needs a lease of its own.
    """
    path = database_path(url)
    if path is None:
        yield
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Misconfigured(SETTING, f"its folder cannot be written ({type(error).__name__})") from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherInstance(f"{path.name} is in use by another process") from None
        yield
    finally:
        os.close(descriptor)
