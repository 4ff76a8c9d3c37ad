"""Artwork that was sent: kept under generated names in one temporary folder, which goes with the server."""

from __future__ import annotations

import asyncio
import re
import secrets
import shutil
import tempfile
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pinrender.limits import Limits, byte_size
from pinrender.web._errors import Gone, TooLarge, TooSlow

__all__ = ["Upload", "Uploads", "name_of"]

UNNAMED = "artwork"
NAME_CHARS = 80
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One artwork.

    Attributes
    ----------
    id : str
        What its page calls it; nobody can guess it.
    path : Path
        Where it is kept, under a name that nobody sent.
    name : str
        What its file was called; for people, never a place.
    """

    id: str
    path: Path
    name: str


def name_of(sent: str) -> str:
    """What a file is called, for people: the last part of a path, without what cannot be seen.

    Parameters
    ----------
    sent : str
        What a browser said.

    Returns
    -------
    str
        At most 80 characters, with its ending.
    """
    last = re.split(r"[/\\]", sent)[-1]
    seen = "".join(each for each in unicodedata.normalize("NFC", last) if each.isprintable()).strip(" .")
    parts = PurePosixPath(seen)
    return (parts.stem[: NAME_CHARS - len(parts.suffix)] or UNNAMED) + parts.suffix[:NAME_CHARS]


class Uploads:
    """What is kept, the newest last; the oldest go where it would be too much.

    Parameters
    ----------
    limits : Limits
        How large one may be, how large all, and how many.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._kept: dict[str, tuple[Upload, int]] = {}
        self.folder = Path(tempfile.mkdtemp(prefix="pinrender-serve-"))

    def keep(self, path: Path) -> Upload:
        """Take artwork that lies on this machine; it stays where it is."""
        upload = Upload(id=secrets.token_urlsafe(24), path=path, name=name_of(path.resolve().name))
        self._kept[upload.id] = (upload, 0)
        return upload

    def find(self, key: str) -> Upload:
        """The artwork of that id.

        Raises
        ------
        Gone
            If there is none, or no longer.
        """
        if key not in self._kept:
            raise Gone("this artwork is no longer here; open it again")
        self._kept[key] = kept = self._kept.pop(key)
        return kept[0]

    async def receive(self, sent: str, chunks: AsyncIterator[bytes], length: int | None) -> Upload:
        """Keep a file that is being sent.

        Parameters
        ----------
        sent : str
            What it is called.
        chunks : async iterator of bytes
            Its bytes as they come.
        length : int or None
            How many there will be, if the sender says so.

        Raises
        ------
        TooLarge
            If it is larger than a limit; not much more than the limit is read.
        TooSlow
            If nothing comes for a while.
        """
        name = name_of(sent)
        if length is not None and length > self._limits.upload_bytes:
            raise self._too_large(name)
        folder = self.folder / secrets.token_hex(8)
        suffix = Path(name).suffix.lower()
        path = folder / (secrets.token_hex(8) + (suffix if _SUFFIX.fullmatch(suffix) else ""))
        folder.mkdir(mode=0o700)
        try:
            size = await self._write(path, chunks, name)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        upload = Upload(id=secrets.token_urlsafe(24), path=path, name=name)
        self._kept[upload.id] = (upload, size)
        self._make_room()
        return upload

    async def _write(self, path: Path, chunks: AsyncIterator[bytes], name: str) -> int:
        size = 0
        with path.open("xb") as file:
            while True:
                try:
                    chunk = await asyncio.wait_for(anext(chunks), self._limits.upload_pause_s)
                except StopAsyncIteration:
                    return size
                except TimeoutError:
                    pause = f"{self._limits.upload_pause_s:g} s"
                    raise TooSlow(f"nothing more of '{name}' came for {pause}; send it again") from None
                size += len(chunk)
                if size > self._limits.upload_bytes:
                    raise self._too_large(name)
                file.write(chunk)

    def _too_large(self, name: str) -> TooLarge:
        most = byte_size(self._limits.upload_bytes)
        return TooLarge(f"'{name}' is larger than {most} (Limits.upload_bytes); render it from the shell")

    def _make_room(self) -> None:
        while len(self._kept) > self._limits.uploads or (
            len(self._kept) > 1 and sum(size for _, size in self._kept.values()) > self._limits.uploads_bytes
        ):
            self.remove(next(iter(self._kept)))

    def remove(self, key: str) -> None:
        """Forget an artwork and delete its file; one that is not there is no fault."""
        if key in self._kept:
            upload, _ = self._kept.pop(key)
            if upload.path.is_relative_to(self.folder):
                shutil.rmtree(upload.path.parent, ignore_errors=True)

    def sweep(self) -> None:
        """Delete all of it."""
        self._kept.clear()
        shutil.rmtree(self.folder, ignore_errors=True)
