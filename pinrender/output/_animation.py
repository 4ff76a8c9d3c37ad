"""Frames that follow one another, as one file that plays for ever."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pinrender.errors import OutputError
from pinrender.output._png import PERCEPTUAL
from pinrender.output._video import encode_mp4, load_av
from pinrender.output._whole import check_writable

__all__ = ["Animation", "check_animation", "durations_ms", "encode_animation"]

QUALITY = 80
"""Of lossy WebP, 0..100: glitter and lettering stay sharp."""
METHOD = 4
"""Of 6: a third smaller than 0, which is Pillow's own; 6 takes ten times as long to save little more."""
GIF_UNIT_MS = 10
"""A GIF counts its time in hundredths of a second."""
SHORTEST_GIF_MS = 20
"""Browsers show a frame that is to stand for less ten times as long."""
COLORS = 255
"""Of a GIF, beside the one that is nothing."""
SEEN = 128
"""Alpha from which a sample of a GIF, which is there or not, is there."""
LOOKED_AT = 12
"""Frames, spread over the whole, whose colours make the palette: the light has gone all the way round."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Animation:
    """Pictures of one size that follow one another and begin again.

    Attributes
    ----------
    frames : tuple of (H, W, 4) uint8 ndarray
        sRGB with straight alpha, row 0 at the top.
    fps : float
        Frames a second.
    text : mapping of str to str
        Title, Software and Comment, as of a `Frame`.
    """

    frames: tuple[NDArray[np.uint8], ...]
    fps: float
    text: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def opaque(self) -> bool:
        """Whether nothing can be seen through any frame."""
        return all(int(frame[..., 3].min()) == 255 for frame in self.frames)


def durations_ms(count: int, fps: float, unit_ms: int = 1) -> list[int]:
    """How long each frame stands, in whole units, so that none of the time is lost over all of them."""
    ends = [round(number * 1000.0 / (fps * unit_ms)) for number in range(count + 1)]
    return [unit_ms * (end - start) for start, end in pairwise(ends)]


def encode_animation(animation: Animation, suffix: str) -> bytes:
    """Turn an animation into the bytes of a file; the same frames always give the same bytes.

    Parameters
    ----------
    animation : Animation
        What is shown.
    suffix : {'.webp', '.gif', '.apng', '.mp4'}
        Which kind of file.

    Raises
    ------
    OutputError
        If this kind of file cannot hold it; the message says which can.
    """
    return _ENCODERS[suffix](animation)


def check_animation(path: str | Path, *, fps: float, opaque: bool) -> Path:
    """Find out whether an animation can be written, before the work that makes it; return `path`.

    Raises
    ------
    OutputError
        If the ending is none of those that are written, that kind of file cannot hold it, what writes it
        is missing, or the place cannot be written.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in _ENCODERS:
        *most, last = _ENCODERS
        raise OutputError(f"output '{path}' does not end in {', '.join(most)} or {last}")
    if suffix == ".gif" and fps * SHORTEST_GIF_MS > 1000.0:
        raise OutputError(
            f"a GIF shows at most {1000 // SHORTEST_GIF_MS} frames a second, not {fps:g}; ask for fewer, or "
            "write .webp, .apng or .mp4"
        )
    if suffix == ".mp4":
        if not opaque:
            raise OutputError("an .mp4 has no transparency; write .webp, .apng or .gif")
        load_av()
    return check_writable(path, suffix=suffix)


def _pictures(animation: Animation) -> list[Image.Image]:
    channels = 3 if animation.opaque else 4
    return [Image.fromarray(np.ascontiguousarray(frame[..., :channels])) for frame in animation.frames]


def _encode_webp(animation: Animation) -> bytes:
    first, *others = _pictures(animation)
    file = io.BytesIO()
    first.save(
        file,
        "WEBP",
        save_all=True,
        append_images=others,
        duration=durations_ms(len(animation.frames), animation.fps),
        loop=0,
        quality=QUALITY,
        method=METHOD,
        kmin=0,
        kmax=1,  # each frame whole: what a lossy difference leaves out would stay as a ghost
        xmp=_xmp(animation.text),
    )
    return file.getvalue()


def _encode_apng(animation: Animation) -> bytes:
    first, *others = _pictures(animation)
    chunks = PngInfo()
    chunks.add(b"sRGB", PERCEPTUAL)
    for keyword, value in animation.text.items():
        chunks.add_text(keyword, value)
    file = io.BytesIO()
    first.save(
        file,
        "PNG",
        save_all=True,
        append_images=others,
        duration=durations_ms(len(animation.frames), animation.fps),
        loop=0,
        pnginfo=chunks,
    )
    return file.getvalue()


def _encode_gif(animation: Animation) -> bytes:
    """One palette for all frames, so that what stands still keeps its colours."""
    palette = _palette(animation)
    first, *others = (_indexed(frame, palette) for frame in animation.frames)
    file = io.BytesIO()
    first.save(
        file,
        "GIF",
        save_all=True,
        append_images=others,
        duration=durations_ms(len(animation.frames), animation.fps, GIF_UNIT_MS),
        loop=0,
        optimize=False,
        comment=animation.text.get("Comment", "").encode(),
        **({} if animation.opaque else {"transparency": COLORS, "disposal": 2}),
    )
    return file.getvalue()


def _palette(animation: Animation) -> Image.Image:
    """The colours that serve frames all round best."""
    step = max(1, len(animation.frames) // LOOKED_AT)
    seen = [frame[frame[..., 3] >= SEEN][:, :3] for frame in animation.frames[::step]]
    samples = np.concatenate([*seen, np.zeros((1, 3), np.uint8)])[None]
    return Image.fromarray(samples).quantize(COLORS, method=Image.Quantize.MEDIANCUT)


def _indexed(frame: NDArray[np.uint8], palette: Image.Image) -> Image.Image:
    picture = Image.fromarray(np.ascontiguousarray(frame[..., :3]))
    indexed = picture.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
    hidden = frame[..., 3] < SEEN
    if hidden.any():
        indexed.paste(COLORS, mask=Image.fromarray(hidden))
    return indexed


def _encode_mp4(animation: Animation) -> bytes:
    return encode_mp4(animation.frames, animation.fps, animation.text)


def _xmp(text: Mapping[str, str]) -> bytes:
    """Title, program and recipe as an XMP packet."""
    title, software, comment = (escape(text.get(name, "")) for name in ("Title", "Software", "Comment"))
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
        f"<xmp:CreatorTool>{software}</xmp:CreatorTool>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{comment}</rdf:li></rdf:Alt></dc:description>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


_ENCODERS: Mapping[str, Callable[[Animation], bytes]] = MappingProxyType(
    {".webp": _encode_webp, ".gif": _encode_gif, ".apng": _encode_apng, ".mp4": _encode_mp4}
)
"""What a file's name ends in, and what writes it."""
