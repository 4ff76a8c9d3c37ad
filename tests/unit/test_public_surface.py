"""What `import pinrender` promises: these names, documented, with these signatures."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

import pinrender

SURFACE = [
    "Artwork",
    "ArtworkError",
    "ArtworkReport",
    "CatalogError",
    "Finding",
    "Frame",
    "InputRefused",
    "OutputError",
    "Pin",
    "PinDesign",
    "PinrenderError",
    "RendererUnavailable",
    "Severity",
    "Shot",
    "Timings",
    "UsageError",
    "__version__",
    "load",
]

SIGNATURES = {
    "load": "(path: 'str | Path', *, size: 'str | None' = None, process: 'str | None' = None, "
    "plating: 'str | None' = None, enamel: 'str | None' = None, epoxy: 'bool | None' = None, "
    "epoxy_height: 'str | None' = None, epoxy_volume: 'str | None' = None, "
    "epoxy_age: 'float | None' = None, walls: 'Walls | None' = None, "
    "studio: 'str | None' = None, base_metal: 'str | None' = None, as_made: 'bool | None' = None, "
    "grade: 'str | None' = None, "
    "seed: 'int | None' = None, "
    "dimensions: 'DimensionChoices' = (), "
    "layers: 'Mapping[str, str] | Iterable[tuple[str, str]]' = (), separate: 'Separate | None' = None, "
    "metal: 'Sequence[str] | None' = None, colors: 'int | None' = None, paper: 'str | None' = None, "
    "swatches: 'str | Path | None' = None, merge_colors: 'float | None' = None, "
    "recolor: 'Mapping[str, str] | Iterable[tuple[str, str]]' = (), "
    "view: 'View | None' = None, "
    "pixels: 'int | None' = None, background: 'Background | None' = None, backdrop: 'str | None' = None, "
    "quality: 'Quality | None' = None, samples: 'int | None' = None, denoise: 'bool | None' = None) -> 'Pin'",
    "Pin.render": "(self, *, view: 'View | None' = None, pixels: 'int | None' = None, "
    "background: 'Background | None' = None, backdrop: 'str | None' = None, "
    "quality: 'Quality | None' = None, samples: 'int | None' = None, denoise: 'bool | None' = None, "
    "timings: 'Timings | None' = None) -> 'Frame'",
    "Pin.replace": "(self, *, size: 'str | None' = None, process: 'str | None' = None, "
    "plating: 'str | None' = None, enamel: 'str | None' = None, epoxy: 'bool | None' = None, "
    "epoxy_height: 'str | None' = None, epoxy_volume: 'str | None' = None, "
    "epoxy_age: 'float | None' = None, walls: 'Walls | None' = None, "
    "studio: 'str | None' = None, base_metal: 'str | None' = None, as_made: 'bool | None' = None, "
    "grade: 'str | None' = None, "
    "seed: 'int | None' = None, "
    "dimensions: 'DimensionChoices' = (), "
    "layers: 'Mapping[str, str] | Iterable[tuple[str, str]]' = (), separate: 'Separate | None' = None, "
    "metal: 'Sequence[str] | None' = None, colors: 'int | None' = None, paper: 'str | None' = None, "
    "swatches: 'str | Path | None' = None, merge_colors: 'float | None' = None, "
    "recolor: 'Mapping[str, str] | Iterable[tuple[str, str]]' = (), "
    "view: 'View | None' = None, "
    "pixels: 'int | None' = None, background: 'Background | None' = None, backdrop: 'str | None' = None, "
    "quality: 'Quality | None' = None, samples: 'int | None' = None, denoise: 'bool | None' = None) -> 'Pin'",
    "Pin.compare": "(self, processes: 'Sequence[str]' = ('soft-enamel', 'soft-enamel+epoxy', "
    "'hard-enamel', 'cloisonne', 'die-struck'), *, view: 'View' = 'three-quarter', pixels: 'int' = 480, "
    "quality: 'Quality | None' = None, samples: 'int | None' = None, "
    "timings: 'Timings | None' = None) -> 'Frame'",
    "Pin.report": "(self) -> 'ArtworkReport'",
    "Pin.artwork": "(self, *, pixels: 'int | None' = None, timings: 'Timings | None' = None) -> 'Artwork'",
    "Frame.save": "(self, path: 'str | Path') -> 'Path'",
}

USE = """
import pinrender
pin: pinrender.Pin = pinrender.load("fox.svg", size="30mm", process="hard-enamel", plating="black-nickel")
frame: pinrender.Frame = pin.render(view="three-quarter", pixels=1024, quality="preview")
frame.save("fox.png")
findings: tuple[pinrender.Finding, ...] = pin.report().findings
version: str = pinrender.__version__
try:
    pin.replace(plating="gold").compare()
except pinrender.RendererUnavailable as error:
    code: int = error.exit_code
"""


def test_the_surface_is_exactly_this() -> None:
    assert pinrender.__all__ == SURFACE == sorted(SURFACE)
    assert set(SURFACE) <= set(dir(pinrender))


@pytest.mark.parametrize("name", SURFACE)
def test_every_name_is_there_and_documented(name: str) -> None:
    value = getattr(pinrender, name)
    assert isinstance(value, str) or inspect.getdoc(value)


@pytest.mark.parametrize("name", SIGNATURES)
def test_signatures_are_sealed(name: str) -> None:
    found: object = pinrender
    for part in name.split("."):
        found = getattr(found, part)
    assert str(inspect.signature(found)) == SIGNATURES[name]  # type: ignore[arg-type]


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'pinrender' has no attribute 'paint'"):
        _ = pinrender.paint


def test_the_import_is_cheap() -> None:
    code = "import sys, pinrender; print(*sorted(m for m in sys.modules if m.startswith('pinrender')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["pinrender"]


def test_types_reach_the_user(tmp_path: Path, root: Path) -> None:
    """One run over good use and over the same with a quality that does not exist finds only the latter."""
    (tmp_path / "use.py").write_text(USE, encoding="utf-8")
    (tmp_path / "abuse.py").write_text(USE.replace('"preview"', '"best"'), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports", "silent"]
    command += ["--cache-dir", str(tmp_path / "cache"), "use.py", "abuse.py"]
    environment = {**os.environ, "MYPYPATH": str(root)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (root / "pinrender" / "py.typed").is_file()
    found = [line for line in done.stdout.splitlines() if ": error: " in line]
    assert len(found) == 1, done.stdout
    assert found[0].startswith("abuse.py")
    assert 'Argument "quality" to "render" of "Pin" has incompatible type' in found[0]
