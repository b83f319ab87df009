"""The four screens in the oldest Chromium that they are made for, of spring 2021, and in Firefox.

Playwright of today cannot look for elements in either, so what a person does is done by scripts of the test alone.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, sync_playwright

from tests.api.page.test_confirming import OLD
from tests.api.page.test_decisions import SAMPLES, register_in
from tests.api.page.test_examining import docx, said
from tests.command import run
from tests.paths import OTHERS
from tests.web.browser import enter, is_strange, stays_within, unnamed, wait_until, watch
from tests.web.firefox import IS_HERE, Firefox, firefox
from tests.web.running import Running, running
from tests.web.test_browser import FIELDS

CHROMIUM_90 = OTHERS / "chromium-90"
Open = Callable[[Running], AbstractContextManager["Hand"]]
_FIND = """Array.from(document.querySelectorAll("a, button, summary"))
  .filter((each) => each.textContent.includes(%s) && each.offsetParent).sort((one, other) => one.textContent.length - other.textContent.length)[0]"""
_PRESS = "() => { const found = %s; if (found) { found.focus(); setTimeout(() => found.click()); } return !!found; }"
_FILL = """([id, text]) => { const field = document.getElementById(id); if (!field) return false; field.focus(); field.value = text;
  ["input", "keyup", "change"].forEach((kind) => field.dispatchEvent(new Event(kind, { bubbles: true }))); return true; }"""
_GIVE = """([id, name, data]) => { const field = document.getElementById(id), files = new DataTransfer(); if (!field) return false;
  files.items.add(new File([Uint8Array.from(atob(data), (each) => each.charCodeAt(0))], name)); field.files = files.files; return true; }"""
_TAKE = """async (words) => { const link = Array.from(document.querySelectorAll("a")).find((each) => each.textContent.trim().startsWith(words));
  const bytes = new Uint8Array(await (await fetch(link.href)).arrayBuffer());
  return btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join("")); }"""


class Hand:
    """What a person does on a page, who waits until it is there whole and what is to be done can be."""

    def __init__(self, page: Page | Firefox) -> None:
        self.page = page

    def go(self, words: str) -> None:
        """Click what says ``words`` and leads to another page, and look at that."""
        self.go_by(_FIND % json.dumps(words))

    def go_by(self, script: str) -> None:
        """Click what ``script`` finds and leads to another page; the page that is left can still be touched for a while."""
        with self.page.expect_navigation():
            self.press(script)

    def press(self, script: str) -> None:
        """Click what ``script`` finds."""
        self._touch(_PRESS % script)

    def fill(self, name: str, text: str) -> None:
        self._touch(_FILL, [name, text])

    def give(self, name: str, data: bytes) -> None:
        """Choose a file for the upload of the page."""
        self._touch(_GIVE, ["file", name, base64.b64encode(data).decode()])

    def _touch(self, script: str, given: object = None) -> None:
        self.wait("() => document.readyState === 'complete'")
        self.wait(script, given)

    def take(self, words: str) -> bytes:
        """What a link leads to that begins with ``words``."""
        return base64.b64decode(self.page.evaluate(_TAKE, words))

    def sees(self, words: str) -> None:
        """Wait until the page says ``words``."""
        self.wait("(words) => document.body && document.body.innerText.includes(words)", words)

    def wait(self, script: str, given: object = None) -> None:
        """Wait until ``script`` holds, over pages that come and go."""

        def holds() -> bool:
            try:
                return bool(self.page.evaluate(script, given))
            except Error:
                return False

        wait_until(self.page, holds)


@contextmanager
def in_chromium_90(server: Running) -> Iterator[Hand]:
    """Yield who looks at the first page of ``server``; nothing may go elsewhere or be said on the console."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM_90, args=["--no-sandbox", "--no-zygote", "--disable-gpu"]
        )
        assert browser.version.startswith("90.")
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        told = watch(context, server)
        page = context.new_page()
        page.goto(enter(server))
        yield Hand(page)
        assert stays_within(page) and unnamed(page) == []
        browser.close()
        assert told == []


