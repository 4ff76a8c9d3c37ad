"""The style sheets that the 3D viewer writes into its own elements, as a page's policy names them."""

from __future__ import annotations

import base64
import hashlib
import re

__all__ = ["style_hashes"]


def style_hashes(script: str) -> tuple[str, ...]:
    """What a Content-Security-Policy calls the style sheets that a script writes into its own elements.

    Parameters
    ----------
    script : str
        From `pinrender._viewer.viewer_script`; its sheets stand in it as they will in the page.

    Returns
    -------
    tuple of str
        ``sha256-...`` of each.
    """
    sheets = re.findall(r"<style>(.*?)</style>", script, re.DOTALL)
    digests = (hashlib.sha256(sheet.encode()).digest() for sheet in sheets)
    return tuple(f"sha256-{base64.b64encode(digest).decode()}" for digest in digests)
