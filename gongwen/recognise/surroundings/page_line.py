"""A web page that stands on one line: what of it is above the document, and what is below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.pattern import pattern
from gongwen.recognise.single_lines import FILE_END
from gongwen.terms import date

_TRAIL = pattern(
    r"\s*您?(?:现在|当前)?(?:所在)?的?位置\s*[：:]\s*首\s*页\S*(?:\s*[>＞»›/]\s*[^\s>＞»›/]+)*\s+"
)
_FACT = (
    rf"(?:发布|更新)?(?:时间|日期)\s*[：:]\s*{date.ANY_DAY}(?:\s*\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?)?"
    r"|(?:信息|稿件|文章)?来源\s*[：:](?:\s*[^\s：:]+(?=\s))?|作者\s*[：:]\s*\S{0,12}"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|率|数)?\s*[：:]\s*\d*次?|字[体号]\s*[：:]?\s*(?:[【\[]?[大中小][】\]]?\s*){0,3}"
    r"|微信|微博|QQ空间|朋友圈|分享(?:到|至)?[：:]?|打印(?:本页)?|收藏|关闭(?:窗口)?|全真版|文字版|文件下载|相关链接[：:]?|-->"
)
_FACTS = pattern(rf"(?:(?<=\s)|^)(?:(?:{_FACT})\s*){{2,}}(?=\S)")
"""What a page says below a title: the day, the source, where to share it."""
_FOOT = pattern(
    r"\s(?=(?:(?:信息|稿件|文章)?来源\s*[：:]\s*\S+\s+)?(?:附件下载|相关附件|责任编辑|打印本页|关闭窗口|扫一扫|上一篇|下一篇)[^。]*$)"
)
_FILE = pattern(rf"{FILE_END}\s*|附件下载\s*", re.IGNORECASE)
_NEAR = 400
"""Characters of a line from its beginning on in which the page says what stands above the document."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """The parts of a web page on one line."""

    cuts: tuple[int, ...]
    """Where the pieces of the page begin, those of the document apart."""
    start: int
    """Where the document begins."""
    stop: int
    title: str
    """What stands between the trail and the facts of the page."""


def read_page_line(text: str) -> PageLine | None:
    """Return the parts of a page that stands on the line ``text``; None for any other line."""
    facts = _FACTS.search(text, 0, _NEAR)
    trail = _TRAIL.match(text)
    if facts is None:
        return None
    begin = trail.end() if trail and trail.end() <= facts.start() else 0
    foot = _FOOT.search(text, facts.end())
    stop = foot.end() if foot else len(text)
    cuts = (begin, facts.start(), facts.end(), *_foot_cuts(text, stop))
    return PageLine(cuts, facts.end(), stop, text[begin : facts.start()].strip())


def _foot_cuts(text: str, stop: int) -> Iterator[int]:
    """Yield where the pieces below the document begin, the files that can be fetched one by one."""
    if stop < len(text):
        yield stop
        yield from (match.end() for match in _FILE.finditer(text, stop) if match.end() < len(text))
