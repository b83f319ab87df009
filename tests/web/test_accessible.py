"""Every screen, light and dark: no barrier that WCAG 2 AA names, all of it by keyboard, nothing to be scrolled sideways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from tests.api.page.test_confirming import OLD
from tests.api.page.test_decisions import SAMPLES, register_in
from tests.api.page.test_examining import docx
from tests.paths import OTHERS
from tests.web.browser import needs_browser, opened, stays_within
from tests.web.running import Running, running
from tests.web.test_checking import pdf_with_faults
from tests.web.test_drafting import NOTICE, begin
from tests.web.test_roster import fields

_AXE = OTHERS / "browsers" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    needs_browser,
    pytest.mark.skipif(not _AXE.exists(), reason=".ci/prepare installed nothing that finds barriers"),
]
SCREENS = (
    "首页", "草稿", "起草", "逐段", "有错的草稿", "版本", "检查", "问题", "带框的页面", "名单", "录入变动", "影响", "核对通知", "归档", "核对",
)  # fmt: skip
_ALL, _COLOURS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], {"type": "rule", "values": ["color-contrast"]}
_BARRIERS = """async (rules) => (await axe.run(document, { runOnly: rules })).violations.map(
  (each) => each.id + ": " + each.nodes.map((node) => node.html.slice(0, 120) + " " + node.any.map((one) => one.message)).join("; "))"""
_STOPS = """() => {
  const named = (each) => each.type === "radio" ? each.name : "";
  const all = Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary")).filter((each) =>
    each.type !== "hidden" && each.tabIndex >= 0 && !each.disabled && each.checkVisibility());
  all.forEach((each, number) => { each.dataset.stop = named(each) || String(number); });
  return Array.from(new Set(all.map((each) => each.dataset.stop))); }"""
_FOCUSED = """() => { const each = document.activeElement, found = each && each.dataset.stop;
  if (!found) return null;
  const style = getComputedStyle(each);
  return [found, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0]; }"""


def location(server: Running, path: str, values: Mapping[str, str]) -> str:
    """Where the answer to a form leads."""
    return unquote(server.post(path, values).headers["location"])


def addresses(server: Running) -> Iterator[str]:
    """The screens on real files, in their order."""
    draft = f"/draft/{begin(server, **NOTICE)}"
    faulty = begin(server, **{**NOTICE, "成文日期": "2024年13月24日"})
    checked, pdf = (
        unquote(server.send("/check", {name: data}).headers["location"])
        for name, data in (("来文.docx", docx()), ("通知.pdf", pdf_with_faults()))
    )
    old = unquote(server.send("/archive", {"1998年通知.txt": OLD.encode()}).headers["location"])
    yield from (
        "/",
        "/draft",
        draft,
        f"{draft}?view=逐段",
        f"/draft/{faulty}",
        f"{draft}/versions",
        "/check",
        checked,
        pdf,
    )
    yield from ("/roster?on=2024-05-01&find=张伟", "/roster/change")
    leaving = {"变动.1.姓名": "张伟", "变动.1.编号": "33", "变动.1.类型": "免", "day": "2024-07-01"}
    yield location(server, "/roster/change", leaving)
    change = location(
        server, "/roster/change", {"text": (SAMPLES / "任免通知.txt").read_text(encoding="utf-8")}
    )
    head = (SAMPLES / "文头.yaml").read_text(encoding="utf-8")
    decided = fields(server.get(f"{change}?rule=1").text) | {"head": head, "number": "云政办发〔2024〕18号"}
    yield from (location(server, change, decided), "/archive", old)


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, Mapping[str, str]]]:
    """A page, and where each screen is."""
    folder = tmp_path_factory.mktemp("公文")
    register_in(folder)
    with running(folder) as server:
        found = dict(zip(SCREENS, addresses(server), strict=True))
        with opened(server) as page:
            home = page.url.rstrip("/")
            yield page, {name: home + address for name, address in found.items()}


def barriers(page: Page, rules: object = _ALL) -> list[str]:
    """What keeps somebody from using a page, by ``rules`` of axe."""
    page.evaluate(_AXE.read_text(encoding="utf-8") + "\n0")
    return list(page.evaluate(_BARRIERS, rules))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_has_a_barrier(
    screens: tuple[Page, Mapping[str, str]], scheme: Literal["light", "dark"]
) -> None:
    page, places = screens
    page.emulate_media(color_scheme=scheme)
    found = {}
    for name, address in places.items():
        page.goto(address)
        found[name] = barriers(page, _ALL if scheme == "light" else _COLOURS)
        assert stays_within(page), name
    assert {name: each for name, each in found.items() if each} == {}


def test_a_barrier_is_found(screens: tuple[Page, Mapping[str, str]]) -> None:
    page, places = screens
    page.goto(places["检查"])
    page.evaluate("document.querySelector('label').remove()")
    assert any(each.startswith("label:") for each in barriers(page))


def test_everything_is_reached_with_the_keyboard(screens: tuple[Page, Mapping[str, str]]) -> None:
    page, places = screens
    for name, address in places.items():
        page.goto(address)
        wanted, reached = set(page.evaluate(_STOPS)), {}
        for _ in range(2 * len(wanted)):
            page.keyboard.press("Tab")
            reached |= dict([found]) if (found := page.evaluate(_FOCUSED)) else {}
        assert reached.keys() == wanted, name
        assert all(reached.values()), name
