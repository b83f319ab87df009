"""The format of a docx against the profile: nothing where it is right, and every fault that is put in."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from gongwen import api
from gongwen.check.fixing import fixes_of, make_fixes
from gongwen.finding import Finding
from gongwen.ooxml.package.docx import DOCUMENT, unpack
from gongwen.ooxml.seen.paragraphs import read_pars
from gongwen.ooxml.xml import W
from gongwen.profile import Profile
from gongwen.read.docx_lines import read_docx
from gongwen.read.styles.file import read_profile
from gongwen.recognise.main import recognise
from gongwen.rules.catalogue import PAGES, rules_in
from gongwen.rules.page.line_fixes import imprint_table_fixes
from gongwen.rules.page.looks import look_findings
from gongwen.rules.page.type import face_of_font
from tests.making.docx_by_hand import packed
from tests.making.office_documents import OFFICES, PLAIN, TEXT, build
from tests.paths import SAMPLES, read_cases
from tests.rules.page.planted_looks import (
    BY_STYLE,
    CASES,
    DATA,
    NAME,
    PLANTED,
    packed_again,
    planted,
    with_seal,
    with_table,
)

ON_IT = {"look.lines"}
"""What is told besides of the styles that stand on one."""
ELSEWHERE = ("gongwen.rules.printed.layout", "gongwen.rules.page.drafting")
"""Rules of what is told otherwise than by how a paragraph looks."""
RULES = {rule.code: rule for rule in rules_in(PAGES)}


def findings(data: bytes, profile: Profile, *, is_bare: bool = False) -> list[Finding]:
    """Return what is found, by the styles or, bare of them, by what is recognised."""
    transcript = read_docx(data, NAME)
    if is_bare:
        lines = tuple(replace(line, role="") for line in transcript.lines)
        transcript = replace(transcript, lines=lines, facts={})
    return look_findings(data, recognise(transcript), profile)


@pytest.mark.parametrize("numbering", ["text", "word"])
@pytest.mark.parametrize("style", api.style_names())
def test_what_is_laid_out_here_is_right(style: str, numbering: Any) -> None:
    found = []
    for path in SAMPLES:
        composition = api.compose_source(api.load(path), style, numbering)
        data = api.render(composition, "docx").files[0]
        for is_bare in (False, True):
            found += [
                (path.stem, is_bare, str(each))
                for each in findings(data, composition.profile, is_bare=is_bare)
            ]
    assert not found


@pytest.mark.parametrize("name", OFFICES)
def test_what_an_office_sets_by_hand_is_right(name: str) -> None:
    data = build(OFFICES[name])
    form = recognise(read_docx(data, NAME)).document.format or "文件"
    assert not list(map(str, findings(data, read_profile("gbt9704-2012", form))))


def typed() -> bytes:
    """A document of python-docx as its users make them, on its own template."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    looks = {
        "标题": ("方正小标宋简体", 22, 0, "CENTER"), "主送机关": ("仿宋_GB2312", 16, 0, "JUSTIFY"),
        "正文": ("仿宋_GB2312", 16, 32, "JUSTIFY"), "一级": ("黑体", 16, 32, "JUSTIFY"),
        "署名": ("仿宋_GB2312", 16, 0, "RIGHT"),
    }  # fmt: skip
    text = (
        ("标题", "云岭县人民政府关于做好防汛抗旱工作的通知"), ("正文", ""), ("主送机关", TEXT[0][1]),
        ("正文", TEXT[1][1]), ("一级", "一、总体要求"), ("正文", TEXT[3][1]), ("正文", ""),
        ("署名", "云岭县人民政府"), ("署名", "2024年5月6日"),
    )  # fmt: skip
    for role, words in text:
        font, size, first, align = looks[role]
        paragraph = document.add_paragraph()
        run = paragraph.add_run(words)
        run.font.name, run.font.size = font, Pt(size)
        run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
        form = paragraph.paragraph_format
        form.first_line_indent, form.alignment = Pt(first), getattr(WD_ALIGN_PARAGRAPH, align)
        form.line_spacing_rule, form.line_spacing, form.space_after = WD_LINE_SPACING.EXACTLY, Pt(28.8), Pt(0)
        if role == "署名":
            form.right_indent = Pt(64)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, side)
        paragraph.paragraph_format.right_indent = paragraph.paragraph_format.left_indent = Pt(14)
        for words in ("— ", "", " —"):
            run = paragraph.add_run(words)
            run.font.name, run.font.size = "宋体", Pt(14)
            if not words:
                for kind in ("begin", "PAGE", "end"):
                    name = "w:instrText" if kind == "PAGE" else "w:fldChar"
                    element = OxmlElement(name)
                    if kind == "PAGE":
                        element.text = kind
                    else:
                        element.set(qn("w:fldCharType"), kind)
                    run._element.append(element)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_what_python_docx_sets_is_right() -> None:
    assert not list(map(str, findings(typed(), read_profile("gbt9704-2012"))))


