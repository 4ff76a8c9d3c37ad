"""A real Chromium, without a screen and without a way to the network.

`page` is a tab of its own for each test. Of everything it asked for, and of every error it showed,
`page_requests` and `page_errors` keep a list. A test says another size of window by
``@pytest.mark.parametrize("viewport", [(390, 844)])``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.unit.web.running import Server, served

REQUIRED = os.environ.get("PINRENDER_REQUIRE_BROWSER") == "1" or os.environ.get("CI") == "true"
ARGUMENTS = [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]
TIMEOUT_MS = 120_000
"""Light is traced nowhere here, but software GL on a busy machine is slow to compile shaders."""


@pytest.fixture(scope="session")
def chromium(root: Path) -> str:
    """The command that starts Chromium; without it the test is skipped, or fails where it is required."""
    if not shutil.which("chromium"):
        subprocess.run([sys.executable, root / "scripts" / "system-libs", "chromium"], check=False)
    found = shutil.which("chromium")
    if not found and not REQUIRED:
        pytest.skip("Chromium is not installed; on Debian: sudo apt-get install chromium")
    assert found, "Chromium is not installed"
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One for each module: while Playwright is open, no other event loop can run in its thread."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, headless=True, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def viewport() -> tuple[int, int]:
    """Width and height of the window in CSS pixels."""
    return 1280, 800


@pytest.fixture
def page_requests() -> list[str]:
    """Every address that `page`, its workers and windows it opened have asked for."""
    return []


@pytest.fixture
def page_errors() -> list[str]:
    """Every error of `page`'s console, and every exception that nothing in it caught."""
    return []


@pytest.fixture
def page(
    browser: Browser, viewport: tuple[int, int], page_requests: list[str], page_errors: list[str]
) -> Iterator[Page]:
    """A tab in a fresh profile; what it downloads can be had."""
    width, height = viewport
    context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
    context.set_default_timeout(TIMEOUT_MS)
    context.on("request", lambda request: page_requests.append(request.url))
    context.on("weberror", lambda error: page_errors.append(str(error.error)))
    context.on("console", lambda said: page_errors.append(said.text) if said.type == "error" else None)
    tab = context.new_page()
    tab.on("websocket", lambda socket: page_requests.append(socket.url))
    yield tab
    context.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def studio(page: Page, server: Server, page_requests: list[str], page_errors: list[str]) -> Iterator[Page]:
    """The page, opened; whatever a test does, nothing leaves the machine and nothing goes wrong unseen."""
    page.goto(f"http://127.0.0.1:{server.port}/")
    expect(page.locator("#process-note")).not_to_be_empty()
    yield page
    here = (f"http://127.0.0.1:{server.port}/", f"blob:http://127.0.0.1:{server.port}/", "data:")
    assert [asked for asked in page_requests if not asked.startswith(here)] == []
    assert [error for error in page_errors if "the server responded with a status of" not in error] == []
