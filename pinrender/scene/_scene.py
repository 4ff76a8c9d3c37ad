"""The scene: a dressed pin, a studio's light, the surface it lies on, a camera."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pinrender import catalog
from pinrender.appearance import Appearance
from pinrender.catalog import Studio
from pinrender.design import Viewpoint, viewpoint
from pinrender.findings import Finding, Severity
from pinrender.mesh import PinMesh
from pinrender.scene._camera import Camera, frame
from pinrender.scene._cloth import Tile, tile_of
from pinrender.scene._drape import Folds, folds_of
from pinrender.scene._shadow import shadow_of
from pinrender.scene._studio import Environment, light, promised_light
from pinrender.scene._turn import turned_over
from pinrender.units import frozen

__all__ = ["Backdrop", "Scene", "arrange", "card_findings", "with_room"]

CARD_FILL = 0.92
"""Share of the picture that a card fills across."""
BESIDE_MM = 10.0
"""A card is at least so much wider than the pin on either side."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Backdrop:
    """The surface z = 0 that the pin lies on.

    Attributes
    ----------
    albedo_linear : tuple of float
        Its colour under the pin, from afar.
    around_linear : tuple of float
        The colour of what lies beyond its card, if it has one; else the same.
    shadow : (H, W, 3) float32 ndarray
        Shares of its light: what the pin keeps off, 0..1, and what a perfect mirror of a rim would add by
        one mirroring, and by more.
    half_width_mm, half_height_mm : float
        The shadow picture spans the world from minus to plus these.
    tile : Tile or None
        Threads or grain; None where it is smooth.
    card : PaperCard or None
        The card that the tile is confined to, as large as this pin needs it.
    folds : Folds or None
        Heights, where it does not lie flat.
    """

    albedo_linear: tuple[float, float, float]
    around_linear: tuple[float, float, float]
    shadow: NDArray[np.float32]
    half_width_mm: float
    half_height_mm: float
    tile: Tile | None = None
    card: catalog.PaperCard | None = None
    folds: Folds | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """What a renderer draws.

    Attributes
    ----------
    mesh : PinMesh
    appearance : Appearance
    environment : Environment
        The light it stands in.
    promised : Environment
        The light in which enamel comes out as the colour that was asked for; it decides the pigments.
    backdrop : Backdrop
    camera : Camera
    """

    mesh: PinMesh
    appearance: Appearance
    environment: Environment
    promised: Environment
    backdrop: Backdrop
    camera: Camera


def arrange(
    mesh: PinMesh,
    appearance: Appearance,
    *,
    studio: Studio,
    backdrop: catalog.Backdrop | None = None,
    view: str = "front",
) -> Scene:
    """Lay a pin into a studio and frame it.

    Parameters
    ----------
    mesh, appearance : PinMesh, Appearance
        The pin.
    studio : Studio
        The light.
    backdrop : catalog.Backdrop, optional
        What it lies on; the studio's own smooth surface if not given.
    view : str
        From where it is seen, as `pinrender.design.viewpoint` reads it.

    Raises
    ------
    UsageError
        For an unknown view.
    """
    seen_from = viewpoint(view)
    environment = light(studio, seen_from)
    lying = turned_over(mesh) if seen_from.over else mesh
    ground = _backdrop(lying, studio, environment, backdrop)
    return Scene(
        mesh=lying,
        appearance=appearance,
        environment=environment,
        promised=promised_light(),
        backdrop=ground,
        camera=frame(lying.vertices_mm, with_room(seen_from, ground, lying)),
    )


def with_room(seen_from: Viewpoint, ground: Backdrop, mesh: PinMesh) -> Viewpoint:
    """From so far away that a card is seen from edge to edge, if the pin lies on one."""
    if ground.card is None:
        return seen_from
    widest_mm = float(np.ptp(mesh.vertices_mm[:, :2], axis=0).max())
    return replace(seen_from, fill=min(seen_from.fill, CARD_FILL * widest_mm / ground.card.width_mm))


def _backdrop(
    mesh: PinMesh, studio: Studio, environment: Environment, kind: catalog.Backdrop | None
) -> Backdrop:
    shadow, (half_width_mm, half_height_mm) = shadow_of(mesh, environment)
    half_mm = np.abs(mesh.vertices_mm[:, :2]).max(axis=0)
    tile = None if kind is None else tile_of(kind)
    return Backdrop(
        albedo_linear=studio.backdrop if tile is None else tile.mean_linear,
        around_linear=studio.backdrop if tile is None or (kind and kind.card) else tile.mean_linear,
        shadow=frozen(shadow),
        half_width_mm=half_width_mm,
        half_height_mm=half_height_mm,
        tile=tile,
        card=None if kind is None or kind.card is None else _grown(kind.card, half_mm),
        folds=None if kind is None or kind.drape is None else folds_of(kind.drape, half_mm),
    )


def card_findings(kind: catalog.Backdrop, half_mm: NDArray[np.float64]) -> tuple[Finding, ...]:
    """Say where a pin that reaches so far from the middle, (2,), is too large for the card it lies on."""
    if kind.card is None:
        return ()
    card = _grown(kind.card, half_mm)
    if card == kind.card:
        return ()
    message = (
        f"a card of {kind.card.width_mm:g} by {kind.card.height_mm:g} mm leaves no {BESIDE_MM:g} mm beside "
        f"the pin: it is drawn {card.width_mm:.0f} by {card.height_mm:.0f} mm"
    )
    widest_mm = kind.card.width_mm - 2.0 * BESIDE_MM
    advice = f"order cards of that size, or make the pin no wider than {widest_mm:g} mm"
    return (Finding(code="card-enlarged", severity=Severity.NOTICE, message=message, suggestion=advice),)


def _grown(card: catalog.PaperCard, half_mm: NDArray[np.float64]) -> catalog.PaperCard:
    """The card, larger where the pin would hang over it, in the same shape."""
    least_width, least_height = 2.0 * (half_mm + BESIDE_MM)
    by = max(1.0, float(least_width) / card.width_mm, float(least_height) / card.height_mm)
    return card.model_copy(update={"width_mm": by * card.width_mm, "height_mm": by * card.height_mm})
