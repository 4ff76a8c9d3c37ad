"""Jobs of a real server: several at once, cancelled, needless, killed with their process, over a limit."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import pinrender
from tests.unit.small_pin import draw_small_pin
from tests.unit.web.running import ENDLESS, Server, children, served, until

QUICK = {"size": "12mm", "pixels": 64}


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
        assert list(tmp_path.iterdir()) == [art]
        assert not Path(f"/proc/{worker}").exists()


def test_the_command_says_where_it_is_and_that_it_has_stopped() -> None:
    command = [sys.executable, "-m", "pinrender", "serve", "--no-open", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("pinrender is at http://127.0.0.1:")
        process.terminate()
        assert process.stdout.read() == "pinrender has stopped\n"
        assert process.wait(30.0) == 0


def test_told_to_stop_it_gives_up_what_takes_long(tmp_path: Path, art: Path) -> None:
    with served(tmp_path) as server:
        key = server.send(art.read_bytes(), "fox.svg")
        with ThreadPoolExecutor(1) as asking:
            flying = asking.submit(server.make, key, "picture", "slow", **ENDLESS)
            server.until_running(key, "slow")
            server.process.terminate()
            assert flying.result().error["message"] == "the server is stopping"
        assert server.process.wait(30.0) == 0
        assert list(tmp_path.iterdir()) == [art]


def test_nothing_is_left_of_an_export_whose_process_was_killed(tmp_path: Path, art: Path) -> None:
    with served(tmp_path) as server:
        key = server.send(art.read_bytes(), "fox.svg")
        with ThreadPoolExecutor(1) as asking:
            flying = asking.submit(server.make, key, "export", extra={"format": "glb"})
            until(lambda: any(tmp_path.rglob("pinrender-export-*")))
            os.kill(server.worker(), signal.SIGKILL)
            assert flying.result().error["kind"] == "crashed"
        until(lambda: not any(tmp_path.rglob("pinrender-export-*")))
        server.process.terminate()
        assert server.process.wait(30.0) == 0
        assert list(tmp_path.iterdir()) == [art]


def test_the_render_process_goes_with_its_server(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        worker = server.worker()
        server.process.kill()
        until(lambda: not Path(f"/proc/{worker}").exists())
