"""What is made right in the lines of a scan, and told: the brackets of a 发文字号, which engines confuse, and the 日 of a day."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from gongwen.address import Place
from gongwen.read.scan.lines import ScannedPages, _bracketed
from gongwen.transcript import Line, Transcript


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        ("云政办函[2024] 46号", "云政办函〔2024〕 46号"),
        ("云政办函〔2024]46号", "云政办函〔2024〕46号"),
        ("（2019］第3号", "〔2019〕第3号"),
        ("云政发（1998）3号", "云政发（1998）3号"),
        ("见[2024]一文，共46号", "见[2024]一文，共46号"),
    ],
)
def test_square_brackets_around_a_year(seen: str, wanted: str) -> None:
    assert _bracketed(seen) == wanted


class Named(NamedTuple):
    """An engine of which only the name is asked."""

    name: str = "引擎"


def finished(text: str) -> Line:
    """A line of a scan as it is handed on."""
    scanned = ScannedPages("扫描")
    scanned.engine = Named()  # type: ignore[assignment]
    (line,) = scanned.finish(Transcript("扫描", (Line(text, Place("扫描", 1, page=1)),), False)).lines
    return line


@pytest.mark.parametrize("text", ["2008年3月17", "　　　　二〇〇八年三月十七", "2008 年 3 月 17"])
def test_a_day_that_does_not_end_gets_its_end_and_is_told(text: str) -> None:
    line = finished(text)
    assert line.text == f"{text}日"
    assert line.doubt == "末尾没有“日”，可能少认了字，补上了"


@pytest.mark.parametrize("text", ["2008年3月17日", "2008年3月", "2008", "共17", "于2008年3月17"])
def test_what_is_no_day_or_a_whole_one_stays(text: str) -> None:
    assert (finished(text).text, finished(text).doubt) == (text, "")
