"""Printed pages held against a profile: real PDF, of styles with one value changed, and docx as LibreOffice lays them out."""

from __future__ import annotations

import shutil
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from gongwen import api
from gongwen.finding import Finding, UsageError
from gongwen.read.pdf.lines import read_printed
from tests.measuring import ink
from tests.paths import read_cases, sample_file

STANDARD = "gbt9704-2012"
CASES = read_cases("rules/printed/places.yaml")
FEW = ("印发实施方案", "信函", "纪要", "命令", "五机关联合通知", "请示", "横排附件")
MEASURED = ("place.", "page.", "number.", "look.", "imprint.odd", "title.s")


@cache
def printed(name: str) -> bytes:
    return api.render(api.compose_source(api.load(sample_file(name)), STANDARD), "pdf").files[0]


def measured(findings: list[Finding]) -> list[Finding]:
    return [each for each in findings if each.code.startswith(MEASURED)]


@cache
def found_before(name: str) -> frozenset[str]:
    """The codes of what is found in a sample whose style nobody changed."""
    return frozenset(each.code for each in measured(api.check_bytes(printed(name), "公文.pdf", STANDARD)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["名"])
def test_what_is_printed_wrongly_is_found(case: dict[str, Any], tmp_path: Path) -> None:
    style = tmp_path / "改过的.yaml"
    style.write_text(
        yaml.safe_dump({"继承": STANDARD, "名称": "改过的", **case.get("改", {})}, allow_unicode=True),
        encoding="utf-8",
    )
    source = api.load(sample_file(case["样例"]))
    title = case.get("题", source.document.title)
    source = replace(source, document=source.document.model_copy(update={"title": title}))
    pdf = api.render(api.compose_source(source, str(style)), "pdf").files[0]
    found = {each.code: each for each in measured(api.check_bytes(pdf, "公文.pdf", STANDARD))}
    assert case["代码"] not in found_before(case["样例"])
    assert case["代码"] in found, [str(each) for each in found.values()]
    assert case["话"] in found[case["代码"]].message


@pytest.mark.parametrize("name", FEW)
def test_rows_and_rules_are_where_their_ink_is(name: str) -> None:
    for page, seen in zip(
        read_printed(printed(name), "公文.pdf")[1], ink.read_pdf(printed(name)), strict=True
    ):
        lines = [line for line in seen.lines() if line.text.strip()] if not page.is_turned else []
        for row, line in zip(page.rows, lines, strict=True):
            near = 0.1 * row.letters[0].size * ink.MM
            assert row.top == pytest.approx(line.top, abs=near)
            assert row.bottom == pytest.approx(line.bottom, abs=near)
        for rule in page.rules:
            assert any(
                abs((each.top + each.bottom - rule.top - rule.bottom) / 2) < 0.2 for each in seen.rules()
            )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("name", FEW)
def test_a_docx_of_ours_is_right_as_it_is_laid_out(name: str, tmp_path: Path) -> None:
    path = tmp_path / "公文.docx"
    path.write_bytes(api.render(api.compose_source(api.load(sample_file(name)), STANDARD), "docx").files[0])
    assert [str(each) for each in api.with_pages(path, [], STANDARD) if each.force in ("应当", "一般")] == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_pages_show_where_a_docx_by_hand_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "手排.docx"
    path.write_bytes(api.render(api.compose_source(api.load(sample_file("通告")), STANDARD), "docx").files[0])
    document = docx.Document(str(path))
    document.sections[0].footer_distance = Mm(10)
    title = next(par for par in document.paragraphs if par.text.startswith("云岭县") and "通告" in par.text)
    title.paragraph_format.space_before = Pt(0)
    document.save(str(path))
    found = {each.code: each for each in api.with_pages(path, [], STANDARD)}
    assert {"place.title", "place.page-number"} <= found.keys()
    at = found["place.title"].place
    assert at is not None
    assert (at.unit, at.page) == ("段", 1)
    assert document.paragraphs[at.line - 1].text == title.text


def test_the_lines_of_a_title_are_seen_in_a_docx_too(tmp_path: Path) -> None:
    source = api.load(sample_file("通告"))
    title = "云岭县人民政府关于划定森林草原防火戒严期的通\n告"
    source = replace(source, document=source.document.model_copy(update={"title": title}))
    data = api.render(api.compose_source(source, STANDARD), "docx").files[0]
    codes = [each.code for each in api.check_bytes(data, "公文.docx", STANDARD)]
    assert "title.split-word" in codes


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_pages_with_hardly_a_word_are_said_so(tmp_path: Path) -> None:
    path = tmp_path / "空.docx"
    document = docx.Document()
    document.add_paragraph("通知")
    document.save(str(path))
    with pytest.raises(UsageError, match="没有多少文字，看不出在第几页；请去掉 --pages"):
        api.with_pages(path, [])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_docx_that_grew_by_a_page_tells_where_its_imprint_went(tmp_path: Path) -> None:
    path = tmp_path / "改长了.docx"
    path.write_bytes(api.render(api.compose_source(api.load(sample_file("通告")), STANDARD), "docx").files[0])
    assert not [each for each in api.with_pages(path, [], STANDARD) if each.code == "imprint.odd-page"]
    document = docx.Document(str(path))
    text = max(document.paragraphs, key=lambda par: len(par.text))
    for number in range(12):
        more = deepcopy(text._p)
        text._p.addnext(more)
        Paragraph(more, text._parent).runs[-1].text = (
            f"第{number}段：由农业农村主管部门会同公安机关监督检查。" * 2
        )
    document.save(str(path))
    (found,) = [each for each in api.with_pages(path, [], STANDARD) if each.code == "imprint.odd-page"]
    assert "第 3 页，通常在双数页" in found.message
