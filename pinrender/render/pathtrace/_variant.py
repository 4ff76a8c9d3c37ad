"""Which variant of Mitsuba runs on this machine, found out once in a process that may die of it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

__all__ = ["FALLBACK", "FAST", "choose_variant"]

FAST, FALLBACK = "llvm_ad_rgb", "scalar_rgb"
"""Compiled by LLVM, about three times as fast where it works; and what needs nothing but the wheel."""
PROBE = Path(__file__).with_name("_probe.py")
PROBE_SECONDS = 120.0
LIBRARY_FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/opt/llvm/lib")
LIBRARIES = ("libLLVM*.so*", "libLLVM*.dylib", "llvm*/lib/libLLVM*.so*", "*-linux-gnu/libLLVM*.so*")


def choose_variant(*, folder: Path | None = None, probe: Path = PROBE) -> str:
    """Name the fastest variant that works here.

    LLVM can abort the whole process, so it is tried in a child, and the answer is remembered for
    as long as neither Mitsuba nor any LLVM on the machine changes.

    Parameters
    ----------
    folder : Path, optional
        Where answers are kept; the user's cache folder if not given. One that cannot be read or
        written costs a probe each time, and nothing else.
    probe : Path
        A script that ends with 0 if the variant named by its first argument works.

    Returns
    -------
    {'llvm_ad_rgb', 'scalar_rgb'}
    """
    kept = (_cache_folder() if folder is None else folder) / "mitsuba-variant.json"
    key = _machine_key()
    variant = _remembered(kept).get(key)
    if variant not in {FAST, FALLBACK}:
        variant = FAST if _works(FAST, probe) else FALLBACK
        _remember(kept, key, variant)
    return variant


def _works(variant: str, probe: Path) -> bool:
    """Whether the probe survives the variant."""
    command = [sys.executable, "-P", str(probe), variant]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PROBE_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _machine_key() -> str:
    """Digest of the versions of Mitsuba and Dr.Jit, and of every LLVM that they may find."""
    import drjit
    import mitsuba

    found = {
        path.resolve()
        for folder in LIBRARY_FOLDERS
        for pattern in LIBRARIES
        for path in Path(folder).glob(pattern)
    }
    chosen = os.environ.get("DRJIT_LIBLLVM_PATH", "")
    if chosen:
        found.add(Path(chosen).resolve())
    stamps = sorted(f"{path} {path.stat().st_mtime_ns}" for path in found if path.is_file())
    parts = [mitsuba.__version__, drjit.__version__, sys.executable, chosen, *stamps]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _cache_folder() -> Path:
    """Where programs keep what can be found out again; for a user without a home a place that is none."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        return Path(base).expanduser() / "pinrender"
    except RuntimeError:
        return Path(os.devnull) / "pinrender"


def _remembered(kept: Path) -> dict[str, str]:
    """Answers by machine; none where the file cannot be read or makes no sense."""
    try:
        answers = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return answers if isinstance(answers, dict) else {}


def _remember(kept: Path, key: str, variant: str) -> None:
    """Write the answer beside the others, if that can be done."""
    beside = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps({**_remembered(kept), key: variant}, indent=1), encoding="utf-8")
        beside.replace(kept)
    except OSError:
        return
