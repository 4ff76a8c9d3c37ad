"""Draws SVG. Everything here is the standard library and resvg: a cold start costs some 50 ms."""

from __future__ import annotations

import struct
from collections.abc import Callable

__all__ = ["load"]

_SIZE = struct.Struct(">II")


def load() -> Callable[[bytes, object], bytes]:
    """Import the engine.

    Returns
    -------
    callable
        Takes two big-endian 32-bit numbers (width_px, height_px) and the SVG as UTF-8, gives a PNG;
        raises ValueError where the engine refuses.
    """
    from resvg_py import svg_to_bytes

    def draw(request: bytes, _write: object) -> bytes:
        width_px, height_px = _SIZE.unpack_from(request)
        svg = request[_SIZE.size :].decode("utf-8")
        return bytes(svg_to_bytes(svg_string=svg, width=width_px, height=height_px, skip_system_fonts=True))

    return draw
