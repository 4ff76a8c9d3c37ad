"""`pinrender serve`."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from pinrender.cli._options import whole_number

__all__ = ["serve"]

NEEDED = ("fastapi", "uvicorn")
OptionalArt = Annotated[
    Path | None,
    typer.Argument(metavar="[ART]", help="Artwork to open the page with.", show_default=False),
]
Port = Annotated[
    int,
    typer.Option(
        "--port", metavar="N", parser=whole_number("--port", 8765), help="1024 to 65535, or 0 for any."
    ),
]
Open = Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser, or do not.")]


def serve(art: OptionalArt = None, port: Port = 8765, open_: Open = True) -> None:
    """Open a page on this machine: drop artwork in, choose how it is made, look, compare, download.

    Nothing leaves the machine, and nobody else reaches the page. Ends with Ctrl-C.
    """
    from pinrender.errors import ArtworkError, RendererUnavailable, UsageError

    if not all(find_spec(name) for name in NEEDED):
        raise RendererUnavailable(
            "the page needs FastAPI and uvicorn: python -m pip install 'pinrender[web]'"
        )
    if port != 0 and not 1024 <= port <= 65535:
        raise UsageError(f"--port {port} is outside 1024 to 65535; write for example --port 8765")
    if art is not None and not art.exists():
        raise ArtworkError(
            f"no such artwork: '{art}'; give a drawing, a picture, or a folder or .zip of layers"
        )
    from pinrender.web._serve import opened
    from pinrender.web._serve import serve as run

    def started(address: str) -> None:
        typer.echo(f"pinrender is at {address}; Ctrl-C stops it")
        if open_:
            _open(address)

    run(opened(port), art=art, started=started)
    typer.echo("pinrender has stopped")


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
