"""What a scan says itself to be doubtful by its structure: the numbers of its pages, and a head that is missing."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen.address import Place
from gongwen.recognise.unsure import find_lacking, find_unsure
from gongwen.transcript import ENGINE, FAINT, SHOWN_THROUGH, Line, Transcript


def doubts_of(*lines: tuple[int, str], facts: Sequence[str] = (ENGINE,)) -> list[str]:
    """What is said of lines, each with its page, besides that all was recognised."""
    found = tuple(
        Line(text, Place("扫描", number, page=page)) for number, (page, text) in enumerate(lines, 1)
    )
    messages = [
        each.message for each in find_unsure(Transcript("扫描", found, False, dict.fromkeys(facts, "引擎")))
    ]
    return [each for each in messages if "逐个与原件核对" not in each]


def test_a_copy_number_of_other_than_six_digits_is_told() -> None:
    (told,) = doubts_of((1, "2016118"), (1, "000016"), (2, "16"))
    assert told.startswith("“2016118”不是六位，可能不是份号")


def test_pages_that_count_on_are_not_told() -> None:
    assert doubts_of((1, "— 1 —"), (2, "- 2 -"), (4, "—4—"), (5, "5")) == []
    assert doubts_of((2, "— 1 —"), (3, "— 2 —")) == []
    assert doubts_of((1, "— 1 —"), (2, "— 2 —"), (2, "— 3 —"), (3, "— 4 —"), (3, "— 5 —")) == []


def test_a_page_that_is_missing_is_told() -> None:
    (told,) = doubts_of((1, "— 1 —"), (2, "— 2 —"), (3, "— 4 —"), (4, "— 5 —"))
    assert told.startswith("页码“— 4 —”与前面的“— 2 —”接不上，可能缺页")
    (told,) = doubts_of((1, "— 3 —"), (2, "— 4 —"))
    assert told.startswith("第一个页码是“— 3 —”，前面可能缺页")


def test_a_text_that_was_not_recognised_is_not_doubted() -> None:
    assert doubts_of((1, "2016118"), (2, "— 7 —"), facts=()) == []


def test_words_that_show_through_from_the_back_are_told() -> None:
    (told,) = doubts_of((1, "各乡镇"), facts=(ENGINE, SHOWN_THROUGH))
    assert told.endswith("页上淡得多的字看作是背面透过来的，没有读，请与原件核对")


def test_a_scan_without_a_head_is_told_to_be_no_usual_document() -> None:
    lines = (Line("关于某事的讲话", Place("扫描", 1, page=1)),)
    scan, typed = (Transcript("扫描", lines, False, facts) for facts in ({ENGINE: "引擎"}, {}))
    (told,) = find_lacking(scan, {"标题": "关于某事的讲话"})
    assert "“署名”" in told.message
    assert [*find_lacking(scan, {"主送机关": "各科室"}), *find_lacking(typed, {})] == []


def test_what_a_faint_scan_lacks_is_named() -> None:
    lines = (Line("关于某事的通知", Place("扫描", 1, page=1)),)
    scan = Transcript("扫描", lines, False, {ENGINE: "引擎", FAINT: "1、2"})
    (told,) = find_lacking(scan, {"标题": "关于某事的通知", "主送机关": "各科室", "署名": ["无"]})
    assert told.message.startswith(
        "第1、2页有的字很淡，可能还有字没有认出来；没有读到“发文字号”“署名”“成文日期”"
    )
