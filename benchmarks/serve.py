"""Measure `pinrender serve` under load: ``python -m benchmarks.serve`` (or at the end of ``make bench``).

Eight clients, each with an upload of its own, ask over loopback for previews in mixed designs; then one
asks for a thousand, and the memory of server and render process is looked at on the way.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
ARTS = ("fox", "moth", "wave", "badge", "sunrise", "eclipse", "fox", "moth")
"""Each can be made by every process below."""
CLIENTS, REQUESTS, RENDERS = 8, 200, 1000
DESIGNS = [
    {"process": process, "plating": plating, "view": view}
    for process, plating, view in zip(
        itertools.cycle(("soft-enamel", "hard-enamel", "die-struck", "soft-enamel")),
        itertools.cycle(("gold", "silver", "black-nickel")),
        ("front", "three-quarter", "20,30", "front", "low", "-30,40", "front", "hero"),
        strict=False,
    )
]
PIXELS = 512
MIB = 1024.0 * 1024.0
QUANTILE = 0.95


@contextmanager
def server() -> Iterator[tuple[int, int]]:
    """Its port and its process, while it runs."""
    command = [sys.executable, "-m", "pinrender", "serve", "--no-open", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        said = process.stdout.readline() if process.stdout is not None else ""
        address = next(word for word in said.split() if word.startswith("http"))
        try:
            yield urlsplit(address.rstrip(";")).port or 0, process.pid
        finally:
            process.terminate()


def ask(port: int, path: str, body: bytes) -> tuple[int, bytes]:
    """One request; its status and what came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600.0)
    try:
        connection.request("POST", path, body)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def upload(port: int, name: str) -> str:
    """Send an example; its id."""
    art = ROOT / "examples" / f"{name}.svg"
    _, body = ask(port, f"/api/artworks?name={art.name}", art.read_bytes())
    key: str = json.loads(body)["id"]
    return key


def preview(port: int, key: str, design: dict[str, str]) -> tuple[int, float]:
    """Ask for a picture; its status, and the seconds it took."""
    said = json.dumps({"lane": str(time.perf_counter_ns()), "options": {**design, "pixels": PIXELS}})
    start = time.perf_counter()
    status, _ = ask(port, f"/api/artworks/{key}/picture", said.encode())
    return status, time.perf_counter() - start


def resident_mib(pid: int) -> float:
    """Memory of a process and all it started, in MiB; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MIB + sum(resident_mib(int(each)) for each in children)


def client(port: int, key: str, number: int) -> list[tuple[int, float]]:
    """One of the clients: its share of the requests, one after the other."""
    first = number  # no two begin with the same design
    return [
        preview(port, key, DESIGNS[(first + count) % len(DESIGNS)]) for count in range(REQUESTS // CLIENTS)
    ]


def report(renders: int = RENDERS) -> None:
    """Measure and print."""
    with server() as (port, pid):
        keys = [upload(port, name) for name in ARTS]
        start = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as clients:
            numbers = range(CLIENTS)
            every = list(clients.map(lambda number: client(port, keys[number], number), numbers))
        seconds = time.perf_counter() - start
        answers = [answer for each in every for answer in each]
        times = sorted(took for _, took in answers)
        failed = sum(status != 200 for status, _ in answers)
        print(
            f"\npinrender serve: {len(answers)} previews of {PIXELS} px by {CLIENTS} clients, mixed designs"
        )
        print(f"  failed {failed}; {len(answers) / seconds:.2f} a second")
        print(f"  median {statistics.median(times):.2f} s, p95 {times[int(QUANTILE * len(times))]:.2f} s")
        print(f"  memory of server and render process {resident_mib(pid):.0f} MiB", flush=True)
        begun = time.perf_counter()
        for count in range(renders):
            status, _ = preview(port, keys[0], DESIGNS[count % len(DESIGNS)])
            failed += status != 200
            if count % (max(renders // 5, 1)) == max(renders // 5, 1) - 1:
                print(f"  after {count + 1:5} renders {resident_mib(pid):6.0f} MiB", flush=True)
        print(
            f"  one client, warm: {(time.perf_counter() - begun) / renders:.2f} s a picture; failed {failed}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serve", description=__doc__)
    parser.add_argument("--renders", type=int, default=RENDERS)
    report(parser.parse_args().renders)
