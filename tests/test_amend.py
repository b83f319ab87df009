"""Words of a docx changed at exact characters, everything else left as it is."""

import io
import re
import time
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import oxml  # type: ignore[import-untyped]
import pytest
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from gongwen import api
from gongwen.finding import InputError, UsageError
from gongwen.ooxml.amend import (
    LookEdit,
    Remark,
    TextEdit,
    add_comments,
    change_paragraph_look,
    change_run_look,
    delete_pars,
    insert_after,
    replace_text,
    track_delete_pars,
    track_insert_after,
    track_paragraph_look,
    track_run_look,
    track_text,
)
from gongwen.ooxml.docx_parts import DOCUMENT, unpack
from gongwen.ooxml.effective import read_effective
from gongwen.ooxml.letters import Unreachable, locate
from gongwen.ooxml.opened import Opened
from gongwen.ooxml.paragraphs import read_pars
from gongwen.ooxml.runs import bits
from tests.foreign import BOLD, HEAD, W, box, field, p, packed, r, table, tc
from tests.ink import characters, read_pdf
from tests.render import docx_to_pdf, requires_soffice
from tests.settle import settled

ROOT = Path(__file__).parent.parent
AUTHOR, WHEN = "李明远", datetime(2025, 3, 4, 5, 6, 7)
_W = f"{{{W}}}"


def sample(name: str) -> bytes:
    return api.render(api.compose(api.load(ROOT / "samples" / f"{name}.yaml").document), "docx").files[0]


def formatted() -> bytes:
    """A document of python-docx with direct formatting."""
    document = docx.Document()
    for text in ("云岭县人民政府关于防汛的通知", "各乡镇人民政府，县政府各部门：", "一、工作目标"):
        paragraph = document.add_paragraph()
        for place, letter in enumerate(text):
            run = paragraph.add_run(letter)
            run.bold = place % 3 == 0
            run.font.size = Pt(12 + place % 4)
    grid = document.add_table(2, 2)
    for place, cell in enumerate(cell for row in grid.rows for cell in row.cells):
        cell.text = f"第{place}格"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


DATA = {
    "手工": packed(),
    "直接排版": formatted(),
    "带表格": sample("带表格的方案"),
    "联合": sample("联合通知"),
}


def texts(data: bytes) -> list[str]:
    return [par.text for par in read_pars(unpack(data))[0]]


def applied(text: str, edits: list[TextEdit]) -> str:
    for edit in sorted(edits, key=lambda each: (each.start, each.end), reverse=True):
        text = text[: edit.start] + edit.wanted + text[edit.end :]
    return text


NEW_WORDS = st.text(st.sampled_from("改新Ａ9&<"), min_size=1, max_size=4)
MORE_WORDS = st.text(st.sampled_from("改新 \t\n "), max_size=4)


@st.composite
def some_edits(draw, name: str) -> list[TextEdit]:
    """Edits that leave words in every cell and paragraph, since what is blank is read otherwise."""
    pars = read_pars(unpack(DATA[name]))[0]
    found = []
    for place in draw(st.sets(st.integers(0, len(pars) - 1), min_size=1, max_size=6)):
        par = pars[place]
        ends = sorted(draw(st.lists(st.integers(0, len(par.text)), min_size=2, max_size=6)))
        words = NEW_WORDS if par.is_row else NEW_WORDS | MORE_WORDS
        own = [TextEdit(place, a, b, draw(words)) for a, b in zip(ends[::2], ends[1::2], strict=False)]
        seen = {(edit.start, edit.end): edit for edit in own}
        if all(word for word in applied(par.text, list(seen.values())).split("\n")):
            found += [each for each in seen.values() if applied(par.text, [each]).strip()]
    return draw(st.permutations(found))


@st.composite
def edited(draw) -> tuple[str, list[TextEdit]]:
    name = draw(st.sampled_from(sorted(DATA)))
    return name, draw(some_edits(name))


def expected(data: bytes, edits: list[TextEdit], refused) -> list[str]:
    gone = [each.asked for each in refused]
    wanted = texts(data)
    for place in {edit.par for edit in edits}:
        own = [edit for edit in edits if edit.par == place and edit not in gone]
        wanted[place] = applied(wanted[place], own)
    return wanted


MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@MANY
@given(edited())
def test_edits_change_their_characters_and_no_others(case):
    name, edits = case
    after = replace_text(DATA[name], edits)
    assert texts(after.data) == expected(DATA[name], edits, after.refused)


@MANY
@given(edited())
def test_tracked_edits_read_as_plain_ones_and_can_be_taken_back(case):
    name, edits = case
    plain, tracked = replace_text(DATA[name], edits), track_text(DATA[name], edits, AUTHOR, WHEN)
    assert tracked.refused == plain.refused
    assert texts(tracked.data) == texts(plain.data)
    assert texts(settled(tracked.data, AUTHOR, is_accepted=True)) == texts(plain.data)
    assert texts(settled(tracked.data, AUTHOR, is_accepted=False)) == texts(DATA[name])
    assert looks(settled(tracked.data, AUTHOR, is_accepted=True)) == looks(plain.data)
    assert looks(settled(tracked.data, AUTHOR, is_accepted=False)) == looks(DATA[name])


def looks(data: bytes) -> list[list[tuple[str, object]]]:
    """The characters of every w:p with their looks; None for what has none to be read."""
    opened = Opened(data)
    effective = read_effective(opened.parts, {})
    found = []
    for par, own in zip(opened.roots[DOCUMENT].iter(f"{_W}p"), effective.pars, strict=True):
        shown = iter([(letter, (piece.look, piece.font)) for piece in own.pieces for letter in piece.text])
        line: list[tuple[str, object]] = []
        for bit in bits(par):
            count = bit.end - bit.start
            is_shown = bit.element.tag in (f"{_W}t", f"{_W}tab")
            line += [next(shown) for _ in range(count)] if is_shown else [("", None)] * count
        assert next(shown, None) is None
        found.append(line)
    return found


@MANY
@given(edited())
def test_characters_outside_of_edits_keep_their_looks_and_those_put_in_take_one(case):
    name, edits = case
    opened = Opened(DATA[name])
    pars = list(opened.roots[DOCUMENT].iter(f"{_W}p"))
    wanted = looks(DATA[name])
    old = [list(line) for line in wanted]
    after = replace_text(DATA[name], edits)
    for edit in sorted(edits, key=lambda each: (each.par, each.start, each.end), reverse=True):
        try:
            spot = locate(opened.sources[edit.par], edit.start, edit.end)
        except Unreachable:
            continue
        if spot.paragraph not in pars or edit in [each.asked for each in after.refused]:
            continue
        model = spot.start if spot.start < spot.end else max(spot.start - 1, 0)
        place = pars.index(spot.paragraph)
        line = old[place]
        look = line[model][1] if model < len(line) else None
        wanted[place][spot.start : spot.end] = [(letter, look) for letter in edit.wanted]
    got = looks(after.data)
    fallback = {
        place for place, par in enumerate(pars) if next(par.iterancestors("{*}Fallback"), None) is not None
    }
    for place, (one, other) in enumerate(zip(got, wanted, strict=True)):
        if place not in fallback:
            assert len(one) == len(other)
            assert all(a == b for a, b in zip(one, other, strict=True) if a[1] and b[1])


def document(data: bytes) -> str:
    """The XML of the body, with its namespaces left out."""
    return unpack(data)[DOCUMENT].decode().partition("<w:body>")[2]


def par_xml(data: bytes, par: int) -> str:
    xml = etree.tostring(Opened(data).sources[par].element, encoding="unicode", with_tail=False)
    return re.sub(r' (xmlns:\w+|xml:space|w:rsidR|mc:Ignorable)="[^"]*"', "", xml)


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", sorted(DATA))
def test_nothing_to_do_leaves_the_very_file(name):
    data = DATA[name]
    assert replace_text(data, []).data is data
    assert track_text(data, [], AUTHOR, WHEN).data is data
    assert add_comments(data, [], AUTHOR, WHEN).data is data
    assert insert_after(data, 0, []).data is data
    assert delete_pars(data, []).data is data
    assert change_run_look(data, []).data is data


