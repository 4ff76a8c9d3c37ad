"""Layers of a TIFF, which Photoshop keeps in a tag, as the Photoshop file that they are part of.

Runs in a process that may be killed.

References: Adobe Photoshop TIFF Technical Notes, 2002, "Layer and mask information";
Adobe Photoshop File Formats Specification,
https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from PIL.TiffImagePlugin import ImageFileDirectory_v2
from psdtags import PsdCompressionType, PsdFormat, TiffImageSourceData

from pinrender.artwork._psd_layers import Refused
from pinrender.units import MM_PER_INCH

__all__ = ["as_psd"]

_WIDTH, _HEIGHT, _BITS, _PHOTOMETRIC, _PROFILE, _LAYERS = 256, 257, 258, 262, 34675, 37724
_RESOLUTION, _RESOLUTION_UNIT = 282, 296
"""Tags."""
_MODES = {1: (1, 1), 2: (3, 3), 5: (4, 4), 8: (9, 3)}
"""Grey, RGB, CMYK, Lab, by TIFF's photometric value: Photoshop's number for it, and its channels."""
_HEADER = struct.Struct(">4sH6xHIIHH")
_RESOLUTION_RESOURCE, _PROFILE_RESOURCE, _VERSION_RESOURCE = 1005, 1039, 1057
_CM = 3
"""The value of the unit of a resolution that is per centimetre; others are per inch."""
_NO_MERGED_PICTURE = struct.pack(">IB4x4xI", 1, 0, 1)
"""Version 1, without a merged picture, by nobody, for nobody, of file version 1."""
_SHALLOW = b"Layr"
_ZIP = struct.pack(">H", 2)


def as_psd(content: bytes) -> bytes:
    """Wrap the layers of a TIFF into a Photoshop file without a merged picture.

    Parameters
    ----------
    content : bytes
        A TIFF that keeps layers; of either byte order.

    Raises
    ------
    Refused
        If it keeps none, or is of colours that are not read.
    """
    tags = ImageFileDirectory_v2(content[:8])
    with io.BytesIO(content) as file:
        file.seek(tags.next)
        tags.load(file)
    if _LAYERS not in tags:
        raise Refused("has no layers on its first page; save it as .psd")
    mode, channels = _MODES.get(tags.get(_PHOTOMETRIC, -1), (None, 0))
    if mode is None:
        raise Refused("is of colours that are not read; convert it to RGB and save it again")
    depth = tags.get(_BITS, (8,))[0]
    head = _HEADER.pack(b"8BPS", 1, channels, tags[_HEIGHT], tags[_WIDTH], depth, mode)
    resources = _resource(_VERSION_RESOURCE, _NO_MERGED_PICTURE)
    if _RESOLUTION in tags:
        resources += _resource(_RESOLUTION_RESOURCE, _resolution(tags))
    if _PROFILE in tags:
        resources += _resource(_PROFILE_RESOURCE, bytes(tags[_PROFILE]))
    return b"".join(
        (
            head,
            _sized(b""),
            _sized(resources),
            _sized(_layers(bytes(tags[_LAYERS]))),
            _ZIP,
            zlib.compress(b""),
        )
    )


def _resolution(tags: ImageFileDirectory_v2) -> bytes:
    """Pixels per inch, times 65536, both ways; units are inches."""
    per_inch = float(tags[_RESOLUTION]) * (MM_PER_INCH / 10.0 if tags.get(_RESOLUTION_UNIT) == _CM else 1.0)
    fixed = round(65536.0 * per_inch) if 0.0 < per_inch < 32768.0 else 0
    return struct.pack(">I2HI2H", fixed, 1, 1, fixed, 1, 1)


def _layers(block: bytes) -> bytes:
    """The section of layers and masks; numbers of more than eight bits lie in a block of their own."""
    source = TiffImageSourceData.frombytes(block, unknown=False)
    plain = source.tobytes(PsdFormat.BE32BIT, compression=PsdCompressionType.RAW)
    for key, data in _blocks(plain[len(TiffImageSourceData.SIGNATURE) :]):
        if key == _SHALLOW:
            return _sized(data) + _sized(b"")
        if key in (b"Lr16", b"Lr32"):
            return _sized(b"") + _sized(b"") + b"8BIM" + key + _sized(data)
    raise Refused("has no layers; save it as .psd")


def _blocks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Keys and contents of tagged blocks, each as long as a multiple of four."""
    at = 0
    while at + 12 <= len(data):
        key, length = data[at + 4 : at + 8], int.from_bytes(data[at + 8 : at + 12], "big")
        yield key, data[at + 12 : at + 12 + length]
        at += 12 + length + -length % 4


def _resource(number: int, data: bytes) -> bytes:
    """An image resource without a name, padded to an even length."""
    return b"8BIM" + struct.pack(">HH", number, 0) + _sized(data) + b"\0" * (len(data) % 2)


def _sized(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data
