"""A PDF that is not what it says, or asks too much, is refused in one sentence."""

from __future__ import annotations

import zlib
from contextlib import closing, suppress
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from pinrender.artwork import read
from pinrender.artwork._engine import Engine
from pinrender.artwork._pdf_description import described
from pinrender.artwork._pdf_document import PDF_TRADE, PdfDocument
from pinrender.errors import ArtworkError
from pinrender.limits import Limits
from tests.unit.artwork.pdfs import BADGE, DISC, PdfMaker, layered, look, within

MIB = 1024 * 1024


def refusal(path: Path, limits: Limits | None = None) -> str:
    """The sentence that a file is refused with."""
    with pytest.raises(ArtworkError) as caught:
        read(path, size_mm=10.0, pixels_per_mm=10.0, limits=limits)
    message = str(caught.value)
    assert "\n" not in message
    assert path.name in message
    return message


def accepted(path: Path, limits: Limits) -> None:
    read(path, size_mm=10.0, pixels_per_mm=10.0, limits=limits)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.ai", b"%!PS-Adobe-3.0\n%%Creator: Adobe Illustrator(R) 8.0\n", "is PostScript, which"),
        ("a.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n", "save it as PDF"),
        ("a.eps", b"\xc5\xd0\xd3\xc6\x1e\x00", "save it as PDF"),
        ("a.pdf", b"", "is empty; save or copy it again"),
        ("a.pdf", b"\x89PNG", "is not a PDF"),
        ("a.pdf", b"%PDF-1.7\n", "its structure is damaged"),
        ("a.pdf", b"%PDF-1.7\n" + b"[" * 100_000, "its structure is damaged"),
    ],
)
def test_what_is_no_pdf(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert expected in refusal(path)


def test_a_locked_pdf(tmp_path: Path) -> None:
    path = layered(BADGE).save(tmp_path, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refusal(path) == (
        "'art.pdf' cannot be drawn as PDF: it is locked with a password; save it without one"
    )


def test_what_anybody_may_open_is_read(tmp_path: Path) -> None:
    path = layered(BADGE).save(tmp_path, encryption=pikepdf.Encryption(owner="o", user=""))
    assert len(read(path, size_mm=10.0, pixels_per_mm=10.0).layers) == 2


def test_an_illustrator_file_without_pdf_content(tmp_path: Path) -> None:
    made = PdfMaker()
    made.resources.Font = Dictionary(
        F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    lines = ("This is an Adobe(R) Illustrator(R) File that was", "saved without PDF Content.")
    made.draw(
        "BT /F 4 Tf 5 TL 5 90 Td " + "".join(rf"({line.replace('(R)', '')}) Tj T* " for line in lines) + "ET"
    )
    assert "save it with 'Create PDF Compatible File'" in refusal(made.save(tmp_path, "fox.ai"))


def test_a_pdf_without_a_page(tmp_path: Path) -> None:
    made = PdfMaker()
    del made.pdf.pages[0]
    assert "it has no page" in refusal(made.save(tmp_path))


def test_nothing_painted(tmp_path: Path) -> None:
    assert "no painted layer" in refusal(PdfMaker().save(tmp_path))


def test_bytes_are_limited(tmp_path: Path) -> None:
    path = layered(BADGE).save(tmp_path)
    size = path.stat().st_size
    accepted(path, Limits(pdf_bytes=size))
    assert f"is larger than {size - 1} bytes" in refusal(path, Limits(pdf_bytes=size - 1))


def test_pages_are_limited(tmp_path: Path) -> None:
    made = layered(BADGE)
    for _ in range(2):
        made.pdf.add_blank_page()
    path = made.save(tmp_path)
    accepted(path, Limits(pdf_pages=3))
    assert "has 3 pages; 2 is the most" in refusal(path, Limits(pdf_pages=2))


def test_thousands_of_pages(tmp_path: Path) -> None:
    made = layered(BADGE)
    for _ in range(4000):
        made.pdf.add_blank_page()
    assert "has 4001 pages; 200 is the most" in refusal(made.save(tmp_path))


def test_layers_are_limited(tmp_path: Path) -> None:
    path = layered([(f"fill {index}", f"0 0 {index + 9} 9 re f") for index in range(5)]).save(tmp_path)
    accepted(path, Limits(layers=5))
    assert "has 5 layers; 4 is the most" in refusal(path, Limits(layers=4))


@pytest.mark.parametrize(("side", "well"), [(14_400, True), (14_401, False)])
def test_sides_are_limited(tmp_path: Path, side: int, well: bool) -> None:
    made = PdfMaker().draw("0 0 5000 5000 re f")
    made.page.obj.MediaBox = Array([0, 0, 9000, side])
    path = made.save(tmp_path)
    if well:
        accepted(path, Limits())
    else:
        assert "is 9000 x 14401 units; 14400 is the most" in refusal(path)


@pytest.mark.parametrize(("unit", "well"), [(75_000, True), (75_001, False), (1e-5, False)])
def test_units_are_limited(tmp_path: Path, unit: float, well: bool) -> None:
    made = PdfMaker().draw(DISC)
    made.page.obj.UserUnit = unit
    path = made.save(tmp_path)
    if well:
        accepted(path, Limits())
    else:
        assert "75000 is the most" in refusal(path)


@pytest.mark.parametrize("side", ["0.0001", "0." + 40 * "0" + "1", "0." + 300 * "0" + "1"])
def test_pages_too_small_to_see(tmp_path: Path, side: str) -> None:
    data = PdfMaker().draw("0 0 .0001 .0001 re f").data().replace(b"[ 0 0 100 100 ]", b"[0 0 @ @]")
    path = tmp_path / "art.pdf"
    path.write_bytes(data.replace(b"@", side.encode()))
    assert side.encode() in path.read_bytes()
    with suppress(ArtworkError):
        accepted(path, Limits(worker_wall_s=5.0))


@pytest.mark.parametrize(("width", "well"), [(2000, True), (2001, False)])
def test_aspect_is_limited(tmp_path: Path, width: int, well: bool) -> None:
    made = PdfMaker().draw(DISC)
    made.page.obj.MediaBox = Array([0, 0, width, 100])
    path = made.save(tmp_path)
    if well:
        accepted(path, Limits())
    else:
        assert "one side may be 20 times the other at most" in refusal(path)


@pytest.mark.parametrize("box", [[0, 0, 0, 100], [5, 5, 5, 5]])
def test_pages_without_a_size(tmp_path: Path, box: list[int]) -> None:
    made = PdfMaker().draw(DISC)
    made.page.obj.MediaBox = Array(box)
    refusal(made.save(tmp_path))


def bomb(mebibytes: int) -> bytes:
    """So many spaces, packed."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * MIB) for _ in range(mebibytes))
    return packed + packer.flush()


@pytest.mark.parametrize(("mebibytes", "well"), [(40, True), (300, False)])
def test_memory_is_limited(tmp_path: Path, mebibytes: int, well: bool) -> None:
    made = PdfMaker()
    packed = made.pdf.make_stream(bomb(mebibytes), Filter=Name.FlateDecode)
    made.page.obj.Contents = Array([packed, made.pdf.make_stream(DISC.encode())])
    path = made.save(tmp_path)
    assert path.stat().st_size < 2 * MIB
    limits = Limits(worker_memory_bytes=512 * MIB)
    if well:
        accepted(path, limits)
    else:
        assert "needs more than 512 MiB of memory to be drawn" in refusal(path, limits)


def tiles() -> PdfMaker:
    """A pattern of so many small tiles that drawing it takes for ever."""
    made = PdfMaker()
    pattern = made.form("0 0 1 rg 0 0 .0001 .0001 re f")
    for key, value in {
        "Type": Name.Pattern,
        "PatternType": 1,
        "PaintType": 1,
        "TilingType": 1,
        "XStep": 0.0002,
        "YStep": 0.0002,
        "BBox": Array([0, 0, 0.0001, 0.0001]),
    }.items():
        pattern[f"/{key}"] = value
    del pattern["/Subtype"]
    pattern.Resources = Dictionary()
    made.resources.Pattern = Dictionary(P=pattern)
    return made.draw("/Pattern cs /P scn 0 0 100 100 re f")


def test_processor_time_is_limited(tmp_path: Path) -> None:
    assert "takes too long to draw" in refusal(tiles().save(tmp_path), Limits(worker_cpu_s=0))


def test_a_hang_is_killed_on_the_clock(tmp_path: Path) -> None:
    assert "takes too long to draw" in refusal(tiles().save(tmp_path), Limits(worker_wall_s=1.5))


def test_forms_that_hold_forms_that_hold_forms(tmp_path: Path) -> None:
    """Each draws the next ten times; a form that draws itself draws nothing."""
    made = PdfMaker()
    form = made.form("0 0 1 1 re f")
    for _ in range(12):
        form = made.form("/X Do " * 10, Resources=Dictionary(XObject=Dictionary(X=form)))
    made.resources.XObject.X = form
    message = refusal(made.draw("/X Do").save(tmp_path), Limits(worker_cpu_s=0))
    assert "takes too long" in message or "needs more than" in message
    itself = made.form("/X Do 0 0 9 9 re f")
    itself.Resources = Dictionary(XObject=Dictionary(X=itself))
    made.resources.XObject.X = itself
    assert look(made, tmp_path).layers == [("unnamed", True, True, None)]


def test_groups_that_hold_themselves(tmp_path: Path) -> None:
    made = layered(BADGE)
    order = made.pdf.make_indirect(Array([made.groups[0]]))
    order.append(order)
    made.configure(order=order)
    assert [name for name, *_ in look(made, tmp_path).layers] == ["Fill", "metal line"]


def test_no_other_file_is_opened(tmp_path: Path) -> None:
    """Content that lies in another file stays there, and scripts are not run."""
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"0 0 50 50 re f")
    made = PdfMaker()
    stream = made.pdf.make_stream(b"", Dictionary(F=String(str(secret)), FFilter=Array([])))
    made.page.obj.Contents = Array([stream, made.pdf.make_stream(b"60 60 9 9 re f")])
    made.pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("while (true) {}"))
    seen = look(made, tmp_path)
    assert seen.box(0) == (31, 60, 40, 69)
    assert not seen.painted[0][45:].any()


def test_the_parent_goes_on_and_nothing_is_left_open(tmp_path: Path) -> None:
    def descriptors() -> int:
        return sum(1 for _ in Path("/proc/self/fd").iterdir())

    path = layered(BADGE).save(tmp_path)
    accepted(path, Limits())
    before = descriptors()
    for _ in range(2):
        assert "'art.pdf'" in refusal(path, Limits(worker_memory_bytes=MIB))
    accepted(path, Limits())
    assert descriptors() == before


@pytest.mark.parametrize("answer", [b"", b"[]", b"{}", b'{"pages": 1, "unit_pt": 1, "box": [1]}', b"\xff"])
def test_an_answer_that_is_no_description(answer: bytes) -> None:
    with pytest.raises(ArtworkError, match=r"'a.pdf' makes the PDF engine fail"):
        described(answer, "a.pdf", Limits())


def test_a_picture_of_the_wrong_size_is_no_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine, "draw", lambda _, requests: (b"1234567" for _ in requests))
    with pytest.raises(ArtworkError, match="something that is not a picture"):
        look(layered(BADGE), tmp_path)


def test_marks_that_number_nothing_are_no_groups(tmp_path: Path) -> None:
    made = PdfMaker()
    made.resources.Properties.N = Dictionary(Name=String("99999999999999999999"))
    made.draw(within("N", "0 0 9 9 re f") + within("Nowhere", "20 20 9 9 re f"))
    assert [name for name, *_ in look(made, tmp_path).layers] == ["unnamed"]


def test_both_processes_end(tmp_path: Path) -> None:
    with closing(PdfDocument(layered(BADGE).save(tmp_path), Limits(), lambda _: False)) as document:
        processes = document._engine._processes
    assert PDF_TRADE.kind == "PDF"
    assert all(each._process.poll() is not None for each in processes)
