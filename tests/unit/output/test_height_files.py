"""Heights are read back from the bytes and held against the relief."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from pinrender.artwork import Plan
from pinrender.catalog import Process, load
from pinrender.output import encode_height_npz, encode_height_png
from pinrender.relief import Relief, build
from tests.unit.plans import disc, plan, ring

PIXELS_PER_MM = 20.0


def drawn() -> Plan:
    return plan(disc(7.0), ring(4.0, 5.0), disc(2.0), pixels_per_mm=PIXELS_PER_MM)


def relief(process: str = "soft-enamel", *, epoxy: bool = False) -> Relief:
    return build(drawn(), load(Process, process), epoxy=epoxy)


@pytest.mark.parametrize("epoxy", [False, True])
def test_the_picture_gives_every_height_back_to_half_a_step(epoxy: bool) -> None:
    made = relief(epoxy=epoxy)
    with Image.open(io.BytesIO(encode_height_png(made))) as picture:
        assert picture.mode == "I;16"
        values = np.asarray(picture)
        scale_mm, offset_mm = (float(picture.text[f"Height-{key}-mm"]) for key in ("Scale", "Offset"))
    found_mm = values * scale_mm + offset_mm
    inside = made.outline_mm > 0.0
    top_mm = made.top_mm.astype(np.float64)
    assert np.abs(found_mm - top_mm)[inside].max() <= 0.5001 * scale_mm
    assert scale_mm == pytest.approx(top_mm[inside].max() / 65535.0, rel=1e-6)
    assert values.max() == 65535, "the whole range is used"
    assert values[~inside].max() == 0


def test_the_picture_says_where_it_lies() -> None:
    made = relief()
    with Image.open(io.BytesIO(encode_height_png(made, text={"Title": "ring"}))) as picture:
        text, dots_per_inch = picture.text, picture.info["dpi"]
    assert text["Title"] == "ring"
    assert text["Units"].startswith("mm above the back plane")
    assert float(text["Pitch-mm"]) == 1.0 / PIXELS_PER_MM
    assert (float(text["Origin-Row"]), float(text["Origin-Column"])) == (
        made.grid.center_row,
        made.grid.center_col,
    )
    # the chunk counts whole pixels to the metre
    assert dots_per_inch == pytest.approx((25.4 * PIXELS_PER_MM,) * 2, rel=1e-4)


@pytest.mark.parametrize("process", ["soft-enamel", "hard-enamel", "die-struck"])
def test_the_arrays_name_what_lies_where(process: str) -> None:
    """Radii from the middle: recess to 2, its wall, enamel, line 4 to 5, enamel, rim at 7."""
    made = relief(process)
    with np.load(
        io.BytesIO(encode_height_npz(made, drawn(), text={"Title": "ring"})), allow_pickle=False
    ) as file:
        names, labels = file["label_names"].tolist(), file["labels"]
        height_mm, pitch_mm, origin = file["height_mm"], float(file["pitch_mm"]), file["origin_row_col"]
        text = dict(zip(file["text_keys"].tolist(), file["text_values"].tolist(), strict=True))
    assert text == {"Title": "ring"}
    assert pitch_mm == 1.0 / PIXELS_PER_MM
    assert names == ["outside", "metal", "recess", "#c81e2d"]

    def at(radius_mm: float) -> tuple[str, float]:
        row, col = int(origin[0]), int(origin[1] + radius_mm / pitch_mm)
        return names[labels[row, col]], float(height_mm[row, col])

    filled = "recess" if process == "die-struck" else "#c81e2d"
    assert [at(radius)[0] for radius in (0.0, 3.0, 4.5, 5.8, 6.9, 7.5)] == [
        "recess",
        filled,
        "metal",
        filled,
        "metal",
        "outside",
    ]
    values = load(Process, process)
    assert at(0.0)[1] == pytest.approx(values.thickness_mm - values.recess_depth_mm, abs=1e-6)
    assert at(4.5)[1] == pytest.approx(values.thickness_mm, abs=1e-6)
    assert at(7.5)[1] == 0.0


def test_heights_in_the_archive_are_the_reliefs() -> None:
    made = relief(epoxy=True)
    with np.load(io.BytesIO(encode_height_npz(made, drawn()))) as file:
        height_mm = file["height_mm"]
    inside = made.outline_mm > 0.0
    assert height_mm.dtype == np.float32
    assert np.array_equal(height_mm[inside], made.top_mm[inside])


def test_equal_reliefs_are_equal_bytes() -> None:
    made = relief()
    assert encode_height_png(made) == encode_height_png(made)
    assert encode_height_npz(made, drawn()) == encode_height_npz(made, drawn())


def test_a_flat_plate_is_one_value() -> None:
    flat = plan(disc(2.0), disc(2.0), half_mm=2.5, pixels_per_mm=PIXELS_PER_MM)
    made = build(flat, load(Process, "die-struck"))
    with Image.open(io.BytesIO(encode_height_png(made))) as picture:
        values = np.asarray(picture)
    assert (values[made.outline_mm > made.profile.edge_radius_mm] == 65535).all()