_OF_PARTS = ("look.figure", "look.figure-cut", "look.figure-width", "look.roster", "look.room")
"""Faults of parts that the documents do not have, held by the examples of the rules."""
IDS = [f"{kind}-{case['名称']}" for kind, case in PLANTED]


@pytest.mark.parametrize("kind", DATA)
def test_the_documents_that_faults_are_put_in_are_right(kind: str) -> None:
    assert not list(map(str, findings(DATA[kind](), read_profile("gbt9704-2012"))))


@cache
def put_in(kind: str, name: str) -> tuple[bytes, list[Finding]]:
    """The document of ``kind`` with the fault ``name``, and what is found in it."""
    profile = read_profile("gbt9704-2012")
    case = next(case for kinds, case in PLANTED if (kinds, case["名称"]) == (kind, name))
    wrong = planted(DATA[kind](), case, profile)
    return wrong, findings(wrong, profile)


@pytest.mark.parametrize(("kind", "case"), PLANTED, ids=IDS)
def test_a_fault_is_found_and_nothing_else(kind: str, case: Mapping[str, Any]) -> None:
    _, found = put_in(kind, case["名称"])
    assert {each.code for each in found} == {case["得"]}, list(map(str, found))
    assert all(RULES[each.code].fixing != "提示" for each in found if each.fix or each.fixes)


@pytest.mark.parametrize("kind", DATA)
def test_a_table_and_a_seal_in_its_place_are_right(kind: str) -> None:
    profile = read_profile("gbt9704-2012")
    parts = with_seal(with_table(unpack(DATA[kind]()), {}), "2024年5月6日")
    assert not list(map(str, findings(packed_again(parts), profile)))


@pytest.mark.parametrize("case", BY_STYLE, ids=lambda case: case["名称"])
def test_a_fault_of_a_style_is_found_and_nothing_else(case: Mapping[str, Any]) -> None:
    profile = read_profile("gbt9704-2012")
    found = findings(planted(DATA["自己的"](), case, profile), profile)
    assert {each.code for each in found} - (ON_IT - {case["得"]}) == {case["得"]}, list(map(str, found))


def test_every_code_is_told_of_and_nearly_every_one_is_planted() -> None:
    printed = read_cases("rules/printed/places.yaml")
    own = {case["得"] for case in read_cases("rules/page/own_styles.yaml")}
    told = {case["得"] for case in CASES} | {case["代码"] for case in printed} | own
    drawn = {code for code, rule in RULES.items() if rule.find.__module__ not in ELSEWHERE}
    assert drawn - told == {"imprint.last", "look.note-items", "look.siblings", "look.run-in", *_OF_PARTS}
    assert {case["得"] for case in CASES} <= RULES.keys()


def all_fixed(data: bytes, found: list[Finding]) -> bytes:
    """Return the docx with every fix carried out."""
    return make_fixes(data, fixes_of(found, is_bold=True)).data


_DECIDED = ("look.right", "look.signature")
"""Faults that depend on whether there will be a seal: what is likely is proposed."""
_OF_WORDS = ("look.marks", "look.rare")
"""Faults of words that the document does not have when it is right."""
_OF_NUMBERS = {"word/settings.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"} | {
    f"word/footer{number}.xml" for number in range(1, 9)
}
FIXABLE = [(k, c) for k, c in PLANTED if c["得"] not in _OF_WORDS]


def words(data: bytes) -> list[str]:
    return ["".join(par.text.split()) for par in read_pars(unpack(data))[0] if par.text.strip()]


