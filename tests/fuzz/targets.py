"""What is fuzzed: a parser for each kind of file, which may read or refuse and do nothing else.

Each imports what it needs, so that no more than that is watched.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pinrender.errors import ArtworkError, CatalogError, UsageError
from pinrender.limits import Limits

__all__ = ["TARGETS", "WATCHED", "seeds", "tried"]

LIMITS = Limits(image_pixels=1_000_000, images_pixels=2_000_000, file_bytes=1 << 22, zip_bytes=1 << 23)
PSD_OPTIONS = {
    "layers": 50,
    "depth": 8,
    "pixels": 10**6,
    "alloc_bytes": 1 << 26,
    "objects": 20_000,
    "growth": 16,
}


def svg(data: bytes) -> None:
    """All that is done to an SVG before it is drawn."""
    from pinrender.artwork._role_table import meaning
    from pinrender.artwork._svg_canvas import canvas_px, framed
    from pinrender.artwork._svg_layers import split_layers
    from pinrender.artwork._svg_names import Hiding
    from pinrender.artwork._svg_preflight import preflight
    from pinrender.artwork._svg_round import make_round

    clean = preflight(data, "a.svg", LIMITS)
    make_round(clean.root, clean.css)
    canvas = canvas_px(clean.root, "a.svg", LIMITS)
    layered = split_layers(clean.root, canvas, Hiding(clean.css), lambda name: meaning(name) is not None)
    layered.show([0])
    framed(clean.root, canvas)


def pixels(kind: str) -> Callable[[bytes], None]:
    """A reader of pictures or archives."""

    def read(data: bytes) -> None:
        from pinrender.artwork._raster_worker import READERS

        READERS[kind](data, "a", LIMITS, lambda _: None)

    return read


def psd(data: bytes) -> None:
    """A Photoshop file; what the library raises ends the child, in a sentence."""
    from pinrender.artwork import _psd_layers

    try:
        _psd_layers.parse(data, PSD_OPTIONS, lambda _: None)
    except (MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001, S110 - any of them is told as damage
        pass


def tif(data: bytes) -> None:
    """Layers of a TIFF, up to where they are a Photoshop file's."""
    from pinrender.artwork._tif_layers import as_psd

    try:
        as_psd(data)
    except (MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001, S110 - any of them is told as damage
        pass


def pdf(data: bytes) -> None:
    """The structure of a PDF; ValueError is its reason."""
    from pinrender.workers._pdf_structure import take_apart

    try:
        take_apart(data)
    except ValueError as error:
        if "\n" in str(error):
            raise


def answers(data: bytes) -> None:
    """What a child that artwork has taken over may say."""
    import numpy as np

    from pinrender.artwork._pdf_description import described
    from pinrender.artwork._raster_description import RasterDescription, believed, rasters

    header, _, pixels = data.partition(b"\n")
    try:
        layers = believed(header, RasterDescription, "a").layers
        rasters(layers, np.frombuffer(pixels, np.uint8), "a", LIMITS)
    except ArtworkError:
        described(header, "a", LIMITS)


def toml(data: bytes) -> None:
    """A `pin.toml`."""
    from pinrender.design._pin_toml import PinToml
    from pinrender.design._settings_file import parsed

    with suppress(ValueError):  # pydantic's, which `read_pin_toml` puts into words
        PinToml.model_validate(parsed(data, "pin.toml"))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "svg": svg,
    "flat": pixels("flat"),
    "zip": pixels("zip"),
    "ora": pixels("ora"),
    "kra": pixels("kra"),
    "psd": psd,
    "tif": tif,
    "pdf": pdf,
    "answers": answers,
    "toml": toml,
}
WATCHED = {
    "psd": ("psd_tools",),
    "tif": ("psdtags",),
    "flat": ("PIL",),
    "zip": ("zipfile",),
    "toml": ("tomllib",),
}
"""Libraries in Python whose coverage guides too."""
REFUSALS = (ArtworkError, CatalogError, UsageError)


def tried(name: str, data: bytes) -> None:
    """Give one input to a parser; whatever comes out but a refusal is a fault."""
    try:
        TARGETS[name](data)
    except REFUSALS as refused:
        if not str(refused) or "\n" in str(refused).rstrip("\n"):
            raise AssertionError(str(refused)) from refused


def seeds(name: str) -> list[bytes]:
    """Sound files to begin with."""
    from tests.property.mutations import SEEDS
    from tests.property.test_artwork_pdf import seed_data
    from tests.property.test_artwork_psd import seed_file
    from tests.property.test_artwork_tif import seed_tif

    layer = {"name": "a", "parent": None, "visible": True, "painted": True, "text": False}
    place = {"left": 0, "top": 0, "width": 2, "height": 2, "deep": False}
    said = {"canvas": [9, 9], "layers": [layer | place], "findings": [], "pixels_per_mm": None}
    page = {"pages": 1, "box": [9, 9], "unit_pt": 1, "plain": True, "layers": [], "fonts": [], "colors": {}}
    made = {
        "flat": [SEEDS[kind] for kind in ("png", "jpeg", "webp", "tiff")],
        "tif": [seed_tif()],
        "psd": [seed_file()],
        "pdf": [seed_data()],
        "answers": [json.dumps(said).encode() + b"\n" + bytes(16), json.dumps(page).encode()],
    }
    return made.get(name) or [SEEDS[name]]


def plant(name: str, folder: Path) -> None:
    """Write the sound files of a target into a folder."""
    for seed in seeds(name):
        (folder / f"seed-{hashlib.sha256(seed).hexdigest()[:12]}").write_bytes(seed)


if __name__ == "__main__":
    plant(sys.argv[1], Path(sys.argv[2]))
