"""What is told while a person waits: one line on a terminal, and notices anywhere."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID
    from rich.status import Status

__all__ = ["PATIENCE_S", "Progress", "notices"]

PATIENCE_S = 1.0
"""Work shorter than this needs no progress."""


class Progress:
    """One line on stderr that appears after `PATIENCE_S` and leaves nothing behind.

    It names the stage; while passes of light, or frames, are counted it is a bar.

    Parameters
    ----------
    words : mapping of str to str
        What to say for each stage.
    counted : str
        What to say beside the bar.
    """

    def __init__(self, words: Mapping[str, str], counted: str) -> None:
        self._words, self._text, self._counted = words, "", counted
        self._status: Status | None = None
        self._bar: tuple[Bar, TaskID] | None = None
        self._lock = Lock()
        self._timer = Timer(PATIENCE_S, self._appear)
        self._timer.daemon = True
        self._timer.start()

    def _appear(self) -> None:
        from rich.console import Console

        with self._lock:
            if self._bar is None:
                self._status = Console(stderr=True).status(self._text)
                self._status.start()

    def name_stage(self, stage: str) -> None:
        """Say which stage begins."""
        with self._lock:
            self._text = self._words[stage]
            if self._status is not None:
                self._status.update(self._text)

    def count_passes(self, done: int, total: int) -> None:
        """Show how much is done; called from any thread."""
        with self._lock:
            if self._bar is None:
                self._stop_status()
                self._bar = _bar(self._counted)
                self._bar[0].start()
            bar, task = self._bar
            bar.update(task, completed=done, total=total)
            if done == total:
                bar.stop()
                self._bar = None

    def end(self) -> None:
        """Leave the terminal as it was."""
        self._timer.cancel()
        self._timer.join()
        with self._lock:
            self._stop_status()
            if self._bar is not None:
                self._bar[0].stop()

    def _stop_status(self) -> None:
        if self._status is not None:
            self._status.stop()
            self._status = None


def _bar(counted: str) -> tuple[Bar, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn(counted), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Bar(*columns, console=Console(stderr=True), transient=True)
    return bar, bar.add_task("light", total=None)


@contextmanager
def notices(*, quiet: bool) -> Iterator[None]:
    """Print what the library has to say meanwhile, a line each on stderr; nothing if `quiet`."""
    log = logging.getLogger("pinrender")
    handler = logging.NullHandler() if quiet else logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("notice: %(message)s"))
    propagated, log.propagate = log.propagate, False
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.propagate = propagated
