"""Reads a layered TIFF for whoever asks from outside. Runs in a process of its own, which may be killed."""

from __future__ import annotations

import importlib
import json
import struct
from collections.abc import Callable

from pinrender.artwork import _psd_worker
from pinrender.artwork._psd_layers import Refused, Write
from pinrender.artwork._tif_layers import as_psd
from pinrender.errors import ArtworkError

__all__ = ["load"]

_LATE = ("imagecodecs", "imagecodecs._shared", "imagecodecs._imcd", "imagecodecs._zlib")
"""What channels are unpacked with, imported at its first use."""
_DAMAGE = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError),
    *(ValueError, struct.error),
)
"""What the libraries raise at files that are not sound."""


def load() -> Callable[[bytes, Write], bytes]:
    """Import all that is imported late.

    Returns
    -------
    callable
        Takes a line of JSON (``name`` and options), then the file; gives JSON.
    """
    for name in _LATE:
        importlib.import_module(name)
    read = _psd_worker.load()

    def answer(request: bytes, write: Write) -> bytes:
        said, _, content = request.partition(b"\n")
        name = json.loads(said)["name"]
        try:
            wrapped = as_psd(content)
        except Refused as refused:
            raise ArtworkError(f"'{name}' {refused}") from refused
        except _DAMAGE as fault:
            reason = "is damaged, or holds what is not read; save it again, or save it as .psd"
            raise ArtworkError(f"'{name}' {reason}") from fault
        return read(said + b"\n" + wrapped, write)

    return answer
