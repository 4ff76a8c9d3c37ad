"""The command `pinrender`: it parses, calls the pipeline, and shows."""

from __future__ import annotations

from pinrender.cli._main import main

__all__ = ["main"]
