"""Files appear whole or not at all, in places that can be written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from pinrender.errors import OutputError
from pinrender.output import check_writable, settle, write_whole


def test_a_file_is_written_and_replaced_with_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "pin.png"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_permissions_of_any_other(tmp_path: Path) -> None:
    write_whole(tmp_path / "pin.png", b"x")
    (tmp_path / "plain").write_bytes(b"x")
    assert stat.S_IMODE((tmp_path / "pin.png").stat().st_mode) == stat.S_IMODE(
        (tmp_path / "plain").stat().st_mode
    )


def test_a_refusal_leaves_nothing_behind(tmp_path: Path) -> None:
    taken = tmp_path / "pin.png"
    (taken / "inside").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"output '.*pin\.png' cannot be written: Is a directory"):
        write_whole(taken, b"x")
    assert list(tmp_path.iterdir()) == [taken]


def test_a_full_disk_leaves_the_older_file(tmp_path: Path) -> None:
    """A file-size limit of the process stands in for the disk: the write really fails half way."""
    import resource
    import signal

    path = tmp_path / "pin.png"
    path.write_bytes(b"older")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
        with pytest.raises(OutputError, match="File too large"):
            write_whole(path, b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


def test_places_that_cannot_be_written_are_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder.png").mkdir()
    refusals = {
        tmp_path / "missing" / "pin.png": "does not exist; create it",
        tmp_path / "file" / "pin.png": "is a file; name a folder",
        tmp_path / "folder.png": "is a folder; name a file in it",
        tmp_path / "pin.gif": "does not end in .png",
        tmp_path / "pin": "does not end in .png",
    }
    for path, expected in refusals.items():
        with pytest.raises(OutputError) as caught:
            check_writable(path, suffix=".png")
        assert expected in str(caught.value)
    assert {entry.name for entry in tmp_path.iterdir()} == {"file", "folder.png"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        check_writable(tmp_path / "pin.png", suffix=".png")
    tmp_path.chmod(0o700)


def test_a_good_place_is_returned_and_not_touched(tmp_path: Path) -> None:
    assert check_writable(str(tmp_path / "pin.png"), suffix=".png") == tmp_path / "pin.png"
    assert list(tmp_path.iterdir()) == []


def test_a_picture_goes_beside_its_artwork(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layers = tmp_path / "fox-layers"
    layers.mkdir()
    art = tmp_path / "fox.svg"
    assert settle(None, art=art, name="fox", ending="gold") == tmp_path / "fox-gold.png"
    assert settle(None, art=layers, name="fox-layers", ending="gold") == tmp_path / "fox-layers-gold.png"
    monkeypatch.chdir(layers)
    assert settle(None, art=Path(), name="fox-layers", ending="gold") == tmp_path / "fox-layers-gold.png"


def test_a_picture_never_becomes_a_layer_or_replaces_the_artwork(tmp_path: Path) -> None:
    layers = tmp_path / "fox-layers"
    (layers / "deeper").mkdir(parents=True)
    for inside in (layers / "pin.png", layers / "deeper" / ".." / "pin.png"):
        with pytest.raises(OutputError, match="would lie among the layers"):
            settle(inside, art=layers, name="fox", ending="gold")
    flat = tmp_path / "flat.png"
    flat.touch()
    with pytest.raises(OutputError, match="is the artwork itself"):
        settle(layers / ".." / "flat.png", art=flat, name="flat", ending="gold")
