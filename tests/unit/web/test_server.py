"""The real server: the same pictures, sentences and findings as the command line gives."""

from __future__ import annotations

import io
import json
import os
import signal
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import pinrender
from pinrender._told import made_of
from tests.unit.small_pin import ORANGE, draw_small_pin
from tests.unit.web.running import ENDLESS, Server, children, served, until

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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def art(tmp_path: Path) -> Path:
    return draw_small_pin(tmp_path / "fox.svg")


@pytest.fixture
def key(server: Server, art: Path) -> str:
    return server.send(art.read_bytes(), "fox.svg")


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
    }
    for (work, suffix), beginning in beginnings.items():
        extra = {"format": suffix} if suffix else {"customer": "Fox & Co", "sheet": "letter"}
        if work == "sheet":
            extra |= {"process": ["soft-enamel", "die-struck"], "pixels": 64}
        made = server.make(key, work, extra=extra, **QUICK)
        assert made.status == 200, made.body
        assert made.body[: len(beginning)].lower() == beginning.lower()
        assert made.headers["content-disposition"].startswith('attachment; filename="fox-')


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


def test_requests_that_make_no_sense_are_refused(server: Server, key: str) -> None:
    address = f"/api/artworks/{key}/picture"
    for body in (b"[]", b"{", b'"', b"[" * 5000, b'{"options": 3}', b'{"with": []}', b"\xff\xfe"):
        answer = server.ask("POST", address, body)
        assert (answer.status, answer.error["kind"]) == (400, "usage"), body
    large = server.ask("POST", address, b" " * (64 * 1024 + 1))
    assert (large.status, large.error["kind"]) == (413, "too-large")


def test_two_artworks_are_two_pins(server: Server, art: Path) -> None:
    """Asked for at once, each gets its own; forgetting one leaves the other."""
    blue = draw_small_pin(art.with_name("blue.svg"), fill="#0044cc")
    keys = [server.send(each.read_bytes(), each.name) for each in (art, blue)]
    with ThreadPoolExecutor(2) as asking:
        drawn = list(asking.map(lambda key: server.make(key, "picture", **QUICK).body, keys))
    assert drawn == [pinrender.load(each, **QUICK).render().png() for each in (art, blue)]
    assert server.ask("DELETE", f"/api/artworks/{keys[0]}").status == 204
    assert server.make(keys[0], "picture", **QUICK).error["kind"] == "gone"
    assert server.make(keys[1], "picture", **QUICK).status == 200


def test_a_killed_render_process_costs_its_picture_only(server: Server, key: str) -> None:
    """One picture is lost with the process; the one that waits, and the next, are drawn by another."""
    with ThreadPoolExecutor(2) as asking:
        lost = asking.submit(server.make, key, "picture", "slow", **ENDLESS)
        server.until_running(key, "slow")
        waits = asking.submit(server.make, key, "picture", "waits", **QUICK)
        until(lambda: "waits" in server.jobs(key))
        os.kill(server.worker(), signal.SIGKILL)
        assert (lost.result().status, lost.result().error["kind"]) == (500, "crashed")
        assert waits.result().status == 200
    assert server.make(key, "picture", **QUICK).body == waits.result().body
    assert len(children(server.process.pid)) == 1


def test_what_is_cancelled_ends_and_the_next_is_made(server: Server, key: str) -> None:
    with ThreadPoolExecutor(1) as asking:
        long = asking.submit(server.make, key, "picture", "slow", **ENDLESS)
        server.until_running(key, "slow")
        assert server.ask("DELETE", f"/api/artworks/{key}/jobs?lane=other").told == {"cancelled": 0}
        assert server.ask("DELETE", f"/api/artworks/{key}/jobs?lane=slow").told == {"cancelled": 1}
        assert (long.result().status, long.result().error["kind"]) == (409, "cancelled")
    assert server.make(key, "picture", **QUICK).status == 200


