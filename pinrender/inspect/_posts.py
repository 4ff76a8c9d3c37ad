"""How many posts a pin needs on its back, and where they hold it upright."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Plan
from pinrender.inspect._weight import Weight
from pinrender.widths import HALF

__all__ = ["posts_mm"]

TWO_FROM_MM = 33.0
"""Longest side from which on a pin has two posts: one of 35 mm turned on a single one (docs: post-count)."""
FOUR_FROM_MM = 64.0
"""The same for four: one of 76 mm was sold with four, those of 51 mm with two (docs: post-count)."""
HEAVY_G = 12.0
"""Weight from which on two hold it (by eye: pins of up to about 4 g are said to need a thin post only)."""
PAD_MM = 4.0
"""Diameter of the foot that a post is soldered by (by eye), which must fit on the back."""
SPREAD = 0.32
"""Of the pin's width or height, how far posts are from its middle (by eye)."""
ABOVE = 0.12
"""Of the pin's height, how far above the centre of mass they are, so that it hangs upright (by eye)."""


def posts_mm(plan: Plan, weight: Weight, size_mm: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """Places of the posts, x and y in the world, from the left, the upper ones first.

    Parameters
    ----------
    plan : Plan
        Whose body they stand on.
    weight : Weight
        They are set about its centre.
    size_mm : tuple of float
        Width and height of the pin.

    Returns
    -------
    tuple of (float, float)
        One, two or four of them; as many as wished, but never two at one place.
    """
    width_mm, height_mm = size_mm
    x_mm, y_mm = weight.center_mm
    up_mm = y_mm + ABOVE * height_mm
    aside_mm = SPREAD * width_mm
    longest_mm = max(size_mm)
    if longest_mm >= FOUR_FROM_MM:
        low_mm = y_mm - SPREAD * height_mm
        wished = [(x_mm + s * aside_mm, y) for y in (y_mm + SPREAD * height_mm, low_mm) for s in (-1, 1)]
    elif longest_mm >= TWO_FROM_MM or weight.total_g >= HEAVY_G:
        wished = [(x_mm + s * aside_mm, up_mm) for s in (-1, 1)]
    else:
        wished = [(x_mm, up_mm)]
    room = _room(plan)
    found = [_nearest(plan, room, place) for place in wished]
    apart = [
        each for index, each in enumerate(found) if all(math.dist(each, o) > PAD_MM for o in found[:index])
    ]
    return tuple(apart)


def _room(plan: Plan) -> NDArray[np.bool_]:
    """Where a post's foot fits; the widest place of a pin that is narrower than one."""
    body = np.pad((plan.body >= HALF).astype(np.uint8), 1)
    away_px = cv2.distanceTransform(body, cv2.DIST_L2, cv2.DIST_MASK_5)[1:-1, 1:-1]
    least_px = min(0.5 * PAD_MM / plan.grid.pitch_mm, 0.98 * float(away_px.max()))
    return np.asarray(away_px >= least_px, np.bool_)


def _nearest(plan: Plan, room: NDArray[np.bool_], place_mm: tuple[float, float]) -> tuple[float, float]:
    """The place with room that is nearest to the one wished for."""
    rows, cols = np.nonzero(room)
    xy_mm = plan.grid.to_world_mm(rows.astype(np.float64), cols.astype(np.float64))
    best = xy_mm[int(np.argmin(((xy_mm - np.array(place_mm)) ** 2).sum(axis=-1)))]
    return float(best[0]), float(best[1])
