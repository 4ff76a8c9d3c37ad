"""Frames become files, whole or not at all."""

from __future__ import annotations

from pinrender.output._place import settle
from pinrender.output._png import encode_png, write_png
from pinrender.output._sheet import Cell, draw_sheet
from pinrender.output._whole import check_writable, write_whole

__all__ = ["Cell", "check_writable", "draw_sheet", "encode_png", "settle", "write_png", "write_whole"]
