"""Measure relief and mesh: ``python -m benchmarks.relief`` (part of ``make bench``).

Every drawing is read in a fresh process and then made in several ways. Beside the mesh stands what
a plain mesh of the same height field would be: two triangles to every four samples, front and back.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PIXELS_PER_MM = 40.0
SIZES_MM = (30, 60)
WAYS = (("soft-enamel", False), ("soft-enamel", True), ("hard-enamel", False), ("die-struck", False))
FORTY = "forty-cells"
DRAWINGS = ("fox", "badge", FORTY)
MOST_RELIEF_AND_MESH_S, MOST_LIQUID_S, MOST_PEAK_MB, MOST_TIMES_FOR_60_MM = 1.0, 0.4, 600.0, 5.0
KIB_PER_MIB = 1024.0


def draw_forty_cells(path: Path) -> Path:
    """Write an SVG of a disc 30 mm across with forty round cells of forty colours."""
    places = [(col, row) for row in range(-3, 4) for col in range(-3, 4) if abs(col) + abs(row) < 6]
    places = sorted(places, key=lambda place: (place[0] ** 2 + place[1] ** 2, place))[:40]
    colors = [f"#{97 * k % 256:02x}{57 * k % 256:02x}{151 * k % 256:02x}" for k in range(len(places))]
    cells = "".join(
        f'<circle cx="{col * 35}" cy="{row * 35}" r="14.5" fill="{color}"/>'
        for (col, row), color in zip(places, colors, strict=True)
    )
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-152 -152 304 304">'
        f'<g id="metal"><circle r="150" fill="#111"/></g><g id="enamel">{cells}</g></svg>',
        encoding="utf-8",
    )
    return path


def measure_drawing(name: str, size_mm: float, repeats: int) -> list[dict[str, Any]]:
    """Make one drawing in every way, in this process."""
    from pinrender import artwork, catalog

    with tempfile.TemporaryDirectory() as folder:
        art = draw_forty_cells(Path(folder, f"{FORTY}.svg"))
        path = art if name == FORTY else ROOT / "examples" / f"{name}.svg"
        plan = artwork.read(path, size_mm=size_mm, pixels_per_mm=PIXELS_PER_MM).plan
    rows = []
    for process, epoxy in WAYS:
        loaded = catalog.load(catalog.Process, process)
        tries = [measure(plan, loaded, epoxy) for _ in range(repeats)]
        best = min(tries, key=lambda row: float(row["total"]))
        rows.append({"drawing": name, "size_mm": round(size_mm), "way": process + "+epoxy" * epoxy, **best})
    return rows


def measure(plan: Any, process: Any, epoxy: bool) -> dict[str, float]:
    """Seconds by stage, triangles and peak memory of one pin."""
    from pinrender import mesh, relief

    gc.collect()
    forget_peak()
    profile = cProfile.Profile()
    start = time.perf_counter()
    made = profile.runcall(relief.build, plan, process, epoxy=epoxy)
    relief_s = time.perf_counter() - start
    start = time.perf_counter()
    solid = mesh.build(made)
    mesh_s = time.perf_counter() - start
    peak_mb = peak_now_mb()
    stats = pstats.Stats(profile)
    start = time.perf_counter()
    grid_triangles, grid_mb = plain_mesh(made)
    return {
        "distance": seconds_in(stats, ("_distance.py",)),
        "liquid": seconds_in(stats, ("_enamel.py", "_dome.py")),
        "relief": relief_s,
        "mesh": mesh_s,
        "total": relief_s + mesh_s,
        "triangles": len(solid.faces),
        "peak_mb": peak_mb,
        "grid_s": time.perf_counter() - start,
        "grid_triangles": grid_triangles,
        "grid_mb": grid_mb,
    }


def seconds_in(stats: pstats.Stats, files: Sequence[str]) -> float:
    """Time inside functions of the relief's files that were called from other files."""
    total = 0.0
    for (file, _, _), (_, _, _, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        path = Path(file)
        if path.name not in files or path.parent.name != "relief":
            continue
        total += sum(call[3] for (caller, _, _), call in callers.items() if Path(caller).name not in files)
    return total


def plain_mesh(made: Any) -> tuple[int, float]:
    """Mesh the samples as they are; triangles and the megabytes of its arrays.

    Every square of four samples inside the outline becomes two triangles in front and two behind,
    every side of a square without a neighbour two of the wall.
    """
    import numpy as np

    inside = made.outline_mm > 0.0
    square = inside[:-1, :-1] & inside[1:, :-1] & inside[:-1, 1:] & inside[1:, 1:]
    number = np.cumsum(inside).reshape(inside.shape).astype(np.int32) - 1
    rows, cols = np.nonzero(inside)
    xy_mm = made.grid.to_world_mm(rows, cols)
    top = np.column_stack([xy_mm, made.top_mm[inside]])
    bottom = np.column_stack([xy_mm, np.zeros(len(xy_mm))])
    corners = (number[:-1, :-1], number[1:, :-1], number[1:, 1:], number[:-1, 1:])
    a, b, c, d = (corner[square] for corner in corners)
    front = np.concatenate([np.column_stack([a, b, c]), np.column_stack([a, c, d])])
    back = front[:, ::-1] + len(top)
    padded = np.pad(square, 1)
    alone = sum(int((padded & ~np.roll(padded, 1, axis)).sum()) for axis in (0, 1)) * 2
    vertices, faces = np.concatenate([top, bottom]), np.concatenate([front, back])
    wall_bytes = 2 * alone * faces.itemsize * 3
    return len(faces) + 2 * alone, (vertices.nbytes + faces.nbytes + wall_bytes) / KIB_PER_MIB**2


def forget_peak() -> None:
    """Let the system count this process's peak memory anew, where it can."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return


def peak_now_mb() -> float:
    """Peak memory since `forget_peak`, or of the whole process where only that is known."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MIB
    kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    return float(kib) / KIB_PER_MIB


def in_a_fresh_process(name: str, size_mm: int, repeats: int) -> list[dict[str, Any]]:
    """Do what `measure_drawing` does, with nothing in memory beforehand."""
    command = [sys.executable, "-m", "benchmarks.relief", "--drawing", name, "--size-mm", str(size_mm)]
    command += ["--repeats", str(repeats)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return list(json.loads(done.stdout))


def report(repeats: int) -> None:
    """Measure and print the tables."""
    print(f"\nrelief and mesh, {PIXELS_PER_MM:g} px/mm; in brackets a plain mesh of every sample")
    print(
        f"{'':34}{'distance':>9}{'liquid':>8}{'relief':>8}{'mesh':>8}{'both s':>8}{'peak MB':>9}  triangles"
    )
    rows = []
    for size_mm in SIZES_MM:
        for name in DRAWINGS:
            made = in_a_fresh_process(name, size_mm, repeats)
            rows += made
            for row in made:
                print_row(row)
    print(f"\n{'':46}{'measured':>10}{'target':>10}")
    for what, value, target, unit in verdicts(rows):
        met = "met" if value <= target else "NOT MET"
        print(f"{what:46}{value:>10.2f}{target:>10.2f} {unit:3}{met}")


def print_row(row: dict[str, Any]) -> None:
    """One pin made in one way."""
    what = f"{row['drawing']} {row['size_mm']} mm, {row['way']}"
    seconds = "".join(f"{row[key]:>9.2f}" for key in ("distance", "liquid", "relief", "mesh", "total"))
    plain = f"({row['grid_triangles']:,} in {row['grid_s']:.2f} s, {row['grid_mb']:.0f} MB)"
    print(f"{what:36}{seconds}{row['peak_mb']:>9.0f}  {row['triangles']:,} {plain}", flush=True)


def verdicts(rows: Sequence[dict[str, Any]]) -> list[tuple[str, float, float, str]]:
    """The worst of what was measured beside what is asked for."""
    small = [row for row in rows if row["size_mm"] == SIZES_MM[0]]
    large = [row for row in rows if row["size_mm"] == SIZES_MM[1]]
    worst = max(small, key=lambda row: float(row["total"]))
    forty = max(row["liquid"] for row in small if row["drawing"] == FORTY)
    times = max(b["total"] / a["total"] for a, b in zip(small, large, strict=True))
    slowest = f"{worst['drawing']}, {worst['way']}"
    return [
        (f"30 mm, slowest ({slowest})", worst["total"], MOST_RELIEF_AND_MESH_S, "s"),
        ("liquids of forty cells, 30 mm", forty, MOST_LIQUID_S, "s"),
        ("peak memory, 30 mm", max(row["peak_mb"] for row in small), MOST_PEAK_MB, "MB"),
        ("60 mm over 30 mm, largest ratio", times, MOST_TIMES_FOR_60_MM, "x"),
    ]


def main() -> None:
    """Parse the few options and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relief", description=__doc__)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--drawing", choices=DRAWINGS, help=argparse.SUPPRESS)
    parser.add_argument("--size-mm", type=float, default=30.0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.drawing:
        print(json.dumps(measure_drawing(options.drawing, options.size_mm, options.repeats)))
    else:
        report(options.repeats)


if __name__ == "__main__":
    main()
