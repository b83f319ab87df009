"""What the text of a web page holds besides its words, which are all that is read of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import html

from gongwen.read.html.blocks import is_dropped

_SCRIPTS = {"sup": "上标", "sub": "下标"}
_SHOWN = 20


def unread_in(main: html.HtmlElement) -> Iterator[str]:
    """Yield, for each picture, formula, raised or lowered text of ``main``, what it is and what to do, in Chinese."""
    for element in main.iter("img", "math", *_SCRIPTS):
        if any(map(is_dropped, (element, *element.iterancestors()))):
            continue
        text = " ".join(str(element.text_content()).split())[:_SHOWN]
        if element.tag == "img":
            name = _name(str(element.get("src", "")))
            yield f"图片{f'“{name}”' if name else ''}没有排进公文；请自己放进去，或者把网页另存为 docx 再排"
        elif element.tag == "math":
            yield f"公式“{text}”没有排进公文；请自己放进去，或者把网页另存为 docx 再排"
        elif text:
            yield f"{_SCRIPTS[str(element.tag)]}“{text}”没有保留；请核对这一处，或者把网页另存为 docx 再排"


def _name(source: str) -> str:
    """Return what people call the picture at an address; one that is written in the page has no name."""
    return "" if source.startswith("data:") else PurePosixPath(unquote(urlsplit(source).path)).name
