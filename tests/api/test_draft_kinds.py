"""``build`` on a draft of any kind of file: what it holds becomes a document in one step."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from docx import Document as open_docx
from docx.shared import Mm

from tests.command import run
from tests.making.drafts import picture
from tests.measuring.render import requires_soffice
from tests.read.test_transcript import convert

TEXTS = (
    "云岭县水利局关于做好防汛工作的通知", "各乡镇人民政府：", "为做好今年的防汛工作，现就有关事项通知如下。",
    "一、落实责任", "各单位要把责任落实到人，发现险情及时报告。", "二、加强值守", "值班的安排见下图。",
)  # fmt: skip
END = ("特此通知。", "云岭县水利局", "2026年6月1日")
FILTERS = {"doc": "doc:MS Word 97", "wps": "doc:MS Word 97", "odt": "odt", "rtf": "rtf", "pdf": "pdf"}
TAKEN = (
    "标题 云岭县水利局关于做好防汛工作的通知", "主送 各乡镇人民政府", "一级标题 2 处", "署名 云岭县水利局",
    "成文日期 2026-06-01",
)  # fmt: skip


@requires_soffice
@pytest.mark.parametrize("kind", FILTERS)
def test_a_draft_of_any_kind_is_a_document_in_one_step(kind: str, tmp_path: Path) -> None:
    docx = open_docx()
    for text in TEXTS:
        docx.add_paragraph(text)
    docx.add_paragraph().add_run().add_picture(io.BytesIO(picture(3)), width=Mm(60))
    for text in END:
        docx.add_paragraph(text)
    source = tmp_path / "底稿.docx"
    docx.save(str(source))
    convert(source, FILTERS[kind])
    draft = tmp_path / f"草稿.{kind}"
    shutil.move(source.with_suffix(f".{FILTERS[kind].partition(':')[0]}"), draft)
    ran = run("build", draft, "-o", tmp_path / "公文.docx", cwd=tmp_path)
    assert all(each in ran.stdout for each in TAKEN), ran.stdout + ran.stderr
    made = open_docx(str(tmp_path / "公文.docx"))
    texts = [par.text for par in made.paragraphs]
    assert "各单位要把责任落实到人，发现险情及时报告。" in texts
    if kind == "pdf":
        assert ran.returncode == 1
        assert "第1页有1张图片没有读；要排进公文的，请从原来的文件里取出来" in ran.stderr
    else:
        assert len(made.inline_shapes) == 1
        assert ran.returncode == 0


@pytest.mark.parametrize("kind", ["pdf", "ofd"])
def test_pictures_of_pages_are_named_by_their_page(kind: str, tmp_path: Path) -> None:
    (tmp_path / "图.png").write_bytes(picture(3, (400, 200)))
    body = "\n  ".join((*TEXTS[2:], "![](图.png)", "特此通知。"))
    source = tmp_path / "底稿.yaml"
    source.write_text(
        f"文种: 通知\n标题: {TEXTS[0]}\n主送机关: 各乡镇人民政府\n署名: 云岭县水利局\n成文日期: 2026-06-01\n正文: |\n  {body}\n",
        encoding="utf-8",
    )
    run("build", source, "-o", tmp_path / f"草稿.{kind}", cwd=tmp_path)
    ran = run("build", tmp_path / f"草稿.{kind}", "-o", tmp_path / "公文.docx", cwd=tmp_path)
    assert ran.returncode == 1
    assert "第1页有1张图片没有读；要排进公文的，请从原来的文件里取出来" in ran.stderr
    assert all(each in ran.stdout for each in TAKEN), ran.stdout
