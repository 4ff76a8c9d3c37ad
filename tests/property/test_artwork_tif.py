"""Whatever is done to a TIFF that keeps layers, what reads it answers or refuses in a sentence."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from PIL import Image

from pinrender.artwork._tif_document import TIF_TRADE
from pinrender.errors import ArtworkError
from tests.property.test_artwork_psd import mutated
from tests.property.test_mutations import MOST_DEATHS, Warm
from tests.unit.artwork.test_tif import save_tif

MUTATIONS = 150
OPTIONS = {
    "name": "art.tif",
    "layers": 50,
    "depth": 8,
    "pixels": 10**6,
    "alloc_bytes": 1 << 26,
    "objects": 20_000,
    "growth": 16,
}


def seed_tif() -> bytes:
    """Two layers in a small file."""
    square = Image.new("RGBA", (20, 20), (200, 0, 0, 255))
    with tempfile.TemporaryDirectory() as folder:
        return save_tif(Path(folder) / "art.tif", {"metal": square, "fill": square}).read_bytes()


def test_damaged_layers_are_read_or_refused() -> None:
    sound, process, ended = seed_tif(), Warm(TIF_TRADE), {True: 0, False: 0}
    try:
        for seed in range(MUTATIONS):
            try:
                process.ask(json.dumps(OPTIONS).encode() + b"\n", mutated(sound, seed))
            except ArtworkError as refused:
                assert "art" in str(refused), seed
                assert "\n" not in str(refused), seed
                ended[False] += 1
            else:
                ended[True] += 1
    finally:
        process.close()
    assert process.deaths <= MOST_DEATHS
    assert min(ended.values()) > MUTATIONS // 10
