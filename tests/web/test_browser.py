"""The screens in a real browser, on real files: what people do, and the traps on the way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from gongwen.api.page.previews import Gallery
from gongwen.api.page.saved import SavedDraft
from gongwen.web.looking import Looked, look_at
from tests.api.page.test_confirming import OLD
from tests.api.page.test_decisions import SAMPLES, register_in
from tests.api.page.test_examining import docx, said
from tests.command import run
from tests.web.browser import follow, needs_browser, opened, stays_within, unnamed, wait_until
from tests.web.running import Running, running
from tests.web.test_checking import pdf_with_faults

pytestmark = needs_browser

FIELDS = {
    "发文机关": "望川区教育局", "发文字号": "望教发〔2024〕52号", "标题": "关于做好2024年冬季学校取暖工作的通知",
    "主送机关": "各中小学，幼儿园", "成文日期": "2024年10月24日",
    "正文": "现就有关事项通知如下：\n一、抓紧检修设施\n各学校要在11月10日前完成检修调试。\n二、严格落实值班值守",
}  # fmt: skip


def saved(server: Running, page: Page) -> Mapping[str, Any]:
    """What the draft says that ``page`` shows."""
    return server.state.drafts.read(unquote(page.url).rpartition("/")[2]).tree


def download(page: Page, words: str) -> Path:
    with page.expect_download() as found:
        page.click(words)
    path = found.value.path()
    assert path is not None
    return path


def test_a_first_notice_from_the_start_page_to_a_file(server: Running, tmp_path: Path) -> None:
    with opened(server) as page:
        assert page.title() == "公文"
        follow(page, "text=开始起草")
        steps = 1
        for key, text in FIELDS.items():
            page.fill(f"#f-{key}", text)
            steps += 1
        page.wait_for_selector("text=共1页")
        word = download(page, "text=下载 Word")
        assert steps + 1 <= 12
        yaml = download(page, "text=下载文稿（YAML）")
        (tmp_path / "通知.yaml").write_bytes(yaml.read_bytes())
        assert run("build", "通知.yaml", cwd=tmp_path).returncode == 0
        assert word.read_bytes() == (tmp_path / "通知.docx").read_bytes()
        assert stays_within(page) and unnamed(page) == []

        page.fill("#f-成文日期", "2024年13月24日")
        page.wait_for_selector("p.fault:has-text('13月')")
        assert page.title().startswith("有1处错误")
        page.click(".errors a")
        assert page.evaluate("document.activeElement.id") == "f-成文日期"
        page.click("#undo")
        wait_until(page, lambda: "10月" in page.input_value("#f-成文日期"))

        page.click("#view-逐段")
        page.wait_for_selector("#work:not(.htmx-settling) #level-3")
        page.select_option("#level-3", "一、")
        wait_until(page, lambda: page.input_value('[id="f-正文.4"]').startswith("三、"))
        page.focus('[id="f-正文.2"]')
        assert page.eval_on_selector_all("svg .on", "each => each.map(one => one.dataset.at)") == ["正文.2"]
        page.locator('svg a[data-at="标题"]').first.dispatch_event("click")
        assert page.evaluate("document.activeElement.id") == "f-标题"


def test_the_last_thing_typed_is_what_stays(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    held, let_go = Event(), Event()

    def look_late(draft: SavedDraft, gallery: Gallery, before: Looked | None) -> Looked:
        if draft.tree.get("附注") == "甲":
            held.set()
            assert let_go.wait(60)
        return look_at(draft, gallery, before)

    monkeypatch.setattr("gongwen.web.drafting.look_at", look_late)
    with opened(server) as page:
        follow(page, "text=开始起草")
        for key, text in FIELDS.items():
            page.fill(f"#f-{key}", text)
        page.click("#part-4 summary")
        page.fill("#f-附注", "甲")
        wait_until(page, held.is_set)
        page.fill("#f-附注", "联系人：王芳")
        page.wait_for_selector("#pages a[data-at='附注']", state="attached")
        let_go.set()
        page.wait_for_timeout(300)
        assert saved(server, page)["附注"] == page.input_value("#f-附注") == "联系人：王芳"
        assert page.locator("#pages a[data-at='附注']").count()
        page.go_back()
        page.go_forward()
        page.reload()
        page.click("#part-4 summary") if not page.is_visible("#f-附注") else None
        assert page.input_value("#f-附注") == "联系人：王芳"


def test_a_block_of_a_table_is_pasted_as_rows_and_into_a_grid(server: Running) -> None:
    with opened(server) as page:
        follow(page, "text=开始起草")
        paste = """([selector, text]) => { const field = document.querySelector(selector); field.focus();
          const data = new DataTransfer(); data.setData("text/plain", text);
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""
        page.evaluate(paste, ["#f-正文", "名单如下：\r\n\r\n学校\t锅炉\r\n一中\t2\r\n"])
        assert page.input_value("#f-正文") == "名单如下：\n| 学校 | 锅炉 |\n| 一中 | 2 |"
        page.evaluate(
            paste, ['[name="名单.1.角色"]', "组长\t李明\t县长\n成员\t王芳\t局长\n成员\t赵清\t主任\n"]
        )
        people = {
            "组长": [{"姓名": "李明", "职务": "县长"}],
            "成员": [{"姓名": "王芳", "职务": "局长"}, {"姓名": "赵清", "职务": "主任"}],
        }
        wait_until(page, lambda: saved(server, page).get("名单") == people)


def test_a_document_is_checked_and_a_finding_taken_with_the_keyboard(server: Running, tmp_path: Path) -> None:
    (tmp_path / "来文.docx").write_bytes(docx())
    with opened(server) as page:
        follow(page, "nav >> text=检查")
        page.set_input_files("#file", tmp_path / "来文.docx")
        follow(page, "main >> button:has-text('检查')")
        assert stays_within(page) and unnamed(page) == []
        card = page.locator(".finding", has_text="登陆").first
        button = card.locator("button:has-text('采纳')").first
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".finding.done")
        page.wait_for_selector("text=采纳1，不改0")
        page.reload()
        assert "采纳的1处" in page.inner_text(".bar")
        fixed = download(page, "text=下载改好的")
        assert "登录" in said(fixed.read_bytes())


