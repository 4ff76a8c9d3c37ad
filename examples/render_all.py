"""Render every example in several finishes: ``python examples/render_all.py [FOLDER]``."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pinrender

HERE = Path(__file__).resolve().parent
PIXELS = 1024

ENAMELLED = (
    {"process": "soft-enamel", "plating": "gold", "view": "three-quarter"},
    {"process": "soft-enamel", "plating": "gold", "epoxy": True, "view": "three-quarter"},
    {"process": "hard-enamel", "plating": "black-nickel", "view": "three-quarter"},
    {"process": "hard-enamel", "plating": "silver", "view": "front"},
)
BARE = (
    {"process": "die-struck", "plating": "nickel", "view": "three-quarter"},
    {"process": "die-struck", "plating": "copper", "view": "front"},
)
SCULPTED = (
    {"process": "die-struck", "plating": "gold", "view": "three-quarter"},
    {"process": "soft-enamel", "plating": "silver", "view": "three-quarter"},
)


def artworks() -> list[Path]:
    """Every drawing here, and every folder of layers."""
    return sorted([*HERE.glob("*.svg"), *(path for path in HERE.glob("*-layers") if path.is_dir())])


def pictures(art: Path) -> Iterator[tuple[str, pinrender.Frame]]:
    """Draw one artwork in the finishes that suit it, each with a file name."""
    own = pinrender.load(art, pixels=PIXELS)
    if art.is_dir():
        yield f"{own.name}-as-its-pin-toml-says", own.render(view="three-quarter")
        return
    plan = own.artwork().plan
    enamelled = bool(plan.palette)
    for finish in SCULPTED if plan.sculpture else ENAMELLED if enamelled else BARE:
        pin = own.replace(**finish)
        yield f"{pin.name}-{pin.design.slug}-{pin.shot.view}", pin.render()
    if enamelled:
        yield f"{own.name}-compared", own.compare()


def main() -> int:
    """Draw everything into a folder, a line for each picture."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
    folder.mkdir(parents=True, exist_ok=True)
    print(f"pinrender: drawing {len(artworks())} examples, {PIXELS} px, into {folder}", flush=True)
    count = 0
    try:
        for art in artworks():
            start = time.perf_counter()
            for name, frame in pictures(art):
                where = frame.save(folder / f"{name}.png")
                print(f"  {where}  {time.perf_counter() - start:.1f} s", flush=True)
                start, count = time.perf_counter(), count + 1
    except pinrender.PinrenderError as error:
        print(f"pinrender: {error}", file=sys.stderr)
        return error.exit_code
    print(f"pinrender: {count} pictures are in {folder.resolve()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
