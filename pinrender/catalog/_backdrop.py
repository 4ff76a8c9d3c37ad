"""Backdrops: what the pin lies on, at true scale."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pinrender.catalog._entry import Entry, Fraction, Model

__all__ = ["Backdrop", "Drape", "Grain", "PaperCard", "Weave"]

Hex = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Count = Annotated[float, Field(ge=4.0, le=60.0)]
Float = Annotated[int, Field(ge=1, le=5)]


class Weave(Model):
    """A cloth of threads that cross: warp along y, weft along x."""

    over: Float
    """A warp thread passes over so many wefts, then"""
    under: Float
    """under so many; its neighbour does so one weft further on, which makes a twill's diagonal."""
    warp_per_cm: Count
    weft_per_cm: Count
    warp_color: Hex
    weft_color: Hex
    """What a flat cloth of such threads looks like in the default studio, sRGB."""
    spread: Fraction
    """Standard deviation of lightness from thread to thread, and along each, as a share."""
    slub: Fraction
    """Standard deviation of a thread's width, as a share: 0 even, 0.3 flax."""
    cover: Annotated[float, Field(ge=0.5, le=1.2)]
    """Width of a warp thread as a share of the space it has; above 1 the threads press together."""
    crimp: Annotated[float, Field(ge=0.2, le=0.8)] = 0.5
    """How much of the waving is the warp's: 0.5 both alike, more where the weft lies straight."""
    height_mm: Annotated[float, Field(gt=0.0, le=0.6)]
    """From the top of a thread down to the gap beside it."""


class Grain(Model):
    """A rough surface: waves of every length up to one, the longer the higher."""

    color: Hex
    """What it looks like in the default studio, sRGB."""
    spread: Fraction
    """Standard deviation of its lightness, as a share."""
    size_mm: Annotated[float, Field(gt=0.0, le=40.0)]
    """Length of the longest waves."""
    height_mm: Annotated[float, Field(gt=0.0, le=1.0)]
    """Root mean square height."""
    fall: Annotated[float, Field(ge=0.5, le=4.0)]
    """How fast amplitude falls with frequency: 1 sharp as broken stone, 2 smooth as hills."""
    stretch: Annotated[float, Field(ge=1.0, le=10.0)] = 1.0
    """How many times longer along x than along y."""
    cleft_mm: Annotated[float, Field(ge=0.0, le=1.0)] = 0.0
    """Height of the steps in which it split along its layers; 0 for what does not split."""


class PaperCard(Model):
    """A card with round corners on which the pin lies; beyond it lies the studio's own surface."""

    width_mm: Annotated[float, Field(gt=20.0, le=200.0)]
    height_mm: Annotated[float, Field(gt=20.0, le=200.0)]
    corner_mm: Annotated[float, Field(ge=0.0, le=20.0)]
    thickness_mm: Annotated[float, Field(gt=0.0, le=2.0)]
    pin_from_top: Fraction
    """Where the pin's middle lies, as a share of the card's height."""
    line_color: Hex
    """Of the line that is printed around it."""
    line_inset_mm: Annotated[float, Field(gt=0.0, le=10.0)]
    line_mm: Annotated[float, Field(gt=0.0, le=5.0)]


class Drape(Model):
    """Gentle waves of a cloth that was laid down and not smoothed."""

    height_mm: Annotated[float, Field(gt=0.0, le=10.0)]
    """How high they are, from hollow to crest."""
    wave_mm: Annotated[float, Field(ge=15.0, le=200.0)]
    """From crest to crest."""


class Backdrop(Entry):
    """What the pin lies on; with neither weave nor grain, the studio's own smooth surface."""

    nothing: bool = False
    """The pin alone, with a transparent background."""
    weave: Weave | None = None
    grain: Grain | None = None
    card: PaperCard | None = None
    """The grain is the card's."""
    drape: Drape | None = None
