"""The page of `pinrender serve`, as a person goes through it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from pinrender.findings import without_options
from tests.browser.pages import screenshot, wait_for_model
from tests.browser.studio import OVERLAPS, WAIT_MS, changed, opened, settled
from tests.unit.small_pin import draw_small_pin

EXAMPLES = ["badge.svg", "eclipse.svg", "fox.svg", "medal.svg", "moth.svg", "sunrise.svg", "wave.svg"]
WIDE, MIDDLE, PHONE, NARROW = (1600, 1000), (900, 1100), (390, 844), (320, 640)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_drawn_and_understood(studio: Page, examples: Path, name: str) -> None:
    opened(studio, examples / name)
    expect(studio.locator("#layers .layer").first).to_be_visible(timeout=WAIT_MS)
    expect(studio.locator("#about")).to_contain_text(name)
    expect(studio.locator("#alert")).to_be_hidden()


@pytest.mark.parametrize("viewport", [MIDDLE, NARROW])
def test_nothing_lies_over_anything(studio: Page, tmp_path: Path, viewport: tuple[int, int]) -> None:
    assert studio.evaluate(OVERLAPS) == []
    opened(studio, draw_small_pin(tmp_path / "fox.svg"))
    settled(studio)
    studio.locator("#compare summary").click()
    for more in studio.locator(".file summary").all():
        more.click()
    assert studio.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_the_way_through(studio: Page, examples: Path, viewport: tuple[int, int]) -> None:
    """Open, look, correct, choose, turn and compare; nothing lies over anything else on the way."""
    screenshot(studio, f"studio-{viewport[0]}-start")
    opened(studio, examples / "fox.svg")
    settled(studio)
    assert studio.evaluate(OVERLAPS) == []
    image = studio.locator("#picture-image")
    expect(studio.locator("#marks .mark")).to_have_count(1)
    studio.locator("#marks .mark").click()
    expect(studio.locator("#findings [aria-current=true]")).to_have_count(1)

    before = image.get_attribute("src")
    studio.select_option("#finish [name=process]", "hard-enamel")
    changed(image, before)
    before = image.get_attribute("src")
    studio.select_option("#finish [name=plating]", "black-nickel")
    changed(image, before)
    expect(image).to_have_attribute("alt", re.compile("Hard enamel.*black nickel", re.IGNORECASE))

    before = image.get_attribute("src")
    studio.locator("input[title='#2f6b56']").evaluate(
        "(input) => { input.value = '#2244aa'; input.dispatchEvent(new Event('change', { bubbles: true })); }"
    )
    changed(image, before)

    studio.locator("#picture").scroll_into_view_if_needed()
    box = studio.locator("#picture").bounding_box()
    assert box is not None
    studio.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    studio.mouse.down()
    studio.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4, steps=4)
    studio.mouse.up()
    expect(studio.locator("#view option:checked")).to_have_attribute("value", re.compile(r"^\d+,\d+$"))
    settled(studio)

    studio.locator("#compare summary").click()
    for side in ("left", "right"):
        side_image = studio.locator(f"#compare-{side}")
        expect(side_image).to_have_attribute("src", re.compile("^blob:"), timeout=WAIT_MS)
    studio.locator("#compare-at").fill("20")
    expect(studio.locator(".over")).to_have_attribute("style", re.compile("20%"))
    assert studio.evaluate(OVERLAPS) == []
    expect(studio.locator("model-viewer")).to_be_attached(timeout=WAIT_MS)
    studio.locator("#solid").scroll_into_view_if_needed()
    wait_for_model(studio)
    expect(studio.locator("#alert")).to_be_hidden()
    studio.screenshot(path=screenshot(studio, f"studio-{viewport[0]}-pin"), full_page=True)


def test_roles_are_corrected(studio: Page, tmp_path: Path) -> None:
    """A layer whose name says nothing becomes metal where a person says so."""
    opened(studio, draw_small_pin(tmp_path / "odd.svg", lines="odd one"))
    settled(studio)
    role = studio.get_by_label("Role of odd one")
    expect(role).to_have_value("")
    image = studio.locator("#picture-image")
    before = image.get_attribute("src")
    role.select_option("metal")
    changed(image, before)
    settled(studio)
    expect(studio.get_by_label("Role of odd one")).to_have_value("metal")
    expect(studio.get_by_label("Colour #111111 of odd one")).to_have_count(0)
    expect(studio.locator(".layer", has_text="odd one")).to_contain_text("chosen here")


def test_turning_begins_where_the_view_is(studio: Page, tmp_path: Path) -> None:
    opened(studio, draw_small_pin(tmp_path / "fox.svg"))
    for view, turned in (("left", "-96,50"), ("right", "84,50"), ("hero", "-26,47")):
        studio.select_option("#view", view)
        studio.locator("#picture").press("ArrowRight")
        expect(studio.locator("#view")).to_have_value(turned)
    studio.select_option("#view", "back")
    studio.locator("#picture").press("ArrowRight")
    expect(studio.locator("#view")).to_have_value("back")
    expect(studio.locator("#turn-note")).to_have_text("The back does not turn; choose another view")
    studio.select_option("#view", "low")
    expect(studio.locator("#turn-note")).to_have_text("Drag to turn")


def test_what_is_compared_is_the_pin_on_screen(studio: Page, tmp_path: Path) -> None:
    """The left one begins as the finish on screen, and both are seen as the picture is."""
    opened(studio, draw_small_pin(tmp_path / "fox.svg"))
    studio.select_option("#finish [name=process]", "hard-enamel")
    studio.select_option("#finish [name=plating]", "black-nickel")
    settled(studio)
    studio.locator("#compare summary").click()
    left, right = (studio.locator(f"#compare [data-side={side}]") for side in ("left", "right"))
    for side, process in ((left, "hard-enamel"), (right, "soft-enamel")):
        expect(side.locator("[name=process]")).to_have_value(process)
        expect(side.locator("[name=plating]")).to_have_value("black-nickel")
    images = [studio.locator(f"#compare-{side}") for side in ("left", "right")]
    for image in images:
        expect(image).to_have_attribute("src", re.compile("^blob:"), timeout=WAIT_MS)
    with studio.expect_response(lambda said: _compares(said, '"pixels":1024'), timeout=WAIT_MS):
        left.locator("[name=plating]").select_option("silver")
    before = [image.get_attribute("src") for image in images]
    studio.select_option("#view", "three-quarter")
    for image, each in zip(images, before, strict=True):
        changed(image, each)
    expect(left.locator("[name=plating]")).to_have_value("silver")


def _compares(said: Response, what: str) -> bool:
    asked = said.request.post_data or ""
    return '"lane":"compare left"' in asked and what in asked


def test_the_model_is_marked_while_it_is_not_yet_the_one(studio: Page, tmp_path: Path) -> None:
    opened(studio, draw_small_pin(tmp_path / "fox.svg"))
    solid = studio.locator("#solid")
    expect(solid).to_have_attribute("aria-busy", "true")
    expect(solid).to_have_attribute("aria-busy", "false", timeout=WAIT_MS)
    expect(solid.locator("model-viewer")).to_be_attached()
    studio.select_option("#finish [name=plating]", "copper")
    expect(solid).to_have_attribute("aria-busy", "true")
    expect(solid).to_have_attribute("aria-busy", "false", timeout=WAIT_MS)


def test_the_keyboard_is_enough(studio: Page, tmp_path: Path) -> None:
    with studio.expect_file_chooser() as choosing:
        studio.keyboard.press("Tab")
        studio.keyboard.press("Tab")
        studio.keyboard.press("Enter")
    choosing.value.set_files(draw_small_pin(tmp_path / "fox.svg"))
    image = studio.locator("#picture-image")
    expect(image).to_have_attribute("src", re.compile("^blob:"), timeout=WAIT_MS)
    settled(studio)
    studio.locator("#another input").focus()

    def tab_to(selector: str) -> None:
        for _ in range(80):
            studio.keyboard.press("Tab")
            if studio.locator(selector).evaluate("(each) => each === document.activeElement"):
                return
        raise AssertionError(selector)

    tab_to("#picture")
    studio.keyboard.press("ArrowRight")
    expect(studio.locator("#view option:checked")).to_have_attribute("value", "-6,0")
    before = image.get_attribute("src")
    tab_to("#finish [name=plating]")
    studio.keyboard.type("Polished silver")
    expect(studio.locator("#finish [name=plating]")).to_have_value("silver")
    changed(image, before)
    tab_to("#compare summary")
    studio.keyboard.press("Enter")
    expect(studio.locator("#compare-right")).to_have_attribute("src", re.compile("^blob:"), timeout=WAIT_MS)
    tab_to("#compare-at")
    studio.keyboard.press("ArrowRight")
    expect(studio.locator("#compare-at")).to_have_value("51")


def test_advice_names_no_option_of_a_command(studio: Page) -> None:
    cut = "async (advice) => (await import('/static/findings.js')).withoutOptions(advice)"
    for advice in ("dome it: --epoxy", "widen it, or --size 40mm", "draw it wider", "--layer 'a=ignore'"):
        assert studio.evaluate(cut, advice) == without_options(advice)