@contextmanager
def in_firefox(page: Firefox, server: Running) -> Iterator[Hand]:
    """Yield who looks at the first page of ``server``; nothing may go elsewhere or be said on the console."""
    page.ask("open")
    page.goto(enter(server))
    yield Hand(page)
    assert stays_within(page) and unnamed(page) == []
    told = page.ask("close")
    assert [each for each in told if is_strange(server, **each)] == []


@pytest.fixture(scope="module")
def fox() -> Iterator[Firefox]:
    with firefox() as found:
        yield found


@pytest.fixture(params=["chromium-90", "firefox"])
def by_hand(request: pytest.FixtureRequest) -> Open:
    """How to look at a server in a browser."""
    if request.param == "firefox":
        if not IS_HERE:
            pytest.skip(".ci/prepare installed no firefox or nothing to drive it")
        return partial(in_firefox, request.getfixturevalue("fox"))
    return in_chromium_90 if CHROMIUM_90.exists() else pytest.skip(".ci/prepare installed no old chromium")


def test_a_first_notice(by_hand: Open, server: Running, tmp_path: Path) -> None:
    with by_hand(server) as hand:
        hand.go("开始起草")
        for key, text in FIELDS.items():
            hand.fill(f"f-{key}", text)
        hand.sees("共1页")
        hand.wait("() => Array.from(document.querySelectorAll('#pages image, #pages img')).length === 1")
        (tmp_path / "通知.yaml").write_bytes(hand.take("下载文稿（YAML）"))
        assert run("build", "通知.yaml", cwd=tmp_path).returncode == 0
        assert hand.take("下载 Word") == (tmp_path / "通知.docx").read_bytes()

        hand.fill("f-成文日期", "2024年13月24日")
        hand.sees("13月")
        hand.press("document.querySelector('.errors a')")
        hand.wait("() => document.activeElement.id === 'f-成文日期'")
        hand.press("document.getElementById('undo')")
        hand.wait("() => document.getElementById('f-成文日期').value.includes('10月')")
        hand.press(_FIND % json.dumps("逐段"))
        hand.wait("() => !!document.querySelector('#work:not(.htmx-settling) #level-3')")
        hand.fill("level-3", "一、")
        hand.wait("() => document.getElementById('f-正文.4').value.startsWith('三、')")


def test_a_document_is_checked(by_hand: Open, server: Running) -> None:
    with by_hand(server) as hand:
        hand.go("检查")
        hand.give("来文.docx", docx())
        hand.go_by("document.querySelector('main button.main')")
        hand.sees("登陆")
        hand.press(
            "Array.from(document.querySelectorAll('.finding')).find((each) => each.innerText.includes('登陆'))"
            ".querySelector('button[value^=采纳]')"
        )
        hand.sees("采纳1，不改0")
        assert "登录" in said(hand.take("下载改好的"))


def test_a_change_of_people(by_hand: Open, tmp_path: Path) -> None:
    register_in(tmp_path)
    with running(tmp_path) as server, by_hand(server) as hand:
        hand.go("名单")
        hand.go("录入变动")
        hand.give("任免通知.txt", (SAMPLES / "任免通知.txt").read_bytes())
        hand.go("看影响")
        hand.sees("影响 21 个组")
        hand.go("都发文调整")
        hand.wait("() => location.search.includes('rule')")
        hand.fill("number", "云政办发〔2024〕18号")
        hand.fill("head", (SAMPLES / "文头.yaml").read_text(encoding="utf-8"))
        hand.go("录入并生成通知")
        hand.sees("通知 12 份")
        assert hand.take("下载全部通知").startswith(b"PK")


def test_an_old_text_is_confirmed(by_hand: Open, tmp_path: Path) -> None:
    with running(tmp_path) as server, by_hand(server) as hand:
        hand.go("归档")
        hand.give("1998年通知.txt", OLD.encode())
        hand.go("读入")
        hand.sees("要核对的")
        hand.wait(
            "() => { const boxes = document.querySelectorAll('fieldset[id^=q-]');"
            " boxes.forEach((box) => box.querySelector('input[type=radio]').click()); return boxes.length; }"
        )
        hand.sees("都核对了")
        hand.page.reload()
        hand.sees("都核对了")
        hand.go("确认这一件，看下一件")
        hand.sees("都看过了")
        assert hand.take("下载已确认的").startswith(b"PK")
