"""`pinrender list`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, cast

import typer

from pinrender.cli._options import Json
from pinrender.cli._show import print_json
from pinrender.cli._tables import stdout_console, swatches, table
from pinrender.errors import chosen

if TYPE_CHECKING:
    from pinrender.catalog import Entry

__all__ = ["list_"]

KindArgument = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help="platings, processes, enamels, studios, backdrops or grades, which are options of 'pinrender "
        "render', as views are; textures, words for a layer's name; finishes, which come with the process; "
        "metals and rules, which 'pinrender check' goes by; uses and wants, of 'pinrender advise'.",
    ),
]


def list_(kind: KindArgument, json: Json = False) -> None:
    """List the catalogue: the names that options accept, and what they mean."""
    from pinrender import catalog

    models: dict[str, type[Entry]] = {
        "platings": catalog.Plating,
        "processes": catalog.Process,
        "enamels": catalog.Enamel,
        "finishes": catalog.Finish,
        "grades": catalog.Grade,
        "textures": catalog.Texture,
        "studios": catalog.Studio,
        "backdrops": catalog.Backdrop,
        "metals": catalog.Metal,
        "rules": catalog.Rule,
        "uses": catalog.Use,
        "wants": catalog.Want,
    }
    kind = chosen("part of the catalogue", kind, [*models, "views"])
    if kind == "views":
        _list_views(json)
        return
    names = catalog.names(cast("catalog.Kind", kind))
    entries = {name: catalog.load(models[kind], name) for name in names}
    if json:
        dumped = [
            {"name": name, **entry.model_dump(mode="json", by_alias=True)} for name, entry in entries.items()
        ]
        print_json(dumped)
    else:
        _print_table(entries)


def _print_table(entries: dict[str, Entry]) -> None:
    colors = {name: entry.swatch for name, entry in entries.items() if hasattr(entry, "swatch")}
    listed = table("name", "title", *(["swatch"] if colors else []), "description")
    for name, entry in entries.items():
        swatch = [swatches([colors[name]])] if colors else []
        listed.add_row(_as_written(name, entry), entry.title, *swatch, entry.description)
    stdout_console().print(listed)


def _list_views(json: bool) -> None:
    """The views, which no files describe: each is an angle, and the light and surface that go with it."""
    from pinrender.design import VIEWS

    if json:
        print_json([{"name": name, **asdict(view)} for name, view in VIEWS.items()])
        return
    listed = table("name", "azimuth", "tilt", "studio", "backdrop")
    for name, view in VIEWS.items():
        listed.add_row(name, f"{view.azimuth_deg:g}°", f"{view.tilt_deg:g}°", view.studio, view.backdrop)
    stdout_console().print(listed)


def _as_written(name: str, entry: Entry) -> str:
    """The name as an option takes it: with a colour, where it needs one."""
    coating = getattr(entry, "coating", None)
    return f"{name}:{coating.color}" if coating is not None and coating.any_color else name
