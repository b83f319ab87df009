"""What the fidelity report says of an original that holds more than text: what was counted, and what of it is there."""

from __future__ import annotations

import html
import re
from pathlib import Path

from docx import Document

from gongwen.api.documents import compose, read_file, report
from gongwen.archive.proof import prove_holdings
from gongwen.write.docx import write_docx
from tests.api.test_what_drafts_hold import END, TOP
from tests.making.drafts import DraftMaker


def original(folder: Path, *, has_header: bool) -> Path:
    """A draft with two pictures, a footnote, raised and lowered letters and a table, perhaps with a header."""
    maker = DraftMaker(3)
    for text in (*TOP, "各单位要落实责任，"):
        maker.docx.add_paragraph(text)
    par = maker.docx.paragraphs[-1]
    for way in (DraftMaker.inline, DraftMaker.floating, DraftMaker.scripts, DraftMaker.note):
        way(maker, par)
    table = maker.docx.add_table(2, 2)
    for place, text in enumerate(("物资", "数量", "编织袋", "5000条")):
        table.cell(place // 2, place % 2).text = text
    if has_header:
        maker.header(par)
    for text in END:
        maker.docx.add_paragraph(text)
    maker._add_notes()
    maker.docx.save(str(folder / "原件.docx"))
    return folder / "原件.docx"


def said(path: Path) -> str:
    """The report on the file at ``path``, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", report(read_file(path)))).split())


def test_everything_is_counted_and_there(tmp_path: Path) -> None:
    path = original(tmp_path, has_header=False)
    reading = read_file(path)
    made = compose(reading.document, path=path, media=reading.media)
    found = prove_holdings(reading, write_docx(made.flow, made.profile))
    assert found is not None
    assert not found.missing
    assert {thing: (before, after) for thing, before, after in found.counts} == {
        "图片": (2, 2), "脚注": (1, 1), "上标": (1, 1), "下标": (1, 1), "表格": (1, 1)
    }  # fmt: skip
    text = said(path)
    assert "图片 2 2" in text
    assert "脚注 1 1" in text
    assert "没有带过来" not in text


def test_what_is_missing_is_told_and_not_certified(tmp_path: Path) -> None:
    text = said(original(tmp_path, has_header=True))
    assert "页眉 1 0" in text
    assert "页眉“内部资料”没有带过来" in text
    assert "图片 2 2" in text


def test_of_a_text_only_the_text_is_certified(tmp_path: Path) -> None:
    path = tmp_path / "原件.txt"
    path.write_text("\n".join((*TOP, "各单位要落实责任。", *END)), encoding="utf-8")
    reading = read_file(path)
    assert prove_holdings(reading, b"") is None
    assert "只比对了文字；图片、脚注、页眉等没有比对" in said(path)


def test_what_moved_or_changed_its_form_by_rule_is_no_alarm(tmp_path: Path) -> None:
    docx = Document()
    for text in (
        "云岭县人民政府关于加强防汛工作的通知", "云政发〔2003〕8号", "各乡镇人民政府：", "请抓好落实。",
        "附件：1、防汛物资清单", "2、值班表", "云岭县人民政府", "二○○三年六月一日",
    ):  # fmt: skip
        docx.add_paragraph(text)
    docx.save(str(tmp_path / "原件.docx"))
    reading = read_file(tmp_path / "原件.docx")
    assert reading.document.doc_number == "云政发〔2003〕8号"
    assert [each.title for each in reading.document.attachments] == ["防汛物资清单", "值班表"]
    text = said(tmp_path / "原件.docx")
    assert "原文的字符都保留了" in text
    assert "说不出原因的0处" in text
