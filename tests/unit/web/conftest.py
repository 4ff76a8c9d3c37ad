"""A server for the tests of a module, and a small artwork that it has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.small_pin import draw_small_pin
from tests.unit.web.running import Server, served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def art(tmp_path: Path) -> Path:
    return draw_small_pin(tmp_path / "fox.svg")


@pytest.fixture
def key(server: Server, art: Path) -> str:
    return server.send(art.read_bytes(), "fox.svg")
