"""What is raised before the wheel comes: the lines as drawn, with the rim and the walls that are added."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Plan
from pinrender.catalog import Process
from pinrender.relief._regions import divide

__all__ = ["raised_lines"]


def raised_lines(plan: Plan, process: Process, *, walls: bool = True) -> NDArray[np.uint8]:
    """Coverage of raised metal, (H, W), before anything is stoned away; 255 = all of a sample.

    Parameters
    ----------
    plan : Plan
        What is drawn.
    process : Process
        How it is made.
    walls : bool
        Set a metal wall between enamel colours that touch.

    Raises
    ------
    ArtworkError
        If the body is too thin to be sampled.
    """
    regions = divide(plan, process.model_copy(update={"polished_out": False}), walls=walls)
    share = np.rint(np.float32(255.0) * (regions.metal - regions.recess)).astype(np.uint8)
    return np.asarray(np.minimum(share, plan.body), np.uint8)
