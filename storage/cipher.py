"""Chat ids at rest: deterministic encryption, so that equality and uniqueness work without the plain id."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.domain.errors import Misconfigured
from bot.domain.ids import ChatId

KEY_BYTES = 64
_CHAT_BYTES = 8


class ChatCipher:
    """AES-SIV with the table's name as associated data: the same chat reads differently in two tables."""

    def __init__(self, key: bytes, table: str) -> None:
        self._key = key
        self._siv = AESSIV(key)
        self._table = table.encode()

    def of(self, table: str) -> "ChatCipher":
        """The same key for another table."""
        return ChatCipher(self._key, table)

    def derived_key(self, label: str) -> bytes:
        """32 bytes for another purpose, from which this key cannot be told."""
        return HKDF(hashes.SHA256(), 32, salt=None, info=label.encode()).derive(self._key)

    def seal(self, chat_id: ChatId) -> bytes:
        """24 bytes."""
        return self._siv.encrypt(chat_id.to_bytes(_CHAT_BYTES, "big", signed=True), [self._table])

    def open(self, sealed: bytes) -> ChatId:
        """Misconfigured if the key is another one than it was sealed with."""
        try:
            plain = self._siv.decrypt(sealed, [self._table])
        except InvalidTag:
            raise Misconfigured("SECRET_KEY", "is not the key this database was written with") from None
        return ChatId(int.from_bytes(plain, "big", signed=True))


def new_key() -> bytes:
    return AESSIV.generate_key(KEY_BYTES * 8)
