"""What holds for every test: a silent nan is an error, and paths are known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

settings.register_profile("fixed", derandomize=True)
settings.load_profile("fixed")

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden pictures are redrawn only when one is named: ``--regenerate fox-soft``, or ``all``."""
    parser.addoption("--regenerate", metavar="CASE", help="redraw this golden picture, or all of them")


@pytest.fixture(scope="session", autouse=True)
def _no_silent_nan() -> Iterator[None]:
    """Division by zero, overflow and invalid values raise; underflow is harmless rounding to zero."""
    before = np.seterr(all="raise", under="ignore")
    yield
    np.seterr(**before)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of artwork drawn for this project."""
    return ROOT / "examples"
