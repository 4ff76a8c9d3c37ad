"""One design, saved in every format that is read, gives the same picture."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import numpy as np
import pytest
import resvg_py
from PIL import Image
from psd_tools import PSDImage

import pinrender
from pinrender.artwork import Artwork, read
from tests.unit.artwork.drawings import svg
from tests.unit.artwork.flattened import flatten
from tests.unit.artwork.pdfs import layered
from tests.unit.artwork.photoshop import save_psd
from tests.unit.artwork.seen import mean_flip, plan_picture
from tests.unit.artwork.test_ora import ora

FLIP = 0.02
SIDE = 800
STAR = [(50, 15), (59, 38), (84, 40), (65, 56), (71, 81), (50, 67), (29, 81), (35, 56), (16, 40), (41, 38)]
STAR_D = "M" + "L".join(f"{x} {y}" for x, y in STAR) + "Z"
LAYERS = {
    "enamel": f'<circle cx="50" cy="50" r="44" fill="#2f5faa"/><path d="{STAR_D}" fill="#e8c840"/>',
    "metal": f'<g fill="none" stroke="#141414"><circle cx="50" cy="50" r="44" stroke-width="5"/>'
    f'<path d="{STAR_D}" stroke-width="3" stroke-linejoin="round"/></g>',
}


def as_svg(folder: Path) -> Path:
    path = folder / "badge.svg"
    path.write_text(svg("".join(f'<g id="{name}">{body}</g>' for name, body in LAYERS.items())), "utf-8")
    return path


def pictures() -> dict[str, Image.Image]:
    """Each layer drawn by itself."""
    drawn = {}
    for name, body in LAYERS.items():
        data = bytes(resvg_py.svg_to_bytes(svg_string=svg(body), width=SIDE, dpi=96))
        drawn[name] = Image.open(io.BytesIO(data)).convert("RGBA")
    return drawn


def as_png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def as_folder(folder: Path) -> Path:
    path = folder / "badge"
    path.mkdir()
    for number, (name, image) in enumerate(pictures().items()):
        (path / f"{number} {name}.png").write_bytes(as_png(image))
    return path


def as_ora(folder: Path) -> Path:
    files = {f"data/{name}.png": as_png(image) for name, image in pictures().items()}
    stack = "".join(f'<layer name="{name}" src="data/{name}.png"/>' for name in reversed(LAYERS))
    return ora(folder / "badge.ora", stack, files, f'w="{SIDE}" h="{SIDE}"')


def as_psd(folder: Path) -> Path:
    def draw(document: PSDImage) -> None:
        for name, image in pictures().items():
            document.create_pixel_layer(image, name=name)

    return save_psd(folder / "badge.psd", draw, size=(SIDE, SIDE))


def as_pdf(folder: Path) -> Path:
    arm = 0.5522847498 * 44
    quarters = ((94, 50 + arm, 50 + arm, 94, 50, 94), (50 - arm, 94, 6, 50 + arm, 6, 50))
    quarters += ((6, 50 - arm, 50 - arm, 6, 50, 6), (50 + arm, 6, 94, 50 - arm, 94, 50))
    round_ = (
        "94 50 m "
        + " ".join(" ".join(f"{value:.6f}" for value in curve) + " c" for curve in quarters)
        + " h "
    )
    star = " ".join(f"{x} {100 - y} {'l' if index else 'm'}" for index, (x, y) in enumerate(STAR)) + " h "
    blue, yellow, black = (
        " ".join(f"{level / 255:.6f}" for level in color)
        for color in ((47, 95, 170), (232, 200, 64), (20, 20, 20))
    )
    fill = f"{blue} rg {round_} f {yellow} rg {star} f"
    return layered([("enamel", fill), ("metal", f"{black} RG 5 w {round_} S 3 w 1 j {star} S")]).save(folder)


def as_flat(folder: Path) -> Path:
    return flatten(as_svg(folder), folder / "flat.png", pixels=SIDE)


SAVED = {
    "svg": as_svg,
    "psd": as_psd,
    "pdf": as_pdf,
    "ora": as_ora,
    "folder": as_folder,
    "flat": as_flat,
}


@pytest.fixture(scope="module")
def arts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Artwork]:
    return {
        kind: read(save(tmp_path_factory.mktemp(kind)), size_mm=30.0, pixels_per_mm=24.0)
        for kind, save in SAVED.items()
    }


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(SAVED, 2)))
def test_two_formats_of_it_look_the_same(arts: dict[str, Artwork], one: str, other: str) -> None:
    assert mean_flip(plan_picture(arts[one]), plan_picture(arts[other])) < FLIP


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, np.ndarray]:
    """The pin made of each, as the preview shows it; (H, W, 3), 0..1."""
    return {
        kind: pinrender.load(save(tmp_path_factory.mktemp(kind)), size="30mm", pixels=384)
        .replace(view="three-quarter")
        .render()
        .rgba_srgb8[..., :3]
        / np.float32(255.0)
        for kind, save in SAVED.items()
    }


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(SAVED, 2)))
def test_pins_made_of_two_formats_look_the_same(
    rendered: dict[str, np.ndarray], one: str, other: str
) -> None:
    assert mean_flip(rendered[one], rendered[other]) < FLIP


@pytest.mark.parametrize("kind", SAVED)
def test_layers_and_colours_are_those_that_were_saved(arts: dict[str, Artwork], kind: str) -> None:
    art = arts[kind]
    assert [layer.role.value for layer in art.layers] == ["enamel", "metal"]
    assert art.plan.palette == ("#2f5faa", "#e8c840")
    assert art.size_mm == pytest.approx((30.0, 30.0), abs=0.05)
    plain = plan_picture(arts["svg"])
    assert np.abs(plan_picture(art) - plain).mean() < 0.01
