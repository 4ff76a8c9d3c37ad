"""`pin.toml` says what the options say, and every slip in it is named."""

from __future__ import annotations

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
    assert PinToml().model_dump(exclude_none=True) == {"layers": {}, "dimensions": {}}


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
        ('pixels = "1024"', "'pixels' = '1024': input should be a valid integer"),
        ('epoxy = "yes"', "'epoxy' = 'yes': input should be a valid boolean"),
        ("[layers]\nLines = 3", "'layers.Lines' = 3: input should be a valid string"),
        ("plating = ", "is not valid TOML"),
        ("a = " + "[" * 5000, "nests too deeply"),
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


def test_the_age_of_the_epoxy_is_years(tmp_path: Path) -> None:
    (tmp_path / "pin.toml").write_text("epoxy_age = 3.5\n", encoding="utf-8")
    assert read_pin_toml(tmp_path).epoxy_age == 3.5
    for wrong, said in (("-1", "0 \\(new\\) to 50"), ('"old"', "epoxy_age"), ("60", "0 \\(new\\) to 50")):
        (tmp_path / "pin.toml").write_text(f"epoxy_age = {wrong}\n", encoding="utf-8")
        with pytest.raises(CatalogError, match=said):
            read_pin_toml(tmp_path)
