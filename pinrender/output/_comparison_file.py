"""A comparison becomes a file: a picture, a page for the browser, or one for the printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pinrender.errors import OutputError
from pinrender.output._comparison import Comparison, draw_comparison
from pinrender.output._comparison_html import encode_comparison_html
from pinrender.output._comparison_pdf import encode_comparison_pdf
from pinrender.output._whole import check_writable

__all__ = ["check_comparison", "encode_comparison"]


def _png(comparison: Comparison) -> bytes:
    return draw_comparison(comparison).png()


ENCODERS: dict[str, Callable[[Comparison], bytes]] = {
    ".png": _png,
    ".html": encode_comparison_html,
    ".pdf": encode_comparison_pdf,
}


def check_comparison(path: str | Path) -> Path:
    """Find out whether a comparison can be written to a file, before the work that makes it.

    Raises
    ------
    OutputError
        If its ending is none of ``.png``, ``.html`` and ``.pdf``, or it cannot be written.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if path.is_dir():
        *some, last = ENCODERS
        raise OutputError(
            f"output '{path}' is a folder; name a file in it, ending in {', '.join(some)} or {last}"
        )
    if suffix not in ENCODERS:
        raise OutputError(
            f"output '{path}' does not say what to write; end it in {', '.join(ENCODERS)}: a picture, a page "
            "for the browser, or one for the printer"
        )
    return check_writable(path, suffix=suffix)


def encode_comparison(comparison: Comparison, suffix: str) -> bytes:
    """The bytes of a file that ends in ``.png``, ``.html`` or ``.pdf``."""
    return ENCODERS[suffix](comparison)