def test_a_newer_picture_makes_one_that_waits_needless(server: Server, key: str) -> None:
    with ThreadPoolExecutor(3) as asking:
        long = asking.submit(server.make, key, "picture", "slow", **ENDLESS)
        server.until_running(key, "slow")
        older = asking.submit(server.make, key, "picture", "drag", **QUICK)
        until(lambda: "drag" in server.jobs(key))
        newer = asking.submit(server.make, key, "picture", "drag", view="low", **QUICK)
        assert older.result().error == {
            "kind": "cancelled",
            "message": "a newer one was asked for",
            "exit_code": 1,
        }
        server.ask("DELETE", f"/api/artworks/{key}/jobs?lane=slow")
        assert newer.result().status == 200
        assert long.result().status == 409


def test_a_job_that_nobody_waits_for_ends(server: Server, key: str) -> None:
    import http.client

    leaving = http.client.HTTPConnection("127.0.0.1", server.port)
    leaving.request("POST", f"/api/artworks/{key}/picture", json.dumps({"lane": "left", "options": ENDLESS}))
    server.until_running(key, "left")
    leaving.close()
    until(lambda: server.jobs(key) == {})


def test_limits_hold(tmp_path: Path, art: Path) -> None:
    limits = {"upload_bytes": 2000, "render_queue": 1, "studio_wall_s": 8.0, "render_wall_s": 100.0}
    with served(tmp_path, **limits) as server:
        over = server.ask("POST", "/api/artworks?name=fox.svg", b"x" * 2001)
        assert (over.status, over.error["kind"]) == (413, "too-large")
        chunked = server.ask("POST", "/api/artworks?name=a.svg", iter([b"x" * 1500] * 2))  # type: ignore[arg-type]
        assert chunked.status == 413
        key = server.send(art.read_bytes(), "fox.svg")
        with ThreadPoolExecutor(2) as asking:
            long = asking.submit(server.make, key, "picture", "slow", **ENDLESS)
            server.until_running(key, "slow")
            waits = asking.submit(server.make, key, "picture", "waits", **QUICK)
            until(lambda: "waits" in server.jobs(key))
            busy = server.make(key, "picture", "more", **QUICK)
            assert (busy.status, busy.error["kind"], busy.headers["retry-after"]) == (503, "busy", "2")
            assert (long.result().status, long.result().error["kind"]) == (504, "too-long")
            assert "longer than 8 s (Limits.studio_wall_s)" in long.result().error["message"]
            assert waits.result().status == 200


def test_too_much_memory_is_refused(tmp_path: Path, art: Path) -> None:
    with served(tmp_path, render_memory_bytes=1024 * 1024) as server:
        answer = server.make(server.send(art.read_bytes(), "fox.svg"), "picture", **ENDLESS)
        assert (answer.status, answer.error["kind"]) == (413, "too-large")
        assert "more than 1 MiB of memory (Limits.render_memory_bytes)" in answer.error["message"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_well_and_leaves_nothing(tmp_path: Path, art: Path, number: int) -> None:
    """A quick picture in flight is finished; processes and files are gone, the exit code is 0."""
    with served(tmp_path) as server:
        key = server.send(art.read_bytes(), "fox.svg")
        assert server.make(key, "picture", **QUICK).status == 200
        worker = server.worker()
        with ThreadPoolExecutor(1) as asking:
            flying = asking.submit(server.make, key, "picture", size="12mm", pixels=1024)
            server.until_running(key, "picture")
            server.process.send_signal(number)
            assert flying.result().status == 200
        assert server.process.wait(30.0) == 0
        assert list(tmp_path.glob("pinrender-serve-*")) == []
        assert not Path(f"/proc/{worker}").exists()


def test_the_render_process_goes_with_its_server(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        worker = server.worker()
        server.process.kill()
        until(lambda: not Path(f"/proc/{worker}").exists())
