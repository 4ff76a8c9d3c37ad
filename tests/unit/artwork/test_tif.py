"""TIFF files, made here: layers that Photoshop keeps in a tag, or one flat picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import psdtags
import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from pinrender.artwork import Artwork, read
from pinrender.artwork._tif_document import open_tif
from pinrender.errors import ArtworkError
from pinrender.limits import Limits
from tests.unit.artwork.drawings import codes
from tests.unit.artwork.photoshop import SIDE, disc, picture
from tests.unit.artwork.test_ora import FILL, LINE
from tests.unit.artwork.test_png_layers import LAYERS, save_folder

LAYERS_TAG = 37724
CHANNELS = (
    (3, psdtags.PsdChannelId.TRANSPARENCY_MASK),
    (0, psdtags.PsdChannelId.CHANNEL0),
    (1, psdtags.PsdChannelId.CHANNEL1),
    (2, psdtags.PsdChannelId.CHANNEL2),
)
RLE = psdtags.PsdCompressionType.RLE
ZIP = psdtags.PsdCompressionType.ZIP_PREDICTED
LITTLE, BIG = psdtags.PsdFormat.LE32BIT, psdtags.PsdFormat.BE32BIT


def kept(name: str, image: Image.Image, deep: bool, packed: psdtags.PsdCompressionType) -> psdtags.PsdLayer:
    """A layer as large as what is painted of it."""
    left, top, right, bottom = image.getchannel("A").getbbox() or (0, 0, 1, 1)
    rgba = np.asarray(image.crop((left, top, right, bottom)))
    if deep:
        rgba = rgba.astype(np.uint16) * 257
    channels = [
        psdtags.PsdChannel(channelid=number, compression=packed, data=np.ascontiguousarray(rgba[..., band]))
        for band, number in CHANNELS
    ]
    return psdtags.PsdLayer(
        name=name.encode("ascii", "replace").decode(),
        channels=channels,
        rectangle=psdtags.PsdRectangle(top, left, bottom, right),
        info=[psdtags.PsdString(psdtags.PsdKey.UNICODE_LAYER_NAME, name)],
    )


def save_tif(
    path: Path,
    layers: dict[str, Image.Image],
    *,
    order: psdtags.PsdFormat = LITTLE,
    deep: bool = False,
    packed: psdtags.PsdCompressionType = RLE,
    mode: str = "RGB",
) -> Path:
    """A TIFF of a white picture that keeps layers, bottom to top."""
    source = psdtags.TiffImageSourceData(
        psdformat=order,
        layers=psdtags.PsdLayers(
            key=psdtags.PsdKey.LAYER_16 if deep else psdtags.PsdKey.LAYER,
            layers=[kept(name, image, deep, packed) for name, image in layers.items()],
            has_transparency=True,
        ),
        usermask=psdtags.PsdUserMask(
            colorspace=psdtags.PsdColorSpaceType.RGB, components=(0, 0, 0, 0), opacity=50
        ),
    )
    tags = ImageFileDirectory_v2()
    tags.tagtype[LAYERS_TAG] = 7
    tags[LAYERS_TAG] = source.tobytes(order)
    if deep:
        tags[258] = (16, 16, 16)
    size = next(iter(layers.values())).size
    Image.new(mode, size, "white").save(path, "TIFF", tiffinfo=tags)
    return path


def read_small(path: Path) -> Artwork:
    return read(path, size_mm=16.0, pixels_per_mm=20.0)


@pytest.mark.parametrize(
    ("order", "packed", "name"),
    [(LITTLE, RLE, "a.tif"), (BIG, RLE, "a.TIFF"), (LITTLE, ZIP, "a.tif")],
)
def test_its_layers_are_those_of_a_folder(
    tmp_path: Path, order: psdtags.PsdFormat, packed: psdtags.PsdCompressionType, name: str
) -> None:
    layers = {"fill": picture(FILL), "line": picture(LINE)}
    art = read_small(save_tif(tmp_path / name, layers, order=order, packed=packed))
    folder = read_small(save_folder(tmp_path / "fox", LAYERS))
    assert [(layer.name, layer.role.value) for layer in art.layers] == [("fill", "enamel"), ("line", "metal")]
    assert codes(art) == []
    for made, expected in zip(art.layers, folder.layers, strict=True):
        assert np.array_equal(made.coverage, expected.coverage)


def test_names_keep_their_letters(tmp_path: Path) -> None:
    document = open_tif(
        save_tif(tmp_path / "a.tif", {"Füllung 漆": disc(40, 9, (255, 0, 0))}), Limits(), bool
    )
    assert [layer.name for layer in document.layers] == ["Füllung 漆"]


def test_without_layers_it_is_one_flat_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    drawn = Image.new("RGBA", (SIDE, SIDE), "white")
    drawn.alpha_composite(disc(SIDE, 80, (10, 10, 10)))
    drawn.alpha_composite(disc(SIDE, 60, (200, 30, 30)))
    drawn.convert("RGB").save(path, compression="tiff_lzw")
    drawn.convert("RGB").save(path.with_suffix(".png"))
    art, same = read_small(path), read_small(path.with_suffix(".png"))
    assert codes(art) == codes(same)
    assert "separated" in codes(art)
    for made, expected in zip(art.layers, same.layers, strict=True):
        assert np.array_equal(made.coverage, expected.coverage)


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        (lambda content: content.replace(b"MIB8ryaL", b"MIB8xxxx"), "layers"),
        (lambda content: content[:400], "layers"),
        (lambda content: content[:200] + 40 * b"\xff" + content[240:], "damaged"),
        (lambda content: content.replace(b"norm", b"mron").replace(b"mron", b"\xff\xff\xff\xff"), "damaged"),
    ],
)
def test_what_is_not_sound_is_refused_in_a_sentence(tmp_path: Path, cut, said: str) -> None:  # type: ignore[no-untyped-def]
    path = save_tif(tmp_path / "a.tif", {"fill": disc(40, 9, (255, 0, 0))})
    path.write_bytes(cut(path.read_bytes()))
    with pytest.raises(ArtworkError, match=said):
        open_tif(path, Limits(), bool)
