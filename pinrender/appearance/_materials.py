"""Materials: what the catalogue says about metal and enamel, ready for a renderer."""

from __future__ import annotations

from dataclasses import dataclass

from pinrender.appearance._maps import Maps
from pinrender.catalog import Finish, Plating, Process

__all__ = ["Appearance", "EnamelMaterial", "MetalMaterial", "dress"]

RGB = tuple[float, float, float]


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
    """

    f0: RGB
    f82: RGB
    f0_immersed: RGB
    roughness: float


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
    enamel : EnamelMaterial
    """

    maps: Maps
    metal: MetalMaterial
    enamel: EnamelMaterial


def dress(maps: Maps, *, plating: Plating, finish: Finish, process: Process) -> Appearance:
    """Put materials on baked maps; costs nothing, so a change of plating is instant."""
    return Appearance(
        maps=maps,
        metal=MetalMaterial(
            f0=plating.f0,
            f82=plating.f82,
            f0_immersed=plating.f0_immersed,
            roughness=plating.roughness,
        ),
        enamel=EnamelMaterial(roughness=finish.roughness, depth_mm=process.enamel_depth_mm),
    )
