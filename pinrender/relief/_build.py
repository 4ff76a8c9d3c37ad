"""A plan and a process become a relief: profiles for the metal, solved liquids for the rest."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from pinrender.artwork import Plan
from pinrender.catalog import Process
from pinrender.relief._as_made import as_made
from pinrender.relief._dome import Pour, pour
from pinrender.relief._enamel import fill
from pinrender.relief._findings import cut_through
from pinrender.relief._metal import bends_mm, metal_slope
from pinrender.relief._model import Relief
from pinrender.relief._profiles import EdgeProfile
from pinrender.relief._regions import Regions, divide
from pinrender.relief._sculpture import LEAST_METAL_MM, Sculpture, sculpt
from pinrender.relief._surface import Field, share_inside, slope_of
from pinrender.units import frozen

__all__ = ["build"]

POLISHED_FROM_MM, POLISHED_TO_MM = 0.03, 0.12
"""Relief that rises this far above the blasted floor is buffed bright with the lines; chosen by eye."""


def build(
    plan: Plan,
    process: Process,
    *,
    epoxy: bool | Pour = False,
    walls: bool = True,
    made: bool | None = None,
    seed: int = 0,
) -> Relief:
    """Make the relief of a plan.

    Parameters
    ----------
    plan : Plan
        What lies where.
    process : Process
        How it is made.
    epoxy : bool or Pour
        Pour a dome over the face, or over the areas the artwork names: as the process does, or so much.
    walls : bool
        Set a metal wall between enamel colours that touch.
    made : bool or None
        True: as the factory would make it, with what is too fine thickened, rounded or closed up, and narrow
        cells filled low. False: as drawn, with nothing lost. None: as drawn, less what stoning takes away.
    seed : int
        Decides what varies from piece to piece.

    Returns
    -------
    Relief

    Raises
    ------
    CannotBeMade
        If the artwork has 3D relief layers and the process cannot carry them.
    """
    if made is False:
        process = process.model_copy(update={"polished_out": False})
    plan, changed = as_made(plan, process) if made else (plan, ())
    even_from_mm = process.good_cell_mm if made else 0.0
    relief = _built(plan, process, epoxy=epoxy, walls=walls, even_from_mm=even_from_mm, seed=seed)
    return dataclasses.replace(relief, findings=(*changed, *relief.findings))


def _built(
    plan: Plan, process: Process, *, epoxy: bool | Pour, walls: bool, even_from_mm: float, seed: int
) -> Relief:
    pitch_mm = plan.grid.pitch_mm
    profile = _profile(process)
    regions = divide(plan, process, walls=walls)
    sculpture = sculpt(plan, regions, profile, process, seed)
    with ThreadPoolExecutor(1, "pinrender-slope") as beside:  # neither needs the other
        sloping = beside.submit(_struck_slope, regions, profile, sculpture, pitch_mm)
        enamel = None
        if process.enamel == "recessed":
            enamel = fill(regions, profile, process, pitch_mm, even_from_mm=even_from_mm)
        slope = sloping.result()
    relief = Relief(
        grid=plan.grid,
        profile=profile,
        outline_mm=frozen(regions.outline_mm),
        raised_mm=frozen(regions.raised_mm),
        sculpture=sculpture,
        enamel_mm=None,
        dome_mm=None,
        bends_mm=bends_mm(profile, dome=bool(epoxy) and plan.epoxy is None),
        slope=slope,
        dome_slope=None,
        metal=regions.metal,
        recess=regions.recess,
        texture=None if regions.texture is None else frozen(regions.texture),
        textures=plan.textures,
        findings=regions.findings,
    )
    if plan.sculpture:
        relief = _polished(relief)
    if enamel is not None:
        relief = _filled(relief, enamel)
    if plan.print is not None:
        bare = np.asarray(np.float32(1.0) - plan.print / np.float32(255.0), np.float32)
        relief = dataclasses.replace(relief, metal=relief.metal * bare, recess=relief.recess * bare)
    if epoxy:
        relief = _domed(relief, plan, process, epoxy if isinstance(epoxy, Pour) else None)
    return dataclasses.replace(
        relief, slope=frozen(relief.slope), metal=frozen(relief.metal), recess=frozen(relief.recess)
    )


def _profile(process: Process) -> EdgeProfile:
    return EdgeProfile(
        thickness_mm=process.thickness_mm,
        edge=process.edge_profile,
        edge_radius_mm=process.edge_radius_mm,
        shoulder_radius_mm=process.shoulder_radius_mm,
        contact_mm=min(process.enamel_climb_mm, process.shoulder_radius_mm),
        depth_mm=process.recess_depth_mm,
        lean_deg=process.wall_lean_deg,
    )


def _struck_slope(
    regions: Regions, profile: EdgeProfile, sculpture: Sculpture | None, pitch_mm: float
) -> Field:
    slope = metal_slope(regions, profile, pitch_mm)
    if sculpture is None:
        return slope
    return sculpture.slope(profile.height_mm(regions.raised_mm, regions.outline_mm), slope, pitch_mm)


def _polished(relief: Relief) -> Relief:
    """Relief that stands above the floor is buffed bright; what would cut through the sheet is told."""
    floor_mm = relief.profile.thickness_mm - relief.profile.depth_mm
    rise = (relief.metal_mm - np.float32(floor_mm + POLISHED_FROM_MM)) / (POLISHED_TO_MM - POLISHED_FROM_MM)
    recess = relief.recess * (1.0 - np.clip(rise, 0.0, 1.0))
    findings = relief.findings
    if relief.sculpture is not None:
        struck = relief.profile.height_mm(relief.raised_mm, relief.outline_mm)
        asked = struck + relief.sculpture.offset_mm
        if relief.sculpture.bounds_mm is not None:
            asked = np.minimum(asked, relief.sculpture.bounds_mm[1])
        lowest_mm = float(asked[relief.outline_mm > 0.0].min(initial=LEAST_METAL_MM))
        if lowest_mm < LEAST_METAL_MM - 1e-4:
            findings = (*findings, cut_through(lowest_mm, LEAST_METAL_MM))
    return dataclasses.replace(relief, recess=recess.astype(np.float32), findings=findings)


def _filled(relief: Relief, enamel: Field) -> Relief:
    """Enamel in the cells; sculpted metal that rises through it stays bare."""
    pitch_mm = relief.grid.pitch_mm
    wet = share_inside(-relief.raised_mm, pitch_mm) * (enamel > 0.0)
    metal = relief.metal
    if relief.sculpture is not None:
        above = relief.metal_mm - enamel
        climb = np.linalg.norm(slope_of(np.asarray(above, np.float32), pitch_mm), axis=-1)
        bare = share_inside(above / np.maximum(climb, 1e-3), pitch_mm)
        metal = np.maximum(metal, wet * bare)
        wet = wet * (1.0 - bare)
    slope = wet[..., None] * slope_of(enamel, pitch_mm) + (1.0 - wet[..., None]) * relief.slope
    return dataclasses.replace(
        relief, enamel_mm=frozen(enamel), slope=slope.astype(np.float32), metal=metal.astype(np.float32)
    )


def _domed(relief: Relief, plan: Plan, process: Process, amount: Pour | None) -> Relief:
    """Epoxy over the face, or over the areas that the artwork names."""
    pitch_mm = relief.grid.pitch_mm
    dome = pour(
        relief.outline_mm,
        relief.face_mm,
        relief.profile,
        process,
        relief.grid,
        area=plan.epoxy,
        amount=amount,
    )
    under = dome.share[..., None]
    slope = under * slope_of(dome.top_mm, pitch_mm) + (1.0 - under) * relief.slope
    return dataclasses.replace(
        relief,
        dome_mm=frozen(dome.top_mm),
        dome_slope=frozen(slope.astype(np.float32)),
        epoxy=frozen(dome.share),
        findings=(*relief.findings, *dome.findings),
    )
