"""The viewer that a page in 3D carries: model-viewer, as ``scripts/web-libs`` puts it beside this package."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources

from pinrender.errors import RendererUnavailable

__all__ = ["style_hashes", "viewer_script"]

REMEDY = (
    "run scripts/web-libs in the checkout, which needs npm, "
    "or install a wheel that was built from one where it has run"
)


def viewer_script() -> str:
    """The source of model-viewer, an ES module that defines the element ``<model-viewer>``.

    Returns
    -------
    str
        JavaScript without ``</script``, so that it may stand in a page as it is.

    Raises
    ------
    RendererUnavailable
        If pinrender was installed without it; the message says how to get it.
    """
    file = resources.files("pinrender.web").joinpath("static", "vendor", "model-viewer.min.js")
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RendererUnavailable(
            f"the 3D viewer (model-viewer.min.js) is not installed; {REMEDY}"
        ) from error


def style_hashes(script: str) -> tuple[str, ...]:
    """What a Content-Security-Policy calls the style sheets that a script writes into its own elements.

    Parameters
    ----------
    script : str
        From `viewer_script`; its sheets stand in it as they will in the page.

    Returns
    -------
    tuple of str
        ``sha256-...`` of each.
    """
    sheets = re.findall(r"<style>(.*?)</style>", script, re.DOTALL)
    digests = (hashlib.sha256(sheet.encode()).digest() for sheet in sheets)
    return tuple(f"sha256-{base64.b64encode(digest).decode()}" for digest in digests)
