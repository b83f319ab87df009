"""The browser of this machine, which tells whatever a page does that it should not."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.web.firefox import Firefox
from tests.web.running import Running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")


@contextmanager
def opened(server: Running) -> Iterator[Page]:
    """Yield the first page of ``server``; nothing may go elsewhere, and nothing may be said on the console."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
        said = watch(context, server)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(enter(server))
        yield page
        browser.close()
        assert said == []


def enter(server: Running) -> str:
    """The first address of ``server``, which opens the door once more."""
    server.state.keys.token = "again"
    return server.state.keys.address


def watch(context: BrowserContext, server: Running) -> list[str]:
    """What the pages of ``context`` do that they should not, which grows."""
    said: list[str] = []

    def look(address: str = "", text: str = "") -> None:
        if is_strange(server, address, text):
            said.append(address or text)

    context.on("request", lambda each: look(each.url))
    context.on("console", lambda each: look(text=each.text))
    context.on("weberror", lambda each: said.append(str(each.error)))
    return said


def follow(page: Page, selector: str) -> None:
    """Click what leads to another page, and wait until that is there whole: until then the old one can be touched."""
    with page.expect_navigation():
        page.click(selector)


def is_strange(server: Running, address: str = "", text: str = "") -> bool:
    """Whether no page of ``server`` may ask for ``address``, or say ``text`` on the console."""
    home = f"http://127.0.0.1:{server.state.keys.port}/"
    return not address.startswith((home, "data:", "blob:")) if address else "htmx:" not in text


def stays_within(page: Page | Firefox) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


UNNAMED = """Array.from(document.querySelectorAll("button, input:not([type=hidden]), select, textarea, img, a[href]")).filter(
  (each) => !each.closest("svg") && !(each.textContent.trim() || each.getAttribute("aria-label") || each.alt || (each.labels && each.labels.length))
).map((each) => each.outerHTML.slice(0, 120))"""


def unnamed(page: Page | Firefox) -> list[str]:
    """The controls and pictures that have no name for who does not see them."""
    return list(page.evaluate(UNNAMED))


def wait_until(page: Page | Firefox, holds: Callable[[], bool]) -> None:
    """Wait until ``holds``, half a minute at most; scripts of a test may not be made of text under the policy of the page."""
    for _ in range(300):
        if holds():
            return
        page.wait_for_timeout(100)
    seen = page.evaluate("document.body.innerText")
    raise AssertionError(f"what was waited for did not come to {page.url}, which says:\n{seen}")
