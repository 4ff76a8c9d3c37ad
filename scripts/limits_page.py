"""Write docs/limits.md from the table in pinrender/limits.py: ``python scripts/limits_page.py``."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

from pinrender import limits

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "limits.md"
UNITS = {"cpu_s": "s", "wall_s": "s", "pause_s": "s", "side_px": "px", "side_pt": "units"}
HEAD = """# Limits

How much a stranger's artwork may ask of this machine. Made from [pinrender/limits.py](../pinrender/limits.py)
by `make limits`; a test holds the two together.

Whatever is over a limit is refused in one sentence that names it, with exit code 1; only a fine raster's
side is kept by a coarser one. In Python another limit is said by name (but those of `pin.toml`):

```python
from pinrender.artwork import read
from pinrender.limits import Limits

read("fox.svg", size_mm=30.0, limits=Limits(svg_elements=200_000))
```

Besides, nothing that a file says is opened or fetched: a reader's process can open no file and no connection
([ADR 4](adr/0004-svg-in-a-killable-child.md)). References out of an SVG, links out of a folder of layers and
entries that lead out of an archive are refused.

The last eleven, from `upload_bytes` on, are those of `pinrender serve` ([serve.md](serve.md)).

| `Limits.` | most | of what |
|---|---|---|
"""


def described() -> dict[str, str]:
    """What each field is, from the string below it."""
    tree = ast.parse(Path(limits.__file__).read_text(encoding="utf-8"))
    table = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Limits")
    told = {}
    for field, text in zip(table.body, table.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
            told[ast.unparse(field.target)] = str(ast.literal_eval(text.value))
    return told


def amount(name: str, value: float) -> str:
    """A number as a person reads it."""
    if name.endswith("bytes"):
        return limits.byte_size(int(value))
    unit = next((unit for suffix, unit in UNITS.items() if name.endswith(suffix)), "")
    return f"{value:,g} {unit}".strip() if isinstance(value, float) else f"{value:,} {unit}".strip()


def page() -> str:
    """The whole page."""
    told = described()
    defaults = limits.Limits()
    rows = [
        f"| `{field.name}` | {amount(field.name, getattr(defaults, field.name))} | "
        f"{' '.join(told[field.name].split()).rstrip('.')} |"
        for field in fields(limits.Limits)
    ]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"pinrender: wrote {PAGE.relative_to(ROOT)}")