def test_only_the_words_asked_for_are_other_bytes():
    data = DATA["手工"]
    before, after = entries(data), entries(replace_text(data, [TextEdit(1, 0, 3, "各镇")]).data)
    assert list(after) == list(before)
    assert {name for name in before if before[name] != after[name]} == {DOCUMENT}
    old, new = before[DOCUMENT].decode(), after[DOCUMENT].decode()
    assert new.startswith(HEAD)
    assert new.replace("<w:p/>", "<w:p></w:p>").replace('"/>', '" />') == old.replace(
        "各乡镇：", "各镇："
    ).replace('<w:t xml:space="preserve"></w:t>', '<w:t xml:space="preserve"/>').replace('"/>', '" />')


def test_an_edit_of_a_note_is_one_of_its_part_only():
    before = entries(DATA["手工"])
    after = entries(replace_text(DATA["手工"], [TextEdit(22, 0, 2, "新注")]).data)
    assert {name for name in before if before[name] != after[name]} == {"word/footnotes.xml"}


@pytest.mark.parametrize(
    ("par", "start", "end", "wanted", "xml"),
    [
        (0, 1, 8, "做", "<w:r><w:rPr><w:b/></w:rPr><w:t>关做</w:t></w:r><w:r><w:rPr><w:sz w:val=\"44\"/></w:rPr><w:t>的</w:t></w:r><w:r><w:t>通知</w:t></w:r>"),
        (0, 2, 2, "全", "<w:r><w:rPr><w:b/></w:rPr><w:t>关于全</w:t></w:r><w:r><w:t>开展防</w:t></w:r>"),
        (0, 0, 0, "　", "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>　关于</w:t></w:r>"),
        (0, 0, 2, "甲\t乙\n", "<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/></w:r><w:r><w:t>开展防"),
        (0, 3, 4, "\n", "<w:t>开</w:t><w:br/><w:t>防</w:t>"),
        (0, 0, 11, "", "<w:p/>"),
        (2, 1, 4, "附件", 'separate"/></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>附件</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/>'),
        (2, 0, 5, "", 'separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>余略。'),
        (3, 2, 17, "", "<w:r><w:t>网址</w:t></w:r><w:r><w:t>可查</w:t></w:r>"),
        (5, 0, 3, "", "<w:sdtContent><w:r><w:rPr><w:b/></w:rPr></w:r></w:sdtContent>"),
        (5, 1, 3, "赵", "<w:t>李赵</w:t></w:r></w:sdtContent>"),
        (6, 3, 8, "改", "<w:t>添改</w:t></w:r></w:ins><w:del "),
        (7, 1, 2, "", "<w:r><w:t>左</w:t><w:t>中</w:t><w:br/>"),
        (7, 5, 7, "x", '<w:t>右</w:t><w:t>x</w:t><w:br w:type="page"/><w:t>末</w:t>'),
        (11, 3, 5, "列入", "<w:t>列入的事项</w:t>"),
        (12, 4, 5, "", "<w:t>职务</w:t>"),
        (13, 12, 12, "代理", "<w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/></w:tcPr><w:p><w:r><w:t>代理</w:t></w:r></w:p></w:tc></w:tr>"),
        (19, 0, 0, "空行", "<w:p><w:r><w:t>空行</w:t></w:r></w:p>"),
        (20, 4, 6, "释", '<w:r><w:t>释</w:t><w:footnoteReference w:id="2"/></w:r>'),
    ],
)  # fmt: skip
def test_what_is_put_in_stands_in_the_run_of_what_it_replaces(par, start, end, wanted, xml):
    after = replace_text(DATA["手工"], [TextEdit(par, start, end, wanted)])
    assert not after.refused
    assert xml in par_xml(after.data, par)


def test_an_emptied_paragraph_keeps_its_place_and_can_be_filled():
    emptied = replace_text(
        DATA["手工"], [TextEdit(0, 0, 11, ""), TextEdit(1, 0, 0, "甲"), TextEdit(1, 0, 4, "乙")]
    )
    assert texts(emptied.data)[:2] == ["", "甲乙现将有关事项通知如下"]
    assert texts(replace_text(emptied.data, [TextEdit(0, 0, 0, "标题")]).data)[0] == "标题"


