"""Whatever is drawn and however it is made, the solid is closed and follows its height function."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st

from pinrender import catalog, mesh, relief
from pinrender.artwork import Artwork, read
from pinrender.catalog import Process
from pinrender.errors import ArtworkError, CannotBeMade
from pinrender.mesh import PinMesh
from pinrender.relief import Relief
from tests.unit.artwork.drawings import save_svg

COLORS = ["#c00000", "#00c000", "#0000c0", "#ffffff", "#f0a000"]
ROLES = ["fill", "fill", "color 2", "line", "line", "recess", "ribbed", "cut out"]
OVERLAYS = [
    "print",
    "epoxy",
    "relief 0.5mm",
    "relief subtract 0.3mm",
    "relief merge high",
    "relief merge low",
]
PIXELS_PER_MM = 16.0
SUPERSAMPLES = 8

PLACE = st.integers(0, 100)
"""To the very edge of the canvas."""
COLOR = st.sampled_from(COLORS)
BOX = st.tuples(PLACE, PLACE, st.integers(4, 60), st.integers(4, 60), COLOR).map(
    lambda v: f'<rect x="{v[0]}" y="{v[1]}" width="{v[2]}" height="{v[3]}" fill="{v[4]}"/>'
)
RING = st.tuples(PLACE, PLACE, st.integers(3, 40), st.integers(1, 9), COLOR).map(
    lambda v: (
        f'<circle cx="{v[0]}" cy="{v[1]}" r="{v[2]}" fill="none" stroke="{v[4]}" stroke-width="{v[3]}"/>'
    )
)
NESTED = st.tuples(PLACE, PLACE, st.integers(10, 45), COLOR).map(
    lambda v: (
        f'<path fill-rule="evenodd" fill="{v[3]}" d="'
        + "".join(
            f"M{v[0] - r} {v[1]}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
            for r in (v[2], 0.7 * v[2], 0.4 * v[2])
        )
        + '"/>'
    )
)
SCRIBBLE = st.tuples(st.lists(st.tuples(PLACE, PLACE), min_size=3, max_size=7), st.integers(1, 6), COLOR).map(
    lambda v: (
        f'<path fill="none" stroke="{v[2]}" stroke-width="{v[1]}" d="M'
        + "L".join(f"{x} {y}" for x, y in v[0])
        + 'Z"/>'
    )
)
SPECK = st.tuples(PLACE, PLACE, COLOR).map(
    lambda v: f'<rect x="{v[0]}" y="{v[1]}" width="0.6" height="0.6" fill="{v[2]}"/>'
)
STRIPES = st.integers(2, 40).map(
    lambda count: "".join(
        f'<rect x="{10 + 80 * k / count:.2f}" y="20" width="{80 / count:.2f}" height="60" '
        f'fill="#{(k * 6) % 256:02x}{(k * 53) % 256:02x}{255 - (k * 6) % 256:02x}"/>'
        for k in range(count)
    )
)
"""Up to forty colours that touch."""
SHAPES = st.lists(st.one_of(BOX, RING, NESTED, SCRIBBLE, SPECK, STRIPES), min_size=1, max_size=3)
LAYERS = st.lists(st.tuples(st.sampled_from(ROLES), SHAPES), min_size=1, max_size=4)
OVERLAY = st.lists(st.tuples(st.sampled_from(OVERLAYS), SHAPES), max_size=2)


@given(LAYERS, OVERLAY, st.sampled_from(catalog.names("processes")), st.booleans(), st.floats(6.0, 14.0))
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a whole pin is too slow to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_drawing_becomes_a_solid(
    tmp_path: Path,
    layers: list[tuple[str, list[str]]],
    overlays: list[tuple[str, list[str]]],
    process: str,
    epoxy: bool,
    size_mm: float,
) -> None:
    art = _drawn(tmp_path, [*layers, *overlays], size_mm)
    try:
        made = relief.build(art.plan, catalog.load(Process, process), epoxy=epoxy)
    except CannotBeMade as refusal:
        assert art.plan.sculpture, "only 3D relief is refused"
        event(str(refusal)[-40:])
        return
    except ArtworkError as refusal:
        assert "nowhere wider" in str(refusal), "slivers are refused, nothing else"
        return
    inside = made.outline_mm > 0.0
    assert np.isfinite(made.top_mm).all()
    assert made.top_mm[inside].min() > 0.05
    assert np.isfinite(made.slope).all()
    assert 0.0 <= made.recess.min() <= made.metal.min() + 1.0
    assert made.metal.max() <= 1.0 + 1e-6
    _check_solid(mesh.build(made), made)


def _drawn(tmp_path: Path, layers: list[tuple[str, list[str]]], size_mm: float) -> Artwork:
    body = "".join(f'<g id="{name}">{"".join(shapes)}</g>' for name, shapes in layers)
    try:
        return read(save_svg(tmp_path, body), size_mm=size_mm, pixels_per_mm=PIXELS_PER_MM)
    except ArtworkError as refusal:
        event(str(refusal)[:60])
        assume(False)
        raise


def _check_solid(body: PinMesh, made: Relief) -> None:
    solid = body.solid()
    assert solid.is_watertight
    assert solid.is_winding_consistent
    front = np.flatnonzero(body.slots == 0)
    corners = body.vertices_mm[body.faces[front]]
    middle = corners.mean(axis=1)
    edge = corners[:, 1:, :2] - corners[:, :1, :2]
    area = 0.5 * (edge[:, 0, 0] * edge[:, 1, 1] - edge[:, 0, 1] * edge[:, 1, 0])
    assert area.min() > 0.0, "no front triangle is folded over or without area"
    under = float((area * middle[:, 2]).sum())
    assert solid.volume > 0.0
    assert abs(solid.volume - under) <= 1e-6 * under, "the volume is what lies under the front"
    assert abs(solid.volume - _integral_mm3(made)) <= 0.005 * solid.volume + 0.02


def _integral_mm3(made: Relief) -> float:
    """The height function, summed where the outline's distance says that there is a pin."""
    fine = (np.arange(SUPERSAMPLES) + 0.5) / SUPERSAMPLES - 0.5
    total = 0.0
    for down in fine:
        rows, cols = np.indices((made.grid.rows, made.grid.cols * SUPERSAMPLES), np.float64)
        rows, cols = rows + down, (cols + 0.5) / SUPERSAMPLES - 0.5
        inside = relief.bilinear(made.outline_mm, rows, cols) > 0.0
        total += float(made.top_at_mm(made.grid.to_world_mm(rows[inside], cols[inside])).sum())
    return total * (made.grid.pitch_mm / SUPERSAMPLES) ** 2
