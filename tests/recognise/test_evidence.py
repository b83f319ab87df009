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
