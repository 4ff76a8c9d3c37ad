"""Checks and draws SVG for whoever asks from outside. Runs in a process of its own, which may be killed.

A request begins with a byte. ``C`` checks: a line of JSON (``name``, ``limits``), then the file; the cleaned
SVG goes out as a part, and the answer says ``css`` and ``filtered``. ``D`` draws, as `pinrender.workers._svg`
does.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from lxml import etree

from pinrender.artwork._svg_preflight import preflight
from pinrender.artwork._svg_round import make_round
from pinrender.limits import Limits
from pinrender.workers import _svg

__all__ = ["load"]

Write = Callable[[bytes], None]


def load() -> Callable[[bytes, Write], bytes]:
    """Import all that is imported late.

    Returns
    -------
    callable
        Answers requests.
    """
    draw = _svg.load()

    def answer(request: bytes, write: Write) -> bytes:
        if request[:1] == b"D":
            return draw(request[1:], write)
        said, _, data = request[1:].partition(b"\n")
        task = json.loads(said)
        svg = preflight(data, task["name"], Limits(**task["limits"]))
        make_round(svg.root, svg.css)
        write(etree.tostring(svg.root))
        return json.dumps({"css": svg.css, "filtered": svg.filtered}).encode()

    tiny = b'C{"name": "", "limits": {}}\n<svg xmlns="http://www.w3.org/2000/svg"><style>a{}</style></svg>'
    answer(tiny, lambda _: None)
    return answer
