"""Files that nobody here drew, as they come: each is a pin or one clear sentence, within limits.

No traceback, no death of this process, nothing left of the others. ``make corpus`` takes 300 drawings of Open
Clip Art, all 30 files of Krita and 100 Twemoji; ``make test`` a few of each where they are in .cache.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path

import pytest

from pinrender.artwork import read
from pinrender.errors import ArtworkError
from pinrender.limits import Limits
from tests.corpus.packages import sample

REQUIRED = os.environ.get("PINRENDER_REQUIRE_CORPUS") == "1"
COUNTS = {"openclipart": 300, "krita": 30, "twemoji": 100} if REQUIRED else {"openclipart": 3, "twemoji": 1}
LEAST_READ = {"openclipart": 0.9, "krita": 0.3, "twemoji": 1.0}
"""Share of files that become a pin; most templates of Krita hold no picture."""
MOST_S = 3 * Limits().worker_wall_s
"""A file is read, looked at and drawn."""
SENTENCE_CHARS = 400
ENDED: dict[str, Counter[bool]] = {name: Counter() for name in COUNTS}
FILES = [(name, path) for name, count in COUNTS.items() for path in sample(name, count)]


def children() -> int:
    """Processes that this one has started and not yet buried."""
    return sum(
        len(path.read_text(encoding="utf-8").split()) for path in Path("/proc/self/task").glob("*/children")
    )


@pytest.mark.skipif(REQUIRED is False, reason="the corpora are fetched by `make corpus`")
def test_the_corpora_were_fetched() -> None:
    assert {name: len(sample(name, count)) for name, count in COUNTS.items()} == COUNTS


@pytest.mark.parametrize(("name", "path"), FILES, ids=[f"{name}-{path.name}" for name, path in FILES])
def test_a_file_is_a_pin_or_a_sentence(name: str, path: Path) -> None:
    before, started = children(), time.monotonic()
    try:
        art = read(path, size_mm=30.0, pixels_per_mm=8.0)
    except ArtworkError as refused:
        ENDED[name][False] += 1
        said = str(refused)
        assert path.name in said
        assert said.isprintable()
        assert len(said) < SENTENCE_CHARS
    else:
        ENDED[name][True] += 1
        assert art.plan.body.any()
    assert time.monotonic() - started < MOST_S
    assert children() == before


@pytest.mark.skipif(REQUIRED is False, reason="too few for a share")
@pytest.mark.parametrize("name", COUNTS)
def test_most_are_read(name: str) -> None:
    ended = ENDED[name]
    if not ended:
        pytest.skip("none was read in this run")
    assert ended[True] >= LEAST_READ[name] * ended.total()
