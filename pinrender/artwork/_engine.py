"""The supervisor of the processes that read and draw strangers' files: asks, waits, kills when it must."""

from __future__ import annotations

import importlib.util
import itertools
import queue
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from os import killpg, pathsep
from pathlib import Path
from typing import IO

from pinrender.artwork._limits import Limits
from pinrender.errors import ArtworkError, RendererUnavailable

__all__ = ["Engine", "Trade"]

_REQUEST = struct.Struct(">I")
_REPLY = struct.Struct(">BI")
_SERVER = Path(__file__).parent.parent / "workers" / "_serve.py"

PROCESSES = 2
"""Pictures are drawn side by side: most drawings have few layers, and a processor has two cores or more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """What an engine works at.

    Attributes
    ----------
    kind : str
        The kind of file, for messages.
    worker : str
        Module of `pinrender.workers`.
    packages : tuple of (str, str)
        What it imports, and what installs that.
    """

    kind: str
    worker: str
    packages: tuple[tuple[str, str], ...]


class Engine:
    """Working processes, started at once, fed in turn and heard in order."""

    def __init__(self, trade: Trade, name: str, limits: Limits) -> None:
        self._processes = [_Process(trade, name, limits) for _ in range(PROCESSES)]

    def tell(self, request: bytes) -> bytes:
        """Say the same to every process, and return what the first answers; see `draw` for what it raises."""
        for process in self._processes:
            process.ask(request)
        answer, *_ = [process.receive() for process in self._processes]
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
        waiting: deque[_Process] = deque()
        for request, process in zip(requests, itertools.cycle(self._processes), strict=False):
            process.ask(request)
            waiting.append(process)
            if len(waiting) > ahead * PROCESSES:
                yield waiting.popleft().receive()
        while waiting:
            yield waiting.popleft().receive()

    def close(self) -> None:
        """End the processes and remove their folders; safe to call twice."""
        for process in self._processes:
            process.close()


class _Process:
    """One process.

    Two threads keep the pipes moving, so that the process draws the next picture while the
    previous one is decoded here. Nothing is reused after a death.
    """

    def __init__(self, trade: Trade, name: str, limits: Limits) -> None:
        self._kind = trade.kind
        self._name = name
        self._limits = limits
        self._folder = tempfile.mkdtemp(prefix="pinrender-")
        self._requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._replies: queue.SimpleQueue[tuple[int, bytes] | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-I", "-S", str(_SERVER), trade.worker, _folders(trade)),
                *(str(limits.worker_memory_bytes), str(limits.worker_cpu_s)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env={},
            start_new_session=True,
        )
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._feed, self._collect)]
        for thread in self._threads:
            thread.start()

    def ask(self, request: bytes) -> None:
        """Hand a request over; returns at once."""
        self._requests.put(_REQUEST.pack(len(request)) + request)

    def close(self) -> None:
        """End it and remove its folder."""
        self._requests.put(None)
        self._kill()
        for thread in self._threads:
            thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):  # bytes of a request that nobody will read
                _pipe(pipe).close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _kill(self) -> int:
        """Kill the process group and return how the process ended."""
        if self._process.poll() is None:
            with suppress(ProcessLookupError):  # it ended by itself meanwhile
                killpg(self._process.pid, signal.SIGKILL)
        return self._process.wait()

    def receive(self) -> bytes:
        """Wait for the answer to the oldest request."""
        started = time.monotonic()
        try:
            reply = self._replies.get(timeout=self._limits.worker_wall_s)
        except queue.Empty:
            self._kill()
            raise ArtworkError(self._too_slow(f"{time.monotonic() - started:.0f} s")) from None
        if reply is None:
            raise self._death()
        status, content = reply
        if status:
            reason = content.decode("utf-8", "replace").strip().rstrip(".")
            raise ArtworkError(f"'{self._name}' cannot be drawn as {self._kind}: {reason}")
        return content

    def _death(self) -> ArtworkError:
        code = self._process.wait()
        if code == -signal.SIGXCPU:
            return ArtworkError(self._too_slow(f"{self._limits.worker_cpu_s} s of processor time"))
        if code in (-signal.SIGABRT, -signal.SIGKILL):
            limit_mib = self._limits.worker_memory_bytes // (1024 * 1024)
            return ArtworkError(
                f"'{self._name}' needs more than {limit_mib} MiB of memory to be drawn; simplify it"
            )
        return ArtworkError(
            f"'{self._name}' makes the {self._kind} engine fail (exit {code}); "
            "simplify it, or save its layers as PNG"
        )

    def _too_slow(self, spent: str) -> str:
        return f"'{self._name}' takes too long to draw (stopped after {spent}); simplify it"

    def _feed(self) -> None:
        pipe = _pipe(self._process.stdin)
        while (request := self._requests.get()) is not None:
            try:
                pipe.write(request)
                pipe.flush()
            except OSError:  # the process died: _collect reports it
                return

    def _collect(self) -> None:
        pipe = _pipe(self._process.stdout)
        while len(head := pipe.read(_REPLY.size)) == _REPLY.size:
            status, length = _REPLY.unpack(head)
            if length > self._limits.worker_reply_bytes or len(content := pipe.read(length)) != length:
                break
            self._replies.put((status, content))
        self._replies.put(None)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RendererUnavailable("the drawing engine was started without pipes")
    return pipe


def _folders(trade: Trade) -> str:
    """The folders that the worker imports from."""
    folders = {str(_SERVER.parent.parent.parent): None}
    for package, distribution in trade.packages:
        found = importlib.util.find_spec(package)
        if found is None or found.origin is None:
            raise RendererUnavailable(f"{package} is not installed; run: pip install {distribution}")
        folders[str(Path(found.origin).parent.parent)] = None
    return pathsep.join(folders)
