"""Big-endian numbers and names out of a binary book, none of them past its end."""

from __future__ import annotations

import math
import struct
from typing import Any

from pinrender.errors import CatalogError

__all__ = ["Cursor"]


class Cursor:
    """Reads on from where it is.

    Parameters
    ----------
    data : bytes
        The whole book, or a block of it.
    where : str
        File name, for messages.
    """

    def __init__(self, data: bytes, where: str) -> None:
        self._data, self._at, self._where = data, 0, where

    @property
    def left(self) -> int:
        """Bytes that are left."""
        return len(self._data) - self._at

    def take(self, count: int) -> bytes:
        """So many bytes.

        Raises
        ------
        CatalogError
            If there are fewer.
        """
        if not 0 <= count <= self.left:
            raise self.damaged()
        self._at += count
        return self._data[self._at - count : self._at]

    def numbers(self, form: str) -> tuple[Any, ...]:
        """Numbers in a form of the module struct, big-endian; they must be finite."""
        values = struct.unpack(f">{form}", self.take(struct.calcsize(f">{form}")))
        if not all(math.isfinite(value) for value in values if isinstance(value, float)):
            raise self.damaged()
        return values

    def text(self, units: int) -> str:
        """UTF-16 of so many units, without the zero at its end."""
        return self.take(2 * units).decode("utf-16-be", errors="replace").rstrip("\0").strip()

    def damaged(self) -> CatalogError:
        """That the book ends too soon, or says what cannot be."""
        return CatalogError(f"swatch book '{self._where}' is damaged (at byte {self._at}); save it again")
