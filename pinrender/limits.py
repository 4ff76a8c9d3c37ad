"""How much a stranger's artwork may ask of this machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["NAME_CHARS", "Limits", "byte_size", "read_at_most"]

NAME_CHARS = 256
"""Characters of a layer's name that are kept; what means something is said in fewer."""
_KIB, _MIB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Ceilings for reading artwork; every one is far above what a pin needs.

    Sources: docs/bibliography.md, entry `artwork-limits` (measured over 6,340 public SVG files and
    51 hostile ones; of 6,353 ordinary icons these limits refuse none).
    """

    svg_bytes: int = 10 * _MIB
    """Size of an SVG file; librsvg and libvips stop at the same size."""
    svg_elements: int = 100_000
    """Elements in an SVG; the largest seen in public test suites has 5,672."""
    svg_depth: int = 64
    """Nesting of elements; the drawing engine overflows its stack at a few hundred, real files reach 32."""
    svg_attributes: int = 500_000
    """Attributes in the whole SVG."""
    svg_attribute_chars: int = 2 * _MIB
    """Length of one attribute, embedded images excepted."""
    svg_text_chars: int = 1 * _MIB
    """Characters inside text elements."""
    svg_style_chars: int = 256 * 1024
    """Characters of style sheet."""
    svg_style_rules: int = 5_000
    """Rules of style sheet; matching is elements times rules."""
    svg_style_depth: int = 4
    """Braces in braces of a style sheet."""
    svg_entities: int = 64
    """Internal entities; Illustrator declares about ten for its name spaces."""
    svg_entity_chars: int = 4_096
    """Length of one internal entity."""
    svg_references: int = 20_000
    """Elements that `use`, patterns, clips, masks and markers add when they are expanded."""
    svg_reference_chain: int = 16
    """References that lead to references, one behind the other."""
    svg_images: int = 32
    """Embedded images."""
    pdf_bytes: int = 64 * _MIB
    """Size of a PDF or Illustrator file; Illustrator keeps its own copy of the drawing in it."""
    pdf_pages: int = 200
    """Pages of a PDF, of which one is drawn."""
    pdf_side_pt: float = 14_400.0
    """Longest side of a page in its own units; Acrobat's own limit (ISO 32000-1, annex C)."""
    pdf_unit: float = 75_000.0
    """Points in a page's unit, or units in a point, at most; Acrobat's limit (PDF Reference 1.7, H)."""
    canvas_side_px: float = 200_000.0
    """Longest side of an SVG canvas, in CSS pixels; 53 metres."""
    canvas_aspect: float = 20.0
    """Longest over shortest side of a canvas or page."""
    image_pixels: int = 50_000_000
    """Pixels of one PNG layer or embedded image; imgproxy stops at the same number."""
    image_side_px: int = 16_384
    """Longest side of one picture of pixels."""
    images_pixels: int = 200_000_000
    """Pixels of all layers together."""
    file_bytes: int = 128 * _MIB
    """Size of one picture's file, or of one entry of a zip once unpacked; Krita keeps pictures plain, at four
    bytes a pixel."""
    zip_bytes: int = 256 * _MIB
    """Size of a zip archive, and of all its entries together once unpacked."""
    zip_entries: int = 512
    """Entries of a zip archive."""
    zip_ratio: int = 100
    """Unpacked over packed size of a zip archive, above 1 MiB; Krita's own templates reach 49, and single
    entries 607."""
    zip_name_bytes: int = 255
    """Length of the name of an entry, folders included."""
    zip_folders: int = 8
    """Folders in folders that an entry of a zip archive lies in."""
    layers: int = 500
    """Layers and groups of one artwork."""
    layer_depth: int = 32
    """Groups in groups of a Photoshop file, and structures in structures."""
    psd_bytes: int = 256 * _MIB
    """Size of a Photoshop file."""
    psd_alloc_bytes: int = 512 * _MIB
    """Memory for one layer while it is drawn; at 400 MiB one of 459 public files is refused."""
    psd_objects: int = 200_000
    """Structures in a Photoshop file; the library's own ceiling is 1,000,000."""
    psd_growth: int = 16
    """Bytes of structures over the size of the file, as structures in structures are read again; 4 refuses
    two of 273 public files."""
    parsed_bytes: int = 1024 * _MIB
    """Size of one answer of a process that reads or draws: the pixels of all layers, or a picture."""
    pin_toml_bytes: int = 256 * 1024
    """Size of a `pin.toml`; a page of options, and anything larger is something else."""
    pin_toml_dots: int = 64
    """Dots in one line of a `pin.toml`: the parser's memory grows with the square of a key's parts, so
    that a line of 256 KiB takes all there is."""
    raster_side_px: int = 5_120
    """Longest side of a fine raster (two samples for each of the grid's)."""
    worker_memory_bytes: int = 2048 * _MIB
    """Address space of a process that reads or draws a file."""
    worker_cpu_s: int = 20
    """Processor time of that process for one file or picture; 99 of 100 public files need 3.4 s at most."""
    worker_wall_s: float = 30.0
    """Time on the clock for one file or picture; a process may hang without using the processor."""
    worker_total_s: float = 300.0
    """Time on the clock that one process is waited for in all: every layer of an artwork may take long."""
    upload_bytes: int = 256 * _MIB
    """Size of one file that is sent to `pinrender serve`."""
    uploads_bytes: int = 1024 * _MIB
    """Size of all files that a server keeps; the oldest go first."""
    uploads: int = 64
    """Artworks that a server keeps; the oldest go first."""
    upload_pause_s: float = 10.0
    """Time that a server waits for more of a file that is being sent."""
    request_bytes: int = 64 * 1024
    """Size of any other request to a server: a page of options."""
    connections: int = 64
    """Connections to a server at once."""
    render_queue: int = 32
    """Jobs that wait for a server's render process."""
    render_wall_s: float = 120.0
    """Time on the clock for one of them."""
    studio_wall_s: float = 3600.0
    """Time on the clock for one whose light is traced."""
    render_held_bytes: int = 1536 * _MIB
    """Memory of that process above which it forgets, between two jobs, what it has made (on Linux only)."""
    render_memory_bytes: int = 4096 * _MIB
    """Memory of that process (resident; looked at on Linux only)."""


def read_at_most(path: Path, most_bytes: int) -> bytes | None:
    """All of a file, or None where it is longer.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    with path.open("rb") as file:
        content = file.read(most_bytes + 1)
    return content if len(content) <= most_bytes else None


def byte_size(count_bytes: int) -> str:
    """A number of bytes as a person reads it: ``12 bytes``, ``256 KiB``, ``1.5 MiB``."""
    if count_bytes < _KIB:
        return f"{count_bytes} bytes"
    return f"{count_bytes / _KIB:.4g} KiB" if count_bytes < _MIB else f"{count_bytes / _MIB:.4g} MiB"
