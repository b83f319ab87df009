"""What web pages, word processors and scanners put around a text, and what of it goes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gongwen.recognise.marks import is_date
from gongwen.recognise.reading import Repair
from gongwen.terms.agency import is_agency, is_mark
from gongwen.transcript import Line
from gongwen.zh.spaces import drop_invisible

PAGE_NUMBER, NAVIGATION, MARKUP, BOOKMARK = "页码", "网页上的文字", "Markdown 标记", "文字处理软件留下的书签"
HIDDEN, RULER, HEADER, BARS = "看不见的字符", "横线", "每页重复的页眉", "表格的竖线"

_DASH = "[-—－–―·•~～]"
_PAGE_NUMBER = re.compile(
    rf"\s*(?:{_DASH}+\s*\d{{1,3}}\s*{_DASH}+|第\s*\d+\s*页(?:\s*[,，、/／（(]?\s*共\s*\d+\s*页[）)]?)?"
    r"|\d+\s*/\s*\d+|[Pp]age\s*\d+(?:\s*of\s*\d+)?|共\s*\d+\s*页\s*第\s*\d+\s*页)\s*"
)
_LONE_NUMBER = re.compile(r"\s*(\d{1,3})\s*")
_NAVIGATION = re.compile(
    r"(?:您?当前(?:的)?位置|[您你](?:现在)?(?:的|所在)?(?:的)?位置|首\s*页|网站首页|返回|来\s*源\s*[：:]|(?:信息|稿件|文章|内容)来源|"
    r"发布(?:时间|日期|机构|单位|人)|发文日期[：:]|更新时间|时间[：:]|日期[：:]|浏览|阅读(?:次数|量|[：:])|访问量|点击|【?\s*字\s*[体号]|【?打印|【?关闭|分享|"
    r"扫一扫|扫码|微信|微博|上一[篇条]|下一[篇条]|相关(?:链接|文章|阅读|文件|解读|政策)|政策解读|图解|附件下载|点击下载|下载|版权所有|"
    r"主办(?:单位)?[：:]|承办(?:单位)?[：:]|技术支持|网站标识码|网站地图|联系我们|关于我们|收藏|加入收藏|设为首页|"
    r"(?:信息)?索\s*引\s*号|(?:主题|信息|体裁|组配)分类|公文时效|有\s*效\s*性|生成日期|公开(?:日期|方式|范围|时限)|责任编辑|编辑[：:]|作者[：:]|审核[：:]|"
    r"语音|无障碍|适老|长者|繁体|简体|政府信息公开(?:目录|指南)|Copyright|©|[大中小](?:\s+[大中小]){2}|\[[大中小]|【[大中小])"
)
_FOOT = re.compile(r"ICP\s*备|公网安备|网站标识码|版权所有|Copyright|©")
_TRAIL = re.compile(r"[^。，；：]{1,12}(?:\s*(?:>|＞|»|›|→|&gt;)\s*[^。，；：]{1,30})+")
_RECORD = re.compile(
    r"(?:发文机[关构]|发文单位|发布机构|成文日期|发文日期|发布日期|公布日期|发文字号|文\s*号|标\s*题|名\s*称|文\s*种|公文种类|主\s*题\s*[词类]?)\s*[：:\t|]"
)
"""A line of the table of facts above a text on a web page."""
_TEXT = re.compile(r"[^。；]{6}[。；]|[：:]\s*$")
_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]|\[bookmark\]|\{#[\w-]+\}", re.IGNORECASE)

_HASHES, _QUOTE, _BULLET = (
    re.compile(r"^\s*#+\s*"),
    re.compile(r"^\s*(?:>\s?)+"),
    re.compile(r"^\s*[-*+]\s+(?=\S)"),
)
_SLANTED = re.compile(r"^\s*\*([^*]+)\*\s*$")
_LINE = re.compile(r"\s*[─━═＿_—－\-=*·.]{5,}\s*")
_STRONG, _RULE = (
    re.compile(r"\*\*|__(?=\S)|(?<=\S)__|(?<!\w)`|`(?!\w)"),
    re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})"),
)
_ESCAPE = re.compile(r"\\(?=[\\.*_#\-+()\[\]>`|~])")
_ENTITY = re.compile(
    r"&nbsp;|<br\s*/?>|</?(?:p|div|span|center|strong|b|u|font)(?:\s[^<>]*)?>", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?")


def drop_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Repair]]:
    """Return ``lines`` without what does not belong to the text, and what went, in order.

    A line that was all furniture is left empty, so that lines around it stay apart.
    """
    repairs: list[Repair] = []
    kept = list(lines)
    steps = (
        _drop_hidden, _drop_marks, _drop_page_numbers, _drop_headers, _drop_markup, _drop_navigation,
    )  # fmt: skip
    for clean in steps:
        kept = clean(kept, repairs)
    return kept, repairs


def _cut(line: Line, text: str, reason: str, repairs: list[Repair]) -> Line:
    """Return ``line`` with ``text``, what was lost noted."""
    if text == line.text:
        return line
    repairs.append(Repair(line.at, line.text.strip(), text.strip(), reason))
    place = line.text.find(text)
    start = None if place < 0 or line.gaps or line.start is None else line.start + place
    return replace(line, text=text, start=start)


def _drop_hidden(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    return [_cut(line, drop_invisible(line.text), HIDDEN, repairs) for line in lines]


def _drop_marks(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    kept = [_cut(line, _BOOKMARK.sub("", line.text), BOOKMARK, repairs) for line in lines]
    kept = [
        _cut(line, _LINE.sub("", line.text) if _LINE.fullmatch(line.text) else line.text, RULER, repairs)
        for line in kept
    ]
    return [
        _cut(line, line.text.replace("｜", "|"), BARS, repairs)
        if line.text.lstrip().startswith("｜")
        else line
        for line in kept
    ]


def _drop_page_numbers(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    counted = _counted_pages(lines)
    return [
        replace(_cut(line, "", PAGE_NUMBER, repairs), opens_page=True)
        if index in counted or (line.text.strip() and _PAGE_NUMBER.fullmatch(line.text))
        else line
        for index, line in enumerate(lines)
    ]


def _drop_headers(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Drop the short lines that stand at the beginning or the end of several pages.

    The 发文机关标志 stands once for itself.
    """
    beside = dict.fromkeys(_beside_pages(lines))
    counts = Counter(lines[place].text.strip() for place in beside)
    gone = {place for place in beside if counts[lines[place].text.strip()] > 1}
    for text in {lines[place].text.strip() for place in gone if is_mark(lines[place].text)}:
        gone.discard(next(place for place, line in enumerate(lines) if line.text.strip() == text))
    return [_cut(line, "", HEADER, repairs) if place in gone else line for place, line in enumerate(lines)]


