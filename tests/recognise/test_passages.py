"""Texts as found → documents: nothing is lost, whatever the text is."""

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongwen import api
from gongwen.address import Place
from gongwen.recognise.elements.rosters import find_rosters
from gongwen.recognise.main import recognise
from gongwen.recognise.passages import Passage
from gongwen.recognise.surroundings.main import drop_surroundings
from gongwen.terms.people.one_person import split_person
from gongwen.terms.people.post import ends_as_post
from gongwen.terms.people.roster_line import read
from gongwen.transcript import Line, Transcript
from gongwen.write.text import write_text
from gongwen.zh.spaces import bare
from tests.paths import read_cases

PIECES = st.sampled_from(
    [
        "云岭县人民政府办公室文件", "云岭县人民政府办公室", "云岭县人民政府令", "第6号", "云政办发〔2024〕36号", "（云政办发[2024]36号）",
        "签发人：赵　清", "关于印发云岭县防汛工作方案的通知", "云岭县人民政府办公室关于做好防汛工作的通知", "云岭县防汛工作方案", "（试行）",
        "各乡镇人民政府，县直各单位：", "各乡镇人民政府：", "现将有关事项通知如下：", "一、总体要求", "（一）目标。到2025年完成任务。",
        "(二) 任务。抓好落实", "1.压实责任。", "（1）做好值守。", "第一章　总则", "第一条　为了加强管理，制定本办法。", "特此通知。",
        "附件：1.名单", "附件：云岭县防汛指挥部组成人员名单", "2.分工表", "附件", "附件1", "附件2：任务分工表", "云岭县防汛指挥部组成人员名单",
        "组　长：李明远　县长", "副组长：王若川\t副县长", "成　员：赵　清\t县水务局局长", "孙　安 县财政局局长", "成员：县水务局、县财政局",
        "成员：张伟（县长）、李明（副县长）", "2024年5月6日", "二○○五年三月十七日", "（此件公开发布）", "(联系人：赵清，电话：0000-1234567)",
        "主题词：农业 水利 通知", "抄送：县委办公室，县人大常委会办公室。", "抄报：市人民政府。", "云岭县人民政府办公室 2024年5月6日印发",
        "共印50份", "— 3 —", "第3页 共8页", "首页 > 政务公开 > 通知公告", "来源：县政府办公室", "**加粗**", "# 标题", "---", "| 序号 | 姓名 |",
        "| 1 | 张伟 |", "[bookmark: _GoBack]正文继续", "", "　　为切实做好防汛工作，保障人民群众生命财产安全，根据上级要求，结合我县实际", "制定本方案。",
        "出席：李明远、王若川", "县长　李明远", "000018", "机密★1年", "特急", "责任单位：县水务局、县财政局", "……", "\f", "《办法》已经县人民政府同意，现印发给你们。",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, min_size=1, max_size=30).map("\n".join),
    st.lists(st.one_of(PIECES, st.text(max_size=40)), min_size=1, max_size=15).map("\n".join),
    st.text(max_size=300),
)


def transcript(text: str) -> Transcript:
    lines = tuple(Line(line, Place("甲.txt", number)) for number, line in enumerate(text.split("\n"), 1))
    return Transcript("甲.txt", lines, has_paragraphs=False)


@given(TEXTS)
@example(
    "\n".join(["（云政办发[2024]36号）"] * 2 + ["云政办发〔2024〕36号"] + ["（云政办发[2024]36号）"] * 3)
)
@example("|-")
@example(
    "云岭县人民政府办公室文件\n成员：张伟（县长）、李明（副县长）\n抄送：县委办公室。\n各乡镇人民政府，县直各单位："
)
@example("云岭县人民政府办公室\n二○○五年三月十七日\n云岭县人民政府办公室 2024年5月6日印发")
@settings(max_examples=1000, deadline=None)
def test_no_character_is_lost(text):
    """Each one is printed again, or a repair says that it went and why."""
    source = transcript(text)
    if not any(bare(line.text) for line in drop_surroundings(source.lines)[0]):
        return
    reading = recognise(source)
    printed = write_text(api.compose(reading.document).flow)
    gone = Counter("".join(bare(each.before) for each in reading.repairs if each.is_applied))
    lost = Counter(bare(text)) - Counter(bare(printed)) - gone
    assert not lost, f"{dict(lost)}\n{printed}\n{[each.before for each in reading.repairs]}"


def passages(lines):
    return [
        Passage(line, Place("甲.txt", number), is_row=line.startswith("|"))
        for number, line in enumerate(lines, 1)
    ]


@pytest.mark.parametrize("case", read_cases("recognise/people.yaml")["one"], ids=lambda case: case["text"])
def test_one_person(case):
    found = split_person(case["text"])
    assert (list(found) if found else None) == case["person"]


@pytest.mark.parametrize(
    "case", read_cases("recognise/people.yaml")["several"], ids=lambda case: case["text"]
)
def test_several_people(case):
    assert _people(read(case["text"])) == case["people"]


def _people(found):
    people = [[each.value.name, each.value.post] for each in found]
    return people if len(people) > 1 and all(name and ends_as_post(post) for name, post in people) else []


@pytest.mark.parametrize("case", read_cases("recognise/rosters.yaml"), ids=lambda case: case["about"])
def test_rosters(case):
    found = find_rosters(passages(case["lines"]))
    roles = [
        {role: seats if isinstance(seats, str) else [[each["姓名"], each["职务"]] for each in seats] for role, seats in each.roles.items()}
        for each in found
    ]  # fmt: skip
    assert roles == ([case["roles"]] if case["roles"] else [])
    told = "".join(message for each in found for _, message in each.doubts)
    assert all(words in told for words in case.get("doubts", []))
    assert "doubts" in case or "没有认出是谁" not in told
