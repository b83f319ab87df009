"""How a title is broken into lines (7.3.1): words stay whole, and the lines make a trapezium or a rhombus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from gongwen.finding import TextChange
from gongwen.rules.page.fault import Fault, Within
from gongwen.rules.rule import rule
from gongwen.terms.titles.lines import break_title
from gongwen.terms.titles.words import split_words
from gongwen.zh.width import width

TITLE = "公文标题"
_SHORTER = 1.5
"""字 from which one line is seen to be shorter than another."""


def title_faults(lines: Sequence[str], number: int) -> Iterator[Fault]:
    """Yield what is wrong with how the lines of a title are broken; it begins in paragraph ``number``."""
    texts = [line.strip() for line in lines if line.strip()]
    if len(texts) > 1:
        yield from split_word(texts, number)
        yield from shape(texts, number)


def broken_anew(text: str, longest: float) -> tuple[Within, ...]:
    """Return what breaks a title that stands in one paragraph as it is laid out, none of its lines over ``longest`` 字.

    () where blanks would go with the breaks.
    """
    plain = text.replace("\n", "")
    lines = break_title(plain, longest)
    if "".join(lines) != plain:
        return ()
    old, new = _stops(text.split("\n")), _stops(lines)
    gone = (
        Within(TextChange(""), stop + index, stop + index + 1)
        for index, stop in enumerate(old)
        if stop not in new
    )
    put = (
        Within(TextChange("\n"), at, at)
        for stop in new
        if stop not in old
        for at in [stop + sum(each < stop for each in old)]
    )
    return (*gone, *put)


def _stops(lines: Sequence[str]) -> list[int]:
    """Return after how many characters each line but the last ends."""
    return list(accumulate(map(len, lines[:-1])))


@rule("title.split-word", "7.3.1", "惯例", "建议", reads="docx")
def split_word(texts: Sequence[str], number: int) -> Iterator[Fault]:
    """标题在词语之间断行；什么是一个词，各部词典不尽相同。

    Wrong: {标题: [云岭县人民政府关于划定森林草原防火戒严期的通, 告]}
    Right: {标题: [云岭县人民政府关于划定, 森林草原防火戒严期的通告]}
    """
    for word, place in _split_words(texts):
        found = f"把“{word}”断成了两行（第 {place} 行末）"
        yield Fault(split_word, TITLE, number, found, "在词语之间断行")


@rule("title.shape", "7.3.1", "应当", "建议", reads="docx")
def shape(texts: Sequence[str], number: int) -> Iterator[Fault]:
    """标题的几行排成梯形或者菱形，不是中间短、两头长。

    Wrong: {标题: [云岭县人民政府自然资源局, 关于划定, 森林草原防火戒严期的通告]}
    Right: {标题: [云岭县人民政府, 关于划定森林草原防火戒严期的通告]}
    """
    if _has_waist([width(text) for text in texts]):
        yield Fault(shape, TITLE, number, "各行中间短、两头长", "排成梯形或者菱形")


def _has_waist(widths: Sequence[float]) -> bool:
    """Whether a line is shorter than one above it and than one below it."""
    return any(
        each + _SHORTER <= min(max(widths[:index]), max(widths[index + 1 :]))
        for index, each in enumerate(widths[1:-1], 1)
    )


def _split_words(texts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the words that lose their first or last character to another line, with the number of the line above."""
    breaks = {stop: number for number, stop in enumerate(accumulate(map(len, texts[:-1])), 1)}
    start = 0
    for word in split_words("".join(texts)):
        stop = start + len(word.text)
        for index in (start + 1, stop - 1):
            if start < index < stop and index in breaks and word.text.isalpha():
                yield word.text, breaks.pop(index)
        start = stop
