"""Measure what a person waits for: ``python -m benchmarks.speed`` (or ``make bench``).

Everything runs in fresh processes on an example, 1024 px and 30 mm, a spin in 512 px; then relief and
mesh alone, on three drawings of two sizes. A target that is missed is said and never fails: the machine
is not known. Where the machine is busy, compare the processor's seconds, which wait for nobody.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import relief, serve

if TYPE_CHECKING:
    from pinrender import Pin

ROOT = Path(__file__).resolve().parent.parent
STAGES = ("read", "relief", "mesh", "maps", "draw", "write")
KIB_PER_MIB = 1024.0
SAMPLE_S = 0.02
BUSY_LOAD = 1.0
SPIN_PIXELS = 512
LARGE_MB = 10.0
"""From here on nobody asks for parts of a megabyte."""
FRAMES, FRAMES_EACH = ("view", "second", "hero"), 3
"""Pictures that are drawn again when nothing is new; the quickest of so many counts."""
WARM: dict[str, tuple[str, float | None]] = {
    "process": ("second render, another process", 1.5),
    "second": ("second render, read anew", 1.5),
    "plating": ("plating changed only", 0.3),
    "view": ("view changed only", 0.5),
    "cloth": ("laid on linen, its tile drawn first", None),
    "glitter": ("fine glitter, its flakes laid first", None),
    "hero": ("hero picture, its cloth drawn first", None),
    "second again": ("frame alone, from the front", 0.3),
    "view again": ("frame alone, at three-quarter", 0.3),
    "hero again": ("frame alone, hero picture", None),
}
"""What is measured in a process that has drawn before, and how long it may take."""


class Cold(NamedTuple):
    """One file from the shell."""

    seconds: float
    processor_s: float
    peak_mb: float
    stages: dict[str, float]
    size_mb: float


def cold(art: Path, command: str, file: str, pixels: int | None = None) -> Cold:
    """Run a command that writes a file from the shell once, watching its memory."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as said:
        asked = [sys.executable, "-m", "pinrender", command, str(art), "-o", f"{folder}/{file}"]
        asked += ["--size", "30mm", "--json", *([] if pixels is None else ["--pixels", str(pixels)])]
        start = time.perf_counter()
        child = subprocess.Popen(asked, stdout=said, stderr=subprocess.DEVNULL)
        peak_mb = 0.0
        while not (waited := os.wait4(child.pid, os.WNOHANG))[0]:
            peak_mb = max(peak_mb, resident_mb(child.pid))
            time.sleep(SAMPLE_S)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(waited[1])
        if child.returncode != 0:
            raise SystemExit(f"pinrender {command} failed with exit code {child.returncode}")
        said.seek(0)
        stages = json.load(said)["timings"]
        size_mb = Path(folder, file).stat().st_size / 1e6
    used = waited[2]
    peak_mb = max(peak_mb, used.ru_maxrss / KIB_PER_MIB)
    return Cold(seconds, used.ru_utime + used.ru_stime, peak_mb, stages, size_mb)


