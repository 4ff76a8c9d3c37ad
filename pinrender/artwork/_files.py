"""Reading files, no more of them than is allowed."""

from __future__ import annotations

from pathlib import Path

from pinrender.errors import ArtworkError
from pinrender.limits import Limits, byte_size, read_at_most

__all__ = ["read_bytes"]


def read_bytes(path: Path, limits: Limits, ceiling: str) -> bytes:
    """Read a whole file.

    Parameters
    ----------
    path : Path
        A regular file; a pipe or a device could hang whoever reads it.
    limits : Limits
        Ceilings.
    ceiling : str
        Which of them holds.

    Raises
    ------
    ArtworkError
        If it cannot be read, is no regular file, or is too long.
    """
    if not path.is_file():
        raise ArtworkError(f"'{path}' is not a file")
    most = int(getattr(limits, ceiling))
    try:
        content = read_at_most(path, most)
    except OSError as error:
        raise ArtworkError(f"'{path}' cannot be read: {error.strerror}") from error
    if content is None:
        raise ArtworkError(f"'{path.name}' is larger than {byte_size(most)} (Limits.{ceiling})")
    return content
