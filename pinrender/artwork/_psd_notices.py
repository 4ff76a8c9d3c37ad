"""What a person should know about a Photoshop file that was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pinrender.artwork._document import DocumentLayer
from pinrender.artwork._raster_layer import mixed_layers
from pinrender.findings import Finding, Severity

__all__ = ["psd_findings"]

DIFFERS = 0.01
"""Share of pixels that the stored picture may show otherwise; 134 of 235 public files, made to be hard,
stay below it."""
_NAMED = 5
"""So many things that are left out are named."""
_PROFILES = {
    "missing": "is CMYK without a colour profile, so its colours are those of a plain formula",
    "broken": "has a colour profile that cannot be used, so its colours are taken as they are",
}


def psd_findings(
    layers: Sequence[tuple[DocumentLayer, str]],
    *,
    undrawn: Sequence[str],
    profile: str,
    differs: float | None,
    flat: bool,
    cut_off: bool,
    damaged: bool,
) -> list[Finding]:
    """Findings of a file.

    Parameters
    ----------
    layers : sequence of (DocumentLayer, str)
        Each with its blend mode, empty where it has none.
    undrawn : sequence of str
        Adjustments and effects that are left out.
    profile : {'', 'missing', 'broken'}
        What is wrong with the colour profile.
    differs : float or None
        Share of pixels that the picture stored in the file shows otherwise.
    flat : bool
        Whether the file has no layers.
    cut_off : bool
        Whether the picture beside the layers ends too soon.
    damaged : bool
        Whether some pixels could not be unpacked.
    """
    found = mixed_layers([(layer.name, mode) for layer, mode in layers if mode and layer.visible])
    found += _of_file(undrawn, profile, flat=flat, cut_off=cut_off, damaged=damaged)
    if differs is not None and differs > DIFFERS:
        found.append(
            _notice(
                "preview-differs",
                f"{100.0 * differs:.0f} % of the picture looks otherwise in the program that made the file",
                "flatten what mixes, adjusts or decorates layers into layers of plain pixels",
            )
        )
    return found


def _of_file(
    undrawn: Sequence[str], profile: str, *, flat: bool, cut_off: bool, damaged: bool
) -> Iterator[Finding]:
    if undrawn:
        more = f" and {len(undrawn) - _NAMED} more" if len(undrawn) > _NAMED else ""
        yield _notice(
            "effect-left-out",
            f"not drawn: {', '.join(undrawn[:_NAMED])}{more}",
            "rasterise the layer's style, or merge the adjustment into the layers below it",
        )
    if profile in _PROFILES:
        advice = "convert the file to sRGB and save it again"
        yield _notice("color-profile", f"the file {_PROFILES[profile]}", advice)
    if flat:
        message = "the file has no layers, so its whole picture is taken as one"
        yield _notice("flat", message, "save it with its layers, one for lines and one for each colour")
    if cut_off:
        message = "the file ends before the picture of all layers that it keeps; the layers are whole"
        yield _notice("cut-off", message, "if it was sent or copied, see that all of it arrived")
    if damaged:
        message = "the pixels of some layers could not be unpacked and are black"
        yield Finding(
            code="damaged", severity=Severity.WARNING, message=message, suggestion="save the file again"
        )


def _notice(code: str, message: str, advice: str) -> Finding:
    return Finding(code=code, severity=Severity.NOTICE, message=message, suggestion=advice)
