"""Choosing a variant, with children that really die."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from pinrender.render.pathtrace import _variant, preload
from pinrender.render.pathtrace._variant import FALLBACK, FAST, choose_variant

ABORTS = "import os; os.abort()"
WORKS = "import sys; sys.exit(sys.argv[1] != 'llvm_ad_rgb')"


@pytest.fixture(autouse=True)
def _loaded() -> None:
    preload()


def script(folder: Path, text: str) -> Path:
    path = folder / "probe.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_child_that_aborts_means_the_fallback(tmp_path: Path) -> None:
    assert choose_variant(folder=tmp_path, probe=script(tmp_path, ABORTS)) == FALLBACK


def test_a_child_that_works_means_the_fast_one(tmp_path: Path) -> None:
    assert choose_variant(folder=tmp_path, probe=script(tmp_path, WORKS)) == FAST


def test_the_answer_is_remembered(tmp_path: Path) -> None:
    probe = script(tmp_path, ABORTS)
    kept = tmp_path / "deep" / "kept"
    assert choose_variant(folder=kept, probe=probe) == FALLBACK
    script(tmp_path, WORKS)
    assert choose_variant(folder=kept, probe=probe) == FALLBACK
    assert set(json.loads((kept / "mitsuba-variant.json").read_text("utf-8")).values()) == {FALLBACK}


def test_another_llvm_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    probe = script(tmp_path, ABORTS)
    assert choose_variant(folder=tmp_path, probe=probe) == FALLBACK
    script(tmp_path, WORKS)
    monkeypatch.setenv("DRJIT_LIBLLVM_PATH", str(tmp_path / "libLLVM.so.99"))
    assert choose_variant(folder=tmp_path, probe=probe) == FAST


@pytest.mark.parametrize("content", ["", "[]", '{"other": 1}', "\x00"])
def test_a_spoilt_memory_is_no_memory(tmp_path: Path, content: str) -> None:
    (tmp_path / "mitsuba-variant.json").write_text(content, encoding="utf-8")
    assert choose_variant(folder=tmp_path, probe=script(tmp_path, WORKS)) == FAST


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    probe = script(tmp_path, WORKS)
    assert choose_variant(folder=probe / "below-a-file", probe=probe) == FAST


def test_a_probe_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_variant, "PROBE_SECONDS", 0.5)
    assert choose_variant(folder=tmp_path, probe=script(tmp_path, "import time; time.sleep(60)")) == FALLBACK


@pytest.mark.skipif(sys.platform != "linux", reason="the place is known for Linux")
def test_the_cache_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert choose_variant(probe=script(tmp_path, WORKS)) == FAST
    assert (tmp_path / "pinrender" / "mitsuba-variant.json").is_file()
