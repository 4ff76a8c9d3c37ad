"""Draw contact sheets of the catalogue: ``python examples/gallery.py FOLDER [PIXELS]``."""

from __future__ import annotations

import sys
from pathlib import Path

import pinrender
from pinrender import catalog
from pinrender.output import Cell, draw_sheet

HERE = Path(__file__).resolve().parent
PIXELS = 512
COLUMNS = 5
PAIRS = 4
"""Two pictures of each studio, two studios to a row."""


def main() -> int:
    """Draw them, a line for each."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out/gallery")
    pixels = int(sys.argv[2]) if len(sys.argv) > 2 else PIXELS
    folder.mkdir(parents=True, exist_ok=True)
    sheets = {
        "platings": ("Platings", "medal.svg, die-struck", platings(pixels), COLUMNS),
        "processes": ("Processes", "fox.svg, polished gold", processes(pixels), COLUMNS),
        "enamels": ("Enamels", "moth.svg, soft enamel in silver", enamels(pixels), COLUMNS),
        "studios": ("Studios", "medal.svg and moth.svg, polished gold", studios(pixels), PAIRS),
        "backdrops": ("Backdrops", "fox.svg, 32 mm, polished gold", backdrops(pixels), COLUMNS),
    }
    for name, (title, subtitle, cells, columns) in sheets.items():
        sheet = draw_sheet(title, subtitle, cells, text={"Title": title}, columns=columns)
        print(f"  {sheet.save(folder / f'{name}.png')}", flush=True)
    return 0


def platings(pixels: int) -> list[Cell]:
    """The sculpted medal in every plating, from where its relief shows."""
    medal = pinrender.load(HERE / "medal.svg", view="three-quarter", pixels=pixels)
    cells = []
    for name in catalog.names("platings"):
        entry = catalog.load(catalog.Plating, name)
        dyed = entry.coating.color if entry.coating is not None and entry.coating.any_color else ""
        frame = medal.replace(plating=f"{name}:{dyed}" if dyed else name).render()
        cells.append(Cell(frame=frame, label=name, meaning=entry.description))
    return cells


def processes(pixels: int) -> list[Cell]:
    """The fox made in every way, and under epoxy."""
    fox = pinrender.load(HERE / "fox.svg", view="three-quarter", pixels=pixels)
    made = [(name, False) for name in catalog.names("processes")] + [("soft-enamel", True)]
    cells = []
    for name, epoxy in made:
        entry = catalog.load(catalog.Process, name)
        frame = fox.replace(process=name, epoxy=epoxy or None).render()
        meaning = "The same under a clear dome of epoxy." if epoxy else entry.description
        cells.append(Cell(frame=frame, label=f"{name}{' + epoxy' * epoxy}", meaning=meaning))
    return cells


def studios(pixels: int) -> list[Cell]:
    """Polished relief and flush enamel in the light of every studio."""
    medal = pinrender.load(HERE / "medal.svg", view="front", pixels=pixels)
    moth = pinrender.load(HERE / "moth.svg", process="hard-enamel", view="three-quarter", pixels=pixels)
    cells = []
    for name in catalog.names("studios"):
        entry = catalog.load(catalog.Studio, name)
        cells.append(Cell(frame=medal.replace(studio=name).render(), label=name, meaning=entry.description))
        frame = moth.replace(studio=name).render()
        cells.append(Cell(frame=frame, label=name, meaning="The same light on flush enamel, seen aslant."))
    return cells


def backdrops(pixels: int) -> list[Cell]:
    """The fox on everything it may lie on, at true scale."""
    fox = pinrender.load(HERE / "fox.svg", view="three-quarter", pixels=pixels)
    cells = []
    for name in catalog.names("backdrops"):
        entry = catalog.load(catalog.Backdrop, name)
        if not entry.nothing:
            frame = fox.replace(backdrop=name).render()
            cells.append(Cell(frame=frame, label=name, meaning=entry.description))
    return cells


def enamels(pixels: int) -> list[Cell]:
    """The moth filled with every enamel, under epoxy where it wants some; and under epoxy ten years old."""
    moth = pinrender.load(HERE / "moth.svg", process="soft-enamel", plating="silver", pixels=pixels)
    cells = []
    for name in catalog.names("enamels"):
        entry = catalog.load(catalog.Enamel, name)
        frame = moth.replace(enamel=name, epoxy=bool(entry.needs_epoxy)).render()
        label = f"{name}{' + epoxy' * bool(entry.needs_epoxy)}"
        cells.append(Cell(frame=frame, label=label, meaning=entry.description))
    aged = moth.replace(epoxy=True, epoxy_age=10.0).render()
    meaning = "Epoxy that was ten years in the light: yellow, more so where it is deeper."
    return [*cells, Cell(frame=aged, label="opaque + epoxy, 10 years", meaning=meaning)]


if __name__ == "__main__":
    sys.exit(main())
