"""Photoshop files, made here: what is kept of them, and what is said of the rest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms
from psd_tools import PSDImage
from psd_tools.constants import BlendMode, Compression, Resource, Tag
from psd_tools.psd.image_resources import ImageResource

from pinrender.artwork import Artwork, read
from pinrender.artwork._document import DocumentLayer
from pinrender.artwork._psd_document import open_psd
from pinrender.artwork._psd_notices import psd_findings
from pinrender.artwork._raster_document import RasterDocument
from pinrender.errors import ArtworkError
from pinrender.limits import Limits
from tests.unit.artwork.drawings import codes
from tests.unit.artwork.photoshop import SIDE, disc, picture, save_psd
from tests.unit.artwork.test_ora import FILL, LINE
from tests.unit.artwork.test_png_layers import LAYERS, save_folder

RED = (255, 0, 0)
SQUARE = Image.new("RGBA", (40, 40), (*RED, 255))


def read_small(path: Path) -> Artwork:
    return read(path, size_mm=16.0, pixels_per_mm=20.0)


def opened(path: Path, limits: Limits | None = None) -> RasterDocument:
    return open_psd(path, limits or Limits(), bool)


def fill_and_line(document: PSDImage) -> None:
    """The two layers, cropped, and put where they were."""
    for name, content in (("fill", FILL), ("line", LINE)):
        image = picture(content)
        left, top, right, bottom = image.getchannel("A").getbbox() or (0, 0, 1, 1)
        document.create_pixel_layer(image.crop((left, top, right, bottom)), name, top=top, left=left)


def bgra(document: RasterDocument, name: str) -> np.ndarray:
    (pixels,) = (raster.bgra for raster in document._rasters if raster.layer.name == name)
    assert pixels is not None
    return pixels


@pytest.mark.parametrize(
    ("name", "depth", "large"), [("a.psd", 8, False), ("a.psb", 8, True), ("a.psd", 16, False)]
)
def test_it_is_the_same_as_a_folder_of_its_layers(tmp_path: Path, name: str, depth: int, large: bool) -> None:
    art = read_small(save_psd(tmp_path / name, fill_and_line, depth=depth, large=large))
    folder = read_small(save_folder(tmp_path / "fox", LAYERS))
    assert [(layer.name, layer.role.value) for layer in art.layers] == [("fill", "enamel"), ("line", "metal")]
    assert codes(art) == []
    for made, expected in zip(art.layers, folder.layers, strict=True):
        assert np.array_equal(made.coverage, expected.coverage)
    assert np.array_equal(art.plan.color_srgb8, folder.plan.color_srgb8)


def test_groups_hide_and_name_what_lies_in_them(tmp_path: Path) -> None:
    def draw(document: PSDImage) -> None:
        document.create_pixel_layer(picture(FILL), "fill")
        old = document.create_group(name="old")
        old.create_pixel_layer(picture(LINE), "line 2")
        old.visible = False
        document.create_group(name="metal").create_pixel_layer(picture(LINE), "upper")

    art = read_small(save_psd(tmp_path / "grouped.psd", draw))
    assert [(layer.name, layer.role.value, layer.visible) for layer in art.layers] == [
        ("fill", "enamel", True),
        ("old", "enamel", False),
        ("line 2", "metal", False),
        ("metal", "metal", True),
        ("upper", "metal", True),
    ]
    assert art.layers[4].reason == "inside 'metal'"


def test_opacity_is_that_of_the_layer_and_of_its_groups(tmp_path: Path) -> None:
    def draw(document: PSDImage) -> None:
        group = document.create_group(name="group", opacity=128)
        group.create_pixel_layer(SQUARE, "half of half", opacity=128)

    document = opened(save_psd(tmp_path / "a.psd", draw))
    assert bgra(document, "half of half")[5, 5].tolist() == [0, 0, 255, 64]


def test_what_lies_beyond_the_canvas_is_cut_off(tmp_path: Path) -> None:
    def draw(document: PSDImage) -> None:
        document.create_pixel_layer(SQUARE, "corner", top=-30, left=SIDE - 25)
        document.create_pixel_layer(SQUARE, "outside", top=500, left=-500)

    corner, outside = opened(save_psd(tmp_path / "a.psd", draw))._rasters
    assert corner.bgra is not None
    assert (corner.left, corner.top, corner.bgra.shape) == (SIDE - 25, 0, (10, 25, 4))
    assert outside.bgra is None
    assert not outside.layer.painted


def test_a_mask_takes_away(tmp_path: Path) -> None:
    def draw(document: PSDImage) -> None:
        layer = document.create_pixel_layer(SQUARE.convert("RGB"), "masked")
        mask = np.zeros((40, 40), np.uint8)
        mask[:, :10] = 255
        layer.create_mask(Image.fromarray(mask))

    assert bgra(opened(save_psd(tmp_path / "a.psd", draw)), "masked").shape == (40, 10, 4)


def test_a_clipped_layer_ends_with_the_layer_below(tmp_path: Path) -> None:
    def draw(document: PSDImage) -> None:
        document.create_pixel_layer(disc(SIDE, 50.0, RED), "base")
        over = document.create_pixel_layer(Image.new("RGBA", (SIDE, SIDE), (0, 0, 255, 255)), "over")
        over.clipping = True

    document = opened(save_psd(tmp_path / "a.psd", draw))
    base, over = bgra(document, "base"), bgra(document, "over")
    assert np.array_equal(base[..., 3], over[..., 3])
    assert over[50, 50].tolist() == [255, 0, 0, 255]
    assert base[50, 50].tolist() == [0, 0, 255, 255]


def test_a_mixed_layer_is_said(tmp_path: Path) -> None:
    def draw(document: PSDImage) -> None:
        fill_and_line(document)
        document[1].blend_mode = BlendMode.MULTIPLY

    findings = opened(save_psd(tmp_path / "a.psd", draw)).findings
    assert [finding.code for finding in findings] == ["blend-mode"]
    assert "(multiply)" in findings[0].message


def test_a_stored_picture_that_looks_otherwise_is_said(tmp_path: Path) -> None:
    path = save_psd(tmp_path / "a.psd", fill_and_line)
    document = PSDImage.open(path)
    blank = [bytes(SIDE * SIDE)] * 3
    document._record.image_data.set_data(blank, document._record.header)
    with path.open("wb") as file:
        document._record.write(file)
    assert [finding.code for finding in opened(path).findings] == ["preview-differs"]


def test_ink_without_a_profile_is_said_and_bright(tmp_path: Path) -> None:
    def draw(document: PSDImage) -> None:
        document.create_pixel_layer(Image.new("CMYK", (40, 40), (0, 255, 255, 0)), "red")

    document = opened(save_psd(tmp_path / "a.psd", draw, mode="CMYK"))
    assert bgra(document, "red")[5, 5].tolist() == [0, 0, 255, 255]
    assert "color-profile" in [finding.code for finding in document.findings]


@pytest.mark.parametrize("sound", [True, False])
def test_colours_go_through_the_profile(tmp_path: Path, sound: bool) -> None:
    """A profile that is sRGB changes nothing, one that is none is said."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() if sound else b"none"

    def draw(document: PSDImage) -> None:
        fill_and_line(document)
        key = Resource.ICC_PROFILE
        document.image_resources[key] = ImageResource(key=key.value, data=profile)

    document = opened(save_psd(tmp_path / "a.psd", draw))
    plain = opened(save_psd(tmp_path / "plain.psd", fill_and_line))
    assert [finding.code for finding in document.findings] == ([] if sound else ["color-profile"])
    off = bgra(document, "fill").astype(int) - bgra(plain, "fill")
    assert np.abs(off).max() <= 1