@pytest.mark.parametrize(("kind", "case"), FIXABLE, ids=[f"{k}-{c['名称']}" for k, c in FIXABLE])
def test_the_fixes_end_the_fault_and_nothing_else(kind: str, case: Mapping[str, Any]) -> None:
    profile = read_profile("gbt9704-2012")
    wrong, found = put_in(kind, case["名称"])
    after = all_fixed(wrong, found)
    if any(each.code == "page.size" for each in found):
        after = all_fixed(after, findings(after, profile))
    left = findings(after, profile)
    assert not [each for each in left if each.code in {f.code for f in found if f.fix or f.fixes}], list(
        map(str, left)
    )
    assert words(after) == words(wrong)
    parts, others = unpack(after), unpack(wrong)
    if case["得"].startswith("number."):
        assert {name for name in parts if parts[name] != others.get(name)} <= _OF_NUMBERS | {DOCUMENT}
        return
    assert all(parts[name] == others[name] for name in parts if name != DOCUMENT)
    if case["得"].startswith("look.") and case["得"] not in _DECIDED:
        assert all(
            each.fixing == ("修正" if each.force == "应当" else "建议") for each in found if each.fixes
        )


@pytest.mark.parametrize(
    ("kind", "case"),
    [each for each in PLANTED if each[1]["得"] in _OF_WORDS],
    ids=lambda each: str(each)[:20],
)
def test_fonts_of_words_that_are_put_in_are_fixed(kind: str, case: Mapping[str, Any]) -> None:
    profile = read_profile("gbt9704-2012")
    wrong = planted(DATA[kind](), case, profile)
    (found,) = findings(wrong, profile)
    assert found.fixing == "建议"
    after = all_fixed(wrong, [found])
    assert not findings(after, profile)
    assert [par.text for par in read_pars(unpack(after))[0]] == [
        par.text for par in read_pars(unpack(wrong))[0]
    ]


def test_attachments_behind_the_imprint_are_found() -> None:
    profile = read_profile("gbt9704-2012")
    text = [each for each in TEXT if each[0] != "附件说明"]
    stop = next(place for place, each in enumerate(text) if each[0] == "附件标识")
    parts = dict(unpack(build(replace(PLAIN, text=tuple(text[:stop])))))
    behind = unpack(build(replace(PLAIN, text=(*text[:stop], ("附件标识", "附件1"), *text[stop + 1 :]))))
    document, other = (each["word/document.xml"].decode() for each in (parts, behind))
    start = other.index("<w:p><w:pPr><w:pageBreakBefore/>")
    attachment = other[start : other.index("抄送")]
    attachment = attachment[: attachment.rindex("<w:p>")]
    moved = document.replace("<w:sectPr", attachment + "<w:sectPr")
    data = packed_again(parts | {"word/document.xml": moved.encode()})
    assert [each.code for each in findings(data, profile)] == ["imprint.last"]


def test_further_entries_of_a_note_that_begin_elsewhere_are_found() -> None:
    profile = read_profile("gbt9704-2012")
    first = next(place for place, each in enumerate(TEXT) if each[0] == "附件说明")
    note = (("附件说明", "附件：1.防汛抗旱工作责任清单"), ("附件说明", "2.防汛物资储备清单"))
    data = build(replace(PLAIN, text=(*TEXT[:first], *note, *TEXT[first + 1 :])))
    (found,) = (each for each in findings(data, profile) if each.code == "look.note-items")
    assert not [each for each in findings(all_fixed(data, [found]), profile) if each.code == found.code]


def test_copies_above_the_attachments_are_found() -> None:
    profile = read_profile("gbt9704-2012")
    stop = next(place for place, each in enumerate(TEXT) if each[0] == "附件标识")
    copied = ("附注", "抄送：县委办公室，县人大常委会办公室。")
    data = build(replace(PLAIN, text=(*TEXT[:stop], copied, *TEXT[stop:])))
    assert "imprint.last" in {each.code for each in findings(data, profile)}


def test_of_a_letter_without_a_head_no_page_need_be_without_its_number() -> None:
    profile = read_profile("gbt9704-2012", "信函")
    parts = unpack(build(PLAIN))
    document = parts["word/document.xml"].decode()
    title = document.rindex("<w:p>", 0, document.index("关于"))
    bare = document[: document.index("<w:p>")] + document[title:]
    for text, is_told in ((document, True), (bare, False)):
        found = findings(packed_again({**parts, "word/document.xml": text.encode()}), profile)
        assert ("number.first" in {each.code for each in found}) is is_told


