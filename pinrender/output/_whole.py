"""Files are written whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pinrender.errors import OutputError

__all__ = ["check_writable", "write_whole"]


def check_writable(path: str | Path, *, suffix: str) -> Path:
    """Find out whether a file can be written, before the work that makes it.

    Parameters
    ----------
    path : str or Path
        The file to write.
    suffix : str
        The only ending accepted, for example ``".png"``; its case does not matter.

    Returns
    -------
    Path
        `path`, as a Path.

    Raises
    ------
    OutputError
        If the suffix differs, the folder is missing, is no folder or cannot be written, or the
        path is itself a folder.
    """
    path = Path(path)
    folder = path.parent
    if path.is_dir():
        raise OutputError(f"output '{path}' is a folder; name a file in it, ending in {suffix}")
    if path.suffix.lower() != suffix:
        raise OutputError(f"output '{path}' does not end in {suffix}, the only kind written here")
    if not folder.exists():
        raise OutputError(f"output folder '{folder}' does not exist; create it, or name another")
    if not folder.is_dir():
        raise OutputError(f"output folder '{folder}' is a file; name a folder")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"output folder '{folder}' cannot be written; name one that you may write")
    return path


def write_whole(path: Path, data: bytes) -> Path:
    """Write a file so that nobody ever sees part of it.

    The bytes go to a temporary file in the same folder, to disk, and only then get the name.

    Parameters
    ----------
    path : Path
        The file to write or replace.
    data : bytes
        All of it.

    Returns
    -------
    Path
        `path`.

    Raises
    ------
    OutputError
        If the system refuses; nothing is left behind and an older file keeps its content.
    """
    temporary = path.with_name(f".pinrender-{secrets.token_hex(8)}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"output '{path}' cannot be written: {error.strerror or error}") from error
    return path
