"""The queue in front of the render process: one job at a time, pictures to look at first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from pinrender._timings import WORDS
from pinrender.limits import Limits
from pinrender.web._errors import Busy, Cancelled, Crashed, TookTooLong, WebError
from pinrender.web._job import Answer, Job
from pinrender.web._process import RenderProcess

__all__ = ["Lane", "RenderQueue", "Ticket"]

Lane = tuple[str, str]
"""Whose job it is and for what: a newer one in the same lane makes one that waits needless."""
PROMPT = ("picture", "understood")
"""Works that somebody looks at the page for, and that come before files."""
_LOG = logging.getLogger("pinrender")
LEFT_S = 2.0
"""How long a job goes on that nobody waits for any more: most end sooner than a process starts."""


class Ticket:
    """A job in the queue; `done` is its answer, or why there is none."""

    def __init__(self, job: Job, lane: Lane) -> None:
        self.job, self.lane = job, lane
        self.done: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.running = False
        self._heard: dict[str, Any] = {}

    @property
    def prompt(self) -> bool:
        """Whether it comes before files: a picture to look at, but not one whose light is traced."""
        return self.job.work in PROMPT and self.job.options.get("quality") != "studio"

    def hear(self, heard: dict[str, Any]) -> None:
        """Take note of progress."""
        self._heard = heard

    def drop(self, reason: WebError) -> None:
        """Say that it is not wanted any more, or cannot be had."""
        if not self.done.done():
            self.done.set_exception(reason)
            self.done.exception()  # somebody may have stopped waiting: that is no fault

    def told(self) -> dict[str, Any]:
        """How far it is, for a person."""
        if not self.running:
            return {"work": self.job.work, "state": "waiting", "words": "waiting for its turn"}
        words = WORDS.get(self._heard.get("stage", ""), "beginning")
        if "done" in self._heard:
            words = "tracing light"
        counted: dict[str, Any] = {key: self._heard[key] for key in ("done", "total") if key in self._heard}
        return {"work": self.job.work, "state": "running", "words": words, **counted}


class RenderQueue:
    """Jobs that wait, and the one that runs.

    Parameters
    ----------
    limits : Limits
        How many may wait, and how long one may take.
    folder : Path
        Where the process may leave files; what lies there goes with each process.
    """

    def __init__(self, limits: Limits, folder: Path) -> None:
        self._limits = limits
        self.process = RenderProcess(limits, folder)
        self._waiting: list[Ticket] = []
        self._running: Ticket | None = None
        self._news = asyncio.Event()
        self._runner: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the process, and begin to take jobs."""
        await self.process.start()
        self._runner = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Drop every job, and end the process."""
        self.drop_all()
        if self._runner is not None:
            self._runner.cancel()
            with suppress(asyncio.CancelledError):
                await self._runner
        await self.process.stop()

    def drop_all(self) -> None:
        """Drop every job: the server is stopping."""
        for ticket in self.tickets():
            ticket.drop(Cancelled("the server is stopping"))

    def tickets(self, owner: str | None = None) -> list[Ticket]:
        """Every job that is not done, the running one first; of one owner only, if one is named."""
        every = [*([] if self._running is None else [self._running]), *self._waiting]
        return [each for each in every if not each.done.done() and (owner is None or each.lane[0] == owner)]

    def submit(self, job: Job, lane: Lane) -> Ticket:
        """Put a job into the queue; one that waits in the same lane is dropped for it.

        Raises
        ------
        Busy
            If too many wait.
        """
        for ticket in self._waiting:
            if ticket.lane == lane:
                ticket.drop(Cancelled("a newer one was asked for"))
        self._waiting = [each for each in self._waiting if not each.done.done()]
        if len(self._waiting) >= self._limits.render_queue:
            raise Busy(f"{len(self._waiting)} pictures are waiting already; try again in a few seconds")
        ticket = Ticket(job, lane)
        self._waiting.append(ticket)
        self._news.set()
        return ticket

    def leave(self, ticket: Ticket) -> None:
        """Nobody waits for a job any more: it is dropped, at once if it waits, soon if it runs."""
        gone = Cancelled("nobody waits for it any more")
        if ticket.running:
            asyncio.get_running_loop().call_later(LEFT_S, ticket.drop, gone)
        else:
            ticket.drop(gone)

    def cancel(self, owner: str, what: str | None = None) -> int:
        """Drop the jobs of an owner, all or those of one lane; return how many there were."""
        tickets = [each for each in self.tickets(owner) if what in {None, each.lane[1]}]
        for ticket in tickets:
            ticket.drop(Cancelled("cancelled"))
        return len(tickets)

    async def _run(self) -> None:
        while True:
            self._waiting = [each for each in self._waiting if not each.done.done()]
            if not self._waiting:
                self._news.clear()
                await self._news.wait()
                continue
            ticket = min(self._waiting, key=lambda each: not each.prompt)  # the first of equals
            self._waiting.remove(ticket)
            self._running = ticket
            await self._do(ticket)
            self._running = None

    async def _do(self, ticket: Ticket) -> None:
        """Have one job done, within its time, while it is wanted."""
        ticket.running = True
        traced = ticket.job.options.get("quality") == "studio"
        most_s = self._limits.studio_wall_s if traced else self._limits.render_wall_s
        work = asyncio.create_task(self.process.do(ticket.job, ticket.hear))
        try:
            await asyncio.wait((work, ticket.done), timeout=most_s, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                self.process.kill()
                ticket.drop(_too_long(most_s, traced=traced))
            _settle(ticket, await asyncio.gather(work, return_exceptions=True))
        finally:
            work.cancel()
        await self.process.start()


def _settle(ticket: Ticket, results: Iterable[Answer | BaseException]) -> None:
    """Give a job its answer, unless it has been dropped."""
    for result in results:
        if ticket.done.done():
            return
        if isinstance(result, WebError):
            ticket.drop(result)
        elif isinstance(result, BaseException):
            _LOG.error("a job failed", exc_info=result)
            ticket.drop(
                Crashed("something is wrong in pinrender itself; the terminal that runs it says where")
            )
        else:
            ticket.done.set_result(result)


def _too_long(most_s: float, *, traced: bool) -> TookTooLong:
    limit = "studio_wall_s" if traced else "render_wall_s"
    advice = "ask for fewer pixels or samples" if traced else "ask for fewer pixels, or simplify the drawing"
    return TookTooLong(f"making this takes longer than {most_s:g} s (Limits.{limit}); {advice}")
