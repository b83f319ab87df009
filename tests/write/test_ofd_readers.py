"""OFD in readers that others made: the ink of ofd.js and the places of easyofd against the PDF of the same pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from tests.making.any_documents import make_document
from tests.measuring.ofd_readers import (
    Character,
    characters,
    characters_by_easyofd,
    ink_by_ofd_js,
    needs_easyofd,
    needs_ofd_js,
)
from tests.write.test_ofd import DRAWN, farther_ink, looked_at, made, printed_ink, seeds_of

SET = ("联合通知", "信函")
"""Two heads, a table, seals; no turned sheet, whose number easyofd collapses."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Samples, and with ``--ofd-count`` documents made by chance; of these easyofd is given no turned sheets."""
    most = metafunc.config.getoption("--ofd-count")
    by_chance = seeds_of(most) if most else []
    if "drawn" in metafunc.fixturenames:
        metafunc.parametrize("drawn", [*DRAWN, *by_chance])
    if "upright" in metafunc.fixturenames:
        upright = [seed for seed in by_chance if "页面: 横" not in make_document(int(seed))]
        metafunc.parametrize("upright", [*SET, *upright])


@needs_ofd_js
def test_the_ink_in_ofd_js_is_that_of_the_pdf(drawn: str) -> None:
    _, ofd, pdf = made(drawn)
    with pdfium.PdfDocument(pdf) as document:
        numbers = looked_at(len(document))
        for number, ink in zip(numbers, ink_by_ofd_js(ofd, numbers), strict=True):
            assert farther_ink(printed_ink(document[number]), ink) == (0, 0), f"第{number + 1}页"


@needs_easyofd
def test_characters_stand_in_easyofd_where_they_stand_in_the_pdf(upright: str, tmp_path: Path) -> None:
    _, ofd, pdf = made(upright)
    for wanted, found in zip(characters(pdf), characters_by_easyofd(ofd, tmp_path), strict=True):
        assert Counter(text for text, *_ in found) == Counter(text for text, *_ in wanted)
        assert max((distance(each, found) for each in wanted), default=0) < 0.3
        assert max((distance(each, wanted) for each in found), default=0) < 0.3


def distance(character: Character, others: Sequence[Character]) -> float:
    """How far the nearest of the same is, millimetres along the farther axis."""
    text, x, y = character
    return min(max(abs(x - right), abs(y - down)) for other, right, down in others if other == text)
