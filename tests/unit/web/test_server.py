"""The real server: the same pictures, sentences and findings as the command line gives."""

from __future__ import annotations

import io
import json
import socket
import zipfile
from pathlib import Path

import pytest

import pinrender
from pinrender import output
from pinrender._told import made_of
from pinrender.web._works import MEDIA_TYPES
from tests.unit.artwork.pdfs import BADGE, layered
from tests.unit.small_pin import ORANGE
from tests.unit.web.running import Server, until

QUICK = {"size": "12mm", "pixels": 64}
BROKEN = {
    "empty.svg": b"",
    "fox.svg": b"<svg",
    "fox.png": b"no picture",
    "fox.psd": b"8BPS\0\1",
    "fox.pdf": b"%PDF-1.7 and no more",
    "fox.zip": b"PK\3\4 broken",
    "fox.ora": b"PK\3\4 broken",
    "fox.kra": b"\0" * 64,
    "fox.tif": b"II*\0",
    "fox.txt": b"hello",
    "fox": b"hello",
    "blank.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
    "entities.svg": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
    "photo.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>',
}


def test_the_picture_is_the_one_of_the_shell_byte_for_byte(server: Server, key: str, art: Path) -> None:
    drawn = server.make(key, "picture", plating="silver", view="three-quarter", **QUICK)
    pin = pinrender.load(art, plating="silver", view="three-quarter", **QUICK)
    assert drawn.body == pin.render().png()
    assert drawn.headers["content-type"] == "image/png"
    named = "fox-soft-enamel-silver.png"
    assert (
        drawn.headers["content-disposition"] == f"attachment; filename=\"{named}\"; filename*=UTF-8''{named}"
    )


def test_what_was_understood_is_what_inspect_tells(server: Server, key: str, art: Path) -> None:
    told = server.make(key, "understood", recolor={ORANGE: "#0044cc"}, **QUICK).told
    pin = pinrender.load(art, recolor={ORANGE: "#0044cc"}, **QUICK)
    assert all(layer.pop("picture").startswith("data:image/png;base64,") for layer in told["layers"])
    assert told.pop("title") == pin.design.title
    asked = {"size": "12mm", "process": "soft-enamel", "plating": "gold", "enamel": "opaque"}
    assert told.pop("asked") == {**asked, "epoxy": None, "studio": None, "backdrop": None}
    assert told == json.loads(json.dumps({**pin.report().as_dict(), "design": made_of(pin)}))


def test_findings_lie_where_the_picture_shows_them(server: Server, key: str, art: Path) -> None:
    told = server.make(key, "check", **QUICK).told
    words = told.pop("verdict")
    assert words
    assert told == json.loads(json.dumps(pinrender.load(art, **QUICK).check().as_dict()))
    face = json.loads(server.make(key, "picture", **QUICK).headers["pinrender-face"])
    assert [row[2] / face[2][2] for row in face[:2]] == pytest.approx([0.5, 0.5], abs=0.01)
    back = server.make(key, "picture", view="back", **QUICK)
    assert back.headers["pinrender-face"] == "null"


@pytest.mark.parametrize("name", BROKEN)
def test_a_bad_file_is_refused_in_the_words_of_the_shell(server: Server, tmp_path: Path, name: str) -> None:
    broken = tmp_path / name
    broken.write_bytes(BROKEN[name])
    with pytest.raises(pinrender.PinrenderError) as refused:
        pinrender.load(broken).render(pixels=64)
    key = server.send(BROKEN[name], name)
    answer = server.make(key, "picture", pixels=64)
    assert answer.status == 422
    said = str(refused.value).replace(str(broken), name)
    assert answer.error == {"kind": refused.value.kind, "message": said, "exit_code": 1}
    assert str(server.folder) not in said


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"plating": "glod"}, "no plating is called 'glod'; did you mean 'gold'?"),
        ({"size": "30"}, "size '30' has no unit; write '30mm' or '30in'"),
        ({"layers": {"lime": "metal"}}, "no layer is called 'lime'; did you mean 'line'?"),
        ({"recolor": {"#123456": "#111"}}, "no enamel or ink is #123456"),
        ({"pixels": 5000}, "5000"),
    ],
)
def test_a_bad_option_is_refused_in_the_words_of_the_shell(
    server: Server, key: str, options: dict[str, object], sentence: str
) -> None:
    answer = server.make(key, "picture", **{**QUICK, **options})
    assert (answer.status, answer.error["kind"], answer.error["exit_code"]) == (400, "usage", 2)
    assert sentence in answer.error["message"]


def test_every_file_is_of_its_kind(server: Server, key: str) -> None:
    beginnings = {
        ("sheet", "png"): b"\x89PNG",
        ("sheet", "html"): b"<!doctype html>",
        ("proof", ""): b"%PDF-",
        ("layers", "svg"): b"<?xml",
        ("layers", "png"): b"\x89PNG",
        ("export", "stl"): b"",
        ("export", "glb"): b"glTF",
        ("export", "usdz"): b"PK\3\4",
        ("export", "html"): b"<!doctype html>",
        ("light", ""): b"#?RADIANCE",
    }
    for (work, suffix), beginning in beginnings.items():
        extra: dict[str, object] = {"format": suffix} if suffix else {}
        if work == "proof":
            extra = {"customer": "Fox & Co", "sheet": "letter"}
        if work == "sheet":
            extra |= {"process": ["soft-enamel", "die-struck"], "pixels": 64}
        made = server.make(key, work, extra=extra, **QUICK)
        assert made.status == 200, made.body
        assert made.body[: len(beginning)].lower() == beginning.lower()
        kept = made.headers.get("content-disposition", "")
        assert kept.startswith('attachment; filename="fox-') or work == "light"


