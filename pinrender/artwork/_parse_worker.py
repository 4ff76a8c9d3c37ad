"""Parses artwork in a process of its own that may be killed. Run by file path, never imported.

Argument: a JSON object with ``parser``, the name of the module that parses; ``package``, our own folder;
``folders``, where libraries lie; ``options``, for the parser; and the limits ``memory_bytes``, ``cpu_s``
and ``answer_bytes``. Standard input: the artwork. Standard output: pixels, then a JSON object that says
what they are, then its length as eight bytes, big-endian.

A parser is a module with ``warm_up()``, which imports all that is ever imported late,
``parse(content, options, write)``, which writes pixels and returns the object, and ``Refused``, raised
with the end of a sentence.
"""

import importlib
import itertools
import json
import os
import resource
import signal
import struct
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

LENGTH = struct.Struct(">Q")
OPEN_FILES = 3
"""Standard input, output and error: with no fourth descriptor to be had, no file, pipe or socket opens."""
OUT_OF_MEMORY = 71
"""Exit code; any other but 0 is a traceback's."""


def read_all() -> bytes:
    """All of standard input."""
    parts = []
    while part := os.read(0, 1 << 24):
        parts.append(part)
    return b"".join(parts)


def write_all(data: bytes) -> None:
    """Write all of `data` to standard output."""
    view = memoryview(data).cast("B")
    while view:
        view = view[os.write(1, view) :]


def take_limits_on(memory_bytes: int, answer_bytes: int) -> None:
    """Limit memory and output; what is too large kills, rather than raising what a library may catch."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (answer_bytes, answer_bytes))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def allow_cpu_s(seconds: int) -> None:
    """Allow this much more processor time from now on."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    limit = int(usage.ru_utime + usage.ru_stime) + seconds + 1
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def loaded(parser: str, package: str) -> ModuleType:
    """The parser, without what its packages import on their own: a quarter of a second, and more to trust."""
    for name in itertools.accumulate(parser.split(".")[:-1], "{}.{}".format):
        module = ModuleType(name)
        module.__path__ = [str(Path(package, *name.split(".")[1:]))]
        sys.modules[name] = module
    return importlib.import_module(parser)


def main() -> int:
    """Take the limits on, import the parser, close every door, and parse."""
    task: dict[str, Any] = json.loads(sys.argv[1])
    take_limits_on(task["memory_bytes"], task["answer_bytes"])
    sys.path[:0] = task["folders"]
    try:
        parser = loaded(task["parser"], task["package"])
        parser.warm_up()
        resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
        allow_cpu_s(task["cpu_s"])
        try:
            answer = parser.parse(read_all(), task["options"], write_all)
        except parser.Refused as error:
            answer = {"refused": str(error)}
        text = json.dumps(answer).encode()
    except MemoryError:
        return OUT_OF_MEMORY
    write_all(text)
    write_all(LENGTH.pack(len(text)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
