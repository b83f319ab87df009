"""Items of one list are all headings or all text, in every form that a document has (7.3.3)."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
import yaml
from lxml import etree

from gongwen import api
from gongwen.check.files import check
from gongwen.profile import HEADING_ROLES, LEVELS_OF_ROLES
from gongwen.terms.heading import without_mark
from tests.measuring.gallery import compose_text, make_exhibits
from tests.measuring.ink import Box
from tests.measuring.render import requires_soffice
from tests.paths import read_cases

CASES = read_cases("make/siblings.yaml")
TYPE_AREA = Box(top=37, bottom=262)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def composed(body: list[str], numbering: str = "text") -> api.Composition:
    tree = {"文种": "方案", "标题": "云溪县防汛工作方案", "正文": body}
    return api.compose_source(api.parse(yaml.safe_dump(tree, allow_unicode=True), "测试.yaml"), "", numbering)


def body_pars(composition: api.Composition) -> list:
    return list(composition.flow.part("正文"))


@pytest.mark.clause("7.3.3-6")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["名称"])
def test_siblings_are_treated_alike(case: dict) -> None:
    pars = body_pars(composed(case["正文"]))
    found = [place for place, par in enumerate(pars, 1) if par.role in LEVELS_OF_ROLES]
    assert found == case["小标题"]
    alone = [place for place, par in enumerate(pars, 1) if par.role in HEADING_ROLES.values()]
    assert alone == case.get("独行", [])
    assert not any("#" in par.text for par in pars)


@pytest.mark.parametrize("numbering", ["text", "word"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["名称"])
def test_what_was_marked_is_read_back(case: dict, numbering: str) -> None:
    """What is read builds the same document again, and is read back as it is."""
    first = composed(case["正文"], numbering)
    read = api.read_bytes(api.render(first, "docx").files[0], "公文.docx").document
    again = composed(list(read.body), numbering)
    assert [(p.role, p.text) for p in body_pars(again)] == [(p.role, p.text) for p in body_pars(first)]
    assert api.read_bytes(api.render(again, "docx").files[0], "公文.docx").document.body == read.body


@pytest.mark.parametrize(
    "body",
    [
        ["#正文 一、总体要求", "坚持以防为主。", "二、重点任务", "加固堤防。"],
        ["#标题 一、县教育局负责宣传。", "二、县公安局负责巡逻。"],
        ["#标题 一、县教育局负责宣传。", "#正文 二、县公安局负责巡逻。"],
    ],
)
def test_marks_come_back_as_they_were_written(body: list[str]) -> None:
    read = api.read_bytes(api.render(composed(body), "docx").files[0], "公文.docx").document
    assert list(read.body) == body


def test_no_rule_and_no_plain_text_sees_a_mark() -> None:
    composition = composed(["#正文 一、总体要求", "坚持以防为主。", "二、重点任务", "加固堤防。"])
    text = api.render(composition, "txt").files[0].decode()
    assert "#" not in text
    assert not [found for found in composition.findings if "#" in found.message]
    assert without_mark("#正文 一、总体要求") == "一、总体要求"
    assert without_mark("# 总体要求") == "# 总体要求"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["名称"])
def test_keep_with_next_and_outline_stand_in_the_styles(case: dict, tmp_path: Path) -> None:
    path = tmp_path / "公文.docx"
    path.write_bytes(api.render(composed(case["正文"]), "docx").files[0])
    with ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        styles = etree.fromstring(package.read("word/styles.xml"))
    assert not list(body.iter(f"{W}keepNext", f"{W}outlineLvl"))
    for role in LEVELS_OF_ROLES:
        style = next(each for each in styles.iter(f"{W}style") if each.get(f"{W}styleId") == role)
        keeps, level = style.find(f".//{W}keepNext"), style.find(f".//{W}outlineLvl")
        is_alone = role in HEADING_ROLES.values()
        assert (keeps.get(f"{W}val", "1") != "0") == is_alone
        assert (level.get(f"{W}val") != "9") == is_alone
    titles = {each.get(f"{W}styleId"): each for each in styles.iter(f"{W}style")}
    assert titles["公文标题"].find(f".//{W}outlineLvl").get(f"{W}val") == "0"
    for role in ("印发件标题", "附件标题"):
        assert titles[role].find(f"{W}basedOn").get(f"{W}val") == "公文标题"
        assert titles[role].find(f".//{W}outlineLvl") is None
    assert titles["题注"].find(f".//{W}outlineLvl").get(f"{W}val") == "9"


def recoloured(numbers: set[int]) -> bytes:
    """A docx of ours of which the paragraphs of the list with these numbers are set in 楷体."""
    lines = [f"（{n}）县{n}局负责组织开展宣传教育，每月至少排查一次隐患。" for n in "一二三四五"]
    data = io.BytesIO(api.render(composed(lines), "docx").files[0])
    document = docx.Document(data)
    pars = [par for par in document.paragraphs if par.text.startswith("（")]
    for number in numbers:
        for run in pars[number - 1].runs:
            run._element.get_or_add_rPr().get_or_add_rFonts().set(f"{W}eastAsia", "楷体_GB2312")
            run._element.rPr.rFonts.set(f"{W}hAnsi", "楷体_GB2312")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("numbers", "is_reported"), [(set(), False), ({1, 2, 3, 4, 5}, False), ({2, 4}, True)]
)
def test_check_takes_either_treatment_and_reports_a_mixed_one(
    numbers: set[int], is_reported: bool, tmp_path: Path
) -> None:
    path = tmp_path / "公文.docx"
    path.write_bytes(recoloured(numbers))
    found = [each for each in check(path) if each.code == "look.siblings"]
    assert bool(found) == is_reported
    if found:
        assert "2 段" in found[0].message


LISTS = {
    "短句的清单": [f"{n}.第{n}项证明由县有关单位核验。" for n in range(1, 31)],
    "短语的清单": [f"{n}.第{n}项证明" for n in range(1, 31)],
    "一级的清单": [
        f"{label}、县有关单位负责第{n}项工作。" for n, label in enumerate("一二三四五六七八九十", 1)
    ]
    * 2,
    "二级的小标题": [
        line for n in "一二三四五六七八九十" for line in (f"（{n}）工作要求", "各单位要落实责任，抓好落实。")
    ],
}


@requires_soffice
def test_pages_are_filled_and_as_many_in_both_renderings(tmp_path: Path) -> None:
    head = (
        "文种: 通知\n发文机关: 云溪县人民政府办公室\n发文字号: 云政办发〔2024〕18号\n"
        "标题: 云溪县人民政府办公室关于公布清单的通知\n主送机关: 各乡镇人民政府\n成文日期: 2024-06-09\n正文: |\n"
    )
    texts = {name: head + "".join(f"  {line}\n" for line in lines) for name, lines in LISTS.items()}
    exhibits = make_exhibits({name: compose_text(text) for name, text in texts.items()}, tmp_path)
    for name, exhibit in exhibits.items():
        assert len(exhibit.ours) == len(exhibit.office), name
        for pages in (exhibit.ours, exhibit.office):
            ink = pages[0].box(TYPE_AREA)
            assert ink is not None and ink.bottom > 235, name
