"""What may go wrong by design. Anything else that is raised is a bug."""

from collections.abc import Mapping


class DrumbeatError(Exception):
    """The root of the errors this project raises itself."""


class Refusal(DrumbeatError):
    """An expected no. Carries a message key of the catalogue and its parameters, never prose."""

    def __init__(self, key: str, **parameters: object) -> None:
        super().__init__(key)
        self.key = key
        self.parameters: Mapping[str, object] = parameters


class StaleButton(Refusal):
    """A button of a screen that has moved on, or whose payload nobody understands."""

    def __init__(self) -> None:
        super().__init__("stale-button")


class SourceUnavailable(DrumbeatError):
    """A shipped or configured source of facts cannot be read."""


class StorageUnavailable(DrumbeatError):
    """The database is locked, full or away: nothing was written, and trying again may work."""


class AnotherInstance(DrumbeatError):
    """Somebody else runs with this database or this token; only one may."""


class Misconfigured(DrumbeatError):
    """Start-up cannot go on. Names the setting, never its value."""

    def __init__(self, setting: str, reason: str) -> None:
        super().__init__(f"{setting}: {reason}")
        self.setting = setting
        self.reason = reason
