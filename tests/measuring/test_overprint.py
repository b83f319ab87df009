"""The measure itself: what lies over something else is found, and what only stands close is not."""

from __future__ import annotations

import typst

from tests.measuring.overprint import overprinted

_PAGE = b'#set page(width: 10cm, height: 5cm)\n#set text(size: 16pt, font: "Noto Serif CJK SC")\n'


def draw(source: str) -> bytes:
    made = typst.compile(_PAGE + source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def test_text_over_text_is_found() -> None:
    moved = draw("#place(dx: 0pt)[抄送机关]\n#place(dx: 5pt, dy: 4pt)[页码]")
    assert overprinted(moved)
    assert all(each.startswith("第1页：") for each in overprinted(moved))


def test_close_lines_fake_bold_and_rare_characters_are_not() -> None:
    assert not overprinted(draw("#set par(leading: 2pt)\n抄送：县委办公室，县人大\\ 常委会办公室Agy，𬭸"))
    assert not overprinted(draw("#place(dx: 0pt)[粗]\n#place(dx: 0.4pt)[粗]"))
