"""Fetch artwork that nobody here drew, out of packages; it lives in an ignored cache and is never committed.

``python -m tests.corpus.packages`` fetches what is missing: 8121 SVGs of Open Clip Art (public domain) and
the Krita templates (GPL and others) from Debian, 3720 Twemoji SVGs (CC BY 4.0) by ``npm pack``.
"""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CORPORA", "Corpus", "Unavailable", "sample"]

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "corpus"
SEED = 20260101
TIMEOUT_S = 600
LARGEST_BYTES = 64 * 1024 * 1024


class Unavailable(Exception):
    """A corpus cannot be had here; the message says why, in a plain sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """One package with artwork in it: its name, how it is fetched, and what is taken out of it."""

    package: str
    fetch: Callable[[str, Path], None]
    member: re.Pattern[str]

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return CACHE / re.sub(r"\W+", "-", self.package.strip("@"))


def run(command: list[str], folder: Path) -> None:
    """Run a package client in a folder.

    Raises
    ------
    Unavailable
        If there is none, or it fails.
    """
    if shutil.which(command[0]) is None:
        raise Unavailable(f"{command[0]} is not installed")
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise Unavailable(f"{' '.join(command)} did not finish within {TIMEOUT_S} s") from None
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        raise Unavailable(f"{' '.join(command)} failed: {lines[-1]}")


def from_npm(package: str, folder: Path) -> None:
    """Fetch by npm, which checks what it got."""
    run(["npm", "pack", package, "--silent", "--ignore-scripts"], folder)


def from_debian(package: str, folder: Path) -> None:
    """Fetch by apt, which checks what it got."""
    try:
        run(["apt-get", "download", package], folder)
    except Unavailable:
        run(["apt-get", "update"], folder)
        run(["apt-get", "download", package], folder)


CORPORA = {
    "openclipart": Corpus(package="openclipart-svg", fetch=from_debian, member=re.compile(r".*\.svg")),
    "krita": Corpus(package="krita-data", fetch=from_debian, member=re.compile(r".*\.kra")),
    "twemoji": Corpus(package="@twemoji/svg@15.0.0", fetch=from_npm, member=re.compile(r"package/.*\.svg")),
}


def opened(archive: Path) -> tarfile.TarFile:
    """The files in a package."""
    if archive.suffix != ".deb":
        return tarfile.open(archive)
    data = subprocess.run(["dpkg-deb", "--fsys-tarfile", archive], capture_output=True, check=True).stdout
    return tarfile.open(fileobj=io.BytesIO(data))


def bring(corpus: Corpus) -> Path:
    """Bring the files of a corpus into its folder, whole or not at all, and return it.

    Raises
    ------
    Unavailable
        If the package cannot be had.
    """
    if corpus.folder.is_dir():
        return corpus.folder
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as holder:
        Path(holder).chmod(0o755)
        corpus.fetch(corpus.package, Path(holder))
        (archive,) = Path(holder).iterdir()
        taken = Path(holder) / "taken"
        taken.mkdir()
        with opened(archive) as files:
            for member in files:
                if member.isfile() and corpus.member.fullmatch(member.name) and member.size <= LARGEST_BYTES:
                    content = files.extractfile(member)
                    name = "_".join(Path(member.name).parts[-3:]).replace(".source_", "")
                    if content is not None:
                        (taken / name).write_bytes(content.read())
        taken.replace(corpus.folder)
    return corpus.folder


def sample(name: str, count: int) -> list[Path]:
    """Return `count` files, always the same; none where the corpus has not been fetched."""
    folder = CORPORA[name].folder
    files = sorted(folder.iterdir(), key=lambda path: path.name) if folder.is_dir() else []
    return random.Random(SEED).sample(files, min(count, len(files)))


def main() -> int:
    """Fetch, and say in a line what was done or why not."""
    failed = 0
    for corpus in CORPORA.values():
        if not corpus.folder.is_dir():
            print(f"pinrender: fetching {corpus.package} for the corpus test", flush=True)
        try:
            bring(corpus)
        except Unavailable as error:
            failed += 1
            print(f"pinrender: no corpus: {error}; its tests will be skipped", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