def resident_mb(pid: int) -> float:
    """Memory of a process and its descendants now; 0 where there is no /proc to ask."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        tasks = [task.read_text(encoding="ascii") for task in Path(f"/proc/{pid}/task").glob("*/children")]
    except (OSError, IndexError):
        return 0.0
    own_mb = pages * os.sysconf("SC_PAGE_SIZE") / KIB_PER_MIB**2
    return own_mb + sum(resident_mb(int(child)) for task in tasks for child in task.split())


def warm(art: Path, pixels: int) -> dict[str, float]:
    """Measure, in one fresh process: a first render, then what is new in another, down to nothing."""
    command = [sys.executable, "-m", "benchmarks.speed", "--warm", str(art), "--pixels", str(pixels)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def measure_warm(art: Path, pixels: int) -> dict[str, float]:
    """Do what `warm` asks for, in this process."""
    import pinrender

    pin = pinrender.load(art, size="30mm", pixels=pixels)
    small = pin.replace(size="29mm")
    tries = {
        "first": pin,
        "process": pin.replace(process="hard-enamel", epoxy=True),
        "second": small,
        "plating": small.replace(plating="nickel"),
        "view": small.replace(plating="nickel", view="three-quarter"),
        "cloth": small.replace(backdrop="linen"),
        "glitter": small.replace(enamel="glitter-fine"),
        "hero": small.replace(view="hero"),
    }
    seconds = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, one in tries.items():
            start = time.perf_counter()
            one.render().save(f"{folder}/{name}.png")
            seconds[name] = time.perf_counter() - start
    for name in FRAMES:
        seconds[f"{name} again"] = min(frame(tries[name]) for _ in range(FRAMES_EACH))
    return seconds


def frame(pin: Pin) -> float:
    """Seconds to draw a pin of which everything is there; no stage but drawing runs."""
    import pinrender

    timings = pinrender.Timings()
    pin.render(timings=timings)
    return timings.seconds["draw"]


def print_row(what: str, value: float, unit: str, target: float | None = None) -> None:
    """A figure, its target if it has one, and whether it is met."""
    digits = 0 if unit == "MB" and value >= LARGE_MB else 2
    aim, met = "", ""
    if target is not None:
        aim, met = f"{target:.{digits}f}", "met" if value <= target else "NOT MET"
    print(f"{what:38}{value:>10.{digits}f}{aim:>10} {unit:3}{met}".rstrip())


def report(art: Path, pixels: int, repeats: int) -> None:
    """Measure and print the table."""
    load = os.getloadavg()[0]
    print(
        f"{art.name}, {pixels} px, 30 mm; {os.cpu_count()} cores, load {load:.1f}, "
        f"Python {platform.python_version()}"
    )
    if load > BUSY_LOAD:
        print("  the machine is busy with something else: every figure is worse than it would be alone")
    runs = []
    for number in range(repeats):
        runs.append(cold(art, "render", "pin.png", pixels))
        print(f"  cold run {number + 1} of {repeats}: {runs[-1].seconds:.2f} s", flush=True)
    times = sorted(run.seconds for run in runs)
    again = warm(art, pixels)
    turned = cold(art, "spin", "pin.webp", SPIN_PIXELS)
    model, page = (cold(art, "export", file) for file in ("pin.glb", "pin.html"))
    print(f"\n{'':38}{'measured':>10}{'target':>10}")
    print_row("cold, from the shell (best)", times[0], "s", 4.0)
    print_row("cold, from the shell (median)", statistics.median(times), "s", 4.0)
    print_row("cold, processor's seconds (least)", min(run.processor_s for run in runs), "s")
    for name, (what, target) in WARM.items():
        print_row(what, again[name], "s", target)
    print_row("72 frames of a spin, from the shell", turned.seconds, "s", 25.0)
    print_row("the same, processor's seconds", turned.processor_s, "s")
    print_row("GLB, from the shell", model.seconds, "s")
    print_row("its size", model.size_mb, "MB", 2.0)
    print_row("page of two models, from the shell", page.seconds, "s")
    print_row("peak memory", max(run.peak_mb for run in runs), "MB", 600.0)
    best = min(runs, key=lambda run: run.seconds)
    print("\nstage by stage, best cold run")
    for stage in STAGES:
        print(f"  {stage:36}{best.stages.get(stage, 0.0):>10.2f} s")
    print(f"  {'start, imports, waiting':36}{best.seconds - sum(best.stages.values()):>10.2f} s")


def main() -> None:
    """Parse the few options and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("art", nargs="?", type=Path, default=ROOT / "examples" / "fox.svg")
    parser.add_argument("--pixels", type=int, default=1024)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--warm", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.warm:
        print(json.dumps(measure_warm(options.art, options.pixels)))
    else:
        report(options.art, options.pixels, options.repeats)
        relief.report(min(options.repeats, 2))
        serve.report()


if __name__ == "__main__":
    main()
