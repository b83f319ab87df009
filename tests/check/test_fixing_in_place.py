"""``fix --unsafe`` on drafts of any making: every look is right after it, and nothing else is otherwise."""

from __future__ import annotations

import io
import os
from collections import Counter
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from docx import Document as open_docx
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from gongwen.check.files import check_bytes
from gongwen.check.fixing import Fixed, fix_docx
from gongwen.ooxml.edit.edits import TextEdit, replace_text
from gongwen.ooxml.package.docx import DOCUMENT, unpack
from gongwen.ooxml.seen.inventory import take_inventory
from gongwen.ooxml.seen.paragraphs import read_pars
from gongwen.rules.catalogue import PAGES, rules_in
from tests.golden import hold, told_of
from tests.making.broken.docx_files import broken_values
from tests.making.drafts import make_draft
from tests.making.full_draft import full_draft
from tests.making.further_drafts import FurtherDraft
from tests.paths import SHARED

COUNT = int(os.environ.get("GONGWEN_DRAFTS", "12"))
"""How many drafts are made; 200 for a long run."""
FIELD = SHARED / "field" / "docx"
LEFT = ("leftovers.", "page.header", "page.watermark", "look.emphasis")
"""Words that somebody put there, or set off: they stay and are told."""
LOOKS = {rule.code for rule in rules_in(PAGES) if not rule.code.startswith(LEFT)}
NAME = "草稿.docx"
find = partial(check_bytes, name=NAME)
FOUND = Path(__file__).with_name("drafts.txt")
SHOWN = 3
"""Of so many drafts all that is found is kept there; ``--accept -n0`` writes it."""
WHEN = datetime(2026, 6, 1)


def fix_all(data: bytes) -> Fixed:
    return fix_docx(data, find, is_bold=True)


def told(data: bytes) -> str:
    """What is found in a draft, what cannot be fixed with changes tracked, and what is found after that."""
    tracked = fix_docx(data, find, is_bold=True, when=WHEN)
    left = [f"  留 {each}" for each in tracked.left]
    return "\n".join(
        [*map(told_of, find(data)), *left, *(f"  余 {each.code} {each}" for each in tracked.rest)]
    )


def looks(fixed: Fixed) -> list[str]:
    return [f"{each.code} {each}" for each in fixed.rest if each.code in LOOKS]


def held(data: bytes) -> Counter[tuple[str, str]]:
    return Counter((each.thing, each.value) for each in take_inventory(data))


def words(data: bytes) -> list[str]:
    return ["".join(par.text.split()) for par in read_pars(unpack(data))[0] if par.text.strip()]


