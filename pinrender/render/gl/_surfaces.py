"""Kinds of surface, by which a pin's shaders are made: what is not there costs nothing."""

from __future__ import annotations

from pinrender.appearance import Appearance, MetalMaterial

__all__ = [
    "AGED",
    "ALL_ENAMEL",
    "ALL_METAL",
    "BARE",
    "CARD",
    "CLEAR",
    "COATED",
    "DOMED",
    "FILMED",
    "FLAKED",
    "FOLDS",
    "GLOWING",
    "HAIRLINES",
    "LINEAR",
    "PARTLY_DOMED",
    "RIM",
    "SECOND",
    "TILE",
    "WALLED",
    "surfaces_of",
]

BARE, DOMED, RIM = "SURFACE_BARE", "SURFACE_DOMED", "SURFACE_RIM"
PARTLY_DOMED = "SURFACE_PARTLY_DOMED"
"""Kinds of surface; one program each."""
ALL_METAL, ALL_ENAMEL = "ALL_METAL", "ALL_ENAMEL"
"""Added to a bare face where it is nothing else."""
CLEAR, COATED, HAIRLINES = "SEEN_FLOOR", "HAS_COATING", "HAS_HAIRLINES"
"""Added where some of the enamel is clear, where patina or dye lies on the metal, where it is brushed."""
FILMED, SECOND = "HAS_FILM", "HAS_SECOND"
"""Added where a film colours the metal, where some of it has a second plating."""

TILE, CARD, FOLDS = "HAS_TILE", "HAS_CARD", "HAS_FOLDS"
"""What the surface is that the pin lies on; none of them where it is smooth."""
LINEAR = "IN_LINEAR_LIGHT"
"""Where a lens comes after: nothing is tone-mapped yet."""
FLAKED, GLOWING = "HAS_FLAKES", "HAS_GLOW"
"""Added where some of the enamel holds flakes, where some of it glows in the dark."""
AGED = "HAS_AGED_EPOXY"
"""Added where the epoxy is no longer clear."""
WALLED = "HAS_WALLS"
"""Added where rough metal or a coating lies in air: what light walls leave it is looked up."""


def surfaces_of(appearance: Appearance) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What kinds of surface the face and the rim are."""
    maps = appearance.maps
    kind = BARE if maps.dome is None else DOMED if maps.epoxy is None else PARTLY_DOMED
    return (kind, *_within(appearance), *_kinds(appearance.metals)), (RIM, *_kinds((appearance.metal,)))


def _within(appearance: Appearance) -> tuple[str, ...]:
    """What must be added for what fills the cells, for epoxy, and for a second plating."""
    maps = appearance.maps
    has = {
        CLEAR: maps.floor is not None,
        FLAKED: maps.flakes is not None,
        GLOWING: maps.glow is not None,
        AGED: appearance.epoxy_is_tinted,
        SECOND: appearance.second is not None,
        WALLED: _is_rough_in_air(appearance),
    }
    return tuple(name for name, there in has.items() if there)


def _kinds(metals: tuple[MetalMaterial, ...]) -> tuple[str, ...]:
    """What must be added for metals: coating, hairlines, film."""
    has = {
        COATED: any(metal.coating is not None for metal in metals),
        HAIRLINES: any(metal.brushed > 0.0 for metal in metals),
        FILMED: any(metal.film is not None for metal in metals),
    }
    return tuple(name for name, there in has.items() if there)


def _is_rough_in_air(appearance: Appearance) -> bool:
    """Whether some of the face in air is bare struck floor, patina or dye."""
    maps = appearance.maps
    in_air = maps.dome is None or maps.epoxy is not None
    coated = any(metal.coating is not None for metal in appearance.metals)
    return in_air and (coated or bool(maps.share[..., 1].any()))
