"""What tests of pages share: pictures to be looked at, and what left the machine."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

__all__ = ["left_the_machine", "screenshot", "wait_for_model", "wait_until"]

PICTURES = Path(__file__).resolve().parents[2] / "out" / "browser"
LOCAL_SCHEMES = {"file", "blob", "data", "about"}
LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}


def screenshot(what: Page | Locator, name: str) -> Path:
    """Draw a page, or one element of it, into ``out/browser/`` and return the PNG."""
    place = PICTURES / f"{name}.png"
    what.screenshot(path=place)
    return place


def wait_until(page: Page, expression: str, timeout_s: float = 120.0) -> None:
    """Ask again and again until an expression is true, also of a page whose policy allows no evaluation."""
    deadline = time.monotonic() + timeout_s
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(100)


def wait_for_model(page: Page) -> None:
    """Wait until the first ``<model-viewer>`` of a page shows its solid; a thin bar at its top may linger."""
    viewer = "document.querySelector('model-viewer')"
    page.wait_for_function(f"() => {viewer}?.loaded && {viewer}.modelIsVisible")


def left_the_machine(requests: Iterable[str]) -> list[str]:
    """Those addresses that are neither in the page, nor in a file, nor of a server on this machine."""
    parts = ((url, urlsplit(url)) for url in requests)
    return [
        url for url, part in parts if part.scheme not in LOCAL_SCHEMES and part.hostname not in LOCAL_HOSTS
    ]
