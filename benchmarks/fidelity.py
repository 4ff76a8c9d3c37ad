"""Measure how far the preview is from the truth: ``python -m benchmarks.fidelity`` (or ``make fidelity``).

The truth is the studio picture of the same scene, traced until two halves of its light agree; it is kept in
.cache/fidelity for as long as neither the scene nor the tracer changes, and traced further where that is not
enough. The distance is FLIP, 0..1: how different two pictures look that are shown in turn, at 67 pixels to
the degree.

Speed is compared at equal error: beside the preview's seconds stand those of a traced picture of so few paths
that it is as far from the truth as the preview, its error being noise. Neither counts what only a first
picture needs.

References: Andersson et al., "FLIP: A Difference Evaluator for Alternating Images", Proceedings of the ACM on
Computer Graphics and Interactive Techniques 3(2), 2020, doi:10.1145/3406183.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import flip_evaluator
import numpy as np
from numpy.typing import NDArray

import pinrender
from benchmarks.fidelity_rows import HEADER, AsGood, Measured, line, listed
from benchmarks.references import cleaner, grown, kept_at, save
from pinrender import pipeline
from pinrender.render import RenderOptions, open_renderer
from pinrender.render.pathtrace import developed, traced
from pinrender.scene import Scene

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "soft gold": ("fox.svg", {"process": "soft-enamel", "plating": "gold"}),
    "soft nickel": ("moth.svg", {"process": "soft-enamel", "plating": "nickel"}),
    "hard gold": ("fox.svg", {"process": "hard-enamel", "plating": "gold"}),
    "hard black nickel": ("wave.svg", {"process": "hard-enamel", "plating": "black-nickel"}),
    "epoxy over soft": ("fox.svg", {"process": "soft-enamel", "plating": "gold", "epoxy": True}),
    "die-struck antique silver": ("badge.svg", {"process": "die-struck", "plating": "antique-silver"}),
    "transparent cloisonne": ("sunrise.svg", {"process": "cloisonne", "plating": "gold"}),
    "3D relief": ("medal.svg", {"process": "die-struck", "plating": "gold"}),
}
VIEWS = ("front", "three-quarter")
FIRST_SAMPLES = 64
"""Paths per pixel of each half before they are compared, and at least so many more while they differ."""
MOST_SAMPLES = 8192
MARGIN = 1.05
LEAST_CLEANED = 256
"""Paths per pixel of each half before its grain is taken off: of fewer, some of the picture goes with it."""
FEWEST_PATHS, MOST_PATHS = 4, 1024
"""Paths per pixel of a traced picture as good as the preview. Fewer than 4, one to each place in a pixel that
is shaded apart, the tracer rounds up."""
OTHER_SEED = 1_000_000_000
"""Far from those of the reference, which shares no noise with what is compared with it."""


opened = cache(open_renderer)


def flip(reference: NDArray[np.uint8], test: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Error of every pixel of two sRGB pictures, (H, W), 0..1."""
    one, other = (np.ascontiguousarray(picture[..., :3], np.float32) / 255.0 for picture in (reference, test))
    errors, _, _ = flip_evaluator.evaluate(one, other, "LDR", applyMagma=False)
    return np.asarray(errors, np.float64).reshape(reference.shape[:2])


class Reference(NamedTuple):
    """A traced picture, how far its two halves are apart, its paths, and whether its grain was taken off."""

    picture: NDArray[np.uint8]
    noise: float
    paths: int
    cleaned: bool


def converged(scene: Scene, pixels: int, noise: float) -> Reference:
    """Trace two halves until their mean FLIP is below `noise`."""
    exposure = scene.environment.exposure
    path, halves = kept_at(scene, pixels)
    clean = cleaner(scene, 2 * pixels)

    def shown(light: NDArray[np.float32]) -> NDArray[np.uint8]:
        return developed(light if clean is None else clean(light), exposure)

    def trace(paths: int, seed: int) -> NDArray[np.float32]:
        return traced(scene, RenderOptions(pixels=pixels, quality="studio", samples=paths), first_seed=seed)

    apart = 1.0
    while True:
        if halves.light is not None and (clean is None or halves.paths >= LEAST_CLEANED):
            apart = float(flip(*(shown(light) for light in halves.light)).mean())
            if apart < noise or 2 * halves.paths >= MOST_SAMPLES:
                picture = shown(halves.light.mean(axis=0))
                return Reference(picture, apart, 2 * halves.paths, clean is not None)
        halves = grown(halves, _more(halves.paths, apart, noise), trace)
        save(path, halves)


