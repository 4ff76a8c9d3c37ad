"""What the render process can make: each work is one function from a pin to an answer."""

from __future__ import annotations

import base64
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pinrender.errors import chosen
from pinrender.web._job import Answer

if TYPE_CHECKING:
    from pinrender import Pin, Timings

__all__ = ["WORKS", "Extra"]

Extra = Mapping[str, Any]
THUMBNAIL_PX = 96
ORDER_CHARS = 200
MEDIA_TYPES = {
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".glb": "model/gltf-binary",
    ".usdz": "model/vnd.usdz+zip",
    ".stl": "model/stl",
    ".3mf": "model/3mf",
    ".obj": "model/obj",
    ".ply": "application/octet-stream",
    ".npz": "application/octet-stream",
}


def _json(value: object) -> Answer:
    return Answer(body=json.dumps(value, ensure_ascii=False).encode(), media_type="application/json")


def _file(body: bytes, pin: Pin, ending: str, suffix: str) -> Answer:
    return Answer(body=body, media_type=MEDIA_TYPES[suffix], name=f"{pin.name}-{ending}{suffix}")


def _understood(pin: Pin, extra: Extra, timings: Timings) -> Answer:
    """What `pinrender inspect --json` tells, and a small picture of every layer."""
    from pinrender._shown import layer_pictures
    from pinrender._told import made_of

    report = pin.report().as_dict()
    pictures = layer_pictures(pin, timings, side_px=THUMBNAIL_PX)
    for layer, picture in zip(report["layers"], pictures, strict=True):
        encoded = "" if picture is None else base64.b64encode(picture).decode()
        layer["picture"] = f"data:image/png;base64,{encoded}" if encoded else ""
    return _json({**report, "design": made_of(pin), "title": pin.design.title, "asked": _asked(pin)})


def _asked(pin: Pin) -> dict[str, Any]:
    """What was asked for, on the page or in a ``pin.toml``, by the names of the options; None is open."""
    design = pin.design
    return {
        "size": f"{design.size_mm:g}mm",
        **{name: getattr(design, name) for name in ("process", "plating", "enamel", "epoxy", "studio")},
        "backdrop": pin.shot.backdrop,
    }


def _picture(pin: Pin, extra: Extra, timings: Timings) -> Answer:
    """What `pinrender render` writes."""
    from pinrender._shown import show

    shown = show(pin, timings)
    body = shown.frame.png()
    answer = _file(body, pin, pin.design.slug, ".png")
    return Answer(body=body, media_type=answer.media_type, name=answer.name, told={"face": shown.face})


def _check(pin: Pin, extra: Extra, timings: Timings) -> Answer:
    """What `pinrender check --json` tells."""
    from pinrender._checked import verdict

    checked = pin.check(timings=timings)
    return _json({**checked.as_dict(), "verdict": verdict(checked)})


def _layers(pin: Pin, extra: Extra, timings: Timings) -> Answer:
    """What `pinrender inspect --preview` or `--write-svg` writes."""
    from pinrender.output import draw_understood, encode_layers_svg

    suffix = _suffix(extra, (".png", ".svg"))
    art = pin.artwork(timings=timings)
    body = draw_understood(art).png() if suffix == ".png" else encode_layers_svg(art)
    return _file(body, pin, "layers", suffix)


def _sheet(pin: Pin, extra: Extra, timings: Timings) -> Answer:
    """What `pinrender compare` writes."""
    from pinrender._choices import COMPARED, COMPARED_PIXELS
    from pinrender._compared import compared
    from pinrender.output import encode_comparison

    suffix = _suffix(extra, (".png", ".html", ".pdf"))
    pixels, view = extra.get("pixels", COMPARED_PIXELS), extra.get("view", "three-quarter")
    pin = pin.replace(background="studio", view=view, pixels=pixels)
    names = tuple(extra.get("process") or COMPARED)
    comparison = compared(pin, names, timings, platings=tuple(extra.get("plating", ())))
    return _file(encode_comparison(comparison, suffix), pin, "compare", suffix)


def _proof(pin: Pin, extra: Extra, timings: Timings) -> Answer:
    """What `pinrender proof` writes."""
    from pinrender._proofed import proof
    from pinrender.output import PAPERS, Order, encode_proof

    paper = chosen("size of paper", extra.get("sheet") or "a4", PAPERS)
    said = {name: value[:ORDER_CHARS] for name, value in extra.items() if name != "sheet" and value}
    return _file(encode_proof(proof(pin, Order(**said), timings), paper=paper), pin, "proof", ".pdf")


def _light(pin: Pin, extra: Extra, timings: Timings) -> Answer:
    """The studio's light, for the model in 3D."""
    from pinrender._shown import studio_light

    return Answer(body=studio_light(pin), media_type="image/vnd.radiance")


def _export(pin: Pin, extra: Extra, timings: Timings) -> Answer:
    """What `pinrender export` writes."""
    from pinrender.output import ASSET_SUFFIXES, HEIGHT_SUFFIXES, PAGE_SUFFIX, SOLID_SUFFIXES

    suffix = _suffix(extra, (*ASSET_SUFFIXES, PAGE_SUFFIX, *SOLID_SUFFIXES, *HEIGHT_SUFFIXES))
    with tempfile.TemporaryDirectory(prefix="pinrender-export-") as folder:
        written = pin.export(
            Path(folder) / f"pin{suffix}", platings=extra.get("variants", ()), timings=timings
        )
        return _file(written.read_bytes(), pin, pin.design.slug, suffix)


def _suffix(extra: Extra, choices: Sequence[str]) -> str:
    """The kind of file that is asked for, the first of its choices if none is."""
    return "." + chosen("format", extra.get("format") or choices[0][1:], [each[1:] for each in choices])


WORKS: dict[str, Callable[[Pin, Extra, Timings], Answer]] = {
    "understood": _understood,
    "picture": _picture,
    "check": _check,
    "layers": _layers,
    "sheet": _sheet,
    "proof": _proof,
    "export": _export,
    "light": _light,
}
"""By the last word of their address."""
