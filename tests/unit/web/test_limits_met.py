"""Limits of the server that no other test meets."""

from __future__ import annotations

import http.client
import io
from pathlib import Path

import pytest

from pinrender import pipeline
from pinrender.web._job import ANSWER, PROGRESS, Job, received
from pinrender.web._worker import serve
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


@pytest.mark.parametrize(("held_bytes", "read_again"), [(1, True), (1 << 40, False)])
def test_a_worker_that_holds_too_much_forgets_and_goes_on(
    art: Path, held_bytes: int, read_again: bool
) -> None:
    job = Job(work="picture", path=str(art), name="fox.svg", options=QUICK, extra={}).packed()
    answers = io.BytesIO()
    serve(io.BytesIO(job + job), answers, held_bytes=held_bytes)
    pipeline.hold(pipeline.HELD)
    answers.seek(0)
    told = list(iter(lambda: received(answers), None))
    pictures = [message.body for message in told if message.what == ANSWER]
    assert len(pictures) == 2
    assert pictures[0] == pictures[1]
    stages = [message.head["stage"] for message in told if message.what == PROGRESS]
    assert (stages.count("read") == 2) == read_again
