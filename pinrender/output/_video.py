"""Frames as a video: H.264 in MP4, by PyAV, which is installed only where it is asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.errors import OutputError

__all__ = ["encode_mp4", "load_av"]

CRF = "18"
"""Constant quality, 0..51: x264's own 23 shows blocks in still grey; by eye."""
BT_709, TV_RANGE = 1, 1
"""Numbers of ITU-T H.273 by which a player knows how to make RGB of it."""


def load_av() -> Any:
    """PyAV.

    Raises
    ------
    OutputError
        If it is not installed; the message says how to install it.
    """
    try:
        import av
    except ImportError as missing:
        raise OutputError(
            "an .mp4 needs PyAV: python -m pip install 'pinrender[video]', or write .webp, .gif or .apng"
        ) from missing
    return av


def encode_mp4(frames: Sequence[NDArray[np.uint8]], fps: float, text: Mapping[str, str]) -> bytes:
    """Turn frames, (H, W, 4) sRGB, into an MP4; alpha is left out, odd sides grow by one sample."""
    load_av()
    with tempfile.TemporaryDirectory() as folder:  # the index goes to the front in a second pass over a file
        path = Path(folder) / "pin.mp4"
        _write(path, frames, Fraction(fps).limit_denominator(1000), text)
        return path.read_bytes()


def _write(path: Path, frames: Sequence[NDArray[np.uint8]], rate: Fraction, text: Mapping[str, str]) -> None:
    av = load_av()
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as video:
        video.metadata.update({"title": text.get("Title", ""), "comment": text.get("Comment", "")})
        stream = video.add_stream("libx264", rate=rate, options={"crf": CRF, "preset": "medium"})
        stream.height, stream.width = (side + side % 2 for side in frames[0].shape[:2])
        stream.pix_fmt = "yuv420p"
        stream.thread_count = 1  # the same frames give the same bytes on any machine
        context = stream.codec_context
        context.colorspace = context.color_primaries = context.color_trc = BT_709
        context.color_range = TV_RANGE
        for frame in frames:
            picture = av.VideoFrame.from_ndarray(_even(frame), format="rgb24")
            video.mux(stream.encode(picture.reformat(format="yuv420p", dst_colorspace="ITU709")))
        video.mux(stream.encode())


def _even(frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The colours, with the last row and column twice where there is an odd number of them."""
    rows, cols = frame.shape[:2]
    return np.pad(frame[..., :3], ((0, rows % 2), (0, cols % 2), (0, 0)), mode="edge")
