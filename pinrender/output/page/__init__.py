"""A pin as one HTML page to turn with a finger: everything in the file, nothing asked of a network."""

from __future__ import annotations

from pinrender.output.page._light import encode_light
from pinrender.output.page._page import Model, Orbit, Page, Swatch, encode_page

__all__ = ["Model", "Orbit", "Page", "Swatch", "encode_light", "encode_page"]
