"""What an asset is made of: one shape, and a look for each variant."""

from __future__ import annotations

from dataclasses import dataclass

from pinrender.appearance import Appearance
from pinrender.mesh import PinMesh

__all__ = ["Look", "PinAsset"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Look:
    """One variant of an asset.

    Attributes
    ----------
    name : str
        What the variant is called: a plating's catalogue name.
    appearance : Appearance
        Its maps and materials; all looks of an asset lie on one grid.
    """

    name: str
    appearance: Appearance


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PinAsset:
    """A pin as it is baked: every renderer and every file shows this.

    Attributes
    ----------
    body : PinMesh
        The solid without epoxy.
    domed : PinMesh or None
        The solid with its epoxy; its front is the dome. None without any.
    looks : tuple of Look
        At least one; the first is what is seen unless another is asked for.
    """

    body: PinMesh
    domed: PinMesh | None
    looks: tuple[Look, ...]
