"""Fetch drawings that nobody here drew: the OpenMoji set, 4495 layered SVGs.

They are CC BY-SA 4.0 (https://openmoji.org), so they live in an ignored cache and are never
committed. ``python -m tests.corpus.openmoji`` fetches them once, by ``npm pack``.
"""

from __future__ import annotations

import base64
import hashlib
import random
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

__all__ = ["COUNT", "FOLDER", "fetch", "sample"]

PACKAGE = "openmoji@17.0.0"
INTEGRITY = "sha512-EBnYrNGdcdw+OSXmENeNE1yBNRu6tOraTmoOyUbJkTmvT/+XETp8RZLSJFzD3lrPc5N9CzsyPnRTk0Vp4UaI9w=="
"""What ``npm view openmoji@17.0.0 dist.integrity`` prints."""
COUNT = 4495
SEED = 20260101
FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "corpus" / "openmoji-17.0.0"
MEMBER = re.compile(r"package/color/svg/([0-9A-F]+(?:-[0-9A-F]+)*\.svg)")
TIMEOUT_S = 600


class Unavailable(Exception):
    """The corpus cannot be had here; the message says why, in a plain sentence."""


def fetch() -> Path:
    """Bring the drawings into `FOLDER`, whole or not at all, and return it.

    Raises
    ------
    Unavailable
        If npm is missing, the registry does not answer, or the archive is not the one expected.
    """
    if FOLDER.is_dir():
        return FOLDER
    npm = shutil.which("npm")
    if npm is None:
        raise Unavailable("npm is not installed")
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER.parent) as holder:
        archive = _pack(npm, Path(holder))
        _verify(archive)
        drawings = Path(holder) / "svg"
        drawings.mkdir()
        _extract(archive, drawings)
        drawings.replace(FOLDER)
    return FOLDER


def _pack(npm: str, holder: Path) -> Path:
    command = [npm, "pack", PACKAGE, "--silent", "--ignore-scripts", "--pack-destination", str(holder)]
    try:
        done = subprocess.run(
            command, cwd=holder, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise Unavailable(f"npm pack {PACKAGE} did not finish within {TIMEOUT_S} s") from None
    found = sorted(holder.glob("*.tgz"))
    if done.returncode != 0 or not found:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        raise Unavailable(f"npm pack {PACKAGE} failed: {lines[-1]}")
    return found[0]


def _verify(archive: Path) -> None:
    with archive.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha512").digest()
    if f"sha512-{base64.b64encode(digest).decode()}" != INTEGRITY:
        raise Unavailable(f"{archive.name} is not the archive that was published: its digest differs")


def _extract(archive: Path, folder: Path) -> None:
    """Write the drawings under names of our own making; nothing else of the archive is touched."""
    count = 0
    with tarfile.open(archive, "r:gz") as tar:
        for member in tar:
            named = MEMBER.fullmatch(member.name)
            stream = tar.extractfile(member) if named and member.isfile() else None
            if named and stream:
                (folder / named[1]).write_bytes(stream.read())
                count += 1
    if count != COUNT:
        raise Unavailable(f"{archive.name} holds {count} drawings, {COUNT} were expected")


def sample(count: int) -> list[Path]:
    """Return `count` drawings, always the same; empty where the corpus has not been fetched."""
    files = sorted(FOLDER.glob("*.svg"), key=lambda path: path.name)
    return random.Random(SEED).sample(files, min(count, len(files)))


def main() -> int:
    """Fetch, and say in a line what was done or why not."""
    if not FOLDER.is_dir():
        print(f"pinrender: fetching {PACKAGE} (4 MB, CC BY-SA 4.0) for the corpus test", flush=True)
    try:
        fetch()
    except Unavailable as error:
        print(f"pinrender: no corpus: {error}; the corpus test will be skipped", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
