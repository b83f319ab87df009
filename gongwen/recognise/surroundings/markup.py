"""What word processors and Markdown leave in a text: marks that are not of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongwen.markup.table_rows import is_separator
from gongwen.pattern import HANZI, pattern
from gongwen.recognise.reading import Repair
from gongwen.recognise.surroundings.cuts import cut
from gongwen.transcript import Line
from gongwen.zh.spaces import drop_invisible

MARKUP, BOOKMARK = "Markdown 标记", "文字处理软件留下的书签"
HIDDEN, RULER, BARS, SOUNDS = "看不见的字符", "横线", "表格的竖线", "转成繁体时注上的拼音"

_BOOKMARK = pattern(r"\[bookmark:[^\]]*\]|\[bookmark\]|\{#[\w-]+\}", re.IGNORECASE)

_SOUND = pattern(
    rf"\((?<={HANZI}\()\s?(?=[a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{{1,6}}\s?\)"
)
"""How a character sounds, as programs that make traditional ones of simplified ones leave it: 發(fā)."""
_LEAST_SOUNDS = 3
"""Characters of a text with their sound from which no person wrote it."""

_HASHES, _QUOTE, _BULLET = (
    pattern(r"^\s*#+\s*"),
    pattern(r"^\s*(?:>\s?)+"),
    pattern(r"^\s*[-*+]\s+(?=\S)"),
)
_SLANTED = pattern(r"^\s*\*([^*]+)\*\s*$")
_LINE = pattern(r"\s*[─━═＿_—－\-=*·.]{5,}\s*")
_LAST_BARS = pattern(r"(?:\s*\|)+\s*$")
_SEAM = "****"
"""Where bold ends and begins again, as converters leave it."""
STRONG = pattern(
    r"(?<![0-9A-Za-z*\\])\*\*(?![\s*])(?P<inner>(?:[^*\n]|(?<=[^\s*])\*{4}(?=[^\s*]))+)(?<!\s)\*\*(?!\*)"
)
"""Bold in Markdown, no power and no asterisks behind a number."""
_OPENS, _CLOSES = pattern(r"^\s*\*\*(?=[^\s*])"), pattern(r"(?<=[^\s*])\*\*\s*$")
_MOST_SPREAD = 8
"""Lines that one piece of bold may have: those of a title."""
_STRONG, _RULE = (
    pattern(r"__(?=\S)|(?<=\S)__|(?<!\w)`|`(?!\w)"),
    pattern(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})"),
)
FRONT_MATTER = "文件头的记录"
_CONTAINER = pattern(r"\s*(?::::|\[\[toc\]\]|<https?://[^<>]*>\s*$)")
_LEAST_RECORD, _LONGEST_RECORD = 3, 40
_TEXT_RULE = pattern(
    r"\s*[=\-*_~#]{3,}\s*(?:正\s*文|内\s*容|全\s*文|content)\s*[=\-*_~#]{3,}\s*", re.IGNORECASE
)
"""The rule that parts the record of a crawler from the text."""
_ESCAPE = pattern(r"\\(?=[\\.*_#\-+()\[\]>`|~])")
_ENTITY = pattern(
    r"&[a-zA-Z]{2,8};|<!--.*?-->|<br\s*/?>|</?(?:p|div|span|center|strong|b|u|font)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)


def without_sounds(text: str) -> str:
    """Return ``text`` without the sounds that stand behind its characters."""
    return _SOUND.sub("", text) if "(" in text else text


def has_strong(text: str) -> bool:
    """Whether anything in ``text`` is bold in Markdown."""
    return "**" in text and STRONG.search(text) is not None


def drop_hidden(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Return ``lines`` without control and zero-width characters."""
    return [cut(line, drop_invisible(line.text), HIDDEN, repairs) for line in lines]


