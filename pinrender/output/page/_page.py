"""What is on the page, and the page."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib import resources
from string import Template

from PIL import Image

from pinrender._viewer import viewer_script
from pinrender.output.page._light import encode_light
from pinrender.render import Frame
from pinrender.scene import Environment

__all__ = ["Model", "Orbit", "Page", "Swatch", "encode_page"]

QUALITY = 88
"""Of WebP pictures: no difference is seen."""
VIEWER = {
    "tone-mapping": "neutral",
    "exposure": "1",
    "interaction-prompt": "none",
    "touch-action": "pan-y",
    "shadow-intensity": "0",
    "min-field-of-view": "3deg",
    "min-camera-orbit": "-Infinity 0deg auto",
    "max-camera-orbit": "Infinity 180deg 1m",
}
"""What model-viewer is told: the tone map of every picture here, light from the studio alone, every side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orbit:
    """Where the eye is, as model-viewer says it: about the upright axis, from that axis, and how far away.

    Attributes
    ----------
    around_deg, from_top_deg : float
        0 looks at the face, 90 from the right; 90 looks straight on, more from below.
    distance_mm, fov_deg : float
        From the target; angle of view, both ways.
    target_mm : tuple of float
        What is looked at.
    roll_deg : float
        Turn of a picture taken from there by a camera that rolls, counter-clockwise, that sets it upright.
    """

    around_deg: float
    from_top_deg: float
    distance_mm: float
    fov_deg: float
    target_mm: tuple[float, float, float]
    roll_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Swatch:
    """A button for a plating: the variant's name in the model, its title, its colour ``#rrggbb``."""

    name: str
    title: str
    color: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """One way to make the pin.

    Attributes
    ----------
    label : str
        What it is called.
    glb : bytes or None
        None where it cannot be made so.
    poster : Frame or None
        What is seen until the model is there, from the page's orbit; without background.
    refusal : str
        Why it cannot be made so.
    """

    label: str
    glb: bytes | None
    poster: Frame | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """Everything on the page.

    Attributes
    ----------
    title, subtitle : str
        The artwork's name; size and what it is made of.
    models : tuple of Model
        Side by side, turned together.
    platings : tuple of Swatch
        Every one in every model; the first is seen first.
    actual : Frame
        The face from straight above, cut to its bounds, for a picture in actual size.
    actual_as : str
        How that one is made.
    size_mm : tuple of float
        Width and height of the pin.
    orbit : Orbit
        From where it is seen first.
    environment : Environment
        The light.
    text : mapping of str to str
        How it was made.
    """

    title: str
    subtitle: str
    models: tuple[Model, ...]
    platings: tuple[Swatch, ...]
    actual: Frame
    actual_as: str
    size_mm: tuple[float, float]
    orbit: Orbit
    environment: Environment
    text: Mapping[str, str]


def encode_page(page: Page) -> bytes:
    """The bytes of the page, UTF-8; equal input gives equal bytes.

    Raises
    ------
    RendererUnavailable
        If pinrender was installed without the viewer; the message names the remedy.
    """
    shown = [model for model in page.models if model.glb is not None]
    parts = {
        "title": escape(page.title),
        "subtitle": escape(page.subtitle),
        "style": _file("page.css"),
        "script": _file("page.js"),
        "viewer": viewer_script(),
        "models": "\n".join(_model(model, k, page) for k, model in enumerate(page.models)),
        "ways": _ways([model.label for model in shown]),
        "platings": _platings(page.platings),
        "actual": _picture(page.actual),
        "actual_as": escape(page.actual_as),
        "width_mm": f"{page.size_mm[0]:.1f}",
        "height_mm": f"{page.size_mm[1]:.1f}",
        "light": _base64(encode_light(page.environment)),
        "recipe": json.dumps(dict(page.text), sort_keys=True).replace("<", "\\u003c"),
    }
    return Template(_file("page.html")).substitute(parts).encode("utf-8")


def _file(name: str) -> str:
    return resources.files("pinrender.output.page").joinpath(name).read_text(encoding="utf-8")


def _model(model: Model, number: int, page: Page) -> str:
    label = escape(model.label)
    if model.glb is None or model.poster is None:
        why = f"Not possible: {escape(model.refusal)}."
        return f'<article class="refused"><h2>{label}</h2><p>{why}</p></article>'
    eye = page.orbit
    target = " ".join(f"{part * 1e-3:.6f}m" for part in eye.target_mm)
    orbit = f"{eye.around_deg:.3f}deg {eye.from_top_deg:.3f}deg {eye.distance_mm * 1e-3:.6f}m"
    poster = (
        f'<img slot="poster" alt="" style="rotate:{-eye.roll_deg:.3f}deg" src="{_picture(model.poster)}">'
    )
    said = {
        "alt": escape(f"{page.title}, {model.label}, to be turned"),
        "camera-orbit": orbit,
        "camera-target": target,
        "field-of-view": f"{eye.fov_deg:g}deg",
        "data-model": f"model-{number}",
        **VIEWER,
    }
    attributes = " ".join(f'{name}="{value}"' for name, value in said.items())
    return (
        f'<article data-way="{number}"><h2>{label}</h2>'
        f"<model-viewer camera-controls {attributes}>{poster}</model-viewer>"
        f'<script type="text/plain" id="model-{number}">{_base64(model.glb)}</script></article>'
    )


def _ways(labels: list[str]) -> str:
    """Buttons for one of several, and for all side by side."""
    if len(labels) < 2:
        return ""
    names = ["Together", *labels]
    values = ["all", *(str(k) for k in range(len(labels)))]
    return _choice("Made as", "way", [(v, escape(n), "") for v, n in zip(values, names, strict=True)])


def _platings(platings: tuple[Swatch, ...]) -> str:
    if len(platings) < 2:
        return ""
    named = [(p.name, escape(p.title), f'<i style="background:{p.color}"></i>') for p in platings]
    return _choice("Plating", "plating", named)


def _choice(legend: str, name: str, choices: list[tuple[str, str, str]]) -> str:
    rows = [
        f'<label><input type="radio" name="{name}" value="{escape(value)}"{" checked" if k == 0 else ""}>'
        f"<span>{mark}{label}</span></label>"
        for k, (value, label, mark) in enumerate(choices)
    ]
    return f"<fieldset><legend>{legend}</legend>{''.join(rows)}</fieldset>"


def _picture(frame: Frame) -> str:
    held = io.BytesIO()
    Image.fromarray(frame.rgba_srgb8).save(held, "WEBP", quality=QUALITY, method=4)
    return f"data:image/webp;base64,{_base64(held.getvalue())}"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
