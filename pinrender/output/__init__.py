"""Frames, solids and heights become files, whole or not at all."""

from __future__ import annotations

from pinrender.output._animation import Animation, check_animation, encode_animation
from pinrender.output._comparison import STEPS, Column, Comparison, Factor, draw_comparison
from pinrender.output._comparison_file import check_comparison, encode_comparison
from pinrender.output._export import ASSET_SUFFIXES, PAGE_SUFFIX, Exported, check_export
from pinrender.output._height_files import (
    HEIGHT_SUFFIXES,
    encode_height,
    encode_height_npz,
    encode_height_png,
)
from pinrender.output._layers_svg import encode_layers_svg
from pinrender.output._marked import Projection, draw_marked
from pinrender.output._outlines import Polygons, polygons_mm
from pinrender.output._place import settle
from pinrender.output._png import encode_png, write_png
from pinrender.output._proof import Drawing, Order, Printed, Proof, ProofColor
from pinrender.output._proof_pdf import PAPERS, encode_proof
from pinrender.output._section_plot import draw_section, reduced
from pinrender.output._sheet import Cell, draw_sheet
from pinrender.output._solid_files import SOLID_SUFFIXES, encode_solid
from pinrender.output._understood import (
    changes_frame,
    draw_understood,
    layer_frame,
    plan_frame,
    plan_projection,
)
from pinrender.output._whole import check_writable, write_whole
from pinrender.output.asset import Look, PinAsset
from pinrender.output.gltf import encode_glb
from pinrender.output.usd import encode_usdz

__all__ = [
    "ASSET_SUFFIXES",
    "HEIGHT_SUFFIXES",
    "PAGE_SUFFIX",
    "PAPERS",
    "SOLID_SUFFIXES",
    "STEPS",
    "Animation",
    "Cell",
    "Column",
    "Comparison",
    "Drawing",
    "Exported",
    "Factor",
    "Look",
    "Order",
    "PinAsset",
    "Polygons",
    "Printed",
    "Projection",
    "Proof",
    "ProofColor",
    "changes_frame",
    "check_animation",
    "check_comparison",
    "check_export",
    "check_writable",
    "draw_comparison",
    "draw_marked",
    "draw_section",
    "draw_sheet",
    "draw_understood",
    "encode_animation",
    "encode_comparison",
    "encode_glb",
    "encode_height",
    "encode_height_npz",
    "encode_height_png",
    "encode_layers_svg",
    "encode_png",
    "encode_proof",
    "encode_solid",
    "encode_usdz",
    "layer_frame",
    "plan_frame",
    "plan_projection",
    "polygons_mm",
    "reduced",
    "settle",
    "write_png",
    "write_whole",
]
