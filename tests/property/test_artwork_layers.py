"""Whatever layers lie over one another, a plan keeps its promises or one sentence says why there is none."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, event, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from pinrender.artwork import Artwork, Plan, Role, read
from pinrender.errors import PinrenderError
from tests.unit.artwork.drawings import save_svg

COLORS = [f"#{(k * 37) % 256:02x}{(k * 91 + 40) % 256:02x}{(k * 173) % 256:02x}" for k in range(40)]
NAMES = [
    *("fill", "line", "recess", "color 2", "cutout", "sandblasted", "ribbed recess", "glitter"),
    *("relief", "relief-subtract 0.4mm", "3d relief merge high", "epoxy", "print", "fox", "guides"),
]
# Whole numbers meet: colours that touch, islands on edges, holes of the size of what they are cut from.
NUMBER = st.one_of(st.integers(0, 16).map(lambda k: 5.0 * k), st.floats(0.0, 80.0).map(lambda v: round(v, 2)))
COLOR = st.sampled_from(COLORS)
POINTS = st.lists(st.tuples(NUMBER, NUMBER), min_size=3, max_size=7)


def path_of(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)


RECT = st.tuples(NUMBER, NUMBER, NUMBER, NUMBER, COLOR).map(
    lambda v: f'<rect x="{v[0]}" y="{v[1]}" width="{v[2]}" height="{v[3]}" fill="{v[4]}"/>'
)
SPECK = st.tuples(NUMBER, NUMBER, COLOR).map(
    lambda v: f'<rect x="{v[0]}" y="{v[1]}" width="0.4" height="0.4" fill="{v[2]}"/>'
)
RING = st.tuples(NUMBER, NUMBER, NUMBER, COLOR).map(
    lambda v: f'<circle cx="{v[0]}" cy="{v[1]}" r="{v[2]}" fill="none" stroke="{v[3]}" stroke-width="4"/>'
)
NESTED_HOLES = st.tuples(NUMBER, NUMBER, COLOR).map(
    lambda v: "".join(
        f'<circle cx="{v[0]}" cy="{v[1]}" r="{r}" fill="none" stroke="{v[2]}" stroke-width="2.5"/>'
        for r in (5, 10, 15, 20)
    )
)
STROKE = st.tuples(POINTS, st.sampled_from([0.2, 1.5, 6.0]), COLOR).map(
    lambda v: f'<path d="{path_of(v[0])}" fill="none" stroke="{v[2]}" stroke-width="{v[1]}"/>'
)
STAR = st.tuples(POINTS, st.sampled_from(["nonzero", "evenodd"]), COLOR).map(
    lambda v: f'<path d="{path_of(v[0])}Z" fill-rule="{v[1]}" fill="{v[2]}"/>'
)
FADE = st.tuples(NUMBER, NUMBER, st.sampled_from([0.0, 0.3, 1.0])).map(
    lambda v: (
        f'<linearGradient id="g{v[2]}"><stop/><stop offset="1" stop-color="#fff" stop-opacity="{v[2]}"/>'
        f'</linearGradient><rect x="{v[0]}" y="{v[1]}" width="30" height="30" fill="url(#g{v[2]})"/>'
    )
)
ALL_COLORS = "".join(
    f'<rect x="{10 * (k % 8)}" y="{16 * (k // 8)}" width="10" height="16" fill="{color}"/>'
    for k, color in enumerate(COLORS)
)
SHAPE = st.one_of(RECT, RECT, SPECK, RING, NESTED_HOLES, STROKE, STAR, FADE, st.just(ALL_COLORS))
SHAPES = st.lists(SHAPE, min_size=1, max_size=3)
BASE = st.tuples(st.sampled_from(["fill", "line", "color 2", "fox"]), SHAPES)
LAYERS = st.tuples(BASE, st.lists(st.tuples(st.sampled_from(NAMES), SHAPES), max_size=4)).map(
    lambda v: [v[0], *v[1]]
)

SETTINGS = settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a whole drawing is too slow to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def made(path: Path, size_mm: float) -> Artwork | None:
    """The artwork, or None if one sentence refuses it."""
    try:
        return read(path, size_mm=size_mm, pixels_per_mm=8.0)
    except PinrenderError as refusal:
        event(str(refusal).split("'")[-1])
        assert str(refusal)
        assert "\n" not in str(refusal)
        return None


def check_body(plan: Plan) -> None:
    shape = plan.grid.shape
    for share in (plan.body, plan.metal, plan.recess, plan.cells):
        assert share.shape == shape
        assert share.dtype == np.uint8
    assert (plan.metal.astype(int) + plan.recess <= plan.body).all()
    assert plan.cells.max() <= len(plan.palette)
    assert not plan.cells[plan.body == 0].any()
    bare = plan.metal.astype(int) + plan.recess
    if plan.palette:
        assert plan.cells[(plan.body > 250) & (bare < 5)].all()


def check_overlays(art: Artwork) -> None:
    plan = art.plan
    roles = [layer.role for layer in art.layers if layer.visible]
    assert len(plan.sculpture) <= roles.count(Role.RELIEF)
    for one in plan.sculpture:
        assert one.height.shape == one.coverage.shape == plan.grid.shape
        assert one.height.dtype == np.float32
        assert one.height.min() >= 0.0
        assert one.height.max() <= 1.0
    for share, role in ((plan.epoxy, Role.EPOXY), (plan.print, Role.PRINT)):
        assert share is None or role in roles
        assert share is None or (share <= plan.body).all()
    assert (plan.texture is None) == (plan.textures == ())
    assert plan.texture is None or plan.texture.max() <= len(plan.textures)


def check_seams(plan: Plan) -> None:
    """A seam lies between two cells, near both, and never where there is but one colour."""
    seam_mm, pitch_mm = plan.seam_mm, plan.grid.pitch_mm
    if seam_mm is None:
        return
    assert len(plan.palette) >= 2
    assert np.isfinite(seam_mm).all()
    assert seam_mm.min() >= 0.0
    assert seam_mm.min() < pitch_mm
    # No steeper than a distance is, but for what the tangents of neighbouring points differ by.
    for axis in (0, 1):
        assert np.abs(np.diff(seam_mm, axis=axis)).max() < 3.0 * pitch_mm
    if plan.print is None:  # hairlines are lost from the cells, but not from the colours
        rows, cols = np.nonzero(seam_mm < 0.6 * pitch_mm)
        padded = np.pad(plan.color_srgb8.astype(int), ((3, 3), (3, 3), (0, 0)))
        near = np.stack([padded[rows + r, cols + c] for r in range(7) for c in range(7)])
        assert (np.ptp(near, axis=0).max(axis=-1) > 0).mean() > 0.95


def check_findings(art: Artwork) -> None:
    for finding in art.findings:
        assert finding.message
        assert "\n" not in finding.message


@given(LAYERS, st.floats(6.0, 14.0))
@example([("fill", [ALL_COLORS]), ("print", [ALL_COLORS]), ("relief", [ALL_COLORS])], 10.0)
@SETTINGS
def test_layers_make_a_plan_or_a_sentence(
    tmp_path: Path, layers: list[tuple[str, list[str]]], size_mm: float
) -> None:
    body = "".join(f'<g id="{name}">{"".join(shapes)}</g>' for name, shapes in layers)
    art = made(save_svg(tmp_path, body, view_box="0 0 80 80"), size_mm)
    if art is None:
        return
    event(" ".join(sorted({layer.role.value for layer in art.layers})))
    event("seam" if art.plan.seam_mm is not None else "no seam")
    check_body(art.plan)
    check_overlays(art)
    check_seams(art.plan)
    check_findings(art)


PIXEL_NAMES = st.sampled_from(["fill", "metal", "relief", "print", "epoxy", "sandblast", "cutout"])
BLOCK = st.tuples(
    *(st.integers(0, 23) for _ in range(4)), st.sampled_from(COLORS), st.sampled_from([255, 255, 90])
)


def block_png(blocks: list[tuple[int, int, int, int, str, int]]) -> bytes:
    """Blocks of whole pixels, single ones among them, out to the edge of a canvas of 24 by 24."""
    rgba = np.zeros((24, 24, 4), np.uint8)
    for top, left, rows, cols, color, alpha in blocks:
        rgb = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
        rgba[top : top + rows + 1, left : left + cols + 1] = [*rgb, alpha]
    buffer = io.BytesIO()
    Image.fromarray(rgba).save(buffer, "PNG")
    return buffer.getvalue()


@given(st.lists(st.tuples(PIXEL_NAMES, st.lists(BLOCK, min_size=1, max_size=5)), min_size=1, max_size=4))
@settings(SETTINGS, max_examples=40)
def test_pixels_make_a_plan_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory,
    layers: list[tuple[str, list[tuple[int, int, int, int, str, int]]]],
) -> None:
    folder = tmp_path_factory.mktemp("pin")
    for index, (name, blocks) in enumerate(layers):
        (folder / f"{index} {name}.png").write_bytes(block_png(blocks))
    art = made(folder, 9.0)
    if art is None:
        return
    check_body(art.plan)
    check_overlays(art)
    check_seams(art.plan)
