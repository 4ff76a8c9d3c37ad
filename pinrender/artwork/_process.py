"""One process that reads or draws strangers' files: started, fed, heard, and killed when it must be."""

from __future__ import annotations

import importlib.util
import json
import queue
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from os import killpg
from pathlib import Path
from typing import IO, NamedTuple

from pinrender.errors import ArtworkError, RendererUnavailable
from pinrender.limits import Limits, byte_size

__all__ = ["Reply", "Trade", "WorkProcess"]

_REQUEST = struct.Struct(">I")
_REPLY = struct.Struct(">BI")
_ANSWER, _REASON, _SENTENCE, _PART = range(4)
_PACKAGE = Path(__file__).parent.parent
_SERVER = _PACKAGE / "workers" / "_serve.py"
_REASON_CHARS = 360
_MIB = 1024 * 1024
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """What a process works at.

    Attributes
    ----------
    kind : str
        The kind of file, for messages.
    worker : str
        Module with ``load()``; see `pinrender.workers`.
    packages : tuple of (str, str)
        What it imports, and what installs that.
    verb : {'draw', 'read'}
        What it does with a file, for messages.
    """

    kind: str
    worker: str
    packages: tuple[tuple[str, str], ...]
    verb: str = "draw"


class Reply(NamedTuple):
    """An answer, unchecked, and what was written before it."""

    content: bytes
    parts: bytearray


class WorkProcess:
    """One process.

    Two threads keep the pipes moving, so that the process draws the next picture while the
    previous one is decoded here. Nothing is reused after a death.
    """

    def __init__(self, trade: Trade, name: str, limits: Limits) -> None:
        self._trade = trade
        self._name = name
        self._limits = limits
        self._folder = tempfile.mkdtemp(prefix="pinrender-")
        self._requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._replies: queue.SimpleQueue[tuple[int, Reply] | None] = queue.SimpleQueue()
        self._overflowed = False
        self._waited_s = 0.0
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_SERVER), _task(trade, limits)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env=_ONE_THREAD,
            start_new_session=True,
        )
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._feed, self._collect)]
        for thread in self._threads:
            thread.start()

    def ask(self, *request: bytes) -> None:
        """Hand a request over, in pieces; returns at once."""
        self._requests.put(_REQUEST.pack(sum(map(len, request))))
        for piece in request:
            self._requests.put(piece)

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

    def receive(self) -> Reply:
        """Wait for the answer to the oldest request."""
        received = self._heard()
        if received is None:
            raise self._death()
        kind, reply = received
        if kind == _ANSWER:
            return reply
        said = "".join(each for each in reply.content.decode("utf-8", "replace") if each.isprintable())
        said = said[:_REASON_CHARS].strip().rstrip(".")
        if kind == _SENTENCE and self._name in said:
            raise ArtworkError(said)
        raise ArtworkError(f"'{self._name}' cannot be {self._done} as {self._trade.kind}: {said}")

    def _heard(self) -> tuple[int, Reply] | None:
        """The next reply within the time for one file or picture, and for all of them; None after a death."""
        started, limits = time.monotonic(), self._limits
        left_s = max(0.0, limits.worker_total_s - self._waited_s)
        try:
            return self._replies.get(timeout=min(limits.worker_wall_s, left_s))
        except queue.Empty:
            self._kill()
            ceiling = "worker_wall_s" if limits.worker_wall_s <= left_s else "worker_total_s"
            spent = f"{getattr(limits, ceiling):g} s, Limits.{ceiling}"
            raise ArtworkError(self._too_slow(spent)) from None
        finally:
            self._waited_s += time.monotonic() - started

    @property
    def _done(self) -> str:
        return {"draw": "drawn"}.get(self._trade.verb, self._trade.verb)

    def _death(self) -> ArtworkError:
        if self._overflowed:
            most = self._limits.parsed_bytes
            self._kill()
            return ArtworkError(
                f"'{self._name}' unpacks to more than {byte_size(most)} (Limits.parsed_bytes); "
                "make it smaller"
            )
        code = self._process.wait()
        if code == -signal.SIGXCPU:
            spent = f"{self._limits.worker_cpu_s} s of processor time, Limits.worker_cpu_s"
            return ArtworkError(self._too_slow(spent))
        if code in (-signal.SIGABRT, -signal.SIGKILL):
            return ArtworkError(
                f"'{self._name}' needs more than {self._limits.worker_memory_bytes // _MIB} MiB of memory "
                f"to be {self._done} (Limits.worker_memory_bytes); simplify it"
            )
        if code < 0:
            fault = f"makes the {self._trade.kind} engine fail (signal {-code})"
        else:
            fault = f"is damaged, or holds what the {self._trade.kind} engine does not know"
        return ArtworkError(f"'{self._name}' {fault}; save it again, or save its layers as PNG")

    def _too_slow(self, spent: str) -> str:
        return f"'{self._name}' takes too long to {self._trade.verb} (stopped after {spent}); simplify it"

    def _feed(self) -> None:
        pipe = _pipe(self._process.stdin)
        while (piece := self._requests.get()) is not None:
            try:
                pipe.write(piece)
                if self._requests.empty():
                    pipe.flush()
            except OSError:  # the process died: _collect reports it
                return

    def _collect(self) -> None:
        pipe = _pipe(self._process.stdout)
        parts = bytearray()
        while len(head := pipe.read(_REPLY.size)) == _REPLY.size:
            kind, length = _REPLY.unpack(head)
            if len(parts) + length > self._limits.parsed_bytes:
                self._overflowed = True
                break
            if len(content := pipe.read(length)) != length:
                break
            if kind == _PART:
                parts += content
            else:
                self._replies.put((kind, Reply(content, parts)))
                parts = bytearray()
        self._replies.put(None)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RendererUnavailable("the drawing engine was started without pipes")
    return pipe


def _task(trade: Trade, limits: Limits) -> str:
    """What the process is told at its start."""
    for package, distribution in trade.packages:
        if importlib.util.find_spec(package) is None:
            raise RendererUnavailable(f"{package} is not installed; run: pip install {distribution}")
    task = {
        "worker": trade.worker,
        "package": str(_PACKAGE),
        "folders": [folder for folder in sys.path if folder and Path(folder).is_absolute()],
        "memory_bytes": limits.worker_memory_bytes,
        "cpu_s": limits.worker_cpu_s,
    }
    return json.dumps(task)
