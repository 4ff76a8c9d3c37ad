"""Limits of the server that no other test meets."""

from __future__ import annotations

import http.client
from pathlib import Path

from tests.unit.web.running import served

QUICK = {"pixels": 128}


def test_a_request_says_no_more_than_it_may(tmp_path: Path, art: Path) -> None:
    with served(tmp_path, request_bytes=400) as server:
        key = server.send(art.read_bytes(), "fox.svg")
        assert server.make(key, "picture", **QUICK).status == 200
        over = server.make(key, "picture", layers={"x" * 400: "metal"}, **QUICK)
        assert (over.status, over.error["kind"]) == (413, "too-large")
        assert "larger than 400 bytes (Limits.request_bytes)" in over.error["message"]


def test_a_picture_that_takes_too_long_is_given_up(tmp_path: Path, art: Path) -> None:
    with served(tmp_path, render_wall_s=0.01) as server:
        late = server.make(server.send(art.read_bytes(), "fox.svg"), "picture", **QUICK)
        assert (late.status, late.error["kind"]) == (504, "too-long")
        assert "(Limits.render_wall_s)" in late.error["message"]


def test_more_connections_than_there_may_be_are_refused(tmp_path: Path) -> None:
    with served(tmp_path, connections=4) as server:
        held = [http.client.HTTPConnection("127.0.0.1", server.port) for _ in range(6)]
        for each in held:
            each.connect()
            each.request("GET", "/healthz")
        statuses = [each.getresponse().status for each in held]
        assert statuses.count(503) >= 1
        for each in held:
            each.close()


def test_a_worker_that_holds_too_much_forgets_and_goes_on(tmp_path: Path, art: Path) -> None:
    with served(tmp_path, render_held_bytes=1) as forgetful:
        key = forgetful.send(art.read_bytes(), "fox.svg")
        first, again = (forgetful.make(key, "picture", **QUICK) for _ in range(2))
        assert first.status == again.status == 200
        assert first.body == again.body
