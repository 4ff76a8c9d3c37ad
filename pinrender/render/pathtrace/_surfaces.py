"""The pin as surfaces that light can meet: the face, the epoxy over it, the rim, the back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Maps
from pinrender.mesh import SLOTS
from pinrender.relief import bilinear
from pinrender.render.pathtrace._subdivide import subdivide
from pinrender.scene import Scene

__all__ = ["Surface", "seen_within", "surfaces_of"]

EDGE_PER_PITCH = 1.5
"""Longest edge of the face, in samples: normals are interpolated over no more."""
FINEST_EDGE_MM = 0.03
FILM_MM = (0.01, 0.03)
"""Epoxy thinner than the first is none, from the second on it covers all: what its map leaves uncertain."""
SUNK_MM = 0.005
"""The face under epoxy is lowered by so much, so that it never stands out of its epoxy."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surface:
    """Triangles of one material.

    Attributes
    ----------
    material : {'bare', 'skinned', 'floor', 'domed', 'immersed', 'plain'}
        The face in air, the face with clear enamel in it, the metal under that; the face where epoxy
        covers some of it, what lies under that; plain metal.
    vertices_mm, normals : (N, 3) float32 ndarray
        World positions, and unit normals as shaded.
    uv : (N, 2) float32 ndarray
        Where on the maps: 0..1, v = 0 at the top row.
    faces : (M, 3) uint32 ndarray
        Counter-clockwise seen from outside.
    epoxy : (N,) float32 ndarray or None
        Share of epoxy, 0..1, on a domed surface.
    """

    material: str
    vertices_mm: Floats
    normals: Floats
    uv: Floats
    faces: NDArray[np.uint32]
    epoxy: Floats | None = None


def surfaces_of(scene: Scene) -> list[Surface]:
    """Every surface of a scene's pin; normals of the face come from its maps, as in the preview."""
    maps = scene.appearance.maps
    surfaces = []
    for part in scene.mesh.parts:
        if part.slot == SLOTS[0]:
            edge_mm = max(EDGE_PER_PITCH * maps.grid.pitch_mm, FINEST_EDGE_MM)
            points, faces = subdivide(part.vertices_mm.astype(np.float64), part.faces, edge_mm)
            surfaces += _front(points, faces.astype(np.uint32), maps)
        else:
            uv = _uv(part.vertices_mm, maps)
            faces_u = part.faces.astype(np.uint32)
            surfaces.append(
                Surface(
                    material="plain", vertices_mm=part.vertices_mm, normals=part.normals, uv=uv, faces=faces_u
                )
            )
    return surfaces


def _front(points: NDArray[np.float64], faces: NDArray[np.uint32], maps: Maps) -> list[Surface]:
    """The face; or epoxy and the face under it."""
    vertices, uv = points.astype(np.float32), _uv(points, maps)
    rows, cols = maps.grid.to_index(points[:, :2])
    normals = _unit(*(bilinear(maps.face[..., k], rows, cols) for k in (0, 1)))
    seen = _seen(points, maps, normals)
    if maps.dome is None:
        name = "bare" if seen is None else "skinned"
        top = Surface(material=name, vertices_mm=vertices, normals=normals, uv=uv, faces=faces)
        return [top] if seen is None else [top, *_below(top, seen)]
    depth_mm, share = _epoxy(maps, rows, cols)
    face_mm = vertices[:, 2] - depth_mm
    over = _unit(*(bilinear(maps.dome[..., k], rows, cols) for k in (0, 1)))
    sunk = np.column_stack([vertices[:, :2], face_mm - np.float32(SUNK_MM)]).astype(np.float32)
    top_normals = _normalised(normals + share[:, None] * (over - normals))
    wet = (share[faces] > 0.0).any(axis=1)
    if seen is not None:
        sunk[:, 2] += seen.share * (seen.height_mm - face_mm)
        normals = _normalised(normals + seen.share[:, None] * (seen.normals - normals))
        wet |= (seen.share[faces] > 0.0).any(axis=1)
    return [
        Surface(
            material="domed",
            vertices_mm=vertices,
            normals=top_normals,
            uv=uv,
            faces=faces,
            epoxy=share,
        ),
        Surface(material="immersed", vertices_mm=sunk, normals=normals, uv=uv, faces=faces[wet]),
    ]


