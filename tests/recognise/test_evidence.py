"""Elements that nothing of their own tells, by what stands around them: places, repetition, the order of attachments."""

import pytest

from gongwen.address import Place
from gongwen.read.pdf.columns import pages_in_columns
from gongwen.recognise.surroundings.pages import drop_page_numbers
from gongwen.transcript import Line
from tests.paths import read_cases
from tests.read.test_pdf_columns import LEFT, RIGHT, page
from tests.recognise.test_reading import found

CASES = read_cases("recognise/evidence.yaml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["依据"])
def test_what_is_told_by_what_stands_around_it(case):
    tree = found(case["原文"])
    for element, value in case["应读出"].items():
        assert pick(tree.get(element), value) == value


def pick(read, wanted):
    """Return of ``read`` what ``wanted`` has keys for."""
    if isinstance(wanted, dict) and isinstance(read, dict):
        return {key: read.get(key) for key in wanted}
    if isinstance(wanted, list) and isinstance(read, list):
        return [pick(one, other) for one, other in zip(read, wanted, strict=False)] + read[len(wanted) :]
    return read


def test_a_bare_number_at_the_end_of_each_page_is_its_number():
    """However few lines a page has; a number within a page is text."""
    pages = [["附件：1.甲规则", "3", "1"], ["2.乙规则", "2"], ["附件1", "甲规则", "3"]]
    lines = [
        Line(text, Place("甲.pdf", number, page=sheet))
        for sheet, texts in enumerate(pages, 1)
        for number, text in enumerate(texts, 1)
    ]
    kept = [line.text for line in drop_page_numbers(lines, []) if line.text]
    assert kept == ["附件：1.甲规则", "3", "2.乙规则", "附件1", "甲规则"]


def test_a_page_of_a_list_is_parted_where_the_others_are():
    """A 目录 in the columns of the first page is no roster: the next page has columns at the same place."""
    contents = [
        ("目录", RIGHT),
        ("第一章　总则", "第三条"),
        ("第二章　分则", RIGHT),
        (LEFT, "第四条"),
        (LEFT, RIGHT),
    ]
    first, second = page(*contents, ("第一条", "第五条")), page(*[(LEFT, RIGHT)] * 6)
    assert pages_in_columns([first]) == [first]
    both = pages_in_columns([first, second])
    assert [row.text for row in both[0]][:3] == ["目录", "第一章　总则", "第二章　分则"]
    assert [row.text for row in both[1]] == [LEFT] * 6 + [RIGHT] * 6


def test_lines_like_those_of_a_page_amid_a_long_text_make_no_page_of_it():
    """The menus of a page stand at its ends: a long annex with 时间 and 微信 in its middle leaves the head as it is."""
    addressed = (
        "各市应对流行病工作机制和各县应对流行病工作指挥部，省应对流\n行病工作机制各成员单位，省疾控中心："
    )
    lines = [
        "关于印发云岭省防控方案的通知",
        *addressed.splitlines(),
        "现将方案印发给你们，请认真执行。",
        "云岭省卫生健康委员会",
        "2022年6月27日",
    ]
    annex = [f"{number}.第{number}类场所每日登记。" for number in range(1, 451)]
    annex[220:220] = ["时间：停留时间，场所名称", "微信群、小程序等方式，每日早晚两次定期询问情况。"]
    tree = found("\n".join([*lines, "云岭省防控方案", *annex]))
    assert tree["主送机关"] == addressed.replace("\n", "")[:-1]
