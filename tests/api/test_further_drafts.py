"""Drafts of further makings in one command: what they hold is there, or is named; their documents are read back whole."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from gongwen.api.documents import compose_source, render
from gongwen.api.drafts import compare_draft, read_draft
from gongwen.check.files import check_bytes
from gongwen.finding import InputError
from gongwen.ooxml.seen.inventory import take_inventory
from gongwen.read.docx_lines import read_docx
from gongwen.recognise.main import recognise
from tests.api.test_drafts import LOOKS, PRINTED
from tests.making.further_drafts import FurtherDraft

COUNT = int(os.environ.get("GONGWEN_DRAFTS", "24"))
"""How many drafts are made; 200 for a long run."""
NAMED = {"图形": "画的图形", "水印": "水印", "页眉图片": "页眉里的图片", "注音": "注音"}
"""What no document has, by the word that it is told by."""


@pytest.mark.parametrize("seed", range(COUNT))
def test_what_a_draft_holds_is_there_or_named(seed: int, tmp_path: Path) -> None:
    draft = FurtherDraft(seed)
    path = tmp_path / "草稿.docx"
    path.write_bytes(draft.make())
    found = read_draft(path)
    composition = compose_source(found.source, media=found.media)
    made = render(composition, "docx").files[0]
    before, after = take_inventory(path.read_bytes()), take_inventory(made)
    kept = Counter((held.thing, held.value) for held in after if held.thing in PRINTED)
    assert kept == Counter((held.thing, held.value) for held in before if held.thing in PRINTED)
    compared = compare_draft(found, composition)
    lost = [each.partition(path.name)[2].lstrip("：") for each in compared.lost]
    words = {word for each in lost for word in NAMED.values() if re.match(rf"(?: 第\d+段：)?{word}", each)}
    assert words == {NAMED[held.thing] for held in before if held.thing in NAMED}
    assert all(any(word in each for word in words) for each in lost)
    transcript = read_docx(made, "公文.docx")
    assert {mark: transcript.text.count(mark) for mark in draft.marks} == dict.fromkeys(draft.marks, 1)
    assert not [each for each in check_bytes(made, "公文.docx") if each.code in LOOKS]
    back = recognise(transcript)
    assert back.document == found.reading.document
    assert back.media == {path: data for path, data in found.media.items() if "/页眉-" not in path}


def test_a_docx_that_shows_another_file_as_its_text_is_said_to_do_so(tmp_path: Path) -> None:
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    docx = Document()
    docx.element.body.insert(0, parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="rId99"/>'))
    docx.save(str(tmp_path / "草稿.docx"))
    with pytest.raises(InputError, match="里面没有文字；嵌在里面的文档或者网页没有读"):
        read_draft(tmp_path / "草稿.docx")
    for text in ("云岭县水利局关于做好防汛工作的通知", "各乡镇人民政府：", "请抓好落实。"):
        docx.add_paragraph(text)
    docx.save(str(tmp_path / "草稿.docx"))
    found = read_draft(tmp_path / "草稿.docx")
    (lost,) = compare_draft(found, compose_source(found.source)).lost
    assert "嵌在里面的文档或者网页没有读；请用 Word、WPS 打开，另存为 docx 再读" in lost
