"""Reads a Photoshop file for whoever asks from outside. Runs in a process of its own, which may be killed."""

from __future__ import annotations

import json
from collections.abc import Callable

from pinrender.artwork._psd_layers import Refused, Write, parse, warm_up
from pinrender.errors import ArtworkError

__all__ = ["load"]


def load() -> Callable[[bytes, Write], bytes]:
    """Import all that is imported late.

    Returns
    -------
    callable
        Takes a line of JSON (``name`` and the options of `parse`), then the file; gives JSON.
    """
    warm_up()

    def answer(request: bytes, write: Write) -> bytes:
        said, _, content = request.partition(b"\n")
        options = json.loads(said)
        try:
            return json.dumps(parse(content, options, write)).encode()
        except Refused as refused:
            raise ArtworkError(f"'{options['name']}' {refused}") from refused
        except ValueError as fault:  # the library's words, of no use to whoever drew
            reason = "is damaged, or holds what is not read; save it again, or save its layers as PNG"
            raise ArtworkError(f"'{options['name']}' {reason}") from fault

    return answer
