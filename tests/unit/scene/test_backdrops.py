"""Cloth at true scale, cloth in folds, and the camera's room for a card."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender import catalog
from pinrender.catalog import Backdrop, Drape, Studio, Weave, load
from pinrender.color import hex_to_srgb8, linear_to_srgb, neutral_tone_map
from pinrender.scene import Tile, promised_light
from pinrender.scene._cloth import SIDE, _cleft, tile_of
from pinrender.scene._drape import RISES_MM, folds_of
from pinrender.scene._scene import arrange
from pinrender.scene._turn import turned_over
from tests.unit.render.tracing import scene_of

WOVEN = ("linen", "denim", "dark-twill")


def tile(name: str) -> Tile:
    made = tile_of(load(Backdrop, name))
    assert made is not None
    return made


def weave(name: str) -> Weave:
    woven = load(Backdrop, name).weave
    assert woven is not None
    return woven


def per_cm(slopes: NDArray[np.float32], length_mm: float) -> float:
    """Frequency of the strongest wave along the columns, past the tile's own size."""
    power = np.abs(np.fft.rfft(slopes.astype(np.float64), axis=1)).mean(axis=0)
    return float(np.argmax(power[4:]) + 4) / length_mm * 10.0


@pytest.mark.parametrize("name", WOVEN)
def test_threads_are_counted_as_the_cloth_has_them(name: str) -> None:
    """The strongest wave of the slopes across the warp is one to a thread, in true millimetres."""
    made, cloth = tile(name), weave(name)
    assert per_cm(made.normal[..., 0], made.size_mm[0]) == pytest.approx(cloth.warp_per_cm, rel=1e-6)
    if cloth.over == cloth.under:
        assert per_cm(made.normal[..., 1].T, made.size_mm[1]) == pytest.approx(cloth.weft_per_cm, rel=1e-6)


@pytest.mark.parametrize("name", WOVEN)
def test_a_tile_holds_whole_repeats(name: str) -> None:
    made, cloth = tile(name), weave(name)
    for length_mm, count in zip(made.size_mm, (cloth.warp_per_cm, cloth.weft_per_cm), strict=True):
        repeats = length_mm * count / 10.0 / (cloth.over + cloth.under)
        assert repeats == pytest.approx(round(repeats))


def test_most_of_denims_face_is_its_warp() -> None:
    """Three of four crossings: less what the white weft shows beside them."""
    blue = tile("denim").albedo_srgb8.astype(int)
    share = np.mean(blue[..., 2] - blue[..., 0] > 18)
    assert 0.65 < share < 0.92


def test_tiles_meet_themselves() -> None:
    """The step over the seam is no larger than those beside it."""
    normal = tile("slate").normal
    steps = np.abs(np.diff(np.concatenate([normal, normal[:, :1]], axis=1), axis=1)).mean(axis=(0, 2))
    assert steps[-1] < 1.5 * steps[:-1].mean()


@pytest.mark.parametrize("name", ["slate", "backing-card"])
def test_a_surface_has_the_colour_that_was_asked_for(name: str) -> None:
    grain = load(Backdrop, name).grain
    assert grain is not None
    promised = promised_light()
    shown = linear_to_srgb(
        neutral_tone_map(promised.exposure * promised.irradiance_up * tile(name).mean_linear)
    )
    assert 255.0 * shown == pytest.approx(np.array(hex_to_srgb8(grain.color)), abs=9.0)


def test_every_backdrop_can_be_laid_down() -> None:
    for name in catalog.names("backdrops"):
        kind = load(Backdrop, name)
        made = tile_of(kind)
        assert (made is None) == (kind.weave is None and kind.grain is None)
        if made is not None:
            assert made.normal.shape == (SIDE, SIDE, 2)
            assert np.hypot(*np.moveaxis(made.normal, -1, 0)).max() < 1.0
            assert 0.0 < min(made.mean_linear) <= max(made.mean_linear) < 0.92


def test_cloth_is_flat_under_the_pin_and_waves_beyond() -> None:
    drape = Drape(height_mm=6.0, wave_mm=36.0)
    half_mm = np.array([15.0, 9.0])
    folds = folds_of(drape, half_mm)
    count = len(folds.surface)
    place = (np.arange(count) + 0.5) * (2.0 * folds.half_mm / count) - folds.half_mm
    x, y = np.meshgrid(place, place)
    height = folds.surface[..., 2]
    assert np.abs(height[(np.abs(x) < 15.0) & (np.abs(y) < 9.0)]).max() == 0.0
    beyond = (np.hypot(x, y) > 15.0 + RISES_MM) & (np.hypot(x, y) < 60.0)
    assert 0.6 * drape.height_mm < np.ptp(height[beyond]) < 2.0 * drape.height_mm
    up, right = np.gradient(height.astype(np.float64), place[1] - place[0])
    length = np.sqrt(1.0 + up**2 + right**2)
    assert folds.surface[..., 0] == pytest.approx(-right / length, abs=1e-5)


def test_a_card_is_seen_from_edge_to_edge() -> None:
    pin = scene_of()
    studio, card = load(Studio, "softbox"), load(Backdrop, "backing-card")
    alone, on_card = (
        arrange(pin.mesh, pin.appearance, studio=studio, backdrop=backdrop) for backdrop in (None, card)
    )
    assert on_card.backdrop.card is not None
    half_seen = on_card.camera.pose[2, 3] * np.tan(0.5 * on_card.camera.fov_rad)
    assert half_seen > 0.5 * on_card.backdrop.card.width_mm
    assert on_card.camera.pose[2, 3] > 2.0 * alone.camera.pose[2, 3]


def test_a_pin_turned_over_is_the_same_solid_on_its_face() -> None:
    mesh = scene_of().mesh
    over = turned_over(mesh)
    assert over.solid().volume == pytest.approx(mesh.solid().volume)
    assert over.vertices_mm[:, 2].min() == pytest.approx(0.0)
    assert over.solid().is_watertight
    back = next(part for part in over.parts if part.slot == "back")
    assert back.normals[:, 2].min() > 0.99


def test_what_splits_lies_in_steps_of_one_height() -> None:
    """Up a ramp each layer is nearly level for four fifths of its width, and a cleft higher than the last."""
    grain = load(Backdrop, "slate").grain
    assert grain is not None
    per_layer = grain.cleft_mm / grain.height_mm
    layer, height_mm = _cleft(grain, np.linspace(0.0, 3.0 * per_layer, 3001))
    assert layer[:-1].max() == 2.0
    starts = height_mm[[0, 1000, 2000, 3000]]
    assert np.diff(starts) == pytest.approx(grain.cleft_mm, rel=0.01)
    assert np.ptp(height_mm[:800]) < 0.15 * grain.cleft_mm
    assert (np.diff(height_mm) > -1e-9).all()
