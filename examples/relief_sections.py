"""Draw each process as a picture and cut across: ``python examples/relief_sections.py FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

import pinrender
from pinrender import catalog, pipeline
from pinrender.inspect import Section, cross_section
from pinrender.output import draw_section
from pinrender.units import frozen

HERE = Path(__file__).resolve().parent
PICTURE_PIXELS = 400
PIXELS_PER_MM = 40.0
UPRIGHT = 4.0
"""Heights of a whole pin are drawn so many times larger, or its relief would be a hair's breadth."""
BESIDE_MM = 0.6
"""Drawn of the air on both sides."""
CUT_AT_Y_MM = {"medal": 4.0}
"""Through the moon and the ribs beside it."""
FOX_AT_Y_MM = -3.0
"""Through the fox's cheek: cells of three colours, wide and narrow."""
TOUCH = ((-8.0, -3.0), (-2.0, -3.0))
"""A stretch of the same line with one metal line in it."""

Place = tuple[float, float]


def whole(pin: pinrender.Pin, y_mm: float) -> Section:
    """Cut a pin from side to side."""
    reach_mm = 0.5 * pin.design.size_mm + BESIDE_MM
    return section(pin, (-reach_mm, y_mm), (reach_mm, y_mm))


def section(pin: pinrender.Pin, start_mm: Place, end_mm: Place) -> Section:
    """Cut a pin along a line."""
    timings = pinrender.Timings()
    art = pipeline.read(pin, timings, pixels_per_mm=PIXELS_PER_MM)
    _, relief = pipeline.relief(pin, art, timings)
    return cross_section(relief, art.plan, pin.design.made_by, start_mm, end_mm)


def below(frames: list[pinrender.Frame]) -> pinrender.Frame:
    """Stack frames of one width."""
    return pinrender.Frame(rgba_srgb8=frozen(np.concatenate([frame.rgba_srgb8 for frame in frames])))


def pins() -> dict[str, pinrender.Pin]:
    """The fox made by every process there is, soft enamel under epoxy too, and the sculpted medal."""
    fox = pinrender.load(HERE / "fox.svg", size="32mm", plating="gold")
    made = {name: fox.replace(process=name) for name in catalog.names("processes")}
    made["soft-enamel-epoxy"] = fox.replace(process="soft-enamel", epoxy=True)
    made["medal"] = pinrender.load(HERE / "medal.svg")
    return made


def main() -> int:
    """Draw them, a line for each."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    made = pins()
    for name, pin in made.items():
        title = pin.design.title.partition(",")[0] + (", 3D relief" if name == "medal" else "")
        pin.render(view="three-quarter", pixels=PICTURE_PIXELS).save(folder / f"{name}.png")
        cut = draw_section(whole(pin, CUT_AT_Y_MM.get(name, FOX_AT_Y_MM)), title=title, upright=UPRIGHT)
        print(f"  {cut.save(folder / f'{name}-section.png')}")
    touched = [
        draw_section(section(made[name], *TOUCH), title=made[name].design.title.partition(",")[0])
        for name in ("soft-enamel", "hard-enamel")
    ]
    print(f"  {below(touched).save(folder / 'soft-and-hard.png')}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
