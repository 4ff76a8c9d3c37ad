"""What a pin weighs, and where its weight lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pinrender.artwork import Plan
from pinrender.catalog import Metal, Process
from pinrender.relief import Relief, floor_mm

__all__ = ["Weight", "weigh"]

ENAMEL_G_CM3 = {"paint": 1.2, "resin": 1.2, "glass": 2.5, "ink": 1.0, "none": 0.0}
"""Densities by medium: paint and resin as assumed for their capillary lengths, glass free of lead."""
EPOXY_G_CM3 = 1.1
"""As assumed for its capillary length."""
G_PER_MG = 1e-3
"""Of 1 mm3 a density in g/cm3 gives milligrams."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """Masses in grams, posts and clutches left aside.

    Attributes
    ----------
    metal_g, enamel_g, epoxy_g : float
        Of each; ink weighs next to nothing and is left out.
    center_mm : tuple of float
        Centre of mass, x and y in the world.
    """

    metal_g: float
    enamel_g: float
    epoxy_g: float
    center_mm: tuple[float, float]

    @property
    def total_g(self) -> float:
        """All of it."""
        return self.metal_g + self.enamel_g + self.epoxy_g


def weigh(plan: Plan, relief: Relief, process: Process, metal: Metal) -> Weight:
    """Weigh a pin by its height function.

    Parameters
    ----------
    plan, relief : Plan, Relief
        What is drawn, and its surface.
    process : Process
        What lies in the recesses.
    metal : Metal
        What it is made of.
    """
    inside = plan.body / np.float32(255.0)
    filled = process.enamel in ("recessed", "flush")
    top_mm = relief.face_mm
    bottom_mm = np.minimum(floor_mm(relief), top_mm) if filled else top_mm
    enamel_mm = np.where(relief.metal < 1.0, top_mm - bottom_mm, 0.0) * inside
    metal_mm = top_mm * inside - enamel_mm
    poured_mm = np.zeros_like(top_mm) if relief.poured_mm is None else relief.poured_mm * inside
    densities = (metal.density_g_cm3, ENAMEL_G_CM3[process.enamel_medium] if filled else 0.0, EPOXY_G_CM3)
    sample_mm2 = relief.grid.pitch_mm**2
    parts_g = [
        depth_mm.astype(np.float64) * (density * G_PER_MG * sample_mm2)  # 1 g/cm3 is 1 mg/mm3
        for depth_mm, density in zip((metal_mm, enamel_mm, poured_mm), densities, strict=True)
    ]
    masses_g = [float(part.sum()) for part in parts_g]
    whole_g = sum(parts_g)
    rows, cols = (np.arange(side, dtype=np.float64) for side in relief.grid.shape)
    total = max(float(np.sum(whole_g)), 1e-12)
    row = float(np.sum(whole_g, axis=1) @ rows) / total
    col = float(np.sum(whole_g, axis=0) @ cols) / total
    x_mm, y_mm = relief.grid.to_world_mm(np.array(row), np.array(col)).tolist()
    return Weight(metal_g=masses_g[0], enamel_g=masses_g[1], epoxy_g=masses_g[2], center_mm=(x_mm, y_mm))
