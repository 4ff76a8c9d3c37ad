"""Where a result goes when nobody says, and where it must not go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from pinrender.errors import OutputError
from pinrender.output._whole import check_writable

__all__ = ["settle"]


def settle(
    output: Path | None,
    *,
    art: Path,
    name: str,
    ending: str,
    suffix: str = ".png",
    check: Callable[[Path], Path] | None = None,
) -> Path:
    """Settle which file a result is written to, before the work that makes it.

    Parameters
    ----------
    output : Path or None
        What was asked for; None means beside the artwork, as ``<name>-<ending><suffix>``.
    art : Path
        The artwork: a file or a folder of layers.
    name, ending : str
        The artwork's name, and what the result shows of it.
    suffix : str
        What the file ends in.
    check : callable, optional
        Says whether a file can be written, if it may end in something else too.

    Returns
    -------
    Path
        The file to write; its folder exists and can be written.

    Raises
    ------
    OutputError
        If it cannot be written, is the artwork itself, or would be read as one of its layers.
    """
    folder = art.parent if art.name not in {"", ".."} else art.resolve().parent
    check = check or partial(check_writable, suffix=suffix)
    where = check(output or folder / f"{name}-{ending}{suffix}")
    if art.is_dir() and where.resolve().is_relative_to(art.resolve()):
        raise OutputError(f"output '{where}' would lie among the layers of '{art}'; name a file outside it")
    if where.exists() and where.samefile(art):
        raise OutputError(f"output '{where}' is the artwork itself; name another file")
    return where
