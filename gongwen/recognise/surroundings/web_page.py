"""Where the document stands on a web page: between what is above its title and what is below its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from gongwen.pattern import HANZI, pattern
from gongwen.recognise.reading import Repair
from gongwen.recognise.shards import find_splinters
from gongwen.recognise.single_lines import is_date
from gongwen.recognise.surroundings.above import (
    FILED,
    NAVIGATION,
    REGISTERED,
    UNKNOWN,
    count_records,
    find_above,
    named_before,
    says_twice,
)
from gongwen.recognise.surroundings.cuts import cut
from gongwen.recognise.surroundings.title_lines import LARGER, Candidate, find_title
from gongwen.recognise.surroundings.web_lines import (
    SENTENCE,
    is_foot,
    is_of_form,
    is_of_text,
    is_record,
    is_web_line,
    names_owner,
    values_of_labels,
)
from gongwen.terms.agency import is_issuer_mark
from gongwen.transcript import Line

SECOND_COPY = "网页末尾重复的正文"
_LONGEST_WORD = 2
"""Characters of a line above the foot of a page that is a button: 发布."""
_MENU = pattern(f"{HANZI}{{1,6}}")
_EDGE = 200
"""Lines at each end of a text in which those of a page would stand, empty ones too."""
_MANY_RECORDS = 4
"""Lines of labels and values above a text from which they are a table of facts."""
_TEXT_LABEL = pattern(r"\s*[【\[]?(?:正\s*文|全\s*文|文件内容|内\s*容)[】\]]?\s*[：:]\s*(?=\S)")
_LEAST_FILED = 4
"""Lines of a text whose first one may say what a collection files it under."""
_NEAR = 6
"""Lines from the first one on in which the label of the text may stand."""
_LONG_PIECE, _SHORT_PIECE, _MOST_AGAIN = 20, 6, 0.8
"""Characters of the pieces that are looked for, and the part of them that must stand above."""
_LEAST_COPY = 100
"""Characters of a line that may hold a document a second time."""


def drop_page(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Return ``lines`` without the web page around them; all of them where nothing else would be left.

    Lines of the page at both ends go from any text. Where so much of it is there that the text is a page, all goes that
    stands above the head and below the end, and what stands between the title and the text and is neither.
    """
    texts, places = _whole(lines)
    scales = {place: line.scale for line, place in zip(lines, places, strict=True) if line.scale}
    found = find_title(texts, scales)
    is_page = _is_page(texts) or says_twice(texts, found) or count_records(texts, found) >= _MANY_RECORDS
    copies = set(_copies(texts)) if is_page else set()
    values = set(values_of_labels(texts[: found[0].stop])) if is_page and found else set()
    once = ["" if index in copies | values else text for index, text in enumerate(texts)]
    found = find_title(once, scales) if copies | values else found
    reasons = dict.fromkeys(values, NAVIGATION)
    reasons |= dict.fromkeys((*_at_ends(texts), *named_before(once, found)), NAVIGATION)
    reasons |= dict.fromkeys(_filed(texts), REGISTERED)
    above = find_above(once, found, is_page=is_page)
    marks = {place for line, place in zip(lines, places, strict=True) if line.is_issuer_mark}
    reasons |= {index: reason for index, reason in above if reason != UNKNOWN or index not in marks}
    if is_page:
        reasons |= dict.fromkeys(_menus(texts) if found is None else (), NAVIGATION)
        reasons |= dict.fromkeys(_below(once), NAVIGATION) | dict.fromkeys(copies, SECOND_COPY)
    if all(index in reasons or not text for index, text in enumerate(texts)):
        return lines
    kept = [
        cut(line, "", reasons[place], repairs) if place in reasons else line
        for line, place in zip(lines, places, strict=True)
    ]
    return _without_label(_titled(kept, places, found[0]) if found and found[0].is_shown else kept, repairs)


def _titled(lines: Sequence[Line], places: Sequence[int], title: Candidate) -> list[Line]:
    """Return ``lines``, those of a ``title`` that is known by its look marked as such."""
    shown = range(title.start, title.stop)
    return [
        replace(line, is_title=place in shown and bool(line.text.strip()))
        for line, place in zip(lines, places, strict=True)
    ]


