"""What every kind of change writes into a docx: the text of tests/ooxml/written_edits.txt.

What is written has changed on purpose: ``pytest tests/ooxml/test_written_edits.py --accept -n0`` writes it; look at it before it is
committed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongwen.ooxml.edit.edits import (
    Edited,
    LookEdit,
    Remark,
    TextEdit,
    add_comments,
    change_mark_look,
    change_paragraph_look,
    change_run_look,
    delete_pars,
    insert_after,
    replace_text,
)
from gongwen.ooxml.edit.figures import narrow
from gongwen.ooxml.edit.line_paragraphs import put_lines
from gongwen.ooxml.edit.page_numbers import PageNumbers, change_page_numbers
from gongwen.ooxml.edit.sections import change_sections
from gongwen.ooxml.edit.tables import change_tables
from gongwen.ooxml.edit.tracked import Hand
from gongwen.ooxml.package.docx import unpack
from tests.making.docx_by_hand import (
    BOLD,
    LINK,
    NUMBERED,
    PARTS,
    RED,
    W,
    box,
    field,
    marked,
    p,
    packed,
    r,
    table,
    tc,
)
from tests.ooxml.editing import AUTHOR, BOUND, HAND, WHEN

KEPT = Path(__file__).with_name("written_edits.txt")
_NAMES = re.compile(r' (?:xmlns:\w+|mc:Ignorable|w:rsidR|xml:space)="[^"]*"')
_FOR_EACH = re.compile(r"(?<=>)(?=<(?:w:(?:p|tr|tbl|tc|comment|footnote|sectPr)|Override|Relationship)[ >/])")
_BODY = re.compile(r".*<w:body>|</w:body>.*|<\?xml.*?\?>\s*", re.DOTALL)
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:footer="720"/></w:sectPr>'
PICTURE = (
    '<w:r><w:drawing><wp:inline distT="0" distL="114300" distR="114300"><wp:extent cx="2540000" cy="1270000"/>'
    '<a:graphic><a:ext cx="2540000" cy="1270000"/><a:ext uri="x"/></a:graphic></wp:inline></w:drawing></w:r>'
)
FOOTNOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
BODIES = {
    "两段": p(r("关于防汛", BOLD) + r("的通知", RED), '<w:jc w:val="center"/><w:rPr><w:b/></w:rPr>') + p(r("各乡镇：")) + SECTION,
    "修订": p(r("原") + marked("ins", r("添一") + r("添二"), 11) + marked("del", "<w:r><w:delText>删</w:delText></w:r>", 12) + r("后"),
            '<w:rPr><w:sz w:val="32"/>' + marked("rPrChange", "<w:rPr/>", 13) + "</w:rPr>") + p(r("末")) + SECTION,
    "域": p(r("见") + field("begin") + "<w:r><w:instrText> REF 甲 </w:instrText></w:r>" + field("separate") + r("第一节") + field("end") + r("。"))
          + p("<w:r><w:t>左</w:t><w:tab/><w:t>中</w:t><w:br/><w:t>右</w:t></w:r>") + SECTION,
    "控件": p(r("号：") + BOUND + r("止")) + p("<w:sdt><w:sdtPr/><w:sdtContent>" + r("李") + "</w:sdtContent></w:sdt>" + r("主持")) + SECTION,
    "框": p(r("前") + box(p(r("框里")) + p(r("二"))) + r("后")) + p("") + SECTION,
    "空框": p(r("前") + box(p('<w:r><w:br w:type="page"/></w:r>'))) + p("") + SECTION,
    "注": p(r("正文") + FOOTNOTE + r("。")) + p(r("编号的"), NUMBERED) + SECTION,
    "表": p(r("表前")) + table(tc(p(r("姓名"))) + tc(p(r("职务", BOLD)), p(r("又"))) + tc(p("")),
          tc(p(r("合计")), properties='<w:gridSpan w:val="2"/>') + tc(p(r("两人"))),
          tc(p(r("上")), properties='<w:vMerge w:val="restart"/>') + tc(p(r("乙"))) + tc(p(r("丙"))),
          tc(p(""), properties="<w:vMerge/>") + tc(p(r("丁"))) + tc(p(r("戊")))) + p(r("表后")) + SECTION,
    "节": p(r("甲")) + p(r("乙"), f'<w:keepNext/><w:pageBreakBefore/>{SECTION}') + p(r("丙")) + SECTION,
    "书签": p('<w:bookmarkStart w:id="1" w:name="a"/>' + r("甲")) + p(r("乙") + '<w:bookmarkEnd w:id="1"/>') + p("") + SECTION,
    "图": p(r("图") + PICTURE) + table(tc(p(PICTURE)) + tc(p(r("乙"))) + tc(p(r("丙")))) + SECTION,
}  # fmt: skip
LARGER = {"w:sz": '<w:sz w:val="36"/>', "w:b": ""}
CENTRED = {"w:jc": '<w:jc w:val="center"/>', "w:ind": ""}
Change = Callable[[bytes, Hand | None], Edited | bytes]


def replaced(*edits: tuple[int, int, int, str]) -> Change:
    return lambda data, hand: replace_text(data, [TextEdit(*each) for each in edits], hand)


def inserted(par: int, *texts: str) -> Change:
    return lambda data, hand: insert_after(data, par, texts, hand)


def deleted(*pars: int) -> Change:
    return lambda data, hand: delete_pars(data, pars, hand)


def dressed(change: Callable[..., Edited], look: dict[str, str], *place: int) -> Change:
    return lambda data, hand: change(data, [LookEdit(place[0], look, *place[1:])], hand)


def remarked(*place: int) -> Change:
    return lambda data, hand: add_comments(
        data, [Remark(*place, "请核对\n再报"), Remark(0, 0, 1, "又", "赵清")], AUTHOR, WHEN
    )


CHANGES: list[tuple[str, str, Change]] = [
    ("两段", "换字", replaced((0, 2, 5, "抗旱\t与\n"), (1, 0, 0, "致 "), (1, 4, 4, "等"))),
    ("两段", "全删", replaced((0, 0, 7, ""))),
    ("修订", "换字", replaced((0, 0, 3, "新"), (0, 5, 6, ""))),
    ("修订", "插在中间", replaced((0, 3, 3, "中"), (0, 1, 1, "头"))),
    ("域", "换字", replaced((0, 1, 3, "二"), (1, 1, 4, "乙"))),
    ("域", "换制表", replaced((1, 0, 5, "一"))),
    ("控件", "换字", replaced((0, 2, 3, "甲"), (1, 0, 1, ""))),
    ("控件", "控件里全删", replaced((1, 0, 1, "王"))),
    ("框", "换字", replaced((0, 0, 1, "盒"), (2, 1, 2, ""))),
    ("框", "空段", replaced((3, 0, 0, "字"))),
    ("注", "换字", replaced((0, 1, 3, "本"), (1, 3, 5, "数"))),
    ("注", "编号", replaced((1, 0, 4, "数"))),
    ("注", "注里", replaced((2, 0, 1, "本"))),
    ("表", "换格", replaced((1, 0, 2, "名"), (1, 3, 6, "官"), (2, 3, 5, "一人"), (1, 8, 8, "注"))),
    ("表", "跨格", replaced((1, 0, 4, "名"))),
    ("表", "制表", replaced((1, 0, 1, "a\tb"))),
    ("两段", "添段", inserted(0, "甲", "", "乙\t丙\n丁")),
    ("修订", "添段", inserted(0, "甲")),
    ("节", "添段", inserted(1, "甲", "又")),
    ("注", "添段", inserted(1, "又一件")),
    ("框", "添段", inserted(0, "又")),
    ("表", "添行", inserted(2, "共\t<\t三")),
    ("表", "添合并的行", inserted(3, "^\t己\t庚", "下\t辛\t壬")),
    ("表", "添格段", inserted(5, "表后又")),
    ("两段", "删段", deleted(0)),
    ("节", "删有节的段", deleted(1)),
    ("书签", "删段", deleted(1)),
    ("框", "删框里", deleted(0)),
    ("框", "删挂框的", deleted(2)),
    ("框", "全删", deleted(0, 1, 2)),
    ("空框", "删挂框的", deleted(1)),
    ("域", "删段", deleted(0, 1)),
    ("注", "删段", deleted(0, 2)),
    ("表", "删行", deleted(1, 2)),
    ("表", "删合并的行", deleted(3)),
    ("表", "删表", deleted(1, 2, 3, 4)),
    ("表", "删表前后", deleted(0, 5)),
    ("两段", "字的样子", dressed(change_run_look, LARGER, 0, 1, 6)),
    ("两段", "整段的样子", dressed(change_run_look, LARGER, 0)),
    ("修订", "字的样子", dressed(change_run_look, LARGER, 0, 0, 3)),
    ("框", "字的样子", dressed(change_run_look, LARGER, 0, 0, 1)),
    ("表", "一行的样子", dressed(change_run_look, LARGER, 1)),
    ("控件", "字的样子", dressed(change_run_look, LARGER, 0, 0, 3)),
    ("两段", "段末的样子", dressed(change_mark_look, LARGER, 0)),
    ("修订", "段末的样子", dressed(change_mark_look, {"w:sz": ""}, 0)),
    ("两段", "段的样子", dressed(change_paragraph_look, CENTRED, 1)),
    ("节", "段的样子", dressed(change_paragraph_look, {"w:keepNext": ""}, 1)),
    ("表", "行的样子", dressed(change_paragraph_look, CENTRED, 2)),
]
UNTRACKED: list[tuple[str, str, Change]] = [
    ("两段", "批注", remarked(0, 1, 5)),
    ("两段", "批注一点", remarked(1, 4, 4)),
    ("修订", "批注", remarked(0, 2, 4)),
    ("域", "批注", remarked(1, 1, 4)),
    ("控件", "批注", remarked(0, 3, 4)),
    ("框", "批注", remarked(0, 0, 2)),
    ("注", "批注编号", remarked(1, 0, 2)),
    ("注", "批注注文", remarked(2, 0, 2)),
    ("表", "批注", remarked(1, 1, 5)),
    ("表", "批注合并的格", remarked(2, 3, 3)),
    ("表", "批注空格", remarked(1, 8, 8)),
    ("两段", "节", lambda data, _: change_sections(data, [(0, {"w:pgSz": '<w:pgSz w:w="1"/>', "w:pgMar": ""})])),
    ("节", "节", lambda data, _: change_sections(data, [(0, {"w:cols": '<w:cols w:num="2"/>'}), (2, {"w:pgMar": ""})])),
    ("表", "表", lambda data, _: change_tables(data, [(1, {"w:tblInd": '<w:tblInd w:w="0"/>'}), (0, {"w:jc": "<w:jc/>"})])),
    ("表", "线", lambda data, _: put_lines(data, [(2, p(r("上")), p(r("下一")) + p(r("下二"))), (0, "", p(r("后")))])),
    ("图", "缩小", lambda data, _: narrow(data, [(0, 100.0, False), (1, 150.0, True)])),
    ("图", "不用缩小", lambda data, _: narrow(data, [(0, 300.0, False), (1, 300.0, True)])),
]  # fmt: skip


def test_changes_are_written_as_they_were(request: pytest.FixtureRequest) -> None:
    found = "".join(f"{line}\n" for line in [*_changed(), *_numbered()])
    if request.config.getoption("--accept"):
        KEPT.write_text(found, encoding="utf-8", newline="\n")
        return
    assert found.splitlines() == KEPT.read_text(encoding="utf-8").splitlines()


def _changed() -> Iterator[str]:
    for name, what, change in CHANGES:
        for hand in (None, HAND):
            yield from _told(f"{name} {what}{' 修订' if hand else ''}", packed(BODIES[name]), change, hand)
    for name, what, change in UNTRACKED:
        yield from _told(f"{name} {what}", packed(BODIES[name]), change, None)


def _told(title: str, data: bytes, change: Change, hand: Hand | None) -> Iterator[str]:
    """What a change leaves undone, and the parts that are otherwise after it, a paragraph a line."""
    yield f"== {title}"
    done = change(data, hand)
    if isinstance(done, Edited):
        yield from (f"! {each.why}" for each in done.refused)
        done = done.data
    yield from _parts(data, done)


def _parts(before: bytes, after: bytes) -> Iterator[str]:
    """The lines of the parts that are otherwise: those that went, and those that came."""
    old, new = unpack(before), unpack(after)
    for name in sorted(new):
        if old.get(name) != new[name]:
            yield f"-- {name}"
            lines = difflib.unified_diff(_lines(old.get(name, b"")), _lines(new[name]), n=0, lineterm="")
            yield from (line for line in list(lines)[2:] if not line.startswith("@@"))


def _lines(part: bytes) -> list[str]:
    text = _NAMES.sub("", _BODY.sub("", part.decode()))
    return _FOR_EACH.sub("\n", text.replace("<w:p></w:p>", "<w:p/>")).strip().splitlines()


FOOTER = f'<w:ftr xmlns:w="{W}" xmlns:r="{LINK}">{{}}</w:ftr>'
NUMBER = p(r("— ") + '<w:fldSimple w:instr=" PAGE "/>' + r(" —"))
FOOTERS = {
    "没有页脚": ("", {}),
    "页码": ("default", {"default": NUMBER}),
    "页码和字": ("default", {"default": p("") + NUMBER + p(r("内部"))}),
    "页码旁的字": ("default", {"default": p(r("内部") + '<w:fldSimple w:instr="PAGE"/>')}),
    "奇偶首": ("default even first", {"default": NUMBER, "even": NUMBER, "first": p(r("首"))}),
}


def _numbered() -> Iterator[str]:
    """What new page numbers write into a docx with footers of several kinds."""
    numbers = PageNumbers(p(r("单")), p(r("双")), on_first=False, distance="1400")
    for title, (kinds, texts) in FOOTERS.items():
        for has_even in (False, True):
            data = _with_footers(kinds.split(), texts, has_even=has_even)
            after, told = change_page_numbers(data, numbers)
            yield f"== 页码 {title}{'，奇偶不同' if has_even else ''}"
            yield from (f"! {each}" for each in told)
            yield from _parts(data, after)


def _with_footers(kinds: list[str], texts: dict[str, str], *, has_even: bool) -> bytes:
    links = "".join(
        f'<Relationship Id="rIdF{kind}" Type="{LINK}/footer" Target="footer-{kind}.xml"/>' for kind in kinds
    )
    references = "".join(f'<w:footerReference w:type="{kind}" r:id="rIdF{kind}"/>' for kind in kinds)
    section = '<w:pgMar w:footer="720"/><w:titlePg/>'
    turned = f'<w:sectPr><w:pgSz w:orient="landscape"/>{section}</w:sectPr>'
    more = {f"word/footer-{kind}.xml": FOOTER.format(text) for kind, text in texts.items()}
    more["word/_rels/document.xml.rels"] = PARTS["word/_rels/document.xml.rels"].replace("</R", f"{links}</R")
    more["word/settings.xml"] = (
        f'<w:settings xmlns:w="{W}">{"<w:evenAndOddHeaders/>" * has_even}</w:settings>'
    )
    head = '<w:headerReference w:type="default" r:id="rId9"/><w:headerReference w:type="even" r:id="rId9"/>'
    first = f"<w:sectPr>{head}{references}{section}</w:sectPr>"
    body = p(r("甲"), first) + p(r("乙"), turned) + p(r("丙")) + f"<w:sectPr>{references}</w:sectPr>"
    return packed(body, **more)
