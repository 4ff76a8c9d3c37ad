"""See a custom enamel pin before it is made.

>>> import pinrender
>>> pin = pinrender.load("fox.svg", size="30mm", process="hard-enamel", plating="black-nickel")
>>> pin.render(view="three-quarter", pixels=1024).save("fox.png")

`import pinrender` is cheap: what a name needs is imported when the name is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinrender._load import load
    from pinrender._pin import Pin
    from pinrender._timings import Timings
    from pinrender.artwork import Artwork
    from pinrender.design import PinDesign, Shot
    from pinrender.errors import (
        ArtworkError,
        CatalogError,
        InputRefused,
        OutputError,
        PinrenderError,
        RendererUnavailable,
        UsageError,
    )
    from pinrender.findings import Finding, Severity
    from pinrender.inspect import ArtworkReport
    from pinrender.render import Frame

    __version__: str

__all__ = [
    "Artwork",
    "ArtworkError",
    "ArtworkReport",
    "CatalogError",
    "Finding",
    "Frame",
    "InputRefused",
    "OutputError",
    "Pin",
    "PinDesign",
    "PinrenderError",
    "RendererUnavailable",
    "Severity",
    "Shot",
    "Timings",
    "UsageError",
    "__version__",
    "load",
]

_HOMES = {
    "Artwork": "artwork",
    "ArtworkReport": "inspect",
    "Finding": "findings",
    "Frame": "render",
    "Pin": "_pin",
    "PinDesign": "design",
    "Severity": "findings",
    "Shot": "design",
    "Timings": "_timings",
    "load": "_load",
}
"""Module of each public name; those not listed are errors."""


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        value: object = version("pinrender")
    elif name in __all__:
        value = getattr(import_module(f"pinrender.{_HOMES.get(name, 'errors')}"), name)
    else:
        raise AttributeError(f"module 'pinrender' has no attribute '{name}'")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
