"""A plan and a process become a relief: profiles for the metal, solved liquids for the rest."""

from __future__ import annotations

from pinrender.artwork import Plan
from pinrender.catalog import Process
from pinrender.relief._dome import pour
from pinrender.relief._enamel import fill
from pinrender.relief._metal import bends_mm, metal_slope
from pinrender.relief._model import Relief
from pinrender.relief._profiles import EdgeProfile
from pinrender.relief._regions import divide
from pinrender.relief._surface import Field, share_inside, slope_of
from pinrender.units import frozen

__all__ = ["build"]


def build(plan: Plan, process: Process, *, epoxy: bool = False) -> Relief:
    """Make the relief of a plan.

    Parameters
    ----------
    plan : Plan
        What lies where.
    process : Process
        How it is made.
    epoxy : bool
        Pour a dome over the face.

    Returns
    -------
    Relief
    """
    regions = divide(plan, process)
    pitch_mm = plan.grid.pitch_mm
    profile = EdgeProfile(
        thickness_mm=process.thickness_mm,
        edge_radius_mm=process.edge_radius_mm,
        shoulder_radius_mm=process.shoulder_radius_mm,
        contact_mm=min(process.enamel_climb_mm, process.shoulder_radius_mm),
        depth_mm=process.recess_depth_mm,
        lean_deg=process.wall_lean_deg,
    )
    slope = metal_slope(regions, profile, pitch_mm)
    enamel = dome = dome_slope = None
    if process.enamel == "recessed":
        enamel = fill(regions, profile, process, pitch_mm)
        wet = (share_inside(-regions.raised_mm, pitch_mm) * (enamel > 0.0))[..., None]
        slope = wet * slope_of(enamel, pitch_mm) + (1.0 - wet) * slope
    if epoxy:
        dome, from_edge = pour(regions.outline_mm, profile, process, pitch_mm)
        under = share_inside(from_edge, pitch_mm)[..., None]
        dome_slope = under * slope_of(dome, pitch_mm) + (1.0 - under) * slope
    return Relief(
        grid=plan.grid,
        profile=profile,
        outline_mm=frozen(regions.outline_mm),
        raised_mm=frozen(regions.raised_mm),
        enamel_mm=_frozen(enamel),
        dome_mm=_frozen(dome),
        bends_mm=bends_mm(profile, liquid=process.enamel == "recessed", dome=epoxy),
        slope=frozen(slope),
        dome_slope=_frozen(dome_slope),
        metal=frozen(regions.metal),
        recess=frozen(regions.recess),
    )


def _frozen(field: Field | None) -> Field | None:
    return None if field is None else frozen(field)
