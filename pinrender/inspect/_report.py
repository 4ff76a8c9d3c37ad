"""The report behind ``pinrender inspect``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from pinrender.artwork import Artwork, Plan
from pinrender.findings import Finding

__all__ = ["ArtworkReport", "ColorReport", "LayerReport", "report"]

_MM_DIGITS = 4
_AREA_DIGITS = 3
"""Digits kept in JSON: a tenth of a micrometre, a thousandth of a square millimetre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerReport:
    """One layer.

    Attributes
    ----------
    name : str
        The designer's name.
    role : str
        {'metal', 'enamel', 'recess', 'relief', 'print', 'epoxy', 'cutout', 'ignore'}
    reason : str
        Why it has that role.
    visible : bool
        False if the file hides it.
    colors : tuple of str
        ``#rrggbb``, largest area first; empty for layers that are not made.
    area_mm2 : float
        Painted area, whatever lies above it.
    plating : str or None
        What its metal is plated with, where its name says it; None = as the pin.
    filled : str or None
        The kind of its enamel, such as ``transparent``, where its name says it; None = as the pin.
    """

    name: str
    role: str
    reason: str
    visible: bool
    colors: tuple[str, ...]
    area_mm2: float
    plating: str | None = None
    filled: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColorReport:
    """One enamel colour and the area (mm²) that is seen of it between the metal as drawn.

    Attributes
    ----------
    color : str
        ``#rrggbb``
    area_mm2 : float
        Seen of it.
    name : str or None
        What the file calls it, such as a spot colour; None where it says nothing.
    """

    color: str
    area_mm2: float
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtworkReport:
    """What an artwork holds.

    Attributes
    ----------
    name : str
        File stem.
    size_mm : tuple of float
        Width and height of the body.
    body_area_mm2, metal_area_mm2 : float
        Area of the silhouette less its holes, and of raised metal as drawn.
    layers : tuple of LayerReport
        Bottom to top.
    palette : tuple of ColorReport
        Enamel colours, largest area first.
    findings : tuple of Finding
        What a person should know.
    """

    name: str
    size_mm: tuple[float, float]
    body_area_mm2: float
    metal_area_mm2: float
    layers: tuple[LayerReport, ...]
    palette: tuple[ColorReport, ...]
    findings: tuple[Finding, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON; the keys are stable.

        Returns
        -------
        dict
            ``name``, ``size_mm`` [width, height], ``body_area_mm2``, ``metal_area_mm2``,
            ``layers`` (each ``name``, ``role``, ``reason``, ``visible``, ``colors``, ``area_mm2``,
            ``plating``, ``filled``), ``palette`` (each ``color``, ``area_mm2``, and ``name`` where it has
            one) and ``findings`` (each as `Finding.as_dict` has it).
            Lengths have four digits after the point, areas three.
        """
        return {
            "name": self.name,
            "size_mm": [round(side, _MM_DIGITS) for side in self.size_mm],
            "body_area_mm2": round(self.body_area_mm2, _AREA_DIGITS),
            "metal_area_mm2": round(self.metal_area_mm2, _AREA_DIGITS),
            "layers": [_rounded(asdict(layer)) for layer in self.layers],
            "palette": [_named(_rounded(asdict(color))) for color in self.palette],
            "findings": [finding.as_dict() for finding in self.findings],
        }


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in row.items()}
    return {**plain, "area_mm2": round(row["area_mm2"], _AREA_DIGITS)}


def _named(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "name" or value is not None}


def report(artwork: Artwork) -> ArtworkReport:
    """Sum an artwork up."""
    plan = artwork.plan
    sample_mm2 = plan.grid.pitch_mm**2
    return ArtworkReport(
        name=artwork.name,
        size_mm=artwork.size_mm,
        body_area_mm2=_samples(plan.body) * sample_mm2,
        metal_area_mm2=_samples(plan.metal) * sample_mm2,
        layers=tuple(
            LayerReport(
                name=layer.name,
                role=layer.role.value,
                reason=layer.reason,
                visible=layer.visible,
                colors=layer.palette,
                area_mm2=layer.area_mm2,
                plating=layer.plating,
                filled=layer.filled,
            )
            for layer in artwork.layers
        ),
        palette=_palette(plan, artwork.color_names),
        findings=artwork.findings,
    )


def _samples(coverage: np.ndarray[Any, np.dtype[np.uint8]]) -> float:
    return float(coverage.sum(dtype=np.int64)) / 255.0


def _palette(plan: Plan, names: Mapping[str, str]) -> tuple[ColorReport, ...]:
    """Enamel is what the body has that is neither raised nor struck metal, nor lies under ink."""
    metal = plan.metal.astype(np.int32) + plan.recess
    shown = np.maximum(plan.body.astype(np.int32) - metal, 0)
    if plan.print is not None:
        shown = np.maximum(shown - plan.print, 0)
    sums = np.bincount(plan.cells.ravel(), weights=shown.ravel() / 255.0, minlength=256)
    areas_mm2 = sums[1 : len(plan.palette) + 1] * plan.grid.pitch_mm**2
    return tuple(
        ColorReport(color=color, area_mm2=float(area_mm2), name=names.get(color))
        for color, area_mm2 in zip(plan.palette, areas_mm2, strict=True)
    )
