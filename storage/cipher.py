"""Chat ids at rest: deterministic encryption, so that equality and uniqueness work without the plain id."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from bot.domain.errors import Misconfigured
from bot.domain.ids import ChatId

KEY_BYTES = 64
_CHAT_BYTES = 8


class ChatCipher:
    """AES-SIV with the table's name as associated data: the same chat reads differently in two tables."""

    def __init__(self, key: bytes, table: str) -> None:
        self._siv = AESSIV(key)
        self._table = table.encode()

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
