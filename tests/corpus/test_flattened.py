"""OpenMoji drawings as flat pictures: as many colours are found as they are drawn in."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pinrender.artwork._flat_regions import find_regions
from pinrender.color import srgb8_to_hex
from tests.corpus import openmoji
from tests.unit.artwork.flattened import flatten

COUNT = 12
PIXELS = 900
LEAST_SHARE = 0.0008
"""Of the picture, that a colour covers exactly to count as one that the drawing has."""


def true_colors(svg: str, rgb: np.ndarray) -> set[str]:
    """Colours that the drawing names, or black or white, and that more than a few pixels have."""
    named = {"#000000", "#ffffff"}
    for digits in re.findall(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b", svg):
        named.add("#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits)).lower())
    values, counts = np.unique(rgb.reshape(-1, 3), axis=0, return_counts=True)
    drawn = values[counts > LEAST_SHARE * rgb[..., 0].size].tolist()
    return named & {f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in drawn}


def test_flat_colours_are_those_of_the_drawing(tmp_path: Path) -> None:
    drawings = openmoji.sample(COUNT)
    if not drawings:
        pytest.skip("the OpenMoji drawings are not in .cache; `make test` fetches them with npm")
    right, wrong = 0, []
    for drawing in drawings:
        rgb = np.asarray(Image.open(flatten(drawing, tmp_path / "flat.png", pixels=PIXELS)))
        bgra = np.concatenate([rgb[..., ::-1], np.full((*rgb.shape[:2], 1), 255, np.uint8)], axis=-1)
        bgra = np.ascontiguousarray(np.pad(bgra, ((2, 2), (2, 2), (0, 0))))
        palette = find_regions(bgra, (30.0 / PIXELS) ** 2).palette_srgb8
        wanted = true_colors(drawing.read_text("utf-8"), rgb)
        if {srgb8_to_hex(color) for color in palette} == wanted:
            right += 1
        else:
            wrong.append((drawing.stem, len(palette), sorted(wanted)))
    assert right >= 0.9 * len(drawings), wrong