def drop_front_matter(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Return ``lines`` without the record at the head of a file: between two rules in Markdown, or above 正文.

    Without the containers of Markdown too.
    """
    if record := record_end([line.text for line in lines]):
        return [*(cut(line, "", FRONT_MATTER, repairs) for line in lines[:record]), *lines[record:]]
    written = [index for index, line in enumerate(lines) if line.text.strip()]
    if not written or lines[written[0]].text.strip() != "---":
        return lines
    close = next((index for index in written[1:_LONGEST_RECORD] if lines[index].text.strip() == "---"), -1)
    if close < 0 or any("。" in line.text for line in lines[:close]):
        return lines
    gone = set(range(written[0], close + 1))
    gone |= {index for index in written if _CONTAINER.match(lines[index].text)}
    return [
        cut(line, "", FRONT_MATTER, repairs) if index in gone else line for index, line in enumerate(lines)
    ]


def record_end(texts: Sequence[str]) -> int:
    """Return where the text begins behind the record of a crawler, the rule with 正文 that ends it passed; 0 without one."""
    rule = next(
        (index for index, text in enumerate(texts[:_LONGEST_RECORD]) if _TEXT_RULE.fullmatch(text)), -1
    )
    above = [text for text in texts[: max(rule, 0)] if text.strip()]
    is_record = len(above) >= _LEAST_RECORD and not any("。" in text for text in above)
    return rule + 1 if is_record else 0


def drop_marks(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Return ``lines`` without bookmarks, rules drawn of characters, bars that are no bars, and sounds of characters."""
    lines = _without_sounds(lines, repairs)
    kept = [cut(line, _BOOKMARK.sub("", line.text), BOOKMARK, repairs) for line in lines]
    kept = [
        cut(line, _LINE.sub("", line.text) if _LINE.fullmatch(line.text) else line.text, RULER, repairs)
        for line in kept
    ]
    return [cut(line, _without_bars(line), BARS, repairs) for line in kept]


def _without_sounds(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    if sum(len(_SOUND.findall(line.text)) for line in lines if "(" in line.text) < _LEAST_SOUNDS:
        return lines
    return [cut(line, without_sounds(line.text), SOUNDS, repairs) for line in lines]


def _without_bars(line: Line) -> str:
    """Return the text of a line with the bars of its table as they are meant; those that only end it go."""
    text = line.text
    if "|" not in text and "｜" not in text:
        return text
    if text.lstrip().startswith("｜"):
        return text.replace("｜", "|")
    return text if line.is_row or text.lstrip().startswith("|") else _LAST_BARS.sub("", text)


def drop_markup(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Return ``lines`` without the marks of Markdown, and without tags left over."""
    texts = [line.text for line in lines]
    spread = dict(_spread_strong(texts))
    is_markdown = bool(spread) or any(
        _HASHES.match(text) or has_strong(text) or is_separator(text) or _RULE.fullmatch(text)
        for text in texts
    )
    clean = _without_markdown if is_markdown else _without_entities
    return [
        cut(line, clean(spread.get(index, line.text)), MARKUP, repairs) for index, line in enumerate(lines)
    ]


def _spread_strong(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines with which bold of several lines begins and ends, each without its mark."""
    opened = -1
    for index, text in enumerate(texts):
        if not text.count("**") % 2:
            continue
        if opened >= 0 and index - opened < _MOST_SPREAD and _CLOSES.search(text):
            yield opened, _OPENS.sub("", texts[opened])
            yield index, _CLOSES.sub("", text)
            opened = -1
        else:
            opened = index if _OPENS.match(text) else -1


def _without_entities(text: str) -> str:
    """Return ``text`` without tags, and without #, which begins a heading in the input format."""
    return _HASHES.sub("", _ENTITY.sub("", text))


def _without_markdown(text: str) -> str:
    if _RULE.fullmatch(text) or is_separator(text):
        return ""
    text = STRONG.sub(lambda strong: strong["inner"].replace(_SEAM, ""), text)
    for mark in (_QUOTE, _HASHES, _BULLET, _STRONG, _ESCAPE):
        text = mark.sub("", text)
    text = _SLANTED.sub(r"\1", text)
    return _without_entities(text)
