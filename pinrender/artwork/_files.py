"""Reading files, no more of them than is allowed."""

from __future__ import annotations

from pathlib import Path

from pinrender.errors import ArtworkError

__all__ = ["read_bytes"]


def read_bytes(path: Path, limit: int) -> bytes:
    """Read a file, one byte more than `limit` at most, so that the caller can tell it is too long.

    Raises
    ------
    ArtworkError
        If it cannot be read, or is no regular file.
    """
    if not path.is_file():
        raise ArtworkError(f"'{path}' is not a file")
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise ArtworkError(f"'{path}' cannot be read: {error.strerror}") from error
