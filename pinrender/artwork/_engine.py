"""Processes that read and draw one file, started at once, fed in turn and heard in order."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._process import Reply, Trade, WorkProcess
from pinrender.errors import ArtworkError
from pinrender.limits import Limits

__all__ = ["Engine", "Reply", "Trade", "parse"]

PROCESSES = 2
"""Pictures are drawn side by side: most drawings have few layers, and a processor has two cores or more."""
_HEADER_BYTES = 4 * 1024 * 1024
"""The most that is believed of a description of layers: some kilobytes each."""


class Engine:
    """Working processes of one trade, for one file."""

    def __init__(self, trade: Trade, name: str, limits: Limits) -> None:
        self._processes = [WorkProcess(trade, name, limits) for _ in range(PROCESSES)]

    def ask(self, request: bytes) -> Reply:
        """Have one process answer; see `draw` for what it raises."""
        self._processes[0].ask(request)
        return self._processes[0].receive()

    def tell(self, request: bytes) -> bytes:
        """Say the same to every process, and return what the first answers; see `draw` for what it raises."""
        for process in self._processes:
            process.ask(request)
        answer, *_ = [process.receive().content for process in self._processes]
        return answer

    def draw(self, requests: Iterator[bytes], ahead: int = 2) -> Iterator[bytes]:
        """Answer requests, in order, keeping each process `ahead` of them busy.

        Parameters
        ----------
        requests : iterator of bytes
            As the worker takes them.
        ahead : int
            Requests in a process's hands while an answer is being used here.

        Yields
        ------
        bytes
            The answer to each.

        Raises
        ------
        ArtworkError
            If the engine refuses a request, takes too long, needs too much memory or dies.
        """
        waiting: deque[WorkProcess] = deque()
        for request, process in zip(requests, itertools.cycle(self._processes), strict=False):
            process.ask(request)
            waiting.append(process)
            if len(waiting) > ahead * PROCESSES:
                yield waiting.popleft().receive().content
        while waiting:
            yield waiting.popleft().receive().content

    def close(self) -> None:
        """End the processes and remove their folders; safe to call twice."""
        for process in self._processes:
            process.close()


def parse(trade: Trade, name: str, limits: Limits, *request: bytes) -> tuple[bytes, NDArray[np.uint8]]:
    """Parse a file in a process of its own.

    Parameters
    ----------
    trade : Trade
        Which parser.
    name : str
        File name, for messages.
    limits : Limits
        Ceilings.
    *request : bytes
        Pieces of what the parser takes.

    Returns
    -------
    header : bytes
        What the parser says, unchecked.
    pixels : (N,) uint8 ndarray
        What it wrote.

    Raises
    ------
    ArtworkError
        If the parser refuses the file, takes too long, needs too much memory, writes too much or dies.
    """
    process = WorkProcess(trade, name, limits)
    try:
        process.ask(*request)
        reply = process.receive()
    finally:
        process.close()
    if len(reply.content) > _HEADER_BYTES:
        raise ArtworkError(f"'{name}' makes its reader fail (no sound answer); save it again")
    return reply.content, np.frombuffer(reply.parts, np.uint8)
