"""What the text of a web page holds that is not read of it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from gongwen.read.html.blocks import is_dropped

_SHOWN = 20


def formulas_in(main: html.HtmlElement) -> Iterator[str]:
    """Yield, for each formula of ``main``, what it is and what to do, in Chinese."""
    for element in main.iter("math"):
        if not any(map(is_dropped, (element, *element.iterancestors()))):
            text = " ".join(str(element.text_content()).split())[:_SHOWN]
            yield f"公式“{text}”没有排进公文；请自己放进去，或者把网页另存为 docx 再排"
