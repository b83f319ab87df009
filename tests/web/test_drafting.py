"""起草 without a browser: what is sent comes back as pages, and as the files that ``build`` writes."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from gongwen.api.documents import load
from gongwen.api.page import previews
from gongwen.api.page.forms import form_of, read_form
from tests.command import run
from tests.paths import SAMPLES, sample_file
from tests.web.form_values import form_values
from tests.web.running import Running, running

NOTICE = {
    "文种": "通知", "发文机关": "望川区教育局", "发文字号": "望教发[2024]52号", "标题": "关于做好冬季取暖工作的通知",
    "主送机关": "各中小学", "成文日期": "2024年10月24日", "正文": "现就有关事项通知如下：\n一、抓紧检修设施\n各学校要检修。",
}  # fmt: skip
HTMX = {"HX-Request": "true"}


def begin(server: Running, **values: str) -> str:
    """The name of a draft with ``values``."""
    answer = server.post("/draft", {"文种": "通知"})
    name = unquote(answer.headers["location"]).removeprefix("/draft/")
    if values:
        saved = server.post(f"/draft/{name}", {"view": "整篇", "seen": "1", "by": "甲", **values}, **HTMX)
        assert saved.status == 200
    return name


def pictures(text: str) -> list[str]:
    return re.findall(r"/page/(\w+)\.png", text)


def test_what_is_typed_becomes_pages_that_can_be_seen(server: Running) -> None:
    name = begin(server, **NOTICE)
    text = server.get(f"/draft/{name}").text
    assert len(pictures(text)) == 1
    picture = server.get(f"/page/{pictures(text)[0]}.png")
    assert picture.data.startswith(b"\x89PNG")
    assert "immutable" in picture.headers["cache-control"]
    assert 'href="#f-正文.2"' in text
    assert server.get("/page/unknown.png").status == 404


def test_a_page_that_did_not_change_keeps_its_name(server: Running) -> None:
    name = begin(server, **NOTICE)
    before = pictures(server.get(f"/draft/{name}").text)
    server.post(
        f"/draft/{name}",
        {**NOTICE, "抄送机关": "区政府办公室", "view": "整篇", "seen": "2", "by": "甲"},
        **HTMX,
    )
    after = pictures(server.get(f"/draft/{name}").text)
    assert before != after
    same = {**NOTICE, "抄送机关": "", "view": "整篇", "seen": "3", "by": "甲"}
    assert pictures(server.post(f"/draft/{name}", same, **HTMX).text) == before


def test_an_error_keeps_the_last_pages_and_leads_to_its_field(server: Running) -> None:
    name = begin(server, **NOTICE)
    wrong = server.post(f"/draft/{name}", {**NOTICE, "成文日期": "2024年13月24日", "view": "整篇", "seen": "2", "by": "甲"}, **HTMX)  # fmt: skip
    assert "有1处要先改好" in wrong.text and 'href="#f-成文日期"' in wrong.text
    assert "最近一次能排出的样子" in wrong.text and len(pictures(wrong.text)) == 1
    assert "不合标准" not in wrong.text
    refused = server.get(f"/draft/{name}/take.docx")
    assert refused.status == 400 and "13月" in refused.text


def test_a_character_that_no_font_draws_leads_to_its_field(server: Running) -> None:
    name = begin(server, **NOTICE)
    for key, label in (("标题", "标题"), ("主送机关", "主送机关")):
        wrong = server.post(
            f"/draft/{name}", {**NOTICE, key: f"{NOTICE[key]}\U000f0000", "view": "整篇", "seen": "2", "by": "甲"}, **HTMX
        )  # fmt: skip
        assert f'href="#f-{key}"' in wrong.text
        assert re.search(rf">{label}：[^<]*U\+F0000", wrong.text)


def test_a_finding_is_no_error_and_is_put_right_by_one_click(server: Running) -> None:
    name = begin(server, **NOTICE)
    text = server.get(f"/draft/{name}").text
    assert "不合标准（不影响下载）" in text and "要先改好" not in text
    value = re.search(r'name="take" value="([^"]+@发文字号)"', text)
    assert value
    again = {**NOTICE, "view": "整篇", "seen": "2", "by": "甲", "take": value[1]}
    server.post(f"/draft/{name}/change", again, **HTMX)
    assert server.state.drafts.read(name).tree["发文字号"] == "望教发〔2024〕52号"


def test_a_level_is_changed_and_the_numbers_follow(server: Running) -> None:
    body = {"段.1": "现通知如下：", "段.2": "一、检修", "段.3": "值班", "段.4": "二、检查"}
    name = begin(server, **NOTICE)
    values = {key: value for key, value in NOTICE.items() if key != "正文"}
    sent = {**values, **body, "view": "逐段", "seen": "2", "by": "甲", "at": "3", "level.3": "一、"}
    assert server.post(f"/draft/{name}/level", sent, **HTMX).status == 200
    assert server.state.drafts.read(name).tree["正文"] == "现通知如下：\n一、检修\n二、值班\n三、检查"


def test_undo_reaches_back_over_a_new_start(server: Running) -> None:
    name = begin(server, **NOTICE)
    server.post(
        f"/draft/{name}",
        {**NOTICE, "标题": "关于别的事的通知", "view": "整篇", "seen": "2", "by": "甲"},
        **HTMX,
    )
    server.post(f"/draft/{name}/undo", {"view": "整篇", "by": "乙"}, **HTMX)
    assert server.state.drafts.read(name).tree["标题"] == NOTICE["标题"]
    assert "恢复成这个版本" in server.get(f"/draft/{name}/versions").text
    server.post(f"/draft/{name}/restore", {"number": "3"})
    assert server.state.drafts.read(name).tree["标题"] == "关于别的事的通知"


def test_an_answer_that_is_overtaken_does_not_count(server: Running) -> None:
    name = begin(server, **NOTICE)
    sent = {**NOTICE, "view": "整篇", "seen": "2", "by": "甲"}
    assert server.post(f"/draft/{name}", {**sent, "标题": "新的通知", "turn": "2000"}, **HTMX).status == 200
    assert server.post(f"/draft/{name}", {**sent, "标题": "旧的通知", "turn": "1000"}, **HTMX).status == 204
    assert server.state.drafts.read(name).tree["标题"] == "新的通知"


def test_two_pages_that_write_the_same_draft_both_keep_their_text(server: Running) -> None:
    name = begin(server, **NOTICE)
    sent = {**NOTICE, "view": "整篇", "seen": "2"}
    assert server.post(f"/draft/{name}", {**sent, "标题": "甲的通知", "by": "甲"}, **HTMX).status == 200
    other = server.post(f"/draft/{name}", {**sent, "标题": "乙的通知", "by": "乙"}, **HTMX)
    made = unquote(other.headers["hx-redirect"]).removeprefix("/draft/")
    assert server.state.drafts.read(name).tree["标题"] == "甲的通知"
    assert server.state.drafts.read(made).tree["标题"] == "乙的通知"


def test_without_scripts_a_plain_form_saves(server: Running) -> None:
    name = begin(server)
    answer = server.post(f"/draft/{name}", {**NOTICE, "view": "整篇", "seen": "1", "by": "甲"})
    assert answer.status == 303
    assert NOTICE["标题"] in server.get(unquote(answer.headers["location"]).partition("?")[0]).text


@pytest.mark.parametrize("target", ["docx", "pdf", "ofd"])
def test_what_is_taken_away_is_what_build_writes(server: Running, tmp_path: Path, target: str) -> None:
    name = begin(
        server, **{**NOTICE, "附件.1.标题": "检修表", "附件.1.正文": "| 学校 | 锅炉 |\n| 一中 | 2 |"}
    )
    (tmp_path / "通知.yaml").write_bytes(server.get(f"/draft/{name}/take.yaml").data)
    assert run("build", "通知.yaml", "--to", target, cwd=tmp_path).returncode == 0
    taken = server.get(f"/draft/{name}/take.{target}")
    assert taken.data == (tmp_path / f"通知.{target}").read_bytes()
    assert unquote(taken.headers["content-disposition"]).endswith(f"''{NOTICE['标题']}.{target}")


def test_a_draft_in_word_becomes_the_form(server: Running, tmp_path: Path) -> None:
    run("build", sample_file("带表格的方案"), "-o", tmp_path / "稿.docx", cwd=tmp_path)
    answer = server.send("/draft", {"稿.docx": (tmp_path / "稿.docx").read_bytes()})
    name = unquote(answer.headers["location"]).removeprefix("/draft/")
    tree = server.state.drafts.read(name).tree
    assert tree["文种"] == "通知" and "|" in str(tree)
    assert len(pictures(server.get(f"/draft/{name}").text)) > 1


def test_a_file_that_is_no_document_is_told_and_nothing_is_made(server: Running) -> None:
    before = server.state.drafts.names()
    answer = server.send("/draft", {"坏.docx": b"PK\x03\x04nothing"})
    assert answer.status == 400 and "坏.docx" in answer.text
    assert server.state.drafts.names() == before


def test_pictures_are_drawn_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch, server: Running) -> None:
    drawn: list[object] = []
    draw = previews.write_png
    monkeypatch.setattr(previews, "write_png", lambda *given: drawn.append(given) or draw(*given))
    name = begin(server, **{**NOTICE, "标题": "关于只画一页的通知"})
    pages = pictures(server.get(f"/draft/{name}").text)
    assert not drawn
    assert server.get(f"/page/{pages[0]}.png").data == server.get(f"/page/{pages[0]}.png").data
    assert len(drawn) == 1


@pytest.mark.parametrize("view", ["整篇", "逐段"])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_form_that_is_sent_as_it_stands_changes_nothing(server: Running, path: Path, view: str) -> None:
    tree = form_of(load(path).document)
    name = server.state.drafts.create(tree).name
    sent = form_values(server.get(f"/draft/{name}?view={view}").text)
    assert server.post(f"/draft/{name}", {**sent, "by": "甲"}).status == 303
    draft = server.state.drafts.read(name)
    reading = read_form(draft.tree, path)
    assert reading.source is not None, reading.faults
    assert reading.source.document == load(path).document


def test_a_table_is_put_in_and_filled_cell_by_cell(server: Running) -> None:
    name = begin(server, **NOTICE)
    text = server.post(
        f"/draft/{name}/insert", {**NOTICE, "view": "整篇", "seen": "2", "by": "甲"}, **HTMX
    ).text
    sent = form_values(text)
    assert sent["格.4.1"] == "项目" and sent["view"] == "逐段"
    server.post(f"/draft/{name}", {**sent, "格.5.2": "锅炉", "格.6.2": "管道|阀门"}, **HTMX)
    body = str(server.state.drafts.read(name).tree["正文"]).splitlines()
    assert body[3:5] == ["| 项目 | 内容 |", "| 一 | 锅炉 |"]


def test_undo_takes_back_what_was_typed_and_not_yet_saved(server: Running) -> None:
    name = begin(server, **NOTICE)
    sent = {**NOTICE, "标题": "关于刚刚打的字的通知", "view": "整篇", "seen": "2", "by": "甲"}
    text = server.post(f"/draft/{name}/undo", sent, **HTMX).text
    assert NOTICE["标题"] in text and server.state.drafts.read(name).tree["标题"] == NOTICE["标题"]
    assert server.state.drafts.restore(name, 3, "").tree["标题"] == sent["标题"]


def test_a_draft_that_was_spoilt_spoils_no_other(tmp_path: Path) -> None:
    with running(tmp_path) as own:
        good = begin(own, **NOTICE)
        bad = own.state.drafts.create({"文种": "函", "标题": "坏的函"})
        bad.path.write_text("文种: [函", encoding="utf-8")
        assert NOTICE["标题"] in own.get("/").text and NOTICE["标题"] in own.get("/draft").text
        assert own.get(f"/draft/{good}").status == 200
        told = own.get(f"/draft/{bad.name}")
        assert told.status == 400 and "以前的版本" in told.text


@pytest.mark.parametrize("action", ["insert", "level", "change", "view"])
def test_what_the_server_changes_is_still_of_the_page_that_asked(server: Running, action: str) -> None:
    typed = {"文种": "函", "标题": "关于甲的函", "正文": "一、时间,地点\n请复。", "view": "整篇", "by": "甲"}
    name = server.state.drafts.create({key: typed[key] for key in ("文种", "标题", "正文")}).name
    asked = {"at": "1", "level.1": "正文", "take": "marks.half-width@正文.1", "to": "逐段", "seen": "1"}
    server.post(f"/draft/{name}/{action}", {**typed, **asked}, **HTMX)
    again = server.post(f"/draft/{name}", {**typed, "标题": "关于乙的函", "seen": "1"}, **HTMX)
    assert again.status == 200 and "hx-redirect" not in again.headers
    assert server.state.drafts.read(name).tree["标题"] == "关于乙的函"
