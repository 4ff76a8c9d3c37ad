"""One solid before one camera, as pyrender's renderer wants to have it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyrender import Mesh, Node, PerspectiveCamera, Primitive

from pinrender.scene import Camera

__all__ = ["Drawable", "primitive_of"]

TRIANGLES = 4
"""GL_TRIANGLES."""


def primitive_of(
    vertices_mm: NDArray[np.float32], normals: NDArray[np.float32], faces: NDArray[np.integer]
) -> Primitive:
    """Triangles that one program draws; (N, 3), (N, 3) and (M, 3)."""
    return Primitive(positions=vertices_mm, normals=normals, indices=faces.astype(np.uint32), mode=TRIANGLES)


class Drawable:
    """What `pyrender.Renderer` reads of a `pyrender.Scene`, without its graph of nodes and without lamps."""

    bg_color = (0.0, 0.0, 0.0, 0.0)
    light_nodes: frozenset[Any] = frozenset()
    lights: frozenset[Any] = frozenset()

    def __init__(self, primitives: Sequence[Primitive]) -> None:
        solid = Node(mesh=Mesh(primitives), matrix=np.eye(4))
        self.mesh_nodes = {solid}
        self.meshes = {solid.mesh}
        self.main_camera_node: Any = None

    def aim(self, camera: Camera) -> None:
        """Look through a camera, in place of the last one."""
        lens = PerspectiveCamera(
            yfov=camera.fov_rad, aspectRatio=1.0, znear=camera.near_mm, zfar=camera.far_mm
        )
        self.main_camera_node = Node(camera=lens, matrix=camera.pose)

    def get_pose(self, node: Node) -> NDArray[np.float64]:
        """World from node, (4, 4): no node lies in another."""
        return np.asarray(node.matrix)
