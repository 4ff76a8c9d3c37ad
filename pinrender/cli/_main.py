"""The command's frame: its subcommands, its errors and its exit codes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

import typer

from pinrender.cli._compare import compare
from pinrender.cli._export import export
from pinrender.cli._inspect import inspect
from pinrender.cli._list import list_
from pinrender.cli._render import render
from pinrender.cli._show import printable
from pinrender.errors import PinrenderError

__all__ = ["main"]

app = typer.Typer(
    name="pinrender",
    help="See a custom enamel pin before it is made.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(render)
app.command()(compare)
app.command()(export)
app.command()(inspect)
app.command("list")(list_)


def _print_version(wanted: bool) -> None:
    if wanted:
        import pinrender

        typer.echo(f"pinrender {pinrender.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    pass


def run(arguments: Sequence[str]) -> int:
    """Run one command; every deliberate error becomes one line on stderr.

    Returns
    -------
    int
        0 good, 1 refused input, 2 usage, 3 no renderer, 130 interrupted (128 + SIGINT, as shells count).
    """
    try:
        app(args=list(arguments), prog_name="pinrender")
    except PinrenderError as error:
        typer.echo(f"pinrender: {printable(str(error))}", err=True)
        return error.exit_code
    except OSError as error:
        typer.echo(f"pinrender: {printable(str(error))}", err=True)
        return PinrenderError.exit_code
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    return 0


def main() -> None:
    """Run the command that the shell gave, and leave the process with its exit code.

    The process is left at once: what was asked for is on disk, and a regular exit would wait for
    the drawing thread, which may still be loading libraries for a picture that was refused.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody reads any more
            stream.flush()
    os._exit(code)
