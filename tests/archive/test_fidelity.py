"""The comparison of two texts, character by character."""

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongwen import api
from gongwen.address import Place
from gongwen.archive.fidelity import LAYOUT_WORDS, Gone, compare
from gongwen.archive.proof import prove
from gongwen.recognise.reading import Repair
from tests.paths import NOTICES

AT = Place("甲.txt", 1)
TEXT = st.text(alphabet="县政府办公室发〔〕2024年月日号：，。（）一二三 \n", max_size=60)


def told(fidelity):
    return [(each.kind, each.found, each.made, bool(each.reason)) for each in fidelity.differences]


def test_the_same_but_for_spaces():
    fidelity = compare("各乡镇 人民政府：\n\n", "各乡镇人民政府：")
    assert (told(fidelity), fidelity.lost, fidelity.kept) == ([], (), 8)


def test_what_is_lost_without_a_reason_is_told():
    fidelity = compare("抓好落实，确保安全。", "抓好落实。")
    assert told(fidelity) == [("缺失", "，确保安全", "", False)]
    assert fidelity.lost


def test_a_repair_explains_what_went():
    repairs = [Repair(AT, "— 3 —", "", "页码")]
    fidelity = compare("抓好— 3 —落实。", "抓好落实。", repairs)
    assert told(fidelity) == [("缺失", "—3—", "", True)]
    assert not fidelity.lost


def test_a_proposal_explains_nothing():
    repairs = [Repair(AT, "(一)", "（一）", "括号", is_applied=False)]
    assert compare("(一)落实。", "（一）落实。", repairs).lost


def test_a_change_is_explained_by_its_repair():
    repairs = [Repair(AT, "二○○五年", "二〇〇五年", "零")]
    fidelity = compare("二○○五年三月", "二〇〇五年三月", repairs)
    assert all(each.reason == "零" for each in fidelity.differences)
    assert not fidelity.lost


def test_equal_changes_are_each_explained_by_the_repair_at_their_place():
    repairs = [Repair(AT, ":", "：", "主送"), Repair(AT, "附件:", "附件：", "附件")]
    fidelity = compare("各乡镇:正文。附件:甲", "各乡镇：正文。附件：甲", repairs)
    assert [each.reason for each in fidelity.differences] == ["主送", "附件"]


def test_what_moved_is_not_lost():
    fidelity = compare(
        "（此件公开发布）云岭县人民政府2024年5月6日", "云岭县人民政府2024年5月6日（此件公开发布）"
    )
    assert [(each.kind, each.made) for each in fidelity.differences] == [("移动", "（此件公开发布）")]
    assert not fidelity.lost
    assert fidelity.kept == len(fidelity.found)


def test_a_line_that_moved_is_known_though_its_characters_stand_elsewhere_too():
    number, title = "青溪监能市场〔2019〕17号", "青溪能源监管局关于修订电力市场规则部分条款的通知"
    fidelity = compare(f"{title}{number}各单位", f"{number}\n{title}\n各单位")
    assert {each.kind for each in fidelity.differences} == {"移动"}
    assert not fidelity.unexplained


def test_lines_that_stand_twice_are_each_found_at_their_place():
    """附件说明 and 署名 went below; the titles of the 附件 stand in both, and a mark has another width."""
    titles = "考核安排表\n报名登记表"
    note, signed = "附件:1.考核安排表\n2.报名登记表", "青溪县教育局\n2021年4月2日"
    fidelity = compare(
        f"{note}\n{signed}\n{titles}",
        f"{titles}\n{note.replace(':', '：')}\n{signed}",
        [Repair(AT, "附件:", "附件：", "冒号")],
    )
    assert [(each.found, each.made) for each in fidelity.differences if each.kind == "改动"] == [(":", "：")]
    assert not fidelity.unexplained


def test_a_title_that_only_a_note_names_is_told_with_its_reason():
    text = "关于报送考核安排的通知\n\n各科室：\n请按附件填报。\n\n附件：1.考核安排表\n2.报名登记表\n\n青溪县教育局\n2021年4月2日\n\n附件1\n考核安排表填写说明见表后，请逐项填写并加盖公章。\n附件2\n报名登记表由本人填写，一式两份。\n"
    reading = api.read_bytes(text.encode(), "通知.txt")
    composition = api.compose(reading.document)
    assert not prove(reading, api.render(composition, "docx").files[0], composition.profile).unexplained


