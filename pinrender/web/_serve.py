"""Run the server until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from pinrender.errors import OutputError
from pinrender.limits import Limits
from pinrender.web._app import Studio, build_app

__all__ = ["HOST", "opened", "serve"]

HOST = "127.0.0.1"
"""Nobody but this machine reaches it."""
FINISH_S = 6
"""How long jobs may go on after the server is told to stop; they are cancelled then."""
STOP_S = 10
"""How long all else may."""
IDLE_S = 5
HEADER_BYTES = 16 * 1024


class _Server(uvicorn.Server):
    """One that ends of itself when it is told to stop, and at once when it is told so again."""

    def __init__(self, config: uvicorn.Config, give_up: Callable[[], None]) -> None:
        super().__init__(config)
        self._give_up = give_up

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._told_to_stop)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)

    def _told_to_stop(self) -> None:
        if self.should_exit:
            self.force_exit = True
            self._give_up()
        self.should_exit = True
        asyncio.get_running_loop().call_later(FINISH_S, self._give_up)


def opened(port: int) -> socket.socket:
    """A socket of this machine's own, bound to a port; 0 takes any that is free.

    Raises
    ------
    OutputError
        If something else has it, or it cannot be had.
    """
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
    except OSError as error:
        bound.close()
        raise OutputError(
            f"port {port} cannot be opened: {error.strerror}; stop what uses it, or say --port {port + 1}"
        ) from error
    return bound


def serve(
    bound: socket.socket,
    *,
    started: Callable[[str], None],
    art: Path | None = None,
    limits: Limits | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM; what is being made then is finished, or cancelled within seconds.

    Parameters
    ----------
    bound : socket
        From `opened`.
    started : callable
        Called with the page's address when it answers.
    art : Path, optional
        Artwork that the page opens with.
    limits : Limits, optional
        How much it does for those who ask.
    """
    limits = limits or Limits()
    studio = Studio(limits)
    port = bound.getsockname()[1]
    hosts = [f"{name}:{port}" for name in (HOST, "localhost", "[::1]")]
    config = uvicorn.Config(
        build_app(hosts, studio),
        lifespan="on",
        http="h11",
        ws="none",
        loop="asyncio",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=limits.connections,
        timeout_keep_alive=IDLE_S,
        timeout_graceful_shutdown=STOP_S,
        h11_max_incomplete_event_size=HEADER_BYTES,
    )
    address = f"http://{hosts[0]}/"
    if art is not None:
        address += f"#{studio.uploads.keep(art).id}"
    asyncio.run(_run(_Server(config, studio.queue.drop_all), bound, lambda: started(address)))


async def _run(server: uvicorn.Server, bound: socket.socket, started: Callable[[], None]) -> None:
    serving = asyncio.create_task(server.serve([bound]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.01)
    if server.started:
        started()
    await serving
