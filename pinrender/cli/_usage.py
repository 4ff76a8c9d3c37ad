"""What the parser of options found wrong, in one sentence of ours."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Any

import typer

from pinrender.errors import unknown_choice

__all__ = ["BadUsage", "explained"]

BadUsage: type[Exception] = typer.BadParameter.__bases__[0]
"""All that the parser raises about options and arguments."""
_QUOTED = re.compile(r"'([^']*)'")
_EXTRA = re.compile(r"extra arguments?(?:\(s\))? \((.*)\)")


def explained(fault: Exception, arguments: Sequence[str]) -> str:
    """Say what is wrong with the options given, what is expected, and where to read more.

    Parameters
    ----------
    fault : Exception
        A `BadUsage`.
    arguments : sequence of str
        All that was given.
    """
    context: Any = getattr(fault, "ctx", None)
    where = " ".join(["pinrender", *arguments[:1]]) if context is None else str(context.command_path)
    option, parameter = getattr(fault, "option_name", None), getattr(fault, "param", None)
    commands = getattr(getattr(context, "command", None), "commands", None)
    said = str(getattr(fault, "message", "") or fault).rstrip(".")
    extra, quoted = _EXTRA.search(said), _QUOTED.search(said)
    if hasattr(fault, "possibilities") and context is not None:
        sentence = _no_such_option(where, str(option), context)
    elif option is not None:
        sentence = f"{option} {'takes no value' if 'not take' in said else 'needs a value'}"
    elif parameter is not None:
        sentence = f"'{where}' needs {parameter.metavar or parameter.name}: {parameter.help.rstrip('.')}"
    elif extra is not None:
        sentence = (
            f"'{where}' does not know what '{extra[1]}' is for; "
            "an option begins with '--', and a name with spaces wants quotes"
        )
    elif commands and quoted:
        sentence = unknown_choice("command", quoted[1], commands)
    else:
        sentence = f"{said[:1].lower()}{said[1:]}"
    return f"{sentence}; see '{where} -h'"


def _no_such_option(where: str, option: str, context: Any) -> str:
    known = [name for each in context.command.params for name in (*each.opts, *each.secondary_opts)]
    given = option.partition("=")[0]
    flags = [name for name in known if name.startswith("-")]
    near = difflib.get_close_matches(given.lower().replace("_", "-"), flags, n=1)
    return f"'{where}' has no option {given}{f', did you mean {near[0]}?' if near else ''}"
