"""What tests of the page of `pinrender serve` share."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

__all__ = ["OVERLAPS", "WAIT_MS", "changed", "opened", "settled"]

WAIT_MS = 60_000
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll('.panel, .view, .bar > *, .under > *, .file > *, .layer > *')]
    .filter((each) => each.checkVisibility() && !each.closest('.picture'))
    .map((each) => [each, each.getBoundingClientRect()]);
  const bad = [];
  for (const [one, a] of boxes) for (const [other, b] of boxes) {
    if (one === other || one.contains(other) || other.contains(one)) continue;
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 1 && down > 1) bad.push(`${one.className} ${other.className}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) bad.push('it scrolls sideways');
  for (const each of document.querySelectorAll('button, .button, h2, label > span')) {
    if (each.checkVisibility() && each.getBoundingClientRect().right > innerWidth) bad.push(each.textContent);
  }
  return bad;
}"""
"""Pairs of things that lie over each other, and what is cut; the picture may stay in sight."""


def opened(page: Page, *art: Path) -> None:
    """Open artwork and wait for its first picture."""
    page.set_input_files("#file" if page.locator("#start").is_visible() else "#file-again", list(art))
    expect(page.locator("#picture-image")).to_have_attribute("src", re.compile("^blob:"), timeout=WAIT_MS)


def settled(page: Page) -> None:
    """Wait until everything that was asked for is there."""
    expect(page.locator("#picture")).to_have_attribute("aria-busy", "false", timeout=WAIT_MS)
    expect(page.locator("#verdict")).to_have_text(re.compile(r"\.$"), timeout=WAIT_MS)


def changed(image: Locator, before: str | None) -> None:
    """Wait for another picture."""
    expect(image).not_to_have_attribute("src", before or "", timeout=WAIT_MS)
