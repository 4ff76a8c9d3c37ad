"""Measure how far enamel is from the colours asked for: ``python -m benchmarks.promise``.

A flat cell of each of 24 colours, spread over the sRGB cube, is made as a customer would have it: read from
a drawing, in the default light and grade, seen from the front, in four finishes. The table says what was
asked for, what the middle of the cell shows, how different the two look (CIEDE2000), and what the program
says of it: nothing, or what the colour shows as. A miss beyond 1 that nothing is said of is a broken promise.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

import pinrender
from pinrender.color import ciede2000, hex_to_srgb8, srgb8_to_lab
from pinrender.findings import Finding

SWATCHES = (
    *("#000000", "#101014", "#1c1c1c", "#2b1a12", "#12261c", "#14182e"),  # darks
    *("#e4002b", "#0033a0", "#009a44", "#6a1b9a", "#c6007e", "#00a0ff"),  # inks, most with an empty channel
    *("#ffd100", "#ff6a13", "#00ff00"),  # brighter than enamel can be
    *("#7f7f7f", "#c83c37", "#1e6e5a", "#d8b48c", "#9fb8d0"),  # middle tones
    *("#f0f0f0", "#f7ecd8", "#fff5b8", "#ffffff"),  # near white
)
FINISHES = (("soft-enamel", False), ("soft-enamel", True), ("hard-enamel", False), ("hard-enamel", True))
PROMISED_DELTA_E = 1.0
PIXELS = 256
HALF_PX = 10
"""Half the side of the patch that is averaged: 1.4 mm of a pin 22 mm across."""
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="-11 -11 22 22">
<g id="metal"><circle r="11" fill="#1a1a1a"/></g>
<g id="enamel"><circle r="10" fill="{color}"/></g></svg>"""


class Measured(NamedTuple):
    """One colour in one finish; `said` is what it shows as by its finding, empty without one."""

    finish: str
    asked: str
    shown: str
    delta_e: float
    said: str

    @property
    def kept(self) -> bool:
        """Whether the colour came out, or the program said that it would not."""
        return self.delta_e <= PROMISED_DELTA_E or bool(self.said)


def said_of(color: str, findings: Iterable[Finding]) -> str:
    """What findings say that a colour shows as; empty where they say nothing."""
    (message,) = [each.message for each in findings if each.code == "color-out-of-reach"] or [""]
    found = re.search(f"{color} shows as (#[0-9a-f]{{6}})", message)
    return found.group(1) if found else ""


def distance(color: str, shown_srgb8: NDArray[np.number]) -> float:
    """CIEDE2000 between the colour asked for and what is seen."""
    return float(ciede2000(srgb8_to_lab(np.array(hex_to_srgb8(color))), srgb8_to_lab(shown_srgb8)))


def measure(folder: Path, color: str) -> Iterator[Measured]:
    """Make one colour in every finish."""
    path = folder / f"{color[1:]}.svg"
    path.write_text(DRAWING.format(color=color), encoding="utf-8")
    for process, epoxy in FINISHES:
        pin = pinrender.load(path, size="22mm", process=process, epoxy=epoxy, pixels=PIXELS)
        picture = pin.replace(view="front").render().rgba_srgb8[..., :3]
        middle = np.s_[PIXELS // 2 - HALF_PX : PIXELS // 2 + HALF_PX]
        shown = picture[middle, middle].reshape(-1, 3).mean(axis=0)
        yield Measured(
            finish=f"{process}{' + epoxy' if epoxy else ''}",
            asked=color,
            shown=f"#{bytes(np.round(shown).astype(np.uint8).tolist()).hex()}",
            delta_e=distance(color, shown),
            said=said_of(color, pin.findings()),
        )


def main() -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.promise", description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for color in SWATCHES:
            rows += measure(Path(folder), color)
    if options.json:
        print(json.dumps([row._asdict() for row in rows], indent=2))
        return
    print(f"{'finish':24}{'asked':10}{'shown':10}{'CIEDE2000':>10}   said to show as")
    for row in sorted(rows, key=lambda row: row.finish):
        broken = "" if row.kept else "NOT SAID"
        print(f"{row.finish:24}{row.asked:10}{row.shown:10}{row.delta_e:>10.2f}   {row.said or broken}")
    for name, some in (("all", rows), ("of those not said to miss", [row for row in rows if not row.said])):
        distances = [row.delta_e for row in some]
        print(f"{name}: median {median(distances):.2f}, worst {max(distances):.2f} ({len(some)} pictures)")
    print(f"broken promises: {sum(not row.kept for row in rows)}")


if __name__ == "__main__":
    main()
