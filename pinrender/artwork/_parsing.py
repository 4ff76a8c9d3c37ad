"""The supervisor of a process that parses artwork: starts it, waits, kills, and takes nothing on trust."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from os import killpg
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._limits import Limits
from pinrender.errors import ArtworkError

__all__ = ["Parsed", "parse"]

_WORKER = Path(__file__).with_name("_parse_worker.py")
_PARSERS = {"psd": "pinrender.artwork._psd_layers"}
_LENGTH_BYTES = 8
_HEADER_BYTES = 4 * 1024 * 1024
"""The most that is believed of a description of layers: some kilobytes each."""
_OUT_OF_MEMORY = 71
_REASON_CHARS = 300
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Parsed(NamedTuple):
    """What a parser answers: an object as JSON, unchecked, and bytes that it describes."""

    header: bytes
    pixels: NDArray[np.uint8]


def parse(kind: str, path: Path, options: Mapping[str, int], limits: Limits) -> Parsed:
    """Parse a file in a process of its own.

    Parameters
    ----------
    kind : {'psd'}
        Which parser.
    path : Path
        The file; the process gets it open, and can open no other.
    options : mapping of str to int
        For the parser.
    limits : Limits
        Ceilings.

    Raises
    ------
    ArtworkError
        If the parser refuses the file, takes too long, needs too much memory, writes too much or dies.
    """
    task = {
        "parser": _PARSERS[kind],
        "package": str(_WORKER.parent.parent),
        "folders": [folder for folder in sys.path if folder and Path(folder).is_absolute()],
        "options": dict(options),
        "memory_bytes": limits.worker_memory_bytes,
        "cpu_s": limits.worker_cpu_s,
        "answer_bytes": limits.parsed_bytes,
    }
    try:
        with path.open("rb") as artwork, tempfile.TemporaryFile(prefix="pinrender-") as answer:
            code = _run(json.dumps(task), artwork, answer, path.name, limits)
            if code:
                raise ArtworkError(f"'{path.name}' {_death(code, limits)}")
            return _answer(answer, path.name, limits)
    except OSError as error:
        raise ArtworkError(f"'{path.name}' cannot be read: {error.strerror or error}") from error


def _run(task: str, artwork: IO[bytes], answer: IO[bytes], name: str, limits: Limits) -> int:
    """How the process ended: 0, an exit code, or minus a signal."""
    with tempfile.TemporaryDirectory(prefix="pinrender-") as folder:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_WORKER), task],
            stdin=artwork,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_ONE_THREAD,
            start_new_session=True,
        )
        try:
            return process.wait(timeout=limits.worker_wall_s)
        except subprocess.TimeoutExpired:
            raise ArtworkError(
                f"'{name}' takes too long to read (stopped after {limits.worker_wall_s:g} s, "
                "Limits.worker_wall_s); simplify it"
            ) from None
        finally:
            with suppress(ProcessLookupError):  # it has ended
                killpg(process.pid, signal.SIGKILL)
            process.wait()


def _death(code: int, limits: Limits) -> str:
    """How a process ended that gave no answer, as the end of a sentence."""
    if code == -signal.SIGXCPU:
        return (
            f"takes too long to read (stopped after {limits.worker_cpu_s} s of processor time, "
            "Limits.worker_cpu_s); simplify it"
        )
    if code in (-signal.SIGABRT, -signal.SIGKILL, _OUT_OF_MEMORY):
        return (
            f"needs more than {limits.worker_memory_bytes} bytes of memory to be read "
            "(Limits.worker_memory_bytes); make it smaller"
        )
    if code == -signal.SIGXFSZ:
        return f"unpacks to more than {limits.parsed_bytes} bytes (Limits.parsed_bytes); make it smaller"
    if code < 0:
        return f"makes its reader fail (signal {-code}); save it again, or save its layers as PNG"
    return "is damaged, or holds what its reader does not know; save it again, or save its layers as PNG"


def _answer(file: IO[bytes], name: str, limits: Limits) -> Parsed:
    size = file.seek(0, 2)
    file.seek(max(size - _LENGTH_BYTES, 0))
    length = int.from_bytes(file.read(_LENGTH_BYTES), "big")
    pixel_bytes = size - _LENGTH_BYTES - length
    if size > limits.parsed_bytes or length > _HEADER_BYTES or pixel_bytes < 0:
        raise ArtworkError(f"'{name}' makes its reader fail (no sound answer); save it again")
    file.seek(pixel_bytes)
    header = file.read(length)
    _raise_refusal(header, name)
    file.seek(0)
    return Parsed(header, np.frombuffer(file.read(pixel_bytes), np.uint8))


def _raise_refusal(header: bytes, name: str) -> None:
    """Pass a parser's refusal on, in printable characters and at a sentence's length."""
    try:
        answer = json.loads(header)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise ArtworkError(f"'{name}' makes its reader fail (no sound answer); save it again")
    reason = answer.get("refused")
    if reason is not None:
        shown = "".join(each for each in str(reason)[:_REASON_CHARS] if each.isprintable())
        raise ArtworkError(f"'{name}' {shown}")
