"""Each example, saved in each format as a designer would, is the same pin.

``make corpus`` takes all of them; ``make test`` the fox.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import resvg_py
from lxml import etree
from PIL import Image
from psd_tools import PSDImage

from pinrender.artwork import Artwork, read
from pinrender.output import encode_layers_svg
from tests.unit.artwork.pdfs import layered
from tests.unit.artwork.photoshop import save_psd
from tests.unit.artwork.seen import mean_flip, plan_picture
from tests.unit.artwork.test_ora import ora

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ALL = ("badge", "eclipse", "fox", "medal", "moth", "sunrise", "wave")
NAMES = ALL if os.environ.get("PINRENDER_REQUIRE_CORPUS") == "1" else ("fox",)
SIDE_PX, SIZE_MM, PER_MM = 1600, 30.0, 24.0
FLIP = 0.02
SVG, INKSCAPE = "{http://www.w3.org/2000/svg}", "{http://www.inkscape.org/namespaces/inkscape}"
MARK = re.compile(r"([MLC])([^MLCZ]*)|(Z)")


def pictures(name: str) -> dict[str, Image.Image]:
    """Each layer of an example drawn by itself, under its name."""
    root = etree.parse(EXAMPLES / f"{name}.svg").getroot()
    groups = root.findall(SVG + "g")
    drawn = {}
    for shown in groups:
        for group in groups:
            group.set("visibility", "visible" if group is shown else "hidden")
        data = resvg_py.svg_to_bytes(svg_string=etree.tostring(root).decode(), width=SIDE_PX, dpi=96)
        label = shown.get(INKSCAPE + "label") or shown.get("data-name") or shown.get("id", "")
        drawn[label.replace("_", " ")] = Image.open(io.BytesIO(bytes(data))).convert("RGBA")
    return drawn


def as_psd(name: str, folder: Path) -> Path:
    drawn = pictures(name)

    def draw(document: PSDImage) -> None:
        for label, image in drawn.items():
            document.create_pixel_layer(image, name=label)

    return save_psd(folder / f"{name}.psd", draw, size=next(iter(drawn.values())).size)


def png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def as_ora(name: str, folder: Path) -> Path:
    drawn = pictures(name)
    files = {f"data/{index}.png": png(image) for index, image in enumerate(drawn.values())}
    layers = [f'<layer name="{label}" src="data/{index}.png"/>' for index, label in enumerate(drawn)]
    width, height = next(iter(drawn.values())).size
    return ora(folder / f"{name}.ora", "".join(reversed(layers)), files, f'w="{width}" h="{height}"')


def as_folder(name: str, folder: Path) -> Path:
    path = folder / name
    path.mkdir()
    for index, (label, image) in enumerate(pictures(name).items()):
        (path / f"{index} {label}.png").write_bytes(png(image))
    return path


def as_pdf(name: str, folder: Path) -> Path:
    """The outlines as they were understood, filled; sculpted layers are left out, being pictures."""
    root = etree.fromstring(encode_layers_svg(read_example(name)))
    side = max(float(size) for size in root.get("viewBox").split()[2:])
    layers = []
    for group in root.findall(SVG + "g"):
        if group.find(SVG + "image") is None:
            content = " ".join(_operators(path, 100.0 / side) for path in group.iter(SVG + "path"))
            layers.append((group.get(INKSCAPE + "label"), content))
    return layered(layers).save(folder, f"{name}.pdf")


def _operators(path: etree._Element, scale: float) -> str:
    """A filled path on a page of 100 points, whose y goes up."""
    red, green, blue = (int(path.get("fill")[k : k + 2], 16) / 255.0 for k in (1, 3, 5))
    parts = [f"{red:.6f} {green:.6f} {blue:.6f} rg"]
    for mark, numbers, close in MARK.findall(path.get("d")):
        values = [float(value) for value in re.split(r"[ ,]+", numbers.strip()) if value]
        placed = [scale * v if k % 2 == 0 else 100.0 - scale * v for k, v in enumerate(values)]
        parts.append(" ".join(f"{value:.5f}" for value in placed) + f" {mark.lower() or 'h'}")
        assert bool(close) == (not mark)
    return " ".join(parts) + " f*"


def as_svg_again(name: str, folder: Path) -> Path:
    path = folder / f"{name}.svg"
    path.write_bytes(encode_layers_svg(read_example(name)))
    return path


def as_flat(name: str, folder: Path) -> Path:
    drawn = list(pictures(name).values())
    page = Image.new("RGBA", drawn[0].size, "white")
    for image in drawn:
        page.alpha_composite(image)
    path = folder / f"{name}.png"
    page.convert("RGB").save(path)
    return path


def read_example(name: str) -> Artwork:
    return read(EXAMPLES / f"{name}.svg", size_mm=SIZE_MM, pixels_per_mm=PER_MM)


SAVED: dict[str, Callable[[str, Path], Path]] = {
    "psd": as_psd,
    "ora": as_ora,
    "folder": as_folder,
    "pdf": as_pdf,
    "svg": as_svg_again,
}
FLAT = ("fox", "wave")
"""Examples that one flat picture can hold: no bare recess, one metal, nothing sculpted or transparent."""


@pytest.mark.parametrize("kind", SAVED)
@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_the_same_pin_in_every_format(tmp_path: Path, name: str, kind: str) -> None:
    wanted = read_example(name)
    art = read(SAVED[kind](name, tmp_path), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert mean_flip(plan_picture(art), plan_picture(wanted)) < FLIP
    made = [layer.role for layer in wanted.layers if layer.coverage.any()]
    assert [layer.role for layer in art.layers if layer.coverage.any()] == [
        role for role in made if kind != "pdf" or role.value != "relief"
    ]
    assert [len(sculpted.height) > 0 for sculpted in art.plan.sculpture] == [True] * (
        0 if kind == "pdf" else len(wanted.plan.sculpture)
    )
    assert np.isclose(max(art.size_mm), SIZE_MM)


@pytest.mark.parametrize("name", [name for name in NAMES if name in FLAT])
def test_an_example_is_the_same_pin_as_one_flat_picture(tmp_path: Path, name: str) -> None:
    art = read(as_flat(name, tmp_path), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert mean_flip(plan_picture(art), plan_picture(read_example(name))) < FLIP
