from __future__ import annotations

import re
from pathlib import Path

import pytest

from pinrender import catalog
from pinrender.catalog import (
    Backdrop,
    Dome,
    Enamel,
    Entry,
    Finish,
    Grade,
    Kind,
    Metal,
    Plating,
    Process,
    Rule,
    Studio,
    Texture,
    Use,
    Want,
)
from pinrender.errors import CatalogError, UsageError

MODELS: dict[Kind, type[Entry]] = {
    "processes": Process,
    "platings": Plating,
    "enamels": Enamel,
    "finishes": Finish,
    "textures": Texture,
    "grades": Grade,
    "studios": Studio,
    "backdrops": Backdrop,
    "metals": Metal,
    "rules": Rule,
    "uses": Use,
    "wants": Want,
    "domes": Dome,
}
ENTRIES = [(kind, name) for kind in MODELS for name in catalog.names(kind)]
PHYSICAL = {"processes", "platings", "textures", "grades", "metals"}

GLOSS = """
schema = 1
title = "Gloss"
roughness = 0.1
[[source]]
title = "A test"
"""


def numbers_of(entry: Entry) -> set[str]:
    """Names of the fields that hold numbers, as far as the file sets them."""
    values = {name: getattr(entry, name) for name in entry.model_fields_set}
    return {name for name, value in values.items() if isinstance(value, float | tuple) and name != "source"}


@pytest.mark.parametrize(("kind", "name"), ENTRIES)
def test_every_entry_validates(kind: Kind, name: str) -> None:
    assert catalog.load(MODELS[kind], name).title


def test_what_the_command_line_promises_is_there() -> None:
    assert set(catalog.names("processes")) >= {
        "cloisonne",
        "die-struck",
        "hard-enamel",
        "photo-etched",
        "screen-printed",
        "soft-enamel",
    }
    assert set(catalog.names("textures")) >= {"brushed", "ribbed", "sandblasted", "stippled"}
    assert set(catalog.names("platings")) >= {"black-nickel", "copper", "gold", "nickel", "silver"}


@pytest.mark.parametrize(("kind", "name"), ENTRIES)
def test_names_are_kebab_case(kind: Kind, name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)


@pytest.mark.parametrize(("kind", "name"), [e for e in ENTRIES if e[0] in PHYSICAL])
def test_every_physical_number_has_a_source_that_names_it(kind: Kind, name: str) -> None:
    entry = catalog.load(MODELS[kind], name)
    noted = {word for source in entry.source for word in re.findall(r"\w+", source.note)}
    assert numbers_of(entry) - noted == set()


@pytest.mark.parametrize("name", catalog.names("processes"))
def test_a_process_can_be_made(name: str) -> None:
    made = catalog.load(Process, name)
    assert made.enamel_finish in catalog.names("finishes")
    assert made.recess_depth_mm < made.thickness_mm, "the recess does not go through"
    assert made.enamel_climb_mm < (1.0 - made.enamel_fill) * made.recess_depth_mm or made.enamel != "recessed"
    assert 2 * made.shoulder_radius_mm <= made.min_line_mm, "the thinnest line keeps its top"
    assert made.edge_radius_mm < made.rim_mm, "the rim keeps a flat top"
    if made.enamel != "recessed":
        assert made.enamel_climb_mm == 0.0


@pytest.mark.parametrize("name", catalog.names("platings"))
def test_a_plating_reflects_no_more_than_falls_on_it(name: str) -> None:
    metal = catalog.load(Plating, name)
    assert max(metal.f0) <= 1.0
    assert all(under < air or air == 1.0 for under, air in zip(metal.f0_immersed, metal.f0, strict=True))


def test_metals_have_their_colours() -> None:
    metals = {name: catalog.load(Plating, name).f0 for name in catalog.names("platings")}
    for name in ("gold", "copper"):
        red, green, blue = metals[name]
        assert red > green > blue
    assert metals["copper"][1] < metals["gold"][1], "copper is redder than gold"
    assert min(metals["silver"]) > max(metals["nickel"]), "silver is brighter than nickel"
    assert max(metals["black-nickel"]) < 0.2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("roughness = 0.1", "rougness = 0.1"), "'rougness'; did you mean 'roughness'?"),
        (("roughness = 0.1\n", ""), "'roughness' is missing"),
        (
            ("roughness = 0.1", "roughness = 1.1"),
            "'roughness' = 1.1: it must be at most 1",
        ),
        (("roughness = 0.1", "roughness = nan"), "'roughness' = nan: it is not a finite number"),
        (("schema = 1", "schema = 2"), "'schema' = 2: it must be 1"),
        (('[[source]]\ntitle = "A test"', ""), "'source' is missing"),
        (('title = "A test"', 'titel = "A test"'), "source.0"),
        (("roughness = 0.1", "roughness = "), "is not valid TOML"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(change: tuple[str, str], said: str) -> None:
    text = GLOSS.replace(*change, 1)
    assert text != GLOSS
    with pytest.raises(CatalogError) as caught:
        catalog.parse(Finish, text, where="assets/finishes/gloss.toml")
    assert str(caught.value).startswith("assets/finishes/gloss.toml")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_same_text_unchanged_is_accepted() -> None:
    assert catalog.parse(Finish, GLOSS, where="here").roughness == 0.1


def test_an_unknown_name_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="no plating is called 'glod'; did you mean 'gold'"):
        catalog.load(Plating, "glod")


def test_entries_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        catalog.load(Plating, "gold").roughness = 0.5  # type: ignore[misc]


def test_names_are_the_files(root: Path) -> None:
    for kind in MODELS:
        assert catalog.names(kind) == tuple(sorted(p.stem for p in (root / "assets" / kind).glob("*.toml")))
