"""Chromium for a test, its pages, and pictures of them.

Pictures are written where the environment variable SCREENSHOTS names a folder.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    FloatRect,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TIMEOUT_SECONDS = 60
WINDOW: ViewportSize = {"width": 1200, "height": 900}
FRAME = 2  # pixels that the frames of an element's neighbours reach into it


def chromium() -> str:
    """Where Chromium is; without one the test is skipped, but never in CI."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found:
        return found
    missing = "needs Chromium: put chromium or google-chrome on PATH"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@contextmanager
def started() -> Iterator[Browser]:
    """A browser without a window."""
    program = chromium()
    expect.set_options(timeout=1000 * TIMEOUT_SECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser) -> Iterator[Page]:
    """A page that remembers nothing of earlier ones."""
    scale = 2 if _pictures() else 1
    with browser.new_context(viewport=WINDOW, device_scale_factor=scale) as context:
        context.set_default_timeout(1000 * TIMEOUT_SECONDS)
        yield context.new_page()


def picture(page: Page, name: str) -> None:
    """Write what the window shows into NAME.png."""
    if folder := _pictures():
        page.screenshot(path=folder / f"{name}.png")


def picture_of(page: Page, name: str, first: Locator, last: Locator) -> None:
    """Write the part of a page from the top of one element to the end of another one below it."""
    if folder := _pictures():
        first.evaluate("element => element.scrollIntoView({block: 'start'})")
        top, end = first.bounding_box(), last.bounding_box()
        assert top, f"{first} is not on the page"
        assert end, f"{last} is not on the page"
        area = FloatRect(
            x=top["x"],
            y=top["y"] + FRAME,
            width=max(top["width"], end["width"]),
            height=end["y"] + end["height"] - top["y"] - 2 * FRAME,
        )
        page.screenshot(path=folder / f"{name}.png", clip=area)


def _pictures() -> Path | None:
    """The folder for pictures, if any are wanted."""
    named = os.environ.get("SCREENSHOTS")
    if not named:
        return None
    folder = Path(named)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
