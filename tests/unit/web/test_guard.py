"""Who may ask a server, by the names and places that a request gives."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from pinrender.web._errors import Foreign, Misdirected
from pinrender.web._guard import checked, policy
from pinrender.web._style_hashes import style_hashes

PORT = 8765
HOSTS = [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}"]
OWN = ("host", HOSTS[0])
OURS = f"http://{HOSTS[0]}"


@pytest.mark.parametrize("host", [*HOSTS, f"LocalHost:{PORT}"])
def test_its_own_names_are_answered(host: str) -> None:
    checked("GET", "/", Headers(raw=[(b"host", host.encode())]), HOSTS)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:80",
        f"127.0.0.1:{PORT}.",
        f"localhost.:{PORT}",
        f"0.0.0.0:{PORT}",
        f"127.0.0.2:{PORT}",
        f"127.1:{PORT}",
        f"2130706433:{PORT}",
        f"[::]:{PORT}",
        f"[::ffff:127.0.0.1]:{PORT}",
        f"evil.example:{PORT}",
        f"127.0.0.1.evil.example:{PORT}",
        f"localhost:{PORT}@evil.example",
        f"evil.example#{HOSTS[0]}",
        f" {HOSTS[0]}",
        f"{HOSTS[0]},{HOSTS[0]}",
    ],
)
def test_no_other_name_is(host: str) -> None:
    with pytest.raises(Misdirected, match=r"this server is 127\.0\.0\.1:8765"):
        checked("GET", "/", Headers(raw=[(b"host", host.encode())]), HOSTS)


@pytest.mark.parametrize("headers", [[], [OWN, OWN], [OWN, ("host", "evil.example")]])
def test_a_host_is_said_once(headers: list[tuple[str, str]]) -> None:
    with pytest.raises(Misdirected):
        checked("GET", "/", Headers(raw=[(k.encode(), v.encode()) for k, v in headers]), HOSTS)


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"origin": OURS},
        {"origin": f"http://localhost:{PORT}"},
        {"sec-fetch-site": "same-origin", "origin": OURS},
    ],
)
def test_its_own_page_and_programs_may_ask(method: str, headers: dict[str, str]) -> None:
    checked(method, "/api/artworks", Headers({**headers, "host": HOSTS[0]}), HOSTS)


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "SAME-ORIGIN "},
        {"sec-fetch-site": ""},
        {"sec-fetch-site": "cross-site", "origin": OURS},
        {"origin": "null"},
        {"origin": "http://evil.example"},
        {"origin": f"https://{HOSTS[0]}"},
        {"origin": "http://127.0.0.1"},
        {"origin": f"{OURS}/"},
        {"origin": f"{OURS}.evil.example"},
        {"sec-fetch-site": "same-origin", "origin": "http://evil.example"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
    ],
)
def test_other_pages_may_not(method: str, headers: dict[str, str]) -> None:
    with pytest.raises(Foreign, match="another site's page"):
        checked(method, "/api/artworks", Headers({**headers, "host": HOSTS[0]}), HOSTS)


def test_a_link_may_open_the_page_and_a_form_may_not() -> None:
    headers = Headers({"host": HOSTS[0], "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"})
    checked("GET", "/", headers, HOSTS)
    with pytest.raises(Foreign):
        checked("POST", "/", headers, HOSTS)


def test_the_viewers_own_style_is_let_in_by_its_hash() -> None:
    """The hash of an empty text is known: `printf '' | openssl sha256 -binary | base64`."""
    empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    assert style_hashes("a = `<style></style>`") == (empty,)
    assert f"style-src 'self' '{empty}';" in policy([empty])
    assert "unsafe" not in policy([empty])
