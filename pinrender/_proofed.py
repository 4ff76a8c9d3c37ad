"""A pin made ready to be signed: its drawing, its numbers, its picture, what is at risk."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np

from pinrender import _captions, pipeline
from pinrender._checked import check
from pinrender.catalog import Enamel, Metal, Process, load
from pinrender.color import hex_to_srgb8
from pinrender.design import plated, second_plating
from pinrender.errors import CannotBeMade
from pinrender.findings import Place
from pinrender.units import frozen
from pinrender.widths import HALF

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pinrender._pin import Pin
    from pinrender._timings import Timings
    from pinrender.artwork import Artwork, Plan
    from pinrender.inspect import Check
    from pinrender.output import Drawing, Order, Printed, Proof, ProofColor
    from pinrender.relief import Relief

__all__ = ["proof"]

VIEW = "three-quarter"
"""Of the picture."""
DIGEST_CHARS = 32
"""Of the hash that are printed: enough to tell any two designs apart."""
FINER_BELOW_MM = 1.0
"""Width of a cell below which the place of its number is found finely."""
HIGHEST_SHARE = 99.9
"""Per cent of the face that is no higher than the pin is said to be."""


def proof(pin: Pin, order: Order, timings: Timings) -> Proof:
    """Gather everything that a factory and a customer sign.

    Parameters
    ----------
    pin : Pin
        What to make.
    order : Order
        What only the person knows.
    timings : Timings
        Records the stages that run.

    Raises
    ------
    ArtworkError
        If the artwork cannot be read.
    CannotBeMade
        If the process cannot carry what is drawn, such as 3D relief.
    RendererUnavailable
        If nothing can draw on this machine.
    """
    from pinrender.output import Proof

    checked = check(pin, timings)
    if checked.weight is None:
        refusal = next(each for each in checked.findings if each.code == "cannot-be-made")
        raise CannotBeMade(refusal.message, remedy=refusal.suggestion)
    art = pipeline.read(pin, timings)
    _, made = pipeline.relief(pin, art, timings)
    thickness_mm = pin.design.made_by.thickness_mm
    colors = _colors(pin, art, made)
    red, green, blue = hex_to_srgb8(pin.design.plated_with.swatch)
    recipe = json.dumps(_captions.recipe(pin, art), sort_keys=True)
    return Proof(
        name=pin.name,
        size_mm=art.size_mm,
        thickness_mm=thickness_mm,
        total_mm=max(_total_mm(made), thickness_mm),
        facts=_facts(pin, art, made, checked, order),
        colors=colors,
        metal_srgb8=(red, green, blue),
        drawing=_drawing(art.plan, made, len(colors)),
        posts_mm=checked.posts_mm,
        findings=checked.findings,
        picture=pipeline.render(pin.replace(view=VIEW, background="studio"), timings),
        order=order,
        digest=hashlib.sha256(recipe.encode()).hexdigest()[:DIGEST_CHARS],
    )


def _total_mm(made: Relief) -> float:
    """Up to the top of dome or relief; what is higher on a thousandth of the face only is no height of it."""
    return round(float(np.percentile(made.top_mm[made.outline_mm > 0.0], HIGHEST_SHARE)), 2)


def _facts(pin: Pin, art: Artwork, made: Relief, checked: Check, order: Order) -> tuple[tuple[str, str], ...]:
    design = pin.design
    process: Process = design.made_by
    other = second_plating(design.plating, art.plan.platings)
    metals = [design.plated_with.title, *([plated(other).title] if other is not None else [])]
    base: Metal = load(Metal, design.base)
    domed = made.dome_mm is not None
    recess = "none: flat sheet" if process.enamel == "printed" else f"{process.recess_depth_mm:g} mm deep"
    facts = [
        ("Process", process.title),
        ("Base metal", base.title),
        ("Thickness", f"{process.thickness_mm:g} mm"),
        ("Recess", recess),
        *_sculpted(art.plan, process),
        *_bare(process, made),
        ("Plating", " and ".join(metals)),
        ("Epoxy", _dome(made, process) if domed else "none"),
        *([("Print", "on top, as the front shows it")] if art.plan.print is not None else []),
        ("Attachment", order.attachment),
        *((f"Post {number}", _post(place)) for number, place in enumerate(checked.posts_mm, start=1)),
        ("Weight", f"about {checked.weight.total_g:.1f} g" if checked.weight is not None else ""),
    ]
    return tuple(facts)


def _sculpted(plan: Plan, process: Process) -> list[tuple[str, str]]:
    """How high 3D relief is, if there is any."""
    highest_mm = max((layer.height_mm or process.relief_height_mm for layer in plan.sculpture), default=None)
    return [] if highest_mm is None else [("3D relief", f"up to {highest_mm:g} mm high")]


def _bare(process: Process, made: Relief) -> list[tuple[str, str]]:
    """What of the floor stays bare, by its texture."""
    from pinrender.inspect import bare_floors_mm2

    floors = bare_floors_mm2(process, made)
    named = ", ".join(f"{name} {area_mm2:.1f} mm²" for name, area_mm2 in floors.items())
    return [("Bare floor", named)] if named else []


def _post(place_mm: tuple[float, float]) -> str:
    """Where a post stands, from the middle, as one looks at the back."""
    x_mm, y_mm = place_mm
    return f"{Place(x_mm=-x_mm, y_mm=y_mm)}, on the back"


def _dome(made: Relief, process: Process) -> str:
    crown_mm = 0.0 if made.dome_mm is None else float(made.dome_mm.max()) - process.thickness_mm
    return f"domed, {crown_mm:.2f} mm over the lines"


def _shares(plan: Plan, made: Relief) -> NDArray[np.uint8]:
    """Share of each sample that shows enamel, (H, W) uint8."""
    return np.rint(plan.body * (1.0 - made.metal)).astype(np.uint8)


def _colors(pin: Pin, art: Artwork, made: Relief) -> tuple[ProofColor, ...]:
    """Colours that are seen, each with the place of its number: where it is widest."""
    from pinrender.inspect import pieces
    from pinrender.output import ProofColor

    plan, design = art.plan, pin.design
    if design.made_by.enamel == "none":
        return ()
    seen = _shares(plan, made)
    found = []
    filled = [each or design.enamel for each in plan.enamels] or [design.enamel] * len(plan.palette)
    for number, (color, kind) in enumerate(zip(plan.palette, filled, strict=True), start=1):
        own = np.where(plan.cells == number, seen, 0).astype(np.uint8)
        parts = pieces(own, plan.grid, finer_below_mm=FINER_BELOW_MM)
        widest = max(parts, key=lambda part: part.width_mm, default=None)
        enamel: Enamel = load(Enamel, kind)
        found.append(
            ProofColor(
                color=color,
                name=art.color_names.get(color, ""),
                filled=enamel.title.lower(),
                area_mm2=float(own.sum(dtype=np.int64)) / 255.0 * plan.grid.pitch_mm**2,
                place_mm=(0.0, 0.0) if widest is None else (widest.x_mm, widest.y_mm),
            )
        )
    return tuple(found)


def _drawing(plan: Plan, made: Relief, colors: int) -> Drawing:
    from pinrender.output import Drawing, polygons_mm

    grid = plan.grid
    raised = np.rint(plan.body * np.clip(made.metal - made.recess, 0.0, 1.0)).astype(np.uint8)
    cells = tuple(
        polygons_mm(np.where((plan.cells == number) & (plan.body >= HALF), 255, 0).astype(np.uint8), grid)
        for number in range(1, colors + 1)
    )
    return Drawing(
        body=polygons_mm(plan.body, grid),
        metal=polygons_mm(raised, grid),
        cells=cells,
        printed=_printed(plan),
    )


def _printed(plan: Plan) -> Printed | None:
    from pinrender.output import Printed
    from pinrender.render import Frame

    if plan.print is None or not plan.print.any():
        return None
    grid = plan.grid
    return Printed(
        frame=Frame(rgba_srgb8=frozen(np.dstack([plan.color_srgb8, plan.print]))),
        left_mm=-grid.center_col * grid.pitch_mm,
        top_mm=grid.center_row * grid.pitch_mm,
        width_mm=grid.cols * grid.pitch_mm,
    )
