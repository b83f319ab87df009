"""A title on a line with something else before or behind it: a time, a category, a label, the name of a site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongwen.pattern import HANZI, pattern
from gongwen.recognise.reading import Repair
from gongwen.recognise.single_lines import ends_title
from gongwen.recognise.surroundings.above import NAVIGATION
from gongwen.recognise.surroundings.cuts import cut
from gongwen.recognise.surroundings.title_lines import SURE, title_weight
from gongwen.recognise.surroundings.web_lines import SENTENCE, is_web_line
from gongwen.terms import kind, number
from gongwen.terms.agency import is_agency
from gongwen.terms.title import STARTS
from gongwen.transcript import Line
from gongwen.zh.traditional import simplify

_NEAR = 40
"""Lines that say something in which a title is looked for."""
_LONGEST = 160
_END = pattern(
    rf"(?:{kind.NAMES})(?:[（(][^（()）\d]{{1,8}}[）)])?(?=(?P<seam>\s*[-_—－–|｜\[【<＜]|\s+|\s*[（(]|(?=\d{{4}}[-/.]))\S)"
)
"""Where a title may end before something else on its line."""
_SEAM = pattern(r"[\s：:|｜\]】＞>·★☆●◆■•、．.）)]+")
_ENTRY = pattern(r"\d{1,3}")
"""The number of a title in a compilation."""
_ODD_NOTE = pattern(
    r"[（(][^（()）]*(?:[:：]|阅读|浏览|点击|转载|转发|来源|打印|下载|置顶|热)[^（()）]*[）)]$"
)
"""What a page says in brackets behind a title, and no document."""
_LEAST_WORD = 3
_TAG = pattern(rf"[【\[]{HANZI}{{2,12}}[】\]]\s*(?=\S{{6}})")
"""What a page sets before a title: 【县教育局】."""


def drop_beside_title(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Return ``lines`` with a title near their head cut out of the line on which other words stand beside it."""
    kept, seen = list(lines), 0
    for index, line in enumerate(lines):
        text = line.text.strip()
        if not text:
            continue
        if seen >= _NEAR or SENTENCE.search(text):
            break
        seen += 1
        if not line.is_row and not is_web_line(text) and (span := _title_on(text)):
            start, stop = span
            kept[index] = cut(
                line, line.text if (start, stop) == (0, len(text)) else text[start:stop], NAVIGATION, repairs
            )
    return kept


def _title_on(text: str) -> tuple[int, int] | None:
    """Return where the title on a line begins and ends; None for a line without any."""
    if STARTS.search(simplify(text)):
        return core_of(text)
    tag = _TAG.match(text)
    return (tag.end(), len(text)) if tag and ends_title(text[tag.end() :]) else None


def core_of(text: str) -> tuple[int, int]:
    """Return where the title begins and ends that is a part of ``text``; the whole of it where it has none, or is one."""
    whole = (0, len(text))
    about = STARTS.search(simplify(text)) if len(text) <= _LONGEST else None
    if about is None:
        return whole
    for stop in _stops(text, about.end()):
        for start in _starts(text, about.start()):
            if title_weight(text[start:stop]) >= SURE:
                return start, stop
    return whole


def _stops(text: str, first: int) -> list[int]:
    """Return where a title may end: at the end of the line, else at the last kind that a seam follows."""
    behind = [
        match.end()
        for match in _END.finditer(text, first)
        if not number.read(text[match.end() :].strip(" （()）"))
    ]
    return [*([] if _ODD_NOTE.search(text) else [len(text)]), *reversed(behind)]


def _starts(text: str, about: int) -> Sequence[int]:
    """Return where a title may begin, the first place first, whose 关于 is at ``about``.

    Each word before it names an agency, or is one of several that 、 parts.
    """
    seams = [0, *(match.end() for match in _SEAM.finditer(text, 0, about))]
    words = [_SEAM.sub("", text[one:other]) for one, other in zip(seams, [*seams[1:], about], strict=True)]
    if any(0 < len(word) < _LEAST_WORD and not re.search(r"\d", word) for word in words[:-1]):
        return seams
    is_counted = _ENTRY.fullmatch(words[0]) is not None
    strange = [
        index
        for index, word in enumerate(words[:-1])
        if not (is_agency(word) or (index == 0 and is_counted) or _goes_on(text, seams[index + 1]))
    ]
    last = max(strange, default=-1)
    return [start for start in seams[last + 1 :] if is_counted or not _goes_on(text, start)]


def _goes_on(text: str, start: int) -> bool:
    """Whether the word that begins at ``start`` is one of several that 、 parts."""
    return start > 0 and text[start - 1] == "、"
