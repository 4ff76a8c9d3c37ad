"""The viewer that is fetched draws a solid in a real browser, from one file, and asks nobody for anything."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
import trimesh
from PIL import Image
from playwright.sync_api import Page

from pinrender._viewer import viewer_script
from tests.browser.pages import left_the_machine, screenshot, wait_for_model


def page_with(glb: bytes) -> str:
    """A page that needs no second file: the viewer stands in it, and so does the solid."""
    source = f"data:model/gltf-binary;base64,{base64.b64encode(glb).decode()}"
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Box</title>
<link rel="icon" href="data:,">
<style>html, body, model-viewer {{ width: 100%; height: 100%; margin: 0 }}</style>
<model-viewer src="{source}" alt="A box" camera-orbit="30deg 60deg auto"></model-viewer>
<script type="module">{viewer_script()}</script></html>"""


@pytest.mark.parametrize("viewport", [(320, 240)])
def test_a_box_is_seen_and_nothing_leaves_the_machine(
    tmp_path: Path, page: Page, page_requests: list[str], page_errors: list[str]
) -> None:
    red = trimesh.creation.box((30.0, 20.0, 10.0))
    red.visual = trimesh.visual.TextureVisuals(
        material=trimesh.visual.material.PBRMaterial(baseColorFactor=(200, 20, 20, 255))
    )
    file = tmp_path / "box.html"
    file.write_text(page_with(red.export(file_type="glb")), encoding="utf-8")
    page.goto(file.as_uri())
    wait_for_model(page)
    with Image.open(screenshot(page, "viewer-box")) as picture:
        corner = picture.convert("RGB").getpixel((3, 236))
        middle = picture.convert("RGB").getpixel((160, 120))
    assert corner == (255, 255, 255), "the page is white beside the box"
    assert middle[0] > 1.5 * max(middle[1:]), "the box is red"
    assert left_the_machine(page_requests) == []
    assert {url.partition(":")[0] for url in page_requests} <= {"file", "blob", "data"}
    assert page_errors == []


def test_what_leaves_the_machine_is_seen(page: Page, page_requests: list[str]) -> None:
    page.set_content("<img src='http://example.invalid/a.png'>", wait_until="load")
    assert left_the_machine(page_requests) == ["http://example.invalid/a.png"]


def test_an_error_in_a_page_is_seen(page: Page, page_errors: list[str]) -> None:
    page.set_content(
        "<script>console.error('said'); setTimeout(() => { throw new Error('thrown') })</script>"
    )
    page.wait_for_timeout(200)
    assert [error.splitlines()[0].removeprefix("Error: ") for error in page_errors] == ["said", "thrown"]