def test_both_copies_of_a_text_box_are_changed():
    for after in (
        replace_text(DATA["手工"], [TextEdit(8, 1, 3, "外没")]),
        track_text(DATA["手工"], [TextEdit(8, 1, 3, "外没")], AUTHOR, WHEN),
        insert_after(DATA["手工"], 8, ["外没"]),
        track_insert_after(DATA["手工"], 8, ["外没"], AUTHOR, WHEN),
    ):
        assert document(after.data).count("外没") == 2
    for after in (
        delete_pars(DATA["手工"], [9]),
        change_run_look(DATA["手工"], [LookEdit(9, {"w:i": "<w:i/>"})]),
    ):
        assert document(after.data).count("第二行") in (0, 2)
        assert document(after.data).count("<w:i/>") in (0, 4)


BOUND = (
    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent>'
    + r("绑定")
    + "</w:sdtContent></w:sdt>"
)


@pytest.mark.parametrize(
    ("data", "edit", "why"),
    [
        (DATA["手工"], TextEdit(11, 0, 5, "甲"), "自动编号"),
        (DATA["手工"], TextEdit(11, 1, 1, "甲"), "自动编号"),
        (DATA["手工"], TextEdit(12, 1, 4, "甲"), "单元格"),
        (DATA["手工"], TextEdit(13, 5, 9, "甲"), "单元格"),
        (DATA["手工"], TextEdit(14, 3, 4, "甲"), "单元格"),
        (DATA["手工"], TextEdit(14, 3, 3, "甲"), "合并"),
        (DATA["手工"], TextEdit(12, 0, 1, "甲\t"), "制表符"),
        (packed(p(box(p(r("甲")), p(r("乙"))))), TextEdit(0, 0, 1, "丙"), "两份"),
        (packed(p(r("号：") + BOUND)), TextEdit(0, 1, 3, "丙"), "内容控件"),
    ],
)
def test_what_is_no_one_place_in_the_file_is_refused_and_told(data, edit, why):
    for after in (replace_text(data, [edit]), track_text(data, [edit], AUTHOR, WHEN)):
        assert after.data is data
        assert [each.asked for each in after.refused] == [edit]
        assert why in after.refused[0].why


def test_refused_edits_leave_the_others_done():
    edits = [TextEdit(12, 1, 4, "甲"), TextEdit(0, 0, 2, "甲"), TextEdit(11, 0, 1, "甲")]
    after = replace_text(DATA["手工"], edits)
    assert [each.asked for each in after.refused] == [edits[0], edits[2]]
    assert texts(after.data)[0].startswith("甲开展")


@pytest.mark.parametrize(
    "edits",
    [
        [TextEdit(99, 0, 0, "")], [TextEdit(-1, 0, 0, "")], [TextEdit(0, 0, 12, "")], [TextEdit(0, 3, 2, "")],
        [TextEdit(0, 0, 3, ""), TextEdit(0, 2, 4, "")], [TextEdit(0, 0, 3, ""), TextEdit(0, 1, 1, "甲")],
        [TextEdit(0, 0, 1, "\x07")], [TextEdit(0, 0, 1, "\ud800")], [TextEdit(0, 0, 1, "\r")],
    ],
)  # fmt: skip
def test_slips_of_the_caller_are_errors(edits):
    for change in (replace_text, lambda data, own: track_text(data, own, AUTHOR, WHEN)):
        with pytest.raises(ValueError):
            change(DATA["手工"], edits)


def test_what_is_no_docx_is_told_as_by_the_reader():
    with pytest.raises(UsageError, match="不是 docx"):
        replace_text(b"x", [])
    with pytest.raises(UsageError, match="已损坏"):
        replace_text(DATA["手工"][:400], [])
    with pytest.raises(InputError, match="已损坏"):
        replace_text(packed("<w:p>"), [])


def numbers(data: bytes) -> list[str]:
    """The numbers of tracked changes, and those of the starts of bookmarks."""
    root = etree.fromstring(unpack(data)[DOCUMENT])
    tags = ("ins", "del", "rPrChange", "pPrChange", "bookmarkStart", "commentRangeStart")
    return [each.get(f"{_W}id") for each in root.iter(*(f"{_W}{tag}" for tag in tags))]


