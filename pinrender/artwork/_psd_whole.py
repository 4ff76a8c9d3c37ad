"""Whether a Photoshop file ends before its whole picture does, which the library fills with black in silence.

References: Adobe Photoshop File Formats Specification, "Image data section",
https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/.
"""

from __future__ import annotations

import struct

import numpy as np

__all__ = ["is_cut_off"]

_HEADER = struct.Struct(">4sH6xHIIHH")
_PSB = 2
_RAW, _RLE = 0, 1


def is_cut_off(content: bytes) -> bool:
    """Whether fewer bytes of the merged picture are there than it needs.

    Parameters
    ----------
    content : bytes
        A file that was read: its header and its sections are sound.

    Returns
    -------
    bool
        False of a deflated picture, which does not unpack at all where its end is missing.
    """
    _, version, channels, height, width, depth, _ = _HEADER.unpack_from(content)
    at = _HEADER.size
    for long in (False, False, version == _PSB):  # colours, resources, layers
        length = 8 if long else 4
        at += length + int.from_bytes(content[at : at + length], "big")
    packing, at = int.from_bytes(content[at : at + 2], "big"), at + 2
    rows, there = channels * height, len(content) - at
    if packing == _RAW:
        return bool(there < rows * ((width * depth + 7) // 8))
    if packing == _RLE:
        count = np.dtype(">u4" if version == _PSB else ">u2")
        if there < rows * count.itemsize:
            return True
        lengths = np.frombuffer(content, count, rows, at)
        return bool(there < rows * count.itemsize + int(lengths.sum(dtype=np.int64)))
    return False
