"""`pin.toml` says what the options say, and every slip in it is named."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from pinrender.design import PinToml, read_pin_toml
from pinrender.errors import CatalogError

EVERYTHING = """
art = "fox.svg"
size = "1.25in"
process = "hard-enamel"
plating = "black-nickel"
epoxy = true
studio = "softbox"
view = "low"
backdrop = "denim"
pixels = 640
[layers]
"Layer 3 = top" = "metal"
"""


def art_with(folder: Path, text: str, name: str = "pin.toml") -> Path:
    (folder / "fox.svg").touch()
    (folder / name).write_text(text, encoding="utf-8")
    return folder / "fox.svg"


def zipped(path: Path, text: str, name: str = "pin.toml") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, text)
    return path


def test_every_key_is_read(tmp_path: Path) -> None:
    assert read_pin_toml(art_with(tmp_path, EVERYTHING)) == PinToml(
        art="fox.svg",
        size="1.25in",
        process="hard-enamel",
        plating="black-nickel",
        epoxy=True,
        studio="softbox",
        view="low",
        backdrop="denim",
        pixels=640,
        layers={"Layer 3 = top": "metal"},
    )


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert read_pin_toml(tmp_path / "fox.svg") == PinToml()
    assert PinToml().model_dump(exclude_none=True) == {"recolor": {}, "layers": {}, "dimensions": {}}


def test_the_drawings_own_file_comes_before_the_folders(tmp_path: Path) -> None:
    art_with(tmp_path, 'plating = "nickel"')
    art = art_with(tmp_path, 'plating = "copper"', name="fox.pin.toml")
    assert read_pin_toml(art).plating == "copper"


def test_a_file_about_another_drawing_is_left_alone_even_if_wrong(tmp_path: Path) -> None:
    assert read_pin_toml(art_with(tmp_path, 'art = "owl.svg"\nplatting = "gold"')) == PinToml()


def test_a_folder_carries_its_own(tmp_path: Path) -> None:
    layers = tmp_path / "fox-layers"
    layers.mkdir()
    (tmp_path / "pin.toml").write_text('plating = "nickel"', encoding="utf-8")
    (layers / "pin.toml").write_text('plating = "copper"', encoding="utf-8")
    assert read_pin_toml(layers).plating == "copper"


def test_a_zip_carries_its_own_in_its_root_only(tmp_path: Path) -> None:
    assert read_pin_toml(zipped(tmp_path / "fox.zip", 'plating = "copper"')).plating == "copper"
    assert read_pin_toml(zipped(tmp_path / "owl.zip", 'plating = "x"', name="a/pin.toml")) == PinToml()


def test_what_is_no_zip_is_left_to_the_reader(tmp_path: Path) -> None:
    (tmp_path / "fox.zip").write_bytes(b"not a zip")
    assert read_pin_toml(tmp_path / "fox.zip") == PinToml()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('platting = "gold"', "no key is called 'platting'; did you mean 'plating'?"),
        ('plating = "glod"', "'plating' = 'glod': no plating is called 'glod'; did you mean 'gold'?"),
        ('process = "soft"', "no process is called 'soft'; did you mean 'soft-enamel'?"),
        ('studio = "sofbox"', "did you mean 'softbox'?"),
        ('view = "frnt"', "did you mean 'front'?"),
        ('backdrop = "denin"', "no backdrop is called 'denin'; did you mean 'denim'?"),
        ('view = "10,90"', "tilt 90 is outside 0 to 75 degrees"),
        ('background = "studoi"', "did you mean 'studio'?"),
        ("size = 30", "'size' = 30: a length needs quotes and a unit, for example '30mm'"),
        ('size = "30"', "size '30' has no unit; write '30mm' or '30in'"),
        ('size = "3m"', "unknown unit 'm'"),
        ('size = "900mm"', "outside 5 to 120 mm"),
        ("pixels = 9999", "pixels 9999 is outside 16 to 4096"),
        ('pixels = "1024"', "'pixels' = '1024': it is not a whole number; write pixels = 1024"),
        ("pixels = 512.4", "'pixels' = 512.4: it is not a whole number; write pixels = 512"),
        ("seed = nan", "'seed' = nan: it is not a whole number"),
        ("samples = true", "'samples' = true: it is not a whole number"),
        ('epoxy-age = "3"', "'epoxy-age' = '3': it is not a number; write epoxy-age = 3"),
        ('epoxy = "yes"', "'epoxy' = 'yes': it is neither true nor false; write epoxy = true"),
        ("denoise = 0", "'denoise' = 0: it is neither true nor false; write denoise = false"),
        ("view = 30", "'view' = 30: it is not a text in quotes; write view = '30'"),
        ("[layers]\nLines = 3", "'layers.Lines' = 3: it is not a text in quotes; write Lines = '3'"),
        ('layers = "metal"', "'layers' = 'metal': it is not a table of names and values"),
        ("[dimensions]\nthickness = 2", "thickness '2' has no unit; write '2mm' or '2in'"),
        ("epoxy-height = 1.1", "'epoxy-height' = 1.1: a length needs quotes and a unit"),
        (
            "epoxy-volume = 350",
            "'epoxy-volume' = 350: a volume needs quotes and a unit, for example '350mm3'",
        ),
        ('epoxy-height = "9mm"', "epoxy 9 mm high is more than 5 mm"),
        ("epoxy-age = 1\nepoxy_age = 2", "'epoxy-age' is there twice, as epoxy_age too; keep epoxy-age"),
        ("epoxy-aged = 1", "no key is called 'epoxy-aged'; did you mean 'epoxy-age'?"),
        (
            'background = "transparent"\nbackdrop = "linen"',
            "a transparent background has no backdrop 'linen'; leave one of the two out",
        ),
        (
            'backdrop = "transparent"\nbackground = "studio"',
            "backdrop 'transparent' is nothing at all, and background 'studio' is a surface",
        ),
        ('epoxy = false\nepoxy-height = "1mm"', "no epoxy is poured, so it has no height or volume"),
        ('epoxy-volume = "9ul"\nepoxy-height = "1mm"', "give the epoxy's height or its volume, not both"),
        ('[dimensions]\nrecess-depth = "5mm"', "goes through 1.5 mm of metal"),
        ("plating = ", "is not valid TOML"),
        ("a = " + "[" * 5000, "nests too deeply"),
        ("a = " + "9" * 5000, "is not valid TOML: Exceeds the limit"),
        ("a." * 65 + "b = 1", "more than 64 dots"),
        ("a." * 130_000 + "b = 1", "more than 64 dots"),
        ("# " + "x" * 300_000, "is larger than 256 KiB"),
    ],
)
def test_a_slip_is_named_with_the_file_and_the_key(tmp_path: Path, text: str, expected: str) -> None:
    art = art_with(tmp_path, text)
    with pytest.raises(CatalogError) as caught:
        read_pin_toml(art)
    assert expected in str(caught.value)
    assert str(tmp_path / "pin.toml") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_sentence_is_the_library_s(tmp_path: Path) -> None:
    """Every key, with a value of each kind that TOML has, is taken or refused in our own words."""
    values = ("-7", "1e9", "2.5", "nan", "true", '"x"', '""', "[1]", "{a = 1}", "1979-05-27", "07:32:00")
    refused = []
    for key in (field.alias or name for name, field in PinToml.model_fields.items()):
        for value in values:
            art = art_with(tmp_path, f"{key} = {value}")
            try:
                read_pin_toml(art)
            except CatalogError as error:
                refused.append((f"'{key}", str(error)))
    assert len(refused) > 150
    assert [said for key, said in refused if key not in said] == []
    assert [said for _, said in refused if re.search(r"[Ii]nput|valid |instance|unable", said)] == []


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    art = art_with(tmp_path, "")
    (tmp_path / "pin.toml").write_bytes(b'plating = "\xff"')
    with pytest.raises(CatalogError, match="is not UTF-8 text"):
        read_pin_toml(art)


def test_a_bomb_in_a_zip_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "fox.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pin.toml", b"#" * 50_000_000)
    with pytest.raises(CatalogError, match=r"fox\.zip/pin\.toml is larger than 256 KiB"):
        read_pin_toml(tmp_path / "fox.zip")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_damage_in_a_zip_is_named(tmp_path: Path, method: int) -> None:
    art = tmp_path / "fox.zip"
    with zipfile.ZipFile(art, "w", method) as archive:
        archive.writestr("pin.toml", "plating = 'gold'\n" * 200)
    raw = bytearray(art.read_bytes())
    raw[45:50] = b"\xff" * 5
    art.write_bytes(raw)
    with pytest.raises(CatalogError, match=r"fox\.zip/pin\.toml cannot be unpacked"):
        read_pin_toml(art)


@pytest.mark.parametrize("key", ["epoxy-age", "epoxy_age"])
def test_the_age_of_the_epoxy_is_years(tmp_path: Path, key: str) -> None:
    (tmp_path / "pin.toml").write_text(f"{key} = 3\n", encoding="utf-8")
    assert read_pin_toml(tmp_path).epoxy_age == 3.0
    for wrong, said in (("-1", "0 \\(new\\) to 50"), ('"old"', "epoxy-age"), ("60", "0 \\(new\\) to 50")):
        (tmp_path / "pin.toml").write_text(f"{key} = {wrong}\n", encoding="utf-8")
        with pytest.raises(CatalogError, match=said):
            read_pin_toml(tmp_path)


def test_what_is_said_of_a_flat_picture(tmp_path: Path) -> None:
    text = "metal = '#1A1A1A'\ncolors = 4\npaper = 'none'\nseparate = 'auto'"
    said = read_pin_toml(art_with(tmp_path, text))
    assert (said.metal, said.colors, said.paper, said.separate) == (["#1A1A1A"], 4, "none", "auto")
    with pytest.raises(CatalogError, match=r"paper 'blu' is not a colour; write it as '#1a1a1a'"):
        read_pin_toml(art_with(tmp_path, "paper = 'blu'"))
