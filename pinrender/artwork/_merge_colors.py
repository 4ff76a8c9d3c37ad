"""Enamel colours that are nearly equal: told of, and made one where that is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import histogram, relabelled
from pinrender.artwork._cells import Cells
from pinrender.artwork._model import Role
from pinrender.artwork._named_colors import recolored
from pinrender.artwork._paint import Painting
from pinrender.artwork._roles import Assignment
from pinrender.artwork._stack import Fill, Stack
from pinrender.color import ciede2000, srgb8_to_hex, srgb8_to_lab
from pinrender.findings import Finding, Severity
from pinrender.swatches import MERGED_DE00

__all__ = ["with_merged"]

_NAMED = 6
"""Pairs of colours named at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A colour and the larger one that it is nearly equal to; positions in the stack's palette."""

    small: int
    large: int
    apart: float


def with_merged(
    painting: Painting, assigned: Sequence[Assignment], merge_de00: float | None
) -> tuple[Painting, tuple[Finding, ...]]:
    """Join nearly equal colours of enamel, and say which they are, joined or not.

    Of two the one with the larger area stays. Steps of a gradient are left alone, colours of different
    enamels too, and those that have two different names: they are two inks.

    Parameters
    ----------
    painting : Painting
        All layers, drawn.
    assigned : sequence of Assignment
        What each of them is.
    merge_de00 : float or None
        CIEDE2000 below which two are joined; None: none are.
    """
    flat = _flat(painting, assigned)
    stack = painting.stack
    pairs = _pairs(stack, flat, painting.color_names, merge_de00 or MERGED_DE00)
    if not pairs:
        return painting, ()
    finding = _told(stack.palette, pairs, merged=merge_de00 is not None)
    if merge_de00 is None:
        return painting, (finding,)
    into = list(range(len(stack.palette)))
    for pair in pairs:
        into = [pair.large if place == pair.small else place for place in into]
    table = np.arange(256, dtype=np.uint8)
    table[1 : len(into) + 1] = np.array(into) + 1
    joined = replace(stack, labels=relabelled(stack.labels, table))
    becomes = {fill: stack.palette[place] for fill, place in zip(stack.palette, into, strict=True)}
    painted = {
        index: _joined(cells, assigned[index], becomes) if assigned[index].role is Role.ENAMEL else cells
        for index, cells in painting.painted.items()
    }
    return replace(painting, stack=joined, painted=painted), (finding,)


def _flat(painting: Painting, assigned: Sequence[Assignment]) -> set[Fill]:
    """Colours of enamel layers that are drawn in flat colours."""
    return {
        _fill(color, assigned[index])
        for index, cells in painting.painted.items()
        if assigned[index].role is Role.ENAMEL and not cells.is_gradient
        for color in cells.palette_srgb8
    }


def _fill(color: NDArray[np.uint8], assignment: Assignment) -> Fill:
    red, green, blue = color.tolist()
    return Fill((red, green, blue), assignment.filled)


def _joined(cells: Cells, assignment: Assignment, becomes: Mapping[Fill, Fill]) -> Cells:
    own = [_fill(color, assignment) for color in cells.palette_srgb8]
    colors = [becomes.get(fill, fill).color_srgb8 for fill in own]
    return recolored(cells, np.array(colors, np.uint8).reshape(-1, 3))


def _pairs(stack: Stack, flat: Iterable[Fill], names: Mapping[str, str], below: float) -> list[_Pair]:
    """Nearest pairs first, each time counting what was joined as one area of the larger one's colour."""
    areas = histogram(stack.labels)[1 : len(stack.palette) + 1].astype(np.int64)
    flat = set(flat)
    left = [place for place, fill in enumerate(stack.palette) if fill in flat and areas[place] > 0]
    lab = srgb8_to_lab(np.array([fill.color_srgb8 for fill in stack.palette], np.uint8).reshape(-1, 3))
    found: list[_Pair] = []
    while len(left) > 1:
        index = np.array(left)
        apart = ciede2000(lab[index][:, None], lab[index][None])
        apart[np.tril_indices(len(index))] = np.inf
        for row, one in enumerate(left):
            for col, other in enumerate(left):
                if not _alike(stack.palette[one], stack.palette[other], names):
                    apart[row, col] = np.inf
        row, col = (int(place) for place in np.unravel_index(int(apart.argmin()), apart.shape))
        if apart[row, col] >= below:
            break
        small, large = sorted((left[row], left[col]), key=lambda place: (areas[place], -place))
        found.append(_Pair(small=small, large=large, apart=float(apart[row, col])))
        areas[large] += areas[small]
        left.remove(small)
    return found


def _alike(one: Fill, other: Fill, names: Mapping[str, str]) -> bool:
    """Whether two may be one: of the same enamel, and not of two names."""
    first, second = (names.get(srgb8_to_hex(np.array(fill.color_srgb8))) for fill in (one, other))
    return one.filled == other.filled and (first is None or second is None or first == second)


def _told(palette: Sequence[Fill], pairs: Sequence[_Pair], *, merged: bool) -> Finding:
    def written(place: int) -> str:
        return srgb8_to_hex(np.array(palette[place].color_srgb8))

    joint = "into" if merged else "and"
    listed = ", ".join(
        f"{written(pair.small)} {joint} {written(pair.large)} (CIEDE2000 {pair.apart:.1f})"
        for pair in pairs[:_NAMED]
    )
    more = "" if len(pairs) <= _NAMED else ", ..."
    what = "were merged" if merged else "are nearly equal"
    return Finding(
        code="near-equal-colors",
        severity=Severity.NOTICE,
        message=f"colours {what}: {listed}{more}",
        suggestion="" if merged else "each is mixed and filled by itself; --merge-colors makes them one",
    )