def test_every_kind_of_file_has_a_media_type() -> None:
    kinds = {*output.ASSET_SUFFIXES, output.PAGE_SUFFIX, *output.SOLID_SUFFIXES, *output.HEIGHT_SUFFIXES}
    assert kinds <= set(MEDIA_TYPES)


def test_a_zip_of_layers_is_artwork(server: Server) -> None:
    from PIL import Image, ImageDraw

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, color, box in (
            ("1 enamel", "#c8501e", (8, 8, 112, 92)),
            ("2 metal", "#111", (8, 44, 112, 56)),
        ):
            layer = Image.new("RGBA", (120, 100))
            ImageDraw.Draw(layer).ellipse(box, fill=color)
            encoded = io.BytesIO()
            layer.save(encoded, "PNG")
            archive.writestr(f"{name}.png", encoded.getvalue())
    told = server.make(server.send(packed.getvalue(), "fox.zip"), "understood", **QUICK).told
    assert (told["name"], [layer["role"] for layer in told["layers"]]) == ("fox", ["enamel", "metal"])


def test_a_finding_calls_a_file_by_its_own_name(server: Server) -> None:
    """A PDF without its end is drawn, and told of; nobody reads the name that it is kept under."""
    whole = layered(BADGE).data()
    key = server.send(whole[: whole.rindex(b"startxref")], "My fox.pdf")
    told = server.make(key, "understood", **QUICK).told["findings"]
    assert any(each["message"].startswith("'My fox.pdf' lacks its end") for each in told)


def test_every_answer_has_its_headers(server: Server, key: str) -> None:
    asked = [
        ("GET", "/", 200),
        ("GET", "/static/studio.css", 200),
        ("GET", "/healthz", 200),
        ("GET", "/api/choices", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/static/../_app.py", 404),
        ("GET", "/static/%2e%2e/_app.py", 404),
        ("GET", "/static/..%2f_app.py", 404),
        ("GET", "/static//etc/passwd", 404),
        ("POST", "/", 405),
        ("GET", "/docs", 404),
        ("GET", "/openapi.json", 404),
        ("GET", f"/api/artworks/{key}", 200),
        ("GET", "/api/artworks/guessed", 404),
        ("DELETE", "/api/artworks/guessed", 204),
        ("POST", "/api/artworks/guessed/picture", 404),
        ("POST", f"/api/artworks/{key}/nothing", 400),
    ]
    for method, path, status in asked:
        answer = server.ask(method, path)
        assert (path, answer.status) == (path, status)
        for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
            assert name in answer.headers, path
        assert "access-control-allow-origin" not in answer.headers
        assert "server" not in answer.headers
        if status >= 400:
            assert answer.error["message"]
    foreign = server.ask("GET", "/", headers={"Host": "evil.example"})
    assert (foreign.status, foreign.error["kind"]) == (421, "misdirected")
    assert "content-security-policy" in foreign.headers
    other = server.ask("POST", "/api/artworks?name=a.svg", b"x", {"Origin": "http://evil.example"})
    assert (other.status, other.error["kind"]) == (403, "foreign")


def test_what_a_work_does_not_take_is_refused(server: Server, key: str) -> None:
    answer = server.make(key, "export", extra={"kind": "glb"}, **QUICK)
    assert (answer.status, answer.error["kind"]) == (400, "usage")


def test_requests_that_make_no_sense_are_refused(server: Server, key: str) -> None:
    address = f"/api/artworks/{key}/picture"
    for body in (b"[]", b"{", b'"', b"[" * 5000, b'{"options": 3}', b'{"with": []}', b"\xff\xfe"):
        answer = server.ask("POST", address, body)
        assert (answer.status, answer.error["kind"]) == (400, "usage"), body
    large = server.ask("POST", address, b" " * (64 * 1024 + 1))
    assert (large.status, large.error["kind"]) == (413, "too-large")


SENT = b"POST /api/artworks HTTP/1.1\r\nHost: {host}\r\n"
GARBAGE = [
    b"\0" * 100,
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 40_000 + b"\r\n\r\n",
    SENT + b"Content-Length: -1\r\n\r\n",
    SENT + b"Content-Length: 999999999999\r\n\r\n",
    SENT + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    SENT + b"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
]


@pytest.mark.parametrize("sent", GARBAGE, ids=range(len(GARBAGE)))
def test_what_is_no_request_does_no_harm(server: Server, sent: bytes) -> None:
    """It is refused, or the connection ends; the next request is answered."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30.0) as connection:
        connection.sendall(sent.replace(b"{host}", f"127.0.0.1:{server.port}".encode()))
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(65536)
    assert not answer or int(answer.split()[1]) >= 400 or b'"id"' in answer
    assert server.ask("GET", "/healthz").status == 200


def test_an_upload_that_breaks_off_leaves_nothing(server: Server) -> None:
    before = set(server.folder.rglob("*"))
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        head = f"POST /api/artworks?name=a.svg HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        connection.sendall(f"{head}Content-Length: 1000\r\n\r\nhalf".encode())
        until(lambda: set(server.folder.rglob("*")) != before)
    until(lambda: set(server.folder.rglob("*")) == before)
