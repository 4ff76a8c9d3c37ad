"""The last few results of a stage, by the content they were made from."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Memo"]

ValueT = TypeVar("ValueT")


class Memo(Generic[ValueT]):
    """Least-recently-used results; one is made only once even where several threads ask.

    Parameters
    ----------
    size : int
        How many results are held, >= 1.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[Hashable, ValueT] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], ValueT]) -> ValueT:
        """Return what is held under `key`, or make it and hold it; a failure is not held."""
        with self._lock:
            if key not in self._held:
                self._held[key] = make()
                if len(self._held) > self._size:
                    self._held.popitem(last=False)
            self._held.move_to_end(key)
            return self._held[key]

    def resize(self, size: int) -> None:
        """Hold so many results from now on, >= 1."""
        with self._lock:
            self._size = size
            while len(self._held) > size:
                self._held.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._held.clear()