def test_tracked_changes_say_who_and_when_and_have_numbers_of_their_own():
    after = track_text(
        DATA["手工"],
        [TextEdit(0, 1, 4, "做"), TextEdit(6, 3, 6, "改"), TextEdit(6, 1, 1, "新")],
        AUTHOR,
        WHEN,
    )
    assert len(set(numbers(after.data))) == len(numbers(after.data)) and "" not in numbers(after.data)
    by = f'w:author="{AUTHOR}" w:date="2025-03-04T05:06:07Z"'
    assert re.sub(r' w:id="\d+"', "", par_xml(after.data, 0)).startswith(
        f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>关</w:t></w:r><w:del {by}><w:r><w:rPr><w:b/></w:rPr><w:delText>于</w:delText></w:r>"
        f"<w:r><w:delText>开展</w:delText></w:r></w:del><w:ins {by}><w:r><w:rPr><w:b/></w:rPr><w:t>做</w:t></w:r></w:ins>"
        "<w:r><w:t>防</w:t></w:r>"
    )
    root = etree.fromstring(unpack(after.data)[DOCUMENT])
    assert not root.xpath("//w:ins//w:ins", namespaces={"w": W}), (
        "what is put in stands outside of others' insertions"
    )
    assert root.xpath("//w:ins[@w:author='赵清']/w:del[@w:author='李明远']", namespaces={"w": W})


SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


@pytest.mark.parametrize(
    ("par", "added", "where"),
    [
        (0, ["甲", "乙\t丙\n丁"], 1), (11, ["新事项"], 12), (21, ["末尾"], 22), (22, ["又注"], 23), (8, ["框"], 9), (19, [""], 20),
        (12, ["张\t员\t无", "李\t\t有"], 13), (14, ["共\t<\t三"], 15), (15, ["^\t己\t庚", "下\t己\t庚"], 16), (16, ["^\t己\t庚", "下\t己\t庚"], 17), (17, ["丙段"], 18),
    ],
)  # fmt: skip
def test_paragraphs_and_rows_are_put_in(par, added, where):
    before = texts(DATA["手工"])
    wanted = [f"（二）{text}" for text in added] if par == 11 else added
    plain = insert_after(DATA["手工"], par, added)
    assert texts(plain.data) == [*before[:where], *wanted, *before[where:]]
    tracked = track_insert_after(DATA["手工"], par, added, AUTHOR, WHEN)
    assert texts(tracked.data) == texts(plain.data)
    assert texts(settled(tracked.data, AUTHOR, is_accepted=True)) == texts(plain.data)
    assert texts(settled(tracked.data, AUTHOR, is_accepted=False)) == before
    assert len(set(numbers(tracked.data))) == len(numbers(tracked.data))


def test_an_inserted_paragraph_looks_as_the_one_before_and_ends_its_section():
    data = packed(
        p(r("甲", BOLD) + r("乙"), f'<w:pageBreakBefore/><w:jc w:val="center"/>{SECTION}') + p(r("丙"))
    )
    after = insert_after(data, 0, ["丁"]).data
    assert par_xml(after, 0).startswith('<w:p><w:pPr><w:pageBreakBefore/><w:jc w:val="center"/></w:pPr>')
    assert par_xml(after, 1) == (
        f'<w:p><w:pPr><w:jc w:val="center"/>{SECTION}</w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>丁</w:t></w:r></w:p>'
    )
    with pytest.raises(ValueError):
        insert_after(DATA["手工"], 12, ["两\t格"])


def test_a_paragraph_before_a_deleted_mark_takes_none_behind_it():
    data = packed(p(r("甲"), '<w:rPr><w:del w:id="1" w:author="赵清"/></w:rPr>') + p(r("乙")))
    assert "删除" in insert_after(data, 0, ["丙"]).refused[0].why


@pytest.mark.parametrize(
    "pars", [[0], [1, 2, 3], [12], [16], [13, 14], [22, 5], [9], [8, 9, 10], [18], [19, 20]]
)
def test_paragraphs_and_rows_are_taken_out(pars):
    before = texts(DATA["手工"])
    wanted = [text for place, text in enumerate(before) if place not in pars or not text]
    plain = delete_pars(DATA["手工"], pars)
    assert not plain.refused
    assert [text for text in texts(plain.data) if text] == [text for text in wanted if text]
    tracked = track_delete_pars(DATA["手工"], pars, AUTHOR, WHEN)
    assert texts(settled(tracked.data, AUTHOR, is_accepted=False)) == before
    accepted = [text for text in texts(settled(tracked.data, AUTHOR, is_accepted=True)) if text]
    assert accepted == [text for text in wanted if text]
    assert len(set(numbers(tracked.data))) == len(numbers(tracked.data))


