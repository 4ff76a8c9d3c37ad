"""The page to turn a pin on, from disk: it is the pin of the still, and one hand turns both finishes."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Locator, Page

import pinrender
from pinrender.color import ciede2000, srgb8_to_lab
from tests.browser.pages import left_the_machine, screenshot, wait_until

ALL_THERE = "[...document.querySelectorAll('model-viewer')].every((v) => v.loaded && v.modelIsVisible)"
ORBITS = "[...document.querySelectorAll('model-viewer')].map((v) => String(v.getCameraOrbit()))"
SETTLED_MS = 1500
"""Until a frame with a new material, or the last of a turn, is drawn by a software renderer."""


@pytest.fixture(scope="module")
def fox(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pin = pinrender.load(root / "examples" / "fox.svg")
    return pin.export(tmp_path_factory.mktemp("page") / "fox.html", platings=("silver", "black-nickel"))


@pytest.fixture
def opened(page: Page, fox: Path) -> Page:
    page.goto(fox.as_uri())
    wait_until(page, ALL_THERE)
    page.wait_for_timeout(SETTLED_MS)
    return page


def picture(of: Locator) -> NDArray[np.uint8]:
    return np.array(Image.open(io.BytesIO(of.screenshot())).convert("RGB"))


def poster(page: Page, side: int) -> NDArray[np.uint8]:
    """The still of the same camera as the page itself shows it before the model is there, (S, S, 4)."""
    image = page.locator("model-viewer img").first
    source, turned = image.get_attribute("src") or "", str(image.evaluate("(e) => e.style.rotate"))
    data = base64.b64decode(source.partition(",")[2])
    still = Image.open(io.BytesIO(data)).convert("RGBA")
    still = still.rotate(-float(turned.removesuffix("deg")), Image.Resampling.BICUBIC)
    return np.array(still.resize((side, side), Image.Resampling.LANCZOS))


def difference(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.float64]:
    """CIEDE2000 of each pixel."""
    return ciede2000(srgb8_to_lab(one), srgb8_to_lab(other))


def test_it_is_the_pin_of_the_still(opened: Page, page_requests: list[str], page_errors: list[str]) -> None:
    screenshot(opened, "page-wide")
    seen = picture(opened.locator("model-viewer").first)
    still = poster(opened, len(seen))
    on_pin = still[..., 3] == 255
    apart = difference(seen[on_pin], still[..., :3][on_pin])
    assert np.median(apart) < 3.0, "a soft change of colour is hardly seen"
    assert np.quantile(apart, 0.9) < 12.0, "light between walls, and edges a pixel off"
    ground = difference(seen[still[..., 3] == 0], np.array([0xAA, 0xAA, 0xAC], np.uint8))
    assert np.quantile(ground, 0.97) < 2.0, "the same outline in the same place"
    assert left_the_machine(page_requests) == []
    assert [error for error in page_errors if "deprecated" not in error] == []


def test_platings_change_the_metal_and_nothing_else(opened: Page) -> None:
    viewer = opened.locator("model-viewer").first
    gold = picture(viewer)
    opened.get_by_text("Polished silver").click()
    opened.wait_for_timeout(SETTLED_MS)
    silver = picture(viewer)
    changed = difference(gold, silver) > 4.0
    yellow = gold[changed].astype(float).mean(axis=0)
    white = silver[changed].astype(float).mean(axis=0)
    assert yellow[2] < 0.75 * yellow[0]
    assert white[2] > 0.9 * white[0]
    assert white.min() > 90.0, "metal is not black"
    assert 0.03 < changed.mean() < 0.3, "lines, rim and their light in the enamel"


def test_one_hand_turns_both(opened: Page) -> None:
    before: list[str] = opened.evaluate(ORBITS)
    box: Any = opened.locator("model-viewer").first.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    opened.mouse.move(*middle)
    opened.mouse.down()
    opened.mouse.move(middle[0] - 90, middle[1] + 20, steps=4)
    opened.mouse.up()
    opened.wait_for_timeout(SETTLED_MS)
    after: list[str] = opened.evaluate(ORBITS)
    assert after[0] != before[0]
    assert after[0] == after[1]
    screenshot(opened, "page-turned")


def test_keys_alone_turn_it_and_choose(opened: Page) -> None:
    before: list[str] = opened.evaluate(ORBITS)
    for _ in range(20):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.tagName") == "MODEL-VIEWER":
            break
    for _ in range(3):
        opened.keyboard.press("ArrowLeft")
    opened.wait_for_timeout(SETTLED_MS)
    after: list[str] = opened.evaluate(ORBITS)
    assert after[0] != before[0]
    assert after[0] == after[1]
    for _ in range(20):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.name") == "plating":
            break
    opened.keyboard.press("ArrowRight")
    opened.wait_for_timeout(SETTLED_MS)
    names = opened.evaluate("[...document.querySelectorAll('model-viewer')].map((v) => v.variantName)")
    assert names == ["silver", "silver"]


@pytest.mark.parametrize("viewport", [(390, 844)])
def test_on_a_phone_nothing_is_cut_or_overlaps(opened: Page) -> None:
    screenshot(opened, "page-phone")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    named = "h1, h2, model-viewer, button, label span, figure img, figcaption"
    boxes: list[Any] = [each.bounding_box() for each in opened.locator(f":is({named}):visible").all()]
    for k, one in enumerate(boxes):
        assert one["x"] >= 0
        assert one["x"] + one["width"] <= 390
        for other in boxes[k + 1 :]:
            apart_x = (
                one["x"] + one["width"] <= other["x"] + 0.5 or other["x"] + other["width"] <= one["x"] + 0.5
            )
            apart_y = (
                one["y"] + one["height"] <= other["y"] + 0.5 or other["y"] + other["height"] <= one["y"] + 0.5
            )
            assert apart_x or apart_y, (one, other)
    touched = opened.locator("model-viewer").first.get_attribute("touch-action")
    assert touched == "pan-y", "a finger that goes up scrolls the page"
    opened.get_by_text("Hard enamel").last.click()
    assert opened.locator("model-viewer:visible").count() == 1


def test_without_its_script_the_pictures_are_there(browser: Any, fox: Path) -> None:
    tab = browser.new_context(java_script_enabled=False).new_page()
    tab.goto(fox.as_uri())
    assert tab.locator("model-viewer img").count() == 2
    assert tab.locator("model-viewer img").first.bounding_box()["width"] > 300
    assert "let the page run its script" in tab.locator("noscript").inner_text()
    tab.context.close()
