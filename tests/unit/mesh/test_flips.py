from __future__ import annotations

import numpy as np

from pinrender.mesh._flips import span_strips

POINTS = np.array([[0, 0], [2, 0.5], [4, 0], [0, 3], [2, 3.5], [4, 3]], np.float64)
"""A strip: three vertices on its lower line, three on its upper."""
LEVEL = np.array([0, 0, 0, 1, 1, 1])
FLAT_EAR = np.array([[0, 2, 1], [0, 3, 2], [2, 3, 5], [3, 4, 5]], np.int32)


def _turn(triangles: np.ndarray) -> np.ndarray:
    a, b, c = (POINTS[triangles[:, k]] for k in range(3))
    return (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]


def _outline(triangles: np.ndarray) -> set[frozenset[int]]:
    edges = [frozenset(edge) for t in triangles.tolist() for edge in zip(t, t[1:] + t[:1], strict=True)]
    return {edge for edge in edges if edges.count(edge) == 1}


def test_a_triangle_along_one_line_is_made_to_span_the_strip() -> None:
    ear = np.array([[0, 1, 2], [0, 2, 4]], np.int32)
    points = POINTS.copy()
    points[1] = [2.0, -0.5]
    spanned = span_strips(points, LEVEL, ear, np.zeros(2, int))
    assert {frozenset(t) for t in spanned.tolist()} == {frozenset({0, 1, 4}), frozenset({1, 2, 4})}


def test_what_cannot_be_flipped_stays() -> None:
    """Where the line bends inward, the chord's quadrilateral is not convex."""
    strip = np.array([0, 1, 1, 1])
    spanned = span_strips(POINTS, LEVEL, FLAT_EAR, strip)
    assert _outline(spanned) == _outline(FLAT_EAR)
    assert spanned.tolist()[0] == FLAT_EAR.tolist()[0]


def test_winding_and_outline_are_kept() -> None:
    whole = np.array([[0, 1, 3], [1, 2, 5], [1, 5, 3], [3, 5, 4]], np.int32)
    spanned = span_strips(POINTS, LEVEL, whole, np.zeros(4, int))
    assert np.all(_turn(spanned) > 0.0)
    assert _outline(spanned) == _outline(whole)
    levels = LEVEL[spanned]
    assert np.all(levels.min(axis=1) < levels.max(axis=1)), "every triangle reaches both lines"
