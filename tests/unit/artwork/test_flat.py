"""A flat picture comes out as the layered drawing that it was."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pinrender.artwork import Artwork, read
from pinrender.errors import ArtworkError, UsageError
from pinrender.separation import Separation
from tests.unit.artwork.drawings import area_mm2, codes, save_svg
from tests.unit.artwork.flattened import areas_mm2, counterpart, flatten, metal_overlap, picture

ROOT = Path(__file__).resolve().parents[3]
SIZE_MM = 30.0
PER_MM = 20.0
FLOOR_MM2 = 0.15
"""What an area may be off whatever its size: half a pixel around a small cell."""


@pytest.fixture(scope="module")
def layered() -> dict[str, Artwork]:
    """The examples, as their layers say."""
    return {
        name: read(ROOT / f"examples/{name}.svg", size_mm=SIZE_MM, pixels_per_mm=PER_MM)
        for name in ("fox", "moth", "wave", "sunrise")
    }


def told(art: Artwork) -> str:
    """What was made of the picture."""
    return next(finding.message for finding in art.findings if finding.code == "separated")


def canvas(side: int = 240, color: tuple[int, int, int] = (255, 255, 255)) -> np.ndarray:
    """Nothing but paper."""
    return np.full((side, side, 3), color, np.uint8)


def disc(rgb: np.ndarray, radius: float, color: tuple[int, int, int]) -> np.ndarray:
    """The picture with an anti-aliased disc in its middle."""
    side = len(rgb)
    offset = np.arange(side) + 0.5 - side / 2
    share = np.clip(radius - np.hypot(offset[:, None], offset[None]) + 0.5, 0.0, 1.0)[..., None]
    return np.rint(share * np.array(color) + (1.0 - share) * rgb).astype(np.uint8)


@pytest.mark.parametrize(
    ("file", "tolerance"),
    [("white.png", 0.01), ("clear.png", 0.01), ("art.jpg", 0.03), ("art.webp", 0.03)],
)
@pytest.mark.parametrize("name", ["fox", "moth", "wave", "sunrise"])
def test_examples_flattened_have_the_same_metal_and_colours(
    tmp_path: Path, layered: dict[str, Artwork], name: str, file: str, tolerance: float
) -> None:
    paper = None if file == "clear.png" else (255, 255, 255)
    flat = flatten(ROOT / f"examples/{name}.svg", tmp_path / file, pixels=1500, paper=paper)
    art = read(flat, size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    found, wanted = areas_mm2(art), areas_mm2(layered[name])
    for color, area in wanted.items():
        assert counterpart(color, found) == pytest.approx(area, rel=tolerance, abs=FLOOR_MM2), color
    assert min(found.values()) > 1.0
    assert len(found) <= len(wanted) + 1  # the moth's bare metal, the wave's hole
    if name != "wave":  # the hole's ring is metal that is cut away
        assert metal_overlap(art, layered[name]) > 0.97


@pytest.mark.parametrize("name", ["moth", "wave"])
def test_a_small_picture_has_each_colour_once(tmp_path: Path, name: str) -> None:
    large = Image.open(flatten(ROOT / f"examples/{name}.svg", tmp_path / "large.png", pixels=1200))
    small = large.resize((300, round(300 * large.height / large.width)), Image.Resampling.BOX)
    small.save(tmp_path / "small.png")
    art = read(tmp_path / "small.png", size_mm=SIZE_MM, pixels_per_mm=36.0)
    metal = next(layer for layer in art.layers if layer.name == "metal")
    assert metal.palette == ("#1a1a1a",)
    assert "near-equal-colors" not in {finding.code for finding in art.findings}


def test_fewer_colours_than_drawn_are_told_with_what_became_of_them(tmp_path: Path) -> None:
    rgb = disc(disc(disc(canvas(), 100, (0, 0, 0)), 90, (200, 30, 40)), 60, (0, 0, 0))
    rgb = disc(disc(rgb, 54, (250, 210, 60)), 20, (240, 190, 50))
    art = read(picture(tmp_path / "rings.png", rgb), size_mm=SIZE_MM, separation=Separation(colors=2))
    found = next(finding for finding in art.findings if finding.code == "colors-joined")
    assert found.message == "only 2 enamel colours asked for (--colors 2): #f0be32 became #fad23c"
    assert found.suggestion == "ask for 3 to keep them all"


def test_an_area_of_the_outlines_colour_is_told(tmp_path: Path) -> None:
    rgb = disc(disc(canvas(), 100, (20, 20, 20)), 94, (200, 30, 40))
    plain = read(picture(tmp_path / "plain.png", rgb), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert "wide-metal" not in {finding.code for finding in plain.findings}
    rgb[100:130, 90:150] = (20, 20, 20)
    art = read(picture(tmp_path / "panel.png", rgb), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    found = next(finding for finding in art.findings if finding.code == "wide-metal")
    assert "of the picture has the outline's colour #141414 but is far wider" in found.message
    assert [layer.reason for layer in art.layers] == ["by its colours", "by its colours"]


def test_a_shadow_outside_the_outline_is_removed_and_told(tmp_path: Path) -> None:
    logo = disc(disc(canvas(), 90, (20, 20, 20)), 84, (200, 30, 40))
    plain = read(picture(tmp_path / "plain.png", logo), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert "shadow" not in {finding.code for finding in plain.findings}
    grey = disc(disc(canvas(), 90, (225, 225, 225)), 86, (180, 180, 180))
    shaded = np.roll(grey, 12, axis=(0, 1))
    inside = np.hypot(*(np.indices((240, 240)) - 119.5)) < 91
    shaded[inside] = logo[inside]
    art = read(picture(tmp_path / "shaded.png", shaded), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    found = next(finding for finding in art.findings if finding.code == "shadow")
    assert "#b4b4b4" in found.message
    assert art.plan.palette == ("#c81e28",)
    assert area_mm2(art, art.plan.body) == pytest.approx(area_mm2(plain, plain.plan.body), rel=0.005)
    said = Separation(paper="#ffffff")
    kept = read(tmp_path / "shaded.png", size_mm=SIZE_MM, pixels_per_mm=PER_MM, separation=said)
    assert "#b4b4b4" in kept.plan.palette
    sticker = disc(
        disc(disc(canvas(color=(126, 200, 227)), 100, (255, 255, 255)), 90, (20, 20, 20)), 84, (200, 30, 40)
    )
    border = read(picture(tmp_path / "sticker.png", sticker), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert "#ffffff" in border.plan.palette
    ring = disc(disc(canvas(), 100, (20, 20, 20)), 94, (180, 180, 180))
    grey_art = read(picture(tmp_path / "grey.png", ring), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert "shadow" not in {finding.code for finding in grey_art.findings}
    open_lines = disc(canvas(), 100, (180, 180, 180))
    open_lines[115:125, 30:210] = open_lines[30:210, 115:125] = (20, 20, 20)
    bare = read(picture(tmp_path / "bare.png", open_lines), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert "shadow" not in {finding.code for finding in bare.findings}


def test_a_small_gradient_is_told_and_does_not_become_metal(tmp_path: Path) -> None:
    """It is less than a fiftieth of the picture, and nearer to the outline's colour than to any other."""
    rgb = disc(disc(canvas(600), 250, (20, 20, 20)), 236, (232, 134, 46))
    plain = read(picture(tmp_path / "plain.png", rgb), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    rows = np.linspace(0.0, 1.0, 50)[:, None, None]
    rgb[270:320, 280:330] = np.rint((1.0 - rows) * (0, 99, 51) + rows * (20, 60, 40))
    art = read(picture(tmp_path / "eye.png", rgb), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert "gradient" in codes(art)
    assert area_mm2(art, art.plan.metal) == pytest.approx(area_mm2(plain, plain.plan.metal), rel=0.002)
    assert 2 <= len(art.plan.palette) - 1 <= 4


def test_an_outline_about_flowing_colours_is_metal(tmp_path: Path) -> None:
    flow = '<stop stop-color="#fe0"/><stop offset="1" stop-color="#f20"/>'
    flow = f'<linearGradient id="g">{flow}</linearGradient>'
    disc_of_it = '<circle cx="50" cy="50" r="42" fill="url(#g)" stroke="#111" stroke-width="4"/>'
    art = read(save_svg(tmp_path, flow + disc_of_it), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert "metal is #111111" in told(art)
    share = (44**2 - 40**2) / 44**2
    assert area_mm2(art, art.plan.metal) == pytest.approx(share * area_mm2(art, art.plan.body), rel=0.02)


def test_grey_between_black_and_white_is_no_third_colour(tmp_path: Path) -> None:
    rgb = disc(disc(canvas(), 100, (0, 0, 0)), 92, (255, 255, 255))
    art = read(picture(tmp_path / "ring.png", rgb), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert art.plan.palette == ("#ffffff",)
    assert "metal is #000000" in told(art)
    assert "background #ffffff removed" in told(art)
    metal_mm2 = art.plan.metal.sum() / 255.0 * art.plan.grid.pitch_mm**2
    assert metal_mm2 == pytest.approx(np.pi * 15.0**2 * (1.0 - 0.92**2), rel=0.01)


def test_a_black_outline_on_black_keeps_its_inner_lines(tmp_path: Path) -> None:
    rgb = disc(disc(canvas(color=(0, 0, 0)), 100, (200, 30, 40)), 60, (0, 0, 0))
    rgb = disc(rgb, 54, (250, 210, 60))
    art = read(picture(tmp_path / "dark.png", rgb), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert set(art.plan.palette) == {"#c81e28", "#fad23c"}
    assert art.plan.metal.any()
    assert "background #000000 removed" in told(art)


def test_without_an_outline_all_is_enamel(tmp_path: Path) -> None:
    rgb = disc(disc(canvas(), 100, (200, 30, 40)), 50, (250, 210, 60))
    art = read(picture(tmp_path / "plain.png", rgb), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert set(art.plan.palette) == {"#c81e28", "#fad23c"}
    assert not art.plan.metal.any()
    assert "no colour is taken for metal" in told(art)


def test_a_dark_ground_is_no_outline(tmp_path: Path) -> None:
    rgb = disc(canvas(), 110, (20, 26, 70))
    for top, left in ((60, 70), (130, 60), (90, 150), (160, 140), (110, 110)):
        rgb[top : top + 14, left : left + 14] = (250, 230, 120)
    art = read(picture(tmp_path / "sky.png", rgb), size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert set(art.plan.palette) == {"#141a46", "#fae678"}
    assert not art.plan.metal.any()


def test_noise_becomes_few_colours(tmp_path: Path) -> None:
    rgb = np.random.default_rng(7).integers(0, 256, (160, 160, 3)).astype(np.uint8)
    art = read(picture(tmp_path / "noise.png", rgb), size_mm=SIZE_MM, pixels_per_mm=8.0)
    assert len(art.plan.palette) <= 24
    assert "gradient" in {finding.code for finding in art.findings}


def test_colours_are_as_many_as_asked_for(tmp_path: Path, layered: dict[str, Artwork]) -> None:
    flat = flatten(ROOT / "examples/fox.svg", tmp_path / "fox.png", pixels=500)
    art = read(flat, size_mm=SIZE_MM, pixels_per_mm=PER_MM, separation=Separation(colors=3))
    assert len(art.plan.palette) == 3
    assert metal_overlap(art, layered["fox"]) > 0.9  # at 16 pixels to the mm


def test_metal_and_paper_are_what_the_person_says(tmp_path: Path) -> None:
    rgb = disc(disc(canvas(), 100, (200, 30, 40)), 50, (250, 210, 60))
    path = picture(tmp_path / "plain.png", rgb)
    said = Separation(metal=("#fad23c",), paper="none")
    art = read(path, size_mm=SIZE_MM, pixels_per_mm=PER_MM, separation=said)
    assert set(art.plan.palette) == {"#ffffff", "#c81e28"}
    assert art.size_mm == pytest.approx((30.0, 30.0), abs=0.1)
    off = read(path, size_mm=SIZE_MM, pixels_per_mm=PER_MM, separation=Separation(mode="off"))
    assert len(off.plan.palette) == 3
    with pytest.raises(UsageError, match=r"has no colour near metal '#00ff00'; it has #ffffff, #c81e28"):
        read(path, size_mm=SIZE_MM, separation=Separation(metal=("#00ff00",)))


def test_thin_lines_of_a_small_picture_stay_and_are_warned_of(
    tmp_path: Path, layered: dict[str, Artwork]
) -> None:
    flat = flatten(ROOT / "examples/fox.svg", tmp_path / "fox.png", pixels=300)
    art = read(flat, size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert metal_overlap(art, layered["fox"]) > 0.85
    assert art.drawn_pixels_per_mm == pytest.approx(10.0, rel=0.1)


def test_an_svg_without_layers_is_taken_apart(tmp_path: Path) -> None:
    body = '<circle cx="50" cy="50" r="45"/><circle cx="50" cy="50" r="42" fill="#c81e28"/>'
    path = save_svg(tmp_path, body)
    art = read(path, size_mm=SIZE_MM, pixels_per_mm=PER_MM)
    assert [layer.role.value for layer in art.layers] == ["enamel", "metal"]
    assert art.plan.palette == ("#c81e28",)
    chosen = read(path, size_mm=SIZE_MM, pixels_per_mm=PER_MM, roles={"unnamed": "enamel"})
    assert [layer.name for layer in chosen.layers] == ["unnamed"]


def test_the_same_picture_gives_the_same_artwork(tmp_path: Path) -> None:
    flat = flatten(ROOT / "examples/fox.svg", tmp_path / "fox.jpg", pixels=400)
    digests = {read(flat, size_mm=SIZE_MM, pixels_per_mm=10.0).digest for _ in range(2)}
    assert len(digests) == 1


def test_a_picture_stands_as_its_camera_held_it(tmp_path: Path) -> None:
    rgb = canvas()[:120]
    rgb[20:100, 20:220] = (200, 30, 40)
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(rgb).save(tmp_path / "turned.jpg", exif=exif, quality=95)
    width_mm, height_mm = read(tmp_path / "turned.jpg", size_mm=20.0, pixels_per_mm=10.0).size_mm
    assert (width_mm, height_mm) == pytest.approx((8.0, 20.0), abs=0.2)


def test_pictures_over_a_limit_or_of_another_kind_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    with pytest.raises(ArtworkError, match=r"'text\.png' is not a PNG, JPEG, WebP or TIFF picture"):
        read(tmp_path / "text.png", size_mm=20.0)
    Image.new("1", (9000, 9000)).save(tmp_path / "huge.png")
    with pytest.raises(
        ArtworkError, match=r"9000 x 9000 pixels; 50,000,000 pixels is the most .*: save it at 7071 x 7071"
    ):
        read(tmp_path / "huge.png", size_mm=20.0)
    Image.new("1", (2000, 10)).save(tmp_path / "thin.png")
    with pytest.raises(ArtworkError, match="one side may be 20 times the other"):
        read(tmp_path / "thin.png", size_mm=20.0)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
def test_mutated_files_are_read_or_refused_in_a_sentence(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"art{suffix}"
    Image.fromarray(disc(canvas(64), 28, (200, 30, 40))).save(path)
    whole = path.read_bytes()
    chance = np.random.default_rng(11)
    refused = []
    for _ in range(40):
        broken = bytearray(whole[: int(chance.integers(1, len(whole) + 1))])
        for place in chance.integers(0, len(broken), 6):
            broken[place] = int(chance.integers(0, 256))
        path.write_bytes(broken)
        try:
            read(path, size_mm=10.0, pixels_per_mm=4.0)
        except ArtworkError as error:
            refused.append(str(error))
    assert len(refused) > 10
    assert [said for said in refused if path.name not in said or "\n" in said] == []
