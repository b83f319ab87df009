"""A line of text that was passed over leaves room between its neighbours; room that the layout asks for is none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import pytest

from gongwen import api
from gongwen.read.pdf.lines import row_pages
from gongwen.read.pdf.rows import Row
from gongwen.read.scan.holes import rows_below_holes
from tests.paths import SAMPLES, sample_file

NAMES = sorted(path.stem for path in SAMPLES if "撑满" not in path.stem)


def pages_of(name: str) -> list[Sequence[Row]]:
    pdf = api.render(api.compose_source(api.load(sample_file(name))), "pdf").files[0]
    return [page.rows for page in row_pages(pdf)]


@pytest.mark.parametrize("name", NAMES)
def test_pages_have_no_holes(name: str) -> None:
    assert [row.text for rows in pages_of(name) for row in rows_below_holes(rows)] == []


@pytest.mark.parametrize("name", ["三年行动计划", "印发管理办法", "长篇实施方案"])
def test_what_stands_below_a_line_that_is_gone_is_told(name: str) -> None:
    rows = max(pages_of(name), key=len)
    usual = median(row.right for row in rows)
    gone, below = next(
        (row, after)
        for (above, row), (_, after) in zip(pairwise(rows), pairwise(rows[1:]), strict=False)
        if above.right > usual - 20 and not above.text.endswith(("。", "：", "；"))
    )
    assert [row.text for row in rows_below_holes([row for row in rows if row is not gone])] == [below.text]