def _epoxy(maps: Maps, rows: NDArray[np.float64], cols: NDArray[np.float64]) -> tuple[Floats, Floats]:
    """Depth of the epoxy at places on the maps, from its own map, and the share that it covers."""
    if maps.epoxy_mm is None:
        raise ValueError("there is no epoxy")
    depth_mm = bilinear(maps.epoxy_mm, rows, cols)
    if maps.epoxy is None:
        thin, thick = FILM_MM
        return depth_mm, np.asarray(np.clip((depth_mm - thin) / (thick - thin), 0.0, 1.0), np.float32)
    share = bilinear(maps.epoxy.astype(np.float32), rows, cols) / np.float32(255.0)
    # shares between samples change over two of them: over one the edge is as narrow as it is known
    return depth_mm, np.asarray(np.clip(2.0 * share - 0.5, 0.0, 1.0), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Floor:
    """What is seen below the skin at each of N places: share of the enamel that shows it, height, normal."""

    share: Floats
    height_mm: Floats
    normals: Floats


def seen_within(maps: Maps) -> Floats | None:
    """Share of the enamel at each sample, (H, W), that is looked into: clear, or flaked; None if none is."""
    if maps.floor is None and maps.flake_kind is None:
        return None
    share = np.zeros(maps.grid.shape, np.float32)
    if maps.floor is not None:
        share += maps.floor[..., 2]
    if maps.flake_kind is not None:
        share += maps.flake_kind[..., 3] > 0
    return np.minimum(share, np.float32(1.0))


def _seen(points: NDArray[np.float64], maps: Maps, face: Floats) -> _Floor | None:
    """Metal where enamel is clear; flakes lie along the face, right below the skin."""
    share = seen_within(maps)
    if share is None:
        return None
    rows, cols = maps.grid.to_index(points[:, :2])
    looked_into = bilinear(share, rows, cols)
    face_mm = bilinear(maps.face[..., 3], rows, cols)
    if maps.floor is None:
        return _Floor(share=looked_into, height_mm=face_mm, normals=face)
    x, y, clear, floor_mm = (bilinear(layer, rows, cols) for layer in np.moveaxis(maps.floor, -1, 0))
    clear = np.minimum(clear / np.maximum(looked_into, np.float32(1e-6)), np.float32(1.0))
    return _Floor(
        share=looked_into,
        height_mm=face_mm + clear * (floor_mm - face_mm),
        normals=_normalised(face + clear[:, None] * (_unit(x, y) - face)),
    )


def _below(top: Surface, seen: _Floor) -> list[Surface]:
    """The metal under the clear parts of a face."""
    lower = np.minimum(seen.height_mm, top.vertices_mm[:, 2]) - np.float32(SUNK_MM)
    return [
        replace(
            top,
            material="floor",
            vertices_mm=np.column_stack([top.vertices_mm[:, :2], lower]).astype(np.float32),
            normals=seen.normals,
            faces=top.faces[(seen.share[top.faces] > 0.0).any(axis=1)],
        )
    ]


def _uv(points: NDArray[np.floating], maps: Maps) -> Floats:
    """Place on the maps of world positions."""
    rows, cols = maps.grid.to_index(points[:, :2])
    return np.column_stack([(cols + 0.5) / maps.grid.cols, (rows + 0.5) / maps.grid.rows]).astype(np.float32)


def _unit(x: Floats, y: Floats) -> Floats:
    """Unit normals from their x and y."""
    z = np.sqrt(np.maximum(1.0 - x**2 - y**2, 1e-4))
    return _normalised(np.column_stack([x, y, z]))


def _normalised(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)