def _beside_pages(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the places of the short lines next to where a page begins, the first of all included."""
    written = [place for place, line in enumerate(lines) if line.text.strip()]
    starts = [place for place, line in enumerate(lines) if line.opens_page]
    for start in [0, *starts] if starts else []:
        after = next((each for each in written if each >= start), -1)
        before = next((each for each in reversed(written) if each < start), -1)
        yield from (each for each in (before, after) if each >= 0 and _may_be_header(lines[each]))


def _may_be_header(line: Line) -> bool:
    """Whether a short line may be a header; in a docx, where headers stand apart, an agency signs or heads the text."""
    text = line.text
    if line.at.unit == "段" and is_agency(text):
        return False
    return len(text.strip()) <= 40 and not re.search(r"[。；：|，、（）]|\d{4}年", text)


def _counted_pages(lines: Sequence[Line]) -> set[int]:
    """Return the places of lone numbers that count up one by one, as page numbers do."""
    found = [
        (index, int(match[1]))
        for index, line in enumerate(lines)
        if (match := _LONE_NUMBER.fullmatch(line.text))
    ]
    numbers = [number for _, number in found]
    is_count = len(found) > 1 and all(two == one + 1 for one, two in pairwise(numbers))
    return {index for index, _ in found} if is_count and _are_apart([index for index, _ in found]) else set()


def _are_apart(places: Sequence[int]) -> bool:
    """Whether a page fits between each two of ``places``; the numbers of a list stand closer."""
    return all(two - one > 8 for one, two in pairwise(places))


def _drop_markup(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    texts = [line.text for line in lines]
    is_markdown = any(
        _HASHES.match(text) or "**" in text or _SEPARATOR.fullmatch(text.strip()) or _RULE.fullmatch(text)
        for text in texts
    )
    clean = _without_markdown if is_markdown else _without_entities
    return [_cut(line, clean(line.text), MARKUP, repairs) for line in lines]


def _without_entities(text: str) -> str:
    """Return ``text`` without tags, and without #, which begins a heading in the input format."""
    return _HASHES.sub("", _ENTITY.sub("", text))


def _without_markdown(text: str) -> str:
    if _RULE.fullmatch(text) or _SEPARATOR.fullmatch(text.strip()):
        return ""
    for pattern in (_QUOTE, _HASHES, _BULLET, _STRONG, _ESCAPE):
        text = pattern.sub("", text)
    text = _SLANTED.sub(r"\1", text)
    return _without_entities(text)


def _drop_navigation(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Navigation stands above the text and below it; between the two a line is text whatever it says."""
    gone = set(_outer(range(len(lines)), lines, _is_above)) | set(
        _outer(range(len(lines) - 1, -1, -1), lines, _is_below)
    )
    return [
        _cut(line, "", NAVIGATION, repairs) if index in gone else line for index, line in enumerate(lines)
    ]


def _outer(order: range, lines: Sequence[Line], is_outside: Callable[[str], bool]) -> Iterator[int]:
    """Yield the places of navigation on one side of the text."""
    for index in order:
        text = lines[index].text.strip()
        if is_outside(text):
            yield index
        elif _TEXT.search(text) or len(text) > 40 or is_mark(text) or is_date(text):
            return


def _is_above(text: str) -> bool:
    if _SEPARATOR.fullmatch(text.strip()):
        return True
    text = text.strip("| ")
    return len(text) <= 90 and bool(
        text
        and (_NAVIGATION.match(text) or _TRAIL.fullmatch(text) or _RECORD.match(text))
        and "。" not in text
    )


def _is_below(text: str) -> bool:
    return bool(text) and bool(
        _FOOT.search(text) or (_NAVIGATION.match(text) and len(text) <= 90) or _TRAIL.fullmatch(text)
    )
