"""Krita files: the whole picture, and a word about the layers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pinrender.artwork import read
from pinrender.errors import ArtworkError
from pinrender.limits import Limits
from tests.unit.artwork.drawings import codes, disc_png, save_zip

PICTURE = disc_png(200, 80.0, (0xE2, 0x70, 0x22))
MAIN = b'<DOC><IMAGE width="200" height="200"/></DOC>'


def test_the_whole_picture_is_one_layer(tmp_path: Path) -> None:
    entries = {"maindoc.xml": MAIN, "fox/layers/layer2": b"VERSION 2\n", "mergedimage.png": PICTURE}
    art = read(save_zip(tmp_path / "fox.kra", entries), size_mm=16.0, pixels_per_mm=20.0)
    assert [layer.name for layer in art.layers] == ["enamel"], "taken apart as any flat picture is"
    assert "flat" in codes(art)
    assert np.isclose(art.layers[0].area_mm2, np.pi * 8.0**2, rtol=0.01)


@pytest.mark.parametrize(
    ("entries", "limits", "said"),
    [
        ({"maindoc.xml": MAIN}, Limits(), "has no 'mergedimage.png' in it"),
        ({"mergedimage.png": b"GIF89a"}, Limits(), "is not a PNG image"),
        ({"mergedimage.png": PICTURE}, Limits(image_pixels=200 * 200 - 1), "pixels is the most"),
        ({"mergedimage.png": PICTURE[:300]}, Limits(), "is a broken PNG"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    tmp_path: Path, entries: dict[str, bytes], limits: Limits, said: str
) -> None:
    with pytest.raises(ArtworkError, match=said):
        read(save_zip(tmp_path / "fox.kra", entries), size_mm=16.0, limits=limits)
