"""The validator finds nothing wrong with a good GLB, and finds what is wrong with a broken one."""

from __future__ import annotations

import struct

import trimesh

from tests.gltf import validated


def test_a_box_is_without_errors() -> None:
    report = validated(trimesh.creation.box().export(file_type="glb"))
    assert report["issues"]["numErrors"] == 0, report["issues"]["messages"]
    assert report["info"]["totalTriangleCount"] == 12


def test_a_corner_at_no_place_is_an_error() -> None:
    glb = bytearray(trimesh.creation.box().export(file_type="glb"))
    glb[-4:] = struct.pack("<f", float("nan"))
    report = validated(bytes(glb))
    assert report["issues"]["numErrors"] > 0
    assert {message["code"] for message in report["issues"]["messages"]} >= {"ACCESSOR_INVALID_FLOAT"}