def may_change(name: str) -> bool:
    """Whether a part says looks: the text, and what page numbers need."""
    return name in (
        DOCUMENT,
        "word/settings.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    ) or name.startswith("word/footer")


def check_fixed(data: bytes) -> None:
    fixed = fix_all(data)
    assert not looks(fixed)
    assert held(fixed.data) == held(data)
    before, after = unpack(data), unpack(fixed.data)
    assert [name for name in before if before[name] != after.get(name) and not may_change(name)] == []
    assert fix_all(fixed.data).data == fixed.data


@pytest.mark.parametrize("seed", range(COUNT))
def test_a_draft_is_mended_and_keeps_what_it_holds(seed: int, request: pytest.FixtureRequest) -> None:
    data = make_draft(seed)
    assert any(each.code in LOOKS for each in find(data))
    check_fixed(data)
    if seed < SHOWN:
        hold(FOUND, f"草稿 {seed}", told(data), request)
    only = fix_docx(data, lambda each: [f for f in find(each) if f.code in LOOKS], is_bold=True)
    assert words(only.data) == words(data)


@pytest.mark.parametrize("seed", range(COUNT))
def test_a_draft_of_another_making_is_mended_too(seed: int, request: pytest.FixtureRequest) -> None:
    data = FurtherDraft(seed).make()
    if seed < SHOWN:
        hold(FOUND, f"别的草稿 {seed}", told(data), request)
    assert any(each.code in LOOKS for each in find(data))
    check_fixed(data)


def test_the_draft_with_every_element_is_fixed(request: pytest.FixtureRequest) -> None:
    check_fixed(full_draft())
    hold(FOUND, "什么都有的草稿", told(full_draft()), request)


@pytest.mark.skipif(not FIELD.is_dir(), reason="the material of the field is not here")
@pytest.mark.parametrize("path", sorted(FIELD.glob("*.docx")), ids=lambda path: path.stem)
def test_the_cases_of_the_field_are_fixed(path: Path) -> None:
    check_fixed(path.read_bytes())


def test_a_raised_digit_stays_one() -> None:
    data = full_draft()
    raised = {("上标", "2"): 1}
    drafts = [make_draft(seed) for seed in range(6)]
    with_digits = [each for each in drafts if held(each) & Counter(raised)]
    assert with_digits
    for each in with_digits:
        assert "²" not in "".join(words(fix_all(each).data))
    assert "²" not in "".join(words(fix_all(data).data))


def test_what_a_draft_sets_off_in_its_text_stays_and_is_told() -> None:
    docx = open_docx(io.BytesIO(full_draft()))
    (par,) = [each for each in docx.paragraphs if each.text.startswith("为做好今年的防汛工作")]
    for text, mark in (("务必重视", "bold"), ("立即落实", "underline"), ("逐级上报", "italic")):
        par.add_run("，")
        setattr(par.add_run(text), mark, True)
    par.add_run("，确保安全。")
    (to,) = [each for each in docx.paragraphs if each.text == "各乡镇人民政府："]
    to.runs[0].italic = True
    docx.save(out := io.BytesIO())
    fixed = fix_all(out.getvalue())
    after = open_docx(io.BytesIO(fixed.data))
    runs = {run.text: run for each in after.paragraphs for run in each.runs}
    assert runs["务必重视"].bold
    assert runs["立即落实"].underline
    assert runs["逐级上报"].italic
    assert not runs["各乡镇人民政府："].italic
    assert {each.code for each in fixed.rest} & {"look.emphasis", "look.ornament"} == {"look.emphasis"}


def test_what_cannot_be_tracked_is_named() -> None:
    fixed = fix_docx(full_draft(), find, is_bold=True, when=WHEN)
    told = "".join(fixed.left)
    assert all(thing in told for thing in ("纸张和页边", "页码", "分隔线", "图片的大小"))
    left = {each.split()[0].partition(".")[0] for each in looks(fixed)}
    assert left <= {"page", "number", "line", "look"}
    assert {each.split()[0] for each in looks(fixed) if each.startswith("look.")} <= {"look.figure-width"}


@pytest.mark.parametrize("when", [None, WHEN], ids=["plain", "tracked"])
def test_a_draft_whose_numbers_are_none_keeps_what_it_holds(when: datetime | None) -> None:
    data = broken_values()
    fixed = fix_docx(data, find, is_bold=True, when=when)
    assert fixed.data != data and held(fixed.data) == held(data)
    assert {"甲乙", "文字"} <= set(words(data)) and not Counter(words(data)) - Counter(words(fixed.data))


def test_a_title_is_broken_where_words_end() -> None:
    data = full_draft()
    place = next(place for place, text in enumerate(words(data)) if text.endswith("的通知"))
    broken = replace_text(data, [TextEdit(place, 16, 16, "\n"), TextEdit(place, 3, 3, "\n")]).data
    assert {"title.split-word", "title.shape"} & {each.code for each in find(broken)}
    fixed = fix_all(broken)
    assert not looks(fixed)
    assert words(fixed.data)[place] == words(data)[place]


TEXT = (
    "各乡镇人民政府：",
    "为做好今年的防汛工作，现将有关事项通知如下。",
    "特此通知。",
    "云岭县水利局",
    "2026年6月1日",
)
COPIED, PRINTED = "抄送：县委办公室，县人大常委会办公室。", ("云岭县水利局办公室", "2026年6月1日印发")


def plain_draft(title: tuple[str, ...], *imprint: tuple[str, ...]) -> Docx:
    """A draft as python-docx sets it, with a head and the rows of a 版记 as a table."""
    docx = open_docx()
    for text in ("云岭县水利局文件", "云水发〔2026〕8号", *title, *TEXT):
        docx.add_paragraph(text)
    if imprint:
        table = docx.add_table(len(imprint), max(map(len, imprint)))
        for row, texts in zip(table.rows, imprint, strict=True):
            cells = row.cells if len(texts) == len(row.cells) else [row.cells[0].merge(row.cells[-1])]
            for cell, text in zip(cells, texts, strict=True):
                cell.text = text
    return docx


def saved(docx: Docx) -> bytes:
    docx.save(out := io.BytesIO())
    return out.getvalue()


TITLES = {
    "两段": ("云岭县水利局", "关于做好防汛工作的通知"),
    "三段": ("云岭县水利局", "关于做好2026年全县防汛抗旱和山洪灾害", "防御工作的通知"),
}
IMPRINTS = {"两栏": ((COPIED,), PRINTED), "一栏": ((COPIED,), ("　　　　".join(PRINTED),))}


@pytest.mark.parametrize("name", TITLES)
def test_a_title_over_several_paragraphs_is_fixed(name: str) -> None:
    check_fixed(saved(plain_draft(TITLES[name])))


@pytest.mark.parametrize("name", IMPRINTS)
def test_an_imprint_that_is_a_table_gets_its_lines(name: str) -> None:
    data = saved(plain_draft(("云岭县水利局关于做好防汛工作的通知",), *IMPRINTS[name]))
    check_fixed(data)
    table = open_docx(io.BytesIO(fix_all(data).data)).tables[-1]
    sides = {
        each.tag.rpartition("}")[2]: each.get(qn("w:val"))
        for each in table._tbl.tblPr.find(qn("w:tblBorders"))
    }
    assert sides == {side: "single" if side in ("top", "bottom", "insideH") else "nil" for side in sides}
    weights = [
        table._tbl.tblPr.find(qn("w:tblBorders")).find(qn(f"w:{side}")).get(qn("w:sz"))
        for side in ("top", "insideH")
    ]
    assert int(weights[0]) > int(weights[1])


def test_a_short_line_of_the_head_is_as_long_as_the_text() -> None:
    docx = plain_draft(("云岭县水利局关于做好防汛工作的通知",))
    line = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="12" w:space="1" w:color="FF0000"/></w:pBdr>'
    )
    number = docx.paragraphs[1]
    number._p.get_or_add_pPr().append(line)
    number.paragraph_format.left_indent = number.paragraph_format.right_indent = Mm(30)
    data = saved(docx)
    assert "line.length" in {each.code for each in find(data)}
    check_fixed(data)


HELD = {
    "公式": '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>Q=vA</m:t></m:r></m:oMath>',
    "域": f'<w:fldSimple {nsdecls("w")} w:instr=" MERGEFIELD 单位 "><w:r/></w:fldSimple>',
    "符号": f'<w:r {nsdecls("w")}><w:sym w:font="Webdings" w:char="F04E"/></w:r>',
}


@pytest.mark.parametrize("thing", HELD)
def test_a_paragraph_without_words_that_holds_something_is_no_blank(thing: str) -> None:
    docx = plain_draft(("云岭县水利局关于做好防汛工作的通知",))
    (below,) = [each for each in docx.paragraphs if each.text == "特此通知。"]
    below.insert_paragraph_before()._p.append(parse_xml(HELD[thing]))
    data = saved(docx)
    assert held(fix_all(data).data) == held(data)
