"""The solid as a file for printing, machining or another program; lengths in millimetres.

Every encoder is written out here rather than borrowed, so that the three parts keep their names,
the unit is stated where the format has a place for it, and equal meshes are equal bytes.
"""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable, Iterable
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from pinrender.mesh import SLOTS, PinMesh

__all__ = ["SOLID_SUFFIXES", "encode_solid"]

STL_HEADER_BYTES = 80
_STL_FACET = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])
_PLY_FACE = np.dtype([("count", "u1"), ("corners", "<i4", 3), ("slot", "u1")])

DISPLAY_COLORS = {"front": "#d8d8d8", "rim": "#b0b0b0", "back": "#909090"}
"""For programs that show the parts of a 3MF; greys, because the file has no look."""

_3MF_CORE = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"
_CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/>
</Types>
"""
_RELATIONSHIPS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Target="/3D/3dmodel.model" Id="rel0"
 Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/>
</Relationships>
"""


def encode_solid(mesh: PinMesh, suffix: str, *, title: str, software: str) -> bytes:
    """Turn a solid into the bytes of a file; equal input gives equal bytes.

    Parameters
    ----------
    mesh : PinMesh
        The solid.
    suffix : {'.stl', '.3mf', '.obj', '.ply'}
        STL: binary, one solid. 3MF: one closed object in millimetres whose triangles carry the
        base materials ``front``, ``rim`` and ``back`` (an object of its own for each would be an
        open surface, which the format does not allow). OBJ: one object with a group for each part.
        PLY: binary, positions in double precision, the part as the face property ``slot``.
    title, software : str
        Written where the format has a place for words.

    Returns
    -------
    bytes
    """
    return _ENCODERS[suffix](mesh, _one_line(title), _one_line(software))


def _one_line(words: str) -> str:
    """Words without line breaks and control characters: nothing that could end a comment."""
    return "".join(letter for letter in words if letter.isprintable())


def _stl(mesh: PinMesh, title: str, software: str) -> bytes:
    facets = np.zeros(len(mesh.faces), _STL_FACET)
    corners = mesh.vertices_mm[mesh.faces]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    facets["normal"] = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-30)
    facets["corners"] = corners
    header = f"{software}, unit mm: {title}".encode("ascii", "replace")[:STL_HEADER_BYTES]
    count = np.array([len(facets)], "<u4")
    return header.ljust(STL_HEADER_BYTES) + count.tobytes() + facets.tobytes()


def _ply(mesh: PinMesh, title: str, software: str) -> bytes:
    faces = np.zeros(len(mesh.faces), _PLY_FACE)
    faces["count"], faces["corners"], faces["slot"] = 3, mesh.faces, mesh.slots
    slots = ", ".join(f"{number} {slot}" for number, slot in enumerate(SLOTS))
    header = f"""ply
format binary_little_endian 1.0
comment {software}: {title}
comment unit mm; slot: {slots}
element vertex {len(mesh.vertices_mm)}
property double x
property double y
property double z
element face {len(faces)}
property list uchar int vertex_indices
property uchar slot
end_header
"""
    return header.encode("ascii", "replace") + mesh.vertices_mm.astype("<f8").tobytes() + faces.tobytes()


def _obj(mesh: PinMesh, title: str, software: str) -> bytes:
    lines = [f"# {software}, unit mm", f"o {title}", *_rows("v %.6f %.6f %.6f", mesh.vertices_mm)]
    for number, slot in enumerate(SLOTS):
        lines += [f"g {slot}", *_rows("f %d %d %d", mesh.faces[mesh.slots == number] + 1)]
    return ("\n".join(lines) + "\n").encode()


def _rows(pattern: str, values: NDArray[np.float64] | NDArray[np.int32]) -> Iterable[str]:
    return (pattern % tuple(row) for row in values.tolist())


def _3mf(mesh: PinMesh, title: str, software: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in (
            ("[Content_Types].xml", _CONTENT_TYPES),
            ("_rels/.rels", _RELATIONSHIPS),
            ("3D/3dmodel.model", _3mf_model(mesh, title, software)),
        ):
            entry = zipfile.ZipInfo(name)  # its date is fixed: no clock in the bytes
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return file.getvalue()


def _3mf_model(mesh: PinMesh, title: str, software: str) -> str:
    bases = [f'<base name="{slot}" displaycolor="{DISPLAY_COLORS[slot]}"/>' for slot in SLOTS]
    corners = np.column_stack([mesh.faces, mesh.slots])
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<model unit="millimeter" xml:lang="en" xmlns="{_3MF_CORE}">',
        f'<metadata name="Title">{html.escape(title)}</metadata>',
        f'<metadata name="Application">{html.escape(software)}</metadata>',
        '<resources><basematerials id="1">',
        *bases,
        f'</basematerials><object id="2" type="model" name="{html.escape(title)}" pid="1" pindex="0"><mesh>',
        "<vertices>",
        *_rows('<vertex x="%.6f" y="%.6f" z="%.6f"/>', mesh.vertices_mm),
        "</vertices><triangles>",
        *_rows('<triangle v1="%d" v2="%d" v3="%d" pid="1" p1="%d"/>', corners),
        '</triangles></mesh></object></resources><build><item objectid="2"/></build></model>',
    ]
    return "\n".join(lines)


_ENCODERS: MappingProxyType[str, Callable[[PinMesh, str, str], bytes]] = MappingProxyType(
    {".stl": _stl, ".3mf": _3mf, ".obj": _obj, ".ply": _ply}
)
SOLID_SUFFIXES = tuple(_ENCODERS)
"""Endings that `encode_solid` knows."""