def _whole(lines: Sequence[Line]) -> tuple[list[str], list[int]]:
    """Return the texts of ``lines``, the pieces of cut ones put together, and for each one the place of its whole line there."""
    texts = [line.text.strip() for line in lines]
    splinters = find_splinters(texts) - {index for index, line in enumerate(lines) if line.scale > LARGER}
    whole: list[str] = []
    places: list[int] = []
    for index, text in enumerate(texts):
        if index in splinters:
            whole[-1] += text
        else:
            whole.append(text)
        places.append(len(whole) - 1)
    return whole, places


def _filed(texts: Sequence[str]) -> Iterator[int]:
    """Yield the place of the first line where it says what a collection files the text under."""
    written = [index for index, text in enumerate(texts) if text]
    if len(written) >= _LEAST_FILED and FILED.fullmatch(texts[written[0]]):
        yield written[0]


def _without_label(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Return ``lines`` without the label that a record sets before the first line of the text: 正文：."""
    first = next((index for index, line in enumerate(lines) if line.text.strip()), 0)
    for index in range(first, min(first + _NEAR, len(lines))):
        if match := _TEXT_LABEL.match(lines[index].text):
            lines[index] = cut(lines[index], lines[index].text[match.end() :], NAVIGATION, repairs)
    return lines


def _is_page(texts: Sequence[str]) -> bool:
    """Whether so many lines near both ends are of a page that the text is that of a whole one."""
    edges = texts if len(texts) <= 2 * _EDGE else [*texts[:_EDGE], *texts[-_EDGE:]]
    return sum(map(is_web_line, edges)) > 1 or any(map(names_owner, edges))


def _at_ends(texts: Sequence[str]) -> set[int]:
    """Return the places of lines of the page above the text and below it; between the two a line is text whatever it says."""
    order = range(len(texts))
    above = set(_outer(order, texts, is_web_line))
    within = range(max(above, default=0))
    records = {index for index in within if is_record(texts[index]) or is_of_form(texts[index])}
    return {*above, *records, *_outer(reversed(order), texts, is_foot)}


def _menus(texts: Sequence[str]) -> Iterator[int]:
    """Yield the places of short words among the lines of the page above a text whose title is not found."""
    text = next((index for index, text in enumerate(texts) if SENTENCE.search(text)), len(texts))
    last = max((index for index in range(text) if is_web_line(texts[index])), default=0)
    yield from (index for index in range(last) if _MENU.fullmatch(texts[index]))


def _outer(
    order: Iterator[int] | range, texts: Sequence[str], is_outside: Callable[[str], bool]
) -> Iterator[int]:
    """Yield the places of lines of the page on one side of the text."""
    for index in order:
        text = texts[index]
        if is_outside(text):
            yield index
        elif (
            SENTENCE.search(text)
            or text.endswith(("：", ":"))
            or len(text) > 40
            or is_issuer_mark(text)
            or is_date(text)
        ):
            return


def _below(texts: Sequence[str]) -> Iterator[int]:
    """Yield the places from the first line of the page below the end of the document on."""
    first = len(texts)
    for index in range(len(texts) - 1, -1, -1):
        text = texts[index]
        if is_foot(text):
            first = index
        elif text and (is_of_text(text) or len(text) > 60):
            break
    while first < len(texts) and (above := _written_above(texts, first)) >= 0:
        if len(texts[above]) > _LONGEST_WORD or is_of_text(texts[above]):
            break
        first = above
    yield from (index for index in range(first, len(texts)) if texts[index])


def _written_above(texts: Sequence[str], index: int) -> int:
    """Return the place of the first line above ``index`` that is not empty; -1 when there is none."""
    return next((each for each in range(index - 1, -1, -1) if texts[each]), -1)


def _copies(texts: Sequence[str]) -> Iterator[int]:
    """Yield the places of lines that say again what stands above them: the first long, the others of any length."""
    seen, is_again = "", False
    for index, text in enumerate(texts):
        flat = re.sub(r"\W", "", text)
        if _is_copy(flat, seen, _SHORT_PIECE if is_again else _LONG_PIECE):
            is_again = True
            yield index
        else:
            seen += flat


def _is_copy(flat: str, seen: str, size: int) -> bool:
    """Whether most pieces of ``size`` characters of ``flat`` stand in ``seen``; short lines count below a copy only."""
    if size == _LONG_PIECE and (len(flat) < _LEAST_COPY or len(seen) < len(flat) / 3):
        return False
    pieces = [flat[start : start + size] for start in range(0, max(len(flat) - size, 1), 2 * size)]
    return bool(flat) and sum(piece in seen for piece in pieces) >= _MOST_AGAIN * len(pieces)
