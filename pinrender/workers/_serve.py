"""Serves one worker in a process of its own that may be killed. Run by file path, never imported.

Argument: a JSON object with ``worker``, the module that works; ``package``, our own folder; ``folders``,
where libraries lie; and the limits ``memory_bytes`` and, for one request, ``cpu_s``. Standard input: frames
of a big-endian 32-bit length and the request, until the end of file. Standard output: frames of a byte
(`ANSWER`, `REASON`, `SENTENCE` or `PART`), a 32-bit length, the content; parts come before what they
are parts of.

A worker is a module with ``load()``, which imports all that is ever imported late and returns
``answer(request, write)``; what it writes goes out as parts. ValueError says why an engine cannot, and
ArtworkError is a whole sentence of ours.
"""

import codecs
import importlib
import itertools
import json
import os
import resource
import struct
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

REQUEST = struct.Struct(">I")
REPLY = struct.Struct(">BI")
ANSWER, REASON, SENTENCE, PART = range(4)
STACK_BYTES = 256 * 1024 * 1024
"""Engines recurse once for each level of nesting."""
OPEN_FILES = 3
"""Standard input, output and error: with no fourth descriptor to be had, no file, pipe or socket opens."""
CODECS = (
    *("ascii", "latin-1", "utf-8", "utf-16", "utf-16-be", "utf-16-le", "unicode-escape", "cp437"),
    *("cp1250", "cp1251", "cp1252", "iso8859-2", "iso8859-5", "iso8859-15", "mac-roman"),
)
"""What names, texts and XML are written in; a codec is imported at its first use."""

Write = Callable[[bytes | memoryview], None]
Answer = Callable[[bytes, Write], bytes]


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


def write_all(data: bytes | memoryview) -> None:
    """Write all of `data` to standard output."""
    view = memoryview(data).cast("B")
    while view:
        view = view[os.write(1, view) :]


def send(kind: int, content: bytes | memoryview) -> None:
    """Write one frame."""
    write_all(REPLY.pack(kind, memoryview(content).nbytes))
    write_all(content)


def write_part(content: bytes | memoryview) -> None:
    """Write a part of an answer."""
    send(PART, content)


def allow_cpu_s(seconds: int) -> None:
    """Allow this much more processor time from now on."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    limit = int(usage.ru_utime + usage.ru_stime) + seconds + 1
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def loaded(worker: str, package: str) -> ModuleType:
    """A module, without what its packages import on their own: a quarter of a second, and more to trust."""
    for name in itertools.accumulate(worker.split(".")[:-1], "{}.{}".format):
        module = sys.modules.setdefault(name, ModuleType(name))
        module.__path__ = [str(Path(package, *name.split(".")[1:]))]
    return importlib.import_module(worker)


def serve(answer: Answer, sentence: type[Exception], cpu_s: int) -> None:
    """Answer requests until there are no more."""
    while len(head := read_exactly(REQUEST.size)) == REQUEST.size:
        request = read_exactly(REQUEST.unpack(head)[0])
        allow_cpu_s(cpu_s)
        try:
            kind, content = ANSWER, answer(request, write_part)
        except MemoryError:
            os.abort()  # as the engines themselves end where there is no more
        except sentence as error:
            kind, content = SENTENCE, str(error).encode("utf-8", "replace")
        except ValueError as error:
            kind, content = REASON, str(error).encode("utf-8", "replace")
        send(kind, content)
    finished.set()


finished = threading.Event()


def main() -> int:
    """Take the limits on, load the worker, close every door, and serve."""
    task: dict[str, Any] = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (task["memory_bytes"], task["memory_bytes"]))
    sys.path[:0] = task["folders"]
    for codec in CODECS:
        codecs.lookup(codec)
    try:
        sentence = loaded("pinrender.errors", task["package"]).ArtworkError
        answer = loaded(task["worker"], task["package"]).load()  # before no file can be opened any more
    except MemoryError:
        os.abort()
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=serve, args=(answer, sentence, task["cpu_s"]))
    thread.start()
    thread.join()
    return 0 if finished.is_set() else 70


if __name__ == "__main__":
    sys.exit(main())
