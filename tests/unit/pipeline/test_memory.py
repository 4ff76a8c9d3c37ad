"""Results are remembered by content, made once, and forgotten oldest first."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from pinrender._fingerprint import fingerprint
from pinrender._memo import Memo


def test_a_result_is_made_once_and_the_least_used_is_forgotten() -> None:
    made: list[str] = []
    memo: Memo[str] = Memo(2)

    def get(key: str) -> str:
        return memo.get(key, lambda: made.append(key) or key.upper())

    assert [get(key) for key in "abab"] == ["A", "B", "A", "B"]
    assert made == ["a", "b"]
    get("a")
    get("c")
    get("a")
    assert made == ["a", "b", "c"]
    get("b")
    assert made == ["a", "b", "c", "b"]
    memo.clear()
    get("b")
    assert made == ["a", "b", "c", "b", "b"]


def test_a_smaller_memory_forgets_the_least_used() -> None:
    made: list[str] = []
    memo: Memo[str] = Memo(3)

    def ask(key: str) -> None:
        memo.get(key, lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    for key in "abca":
        ask(key)
    memo.resize(2)
    made.clear()
    for key in "acb":
        ask(key)
    assert made == ["b"]


def test_threads_that_ask_together_wait_for_one() -> None:
    made: list[int] = []
    memo: Memo[int] = Memo(2)

    def make() -> int:
        sleep(0.05)
        made.append(1)
        return 7

    with ThreadPoolExecutor(max_workers=4) as threads:
        assert list(threads.map(lambda _: memo.get("key", make), range(4))) == [7] * 4
    assert made == [1]


def test_a_failure_is_not_remembered() -> None:
    memo: Memo[int] = Memo(2)
    with pytest.raises(ZeroDivisionError):
        memo.get("key", lambda: 1 // 0)
    assert memo.get("key", lambda: 3) == 3


def test_a_fingerprint_sees_content_even_where_length_and_time_are_equal(tmp_path: Path) -> None:
    art = tmp_path / "fox.svg"
    seen = set()
    for content in (b"red", b"tan"):
        art.write_bytes(content)
        os.utime(art, ns=(0, 0))
        seen.add(fingerprint(art))
    assert len(seen) == 2
    assert fingerprint(art) in seen


def test_a_fingerprint_of_a_folder_sees_every_file_and_its_name(tmp_path: Path) -> None:
    seen = {fingerprint(tmp_path)}
    (tmp_path / "1.png").write_bytes(b"a")
    seen.add(fingerprint(tmp_path))
    (tmp_path / "1.png").rename(tmp_path / "2.png")
    seen.add(fingerprint(tmp_path))
    (tmp_path / "2.png").write_bytes(b"b")
    seen.add(fingerprint(tmp_path))
    assert len(seen) == 4


def test_what_cannot_be_read_is_left_for_the_reader_to_complain_about(tmp_path: Path) -> None:
    (tmp_path / "1.png").symlink_to("/proc/self/mem")  # opens, and fails to read
    (tmp_path / "2.png").symlink_to(tmp_path / "gone")
    assert fingerprint(tmp_path) == fingerprint(tmp_path)


def test_what_is_not_there_has_a_fingerprint_too(tmp_path: Path) -> None:
    assert fingerprint(tmp_path / "nowhere") == fingerprint(tmp_path / "nowhere else")
