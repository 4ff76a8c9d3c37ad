"""`pinrender serve` before it serves: what it refuses."""

from __future__ import annotations

import pytest

from pinrender.cli._main import run
from pinrender.web._serve import opened


def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    taken = opened(0)
    taken.listen()
    port = taken.getsockname()[1]
    assert run(["serve", "--no-open", "--port", str(port)]) == 1
    taken.close()
    assert capsys.readouterr().err == (
        f"pinrender: port {port} cannot be opened: Address already in use; stop what uses it, or say "
        f"--port {port + 1}\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--port", "80"], 2, "--port 80 is outside 1024 to 65535; write for example --port 8765"),
        (["--port", "8k"], 2, "--port '8k' is not a whole number; write for example --port 8765"),
        (["nowhere.svg"], 1, "no such artwork: 'nowhere.svg'"),
    ],
)
def test_what_makes_no_sense_is_refused(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, sentence: str
) -> None:
    assert run(["serve", "--no-open", *arguments]) == code
    assert sentence in capsys.readouterr().err


def test_without_the_extra_the_remedy_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pinrender.cli._serve.find_spec", lambda name: None)
    assert run(["serve"]) == 3
    assert "python -m pip install 'pinrender[web]'" in capsys.readouterr().err