@pytest.mark.parametrize(
    ("body", "par", "left"),
    [
        (table(tc(p(r("甲")))) + p(r("乙")) + table(tc(p(r("丙")))), 1, "</w:tbl><w:p/><w:tbl>"),
        (table(tc(p(r("甲")))) + p(r("乙")), 0, "<w:p/></w:tc>"),
        (table(tc(p(r("甲"))) + tc(p(r("丙")))) + p(r("乙")), 0, ""),
        (p(r("甲")) + p(r("乙"), SECTION) + p(r("丙")), 1, "甲</w:t></w:r></w:p><w:p><w:r>"),
        (p(r("甲")) + p(r("乙") + '<w:bookmarkStart w:id="1" w:name="a"/>') + p('<w:bookmarkEnd w:id="1"/>'), 1, '<w:bookmarkStart w:id="1" w:name="a"/><w:p>'),
    ],
)  # fmt: skip
def test_what_the_file_needs_stays_where_a_paragraph_goes(body, par, left):
    after = delete_pars(packed(body), [par])
    assert not after.refused
    written = re.sub(r' (xml:space|w:rsidR)="[^"]*"', "", document(after.data))
    if SECTION in body:
        assert f"<w:p><w:pPr>{SECTION}</w:pPr><w:r><w:t>甲" in written
    elif left:
        assert left in written
    else:
        assert "<w:tbl>" not in written


@pytest.mark.parametrize(
    ("data", "par", "why"),
    [
        (DATA["手工"], 10, "文本框"),
        (DATA["手工"], 15, "合并"),
        (packed(p(field("begin") + field("separate") + r("甲")) + p(r("乙") + field("end"))), 0, "域"),
        (packed(p(field("begin") + field("separate") + r("甲")) + p(r("乙") + field("end"))), 1, "域"),
    ],
)
def test_paragraphs_are_not_taken_out_where_others_would_suffer(data, par, why):
    for after in (delete_pars(data, [par]), track_delete_pars(data, [par], AUTHOR, WHEN)):
        assert after.data is data
        assert [each.asked for each in after.refused] == [par]
        assert why in after.refused[0].why


def anchored(data: bytes, number: str) -> str:
    """The characters between the two ends of a comment."""
    root = etree.fromstring(unpack(data)[DOCUMENT])
    found, is_in = "", False
    for each in root.iter():
        if each.tag in (f"{_W}commentRangeStart", f"{_W}commentRangeEnd") and each.get(f"{_W}id") == number:
            is_in = each.tag.endswith("Start")
        elif is_in and each.tag == f"{_W}t" and next(each.iterancestors("{*}Fallback"), None) is None:
            found += each.text or ""
    return found


REMARKS = {
    (0, 1, 4): "于开展", (0, 0, 11): "关于开展防汛检查的通知", (0, 3, 3): "", (2, 0, 5): "见第一节，", (3, 3, 8): "ww.yu",
    (6, 3, 8): "上的几字后", (7, 0, 7): "左中右", (8, 1, 2): "框里有字第二行", (11, 0, 3): "", (11, 0, 6): "编号的",
    (12, 1, 8): "名职  务备", (13, 2, 12): "清县长兼总指挥", (19, 0, 0): "", (20, 0, 4): "五月三日", (20, 4, 6): "有注", (21, 4, 4): "",
}  # fmt: skip


@pytest.mark.parametrize(("place", "words"), REMARKS.items())
def test_comments_hang_on_their_characters(place, words):
    after = add_comments(DATA["手工"], [Remark(*place, "请核对\n再报")], AUTHOR, WHEN)
    assert texts(after.data) == texts(DATA["手工"])
    assert looks(after.data) == looks(DATA["手工"])
    [comment] = docx.Document(io.BytesIO(after.data)).comments
    assert (comment.author, comment.text) == (AUTHOR, "请核对\n再报")
    assert comment.timestamp.replace(tzinfo=None) == WHEN
    assert anchored(after.data, str(comment.comment_id)) == words
    assert document(after.data).count(f'<w:commentReference w:id="{comment.comment_id}"/>') == 1


