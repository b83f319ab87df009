"""Chinese text: numerals, dates, labels, names and line breaks."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.terms.date import DateError, parse_date
from gongwen.terms.date import write as format_date
from gongwen.terms.label import find_label, format_label
from gongwen.terms.people.member import split_name_and_post
from gongwen.zh.lines import NOT_AT_END, NOT_AT_START, Measure, break_lines
from gongwen.zh.numerals import from_chinese, to_chinese
from gongwen.zh.spaces import close_up, spread
from gongwen.zh.width import latin_gaps, width


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (3052, "三千零五十二"),
    ],
)
def test_numerals(number: int, text: str) -> None:
    assert to_chinese(number) == text
    assert from_chinese(text) == number


def test_every_numeral_is_read_back() -> None:
    assert all(from_chinese(to_chinese(number)) == number for number in range(1, 10000))


@pytest.mark.parametrize("text", ["", "零", "一一", "一十", "二零", "十十", "百", "甲"])
def test_what_does_not_count_is_no_numeral(text: str) -> None:
    assert from_chinese(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2024-12-09",
        "2024年12月9日",
        "2024.12.9",
        "二〇二四年十二月九日",
        "二○二四年十二月九日",
        " 2024/12/09 ",
    ],
)
def test_dates(text: str) -> None:
    assert parse_date(text) == datetime.date(2024, 12, 9)
    assert format_date(parse_date(text)) == "2024年12月9日"


@pytest.mark.parametrize(
    ("text", "reason"),
    [("2024-02-30", "calendar"), ("2024年13月1日", "calendar"), ("明天", "form"), ("24-1-1", "form")],
)
def test_no_dates(text: str, reason: str) -> None:
    with pytest.raises(DateError) as raised:
        parse_date(text)
    assert raised.value.reason == reason


@pytest.mark.parametrize(
    ("line", "level", "number", "is_standard"),
    [
        ("一、总体要求", 1, 1, True), ("十二、附则", 1, 12, True), ("一、 总体要求", 1, 1, False), ("一.总体要求", 1, 1, False),
        ("（三）坚持", 2, 3, True), ("(三)坚持", 2, 3, False), ("（三）、坚持", 2, 3, False),
        ("12.推动", 3, 12, True), ("1．推动", 3, 1, False), ("1、推动", 3, 1, False), ("（4）落实", 4, 4, True),
    ],
)  # fmt: skip
def test_labels(line: str, level: int, number: int, is_standard: bool) -> None:
    label = find_label(line)
    assert label is not None
    assert (label.level, label.number, label.is_standard) == (level, number, is_standard)


@pytest.mark.parametrize(
    "line",
    ["1.5亿元", "一、二、三产业", "3、4月", "一一、甲", "2025年", "十四五规划", "（含）", "总体要求", ""],
)
def test_no_labels(line: str) -> None:
    assert find_label(line) is None


@given(st.integers(1, 4), st.integers(1, 999))
def test_every_label_is_found_again(level: int, number: int) -> None:
    label = find_label(format_label(level, number) + "甲")
    assert label is not None
    assert (label.level, label.number, label.is_standard) == (level, number, True)


def test_names() -> None:
    assert spread("曹谦") == "曹　谦"
    assert spread("欧阳清远") == "欧阳清远"
    assert close_up("曹　谦") == "曹谦"
    assert split_name_and_post("曹谦 副主任") == ("曹谦", "副主任")
    assert split_name_and_post("曹　谦　县委 常委") == ("曹谦", "县委 常委")
    assert split_name_and_post("曹 谦\t副主任") == ("曹谦", "副主任")
    assert split_name_and_post("买买提·艾力 局长") == ("买买提·艾力", "局长")
    assert split_name_and_post("陆明远") == ("陆明远", "")


def test_widths() -> None:
    assert width("2024年") == 3
    assert width("“——……”") == 6
    assert latin_gaps("到2025年，A级（1个）") == [1, 5, 8, 11]


FULL, HALF = 15.75, 7.75
MEASURE = Measure(28 * FULL, 28 * FULL, FULL, HALF, 3.2, hangs=False)
HANGING = MEASURE._replace(hangs=True)


def lines(text: str, measure: Measure = MEASURE) -> list[str]:
    ends = break_lines(text, measure)
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def test_a_mark_does_not_begin_a_line() -> None:
    assert [len(line) for line in lines("国" * 28 + "，" + "国")] == [27, 3]
    assert [len(line) for line in lines("国" * 28 + "，" + "国", HANGING)] == [29, 1]


def test_a_bracket_does_not_end_a_line() -> None:
    assert [len(line) for line in lines("国" * 27 + "（国国）")] == [27, 4]


def test_a_number_is_not_split() -> None:
    assert lines("国" * 27 + "2024年") == ["国" * 27, "2024年"]


TEXT = st.text("国家，。、（）“”《》2024%AB -年月…—", min_size=0, max_size=200)


@given(TEXT, st.booleans())
def test_lines_keep_every_character_and_the_rules(text: str, hangs: bool) -> None:
    measure = HANGING if hangs else MEASURE
    found = lines(text, measure)
    assert "".join(found) == text
    for line, following in itertools.pairwise(found):
        assert line
        room = 28 * FULL + (FULL if hangs else 0)
        own = sum(FULL if width(c) == 1 else HALF for c in line.rstrip(" "))
        assert own <= room + 0.01 or len(line) == 1
        has_better = any(pair in line[14:] for pair in ("国国", "国家", "家国", "家家"))
        if has_better:  # another line had no better place to break
            assert following[0] not in NOT_AT_START
            assert line[-1] not in NOT_AT_END
