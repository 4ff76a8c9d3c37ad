"""Each thing that a designer should know: with its place or layer, a measure, and what to do about it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import pinrender
from pinrender import catalog
from pinrender.artwork import read
from pinrender.findings import Finding
from pinrender.inspect import lint
from tests.unit.artwork.drawings import save_svg
from tests.unit.artwork.flattened import picture

DISC = '<g id="enamel"><circle cx="50" cy="50" r="40" fill="#c8501e"/></g>'
RING = '<g id="metal"><circle cx="50" cy="50" r="38" fill="none" stroke="#111" stroke-width="4"/>{more}</g>'


def told(path: Path, code: str, *, size: str = "20mm", **options: str) -> Finding:
    """The one finding of that code; it has something to suggest."""
    pin = pinrender.load(path, size=size, pixels=400, **options)  # type: ignore[arg-type]
    (finding,) = [found for found in pin.report().findings if found.code == code]
    assert finding.suggestion
    return finding


def drawn(folder: Path, more: str = "", *, line: str = "") -> Path:
    return save_svg(folder, DISC + RING.format(more=line) + more)


def test_a_layer_that_no_rule_knows(tmp_path: Path) -> None:
    found = told(
        drawn(tmp_path, '<g id="fox"><path d="M40 40h20v20h-20z" fill="#2f5faa"/></g>'), "unnamed-layer"
    )
    assert "'fox'" in found.message
    assert "--layer 'fox=enamel'" in found.suggestion


def test_an_empty_layer(tmp_path: Path) -> None:
    assert "'glitter'" in told(drawn(tmp_path, '<g id="glitter"></g>'), "empty-layer").message


def test_art_outside_the_canvas(tmp_path: Path) -> None:
    found = told(
        drawn(tmp_path, '<g id="fill"><path d="M90 40h40v20h-40z" fill="#2f5faa"/></g>'), "outside-canvas"
    )
    share = float(found.message.partition(" %")[0])
    assert share == pytest.approx(75.0, abs=4.0)
    assert "layer 'fill' lies outside the canvas" in found.message
    inside = pinrender.load(drawn(tmp_path), size="20mm", pixels=400).report()
    assert "outside-canvas" not in [each.code for each in inside.findings]


def test_see_through_paint(tmp_path: Path) -> None:
    body = '<g id="fill"><path d="M35 35h30v30h-30z" fill="#2f5faa" fill-opacity=".5"/></g>'
    found = told(drawn(tmp_path, body), "semi-transparent")
    assert "layer 'fill' has see-through paint on its 56." in found.message


def test_flowing_colours_of_enamel(tmp_path: Path) -> None:
    body = """<defs><linearGradient id="g"><stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/>
      </linearGradient></defs><g id="fill"><path d="M25 35h50v30h-50z" fill="url(#g)"/></g>"""
    found = told(drawn(tmp_path, body), "gradient")
    assert "layer 'fill' has flowing colours on" in found.message
    assert "--layer 'fill=print'" in found.suggestion
    assert "the nearest flat colour, #" in found.suggestion


def test_colours_that_touch_without_a_line(tmp_path: Path) -> None:
    body = '<g id="fill"><path d="M40 40h20v20h-20z" fill="#2f5faa"/></g>'
    assert "along 19.9 mm" in told(drawn(tmp_path, body), "touching-colors").message


def test_lines_thinner_than_the_process_can_make(tmp_path: Path) -> None:
    path = drawn(tmp_path, line='<path d="M30 60H70" stroke="#111" stroke-width=".5"/>')
    found = told(path, "line-too-thin")  # of 80 units are 20 mm
    assert "thinner than the 0.2 mm that soft enamel can make, along " in found.message
    assert float(re.findall(r"along ([\d.]+)", found.message)[0]) == pytest.approx(10.0, abs=1.0)
    assert float(re.findall(r"is ([\d.]+) mm wide", found.message)[0]) == pytest.approx(0.125, abs=0.015)
    assert "wide, 2.5 mm below the middle" in found.message
    remedy = re.search(r"draw them (\S+) times as thick, or make the pin (\d+) mm", found.suggestion)
    assert remedy is not None
    assert float(remedy[1]) == pytest.approx(float(remedy[2]) / 20.0, abs=0.1)
    assert "0.15 mm that photo-etched" in told(path, "line-too-thin", process="photo-etched").message
    larger = pinrender.load(path, size="34mm", pixels=800).report()
    assert "line-too-thin" not in [each.code for each in larger.findings]


def test_corners_and_joints_are_no_thin_lines(tmp_path: Path) -> None:
    star = '<path d="M50 30L56 44L70 46L58 54L62 68L50 60L38 68L42 54L30 46L44 44Z" fill="#111"/>'
    pin = pinrender.load(drawn(tmp_path, line=star), size="20mm", pixels=400)
    assert [found.code for found in lint(pin.artwork(), pin.design.made_by)] == []


def test_live_text_and_the_fonts_it_lacks(tmp_path: Path) -> None:
    text = """<style>.a{font-family:'Brush Script MT', cursive}</style><g id="fill" font-family="Helvetica">
      <path d="M40 40h20v20h-20z" fill="#2f5faa"/><text x="40" y="60" class="a">Fox</text>
      <text x="40" y="60">Owl</text></g>"""
    found = told(drawn(tmp_path, text), "text-live")
    assert (
        "layer 'fill' holds live text in 'Brush Script MT', 'Helvetica', which is not drawn" in found.message
    )


def test_live_text_of_a_drawing_without_layers(tmp_path: Path) -> None:
    body = '<circle cx="50" cy="50" r="45"/><circle cx="50" cy="50" r="42" fill="#c81e28"/>'
    body += '<text x="9" y="9">A</text>'
    assert "holds live text" in told(save_svg(tmp_path, body), "text-live").message


def test_a_picture_too_coarse_for_the_size(tmp_path: Path) -> None:
    rgb = np.full((220, 220, 3), 255, np.uint8)
    rgb[10:210, 10:210] = 20
    rgb[16:204, 16:204] = (200, 30, 40)
    found = told(picture(tmp_path / "flat.png", rgb), "low-resolution")
    assert "200 pixels long, 10.0 to the millimetre at 20 mm" in found.message
    assert "lines of 0.2 mm, the thinnest of soft enamel, need 15" in found.message
    assert found.suggestion == "send it at 300 pixels, or make it 13 mm"
    art = read(tmp_path / "flat.png", size_mm=13.0, pixels_per_mm=20.0)
    soft, etched = (catalog.load(catalog.Process, name) for name in ("soft-enamel", "photo-etched"))
    assert lint(art, soft) == ()
    assert [each.code for each in lint(art, etched)] == ["low-resolution"]


def test_another_size_than_the_files_own(tmp_path: Path) -> None:
    path = save_svg(tmp_path, DISC + RING.format(more=""), attributes='width="50mm" height="50mm"')
    found = told(path, "resized")
    assert found.message.startswith("the file has it 40.0 mm long; at 20 mm all of it is 0.50 times as large")
    assert found.suggestion == "--size 40.0mm makes it as large as it is drawn"
    same = pinrender.load(path, size="38mm", pixels=400).report()
    assert "resized" not in {finding.code for finding in same.findings}
    poster = save_svg(tmp_path, DISC + RING.format(more=""), attributes='width="900mm" height="900mm"')
    report = pinrender.load(poster, size="20mm", pixels=400).report()
    assert "resized" not in {finding.code for finding in report.findings}
