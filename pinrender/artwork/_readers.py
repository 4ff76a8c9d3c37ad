"""Which reader opens which file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from pinrender.artwork._document import Document
from pinrender.errors import ArtworkError
from pinrender.limits import Limits

__all__ = ["READERS", "Reader", "open_document"]

NamesARole = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One kind of artwork.

    Attributes
    ----------
    title : str
        The kind in words, for messages.
    accepts : callable
        Whether a path is of this kind, by its suffix or by being a folder.
    factory : str
        ``module:function``, called with (path, limits, names_a_role); imported only when used.
    """

    title: str
    accepts: Callable[[Path], bool]
    factory: str

    def open(self, path: Path, limits: Limits, names_a_role: NamesARole) -> Document:
        """Open a file of this kind."""
        module, _, function = self.factory.partition(":")
        document: Document = getattr(import_module(module), function)(path, limits, names_a_role)
        return document


def _suffix(*suffixes: str) -> Callable[[Path], bool]:
    return lambda path: path.suffix.lower() in suffixes and not path.is_dir()


READERS = (
    Reader(
        title="a layered SVG (.svg)",
        accepts=_suffix(".svg"),
        factory="pinrender.artwork._svg_document:SvgDocument",
    ),
    Reader(
        title="a folder of PNG layers",
        accepts=Path.is_dir,
        factory="pinrender.artwork._raster_reader:open_folder",
    ),
    Reader(
        title="a .zip of PNG layers",
        accepts=_suffix(".zip"),
        factory="pinrender.artwork._raster_reader:open_zip",
    ),
    Reader(
        title="an OpenRaster file (.ora)",
        accepts=_suffix(".ora"),
        factory="pinrender.artwork._raster_reader:open_ora",
    ),
    Reader(
        title="a PDF or PDF-compatible Illustrator file (.pdf, .ai)",
        accepts=_suffix(".pdf", ".ai", ".eps"),
        factory="pinrender.artwork._pdf_document:PdfDocument",
    ),
    Reader(
        title="a Photoshop file (.psd, .psb)",
        accepts=_suffix(".psd", ".psb"),
        factory="pinrender.artwork._psd_document:open_psd",
    ),
    Reader(
        title="a TIFF (.tif, .tiff)",
        accepts=_suffix(".tif", ".tiff"),
        factory="pinrender.artwork._tif_document:open_tif",
    ),
    Reader(
        title="a Krita file (.kra)",
        accepts=_suffix(".kra"),
        factory="pinrender.artwork._raster_reader:open_kra",
    ),
    Reader(
        title="one flat picture (.png, .jpg, .webp)",
        accepts=_suffix(".png", ".jpg", ".jpeg", ".webp"),
        factory="pinrender.artwork._raster_reader:open_flat",
    ),
)
"""First match opens; a new format is one row."""


_BEGINNINGS = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    ".psd": re.compile(rb"8BPS"),
    ".pdf": re.compile(rb"%PDF-"),
    ".tif": re.compile(rb"II\*\0|MM\0\*"),
    ".ora": re.compile(rb"PK\x03\x04.{26}mimetypeimage/openraster", re.DOTALL),
    ".kra": re.compile(rb"PK\x03\x04.{26}mimetypeapplication/x-krita", re.DOTALL),
    ".zip": re.compile(rb"PK\x03\x04"),
    ".svg": re.compile(
        rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE svg|<svg)", re.DOTALL
    ),
}
"""How a file of each ending begins; the first that fits counts."""
_HEAD_BYTES = 1024
_MARK_BYTES = 64


def _suffix_of_content(path: Path) -> str | None:
    """What a file that begins like this one usually ends in."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return None
    return next((suffix for suffix, begin in _BEGINNINGS.items() if begin.match(head)), None)


def _is_marked(path: Path) -> bool:
    """Whether an archive says at its beginning what it is, as OpenRaster and Krita do."""
    with path.open("rb") as file:
        return b"mimetype" in file.read(_MARK_BYTES)


def _other_ending(path: Path, reader: Reader | None) -> str:
    """That a file is one of another kind than its name says; empty where it is not."""
    own = _suffix_of_content(path)
    if own is None or (reader is not None and reader.accepts(path.with_suffix(own))):
        return ""
    if own == ".zip" and (reader is None or _is_marked(path)):  # so are documents of many programs
        return ""
    return f"inside it is a {own} file: give it that ending"


def open_document(path: Path, limits: Limits, names_a_role: NamesARole) -> Document:
    """Open artwork of any kind.

    Raises
    ------
    ArtworkError
        If there is no such file, nothing in it, or no reader for it.
    """
    if not path.exists():
        raise ArtworkError(f"there is no file or folder '{path}'")
    if path.is_file() and path.stat().st_size == 0:
        raise ArtworkError(f"'{path.name}' is empty; save or copy it again")
    for reader in READERS:
        if reader.accepts(path):
            try:
                return reader.open(path, limits, names_a_role)
            except ArtworkError as refused:
                advice = _other_ending(path, reader)
                if not advice:
                    raise
                raise ArtworkError(f"{refused}; {advice}") from refused
    if advice := _other_ending(path, None):
        raise ArtworkError(f"'{path.name}' is not artwork that is read by that name; {advice}")
    kinds = ", ".join(reader.title for reader in READERS)
    raise ArtworkError(f"'{path.name}' is not artwork that is read here; give {kinds}")
