"""Texts whose paragraphs are parted by blanks, or by nothing at all, and not by line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gongwen.recognise.marks import NOTE_WORDS
from gongwen.terms import date, kind
from gongwen.terms.agency import agencies_in
from gongwen.terms.label import find_division, find_label
from gongwen.terms.number import CLOSING, OPENING
from gongwen.transcript import Line

_LEAST = 120
"""Characters from which a line may hold several paragraphs."""
_MOST_LINES = 5
"""Lines of a text up to which a single blank, or none, may part its paragraphs."""
_BLANK = r"[ \t\u3000\xa0\u2002\u2003]"
_WIDE = re.compile(rf"(?:\u3000|{_BLANK}(?={_BLANK})|(?<={_BLANK}){_BLANK}){{2,}}")
_ANY = re.compile(rf"{_BLANK}+")
_CLOSED = re.compile(r"[。；：！？:;）)》”]$")
_HAN_END = re.compile(r"[\u3400-\u9fff。；：！？，、）》”]$")
_PADDED = re.compile(rf"(?:^|{_BLANK}|[，、。；：])[\u3400-\u9fff]$")
"""What ends in a single character, as 王　芳 and 总　则 do in front of their blank."""
_CODE = rf"(?!的)[\u3400-\u9fff]{{2,9}}[{re.escape(OPENING)}]\d{{4}}[{re.escape(CLOSING)}]第?\d+号"
_GLUED_TITLE = re.compile(
    rf"(?P<title>.{{6,120}}?(?:{kind.PAPERS}))(?:(?P<number>{_CODE})|(?=各[^。：:]{{1,150}}[：:]))"
)
"""A title with the number or those addressed right behind it."""
_ADDRESSED = re.compile(r"[^。：:]{2,200}[：:]")
_SEAMS = re.compile(
    r"(?<=[。；：])(?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百]{1,5}[章条]|\d{1,2}[.．](?!\d))"
    r"|(?<=[\u3400-\u9fff])(?=（[一二三四五六七八九十]{1,3}）[^，。；：（）]{2,30}。)"
    rf"|(?<=日)(?=附件\s*[：:]|[（(][^（）()]{{0,6}}(?:{NOTE_WORDS}))"
    r"|(?<=[。；）])(?=附\s*件\s*[：:])"
)
"""Where a paragraph begins in a text without blanks."""
_LAST_SIGNATURE = re.compile(
    rf"(?<=[。：])(?P<names>[^，。；：]{{2,60}}?)?{_BLANK}*(?P<day>{date.DAY})(?!起|前|至|—|、|，|{_BLANK}*印)"
)


def part_lines(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """Return ``lines`` with those cut that hold several paragraphs, and whether any did."""
    written = sum(bool(line.text.strip()) for line in lines)
    parted: list[Line] = []
    for line in lines:
        parted += _parts(line, is_alone=written <= _MOST_LINES)
    return parted, len(parted) > len(lines)


def _parts(line: Line, *, is_alone: bool) -> Iterator[Line]:
    """Yield the paragraphs of a line, each with its place in it."""
    text = line.text
    if line.is_row or "|" in text or len(text.strip()) < _LEAST:
        yield line
        return
    cuts = sorted({0, len(text), *_wide_cuts(text), *(_lone_cuts(text) if is_alone else ())})
    for start, stop in pairwise(cuts):
        if text[start:stop].strip():
            yield _piece(line, start, stop)


def _piece(line: Line, start: int, stop: int) -> Line:
    own = line.text[start:stop]
    place = line.start + start if line.start is not None else None
    gaps = tuple(gap - start for gap in line.gaps if start < gap < stop)
    before = sum(gap <= start for gap in line.gaps)
    return replace(line, text=own, start=None if place is None else place + before, gaps=gaps)


def _wide_cuts(text: str) -> Iterator[int]:
    """Yield where wide gaps end, when they part paragraphs: some of them stand behind a full stop."""
    gaps = [match for match in _WIDE.finditer(text) if match.start() and match.end() < len(text)]
    if not any(_CLOSED.search(text[: gap.start()].rstrip()) for gap in gaps):
        return
    yield from (gap.end() for gap in gaps if not _PADDED.search(text[: gap.start()]))


def _lone_cuts(text: str) -> Iterator[int]:
    """Yield where paragraphs begin in a text that has no line breaks."""
    yield from _blank_cuts(text)
    yield from (match.start() for match in _SEAMS.finditer(text))
    yield from _head_cuts(text)
    for match in _LAST_SIGNATURE.finditer(text):
        if not match["names"] or agencies_in(match["names"]):
            yield from (match.start(), match.start("day"), match.end())


def _blank_cuts(text: str) -> Iterator[int]:
    """Yield where single blanks end that part paragraphs: most full stops of the text have one behind them."""
    stops = len(re.findall(r"[。；：]", text))
    if len(re.findall(rf"[。；：]{_BLANK}", text)) < max(3, 0.3 * stops):
        return
    for gap in _ANY.finditer(text):
        before, behind = text[: gap.start()], text[gap.end() :]
        is_apart = _HAN_END.search(before) and not _PADDED.search(before[-2:])
        if is_apart and (re.match(r"[\u3400-\u9fff《“（]", behind) or _opens(behind)):
            yield gap.end()


def _opens(text: str) -> bool:
    day = date.find(text[:20])
    return bool(find_label(text) or find_division(text) or (day and day.start == 0))


def _head_cuts(text: str) -> Iterator[int]:
    """Yield where the number, those addressed and the text begin behind a title that is glued to them."""
    title = _GLUED_TITLE.match(text)
    place = title.end() if title else 0
    if title:
        yield from (title.end("title"), place)
    if addressed := _ADDRESSED.match(text, place):
        yield addressed.end()
