"""Tables for the terminal, and for pipes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

__all__ = ["stdout_console", "swatches", "table"]

PIPE_WIDTH = 200
"""Columns of a table that goes to a file or another program."""
MOST_SWATCHES = 6


def stdout_console() -> Console:
    """A console as wide as the terminal, or wide enough not to wrap in a pipe."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False, markup=False)


def table(*headings: str, area: str = "") -> Table:
    """An empty table; a column of numbers comes last where `area` gives its heading."""
    from rich import box
    from rich.table import Table

    empty = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        empty.add_column(heading)
    if area:
        empty.add_column(area, justify="right", no_wrap=True)
    return empty


def swatches(colors: Sequence[str]) -> Text:
    """Colours (``#rrggbb``) by name, the first few of many; on a terminal each with a patch."""
    from rich.text import Text

    with_patch = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    shown = [
        Text.assemble(("  ", f"on {color}"), f" {color}") if with_patch else Text(color)
        for color in colors[:MOST_SWATCHES]
    ]
    if len(colors) > MOST_SWATCHES:
        shown.append(Text(f"and {len(colors) - MOST_SWATCHES} more"))
    return Text("  ").join(shown)
