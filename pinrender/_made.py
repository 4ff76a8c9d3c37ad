"""A pin as drawn beside the pin as the factory would make it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pinrender import _captions, pipeline
from pinrender._variants import made_in
from pinrender.errors import CannotBeMade, UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pinrender._pin import Pin
    from pinrender._timings import Timings
    from pinrender.output import Cell
    from pinrender.relief import Relief
    from pinrender.render import Frame

    Field = NDArray[np.float32]

__all__ = ["compare_made"]

_COLUMNS = 3
LEAST_MM2 = 0.05
"""Smaller changes are told as none."""
LEFT_OUT = ("colors-left-out", "recess-left-out")
"""Findings on what of the drawing a process has no place for."""


def compare_made(pin: Pin, processes: Sequence[str], timings: Timings) -> Frame:
    """Draw a pin as drawn, as made, and the difference: a row for each process.

    Parameters
    ----------
    pin : Pin
        What to draw, and how to look at it.
    processes : sequence of str
        Catalogue names; ``+epoxy`` after one adds a dome.
    timings : Timings
        Records the stages, summed over the pins.

    Returns
    -------
    Frame
        The sheet.

    Raises
    ------
    CannotBeMade
        If none of the processes can make it; one that cannot beside others has its reason on the sheet.
    UsageError
        If there is no such process, or none is named.
    """
    from pinrender.output import draw_sheet

    if not processes:
        raise UsageError("nothing to compare; name at least one process")
    pin = pin.replace(background="studio")
    rows, refusals = [], []
    for each in made_in(pin, processes).values():
        try:
            rows.append(_row(each, timings))
        except CannotBeMade as refusal:
            refusals.append(refusal)
            rows.append(_refused_row(each, refusal))
    if len(refusals) == len(rows):
        raise refusals[0]
    art = pipeline.read(pin, timings)
    recipe = {**_captions.recipe(pin, art), "processes": list(processes), "drawn_vs_made": True}
    return draw_sheet(
        f"{pin.name}: drawn and made",
        _captions.subtitle(art, pin.design),
        [cell for row in rows for cell in row],
        text=_captions.text_chunks(f"{pin.name}: drawn and made", recipe),
        columns=_COLUMNS,
    )


def _refused_row(pin: Pin, refusal: CannotBeMade) -> list[Cell]:
    """Why there are no pictures of a process."""
    from pinrender.output import Cell

    why = Cell(frame=None, label=_captions.label(pin.design), meaning=f"Not possible: {refusal.reason}.")
    return [why, *(Cell(frame=None, label="", meaning="") for _ in range(_COLUMNS - 1))]


def _row(pin: Pin, timings: Timings) -> list[Cell]:
    """Three pictures of one process."""
    from pinrender.output import Cell, changes_frame

    drawn, made = (
        dataclasses.replace(pin, design=dataclasses.replace(pin.design, as_made=as_made))
        for as_made in (False, True)
    )
    art = pipeline.read(pin, timings)
    before, after = (_metal(each, timings) for each in (drawn, made))
    shown = _raised(before), _raised(after)
    name = _captions.label(pin.design)
    change = _change(*_areas_mm2(before, *shown), after)
    return [
        Cell(frame=pipeline.render(drawn, timings), label=f"{name}, as drawn", meaning="What you sent."),
        Cell(frame=pipeline.render(made, timings), label=f"{name}, as made", meaning="What you would get."),
        Cell(
            frame=changes_frame(art.plan, *shown, pin.shot.pixels, floor=after.recess),
            label="The difference",
            meaning=change,
        ),
    ]


def _change(gained_mm2: float, lost_mm2: float, made: Relief) -> str:
    """What becomes of metal, and what the process has no place for, in sentences."""
    said = []
    if gained_mm2 >= LEAST_MM2:
        said.append(f"Metal gained, red: {gained_mm2:.1f} mm², where lines are thickened or cells close up.")
    if lost_mm2 >= LEAST_MM2:
        said.append(
            f"Metal lost, blue: {lost_mm2:.1f} mm², where lines are polished out, or points and corners "
            "are rounded."
        )
    if not said:
        said.append("No metal to speak of is gained or lost: what is drawn is coarse enough.")
    said += [f"{each.message}." for each in made.findings if each.code in LEFT_OUT]
    return " ".join(said)


def _metal(pin: Pin, timings: Timings) -> Relief:
    _, made = pipeline.relief(pin, pipeline.read(pin, timings), timings)
    return made


def _raised(relief: Relief) -> Field:
    """Share of each sample that shows raised metal, and no bare floor; (H, W)."""
    return np.asarray(np.clip(relief.metal - relief.recess, 0.0, 1.0), np.float32)


def _areas_mm2(relief: Relief, before: Field, after: Field) -> tuple[float, float]:
    """Raised metal that shows after and not before, and before and not after: gained, and lost."""
    change = np.where(relief.outline_mm > 0.0, after - before, 0.0).astype(np.float64)
    sample_mm2 = relief.grid.pitch_mm**2
    return float(np.maximum(change, 0.0).sum()) * sample_mm2, float(
        np.maximum(-change, 0.0).sum()
    ) * sample_mm2
