"""What a parser once failed on, it reads or refuses now: `TARGET-what.bin`, made by the fuzzer or by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS, seeds, tried

CRASHES = sorted((Path(__file__).parent / "crashes").glob("*.bin"))


@pytest.mark.parametrize("path", CRASHES, ids=lambda path: path.stem)
def test_it_fails_no_more(path: Path) -> None:
    tried(path.name.partition("-")[0], path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_what_it_begins_with(name: str) -> None:
    for seed in seeds(name):
        TARGETS[name](seed)