def test_many_paragraphs_make_one_finding() -> None:
    profile = read_profile("gbt9704-2012")
    case = {"角色": "公文正文", "字": {"w:sz": '<w:sz w:val="28"/>'}}
    (found,) = findings(planted(DATA["直接的"](), case, profile), profile)
    assert str(found).startswith(
        "公文.docx 第10段：正文 7 段（第10、12、14、17段等）用了 14 磅，一般用 16 磅（三号）"
    )
    assert {fix.at.at.line for fix in found.fixes} == {10, 12, 14, 17, 19, 20, 30}


BROKEN = {
    "字号为零": ("word/document.xml", '<w:sz w:val="\\d+"/>', '<w:sz w:val="0"/>'),
    "缩进不是数": ("word/document.xml", 'w:firstLine="640"', 'w:firstLine="二字" w:hangingChars="x"'),
    "间距不是数": ("word/document.xml", 'w:line="560"', 'w:line="nan" w:before="-1.5" w:afterLines=""'),
    "没有节": ("word/document.xml", "<w:sectPr>.*?</w:sectPr>", ""),
    "节里没有值": ("word/document.xml", "<w:pgSz.*?<w:docGrid[^>]*/>", "<w:pgSz/><w:pgMar/><w:docGrid/>"),
    "没有样式": ("word/styles.xml", "<w:style .*</w:style>", ""),
    "没有页脚的字": ("word/footer1.xml", "<w:p>.*</w:p>", ""),
    "列表没有层级": ("word/numbering.xml", "<w:lvl .*</w:lvl>", ""),
    "页脚没有着落": ("word/_rels/document.xml.rels", "footer1.xml", "没有.xml"),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("office", ["直接排版", "主题字体和自动编号"])
def test_a_docx_with_broken_values_is_checked_all_the_same(office: str, name: str) -> None:
    part, pattern, wanted = BROKEN[name]
    parts = dict(unpack(build(OFFICES[office])))
    changed = re.sub(pattern, wanted, parts[part].decode())
    assert changed != parts[part].decode() or name == "列表没有层级"
    found = findings(packed_again(parts | {part: changed.encode()}), read_profile("gbt9704-2012"))
    assert {each.code for each in found} <= RULES.keys()


def test_any_docx_is_checked() -> None:
    assert findings(packed(), read_profile("gbt9704-2012"))


def test_a_paragraph_that_is_all_bold_is_checked() -> None:
    document = docx.Document()
    for text in (
        "云岭县水利局关于做好防汛工作的通知",
        "各乡镇人民政府：",
        "特此通知。",
        "云岭县水利局",
        "2026年6月1日",
    ):
        document.add_paragraph(text)
    paragraph = document.paragraphs[2].insert_paragraph_before("")
    for text in ("各乡镇要加强巡查", "和", "值班值守。"):
        paragraph.add_run(text).bold = True
    target = io.BytesIO()
    document.save(target)
    assert findings(target.getvalue(), read_profile("gbt9704-2012"))


@pytest.mark.parametrize(
    ("font", "face"),
    [
        ("仿宋_GB2312", "仿宋"), ("FangSong_GB2312", "仿宋"), ("Fang Song", "仿宋"), ("STFangsong", "仿宋"), ("华文仿宋", "仿宋"),
        ("方正小标宋简体", "小标宋"), ("FZXiaoBiaoSong-B05S", "小标宋"), ("FZXBSK--GBK1-0", "小标宋"), ("SimHei", "黑体"), ("方正黑体_GBK", "黑体"),
        ("楷体_GB2312", "楷体"), ("Kai Ti", "楷体"), ("SimSun", "宋体"), ("宋体", "宋体"), ("Times New Roman", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_face_is_known_by_the_name_of_its_font(font: str, face: str) -> None:
    assert face_of_font(font, read_profile("gbt9704-2012").faces) == face
    assert face_of_font(font, read_profile("gbt9704-2012").faces, "楷体") == "楷体"


def test_the_lines_of_an_imprint_that_is_a_table_are_across_alone() -> None:
    (within,) = imprint_table_fixes(3, read_profile("gbt9704-2012"))
    borders = etree.fromstring(f'<a xmlns:w="{W}">{within.change.properties["w:tblBorders"]}</a>')[0]
    drawn = {etree.QName(each).localname: each.get(f"{{{W}}}val") for each in borders}
    assert drawn == {
        "top": "single", "left": "nil", "bottom": "single", "right": "nil", "insideH": "single", "insideV": "nil",
    }  # fmt: skip