def test_greys_of_16_bits_keep_them(tmp_path: Path) -> None:
    ramp = np.linspace(0, 65535, SIDE * SIDE).round().astype(np.uint16).reshape(SIDE, SIDE)

    def draw(document: PSDImage) -> None:
        document.create_pixel_layer_from_array(ramp[..., None], "relief")

    (raster,) = opened(save_psd(tmp_path / "a.psd", draw, mode="L", depth=16))._rasters
    assert raster.grey16 is not None
    assert np.abs(raster.grey16.astype(int) - ramp).max() <= 1


def test_lab_is_converted(tmp_path: Path) -> None:
    def draw(document: PSDImage) -> None:
        document.create_pixel_layer_from_array(np.full((40, 40, 3), (255, 128, 128), np.uint8), "white")

    document = opened(save_psd(tmp_path / "a.psd", draw, mode="LAB"))
    assert bgra(document, "white")[5, 5].min() >= 254


def test_light_of_32_bits_is_encoded(tmp_path: Path) -> None:
    def draw(document: PSDImage) -> None:
        document.create_pixel_layer_from_array(np.full((40, 40, 3), 0.2140, np.float32), "grey")

    assert bgra(opened(save_psd(tmp_path / "a.psd", draw, depth=32)), "grey")[5, 5, 0] == 127


