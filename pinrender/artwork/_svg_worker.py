"""Draws SVG in a process of its own that may be killed. Run by file path, never imported.

Everything here is the standard library and resvg: a cold start costs some 30 ms.

Arguments: the folder that holds `resvg_py`, bytes of address space, seconds of processor time for
one picture. Standard input: frames of three big-endian 32-bit numbers (width_px, height_px, length)
and the SVG as UTF-8, until the end of file. Standard output, one frame each: a byte, 0 for a PNG and
1 for a sentence of the engine's, a 32-bit length, the content.
"""

import os
import resource
import struct
import sys
import threading

REQUEST = struct.Struct(">III")
REPLY = struct.Struct(">BI")
STACK_BYTES = 256 * 1024 * 1024
"""The engine recurses once for each level of nesting."""
OPEN_FILES = 3
"""Standard input, output and error: with no fourth descriptor to be had, no file, pipe or socket opens."""


def read_exactly(count: int) -> bytes:
    """Read `count` bytes of standard input, fewer only at its end."""
    parts = []
    while count > 0:
        part = os.read(0, min(count, 1 << 20))
        if not part:
            break
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def write_all(data: bytes) -> None:
    """Write all of `data` to standard output."""
    view = memoryview(data)
    while view:
        view = view[os.write(1, view) :]


def allow_cpu_s(seconds: int) -> None:
    """Allow this much more processor time from now on."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    limit = int(usage.ru_utime + usage.ru_stime) + seconds + 1
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def serve(cpu_s: int) -> None:
    """Answer requests until there are no more."""
    from resvg_py import svg_to_bytes

    while len(head := read_exactly(REQUEST.size)) == REQUEST.size:
        width_px, height_px, length = REQUEST.unpack(head)
        svg = read_exactly(length).decode("utf-8")
        allow_cpu_s(cpu_s)
        try:
            status, content = (
                0,
                svg_to_bytes(svg_string=svg, width=width_px, height=height_px, skip_system_fonts=True),
            )
        except ValueError as error:
            status, content = 1, str(error).encode("utf-8", "replace")
        write_all(REPLY.pack(status, len(content)))
        write_all(content)
    finished.set()


finished = threading.Event()


def main() -> int:
    """Take the limits on, import the engine, close every door, and draw."""
    folder, memory_bytes, cpu_s = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    sys.path.insert(0, folder)
    import resvg_py  # noqa: F401  (before no file can be opened any more)

    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=serve, args=(cpu_s,))
    thread.start()
    thread.join()
    return 0 if finished.is_set() else 70


if __name__ == "__main__":
    sys.exit(main())
