"""``python -m pinrender`` is the command."""

from __future__ import annotations

from pinrender.cli import main

if __name__ == "__main__":
    main()
