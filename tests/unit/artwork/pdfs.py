"""PDF files for tests, built object by object."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name, String

from pinrender.artwork._document import Picture, Window
from pinrender.artwork._pdf_document import PdfDocument
from pinrender.findings import Finding
from pinrender.limits import Limits

CIRCLE = (
    "{x0} 50 m {x0} {a} {b} {y1} 50 {y1} c {c} {y1} {x1} {a} {x1} 50 c "
    "{x1} {d} {c} {y0} 50 {y0} c {b} {y0} {x0} {d} {x0} 50 c h "
)


def circle(radius: float) -> str:
    """A circle about (50, 50) as four curves."""
    arm = 0.5522847498 * radius
    return CIRCLE.format(
        x0=50 - radius,
        x1=50 + radius,
        y0=50 - radius,
        y1=50 + radius,
        a=50 + arm,
        b=50 - arm,
        c=50 + arm,
        d=50 - arm,
    )


class PdfMaker:
    """A PDF of one page, 100 by 100 points, that grows."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self.page = self.pdf.add_blank_page(page_size=(100, 100))
        self.resources = Dictionary(Properties=Dictionary(), XObject=Dictionary(), ColorSpace=Dictionary())
        self.page.obj.Resources = self.resources
        self.groups: list[Any] = []

    def group(self, name: str, **more: Any) -> str:
        """Add an optional-content group; returns what content marks it by."""
        group = self.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name), **more))
        key = f"MC{len(self.groups)}"
        self.groups.append(group)
        self.resources.Properties[f"/{key}"] = group
        return key

    def configure(self, *, order: Any = None, off: Sequence[int] = (), **more: Any) -> None:
        """Say which groups there are, how they nest and which are hidden."""
        config = Dictionary(Order=Array(self.groups) if order is None else order, **more)
        config.OFF = Array([self.groups[index] for index in off])
        self.pdf.Root.OCProperties = Dictionary(OCGs=Array(self.groups), D=config)

    def form(self, content: str, **more: Any) -> Any:
        """A form that draws this."""
        return self.pdf.make_stream(
            content.encode(),
            Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100]), **more),
        )

    def spot(self, key: str, name: str, cmyk: tuple[float, ...]) -> None:
        """Add a spot colour that looks like those process colours."""
        function = Dictionary(
            FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=Array([*map(float, cmyk)]), N=1
        )
        self.resources.ColorSpace[f"/{key}"] = Array(
            [Name.Separation, Name("/" + name), Name.DeviceCMYK, function]
        )

    def draw(self, content: str) -> PdfMaker:
        """Set what the page draws."""
        self.page.obj.Contents = self.pdf.make_stream(content.encode())
        return self

    def data(self, **how: Any) -> bytes:
        """The file's bytes."""
        buffer = io.BytesIO()
        self.pdf.save(buffer, **how)
        return buffer.getvalue()

    def save(self, folder: Path, name: str = "art.pdf", **how: Any) -> Path:
        """Write the file."""
        path = folder / name
        path.write_bytes(self.data(**how))
        return path


def within(key: str, content: str) -> str:
    """Content in a group."""
    return f"/OC /{key} BDC {content} EMC\n"


def layered(layers: Sequence[tuple[str, str]], *, off: Sequence[int] = ()) -> PdfMaker:
    """Groups of these names that draw this, bottom to top."""
    made = PdfMaker()
    made.draw("".join(within(made.group(name), content) for name, content in layers))
    made.configure(off=off)
    return made


RING = f"0 g {circle(40)} {circle(35)} f*"
DISC = f"0.8 0 0 rg {circle(40)} f"
BADGE = [("Fill", DISC), ("metal line", RING)]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What an opened file says, and where each of its layers paints on a canvas of whole units."""

    canvas: tuple[float, float]
    layers: list[tuple[str, bool, bool, int | None]]
    painted: list[np.ndarray]
    pictures: list[np.ndarray]
    findings: tuple[Finding, ...]
    color_names: dict[str, str]

    def box(self, layer: int) -> tuple[int, int, int, int]:
        """Rows and columns (top, left, bottom, right) that the layer covers more than half."""
        rows, cols = np.nonzero(self.painted[layer] > 127)
        return int(rows.min()), int(cols.min()), int(rows.max()) + 1, int(cols.max()) + 1


def look(made: PdfMaker, folder: Path, unit_per_px: float = 1.0) -> Seen:
    """Open what was made and draw each layer by itself."""
    with closing(PdfDocument(made.save(folder), Limits(), lambda _: False)) as document:
        width, height = document.canvas
        window = Window(
            left=0.0,
            top=0.0,
            unit_per_px=unit_per_px,
            rows=round(height / unit_per_px),
            cols=round(width / unit_per_px),
        )
        pictures = list(
            document.draw(Picture(layers=(index,), window=window) for index in range(len(document.layers)))
        )
        return Seen(
            canvas=document.canvas,
            layers=[(each.name, each.visible, each.painted, each.parent) for each in document.layers],
            painted=[picture[..., 3] for picture in pictures],
            pictures=pictures,
            findings=tuple(document.findings),
            color_names=dict(document.color_names),
        )
