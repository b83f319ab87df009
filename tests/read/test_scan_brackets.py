"""The brackets of a 发文字号 on a scan, which engines confuse."""

from __future__ import annotations

import pytest

from gongwen.read.scan.lines import _bracketed


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
