"""A dressed pin as USDZ: one package with a stage, its pictures, and platings as a variant set."""

from __future__ import annotations

from pinrender.output.usd._package import encode_usdz, load_usd

__all__ = ["encode_usdz", "load_usd"]
