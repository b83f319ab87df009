"""Paragraphs and rows put in and taken out, comments and looks; all kinds of changes together."""

import io
import re

import docx
import oxml  # type: ignore[import-untyped]
import pytest
from lxml import etree

from gongwen.ooxml.edit.edits import (
    LookEdit,
    Remark,
    TextEdit,
    add_comments,
    change_paragraph_look,
    change_run_look,
    delete_pars,
    insert_after,
    replace_text,
)
from gongwen.ooxml.package.docx import DOCUMENT, unpack
from tests.making.docx_by_hand import BOLD, field, p, packed, r, table, tc
from tests.making.tracked_changes import settled
from tests.measuring.ink import characters, read_pdf
from tests.measuring.render import docx_to_pdf, requires_soffice
from tests.ooxml.editing import (
    AUTHOR,
    BOUND,
    DATA,
    HAND,
    TAG,
    WHEN,
    document,
    entries,
    looks,
    numbers,
    par_xml,
    texts,
)

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
    tracked = insert_after(DATA["手工"], par, added, HAND)
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
    tracked = delete_pars(DATA["手工"], pars, HAND)
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
    for after in (delete_pars(data, [par]), delete_pars(data, [par], HAND)):
        assert after.data is data
        assert [each.asked for each in after.refused] == [par]
        assert why in after.refused[0].why


def anchored(data: bytes, number: str) -> str:
    """The characters between the two ends of a comment."""
    root = etree.fromstring(unpack(data)[DOCUMENT])
    found, is_in = "", False
    for each in root.iter():
        if (
            each.tag in (f"{TAG}commentRangeStart", f"{TAG}commentRangeEnd")
            and each.get(f"{TAG}id") == number
        ):
            is_in = each.tag.endswith("Start")
        elif is_in and each.tag == f"{TAG}t" and next(each.iterancestors("{*}Fallback"), None) is None:
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
    plain, tracked = change_run_look(DATA["手工"], [edit]), change_run_look(DATA["手工"], [edit], HAND)
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
    tracked = change_paragraph_look(DATA["手工"], [LookEdit(21, wanted), LookEdit(12, wanted)], HAND)
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
    data = replace_text(data, [TextEdit(par, 1, 3, "增补"), TextEdit(par + 1, 0, 0, "另：")], HAND).data
    data = add_comments(data, [Remark(par, 0, 4, "此处存疑")], AUTHOR, WHEN).data
    data = change_run_look(data, [LookEdit(par, {"w:color": '<w:color w:val="FF0000"/>'}, 2, 5)], HAND).data
    data = change_paragraph_look(data, [LookEdit(par, {"w:jc": '<w:jc w:val="right"/>'})], HAND).data
    data = insert_after(data, par + 1, ["后添的一段"], HAND).data
    data = insert_after(data, par + 1, ["平添的一段"]).data
    return delete_pars(data, [par + 4], HAND).data


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
