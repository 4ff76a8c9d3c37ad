"""Zip archives from strangers: checked before anything is unpacked, and never unpacked to disk."""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator

from pinrender.errors import ArtworkError
from pinrender.limits import Limits, byte_size

__all__ = ["read_entries"]

_UNSAFE = re.compile(r"[\\\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]|^[A-Za-z]:")
"""Backslashes, control and direction characters, drive letters."""
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LARGE_BYTES = 1024 * 1024
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, OSError),
    *(OverflowError, RuntimeError, ValueError),
)
"""What the library raises where an archive is not what it says."""


def read_entries(
    content: bytes, name: str, suffix: str | tuple[str, ...], limits: Limits
) -> Iterator[tuple[str, bytes | None]]:
    """Go through the files of an archive, in the order of its directory.

    Parameters
    ----------
    content : bytes
        The archive.
    name : str
        What it is called, for messages.
    suffix : str or tuple of str
        How the names of files to unpack end, in lower case, for example ``.png``.
    limits : Limits
        Ceilings.

    Yields
    ------
    name : str
        Path inside the archive.
    content : bytes or None
        None for files of another kind.

    Raises
    ------
    ArtworkError
        If the archive is broken, over a limit, or has an entry that no honest archive has.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_directory(entries, len(content), name, limits)
            _check_overlap(archive, entries, name)
            for entry in entries:
                if not entry.is_dir():
                    wanted = entry.filename.lower().endswith(suffix)
                    yield entry.filename, _content(archive, entry, name, limits) if wanted else None
    except _FAULTS as error:
        raise ArtworkError(f"'{name}' is not a sound zip archive: {error}") from error


def _check_directory(entries: list[zipfile.ZipInfo], packed: int, name: str, limits: Limits) -> None:
    if len(entries) > limits.zip_entries:
        raise ArtworkError(
            f"'{name}' has {len(entries)} entries; {limits.zip_entries} is the most (Limits.zip_entries)"
        )
    total = sum(entry.file_size for entry in entries)
    if total > limits.zip_bytes:
        raise ArtworkError(
            f"'{name}' would unpack to {byte_size(total)}; {byte_size(limits.zip_bytes)} is the most "
            "(Limits.zip_bytes)"
        )
    if total > _LARGE_BYTES and total > limits.zip_ratio * packed:
        raise ArtworkError(
            f"'{name}' is packed more than {limits.zip_ratio} to 1, as only bombs are (Limits.zip_ratio)"
        )
    seen: set[str] = set()
    for entry in entries:
        fault = _fault(entry, limits)
        folded = unicodedata.normalize("NFC", entry.filename).casefold()
        if not fault and folded in seen:
            fault = "appears twice (capitals and small letters are the same file on many systems)"
        seen.add(folded)
        if fault:
            shown = entry.filename.encode("unicode_escape").decode()[:80]
            raise ArtworkError(f"entry '{shown}' of '{name}' {fault}")


def _fault(entry: zipfile.ZipInfo, limits: Limits) -> str:
    """What is wrong with an entry, as the end of a sentence; empty if nothing is."""
    name, mode = entry.orig_filename, entry.external_attr >> 16
    parts = name.rstrip("/").split("/")
    if not entry.filename:
        return "has no name"
    if name.startswith("/") or ".." in parts or _UNSAFE.search(name):
        return "has a path that leads out of the archive or hides characters"
    if len(name.encode("utf-8", "replace")) > limits.zip_name_bytes or len(parts) > limits.zip_folders + 1:
        return (
            f"has a name of more than {limits.zip_name_bytes} bytes or {limits.zip_folders} folders "
            "(Limits.zip_name_bytes, Limits.zip_folders)"
        )
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device, not a file"
    if entry.flag_bits & _ENCRYPTED:
        return "is encrypted; save the archive without a password"
    if entry.compress_type not in _METHODS:
        return "is packed in a way that is not read; use the common 'deflate'"
    if entry.file_size > limits.file_bytes:
        most = byte_size(limits.file_bytes)
        return f"unpacks to {byte_size(entry.file_size)}; {most} is the most (Limits.file_bytes)"
    return ""


def _check_overlap(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse entries that share bytes, which makes a small archive unpack to a huge one."""
    file = archive.fp
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if file is None or entry.header_offset < end:
            raise ArtworkError(f"'{name}' has entries that overlap each other")
        file.seek(entry.header_offset)
        header = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
        end = entry.header_offset + _LOCAL_HEADER.size + header[-2] + header[-1] + entry.compress_size


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, limits: Limits) -> bytes:
    with archive.open(entry) as file:
        content = file.read(limits.file_bytes + 1)
    if len(content) > limits.file_bytes or len(content) != entry.file_size:
        raise ArtworkError(f"entry '{entry.filename}' of '{name}' has another size than the archive says")
    return content