def test_a_comment_on_data_from_elsewhere_hangs_on_the_whole_control():
    after = add_comments(packed(p(r("号：") + BOUND + r("止"))), [Remark(0, 3, 4, "甲")], AUTHOR, WHEN)
    [comment] = docx.Document(io.BytesIO(after.data)).comments
    assert anchored(after.data, str(comment.comment_id)) == "绑定"


def test_comments_are_added_to_those_that_are_there():
    once = add_comments(
        DATA["直接排版"], [Remark(0, 0, 3, "一"), Remark(0, 2, 5, "二", "赵清")], AUTHOR, WHEN
    )
    twice = add_comments(once.data, [Remark(1, 0, 3, "三")], AUTHOR, WHEN)
    comments = list(docx.Document(io.BytesIO(twice.data)).comments)
    assert [(each.author, each.text) for each in comments] == [(AUTHOR, "一"), ("赵清", "二"), (AUTHOR, "三")]
    assert [anchored(twice.data, str(each.comment_id)) for each in comments] == ["云岭县", "县人民", "各乡镇"]
    old, new = entries(once.data), entries(twice.data)
    assert {name for name in new if new[name] != old.get(name)} == {DOCUMENT, "word/comments.xml"}


LARGER = {"w:sz": '<w:sz w:val="36"/>', "w:b": "", "w:i": "<w:i/>"}


def test_the_look_of_characters_is_changed_and_can_be_taken_back():
    edit = LookEdit(0, LARGER, 1, 6)
    plain, tracked = change_run_look(DATA["手工"], [edit]), track_run_look(DATA["手工"], [edit], AUTHOR, WHEN)
    assert texts(plain.data) == texts(DATA["手工"])
    shown = [(letter, look[0].bold, look[0].size) for letter, look in looks(plain.data)[0]]
    assert shown == [
        ("关", True, 10.0), ("于", False, 18.0), ("开", False, 18.0), ("展", False, 18.0), ("防", False, 18.0), ("汛", False, 18.0),
        ("检", False, 22.0), ("查", False, 22.0), ("的", False, 22.0), ("通", False, 10.0), ("知", False, 10.0),
    ]  # fmt: skip
    assert '<w:r><w:rPr><w:i/><w:sz w:val="36"/></w:rPr><w:t>于</w:t></w:r>' in par_xml(plain.data, 0)
    assert looks(settled(tracked.data, AUTHOR, is_accepted=True)) == looks(plain.data)
    assert looks(settled(tracked.data, AUTHOR, is_accepted=False)) == looks(DATA["手工"])
    assert len(set(numbers(tracked.data))) == len(numbers(tracked.data))


def test_the_look_of_a_paragraph_is_changed_in_the_order_of_the_schema():
    wanted = {"w:ind": '<w:ind w:firstLine="640"/>', "w:keepNext": "<w:keepNext/>", "w:jc": ""}
    plain = change_paragraph_look(DATA["手工"], [LookEdit(21, wanted)])
    assert par_xml(plain.data, 21).startswith('<w:p><w:pPr><w:keepNext/><w:ind w:firstLine="640"/></w:pPr>')
    tracked = track_paragraph_look(DATA["手工"], [LookEdit(21, wanted), LookEdit(12, wanted)], AUTHOR, WHEN)
    assert '<w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange></w:pPr>' in par_xml(tracked.data, 21)
    assert par_xml(tracked.data, 12).count("w:pPrChange ") == 3
    back = settled(tracked.data, AUTHOR, is_accepted=False)
    assert par_xml(back, 21) == par_xml(DATA["手工"], 21)


@pytest.mark.parametrize(
    "wanted", [{"w:nothing": "<w:nothing/>"}, {"w:sz": "<w:b/>"}, {"w:sz": "<w:sz"}, {"sz": ""}]
)
def test_what_is_no_property_is_an_error(wanted):
    with pytest.raises(ValueError):
        change_run_look(DATA["手工"], [LookEdit(0, wanted)])