@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_a_file_without_layers_is_one_layer(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "flat.psd"
    PSDImage.frompil(disc(SIDE, 50.0, RED).convert(mode)).save(path)
    document = opened(path)
    assert [layer.name for layer in document.layers] == ["unnamed"]
    assert document.findings[-1].code == "flat"


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("packing", [Compression.RAW, Compression.RLE])
def test_a_file_that_ends_too_soon_is_told(tmp_path: Path, packing: Compression, large: bool) -> None:
    def draw(document: PSDImage) -> None:
        fill_and_line(document)
        planes = document._record.image_data.get_data(document._record.header)
        document._record.image_data.compression = packing
        document._record.image_data.set_data(planes, document._record.header)

    path = save_psd(tmp_path / "art.psd", draw, large=large)
    whole = path.read_bytes()
    assert "cut-off" not in {finding.code for finding in opened(path).findings}
    for missing in (1, 150):
        path.write_bytes(whole[:-missing])
        told = [finding.message for finding in opened(path).findings if finding.code == "cut-off"]
        assert told == ["the file ends before the picture of all layers that it keeps; the layers are whole"]


def test_a_flat_file_that_ends_too_soon_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "flat.psd"
    PSDImage.frompil(disc(SIDE, 50.0, RED)).save(path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ArtworkError, match="ends before its picture does; save it again"):
        opened(path)


def test_what_is_left_out_is_named_and_what_is_lost_is_said() -> None:
    undrawn = [f"adjustment '{index}'" for index in range(7)]
    found = psd_findings(
        [], undrawn=undrawn, profile="broken", differs=0.25, flat=False, cut_off=False, damaged=True
    )
    assert [finding.code for finding in found] == [
        "effect-left-out",
        "color-profile",
        "damaged",
        "preview-differs",
    ]
    assert found[0].message.endswith("adjustment '4' and 2 more")
    assert found[3].message.startswith("25 % of the picture")


def test_many_mixed_layers_are_one_notice() -> None:
    layers = [(DocumentLayer(name=f"{i}"), mode) for i, mode in enumerate(["screen", "multiply"] * 2)]
    quiet = {"undrawn": [], "profile": "", "differs": None, "flat": False, "cut_off": False, "damaged": False}
    (found,) = psd_findings(layers, **quiet)
    assert found.message.startswith("4 layers are mixed with what lies below them (multiply, screen)")
    assert len(psd_findings(layers[:3], **quiet)) == 3


def test_an_adjustment_is_not_drawn_and_named(tmp_path: Path) -> None:
    """The tag that makes a layer an adjustment is written into a plain one."""

    def draw(document: PSDImage) -> None:
        fill_and_line(document)
        layer = document.create_pixel_layer(SQUARE, "brighter")
        layer.tagged_blocks.set_data(Tag.INVERT)

    document = opened(save_psd(tmp_path / "a.psd", draw))
    assert [layer.painted for layer in document.layers] == [True, True, False]
    assert document.findings[0].message == "not drawn: adjustment 'brighter'"
