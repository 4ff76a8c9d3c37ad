"""A pin as drawn beside the pin as the factory would make it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pinrender import _captions, pipeline
from pinrender.errors import UsageError

if TYPE_CHECKING:
    from pinrender._pin import Pin
    from pinrender._timings import Timings
    from pinrender.output import Cell
    from pinrender.relief import Relief
    from pinrender.render import Frame

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
        If a process cannot make it at all.
    UsageError
        If there is no such process, or none is named.
    """
    from pinrender.output import draw_sheet

    if not processes:
        raise UsageError("nothing to compare; name at least one process")
    pin = pin.replace(background="studio")
    remade = [dataclasses.replace(pin, design=pin.design.remade(process)) for process in processes]
    cells = [cell for each in remade for cell in _row(each, timings)]
    art = pipeline.read(pin, timings)
    recipe = {**_captions.recipe(pin, art), "processes": list(processes), "drawn_vs_made": True}
    return draw_sheet(
        f"{pin.name}: drawn and made",
        _captions.subtitle(art, pin.design),
        cells,
        text=_captions.text_chunks(f"{pin.name}: drawn and made", recipe),
        columns=_COLUMNS,
    )


def _row(pin: Pin, timings: Timings) -> list[Cell]:
    """Three pictures of one process."""
    from pinrender.output import Cell, changes_frame

    drawn, made = (
        dataclasses.replace(pin, design=dataclasses.replace(pin.design, as_made=as_made))
        for as_made in (False, True)
    )
    art = pipeline.read(pin, timings)
    before, after = (_metal(each, timings) for each in (drawn, made))
    gained_mm2, lost_mm2 = _areas_mm2(before, after)
    name = _captions.label(pin.design)
    change = _change(gained_mm2, lost_mm2, after)
    return [
        Cell(frame=pipeline.render(drawn, timings), label=f"{name}, as drawn", meaning="What you sent."),
        Cell(frame=pipeline.render(made, timings), label=f"{name}, as made", meaning="What you would get."),
        Cell(
            frame=changes_frame(art.plan, before.metal, after.metal, pin.shot.pixels),
            label="The difference",
            meaning=change,
        ),
    ]


def _change(gained_mm2: float, lost_mm2: float, made: Relief) -> str:
    """What becomes of metal, and what the process has no place for, in sentences."""
    said = []
    if gained_mm2 >= LEAST_MM2:
        said.append(
            f"Metal gained, red: {gained_mm2:.1f} sq mm, where lines are thickened or cells close up."
        )
    if lost_mm2 >= LEAST_MM2:
        said.append(
            f"Metal lost, blue: {lost_mm2:.1f} sq mm, where lines are polished out, or points and corners "
            "are rounded."
        )
    if not said:
        said.append("No metal to speak of is gained or lost: what is drawn is coarse enough.")
    said += [f"{each.message}." for each in made.findings if each.code in LEFT_OUT]
    return " ".join(said)


def _metal(pin: Pin, timings: Timings) -> Relief:
    _, made = pipeline.relief(pin, pipeline.read(pin, timings), timings)
    return made


def _areas_mm2(before: Relief, after: Relief) -> tuple[float, float]:
    """Metal that shows in the one relief and not in the other: gained, and lost."""
    inside = before.outline_mm > 0.0
    change = np.where(inside, after.metal - before.metal, 0.0).astype(np.float64)
    sample_mm2 = before.grid.pitch_mm**2
    return float(np.maximum(change, 0.0).sum()) * sample_mm2, float(
        np.maximum(-change, 0.0).sum()
    ) * sample_mm2
