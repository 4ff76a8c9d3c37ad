"""What a server refuses, each with the status that HTTP has for it."""

from __future__ import annotations

from typing import Any

from pinrender.errors import InputRefused, PinrenderError

__all__ = [
    "Busy",
    "Cancelled",
    "Crashed",
    "Foreign",
    "Gone",
    "JobRefused",
    "Misdirected",
    "TooLarge",
    "TooSlow",
    "TookTooLong",
    "WebError",
    "told",
]


STATUS = {
    "usage": 400,
    "artwork": 422,
    "cannot-be-made": 422,
    "catalog": 422,
    "output": 422,
    "no-renderer": 503,
    "system": 507,
}
"""Of each kind of error that docs/json.md names."""


class WebError(PinrenderError):
    """Base of what only a server refuses; `status` is HTTP's."""

    status = 500
    kind = "server"


class Misdirected(WebError):
    """A request for another host: another site's name may lead here (DNS rebinding)."""

    status, kind = 421, "misdirected"


class Foreign(WebError):
    """A request that another site's page makes."""

    status, kind = 403, "foreign"


class Gone(WebError):
    """There is no such artwork, or no longer."""

    status, kind = 404, "gone"


class TooSlow(WebError):
    """A file that comes too slowly."""

    status, kind = 408, "too-slow"


class Cancelled(WebError):
    """A job that was cancelled, or that a newer one made needless."""

    status, kind = 409, "cancelled"


class TooLarge(WebError, InputRefused):
    """A request that is larger than a limit."""

    status, kind = 413, "too-large"


class Crashed(WebError):
    """The process that renders died."""

    status, kind = 500, "crashed"


class Busy(WebError):
    """More jobs wait than are taken."""

    status, kind = 503, "busy"


class TookTooLong(WebError):
    """A job that took longer than a limit."""

    status, kind = 504, "too-long"


class JobRefused(WebError):
    """What the render process refused, with the kind and the exit code that the command line gives it."""

    def __init__(self, kind: str, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.kind, self.exit_code = kind, exit_code
        self.status = STATUS.get(kind, 500)


def told(error: PinrenderError) -> tuple[int, dict[str, Any]]:
    """The status of an error, and the object that docs/json.md describes."""
    status = getattr(error, "status", STATUS.get(error.kind, 500))
    return status, {"error": {"kind": error.kind, "message": str(error), "exit_code": error.exit_code}}
