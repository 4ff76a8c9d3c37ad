"""What is asked of the render process, what it answers, and how both travel through a pipe.

A message is three numbers, what it is and the lengths of a JSON head and of a body, then head and body.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import IO, Any, NamedTuple

__all__ = ["ANSWER", "HEAD", "JOB", "PROGRESS", "REFUSAL", "Answer", "Job", "Message", "packed", "received"]

HEAD = struct.Struct(">BIQ")
JOB, PROGRESS, ANSWER, REFUSAL = range(4)
"""What a message is: the first goes to the process, the others come from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One thing to make.

    Attributes
    ----------
    work : str
        A name of `pinrender.web._works.WORKS`.
    path : str
        The artwork, where the server keeps it.
    name : str
        What its file is called by who sent it; never a place.
    options : mapping of str to object
        Keywords of `pinrender.load`, checked for their types.
    extra : mapping of str to object
        What this work takes besides, such as a customer's name.
    """

    work: str
    path: str
    name: str
    options: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def packed(self) -> bytes:
        """The message that asks for it."""
        return packed(JOB, asdict(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a job gives.

    Attributes
    ----------
    body : bytes
        A file.
    media_type : str
        Its type.
    name : str
        What it is called when it is kept; empty where it is only looked at.
    told : mapping of str to object
        What goes with it.
    """

    body: bytes
    media_type: str
    name: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)

    def packed(self) -> bytes:
        """The message that carries it."""
        return packed(
            ANSWER, {"media_type": self.media_type, "name": self.name, "told": self.told}, self.body
        )


class Message(NamedTuple):
    """What came through the pipe."""

    what: int
    head: dict[str, Any]
    body: bytes = b""


def packed(what: int, head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """One message as bytes."""
    text = json.dumps(head).encode()
    return HEAD.pack(what, len(text), len(body)) + text + body


def received(stream: IO[bytes]) -> Message | None:
    """The next message, or None at the end of the stream."""
    start = stream.read(HEAD.size)
    if len(start) < HEAD.size:
        return None
    what, head_bytes, body_bytes = HEAD.unpack(start)
    return Message(what, json.loads(stream.read(head_bytes)), stream.read(body_bytes))
