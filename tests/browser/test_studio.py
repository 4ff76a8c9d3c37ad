"""The page of `pinrender serve`, as a person uses it."""

from __future__ import annotations

import io
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
import trimesh
from lxml import etree
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.unit.small_pin import draw_small_pin
from tests.unit.web.running import Server, served

EXAMPLES = ["badge.svg", "eclipse.svg", "fox.svg", "medal.svg", "moth.svg", "sunrise.svg", "wave.svg"]
WAIT_MS = 60_000
WIDE, MIDDLE, PHONE = (1600, 1000), (900, 1100), (390, 844)
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll('.panel, .view, .bar > *, .under > *, .file > *, .layer > *')]
    .filter((each) => each.checkVisibility() && !each.closest('.picture'))
    .map((each) => [each, each.getBoundingClientRect()]);
  const bad = [];
  for (const [one, a] of boxes) for (const [other, b] of boxes) {
    if (one === other || one.contains(other) || other.contains(one)) continue;
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 1 && down > 1) bad.push(`${one.className} ${other.className}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) bad.push('it scrolls sideways');
  for (const each of document.querySelectorAll('button, .button, h2, label > span')) {
    if (each.checkVisibility() && each.getBoundingClientRect().right > innerWidth) bad.push(each.textContent);
  }
  return bad;
}"""
"""Pairs of things that lie over each other, and what is cut; the picture may stay in sight."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def studio(page: Page, server: Server, page_requests: list[str], page_errors: list[str]) -> Iterator[Page]:
    """The page, opened; whatever a test does, nothing leaves the machine and nothing goes wrong unseen."""
    page.goto(f"http://127.0.0.1:{server.port}/")
    expect(page.locator("#process-note")).not_to_be_empty()
    yield page
    here = (f"http://127.0.0.1:{server.port}/", f"blob:http://127.0.0.1:{server.port}/", "data:")
    assert [asked for asked in page_requests if not asked.startswith(here)] == []
    assert [error for error in page_errors if "the server responded with a status of" not in error] == []


def opened(page: Page, *art: Path) -> None:
    """Open artwork and wait for its first picture."""
    page.set_input_files("#file" if page.locator("#start").is_visible() else "#file-again", list(art))
    expect(page.locator("#picture-image")).to_have_attribute("src", re.compile("^blob:"), timeout=WAIT_MS)


def settled(page: Page) -> None:
    """Wait until everything that was asked for is there."""
    expect(page.locator("#picture")).to_have_attribute("aria-busy", "false", timeout=WAIT_MS)
    expect(page.locator("#verdict")).to_have_text(re.compile(r"\.$"), timeout=WAIT_MS)


def changed(image: Locator, before: str | None) -> None:
    """Wait for another picture."""
    expect(image).not_to_have_attribute("src", before or "", timeout=WAIT_MS)


def kept(page: Page, root: Path, name: str) -> None:
    """Keep what the page looks like, for people, under out/browser/."""
    page.screenshot(path=root / "out" / "browser" / f"studio-{name}.png", full_page=True)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_drawn_and_understood(studio: Page, examples: Path, name: str) -> None:
    opened(studio, examples / name)
    expect(studio.locator("#layers .layer").first).to_be_visible(timeout=WAIT_MS)
    expect(studio.locator("#about")).to_contain_text(name)
    expect(studio.locator("#alert")).to_be_hidden()


@pytest.mark.parametrize("viewport", [WIDE, MIDDLE, PHONE])
def test_the_way_through(studio: Page, examples: Path, root: Path, viewport: tuple[int, int]) -> None:
    """Open, look, correct, choose, turn and compare; nothing lies over anything else on the way."""
    kept(studio, root, f"{viewport[0]}-start")
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
    settled(studio)
    before = image.get_attribute("src")
    studio.select_option("#finish [name=plating]", "black-nickel")
    changed(image, before)
    expect(image).to_have_attribute("alt", re.compile("Hard enamel.*black nickel", re.IGNORECASE))

    before = image.get_attribute("src")
    studio.locator("input[title='#2f6b56']").evaluate(
        "(input) => { input.value = '#2244aa'; input.dispatchEvent(new Event('change', { bubbles: true })); }"
    )
    changed(image, before)
    settled(studio)

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
    expect(studio.locator("#alert")).to_be_hidden()
    kept(studio, root, f"{viewport[0]}-pin")


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


def test_every_file_can_be_kept(studio: Page, tmp_path: Path) -> None:
    opened(studio, draw_small_pin(tmp_path / "Füchse.svg"))
    studio.locator("#finish [name=size]").fill("12")
    studio.locator("#finish [name=size]").press("Tab")
    settled(studio)

    def download(what: str, suffix: str | None = None) -> tuple[str, bytes]:
        row = studio.locator(".file", has=studio.get_by_role("button", name=f"Download {what}"))
        if suffix is not None:
            row.locator("select").first.select_option(suffix)
        with studio.expect_download(timeout=WAIT_MS) as waiting:
            row.get_by_role("button").click()
        return waiting.value.suggested_filename, waiting.value.path().read_bytes()

    name, body = download("picture")
    assert name == "Füchse-soft-enamel-gold.png"
    assert Image.open(io.BytesIO(body)).size == (1024, 1024)
    assert Image.open(io.BytesIO(download("comparison", "png")[1])).format == "PNG"
    name, body = download("comparison", "html")
    assert (name, b"<script" in body) == ("Füchse-compare.html", False)
    studio.locator(".file", has_text="Proof").locator("summary").click()
    studio.get_by_label("Customer").fill("Fox & Co")
    assert len(pikepdf.open(io.BytesIO(download("proof")[1])).pages) == 2
    assert etree.fromstring(download("layers", "svg")[1]).tag.endswith("svg")
    solid = trimesh.load_mesh(io.BytesIO(download("solid", "stl")[1]), file_type="stl")
    assert solid.is_watertight


def test_the_keyboard_is_enough(studio: Page, examples: Path) -> None:
    with studio.expect_file_chooser() as choosing:
        studio.keyboard.press("Tab")
        studio.keyboard.press("Tab")
        studio.keyboard.press("Enter")
    choosing.value.set_files(examples / "fox.svg")
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
    settled(studio)
    tab_to("#compare summary")
    studio.keyboard.press("Enter")
    expect(studio.locator("#compare-right")).to_have_attribute("src", re.compile("^blob:"), timeout=WAIT_MS)
    tab_to("#compare-at")
    studio.keyboard.press("ArrowRight")
    expect(studio.locator("#compare-at")).to_have_value("51")


def test_a_bad_file_shows_its_sentence(studio: Page, tmp_path: Path) -> None:
    bad = tmp_path / "<b>bad.svg"
    bad.write_text("hello", "utf-8")
    studio.set_input_files("#file", bad)
    expect(studio.locator("#alert-words")).to_contain_text(
        "'<b>bad.svg' is not well-formed XML", timeout=WAIT_MS
    )
    studio.get_by_role("button", name="Dismiss").click()
    expect(studio.locator("#alert")).to_be_hidden()
    opened(studio, draw_small_pin(tmp_path / "good.svg"))
    studio.locator("#finish [name=size]").fill("30 parsecs")
    studio.locator("#finish [name=size]").press("Tab")
    expect(studio.locator("#alert-words")).to_contain_text("Size '30 parsecs'", timeout=WAIT_MS)
    studio.locator("#finish [name=size]").fill("")
    studio.locator("#finish [name=size]").press("Tab")
    expect(studio.locator("#alert")).to_be_hidden(timeout=WAIT_MS)


def test_what_is_written_in_artwork_is_never_run(studio: Page, tmp_path: Path) -> None:
    name = "&lt;img src=x onerror=alert(1)&gt;"
    art = draw_small_pin(tmp_path / "x.svg", lines=name)
    opened(studio, art)
    expect(studio.locator("#layers")).to_contain_text("<img src=x onerror=alert(1)>", timeout=WAIT_MS)
    assert studio.locator("#layers img[onerror]").count() == 0


def test_several_pictures_are_the_layers_of_one(studio: Page, examples: Path) -> None:
    opened(studio, *sorted((examples / "fox-layers").glob("*.png")))
    expect(studio.locator("#about")).to_contain_text("layers.zip")
    expect(studio.locator("#layers .layer")).to_have_count(len(list((examples / "fox-layers").glob("*.png"))))


def test_a_dropped_file_is_opened(studio: Page, tmp_path: Path) -> None:
    drawing = draw_small_pin(tmp_path / "fox.svg").read_text("utf-8")
    dropped = studio.evaluate_handle(
        "(text) => { const all = new DataTransfer(); all.items.add(new File([text], 'a.svg')); return all; }",
        drawing,
    )
    studio.dispatch_event("#start", "drop", {"dataTransfer": dropped})
    expect(studio.locator("#picture-image")).to_have_attribute("src", re.compile("^blob:"), timeout=WAIT_MS)


def test_two_browsers_have_their_own_pins(
    studio: Page, browser: Browser, server: Server, tmp_path: Path
) -> None:
    context = browser.new_context()
    other = context.new_page()
    other.goto(f"http://127.0.0.1:{server.port}/")
    expect(other.locator("#process-note")).not_to_be_empty()
    for page, fill in ((studio, "#c8501e"), (other, "#0044cc")):
        art = draw_small_pin(tmp_path / f"{fill[1:]}.svg", fill=fill)
        page.set_input_files("#file", art)
    for page, fill in ((studio, "#c8501e"), (other, "#0044cc")):
        settled(page)
        expect(page.locator("#about")).to_contain_text(f"{fill[1:]}.svg")
        expect(page.locator(f"input[title='{fill}']")).to_be_visible()
    context.close()


def test_it_goes_on_after_the_render_process_dies(studio: Page, server: Server, tmp_path: Path) -> None:
    opened(studio, draw_small_pin(tmp_path / "fox.svg"))
    settled(studio)
    image = studio.locator("#picture-image")
    before = image.get_attribute("src")
    os.kill(server.worker(), signal.SIGKILL)
    studio.select_option("#finish [name=plating]", "copper")
    changed(image, before)
    settled(studio)


def test_what_takes_long_shows_progress_and_is_cancelled(studio: Page, tmp_path: Path, root: Path) -> None:
    opened(studio, draw_small_pin(tmp_path / "fox.svg"))
    settled(studio)
    row = studio.locator(".file", has_text="Picture")
    row.locator("summary").click()
    row.get_by_label("Quality").select_option("studio")
    row.get_by_role("button", name="Download").click()
    expect(studio.locator("#progress-words")).to_have_text("Tracing light …", timeout=WAIT_MS)
    expect(studio.locator("#progress-bar")).to_have_attribute(
        "value", re.compile(r"^0\.\d+"), timeout=WAIT_MS
    )
    kept(studio, root, "1280-progress")
    studio.get_by_role("button", name="Cancel").click()
    expect(studio.locator("#progress")).to_be_hidden()
    expect(studio.locator("#alert")).to_be_hidden()
    image = studio.locator("#picture-image")
    before = image.get_attribute("src")
    studio.select_option("#finish [name=plating]", "copper")
    changed(image, before)
