"""Debian's Chromium through Playwright, without any traffic of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests import services

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser; make a context per person in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=services.BROWSER, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
