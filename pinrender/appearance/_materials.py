"""Materials: what the catalogue says about metal and enamel, ready for a renderer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance._age import aged_absorption_per_mm
from pinrender.appearance._film import MEDIUM, film_table
from pinrender.appearance._maps import Maps, wholly_domed
from pinrender.catalog import Film, Finish, Plating, Process
from pinrender.color import hex_to_srgb8
from pinrender.relief import Relief

__all__ = [
    "EPOXY_ROUGHNESS",
    "Appearance",
    "EnamelMaterial",
    "FilmMaterial",
    "MetalMaterial",
    "dress",
    "skin_roughness",
]

RGB = tuple[float, float, float]

EPOXY_ROUGHNESS = 0.02
"""Perceptual roughness of cured epoxy; chosen by eye beside photographs of domed pins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoatingMaterial:
    """A diffuse body under an interface of index 1.5, over metal.

    Attributes
    ----------
    color_srgb8 : tuple of int
        What a flat, lit patch of it comes out as.
    roughness : float
        Perceptual roughness of its skin, 0..1.
    everywhere : bool
        Over all metal, or only where `Maps.patina` has it.
    """

    color_srgb8: tuple[int, int, int]
    roughness: float
    everywhere: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FilmMaterial:
    """A clear film whose thickness colours the metal, as `Maps.film` has it.

    Attributes
    ----------
    table, table_immersed : (T, C, 3) float32 ndarray
        Reflectance in linear Rec.709, in air and under epoxy or enamel: rows from the thinnest film to
        the thickest, columns from grazing to straight on, evenly in the cosine.
    index : float
        Of refraction.
    thickness_nm : tuple of float
        From thinnest to thickest.
    base_f0 : tuple of float
        Reflectance in air of the metal below it, straight on, linear.
    """

    table: NDArray[np.float32]
    table_immersed: NDArray[np.float32]
    index: float
    thickness_nm: tuple[float, float]
    base_f0: RGB


@dataclass(frozen=True, slots=True, kw_only=True)
class MetalMaterial:
    """A plated metal.

    Attributes
    ----------
    f0, f82 : tuple of float
        Reflectance at normal incidence and its relative value at 82 degrees, linear.
    f0_immersed : tuple of float
        Reflectance at normal incidence under epoxy.
    roughness : float
        Perceptual roughness of polished metal, 0..1; that of bare floors is baked.
    brushed : float
        Anisotropy, 0..1: how much rougher it is across its hairlines, which run along +x.
    coating : CoatingMaterial or None
        What lies over it.
    film : FilmMaterial or None
        What colours it; `f0`, `f82` and `f0_immersed` are then its mean.
    """

    f0: RGB
    f82: RGB
    f0_immersed: RGB
    roughness: float
    brushed: float = 0.0
    coating: CoatingMaterial | None = None
    film: FilmMaterial | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnamelMaterial:
    """A diffuse or a clear body under an interface of index 1.5.

    Attributes
    ----------
    roughness : float
        Perceptual roughness of its skin, 0..1.
    depth_mm : float
        A clear one so deep shows a mirror in the colour that was asked for.
    """

    roughness: float
    depth_mm: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Appearance:
    """Everything about the look that does not depend on light or camera.

    Attributes
    ----------
    maps : Maps
        Per-sample data on the plan.
    metal : MetalMaterial
        The pin's plating; rim and back have it.
    enamel : EnamelMaterial
    second : MetalMaterial or None
        The other plating, where `Maps.second` has it.
    epoxy_absorption_per_mm : tuple of float
        Of the light on its way through the epoxy, linear, >= 0.
    """

    maps: Maps
    metal: MetalMaterial
    enamel: EnamelMaterial
    second: MetalMaterial | None = None
    epoxy_absorption_per_mm: RGB = (0.0, 0.0, 0.0)

    @property
    def metals(self) -> tuple[MetalMaterial, ...]:
        """One plating or two."""
        return (self.metal,) if self.second is None else (self.metal, self.second)

    @property
    def epoxy_is_tinted(self) -> bool:
        """Whether there is epoxy, and it is not clear."""
        return self.maps.dome is not None and max(self.epoxy_absorption_per_mm) > 0.0


def dress(
    maps: Maps,
    *,
    plating: Plating,
    finish: Finish,
    process: Process,
    second: Plating | None = None,
    epoxy_age_years: float = 0.0,
) -> Appearance:
    """Put materials on baked maps; costs nothing, so a change of plating is instant."""
    return Appearance(
        maps=maps,
        metal=_metal(plating),
        enamel=EnamelMaterial(roughness=finish.roughness, depth_mm=process.enamel_depth_mm),
        second=None if second is None else _metal(second),
        epoxy_absorption_per_mm=aged_absorption_per_mm(epoxy_age_years),
    )


def _metal(plating: Plating) -> MetalMaterial:
    return MetalMaterial(
        f0=plating.f0,
        f82=plating.f82,
        f0_immersed=plating.f0_immersed,
        roughness=plating.roughness,
        brushed=plating.brushed,
        coating=_coating(plating),
        film=None if plating.film is None else _film(plating.film),
    )


def skin_roughness(relief: Relief, finish: Finish) -> float:
    """Perceptual roughness, 0..1, of what mirrors light over the enamel: its own where some lies bare."""
    return EPOXY_ROUGHNESS if wholly_domed(relief) else finish.roughness


@lru_cache(maxsize=8)
def _film(film: Film) -> FilmMaterial:
    """One value for one film, so that a renderer sees that it has it already."""
    blue, green, red = (
        abs((1.0 - index) / (1.0 + index)) ** 2
        for index in (complex(n, k) for n, k in zip(film.base_n, film.base_k, strict=True))
    )
    return FilmMaterial(
        table=film_table(film, 1.0),
        table_immersed=film_table(film, MEDIUM),
        index=film.index,
        thickness_nm=film.thickness_nm,
        base_f0=(red, green, blue),
    )


def _coating(plating: Plating) -> CoatingMaterial | None:
    made = plating.coating
    if made is None:
        return None
    return CoatingMaterial(
        color_srgb8=hex_to_srgb8(made.color), roughness=made.roughness, everywhere=made.where == "everywhere"
    )
