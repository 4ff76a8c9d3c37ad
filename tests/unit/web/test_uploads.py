"""What a server keeps: under names nobody sent, not too much, and not for ever."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from pinrender.limits import Limits
from pinrender.web._errors import Gone, TooLarge, TooSlow
from pinrender.web._uploads import Upload, Uploads, name_of


@pytest.fixture
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Uploads]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    kept = Uploads(Limits(upload_bytes=100, uploads_bytes=250, uploads=3, upload_pause_s=0.2))
    yield kept
    kept.sweep()


async def pieces(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


def receive(uploads: Uploads, *chunks: bytes, name: str = "fox.svg", length: int | None = None) -> Upload:
    return asyncio.run(uploads.receive(name, pieces(*chunks), length))


def test_a_file_is_kept_whole_and_private(uploads: Uploads) -> None:
    kept = receive(uploads, b"ab", b"", b"cd")
    assert uploads.find(kept.id) == kept
    assert kept.path.read_bytes() == b"abcd"
    assert uploads.folder.stat().st_mode & 0o777 == 0o700
    assert len(kept.id) >= 32


@pytest.mark.parametrize(
    ("sent", "name", "suffix"),
    [
        ("fox.svg", "fox.svg", ".svg"),
        ("../../etc/passwd", "passwd", ""),
        ("/etc/cron.d/fox.svg", "fox.svg", ".svg"),
        ("..\\..\\boot.ini", "boot.ini", ".ini"),
        ("C:\\fox.PNG", "fox.PNG", ".png"),
        ("..", "artwork", ""),
        ("", "artwork", ""),
        (".svg", "svg", ""),
        ("a\0b.svg", "ab.svg", ".svg"),
        ("fox\u202egvs.exe", "foxgvs.exe", ".exe"),
        ("Füchse und Bären.svg", "Füchse und Bären.svg", ".svg"),
        ("fox.svg\n.sh", "fox.svg.sh", ".sh"),
        ("fox.s$(id)", "fox.s$(id)", ""),
        ("%2e%2e%2ffox.svg", "%2e%2e%2ffox.svg", ".svg"),
    ],
)
def test_a_name_is_never_a_place(uploads: Uploads, sent: str, name: str, suffix: str) -> None:
    kept = receive(uploads, b"x", name=sent)
    assert kept.name == name
    assert re.fullmatch(rf"[0-9a-f]{{16}}{re.escape(suffix)}", kept.path.name)
    assert kept.path.parent.parent == uploads.folder
    assert re.fullmatch(r"[0-9a-f]{16}", kept.path.parent.name)


def test_long_names_are_cut() -> None:
    assert len(name_of("x" * 500 + ".svg")) == 80
    assert name_of("x" * 500 + ".svg").endswith("x.svg")


def test_just_under_the_limit_is_taken_and_just_over_is_not(uploads: Uploads) -> None:
    receive(uploads, b"x" * 60, b"x" * 40)
    read = []

    async def endless() -> AsyncIterator[bytes]:
        while True:
            read.append(1)
            yield b"x" * 60

    with pytest.raises(TooLarge, match=r"'fox.svg' is larger than 100 bytes \(Limits.upload_bytes\)"):
        asyncio.run(uploads.receive("fox.svg", endless(), None))
    assert len(read) == 2
    with pytest.raises(TooLarge):
        receive(uploads, length=101)
    assert len(list(uploads.folder.iterdir())) == 1


def test_nothing_is_left_of_one_that_breaks_off(uploads: Uploads) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"x"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        asyncio.run(uploads.receive("fox.svg", broken(), None))

    async def slow() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.sleep(60.0)

    with pytest.raises(TooSlow, match=r"nothing more of 'fox\.svg' came for 0\.2 s"):
        asyncio.run(uploads.receive("fox.svg", slow(), None))
    assert list(uploads.folder.iterdir()) == []


def test_the_oldest_go(uploads: Uploads) -> None:
    """Three may be kept, of 250 bytes together; the one that is asked for is not the oldest."""
    first, second = receive(uploads, b"1" * 100), receive(uploads, b"2" * 100)
    uploads.find(first.id)
    third = receive(uploads, b"3" * 60)
    with pytest.raises(Gone, match="no longer here"):
        uploads.find(second.id)
    assert not second.path.exists()
    receive(uploads, b"4")
    receive(uploads, b"5")
    assert (first.path.exists(), third.path.exists()) == (False, True)


def test_artwork_of_this_machine_stays(uploads: Uploads, tmp_path: Path) -> None:
    art = tmp_path / "mine.svg"
    art.write_bytes(b"x")
    kept = uploads.keep(art)
    assert (kept.path, kept.name) == (art, "mine.svg")
    uploads.remove(kept.id)
    uploads.sweep()
    assert art.exists()
    assert not uploads.folder.exists()
