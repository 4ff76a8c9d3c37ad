"""The pins of a comparison."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinrender._pin import Pin

__all__ = ["made_in"]


def made_in(pin: Pin, processes: Sequence[str], platings: Sequence[str] = ()) -> dict[str, Pin]:
    """The pins of a comparison: by each process, and where several are named in each plating, row by row.

    Parameters
    ----------
    pin : Pin
        What they have in common.
    processes : sequence of str
        Catalogue names; ``+epoxy`` after one adds a dome.
    platings : sequence of str
        Catalogue names; the pin's own if none is given.

    Returns
    -------
    dict of str to Pin
        By what tells them apart: ``hard-enamel``, or ``hard-enamel in gold``.
    """
    made = {}
    for plating in platings or (pin.design.plating,):
        for process in processes:
            design = dataclasses.replace(pin.design.remade(process), plating=plating)
            name = f"{process} in {plating}" if len(platings) > 1 else process
            made[name] = dataclasses.replace(pin, design=design)
    return made
