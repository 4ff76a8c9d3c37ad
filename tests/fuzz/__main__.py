"""Fuzz one parser, guided by coverage: ``python -m tests.fuzz TARGET SECONDS``.

What it found of interest stays in .cache/fuzz/TARGET and is where the next run begins. An input that a parser
fails on is written beside it as ``crash-...``, ``timeout-...`` or ``oom-...``: mend the parser, and keep the
input, made small, in tests/fuzz/crashes as ``TARGET-what.bin``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import atheris

from tests.fuzz.targets import TARGETS, WATCHED, tried

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "fuzz"
SLOWEST_S = 20
LARGEST_MIB = 3072
LONGEST_BYTES = 16_384


def main() -> None:
    """Fuzz."""
    name, seconds = sys.argv[1], int(sys.argv[2])
    if name not in TARGETS:
        sys.exit(f"pinrender: no target is called '{name}'; choose one of: {', '.join(TARGETS)}")
    corpus = CACHE / name
    corpus.mkdir(parents=True, exist_ok=True)
    planted = [sys.executable, "-m", "tests.fuzz.targets", name, str(corpus)]
    subprocess.run(planted, check=True)  # elsewhere, for it imports what is to be watched from its start
    with atheris.instrument_imports(include=["pinrender", *WATCHED.get(name, ())]):
        tried(name, min(corpus.glob("seed-*")).read_bytes())
    os.chdir(CACHE)
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={SLOWEST_S}",
        f"-rss_limit_mb={LARGEST_MIB}",
        f"-max_len={LONGEST_BYTES}",
        f"-artifact_prefix={CACHE}/{name}-",
        "-print_final_stats=1",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], lambda data: tried(name, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
