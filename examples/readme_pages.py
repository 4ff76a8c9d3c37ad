"""Draw the README's picture of the page to turn a pin on: ``python examples/readme_pages.py FOLDER``."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

import pinrender

HERE = Path(__file__).resolve().parent
ARGUMENTS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
THERE = "[...document.querySelectorAll('model-viewer')].every((v) => v.loaded && v.modelIsVisible)"
COLORS = 256
"""A picture of a page is as good with so many, and a third of the size."""


def main() -> int:
    """Draw it, and say where it is."""
    folder = Path(sys.argv[1])
    chromium = shutil.which("chromium")
    if chromium is None:
        print("  no picture of the page: Chromium is not installed")
        return 0
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as kept:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1100, "height": 860})
        page.goto(pinrender.load(HERE / "fox.svg").export(Path(kept) / "fox.html").as_uri())
        seen(page)
        page.locator("model-viewer").first.focus()
        for _ in range(2):
            page.keyboard.press("ArrowRight")
        page.wait_for_timeout(1500)
        page.evaluate("document.activeElement.blur()")
        print(f"  {save(page, folder / 'page.png')}")
        browser.close()
    return 0


def seen(page: Page) -> None:
    """Wait until every model is seen."""
    while not page.evaluate(THERE):
        page.wait_for_timeout(100)
    page.wait_for_timeout(1500)


def save(page: Page, path: Path) -> Path:
    """What the window shows, as a PNG of few colours."""
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.FLOYDSTEINBERG).save(
        path, optimize=True
    )
    return path


if __name__ == "__main__":
    sys.exit(main())
