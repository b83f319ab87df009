"""What a person should look at in a text because it was recognised from pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongwen.address import Place, Stretch
from gongwen.finding import Finding
from gongwen.terms import date, page_number, secrecy
from gongwen.transcript import ENGINE, ILLEGIBLE, LAYER, LAYER_KEPT, LAYER_WRONG, UNREAD, Line, Transcript

_SHOWN = 16
"""Characters of a line that a message cites."""
_MAY_MISS = "可能缺页，也可能认错了，请与原件核对"


def find_unsure(transcript: Transcript) -> Iterator[Finding]:
    """Yield what was recognised from pictures and may be something else; names and numbers always may."""
    if transcript.facts.get(LAYER) == LAYER_KEPT:
        yield _doubt(
            transcript.lines[0].at,
            "文字取自扫描件自带的文字层，认得准不准不知道，人名、数字、日期、发文字号请逐个与原件核对",
        )
    engine = transcript.facts.get(ENGINE)
    if not engine:
        return
    at = transcript.lines[0].at
    if transcript.facts.get(LAYER) == LAYER_WRONG:
        yield _doubt(at, "扫描件自带的文字层与图像不符，没有用，文字是从图像重新认出来的")
    yield _doubt(at, f"文字是从扫描件认出来的（{engine}），人名、数字、日期、发文字号请逐个与原件核对")
    if pages := transcript.facts.get(ILLEGIBLE):
        yield _doubt(at, f"第{pages}页认不清，没有读出来，请重新扫描或者手工录入")
    if places := transcript.facts.get(UNREAD):
        yield _doubt(at, f"{places}像是有字，没有认出来，请对着原件补上")
    for line in transcript.lines:
        if line.doubt:
            yield _doubt(line.at, f"“{_short(line)}”{line.doubt}，请与原件核对")
    yield from _unfinished_days(transcript.lines)
    yield from _odd_copy_numbers(transcript.lines)
    yield from _missing_pages(transcript.lines)


def _unfinished_days(lines: Sequence[Line]) -> Iterator[Finding]:
    """A day alone on its line ends in 日, which engines lose next to a seal."""
    for line in lines:
        text = line.text.strip()
        if not date.read(text) and date.read(f"{text}日"):
            yield _doubt(line.at, f"“{text}”末尾没有“日”，可能少认了字，请与原件核对")


def _odd_copy_numbers(lines: Sequence[Line]) -> Iterator[Finding]:
    """Digits alone on a line are a 份号 that has six (7.2.1); others may be of a stamp that archives put on a page."""
    for line in lines:
        text = line.text.strip()
        found = secrecy.read(text)
        if found and isinstance(found.value, secrecy.CopyNumber) and "位数" in found.odd:
            yield _doubt(line.at, f"“{text}”不是六位，可能不是份号，而是收文章、档案章里的数字，请与原件核对")


def _missing_pages(lines: Sequence[Line]) -> Iterator[Finding]:
    """The numbers of pages count on as their pages do, from 1; a number alone may be anything, and is none."""
    found = [(line, read.value) for line in lines if (read := page_number.read(line.text))]
    for line, number in found[:1]:
        if number > line.at.page:
            yield _doubt(line.at, f"第一个页码是“{line.text.strip()}”，前面{_MAY_MISS}")
    for (above, last), (line, number) in pairwise(found):
        if number - last != line.at.page - above.at.page:
            seen, before = line.text.strip(), above.text.strip()
            yield _doubt(line.at, f"页码“{seen}”与前面的“{before}”接不上，{_MAY_MISS}")


def _doubt(at: Place, message: str) -> Finding:
    return Finding("read.scan", Stretch(at), message, "", "惯例")


def _short(line: Line) -> str:
    text = line.text.strip()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