def _more(paths: int, apart: float, noise: float) -> int:
    """So many more paths are likely to do: noise falls with their root. No more than are held already."""
    if paths == 0:
        return FIRST_SAMPLES
    wanted = math.ceil(MARGIN * paths * (apart / noise) ** 2) - paths
    return min(max(wanted, FIRST_SAMPLES), paths, max(MOST_SAMPLES // 2 - paths, FIRST_SAMPLES))


def as_good_as(scene: Scene, pixels: int, reference: NDArray[np.uint8], most_flip: float) -> AsGood:
    """Double the paths until the picture is no farther from the reference, then time one with as many."""
    exposure = scene.environment.exposure

    def trace(paths: int, seed: int) -> NDArray[np.float32]:
        return traced(scene, RenderOptions(pixels=pixels, quality="studio", samples=paths), first_seed=seed)

    seed, paths = OTHER_SEED, FEWEST_PATHS
    light = trace(paths, seed)
    while (error := float(flip(reference, developed(light, exposure)).mean())) > most_flip:
        if paths >= MOST_PATHS:
            break
        seed += 1_000_000
        light = (light + trace(paths, seed)) / np.float32(2.0)
        paths *= 2
    start = time.perf_counter()
    developed(trace(paths, seed), exposure)
    seconds = time.perf_counter() - start
    return AsGood(paths=paths, seconds=seconds, mean_flip=error, reached=error <= most_flip)


def measure(pin: pinrender.Pin, case: str, options: argparse.Namespace) -> Measured:
    """Draw one pin with both renderers."""
    timings = pinrender.Timings()
    art = pipeline.read(pin, timings)
    scene = pipeline.arrange(pin, art, timings)
    preview = opened("gl")
    usual = RenderOptions(pixels=pin.shot.pixels)
    preview.render(scene, usual)
    start = time.perf_counter()
    drawn = preview.render(scene, usual).rgba_srgb8
    preview_s = time.perf_counter() - start
    alone = RenderOptions(pixels=pin.shot.pixels, background="transparent")
    on_pin = preview.render(scene, alone).rgba_srgb8[..., 3] > 127
    opened("pathtrace").prepare(scene.environment)
    reference = converged(scene, pin.shot.pixels, options.noise)
    errors = flip(reference.picture, drawn)
    if options.keep is not None:
        _keep(
            options.keep / f"{case.replace(' ', '-')}-{pin.shot.view}.png", drawn, reference.picture, errors
        )
    mean_flip = float(errors.mean())
    as_good = as_good_as(scene, pin.shot.pixels, reference.picture, mean_flip) if options.speed else None
    return Measured(
        case=case,
        view=pin.shot.view,
        mean_flip=mean_flip,
        pin_flip=float(errors[on_pin].mean()),
        p95_flip=float(np.percentile(errors, 95)),
        reference_noise=reference.noise,
        cleaned=reference.cleaned,
        preview_s=preview_s,
        samples=reference.paths,
        as_good=as_good,
    )


def _keep(path: Path, drawn: NDArray[np.uint8], reference: NDArray[np.uint8], errors: NDArray[Any]) -> None:
    """Preview, studio and error side by side."""
    gray = np.repeat(np.round(255.0 * errors).astype(np.uint8)[..., None], 3, axis=-1)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = np.concatenate([drawn[..., :3], reference[..., :3], gray], axis=1)
    opaque = np.dstack([beside, np.full(beside.shape[:2], 255, np.uint8)])
    pinrender.Frame(rgba_srgb8=opaque).save(path)


def canonical(
    pixels: int, cases: Iterable[str] = CASES, views: Iterable[str] = VIEWS
) -> Iterator[tuple[str, pinrender.Pin]]:
    """Every case in every view."""
    for case, view in itertools.product(cases, views):
        name, finish = CASES[case]
        yield case, pinrender.load(EXAMPLES / name, pixels=pixels, **finish).replace(view=view)


def parsed() -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fidelity", description=__doc__)
    parser.add_argument("art", nargs="?", type=Path, help="an artwork; the canonical pins if not given")
    parser.add_argument("--process")
    parser.add_argument("--plating")
    parser.add_argument("--epoxy", action=argparse.BooleanOptionalAction)
    parser.add_argument(
        "--case", choices=tuple(CASES), action="append", help="of the canonical pins this one"
    )
    parser.add_argument("--view", choices=("front", "three-quarter", "low"), help="front and three-quarter")
    parser.add_argument("--pixels", type=int, default=512)
    parser.add_argument(
        "--noise", type=float, default=0.015, help="mean FLIP between halves of the reference"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="write preview, studio and error beside each other"
    )
    parser.add_argument(
        "--speed",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="time a traced picture as good as the preview, which takes as long again",
    )
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def main() -> None:
    """Measure, and print a table or JSON."""
    options = parsed()
    if options.art is None:
        pins = canonical(options.pixels, options.case or CASES, [options.view] if options.view else VIEWS)
    else:
        finish = {"process": options.process, "plating": options.plating, "epoxy": options.epoxy}
        pin = pinrender.load(options.art, pixels=options.pixels, **finish).replace(
            view=options.view or "front"
        )
        pins = iter([(f"{pin.name} {pin.design.slug}", pin)])
    rows = []
    if not options.json:
        print(HEADER)
    for case, pin in pins:
        rows.append(measure(pin, case, options))
        if not options.json:
            print(line(rows[-1]), flush=True)
    if options.json:
        print(json.dumps([listed(row) for row in rows], indent=2))
    else:
        mean = sum(row.mean_flip for row in rows) / max(len(rows), 1)
        if any(row.cleaned for row in rows):
            print("\n* under epoxy the grain is taken off both halves, and off the reference")
        print(f"\nmean FLIP over all: {mean:.4f}, at {options.pixels} px")


if __name__ == "__main__":
    main()
