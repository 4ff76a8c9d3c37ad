"""A small layered drawing that is quick to make a pin of, for tests of the whole way through."""

from __future__ import annotations

from pathlib import Path

ORANGE = "#c8501e"


def draw_small_pin(path: Path, *, fill: str = ORANGE, lines: str = "line") -> Path:
    """Write an SVG 12 by 10 mm: a rounded shape of one colour, ringed and crossed by a metal line."""
    path.write_text(
        f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 100" width="12mm" height="10mm">
  <g id="color"><ellipse cx="60" cy="50" rx="54" ry="44" fill="{fill}"/></g>
  <g id="{lines}" fill="none" stroke="#111" stroke-width="8">
    <ellipse cx="60" cy="50" rx="54" ry="44"/><path d="M60 6V94"/>
  </g>
</svg>""",
        encoding="utf-8",
    )
    return path