def test_a_change_for_all_groups_takes_few_steps(tmp_path: Path) -> None:
    register_in(tmp_path)
    with running(tmp_path) as server, opened(server) as page:
        steps = 0

        def click(words: str) -> None:
            nonlocal steps
            steps += 1
            follow(page, words)

        click("nav >> text=名单")
        click("text=录入变动")
        page.set_input_files("#file", SAMPLES / "任免通知.txt")
        click("button.main:has-text('看影响')")
        assert "影响 21 个组" in page.inner_text("main") and stays_within(page) and unnamed(page) == []
        click("text=都发文调整")
        page.fill("#number", "云政办发〔2024〕18号")
        page.fill("#head", (SAMPLES / "文头.yaml").read_text(encoding="utf-8"))
        click("text=录入并生成通知")
        page.wait_for_selector("text=通知 12 份")
        assert steps + 4 <= 30
        assert download(page, "text=下载全部通知").read_bytes().startswith(b"PK")


def test_an_old_text_goes_into_the_archive(tmp_path: Path) -> None:
    (tmp_path / "1998年通知.txt").write_text(OLD, encoding="utf-8")
    with running(tmp_path / "公文") as server, opened(server) as page:
        follow(page, "nav >> text=归档")
        page.set_input_files("#file", tmp_path / "1998年通知.txt")
        follow(page, "text=读入")
        page.wait_for_selector("text=要核对的")
        assert stays_within(page) and unnamed(page) == []
        follow(page, "text=确认这一件，看下一件")
        page.wait_for_selector("text=还不能确认")
        for box in page.locator("fieldset[id^=q-]").all():
            box.locator("input[type=radio]").first.check()
        page.wait_for_selector("text=都核对了")
        page.reload()
        page.wait_for_selector("text=都核对了")
        page.click("text=确认这一件，看下一件")
        page.wait_for_selector("text=都看过了")
        assert download(page, "text=下载已确认的").read_bytes().startswith(b"PK")


BOXES = """["img", "svg"].map((name) => document.querySelector(".sheet " + name).getBoundingClientRect().toJSON())"""


def test_frames_stay_on_their_page_at_every_width(server: Running, tmp_path: Path) -> None:
    (tmp_path / "通知.pdf").write_bytes(pdf_with_faults())
    with opened(server) as page:
        follow(page, "nav >> text=检查")
        page.set_input_files("#file", tmp_path / "通知.pdf")
        follow(page, "main >> button:has-text('检查')")
        for width in (1024, 1366, 1920):
            page.set_viewport_size({"width": width, "height": 768})
            picture, frames = page.evaluate(BOXES)
            assert all(abs(picture[side] - frames[side]) < 2 for side in ("left", "top", "right", "bottom"))
            assert stays_within(page)
