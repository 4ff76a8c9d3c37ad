"""What a person or a machine gets to read: progress, findings, results."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import typer

from pinrender.cli._progress import Progress, notices

if TYPE_CHECKING:
    from pinrender import Finding, Pin, Timings

__all__ = [
    "print_json",
    "printable",
    "rounded",
    "show_findings",
    "show_written",
    "show_written_file",
    "timed",
    "written",
]


def printable(text: str) -> str:
    """Spell out control characters, so that a layer's name cannot steer the terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def print_json(value: object) -> None:
    """Print one JSON value; what would steer a terminal is escaped, as JSON can."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    typer.echo("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text))


@contextmanager
def timed(*, quiet: bool, counted: str = "tracing light") -> Iterator[Timings]:
    """Record the stages, and show which one runs when it takes more than a second on a terminal.

    `counted` says what is done where passes are counted.
    """
    from pinrender import Timings
    from pinrender._timings import WORDS

    with notices(quiet=quiet):
        if quiet or not sys.stderr.isatty():
            yield Timings()
            return
        progress = Progress(WORDS, counted)
        try:
            yield Timings(on_stage=progress.name_stage, on_pass=progress.count_passes)
        finally:
            progress.end()


def show_findings(findings: Iterable[Finding]) -> None:
    """Print each finding as a line on stderr."""
    for finding in findings:
        advice = f" ({finding.suggestion})" if finding.suggestion else ""
        typer.echo(printable(f"{finding.severity}: {finding.message}{advice}"), err=True)


def show_written_file(path: Path, findings: Iterable[Finding]) -> None:
    """Print findings, and where the file is."""
    show_findings(findings)
    typer.echo(printable(str(path)))


def show_written(
    path: Path,
    pin: Pin,
    timings: Timings,
    *,
    quiet: bool,
    as_json: bool,
    more: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Say which picture was written: to a person path and findings, to a machine one JSON object.

    `more` belongs to one kind of picture.
    """
    from pinrender._told import design_of, shot_of

    if as_json:
        told = {"design": design_of(pin), "shot": shot_of(pin), "size_mm": rounded(pin.artwork().size_mm)}
        print_json(written(path, pin, timings, more={**told, **more}, findings=pin.findings()))
    elif not quiet:
        show_written_file(path, pin.findings())


def rounded(lengths_mm: Iterable[float]) -> list[float]:
    """Lengths to a micrometre, for JSON."""
    return [round(length_mm, 3) for length_mm in lengths_mm]


def written(
    path: Path, pin: Pin, timings: Timings, *, more: Mapping[str, Any], findings: Iterable[Finding]
) -> dict[str, Any]:
    """What a machine is told of every file that was written; `more` belongs to one kind of it."""
    return {
        "path": str(path),
        "art": str(pin.path),
        **more,
        "findings": [finding.as_dict() for finding in findings],
        "timings": {stage: round(seconds, 4) for stage, seconds in timings.seconds.items()},
    }