def test_much_of_a_line_may_have_moved():
    text = "正文在此，请各单位照此执行。"
    repairs = [Repair(AT, "附注:", "附注：", "冒号")]
    fidelity = compare(f"附注:甲乙丙丁戊己庚{text}", f"{text}附注：甲乙丙丁戊己庚", repairs)
    assert ("移动", "甲乙丙丁戊己庚") in [(each.kind, each.made) for each in fidelity.differences]
    assert not fidelity.lost


def test_what_went_between_two_changes_is_explained_by_both():
    repairs = [
        Repair(AT, "附件一：甲表.doc", "1.甲表", "名称"),
        Repair(AT, "附件二：乙表.doc", "2.乙表", "名称"),
    ]
    fidelity = compare("附件一：甲表.doc附件二：乙表.doc", "附件：1.甲表2.乙表", repairs)
    assert not fidelity.lost


def test_a_mark_of_a_table_behind_what_a_repair_drops_needs_no_reason_of_its_own():
    assert not compare("附件：甲表。|", "附件：甲表", [Repair(AT, "甲表。", "甲表", "名称")]).lost


def test_of_two_places_the_last_one_went_that_says_it_again():
    gone = [Gone(0, "示意图", "重复", is_again=True)]
    fidelity = compare(
        "附件：示意图。青溪县附件示意图", "附件：示意图。青溪县", [Repair(AT, "附件", "", "标识")], (), gone
    )
    assert [each.found_at for each in fidelity.differences if each.reason == "重复"] == [12]
    assert not fidelity.lost


def test_notes_in_another_order_have_moved():
    fidelity = compare("甲。数据来自普查。引自公报。", "甲。1引自公报。2数据来自普查。")
    assert {each.kind for each in fidelity.differences} == {"移动", "增加"}
    assert not fidelity.lost


def test_words_of_the_layout_are_told_as_such():
    fidelity = compare("县委办公室", "抄送：县委办公室。")
    assert [each.reason for each in fidelity.differences] == [LAYOUT_WORDS, LAYOUT_WORDS]


def test_added_text_has_its_reason():
    fidelity = compare("县政府通知", "县政府文件县政府通知", added=[("县政府文件", "补上")])
    assert told(fidelity) == [("增加", "", "县政府文件", True)]


def test_added_text_without_a_reason_is_told():
    fidelity = compare("县政府通知。", "县政府文件县政府通知。请照办。", added=[("县政府文件", "补上")])
    assert told(fidelity) == [("增加", "", "县政府文件", True), ("增加", "", "请照办。", False)]
    assert [each.made for each in fidelity.unexplained] == ["请照办。"]


def test_a_long_text_is_compared_by_pieces():
    """The comparison of a text of 300,000 characters needs neither its square of room nor of time."""
    lines = [
        f"第{number}项任务由第{number % 97}组在{number % 12 + 1}月底前完成，并报告结果。"
        for number in range(10000)
    ]
    made = [line for place, line in enumerate(lines) if place != 7000]
    fidelity = compare("\n".join(lines), "\n".join(made))
    assert len("".join(each.found for each in fidelity.differences)) == len(lines[7000])
    assert fidelity.kept == len(fidelity.made)


@given(TEXT, TEXT)
@example("甲乙丙丁戊己", "丙丁戊己甲乙")
@settings(deadline=None)
def test_every_character_is_accounted_for(found, made):
    fidelity = compare(found, made)
    gone = Counter("".join(each.found for each in fidelity.differences if each.kind != "移动"))
    new = Counter("".join(each.made for each in fidelity.differences if each.kind != "移动"))
    assert Counter(fidelity.found) - gone == Counter(fidelity.made) - new
    assert fidelity.kept == len(fidelity.found) - gone.total()
    for each in fidelity.differences:
        assert fidelity.found[each.found_at :].startswith(each.found)
        assert fidelity.made[each.made_at :].startswith(each.made)


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_nothing_of_the_notices_is_lost(path):
    """Text as found → Document → docx → text: every difference has its reason, and none is a loss."""
    reading = api.read_file(path.with_suffix(".txt"))
    composition = api.compose(reading.document)
    fidelity = prove(reading, api.render(composition, "docx").files[0], composition.profile)
    assert fidelity.unexplained == ()
    assert fidelity.kept > 0.99 * len(fidelity.found)
