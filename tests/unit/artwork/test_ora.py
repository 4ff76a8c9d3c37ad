"""OpenRaster files, written here by hand: a zip of PNG layers and the list of how they lie."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pinrender.artwork import Artwork, read
from pinrender.artwork._raster_reader import open_ora
from pinrender.errors import ArtworkError
from pinrender.limits import Limits
from tests.unit.artwork.drawings import codes, disc_png, png
from tests.unit.artwork.test_png_layers import BLACK, LAYERS, ORANGE, ring_png, save_folder

FILL, LINE = disc_png(200, 80.0, ORANGE), ring_png(200, 80.0, 70.0)


def ora(path: Path, stack: str, pictures: dict[str, bytes], size: str = 'w="200" h="200"') -> Path:
    """An OpenRaster file with that list of layers."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "image/openraster", zipfile.ZIP_STORED)
        archive.writestr("stack.xml", f'<?xml version="1.0"?><image {size}><stack>{stack}</stack></image>')
        for name, content in pictures.items():
            archive.writestr(name, content)
    return path


PICTURES = {"data/a.png": FILL, "data/b.png": LINE}
STACK = '<layer name="line" src="data/b.png"/><layer name="fill" src="data/a.png"/>'


def read_small(path: Path, limits: Limits | None = None) -> Artwork:
    return read(path, size_mm=16.0, pixels_per_mm=20.0, limits=limits)


def test_it_is_the_same_as_a_folder_of_its_layers(tmp_path: Path) -> None:
    art = read_small(ora(tmp_path / "fox.ora", STACK, PICTURES))
    folder = read_small(save_folder(tmp_path / "fox", LAYERS))
    assert [(layer.name, layer.role.value) for layer in art.layers] == [("fill", "enamel"), ("line", "metal")]
    assert codes(art) == []
    for made, expected in zip(art.layers, folder.layers, strict=True):
        assert np.array_equal(made.coverage, expected.coverage)
    assert np.array_equal(art.plan.color_srgb8, folder.plan.color_srgb8)


def cropped(content: bytes) -> tuple[bytes, int, int]:
    """A PNG without its empty border, and where that was."""
    image = Image.open(io.BytesIO(content))
    left, top, right, bottom = image.getchannel("A").getbbox() or (0, 0, 1, 1)
    return png(np.asarray(image.crop((left, top, right, bottom)))), left, top


def test_layers_lie_where_they_are_put(tmp_path: Path) -> None:
    small = {name: cropped(content) for name, content in PICTURES.items()}
    stack = "".join(
        f'<layer name="{title}" src="{source}" x="{small[source][1]}" y="{small[source][2]}"/>'
        for title, source in (("line", "data/b.png"), ("fill", "data/a.png"))
    )
    put = ora(tmp_path / "put.ora", stack, {name: content for name, (content, *_) in small.items()})
    one, other = (read_small(path) for path in (put, ora(tmp_path / "all.ora", STACK, PICTURES)))
    for made, expected in zip(one.layers, other.layers, strict=True):
        assert np.array_equal(made.coverage, expected.coverage)


def test_groups_hide_and_name_what_lies_in_them(tmp_path: Path) -> None:
    stack = (
        '<stack name="metal"><layer name="upper" src="data/b.png"/></stack>'
        '<stack name="old" visibility="hidden"><layer name="line 2" src="data/b.png"/></stack>'
        '<layer name="fill" src="data/a.png"/>'
    )
    art = read_small(ora(tmp_path / "grouped.ora", stack, PICTURES))
    found = [(layer.name, layer.role.value, layer.visible) for layer in art.layers]
    assert found == [
        ("fill", "enamel", True),
        ("old", "enamel", False),
        ("line 2", "metal", False),
        ("metal", "metal", True),
        ("upper", "metal", True),
    ]
    assert art.layers[4].reason == "inside 'metal'"


def test_a_mixed_layer_is_said(tmp_path: Path) -> None:
    stack = STACK.replace('<layer name="line"', '<layer name="line" composite-op="svg:multiply"')
    art = read_small(ora(tmp_path / "mixed.ora", stack, PICTURES))
    assert codes(art) == ["blend-mode"]


@pytest.mark.parametrize(
    ("stack", "pictures", "size", "said"),
    [
        ('<layer name="a" src="data/c.png"/>', PICTURES, 'w="200" h="200"', "names 'data/c.png'"),
        ('<layer name="a" src="/etc/passwd"/>', PICTURES, 'w="200" h="200"', "which is not in it"),
        ("", PICTURES, 'w="200" h="200"', "holds no layer of pixels"),
        (STACK, PICTURES, 'w="200" h="many"', 'says h="many", where a whole number is due'),
        (STACK, PICTURES, 'w="0" h="200"', 'says w="0"'),
        (STACK, PICTURES, 'w="9000000" h="200"', "pixels is the most"),
        (STACK, {"data/a.png": b"GIF89a", "data/b.png": LINE}, 'w="200" h="200"', "is not a PNG image"),
        ("<layer", PICTURES, 'w="200" h="200"', "is not well-formed XML"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    tmp_path: Path, stack: str, pictures: dict[str, bytes], size: str, said: str
) -> None:
    with pytest.raises(ArtworkError, match=said):
        read_small(ora(tmp_path / "bad.ora", stack, pictures, size))


def test_a_zip_that_lists_nothing_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bare.ora", "w") as archive:
        archive.writestr("data/a.png", FILL)
    with pytest.raises(ArtworkError, match="no OpenRaster file"):
        read_small(tmp_path / "bare.ora")


def test_limits_are_just_kept_and_just_passed(tmp_path: Path) -> None:
    path = ora(tmp_path / "two.ora", STACK, PICTURES)
    both = 2 * 200 * 200
    assert len(open_ora(path, Limits(images_pixels=both, layers=2), bool).layers) == 2
    for limits in (Limits(images_pixels=both - 1), Limits(layers=1), Limits(image_pixels=200 * 200 - 1)):
        with pytest.raises(ArtworkError, match=r"more than|is the most"):
            open_ora(path, limits, bool)
    deep = "<stack>" * 300 + STACK + "</stack>" * 300
    with pytest.raises(ArtworkError, match="not well-formed XML"):
        open_ora(ora(tmp_path / "deep.ora", deep, PICTURES), Limits(), bool)


def test_entities_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "entity.ora"
    (tmp_path / "secret").write_text("metal")
    text = (
        f'<!DOCTYPE image [<!ENTITY it SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
        f'<image w="200" h="200"><stack><layer name="&it;" src="data/a.png"/></stack></image>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("stack.xml", text)
        archive.writestr("data/a.png", disc_png(200, 80.0, BLACK))
    with pytest.raises(ArtworkError, match="not well-formed XML"):
        read_small(path)
