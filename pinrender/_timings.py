"""Seconds per stage, recorded by whoever asked for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TypeVar

__all__ = ["STAGES", "WORDS", "Timings"]

ValueT = TypeVar("ValueT")

STAGES = ("read", "relief", "mesh", "maps", "draw", "write")
"""Every stage in the order it runs."""
WORDS = {
    "read": "reading the artwork",
    "check": "measuring",
    "relief": "building the relief",
    "mesh": "building the mesh",
    "maps": "baking the materials",
    "draw": "drawing",
    "write": "writing",
}
"""What a stage is called to a person who waits for it."""


class Timings:
    """A recorder that a caller passes in; a stage that came from memory is not recorded.

    Parameters
    ----------
    on_stage : callable, optional
        Called with a stage's name as it begins, for progress.
    on_pass : callable, optional
        Called with how many passes of light are done, and of how many, while a studio picture is traced;
        from the thread that draws.
    """

    def __init__(
        self,
        on_stage: Callable[[str], None] | None = None,
        on_pass: Callable[[int, int], None] | None = None,
    ) -> None:
        self._on_stage = on_stage
        self.on_pass = on_pass
        self._seconds: dict[str, float] = {}

    @property
    def seconds(self) -> dict[str, float]:
        """Seconds by stage, in the order of `STAGES`; a stage run several times is summed."""
        return {stage: self._seconds[stage] for stage in STAGES if stage in self._seconds}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time spent inside to the stage called `name`, one of `STAGES`."""
        if self._on_stage is not None:
            self._on_stage(name)
        start = perf_counter()
        try:
            yield
        finally:
            self._seconds[name] = self._seconds.get(name, 0.0) + perf_counter() - start

    def timed(self, name: str, make: Callable[[], ValueT]) -> Callable[[], ValueT]:
        """Wrap `make` so that it is recorded as the stage called `name` when, and if, it runs."""

        def recorded() -> ValueT:
            with self.stage(name):
                return make()

        return recorded
