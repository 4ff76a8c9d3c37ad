"""Grain of traced light is taken off by Open Image Denoise, where pyoidn is installed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.errors import RendererUnavailable

__all__ = ["can_denoise", "denoised", "load_denoiser"]

REMEDY = "run \"python -m pip install 'pinrender[denoise]'\", or leave the grain with --no-denoise"

Floats = NDArray[np.float32]


def load_denoiser() -> Any:
    """The library, imported.

    Raises
    ------
    RendererUnavailable
        If it is not installed or cannot be loaded; the message names the remedy.
    """
    try:
        import pyoidn
    except (ImportError, OSError, RuntimeError) as error:
        raise RendererUnavailable(f"a picture cannot be denoised here ({error}); {REMEDY}") from error
    return pyoidn


def can_denoise() -> bool:
    """Whether the library is installed and can be loaded."""
    try:
        load_denoiser()
    except RendererUnavailable:
        return False
    return True


def denoised(light: Floats, albedo: Floats, normal: Floats, *, clean: bool) -> Floats:
    """Take the grain off traced light.

    Parameters
    ----------
    light : (H, W, 4) float32 ndarray
        Radiance and coverage, premultiplied, linear. Nothing is behind, so what a pixel shows is its
        premultiplied colour: that is denoised. Coverage has hardly any grain and stays as it was traced.
    albedo, normal : (H, W, 3) float32 ndarray
        What lies there and which way it looks, 0..1 and -1..1: edges and textures in them are kept.
    clean : bool
        Whether those two are without grain themselves; blurred by a lens they are not.

    Returns
    -------
    (H, W, 4) float32 ndarray
        The same bytes for the same input.

    Raises
    ------
    RendererUnavailable
        If the library cannot be loaded, or fails; the message names the remedy.
    """
    library = load_denoiser()
    color = np.ascontiguousarray(np.maximum(light[..., :3], 0.0), np.float32)
    try:
        smooth = library.denoise(color, albedo, normal, hdr=True, clean_aux=clean)
    except RuntimeError as error:
        raise RendererUnavailable(f"the picture cannot be denoised ({error}); {REMEDY}") from error
    covered = light[..., 3:]
    return np.concatenate([np.where(covered > 0.0, smooth, np.float32(0.0)), covered], axis=-1)
