"""Words of a docx changed at exact characters, everything else left as it is."""

import io
import re
import zipfile
from functools import cache, partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from gongwen.finding import InputError, UsageError
from gongwen.ooxml.edit.edits import (
    Hand,
    LookEdit,
    Remark,
    TextEdit,
    add_comments,
    change_run_look,
    delete_pars,
    insert_after,
    replace_text,
)
from gongwen.ooxml.edit.figures import narrow
from gongwen.ooxml.edit.opened import Opened
from gongwen.ooxml.package.docx import DOCUMENT, unpack
from gongwen.ooxml.seen.letters import Unreachable, locate
from gongwen.ooxml.seen.paragraphs import read_pars
from tests.calls import calls_of
from tests.making.broken.docx_files import broken_values
from tests.making.docx_by_hand import HEAD, W, box, p, packed, r
from tests.making.drafts import make_draft
from tests.making.tracked_changes import settled
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
    sample,
    texts,
)


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


@cache
def of_sound(name):
    """The texts and the looks of a file that nobody edited."""
    return texts(DATA[name]), looks(DATA[name])


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
    plain, tracked = replace_text(DATA[name], edits), replace_text(DATA[name], edits, HAND)
    assert tracked.refused == plain.refused
    assert texts(tracked.data) == texts(plain.data)
    taken, left = (settled(tracked.data, AUTHOR, is_accepted=each) for each in (True, False))
    assert texts(taken) == texts(plain.data)
    assert looks(taken) == looks(plain.data)
    assert (texts(left), looks(left)) == of_sound(name)


@MANY
@given(edited())
def test_characters_outside_of_edits_keep_their_looks_and_those_put_in_take_one(case):
    name, edits = case
    opened = Opened(DATA[name])
    pars = list(opened.roots[DOCUMENT].iter(f"{TAG}p"))
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


@pytest.mark.parametrize("name", sorted(DATA))
def test_nothing_to_do_leaves_the_very_file(name):
    data = DATA[name]
    assert replace_text(data, []).data is data
    assert replace_text(data, [], HAND).data is data
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


def test_a_comment_on_a_note_hangs_on_its_number():
    """Not every word processor opens a file with a comment inside of a note."""
    data = DATA["手工"]
    sources = Opened(data).sources
    number = next(
        place
        for place, source in enumerate(sources)
        if source.par.text and next(source.element.iterancestors(f"{TAG}footnote"), None) is not None
    )
    commented = add_comments(data, [Remark(number, 0, 1, "请核对")], AUTHOR, WHEN).data
    assert entries(commented)["word/footnotes.xml"] == entries(data)["word/footnotes.xml"]
    root = etree.fromstring(unpack(commented)[DOCUMENT])
    (start,) = root.iter(f"{TAG}commentRangeStart")
    assert start.getnext().find(f"{TAG}footnoteReference") is not None
    assert start.getnext().getnext().tag == f"{TAG}commentRangeEnd"


def test_both_copies_of_a_text_box_are_changed():
    for after in (
        replace_text(DATA["手工"], [TextEdit(8, 1, 3, "外没")]),
        replace_text(DATA["手工"], [TextEdit(8, 1, 3, "外没")], HAND),
        insert_after(DATA["手工"], 8, ["外没"]),
        insert_after(DATA["手工"], 8, ["外没"], HAND),
    ):
        assert document(after.data).count("外没") == 2
    for after in (
        delete_pars(DATA["手工"], [9]),
        change_run_look(DATA["手工"], [LookEdit(9, {"w:i": "<w:i/>"})]),
    ):
        assert document(after.data).count("第二行") in (0, 2)
        assert document(after.data).count("<w:i/>") in (0, 4)


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
    for after in (replace_text(data, [edit]), replace_text(data, [edit], HAND)):
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
    for change in (replace_text, lambda data, own: replace_text(data, own, HAND)):
        with pytest.raises(ValueError):
            change(DATA["手工"], edits)


def test_what_is_no_docx_is_told_as_by_the_reader():
    with pytest.raises(UsageError, match="不是 docx"):
        replace_text(b"x", [])
    with pytest.raises(UsageError, match="已损坏"):
        replace_text(DATA["手工"][:400], [])
    with pytest.raises(InputError, match="已损坏"):
        replace_text(packed("<w:p>"), [])


def test_tracked_changes_say_who_and_when_and_have_numbers_of_their_own():
    after = replace_text(
        DATA["手工"], [TextEdit(0, 1, 4, "做"), TextEdit(6, 3, 6, "改"), TextEdit(6, 1, 1, "新")], HAND
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
    assert texts(replace_text(data, edits, HAND).data) == wanted


def test_fifty_edits_of_a_long_document_are_done_at_once():
    data = sample("长篇实施方案")
    pars = texts(data)
    edits = [
        TextEdit(place, 1, 3, "改") for place, text in enumerate(pars) if len(text) > 4 and "\t" not in text
    ]
    edits += [TextEdit(each.par, 4, 4, "添") for each in edits if len(pars[each.par]) > 6]
    assert len(edits) >= 50
    assert not replace_text(data, edits[:50], HAND).refused
    one, fifty = (calls_of(partial(replace_text, data, edits[:count], HAND)) for count in (1, 50))
    assert fifty < 3 * one


@pytest.mark.parametrize("hand", [None, HAND], ids=["plain", "tracked"])
def test_rows_whose_numbers_are_none_are_taken_out(hand: Hand | None) -> None:
    data = broken_values()
    rows = [index for index, text in enumerate(texts(data)) if "甲" in text]
    made = delete_pars(data, rows, hand)
    assert len(rows) == 12 and not made.refused
    assert not any("甲" in text for text in texts(made.data))


@pytest.mark.parametrize("is_table", [True, False], ids=["tables", "pictures"])
def test_what_says_no_width_is_left_as_wide_as_it_is(is_table: bool) -> None:
    data = broken_values()
    made = narrow(data, [(index, 100.0, is_table) for index in range(len(texts(data)))])
    before, after = (re.findall(r'(?:w:w|cx)="([^"]*)"', document(each)) for each in (data, made))
    assert before == after and len(before) > 50


def test_what_an_edit_leaves_is_unpacked_no_second_time() -> None:
    data = make_draft(7)
    before = unpack(data)
    made = replace_text(data, [TextEdit(0, 0, 1, "改")]).data
    after = unpack(made)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {name: after[name] for name in after} == {
            name: archive.read(name) for name in archive.namelist()
        }
    same = [name for name in before if name != DOCUMENT]
    assert any(name.startswith("word/media/") for name in same)
    assert all(after[name] is before[name] for name in same)
    assert after.root(DOCUMENT) is not before.root(DOCUMENT)
    assert "改" in "".join(after.root(DOCUMENT).itertext())
