"""The settings, from the environment or a `.env` file. Only `bot.app` and `bot.__main__` read them."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.errors import Misconfigured
from bot.domain.subscriber import Language

TELEGRAM = "https://api.telegram.org"
LOOPBACK_HOSTS = {"localhost", "127.0.0.1", "::1"}


def default_key_file() -> Path:
    return Path.home() / ".config" / "drumbeat" / "secret.key"


class Settings(BaseSettings):
    """Every field is an environment variable of the same name in capitals; `.env.example` explains each."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    bot_token: SecretStr | None = None
    bot_api_url: str = TELEGRAM
    database_url: str = "sqlite:///data/drumbeat.sqlite3"
    secret_key_file: Path = Field(default_factory=default_key_file)
    secret_key: SecretStr | None = None
    operator_ids: Annotated[tuple[int, ...], NoDecode] = ()
    contact: str | None = None
    send_rate: float = Field(default=25.0, gt=0, le=1000)
    approvals: int = Field(default=2, ge=1, le=2)
    default_language: Language = Language.EN
    rehearsal_start: datetime | None = None
    rehearsal_speed: float = Field(default=1.0, gt=0, le=100_000)
    rehearsal_control: str | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @field_validator("operator_ids", mode="before")
    @classmethod
    def split_ids(cls, value: object) -> object:
        """`1,2 3` as people write lists."""
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("rehearsal_start")
    @classmethod
    def with_offset(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("needs an offset, as in 2026-01-22T08:00:00-05:00")
        return value

    @field_validator("bot_api_url")
    @classmethod
    def without_slash(cls, value: str) -> str:
        address = urlsplit(value)
        if address.scheme not in {"http", "https"} or not address.hostname:
            raise ValueError("needs an address, as in http://127.0.0.1:8081")
        return value.rstrip("/")

    @property
    def rehearsing(self) -> bool:
        return self.rehearsal_start is not None or self.rehearsal_control is not None

    def ensure_sound(self) -> None:
        """Misconfigured where settings do not go together: a rehearsal must never reach a person."""
        if self.rehearsing and not is_loopback(self.bot_api_url):
            raise Misconfigured("BOT_API_URL", "a rehearsal talks to a loopback address only")
        if self.rehearsal_control is not None and not is_loopback(self.rehearsal_control):
            raise Misconfigured("REHEARSAL_CONTROL", "needs a loopback address")
        if self.log_level == "DEBUG" and not self.rehearsing:
            raise Misconfigured("LOG_LEVEL", "DEBUG is for rehearsals only")


def is_loopback(url: str) -> bool:
    return urlsplit(url).hostname in LOOPBACK_HOSTS
