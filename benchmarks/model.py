"""Measure how near the model in 3D is to the pictures: ``python -m benchmarks.model [ART] [--traced]``.

The page of ``pinrender export`` is opened in Debian's Chromium, and what it shows first is compared with the
preview of the same camera, and if asked for with the picture traced path by path: CIEDE2000 over the pin.
"""

from __future__ import annotations

import argparse
import base64
import io
import shutil
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import sync_playwright

import pinrender
from pinrender.color import ciede2000, srgb8_to_lab

FOX = Path(__file__).resolve().parent.parent / "examples" / "fox.svg"
ARGUMENTS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
THERE = "[...document.querySelectorAll('model-viewer')].every((v) => v.loaded && v.modelIsVisible)"
SETTLED_MS = 1500
TRACED_SAMPLES = 64

Picture = NDArray[np.uint8]


def shown(page: Path) -> tuple[Picture, Image.Image, float]:
    """What Chromium shows of the first model, its poster, and how far clockwise that turns, in degrees."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        tab.goto(page.as_uri())
        while not tab.evaluate(THERE):
            tab.wait_for_timeout(100)
        tab.wait_for_timeout(SETTLED_MS)
        seen = Image.open(io.BytesIO(tab.locator("model-viewer").first.screenshot())).convert("RGB")
        still = tab.locator("model-viewer img").first
        data = base64.b64decode((still.get_attribute("src") or "").partition(",")[2])
        turned = float(str(still.evaluate("(e) => e.style.rotate")).removesuffix("deg"))
        browser.close()
    return np.array(seen), Image.open(io.BytesIO(data)).convert("RGBA"), turned


def compare(name: str, seen: Picture, still: Image.Image, turned: float) -> None:
    """Print how far a picture of the same camera is from what is seen."""
    upright = still.rotate(-turned, Image.Resampling.BICUBIC)
    picture = np.array(upright.resize(seen.shape[1::-1], Image.Resampling.LANCZOS))
    pin = picture[..., 3] == 255
    one, other = (np.ascontiguousarray(each[pin]) for each in (seen, picture[..., :3]))
    apart = ciede2000(srgb8_to_lab(one), srgb8_to_lab(other))
    print(f"{name:24}median {np.median(apart):5.1f}   nine in ten within {np.quantile(apart, 0.9):5.1f}")


def main() -> None:
    """Parse the few options and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.model", description=__doc__)
    parser.add_argument("art", nargs="?", type=Path, default=FOX)
    parser.add_argument("--process", help="as its pin.toml or soft enamel if not given")
    parser.add_argument("--traced", action="store_true", help="compare with a traced picture too: minutes")
    options = parser.parse_args()
    pin = pinrender.load(options.art, process=options.process)
    with tempfile.TemporaryDirectory() as folder:
        seen, poster, turned = shown(pin.export(Path(folder) / "pin.html", platings=("silver",)))
    print(f"{options.art.name}, {pin.design.title}, {seen.shape[1]} px; CIEDE2000 over the pin, from")
    compare("the preview", seen, poster, turned)
    if options.traced:
        view = {"view": "three-quarter", "pixels": seen.shape[1], "background": "transparent"}
        traced = pin.render(**view, quality="studio", samples=TRACED_SAMPLES)
        compare("the traced picture", seen, Image.fromarray(traced.rgba_srgb8), turned)


if __name__ == "__main__":
    main()
