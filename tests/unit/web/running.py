"""A real server in a process of its own, and the few words that one says to it."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

CODE = """
import json, sys
from pathlib import Path
from pinrender.limits import Limits
from pinrender.web._serve import opened, serve
serve(
    opened(0),
    limits=Limits(**json.loads(sys.argv[1])),
    art=Path(sys.argv[2]) if sys.argv[2:] else None,
    started=lambda address: print(address, flush=True),
)
"""
WAIT_S = 120.0
ENDLESS = {"quality": "studio", "samples": 65536, "pixels": 512}
"""A picture whose light is traced for longer than any test waits."""


class Reply(NamedTuple):
    """What was answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        """Its JSON."""
        return json.loads(self.body)

    @property
    def error(self) -> dict[str, Any]:
        """What was refused, and how."""
        refused: dict[str, Any] = self.told["error"]
        return refused


class Server:
    """A server that runs, and its temporary folder."""

    def __init__(self, process: subprocess.Popen[str], address: str, folder: Path) -> None:
        port = urlsplit(address).port
        assert port is not None
        self.process, self.address, self.port, self.folder = process, address, port, folder

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_S)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def send(self, content: bytes, name: str) -> str:
        """Upload a file; return its id."""
        sent = self.ask("POST", f"/api/artworks?name={quote(name)}", content)
        assert sent.status == 201, sent.body
        key: str = sent.told["id"]
        return key

    def make(
        self, key: str, work: str, lane: str | None = None, extra: object = None, **options: Any
    ) -> Reply:
        """Have something made."""
        said = {"options": options, "with": extra or {}, **({} if lane is None else {"lane": lane})}
        return self.ask("POST", f"/api/artworks/{key}/{work}", json.dumps(said).encode())

    def jobs(self, key: str) -> dict[str, Any]:
        """What is being made of an artwork."""
        told: dict[str, Any] = self.ask("GET", f"/api/artworks/{key}/jobs").told
        return told

    def until_running(self, key: str, lane: str) -> None:
        """Wait until a job has begun."""
        until(lambda: self.jobs(key).get(lane, {}).get("state") == "running")

    def worker(self) -> int:
        """The process that renders."""
        found = children(self.process.pid)
        assert len(found) == 1, found
        return found[0]


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still are."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(each) for each in text.split()]


def until(true: Callable[[], bool]) -> None:
    """Wait for something to come true."""
    end = time.monotonic() + WAIT_S
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


@contextmanager
def served(folder: Path, art: Path | None = None, **limits: float) -> Iterator[Server]:
    """Run a server whose temporary files lie in `folder`, and whose page opens with `art`."""
    environment = {**os.environ, "TMPDIR": str(folder)}
    command = [sys.executable, "-c", CODE, json.dumps(limits), *([] if art is None else [str(art)])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        try:
            yield Server(process, process.stdout.readline().strip(), folder)
        finally:
            process.terminate()
