"""What the API answers when it refuses: a status, Telegram's own phrase, sometimes parameters."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A refusal as Telegram words it; nothing of the call took effect."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(phrase: str) -> ApiError:
    return ApiError(400, f"Bad Request: {phrase}")


def forbidden(phrase: str) -> ApiError:
    return ApiError(403, f"Forbidden: {phrase}")


def migrated(to_chat_id: int) -> ApiError:
    phrase = "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiError(400, phrase, {"migrate_to_chat_id": to_chat_id})


def too_many_requests(retry_after: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def conflict() -> ApiError:
    phrase = "terminated by other getUpdates request; make sure that only one bot instance is running"
    return ApiError(409, f"Conflict: {phrase}")
