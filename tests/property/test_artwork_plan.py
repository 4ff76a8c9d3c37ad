"""Whatever is drawn, the plan is consistent with itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st
from scipy.ndimage import distance_transform_edt

from pinrender.artwork import edge_samples, outlines_px, read
from pinrender.artwork._nearest import nearest_label
from pinrender.artwork._silhouette import iso_box
from pinrender.errors import ArtworkError
from tests.unit.artwork.drawings import bounds_mm, save_svg

COLORS = ["#c00000", "#00c000", "#0000c0", "#ffffff"]
NUMBER = st.floats(5.0, 75.0).map(lambda value: round(value, 2))
SHAPE = st.one_of(
    st.tuples(NUMBER, NUMBER, NUMBER, NUMBER, st.sampled_from(COLORS)).map(
        lambda v: f'<rect x="{v[0]}" y="{v[1]}" width="{v[2] / 2}" height="{v[3] / 2}" fill="{v[4]}"/>'
    ),
    st.tuples(NUMBER, NUMBER, NUMBER, st.sampled_from(COLORS)).map(
        lambda v: (
            f'<circle cx="{v[0]}" cy="{v[1]}" r="{v[2] / 3}" fill="none" stroke="{v[3]}" stroke-width="3"/>'
        )
    ),
    st.tuples(NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, st.sampled_from(COLORS)).map(
        lambda v: f'<path d="M{v[0]} {v[1]}L{v[2]} {v[3]} {v[4]} {v[5]}Z" fill="{v[6]}" stroke="{v[6]}"/>'
    ),
)
LAYER = st.tuples(
    st.sampled_from(["fill", "line", "recess", "color 2"]), st.lists(SHAPE, min_size=1, max_size=3)
)


@given(st.lists(LAYER, min_size=1, max_size=4), st.floats(6.0, 20.0))
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a whole drawing is too slow to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_plan_is_consistent(tmp_path: Path, layers: list[tuple[str, list[str]]], size_mm: float) -> None:
    body = "".join(f'<g id="{name}">{"".join(shapes)}</g>' for name, shapes in layers)
    try:
        art = read(save_svg(tmp_path, body), size_mm=size_mm, pixels_per_mm=10.0)
    except ArtworkError as refusal:
        event(str(refusal))
        assume("paints nothing" not in str(refusal) and "only specks" not in str(refusal))
        raise
    plan = art.plan
    low, high = bounds_mm(art)
    assert max(high - low) == pytest.approx(size_mm, abs=0.01)
    assert np.abs(low + high).max() < 0.01
    inner = plan.body[6:-6, 6:-6]
    assert inner.sum(dtype=int) == plan.body.sum(dtype=int)
    bare = plan.metal.astype(int) + plan.recess
    # Products and means of bytes are rounded a few times.
    assert (bare - plan.body).max() <= 4
    assert plan.cells.max() <= len(plan.palette)
    assert not plan.cells[plan.body == 0].any()
    if plan.palette:
        enamel = (plan.body > 250) & (bare < 5)
        assert plan.cells[enamel].all()
    for layer in art.layers:
        assert layer.cells.max() <= len(layer.palette)


SPARSE = st.lists(
    st.tuples(st.integers(0, 19), st.integers(0, 14), st.integers(1, 5)), min_size=1, max_size=12
)


@given(SPARSE)
@settings(deadline=None)
def test_the_nearest_label_is_the_nearest(seeds: list[tuple[int, int, int]]) -> None:
    labels = np.zeros((20, 15), np.uint8)
    for row, col, label in seeds:
        labels[row, col] = label
    found = nearest_label(labels)
    assert (found[labels > 0] == labels[labels > 0]).all()
    truth = distance_transform_edt(labels == 0)
    for label in np.unique(found):
        own = distance_transform_edt(labels != label)
        # The 5 x 5 mask of the transform is within 2 per cent of Euclid, for this seed and for the other.
        assert (own[found == label] <= truth[found == label] * 1.045 + 0.05).all()


@given(st.integers(12, 15), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_the_box_of_a_rectangle_is_exact(side: int, left: float, top: float) -> None:
    """To what coverage in 255 levels tells of an edge."""
    edges = np.arange(31.0)
    across = np.clip(np.minimum(edges[1:], 6 + left + side) - np.maximum(edges[:-1], 6 + left), 0, 1)
    down = np.clip(np.minimum(edges[1:], 6 + top + side) - np.maximum(edges[:-1], 6 + top), 0, 1)
    covered = np.rint(255 * down[:, None] * across[None]).astype(np.uint8)
    box = iso_box(outlines_px(covered, edge_samples(covered)))
    assert box is not None
    assert [box.left, box.right] == pytest.approx([6 + left, 6 + left + side], abs=0.02)
    assert [box.top, box.bottom] == pytest.approx([6 + top, 6 + top + side], abs=0.02)
