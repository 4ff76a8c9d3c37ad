"""Distances between a mesh's front and the height function it should follow, sampled both ways."""

from __future__ import annotations

import numpy as np

from pinrender.mesh import PinMesh
from pinrender.relief import Relief

__all__ = ["altitudes_mm", "from_height_to_mesh_mm", "from_mesh_to_height_mm"]

REACH_MM = 0.03
"""Nothing farther away is looked at; distances up to it are true."""


def from_mesh_to_height_mm(mesh: PinMesh, relief: Relief, *, spacing_mm: float) -> float:
    """Greatest distance of a point of the front from the height function."""
    corners = mesh.vertices_mm[mesh.faces[mesh.slots == 0]]
    sides = np.linalg.norm(np.roll(corners, -1, axis=1) - corners, axis=2).max(axis=1)
    steps = np.clip(np.ceil(sides / spacing_mm), 2, 60).astype(int)
    points = np.concatenate([_lattice(corners[steps == n], n) for n in np.unique(steps)])
    gap = np.abs(relief.top_at_mm(points[:, :2]) - points[:, 2])
    return _largest(points[np.argsort(gap)][::-1], np.sort(gap)[::-1], lambda few: _to_height(few, relief))


def from_height_to_mesh_mm(mesh: PinMesh, relief: Relief, *, spacing_mm: float) -> float:
    """Greatest distance of a point of the height function, inside the border, from the front."""
    corners = mesh.vertices_mm[mesh.faces[mesh.slots == 0]]
    found = []
    for a, b, c in corners:
        low, high = (np.array([a, b, c])[:, :2].min(axis=0), np.array([a, b, c])[:, :2].max(axis=0))
        first, last = np.ceil(low / spacing_mm).astype(int), np.floor(high / spacing_mm).astype(int)
        if np.any(last < first):
            continue
        x, y = np.meshgrid(*(np.arange(i, j + 1) * spacing_mm for i, j in zip(first, last, strict=True)))
        xy = np.column_stack([x.ravel(), y.ravel()])
        share = np.linalg.solve(np.array([b - a, c - a])[:, :2].T, (xy - a[:2]).T)
        inside = (share.min(axis=0) >= 0.0) & (share.sum(axis=0) <= 1.0)
        flat = a[2] + share.T @ np.array([b - a, c - a])[:, 2]
        found.append(np.column_stack([xy, flat])[inside])
    points = np.concatenate(found)
    heights = relief.top_at_mm(points[:, :2])
    gap = np.abs(heights - points[:, 2])
    order = np.argsort(gap)[::-1]
    true = np.column_stack([points[:, :2], heights])[order]
    return _largest(true, gap[order], lambda few: _to_triangles(few, corners))


def altitudes_mm(mesh: PinMesh) -> np.ndarray:
    """Least altitude of every face."""
    a, b, c = (mesh.vertices_mm[mesh.faces[:, k]] for k in range(3))
    longest = np.max([np.linalg.norm(side, axis=1) for side in (b - a, c - b, a - c)], axis=0)
    return np.asarray(np.linalg.norm(np.cross(b - a, c - a), axis=1) / longest)


def _largest(points, gap, distance, chunk: int = 2000) -> float:
    """Largest distance, given that none is greater than its vertical gap, which descends."""
    largest = 0.0
    for start in range(0, len(points), chunk):
        if gap[start] <= largest:
            break
        largest = max(largest, float(distance(points[start : start + chunk]).max()))
    return largest


def _lattice(corners: np.ndarray, steps: int) -> np.ndarray:
    i, j = (k.ravel() for k in np.meshgrid(np.arange(steps), np.arange(steps)))
    i, j = i[i + j < steps] + 1 / 3, j[i + j < steps] + 1 / 3
    shares = np.column_stack([i, j, steps - i - j]) / steps
    return np.einsum("sk,tkd->tsd", shares, corners).reshape(-1, 3)


def _to_height(points: np.ndarray, relief: Relief) -> np.ndarray:
    radius = np.concatenate([[0.0], np.geomspace(0.0005, REACH_MM, 18)])
    angle = np.arange(16) * np.pi / 8
    ring = (radius[:, None, None] * np.stack([np.cos(angle), np.sin(angle)], -1)).reshape(-1, 2)
    around = points[:, None, :2] + ring
    heights = relief.top_at_mm(around.reshape(-1, 2)).reshape(around.shape[:2])
    return np.hypot(heights - points[:, 2:], np.linalg.norm(ring, axis=1)).min(axis=1)


def _to_triangles(points: np.ndarray, corners: np.ndarray) -> np.ndarray:
    low, high = corners[..., :2].min(axis=1) - REACH_MM, corners[..., :2].max(axis=1) + REACH_MM
    distance = np.full(len(points), np.inf)
    for k, point in enumerate(points):
        near = corners[((low <= point[:2]) & (point[:2] <= high)).all(axis=1)]
        distance[k] = _to_triangle(point, near).min()
    return distance


def _to_triangle(point: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Distance of a point from triangles."""
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    height = np.sum((point - corners[:, 0]) * normal, axis=1)
    foot = point - height[:, None] * normal
    inside, nearest = np.ones(len(corners), bool), np.full(len(corners), np.inf)
    for k in range(3):
        start, along = corners[:, k], corners[:, (k + 1) % 3] - corners[:, k]
        inside &= np.sum(np.cross(along, foot - start) * normal, axis=1) >= 0.0
        share = np.clip(np.sum((point - start) * along, axis=1) / np.sum(along * along, axis=1), 0.0, 1.0)
        nearest = np.minimum(nearest, np.linalg.norm(point - start - share[:, None] * along, axis=1))
    return np.where(inside, np.abs(height), nearest)
