"""Page numbers, and what stands at the head or the foot of every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gongwen.pattern import pattern
from gongwen.recognise.reading import Repair
from gongwen.recognise.surroundings.cuts import cut
from gongwen.terms import page_number
from gongwen.terms.agency import is_agency, is_issuer_mark
from gongwen.transcript import Line

PAGE_NUMBER, HEADER, TABLE_HEAD = "页码", "每页重复的页眉", "每页重复的表头"

_DASHES = ("—", "－", "─")
_OF_A_GAZETTE = pattern(
    r"[^。；：]{0,20}(?:公报|政报)\s*(?:19|20)\d\d\s*[·•・]\s*\d{1,2}(?!\d)[^。；：]{0,20}"
)
"""The head of a page in a gazette: 国务院公报2016·10 and what the part is called."""
_LONE_NUMBER = pattern(r"\s*(\d{1,3})\s*")


def drop_page_numbers(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Return ``lines`` without page numbers; where one went a page begins."""
    counted = _counted_pages(lines)
    return [
        replace(cut(line, "", PAGE_NUMBER, repairs), opens_page=True)
        if index in counted or page_number.read(line.text)
        else _without_number(line, repairs)
        for index, line in enumerate(lines)
    ]


def _without_number(line: Line, repairs: list[Repair]) -> Line:
    """Return a line without the page number behind its last words."""
    if not line.text.endswith(_DASHES):
        return line
    return cut(line, page_number.AT_END.sub("", line.text), PAGE_NUMBER, repairs)


def drop_headers(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Drop the short lines that stand at the beginning or the end of several pages, or in the margin of one.

    The 发文机关标志 stands once for itself. The head of a gazette goes wherever it stands.
    """
    beside = dict.fromkeys(_beside_pages(lines))
    counts = Counter(lines[index].text.strip() for index in beside)
    gone = {index for index in beside if counts[lines[index].text.strip()] > 1 or lines[index].is_in_margin}
    for text in {lines[index].text.strip() for index in gone if is_issuer_mark(lines[index].text)}:
        gone.discard(next(index for index, line in enumerate(lines) if line.text.strip() == text))
    gone.update(index for index, line in enumerate(lines) if _OF_A_GAZETTE.fullmatch(line.text))
    return [cut(line, "", HEADER, repairs) if index in gone else line for index, line in enumerate(lines)]


def drop_table_heads(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Drop the rows at the head of a page that say again how the table began that goes on there."""
    gone = set(_repeated_rows(lines))
    return [cut(line, "", TABLE_HEAD, repairs) if index in gone else line for index, line in enumerate(lines)]


def _repeated_rows(lines: Sequence[Line]) -> Iterator[int]:
    rows: list[str] = []
    again = -1
    """How many rows of the head have come again on this page; -1 below its head."""
    for index, line in enumerate(lines):
        again = 0 if line.opens_page else again
        if not line.text.strip():
            continue
        if not line.is_row:
            rows, again = [], -1
        elif 0 <= again < len(rows) and line.text == rows[again]:
            again += 1
            yield index
        else:
            rows.append(line.text)
            again = -1


def _beside_pages(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the places of the short lines next to where a page begins, the first of all included."""
    written = [index for index, line in enumerate(lines) if line.text.strip()]
    starts = [index for index, line in enumerate(lines) if line.opens_page]
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
    """Return the places of lone numbers that count up one by one, as page numbers do: far apart, or at ends of pages."""
    found = [
        (index, int(match[1]))
        for index, line in enumerate(lines)
        if (match := _LONE_NUMBER.fullmatch(line.text))
    ]
    if any(line.at.page for line in lines):
        found = [(index, number) for index, number in found if _is_at_end(lines, index)]
    numbers = [number for _, number in found]
    is_count = len(found) > 1 and all(two == one + 1 for one, two in pairwise(numbers))
    places = [index for index, _ in found]
    return set(places) if is_count and (lines[places[0]].at.page or _are_apart(places)) else set()


def _is_at_end(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the first or the last of its page."""
    beside = (lines[each].at.page for each in (index - 1, index + 1) if 0 <= each < len(lines))
    return index in (0, len(lines) - 1) or any(page != lines[index].at.page for page in beside)


def _are_apart(places: Sequence[int]) -> bool:
    """Whether a page fits between each two of ``places``; the numbers of a list stand closer."""
    return all(two - one > 8 for one, two in pairwise(places))
