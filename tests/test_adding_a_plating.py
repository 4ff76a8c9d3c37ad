"""What `docs/adding-a-plating.md` shows is a plating, and the table there tells every key."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from pinrender import catalog
from pinrender.catalog import Coating, Film, Plating
from pinrender.render import open_renderer
from tests.unit.plans import disc
from tests.unit.render.test_gl import center, draw

PAGE = Path(__file__).resolve().parent.parent / "docs" / "adding-a-plating.md"


def example() -> Plating:
    found = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return catalog.parse(Plating, found[1], where=PAGE.name)


def test_the_example_is_drawn() -> None:
    """As pink as rose gold, and streaked where that is not."""
    satin, polished = (
        draw(open_renderer(), metal=disc(7.0), plating=plating, pixels=192)
        for plating in (example(), "rose-gold")
    )
    red, green, blue = center(satin, 20)
    assert red > green > blue
    inner = np.s_[64:128, 64:128, 1]
    assert np.abs(np.diff(satin[inner].astype(float), axis=0)).mean() > 2.0 * (
        np.abs(np.diff(polished[inner].astype(float), axis=0)).mean()
    )


def test_every_key_is_in_the_table() -> None:
    told = set(re.findall(r"^\| `\[*([a-z0-9_]+)\]*`", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    keys = {*Plating.model_fields, *Coating.model_fields, *Film.model_fields} - {
        "schema_",
        "title",
        "description",
        "space",
    }
    assert told == keys
