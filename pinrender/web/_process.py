"""The server's side of the one process that renders: started, fed, heard, and killed when it must be."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from pinrender.limits import Limits, byte_size
from pinrender.web._errors import Crashed, JobRefused, TooLarge
from pinrender.web._job import ANSWER, HEAD, PROGRESS, Answer, Job, Message
from pinrender.web._memory import resident_bytes

__all__ = ["RenderProcess"]

Hear = Callable[[dict[str, Any]], None]
COMMAND = (sys.executable, "-P", "-m", "pinrender.web._worker")
WATCH_S = 0.25
"""Between two looks at how much memory the process has."""


class RenderProcess:
    """One process that renders; a dead one is replaced at the next job.

    Parameters
    ----------
    limits : Limits
        How much memory it may have.
    folder : Path
        For its temporary files: made anew for each process, as a killed one deletes nothing.
    """

    def __init__(self, limits: Limits, folder: Path) -> None:
        self._limits = limits
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        self._too_large = False

    @property
    def pid(self) -> int | None:
        """Its number while it lives."""
        process = self._process
        return None if process is None or process.returncode is not None else process.pid

    async def start(self) -> None:
        """See that it runs; in a session of its own, so that its own children die with it."""
        if self.pid is None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(mode=0o700, exist_ok=True)
            pipe = asyncio.subprocess.PIPE
            self._process = await asyncio.create_subprocess_exec(
                *COMMAND,
                str(self._limits.render_held_bytes),
                stdin=pipe,
                stdout=pipe,
                env={**os.environ, "TMPDIR": str(self._folder)},
                start_new_session=True,
            )

    async def do(self, job: Job, hear: Hear) -> Answer:
        """Have a job done.

        Parameters
        ----------
        job : Job
            What to make.
        hear : callable
            Told of progress: ``{"stage": ...}`` or ``{"done": ..., "total": ...}``.

        Raises
        ------
        Crashed
            If the process dies.
        JobRefused
            If it cannot make it.
        TooLarge
            If it was killed for its memory.
        """
        await self.start()
        self._too_large = False
        watching = asyncio.create_task(self._watch())
        try:
            return await self._answer(job, hear)
        except (asyncio.IncompleteReadError, ConnectionError) as gone:
            await self._reap()
            if self._too_large:
                most = byte_size(self._limits.render_memory_bytes)
                raise TooLarge(
                    f"making this takes more than {most} of memory (Limits.render_memory_bytes); "
                    "ask for fewer pixels, or simplify the drawing"
                ) from gone
            raise Crashed("the process that renders died; try again, and if it dies again, tell us") from gone
        finally:
            watching.cancel()

    async def _answer(self, job: Job, hear: Hear) -> Answer:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise ConnectionError
        process.stdin.write(job.packed())
        await process.stdin.drain()
        while (message := await _received(process.stdout)).what == PROGRESS:
            hear(message.head)
        if message.what == ANSWER:
            return Answer(body=message.body, **message.head)
        raise JobRefused(**message.head)

    async def _watch(self) -> None:
        """Kill it where it has more memory than it may."""
        while True:
            await asyncio.sleep(WATCH_S)
            pid = self.pid
            if pid is not None and resident_bytes(pid) > self._limits.render_memory_bytes:
                self._too_large = True
                self.kill()

    def kill(self) -> None:
        """End it at once, and whatever it started."""
        if (pid := self.pid) is not None:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)

    async def stop(self) -> None:
        """End it and wait until it is gone."""
        self.kill()
        await self._reap()

    async def _reap(self) -> None:
        self.kill()
        if self._process is not None:
            await self._process.wait()
            self._process = None


async def _received(stream: asyncio.StreamReader) -> Message:
    what, head_bytes, body_bytes = HEAD.unpack(await stream.readexactly(HEAD.size))
    head = json.loads(await stream.readexactly(head_bytes))
    return Message(what, head, await stream.readexactly(body_bytes))