def everything(data: bytes, par: int) -> bytes:
    """``data`` with all kinds of changes in the paragraphs around ``par``."""
    data = track_text(data, [TextEdit(par, 1, 3, "增补"), TextEdit(par + 1, 0, 0, "另：")], AUTHOR, WHEN).data
    data = add_comments(data, [Remark(par, 0, 4, "此处存疑")], AUTHOR, WHEN).data
    data = track_run_look(
        data, [LookEdit(par, {"w:color": '<w:color w:val="FF0000"/>'}, 2, 5)], AUTHOR, WHEN
    ).data
    data = track_paragraph_look(data, [LookEdit(par, {"w:jc": '<w:jc w:val="right"/>'})], AUTHOR, WHEN).data
    data = track_insert_after(data, par + 1, ["后添的一段"], AUTHOR, WHEN).data
    data = insert_after(data, par + 1, ["平添的一段"]).data
    return track_delete_pars(data, [par + 4], AUTHOR, WHEN).data


def issues(data: bytes) -> set[str]:
    return {str(issue["actual"]) for issue in oxml.Document.from_bytes(data).validate()["issues"]}


@pytest.mark.parametrize(("name", "par"), [("手工", 0), ("直接排版", 0), ("带表格", 3), ("联合", 3)])
def test_the_schema_holds_after_all_kinds_of_changes(name, par):
    changed = everything(DATA[name], par)
    assert issues(changed) == issues(DATA[name])
    docx.Document(io.BytesIO(changed))


@requires_soffice
def test_libre_office_shows_what_was_changed(tmp_path):
    made = {}
    for name, par in (("手工", 0), ("直接排版", 0), ("带表格", 3)):
        made[name] = tmp_path / f"{name}.docx"
        data = replace_text(DATA[name], [TextEdit(par, 0, 1, "岭上")]).data
        made[name].write_bytes(settled(everything(data, par), AUTHOR, is_accepted=True))
    for pdf in docx_to_pdf(list(made.values()), tmp_path):
        shown = characters(read_pdf(pdf))
        assert all(words in shown for words in ("岭增补", "另：", "后添的一段", "平添的一段"))


def repacked(data: bytes, encode) -> bytes:
    """``data`` as a stream that nobody could seek in, with another document part."""
    target = io.BytesIO()
    target.seekable = lambda: False
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, encode(old.read(name).decode()) if name == DOCUMENT else old.read(name))
    return target.getvalue()


@pytest.mark.parametrize(
    "encode",
    [
        lambda xml: xml.replace("UTF-8", "UTF-16").encode("utf-16"),
        lambda xml: b"\xef\xbb\xbf" + xml.encode(),
        lambda xml: (
            xml.replace("<?xml version='1.0' encoding='UTF-8' standalone='yes'?>", "").strip().encode()
        ),
        lambda xml: xml.replace("关于", "关<!-- 甲 -->于").encode(),
        lambda xml: xml.replace("w:", "ns0:").replace(":w=", ":ns0=").encode(),
        lambda xml: xml.replace("><", ">\n  <").encode(),
    ],
)
def test_other_ways_to_write_a_document_are_read_and_written(encode):
    data = repacked(DATA["手工"], encode)
    edits = [TextEdit(0, 1, 4, "做"), TextEdit(13, 0, 1, "钱")]
    wanted = expected(DATA["手工"], edits, ())
    after = replace_text(data, edits)
    assert texts(after.data) == wanted
    assert entries(after.data)[DOCUMENT].decode().count("<!-- 云岭县 -->") == 1
    assert texts(track_text(data, edits, AUTHOR, WHEN).data) == wanted


def test_fifty_edits_of_a_long_document_are_done_at_once():
    data = sample("长篇实施方案")
    pars = texts(data)
    edits = [
        TextEdit(place, 1, 3, "改") for place, text in enumerate(pars) if len(text) > 4 and "\t" not in text
    ]
    edits += [TextEdit(each.par, 4, 4, "添") for each in edits if len(pars[each.par]) > 6]
    assert len(edits) >= 50
    best = 9.0
    for _ in range(5):
        start = time.perf_counter()
        assert not track_text(data, edits[:50], AUTHOR, WHEN).refused
        best = min(best, time.perf_counter() - start)
    assert best < 0.06
