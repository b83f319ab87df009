"""What a scan says itself to be doubtful by its structure: the numbers of its pages, and days that are cut off."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gongwen.address import Place
from gongwen.recognise.unsure import find_unsure
from gongwen.transcript import ENGINE, Line, Transcript


def doubts_of(*lines: tuple[int, str], facts: Sequence[str] = (ENGINE,)) -> list[str]:
    """What is said of lines, each with its page, besides that all was recognised."""
    found = tuple(
        Line(text, Place("扫描", number, page=page)) for number, (page, text) in enumerate(lines, 1)
    )
    messages = [
        each.message for each in find_unsure(Transcript("扫描", found, False, dict.fromkeys(facts, "引擎")))
    ]
    return [each for each in messages if "逐个与原件核对" not in each]


@pytest.mark.parametrize("text", ["2008年3月17", "　　　　二〇〇八年三月十七", "2008 年 3 月 17"])
def test_a_day_that_does_not_end_is_told(text: str) -> None:
    (told,) = doubts_of((1, text))
    assert told.startswith(f"“{text.strip()}”末尾没有“日”")


@pytest.mark.parametrize("text", ["2008年3月17日", "2008年3月", "2008", "共17", "于2008年3月17"])
def test_what_is_no_day_or_a_whole_one_is_not(text: str) -> None:
    assert doubts_of((1, text)) == []


def test_a_copy_number_of_other_than_six_digits_is_told() -> None:
    (told,) = doubts_of((1, "2016118"), (1, "000016"), (2, "16"))
    assert told.startswith("“2016118”不是六位，可能不是份号")


def test_pages_that_count_on_are_not_told() -> None:
    assert doubts_of((1, "— 1 —"), (2, "- 2 -"), (4, "—4—"), (5, "5")) == []
    assert doubts_of((2, "— 1 —"), (3, "— 2 —")) == []


def test_a_page_that_is_missing_is_told() -> None:
    (told,) = doubts_of((1, "— 1 —"), (2, "— 2 —"), (3, "— 4 —"), (4, "— 5 —"))
    assert told.startswith("页码“— 4 —”与前面的“— 2 —”接不上，可能缺页")
    (told,) = doubts_of((1, "— 3 —"), (2, "— 4 —"))
    assert told.startswith("第一个页码是“— 3 —”，前面可能缺页")


def test_a_text_that_was_not_recognised_is_not_doubted() -> None:
    assert doubts_of((1, "2008年3月17"), (2, "— 7 —"), facts=()) == []
