"""The process that renders: it alone draws, and holds what was made in memory.

It takes a job from its standard input, answers on what was its standard output, and takes the next;
where its input ends, it ends. What it cannot make it refuses in the sentence of the command line.
"""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import IO, Any

from pinrender.web._job import PROGRESS, REFUSAL, Answer, Job, Message, packed, received
from pinrender.web._memory import resident_bytes

__all__ = ["serve"]


HELD = 12
"""Pins held at once: a page asks for each at three resolutions, and compares two."""


def serve(jobs: IO[bytes], answers: IO[bytes], *, held_bytes: int) -> None:
    """Work until there are no more jobs.

    Parameters
    ----------
    jobs, answers : binary file
        Where jobs come from, and where answers go.
    held_bytes : int
        Memory above which it forgets what it has made.
    """
    from pinrender import pipeline

    lock = Lock()

    def say(message: bytes) -> None:
        with lock:
            answers.write(message)
            answers.flush()

    _make_ready()
    pipeline.hold(HELD)
    while (message := received(jobs)) is not None:
        say(_answered(message, say))
        if resident_bytes(os.getpid()) > held_bytes:
            pipeline.forget()


def _answered(message: Message, say: Callable[[bytes], None]) -> bytes:
    from pinrender.errors import PinrenderError

    job = Job(**message.head)
    try:
        return _made(job, say).packed()
    except PinrenderError as error:
        return _refused(job, error.kind, str(error), error.exit_code)
    except OSError as error:
        return _refused(job, "system", error.strerror or type(error).__name__, PinrenderError.exit_code)


def _made(job: Job, say: Callable[[bytes], None]) -> Answer:
    import pinrender
    from pinrender.web._works import WORKS

    timings = pinrender.Timings(
        on_stage=lambda stage: say(packed(PROGRESS, {"stage": stage})),
        on_pass=lambda done, total: say(packed(PROGRESS, {"done": done, "total": total})),
    )
    pin = pinrender.load(job.path, **job.options)
    called = job.name if pin.path.is_dir() else Path(job.name).stem
    pin = dataclasses.replace(pin, called=called)
    return WORKS[job.work](pin, job.extra, timings)


def _refused(job: Job, kind: str, message: str, exit_code: int) -> bytes:
    """A refusal that calls the artwork what its sender calls it, and names no place of this machine."""
    path = Path(job.path)
    for kept, name in ((job.path, job.name), (path.name, job.name), (path.stem, Path(job.name).stem)):
        message = message.replace(kept, name)
    head: dict[str, Any] = {"kind": kind, "message": message, "exit_code": exit_code}
    return packed(REFUSAL, head)


def _make_ready() -> None:
    """Load what every picture needs, and open the renderer, before the first job."""
    from pinrender import _artist

    _artist.open_early(None)
    import pinrender.artwork
    import pinrender.pipeline
    import pinrender.relief
    import pinrender.scene  # noqa: F401


def main() -> None:
    """Speak over the standard streams; what libraries print goes to the terminal's other one."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers, held_bytes=int(sys.argv[1]))
    answers.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
