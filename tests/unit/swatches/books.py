"""Swatch books for tests, written value by value; no colours but our own."""

from __future__ import annotations

import struct
from pathlib import Path

RGB, LAB, CMYK, GRAY = b"RGB ", b"LAB ", b"CMYK", b"Gray"


def ase(*colors: tuple[str, bytes, tuple[float, ...]]) -> bytes:
    """Adobe Swatch Exchange with these colours in a group."""
    group = struct.pack(">H", 5) + "Pins\0".encode("utf-16-be")
    blocks = [struct.pack(">HI", 0xC001, len(group)) + group]
    for name, model, values in colors:
        text = (name + "\0").encode("utf-16-be")
        body = struct.pack(">H", len(name) + 1) + text + model
        body += struct.pack(f">{len(values)}fH", *values, 1)
        blocks.append(struct.pack(">HI", 0x0001, len(body)) + body)
    blocks.append(struct.pack(">HI", 0xC002, 0))
    return b"ASEF" + struct.pack(">HHI", 1, 0, len(blocks)) + b"".join(blocks)


def aco(*colors: tuple[str, int, tuple[int, int, int, int]]) -> bytes:
    """Photoshop swatches: version 1, and version 2 with the names."""
    values = [struct.pack(">H4H", space, *(part & 0xFFFF for part in parts)) for _, space, parts in colors]
    count = struct.pack(">H", len(colors))
    names = [struct.pack(">I", len(name) + 1) + (name + "\0").encode("utf-16-be") for name, _, _ in colors]
    second = b"".join(value + name for value, name in zip(values, names, strict=True))
    return b"\0\1" + count + b"".join(values) + b"\0\2" + count + second


GPL = b"GIMP Palette\nName: Pins\nColumns: 3\n# ours\n200 16  46\tPMS 186 C\n 47  95 170  Sky Blue\n"
CSV = b"name,hex\nPMS 186 C,#C8102E\nSky Blue,#2f5faa\n"


def save(folder: Path, name: str, data: bytes) -> Path:
    """Write a book."""
    path = folder / name
    path.write_bytes(data)
    return path
