"""Serves one engine in a process of its own that may be killed. Run by file path, never imported.

Arguments: the engine's module in this folder, the folders to import from, bytes of address space,
seconds of processor time for one request. Standard input: frames of a big-endian 32-bit length and the
request, until the end of file. Standard output, one frame each: a byte, 0 for an answer and 1 for a
sentence of the engine's, a 32-bit length, the content.
"""

import os
import resource
import struct
import sys
import threading
from collections.abc import Callable
from importlib import import_module

REQUEST = struct.Struct(">I")
REPLY = struct.Struct(">BI")
STACK_BYTES = 256 * 1024 * 1024
"""Engines recurse once for each level of nesting."""
OPEN_FILES = 3
"""Standard input, output and error: with no fourth descriptor to be had, no file, pipe or socket opens."""

Answer = Callable[[bytes], bytes]


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


def serve(answer: Answer, cpu_s: int) -> None:
    """Answer requests until there are no more."""
    while len(head := read_exactly(REQUEST.size)) == REQUEST.size:
        request = read_exactly(REQUEST.unpack(head)[0])
        allow_cpu_s(cpu_s)
        try:
            status, content = 0, answer(request)
        except MemoryError:
            os.abort()  # as the engines themselves end where there is no more
        except ValueError as error:
            status, content = 1, str(error).encode("utf-8", "replace")
        write_all(REPLY.pack(status, len(content)))
        write_all(content)
    finished.set()


finished = threading.Event()


def main() -> int:
    """Take the limits on, load the engine, close every door, and serve."""
    module, folders, memory_bytes, cpu_s = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    sys.path[:0] = folders.split(os.pathsep)
    answer = import_module(f"pinrender.workers.{module}").load()  # before no file can be opened any more
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=serve, args=(answer, cpu_s))
    thread.start()
    thread.join()
    return 0 if finished.is_set() else 70


if __name__ == "__main__":
    sys.exit(main())
