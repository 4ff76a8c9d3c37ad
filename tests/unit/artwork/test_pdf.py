"""PDF files, written here object by object, are read as what they say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pikepdf import Array, Dictionary, Name

from pinrender.artwork import Artwork, read
from pinrender.inspect import report
from tests.unit.artwork.drawings import codes, save_svg
from tests.unit.artwork.pdfs import BADGE, DISC, RING, PdfMaker, circle, layered, look, within


def read_small(path: Path) -> Artwork:
    return read(path, size_mm=16.0, pixels_per_mm=20.0)


# The same design twice: an even-odd ring, a stroke that leans, curves, small upright rectangles, a clip.
OPERATORS = {"m": "M", "l": "L", "c": "C", "h": "Z"}
TWIN = [
    ("Fill", "c00", circle(40), ""),
    (
        "enamel dots",
        "07c",
        "20.3 40.1 m 23.4 40.1 l 23.4 43.2 l 20.3 43.2 l h 60 30 m 75 38 l 62 47.7 l h ",
        "",
    ),
    ("metal line", "000", circle(40) + circle(36.5), "evenodd"),
    ("metal stroke", "222", "30 62.5 m 45 70 55 50 71.2 66.6 c ", "stroke"),
]


def as_svg(path: str) -> str:
    return "".join(OPERATORS.get(word, word) + " " for word in _operators_first(path))


def _operators_first(path: str) -> list[str]:
    words: list[str] = []
    numbers: list[str] = []
    for word in path.split():
        if word in OPERATORS:
            words += [word, *numbers]
            numbers = []
        else:
            numbers.append(word)
    return words


def twin_svg(folder: Path) -> Path:
    body = ""
    for name, color, path, how in TWIN:
        paint = f'fill="#{color}" fill-rule="{how or "nonzero"}"'
        if how == "stroke":
            paint = f'fill="none" stroke="#{color}" stroke-width="2.6"'
        body += f'<g id="{name}"><path d="{as_svg(path)}" {paint}/></g>'
    return save_svg(folder, body)


def twin_pdf(folder: Path) -> Path:
    layers = []
    for name, color, path, how in TWIN:
        rgb = " ".join(str(int(digit * 2, 16) / 255) for digit in color)
        end = {"": "f", "evenodd": "f*", "stroke": "S"}[how]
        layers.append((name, f"q 1 0 0 -1 0 100 cm {rgb} rg {rgb} RG 2.6 w {path}{end} Q"))
    return layered(layers).save(folder)


def test_it_is_the_same_as_an_svg_of_the_same_design(tmp_path: Path) -> None:
    ours, theirs = (
        read(path, size_mm=16.0, pixels_per_mm=40.0) for path in (twin_pdf(tmp_path), twin_svg(tmp_path))
    )
    assert codes(ours) == codes(theirs) == []
    assert ours.size_mm == pytest.approx(theirs.size_mm, abs=1e-3)
    for one, other in zip(ours.layers, theirs.layers, strict=True):
        assert (one.name, one.role, one.palette) == (other.name, other.role, other.palette)
        apart = np.abs(one.coverage.astype(int) - other.coverage)
        assert apart.mean() < 1.0, one.name
        assert one.area_mm2 == pytest.approx(other.area_mm2, rel=1e-3), one.name
    for field in ("body", "metal"):
        areas = [getattr(art.plan, field).sum(dtype=np.int64) for art in (ours, theirs)]
        assert areas[0] == pytest.approx(areas[1], rel=1e-3)
    assert ours.plan.palette == theirs.plan.palette
    assert (ours.plan.cells != theirs.plan.cells).mean() < 1e-3


def test_groups_are_layers_in_painting_order(tmp_path: Path) -> None:
    seen = look(layered([*BADGE, ("tłuste Ψ", "9 9 5 5 re f")], off=[1]), tmp_path)
    assert seen.layers == [
        ("Fill", True, True, None),
        ("metal line", False, True, None),
        ("tłuste Ψ", True, True, None),
    ]


def test_shapes_outside_every_group_are_layers_where_they_lie(tmp_path: Path) -> None:
    made = PdfMaker()
    key = made.group("a")
    made.configure()
    made.draw(f"0 0 9 9 re f {within(key, '20 20 9 9 re f')} 40 40 9 9 re f {within(key, '60 60 9 9 re f')}")
    seen = look(made, tmp_path)
    assert [name for name, *_ in seen.layers] == ["unnamed", "a", "unnamed", "a"]
    assert [seen.box(layer)[1] for layer in range(4)] == [0, 20, 40, 60]


def test_without_groups_there_is_one_layer(tmp_path: Path) -> None:
    seen = look(PdfMaker().draw(DISC + RING), tmp_path)
    assert seen.layers == [("unnamed", True, True, None)]


def test_nesting_is_the_order_array_s(tmp_path: Path) -> None:
    made = PdfMaker()
    keys = [made.group(name) for name in ("metal", "fox", "tail", "other", "empty")]
    g = made.groups
    made.configure(order=Array([g[0], Array([g[1], Array([g[2]])]), Array(["label", g[3]]), g[4]]), off=[1])
    made.draw(
        within(keys[1], "0 0 9 9 re f" + within(keys[2], "20 20 9 9 re f")) + within(keys[3], "5 5 4 4 re f")
    )
    seen = look(made, tmp_path)
    assert seen.layers[:3] == [
        ("metal", True, False, None),
        ("fox", False, True, 0),
        ("tail", False, True, 1),  # hidden by the group around it
    ]
    assert seen.layers[-2:] == [("other", True, True, None), ("empty", True, False, None)]
    assert seen.box(2) == (71, 20, 80, 29)


@pytest.mark.parametrize(("base", "on", "shown"), [("OFF", [], False), ("OFF", [0], True), ("ON", [], True)])
def test_the_base_state_hides(tmp_path: Path, base: str, on: list[int], shown: bool) -> None:
    made = layered([("a", DISC)])
    made.configure(BaseState=Name("/" + base), ON=Array([made.groups[index] for index in on]))
    assert look(made, tmp_path).layers == [("a", shown, True, None)]


def test_groups_that_were_deleted_are_left_out(tmp_path: Path) -> None:
    made = layered([("a", DISC)])
    config = made.pdf.Root.OCProperties
    for array in (config.OCGs, config.D.Order, config.D.OFF):
        array.append(None)
    assert look(made, tmp_path).layers == [("a", True, True, None)]


def test_print_and_export_states_change_nothing(tmp_path: Path) -> None:
    made = PdfMaker()
    usage = Dictionary(View=Dictionary(ViewState=Name.OFF), Print=Dictionary(PrintState=Name.OFF))
    key = made.group("a", Usage=usage, Intent=Name.Design)
    made.draw(within(key, DISC)).configure(Locked=Array(made.groups))
    seen = look(made, tmp_path)
    assert seen.layers == [("a", True, True, None)]
    assert seen.painted[0].any()


def test_forms_and_pictures_may_say_their_group_themselves(tmp_path: Path) -> None:
    made = PdfMaker()
    made.group("form"), made.group("picture")
    made.resources.XObject.F = made.form("0 0 1 rg 10 10 20 20 re f", OC=made.groups[0])
    picture = made.pdf.make_stream(
        bytes([255, 0, 0]),
        Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8),
    )
    picture.ColorSpace, picture.OC = Name.DeviceRGB, made.groups[1]
    made.resources.XObject.I = picture
    made.configure(off=[1])
    made.draw("/F Do q 30 0 0 30 50 50 cm /I Do Q 1 0 0 1 60 0 cm /F Do")
    seen = look(made, tmp_path)
    assert seen.layers == [
        ("form", True, True, None),
        ("picture", False, True, None),
        ("form", True, True, None),
    ]
    assert [seen.box(index) for index in (0, 2)] == [(70, 10, 90, 30), (70, 70, 90, 90)]
    assert seen.box(1) == pytest.approx((20, 50, 50, 80), abs=1)  # the engine fills the pixels it touches


@pytest.mark.parametrize(
    ("rule", "shown"), [("AnyOn", True), ("AllOn", False), ("AnyOff", True), ("AllOff", False)]
)
def test_memberships_are_their_first_group(tmp_path: Path, rule: str, shown: bool) -> None:
    made = PdfMaker()
    made.group("a"), made.group("b")
    made.resources.Properties.M = Dictionary(Type=Name.OCMD, OCGs=Array(made.groups), P=Name("/" + rule))
    made.draw(within("M", DISC)).configure(off=[1])
    seen = look(made, tmp_path)
    assert seen.layers[0] == ("a", shown, True, None)
    assert seen.painted[0].any()


def test_spot_colours_keep_their_names(tmp_path: Path) -> None:
    made = PdfMaker()
    fill, line = made.group("Fill"), made.group("metal")
    made.spot("S", "PANTONE 186 C", (0, 1, 0.8, 0.1))
    made.spot("B", "Black", (0, 0, 0, 1))
    tints = made.pdf.make_stream(
        b"{ 0 0 4 2 roll }", Dictionary(FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 4)
    )
    made.resources.ColorSpace.N = Array(
        [Name.DeviceN, Array([Name("/Gold Ink"), Name.Black]), Name.DeviceCMYK, tints]
    )
    made.configure()
    content = f"/S cs 1 scn {circle(40)} f /N cs 1 0 scn 40 40 20 20 re f"
    path = made.draw(within(fill, content) + within(line, RING)).save(tmp_path)
    art = read_small(path)
    red, gold = art.layers[0].palette
    assert art.color_names == {red: "PANTONE 186 C", gold: "Gold Ink"}
    told = report(art).as_dict()["palette"]
    assert [(each["color"], each["name"]) for each in told] == [(red, "PANTONE 186 C"), (gold, "Gold Ink")]
    made.draw(within(fill, "0 0.4 0 rg " + circle(40) + "f") + within(line, RING))
    plain = read_small(made.save(tmp_path, "plain.pdf"))
    assert plain.color_names == {}
    assert list(report(plain).as_dict()["palette"][0]) == ["color", "area_mm2"]


def test_fonts_that_are_not_in_the_file_are_named(tmp_path: Path) -> None:
    made = layered([("title", "BT /F 40 Tf 10 10 Td (Ag) Tj ET"), ("notes", "BT /F 9 Tf (x) Tj ET")], off=[1])
    made.resources.Font = Dictionary(
        F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"))
    )
    seen = look(made, tmp_path)
    assert seen.painted[0].any()
    (finding,) = seen.findings
    assert finding.code == "text-live"
    assert finding.message == (
        "layer 'title' holds live text in 'Helvetica-Bold', which is not in the file; "
        "it is drawn in a font that stands in for it"
    )


def test_the_first_of_many_pages_is_read(tmp_path: Path) -> None:
    made = layered(BADGE)
    made.group("of another page")
    made.configure()
    made.pdf.add_blank_page()
    art = read_small(made.save(tmp_path))
    assert [layer.name for layer in art.layers] == ["Fill", "metal line"]
    assert [(finding.code, finding.message) for finding in art.findings] == [
        ("more-pages", "'art.pdf' has 2 pages; the first is read")
    ]


def test_an_illustrator_file_is_a_pdf(tmp_path: Path) -> None:
    made = layered(BADGE)
    made.page.obj.PieceInfo = Dictionary(Illustrator=Dictionary(Private=Dictionary(AIMetaData=1)))
    assert codes(read_small(made.save(tmp_path, "fox.AI"))) == []


def test_the_same_file_gives_the_same_artwork(tmp_path: Path) -> None:
    path = layered(BADGE).save(tmp_path)
    assert read_small(path).digest == read_small(path).digest
