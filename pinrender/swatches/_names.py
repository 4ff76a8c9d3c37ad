"""Names of colours as people write them: which are references, and which are the same."""

from __future__ import annotations

import re

__all__ = ["reference_in", "swatch_key"]

_MARKS = re.compile(r"[®™+]|\((?:r|tm)\)", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:(?:pantone|pms)[\s_:.-]*)+(?=[^\s_:.-])", re.IGNORECASE)
_BLANK = re.compile(r"[\s_]+")
_APART = re.compile(r"[\s_]+|(?<!\d)-|-(?!\d)")
"""What makes no difference between words of a name; between digits a hyphen does."""
_CODE = r"(?:CVC|CVU|CP|UP|EC|TC|TPX|TCX|TPG|TSX|TN|XGC|XR|C|U|M)"
_REFERENCE = re.compile(
    r"(?<![A-Za-z])(?:PANTONE|PMS)[\s_:.®™+-]*"
    rf"(?:(?:P[\s_-]?)?\d{{1,5}}(?:-\d{{1,4}})?(?:[\s_-]?{_CODE})?|(?:[A-Za-z]+[\s_-]+){{1,4}}\d{{0,4}}[\s_-]*[CU])"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def reference_in(name: str) -> str | None:
    """The reference to a colour that a layer's name holds, as it is written there.

    A reference is ``PMS`` or ``PANTONE`` with a number, or with words that end in ``C`` or ``U``:
    ``enamel PMS 186 C`` holds ``PMS 186 C``.
    """
    found = _REFERENCE.search(name)
    return None if found is None else _BLANK.sub(" ", found[0]).strip()


def swatch_key(name: str) -> str:
    """What names of the same colour have in common.

    Case, blanks, underscores, trade marks, hyphens but those between digits, and ``PMS`` or ``PANTONE`` in
    front make no difference: ``pms-186c`` is ``PANTONE® 186 C``.
    """
    plain = _MARKS.sub("", name).strip()
    return _APART.sub("", _PREFIX.sub("", plain)).casefold()
