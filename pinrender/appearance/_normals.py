"""Normals from slopes."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["FOOTPRINT_PX", "mean_normal", "normal_xy"]

FOOTPRINT_PX = 0.7
"""Standard deviation of the neighbourhood over which normals are averaged."""

Field = NDArray[np.float32]


def normal_xy(slope: NDArray[np.float32]) -> NDArray[np.float32]:
    """Unit normal's x and y from dh/dx and dh/dy."""
    length = np.sqrt(1.0 + slope[..., 0] ** 2 + slope[..., 1] ** 2)
    return np.asarray(-slope / length[..., None], np.float32)


def mean_normal(slope: NDArray[np.float32]) -> tuple[NDArray[np.float32], Field]:
    """Normals averaged over a sample's neighbourhood, and their spread.

    A shoulder is hardly wider than a sample. Averaging keeps its highlight from breaking into
    dashes, and the length that the mean normal lost tells how much rougher it must look.

    References
    ----------
    Toksvig, "Mipmapping normal maps", Journal of Graphics Tools 10 (2005),
    doi:10.1080/2151237X.2005.10129203.
    """
    right, up = slope[..., 0], slope[..., 1]
    normal_z = 1.0 / np.sqrt(1.0 + right * right + up * up)
    x, y, z = (
        cv2.GaussianBlur(part, (0, 0), FOOTPRINT_PX) for part in (-right * normal_z, -up * normal_z, normal_z)
    )
    length = np.maximum(np.sqrt(x * x + y * y + z * z), 1e-3)
    return np.dstack([x / length, y / length]), (1.0 - length) / length
