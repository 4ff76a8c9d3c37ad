"""What a page offers: the catalogue, by the names that the options take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinrender import catalog
from pinrender.design import PIXELS_RANGE, VIEWS, PinDesign, Shot

if TYPE_CHECKING:
    from pinrender.catalog import Entry, Kind

__all__ = ["choices"]


def choices() -> dict[str, Any]:
    """Every list of a page, in the catalogue's order, with the titles that people read.

    Returns
    -------
    dict
        ``processes``, ``platings``, ``enamels``, ``studios``, ``backdrops``, ``grades``, ``metals``, each a
        list of dicts with ``name``, ``title``, ``description``; ``views``, each with ``name``, the angles
        ``azimuth_deg`` and ``tilt_deg``, and ``over``, whether the back is seen; ``roles``, a list of names;
        ``defaults``, what is made if nothing is said; ``pixels``, the smallest and largest picture.
    """
    from pinrender.artwork import Role

    models: dict[Kind, type[Entry]] = {
        "processes": catalog.Process,
        "platings": catalog.Plating,
        "enamels": catalog.Enamel,
        "studios": catalog.Studio,
        "backdrops": catalog.Backdrop,
        "grades": catalog.Grade,
        "metals": catalog.Metal,
    }
    design, shot = PinDesign(), Shot()
    return {
        **{kind: [_entry(model, name) for name in catalog.names(kind)] for kind, model in models.items()},
        "views": [_view(name) for name in VIEWS],
        "roles": [role.value for role in Role],
        "pixels": list(PIXELS_RANGE),
        "defaults": {
            "process": design.process,
            "plating": design.plating,
            "enamel": design.enamel,
            "size": f"{design.size_mm:g}mm",
            "grade": design.grade,
            "view": shot.view,
        },
    }


def _view(name: str) -> dict[str, Any]:
    view = VIEWS[name]
    return {"name": name, "azimuth_deg": view.azimuth_deg, "tilt_deg": view.tilt_deg, "over": view.over}


def _entry(model: type[Entry], name: str) -> dict[str, Any]:
    entry = catalog.load(model, name)
    told: dict[str, Any] = {"name": name, "title": entry.title, "description": entry.description}
    if hasattr(entry, "swatch"):
        told["swatch"] = entry.swatch
    coating = getattr(entry, "coating", None)
    if coating is not None and coating.any_color:
        told["any_color"] = coating.color
    if isinstance(entry, catalog.Process):
        told["usually_domed"] = entry.usually_domed
    return told
