"""The page of `pinrender serve`: files in and out, several people, and what goes wrong."""

from __future__ import annotations

import io
import os
import re
import signal
from pathlib import Path

import pikepdf
import trimesh
from lxml import etree
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import screenshot
from tests.browser.studio import WAIT_MS, changed, opened, settled
from tests.gltf import validated
from tests.unit.small_pin import draw_small_pin
from tests.unit.web.running import Server, served


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
    assert name == "Füchse-compare.html"
    assert body.count(b"<script") == body.count(b'<script type="application/json"') == 1
    studio.locator(".file", has_text="Proof").locator("summary").click()
    studio.get_by_label("Customer").fill("Fox & Co")
    assert validated(download("model", "glb")[1])["issues"]["numErrors"] == 0
    assert download("model", "usdz")[0].endswith(".usdz")
    name, body = download("page")
    assert name.endswith(".html")
    assert b"<model-viewer" in body
    assert len(pikepdf.open(io.BytesIO(download("proof")[1])).pages) == 2
    assert etree.fromstring(download("layers", "svg")[1]).tag.endswith("svg")
    solid = trimesh.load_mesh(io.BytesIO(download("solid", "stl")[1]), file_type="stl")
    assert solid.is_watertight


def test_a_bad_file_shows_its_sentence(studio: Page, tmp_path: Path) -> None:
    bad = tmp_path / "<b>bad.svg"
    bad.write_text("hello", "utf-8")
    studio.set_input_files("#file", bad)
    expect(studio.locator("#alert-words")).to_contain_text(
        "'<b>bad.svg' is not well-formed XML", timeout=WAIT_MS
    )
    expect(studio.locator("#start")).to_be_visible()
    expect(studio.locator("#studio")).to_be_hidden()
    studio.get_by_role("button", name="Dismiss").click()
    expect(studio.locator("#alert")).to_be_hidden()
    opened(studio, draw_small_pin(tmp_path / "good.svg"))
    studio.locator("#finish [name=size]").fill("30 parsecs")
    studio.locator("#finish [name=size]").press("Tab")
    expect(studio.locator("#alert-words")).to_contain_text("Size '30 parsecs'", timeout=WAIT_MS)
    expect(studio.locator("#verdict")).to_have_text("Not measured.")
    studio.locator("#finish [name=size]").fill("")
    studio.locator("#finish [name=size]").press("Tab")
    expect(studio.locator("#alert")).to_be_hidden(timeout=WAIT_MS)


def test_a_bad_file_leaves_the_good_one(studio: Page, tmp_path: Path) -> None:
    bad = tmp_path / "bad.svg"
    bad.write_text("hello", "utf-8")
    opened(studio, draw_small_pin(tmp_path / "good.svg"))
    settled(studio)
    words = studio.locator("#verdict").text_content()
    studio.set_input_files("#file-again", bad)
    expect(studio.locator("#alert-words")).to_contain_text("'bad.svg' is not", timeout=WAIT_MS)
    expect(studio.locator("#about")).to_contain_text("good.svg")
    expect(studio.locator("#verdict")).to_have_text(words or "")
    image = studio.locator("#picture-image")
    before = image.get_attribute("src")
    studio.select_option("#finish [name=plating]", "copper")
    changed(image, before)


def test_the_fields_of_a_flat_picture_go_with_it(studio: Page, tmp_path: Path) -> None:
    flat = Image.new("RGB", (120, 120), "#ffffff")
    ImageDraw.Draw(flat).ellipse((10, 10, 110, 110), fill="#111111")
    ImageDraw.Draw(flat).ellipse((24, 24, 96, 96), fill="#c8501e")
    flat.save(tmp_path / "flat.png")
    opened(studio, tmp_path / "flat.png")
    expect(studio.locator("#flat")).to_be_visible(timeout=WAIT_MS)
    opened(studio, draw_small_pin(tmp_path / "fox.svg"))
    expect(studio.locator("#about")).to_contain_text("fox.svg", timeout=WAIT_MS)
    expect(studio.locator("#flat")).to_be_hidden()


def test_what_a_pin_toml_says_stands_in_the_form(page: Page, tmp_path: Path) -> None:
    art = draw_small_pin(tmp_path / "fox.svg")
    said = 'size = "14mm"\nprocess = "hard-enamel"\nplating = "silver"\nepoxy = true\nstudio = "window"\n'
    (tmp_path / "pin.toml").write_text(said, "utf-8")
    with served(tmp_path, art=art) as server:
        page.goto(server.address)
        form = page.locator("#finish")
        expected = {"size": "14mm", "process": "hard-enamel", "plating": "silver", "epoxy": "true"}
        for name, value in (expected | {"studio": "window", "backdrop": ""}).items():
            expect(form.locator(f"[name={name}]")).to_have_value(value, timeout=WAIT_MS)
        expect(form.locator("[name=size]")).to_have_attribute("placeholder", "14mm")


def test_it_says_so_when_the_server_has_stopped(page: Page, tmp_path: Path) -> None:
    with served(tmp_path) as server:
        page.goto(server.address)
        expect(page.locator("#process-note")).not_to_be_empty()
        opened(page, draw_small_pin(tmp_path / "fox.svg"))
        settled(page)
        server.process.terminate()
        server.process.wait(30.0)
        page.select_option("#finish [name=plating]", "copper")
        expect(page.locator("#alert-words")).to_contain_text("is it still running?", timeout=WAIT_MS)
        expect(page.locator("#verdict")).to_have_text("Not measured.")
        expect(page.locator("#solid")).to_have_attribute("aria-busy", "false")


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


def test_what_takes_long_shows_progress_and_is_cancelled(studio: Page, tmp_path: Path) -> None:
    opened(studio, draw_small_pin(tmp_path / "fox.svg"))
    expect(studio.locator("#layers .layer")).to_have_count(2, timeout=WAIT_MS)
    row = studio.locator(".file", has_text="Picture")
    row.locator("summary").click()
    row.get_by_label("Quality").select_option("studio")
    row.get_by_role("button", name="Download").click()
    expect(studio.locator("#progress-words")).to_have_text("Tracing light …", timeout=WAIT_MS)
    expect(studio.locator("#progress-bar")).to_have_attribute(
        "value", re.compile(r"^0\.\d+"), timeout=WAIT_MS
    )
    screenshot(studio, "studio-progress")
    studio.get_by_role("button", name="Cancel").click()
    expect(studio.locator("#progress")).to_be_hidden()
    expect(studio.locator("#alert")).to_be_hidden()
    image = studio.locator("#picture-image")
    before = image.get_attribute("src")
    studio.select_option("#finish [name=plating]", "copper")
    changed(image, before)
