"""How a design becomes an appearance: which maps are baked for it, and what is put on them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from pinrender import catalog
from pinrender.design import plated, second_plating, viewpoint
from pinrender.findings import Finding, Severity

if TYPE_CHECKING:
    from pinrender.appearance import Appearance, Maps
    from pinrender.artwork import Artwork
    from pinrender.design import PinDesign, Shot
    from pinrender.relief import Relief

__all__ = ["back_findings", "bake", "baked_of", "blend_findings", "card_findings", "color_findings", "dress"]


def baked_of(design: PinDesign, art: Artwork) -> tuple[Hashable, ...]:
    """All of a design that is baked into its maps, beside its shape."""
    plating = design.plated_with
    return (
        *(art.digest, design.seed, design.grade, design.enamel),
        *(second_plating(design.plating, art.plan.platings), plating.brushed),
        *(plating.coating and plating.coating.where, plating.film and plating.film.field_mm),
    )


def bake(design: PinDesign, art: Artwork, made: Relief) -> Maps:
    """The maps of a relief."""
    from pinrender import appearance

    return appearance.bake(
        art.plan,
        made,
        design.made_by,
        enamel=design.enamel,
        plating=design.plated_with,
        second=second_plating(design.plating, art.plan.platings),
        grade=catalog.load(catalog.Grade, design.grade),
        seed=design.seed,
    )


def dress(design: PinDesign, art: Artwork, maps: Maps) -> Appearance:
    """Materials on baked maps."""
    from pinrender import appearance

    process, other = design.made_by, second_plating(design.plating, art.plan.platings)
    return appearance.dress(
        maps,
        plating=design.plated_with,
        second=None if other is None else plated(other),
        finish=catalog.load(catalog.Finish, process.enamel_finish),
        process=process,
        epoxy_age_years=design.epoxy_age_years,
    )


def color_findings(
    design: PinDesign, art: Artwork, made: Relief, studio: catalog.Studio
) -> tuple[Finding, ...]:
    """Which colours come out otherwise than they were asked for; clear enamel only tints what lies below."""
    from pinrender import appearance, scene

    process, plan = design.made_by, art.plan
    if process.enamel == "none":
        return ()
    filled = zip(plan.palette, appearance.filled_with(plan, design.enamel), strict=True)
    finish = catalog.load(catalog.Finish, process.enamel_finish)
    opaque = tuple(
        dict.fromkeys(color for color, each in filled if each.transmission < 1.0 and not each.powder)
    )
    promised = scene.promise(opaque, studio, roughness=appearance.skin_roughness(made, finish))
    return (*promised, *appearance.tint_findings(plan, process, design.plated_with, enamel=design.enamel))


def blend_findings(design: PinDesign, art: Artwork, maps: Maps) -> tuple[Finding, ...]:
    """Which colours epoxy blends with those around them."""
    from pinrender import scene

    return scene.blend_findings(art.plan, dress(design, art, maps), design.enamel)


def back_findings(shot: Shot) -> tuple[Finding, ...]:
    """What a picture of the back leaves out."""
    if not viewpoint(shot.view).over:
        return ()
    return (
        Finding(
            code="back-plain",
            severity=Severity.NOTICE,
            message="the back is drawn as plain metal: posts, clutches and a maker's stamp are not shown",
            suggestion="say in the order what it should carry",
        ),
    )


def card_findings(shot: Shot, made: Relief) -> tuple[Finding, ...]:
    """Whether the pin is too large for the card that it lies on."""
    import numpy as np

    from pinrender import scene

    places = made.grid.to_world_mm(*(index.astype(float) for index in np.nonzero(made.outline_mm > 0.0)))
    return scene.card_findings(shot.lies_on, np.abs(places).max(axis=0))
