"""The command's frame: its subcommands, its errors and its exit codes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

import typer

from pinrender.cli._advise import advise
from pinrender.cli._check import check
from pinrender.cli._compare import compare
from pinrender.cli._export import export
from pinrender.cli._inspect import inspect
from pinrender.cli._list import list_
from pinrender.cli._proof import proof
from pinrender.cli._render import render
from pinrender.cli._separation_options import spelled_out
from pinrender.cli._serve import serve
from pinrender.cli._show import print_json, printable
from pinrender.cli._spin import spin
from pinrender.cli._usage import BadUsage, explained
from pinrender.errors import PinrenderError, UsageError

__all__ = ["main"]

app = typer.Typer(
    name="pinrender",
    help="See a custom enamel pin before it is made.",
    epilog="To begin with: pinrender render fox.svg -o fox.png",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(render)
app.command(short_help="Draw a pin on a turntable, as an animation.")(spin)
app.command(short_help="Draw the same pin made in several ways, on one sheet.")(compare)
app.command(short_help="Say whether a pin can be made, and what is at risk.")(check)
app.command(short_help="Rank the processes for a design, with reasons.")(advise)
app.command(short_help="Write the sheet that a factory and a customer sign, a PDF.")(proof)
app.command(short_help="Write a pin as a solid, or its heights, in mm.")(export)
app.command(short_help="Show what an artwork holds, and what to know of it.")(inspect)
app.command(short_help="Open a page on this machine to look, choose and compare.")(serve)
app.command("list", short_help="List the names that options accept.")(list_)


def _print_version(wanted: bool) -> None:
    if wanted:
        import pinrender

        typer.echo(f"pinrender {pinrender.__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(UsageError.exit_code)


def run(arguments: Sequence[str]) -> int:
    """Run one command; every deliberate error becomes one line on stderr, and with --json an object too.

    Returns
    -------
    int
        0 good, 1 refused input, 2 usage, 3 no renderer, 130 interrupted (128 + SIGINT, as shells count).
    """
    try:
        code = app(args=spelled_out(arguments), prog_name="pinrender", standalone_mode=False)
    except PinrenderError as error:
        return _failed(str(error), error.kind, error.exit_code, arguments)
    except BadUsage as fault:
        return _failed(explained(fault, arguments), UsageError.kind, UsageError.exit_code, arguments)
    except OSError as error:
        return _failed(str(error), "system", PinrenderError.exit_code, arguments)
    except SystemExit as leaving:
        code = leaving.code
    return code if isinstance(code, int) else 0


def _failed(message: str, kind: str, exit_code: int, arguments: Sequence[str]) -> int:
    """Say what went wrong, to people and, if they listen, to machines."""
    typer.echo(f"pinrender: {printable(message)}", err=True)
    if "--json" in arguments:
        with suppress(OSError):  # it may be stdout itself that takes no more
            print_json({"error": {"kind": kind, "message": message, "exit_code": exit_code}})
    return exit_code


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
