"""References that previews are measured against: averages of what was traced, found again by content."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from benchmarks.references import Halves, digest, grown, kept_at, save
from pinrender.catalog import Plating, load
from tests.unit.render.tracing import scene_of


def test_halves_are_means_of_their_paths_and_share_no_seed() -> None:
    seeds = []

    def trace(paths: int, seed: int) -> np.ndarray:
        seeds.append(seed)
        return np.full((2, 2, 4), float(paths), np.float32)

    halves = grown(grown(Halves(), 10, trace), 30, trace)
    assert halves.paths == 40
    assert halves.light == pytest.approx(np.full((2, 2, 2, 4), (10 * 10 + 30 * 30) / 40))
    assert len(set(seeds)) == 4


def test_what_was_traced_is_found_again(tmp_path: Path) -> None:
    scene = scene_of()
    path, nothing = kept_at(scene, 16, tmp_path)
    assert nothing.light is None
    save(path, Halves(light=np.ones((2, 4, 4, 4), np.float32), paths=64, seeds=2))
    again, held = kept_at(scene_of(), 16, tmp_path)
    assert (again, held.paths, held.seeds) == (path, 64, 2)
    assert list(tmp_path.iterdir()) == [path], "nothing half written"
    assert kept_at(scene, 17, tmp_path)[0] != path
    assert kept_at(scene_of(plating="silver"), 16, tmp_path)[0] != path
    assert kept_at(scene_of(view="three-quarter"), 16, tmp_path)[0] != path


def test_a_digest_sees_every_part() -> None:
    gold = load(Plating, "gold")

    @dataclasses.dataclass(frozen=True)
    class Held:
        name: str
        values: np.ndarray

    each = {
        digest(Held("a", np.zeros(2))),
        digest(Held("b", np.zeros(2))),
        digest(Held("a", np.ones(2))),
        digest(Held("a", np.zeros(2, np.float32))),
        digest((1, (2,))),
        digest(((1, 2),)),
        digest(gold),
        digest(gold.model_copy(update={"roughness": 0.5})),
    }
    assert len(each) == 8
    with pytest.raises(TypeError, match="dict has no digest"):
        digest({})
