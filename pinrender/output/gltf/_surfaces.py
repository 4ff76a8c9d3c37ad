"""The surfaces of an asset: the face, clear enamel's skin and epoxy over it, the rim, the back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Maps
from pinrender.mesh import PinMesh
from pinrender.output.gltf._asset import PinAsset
from pinrender.relief import bilinear
from pinrender.units import frozen

__all__ = ["SURFACES", "Surface", "SurfaceName", "surfaces_of"]

SurfaceName = Literal["face", "floor", "skin", "dome", "rim", "back"]
SURFACES: tuple[SurfaceName, ...] = ("face", "floor", "skin", "dome", "rim", "back")

LOOKED_AT = 8
"""Places along an edge of a triangle where it is asked whether its enamel is clear."""
FILM_MM = 0.02
"""Epoxy thinner than this is left out: its place is not known so well where it meets the metal."""
LIFTED_MM = 0.003
"""A skin lies so high over the face, where both end, that no depth buffer mixes them up."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surface:
    """Triangles of one material.

    Attributes
    ----------
    name : str
        One of `SURFACES`. The skin is the top of clear enamel; what is seen under it is the floor, which
        goes on under the metal beside it, and the face is cut out there.
    vertices_mm, normals : (N, 3) float32 ndarray
        World positions, and unit normals. Those of all but rim and back are straight up: theirs are in a
        texture.
    uv : (N, 2) float32 ndarray
        Where on the maps: 0..1, v = 0 at the top row.
    faces : (M, 3) int32 ndarray
        Counter-clockwise seen from outside.
    """

    name: SurfaceName
    vertices_mm: Floats
    normals: Floats
    uv: Floats
    faces: NDArray[np.int32]


def surfaces_of(asset: PinAsset) -> tuple[Surface, ...]:
    """Every surface of an asset, in the order of `SURFACES`; those that it has not are left out."""
    maps = asset.looks[0].appearance.maps
    front, rim, back = asset.body.parts
    found = _face(front.vertices_mm, front.faces, maps)
    if asset.domed is not None:
        found += _dome(asset.domed, maps)
    plain: tuple[tuple[SurfaceName, Floats, Floats, NDArray[np.int32]], ...] = (
        ("rim", rim.vertices_mm, rim.normals, rim.faces),
        ("back", back.vertices_mm, back.normals, back.faces),
    )
    for name, vertices_mm, normals, faces in plain:
        found.append(_surface(name, vertices_mm, normals, faces, maps))
    return tuple(found)


def _surface(
    name: SurfaceName, vertices_mm: Floats, normals: Floats, faces: NDArray[np.integer], maps: Maps
) -> Surface:
    """A surface of those triangles, with no vertex that none of them has."""
    used, kept = np.unique(faces, return_inverse=True)
    vertices_mm = vertices_mm[used]
    rows, cols = maps.grid.to_index(vertices_mm[:, :2])
    uv = np.column_stack([(cols + 0.5) / maps.grid.cols, (rows + 0.5) / maps.grid.rows])
    return Surface(
        name=name,
        vertices_mm=frozen(vertices_mm),
        normals=frozen(normals[used]),
        uv=frozen(uv.astype(np.float32)),
        faces=frozen(kept.reshape(-1, 3).astype(np.int32)),
    )


def _face(vertices_mm: Floats, faces: NDArray[np.int32], maps: Maps) -> list[Surface]:
    """The face; where enamel is clear the floor below it, and the skin above unless epoxy covers that."""
    up = np.zeros_like(vertices_mm)
    up[:, 2] = 1.0
    found = [_surface("face", vertices_mm, up, faces, maps)]
    if maps.floor is None:
        return found
    seen = maps.floor[..., 2] > 0.5
    depth_mm = np.median(maps.face[seen, 3] - maps.floor[seen, 3]) if seen.any() else LIFTED_MM
    low, high = (vertices_mm + np.array([0.0, 0.0, by], np.float32) for by in (-depth_mm, LIFTED_MM))
    clear, bare = _is_clear(vertices_mm[faces], maps)
    if clear.any():
        found.append(_surface("floor", low, up, faces[clear], maps))
    if bare.any():
        found.append(_surface("skin", high, up, faces[bare], maps))
    return found


def _is_clear(corners_mm: Floats, maps: Maps) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether there is clear enamel in each triangle (M, 3, 3), as far as it is looked at; and any in air."""
    steps = np.arange(LOOKED_AT + 1) / LOOKED_AT
    shares = np.array([(u, v, 1.0 - u - v) for u in steps for v in steps if u + v < 1.0 + 1e-9])
    clear, bare = np.zeros((2, len(corners_mm)), bool)
    for share in shares:
        places = np.tensordot(share, corners_mm, axes=(0, 1))
        here = _clear(places, maps) > 0.0
        clear |= here
        bare |= here & (_epoxy_mm(places, maps) <= FILM_MM)
    return clear, bare


def _clear(places_mm: NDArray[np.floating], maps: Maps) -> Floats:
    """Share of the enamel at places on the plan that is clear, (N,)."""
    if maps.floor is None:
        return np.zeros(len(places_mm), np.float32)
    return _looked_up(maps.floor[..., 2], places_mm, maps)


def _dome(domed: PinMesh, maps: Maps) -> list[Surface]:
    """The epoxy's top."""
    if maps.dome is None:
        return []
    front = domed.parts[0]
    up = np.zeros_like(front.vertices_mm)
    up[:, 2] = 1.0
    wet = (_epoxy_mm(front.vertices_mm, maps) > FILM_MM)[front.faces].all(axis=1)
    if not wet.any():
        return []
    return [_surface("dome", front.vertices_mm, up, front.faces[wet], maps)]


def _epoxy_mm(vertices_mm: Floats, maps: Maps) -> Floats:
    """Depth of the epoxy at places on the plan, (N,)."""
    if maps.epoxy_mm is None:
        return np.zeros(len(vertices_mm), np.float32)
    return _looked_up(maps.epoxy_mm, vertices_mm, maps)


def _looked_up(field: Floats, places_mm: NDArray[np.floating], maps: Maps) -> Floats:
    return bilinear(field, *maps.grid.to_index(places_mm[:, :2]))
