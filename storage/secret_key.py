"""The key of the chats' ciphertext: read from its file, or made there for a new database."""

import base64
import binascii
import os
import stat
from pathlib import Path

import structlog

from bot.domain.errors import Misconfigured
from storage.cipher import KEY_BYTES, new_key

FILE, TEXT = "SECRET_KEY_FILE", "SECRET_KEY"
_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO

log = structlog.stdlib.get_logger(__name__)


def key_from_text(text: str, setting: str = TEXT) -> bytes:
    """64 bytes written as base64 (plain or URL-safe) or hex. Misconfigured for anything else."""
    plain = "".join(text.split())
    for read in (bytes.fromhex, _from_base64):
        try:
            key = read(plain)
        except (ValueError, binascii.Error):
            continue
        if len(key) == KEY_BYTES:
            return key
    raise Misconfigured(setting, f"needs {KEY_BYTES} bytes as base64 or hex")


def key_from_file(path: Path, *, database_is_new: bool) -> bytes:
    """The key in `path`. Where there is none, a new one for a new database; else Misconfigured: with
    another key, nobody in the database could be written to any more.
    """
    try:
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        if not database_is_new:
            raise Misconfigured(FILE, "does not exist, but the database does; put its key back") from None
        return _made(path)
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(FILE, f"cannot be read ({type(error).__name__})") from None
    if path.stat().st_mode & _OPEN_TO_OTHERS:
        log.warning("others may read the secret key file", wanted="mode 0600")
    return key_from_text(text, FILE)


def _made(path: Path) -> bytes:
    key = new_key()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(key) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Misconfigured(FILE, f"cannot be written ({type(error).__name__})") from None
    log.info("secret key made; keep a copy apart from the database")
    return key


def _from_base64(text: str) -> bytes:
    return base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
