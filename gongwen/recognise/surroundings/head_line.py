"""A line above the text that says several things of the head behind each other: number, signers, title, agency, day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.pattern import HANZI, pattern
from gongwen.recognise.single_lines import ends_title
from gongwen.recognise.surroundings.glued_doc_number import doc_number_span
from gongwen.recognise.surroundings.glued_head import addressed_cuts
from gongwen.terms import date, imprint, number, secrecy, signers
from gongwen.terms.agency import is_agency
from gongwen.terms.title import STARTS
from gongwen.zh.spaces import tighten
from gongwen.zh.traditional import simplify

_BETWEEN = pattern(r"[\s#,，|｜;；·/]*")
_ORDER = pattern(rf"[^\s，。：:；《》]{{3,40}}?令(?=\s*{number.COUNT})")
_COUNT = pattern(number.COUNT)
_DAY = pattern(rf"[（(]?{date.ANY_DAY}[）)]?|[12][09lO][\dlO]{{2}}[./．][\dlO]{{1,2}}[./．][\dlO]{{1,2}}")
"""A day, one with letters for digits too."""
_TURNED = pattern(f"{number.WITH_BRACKETS}|{number.YEAR_FIRST}")
_DATED_NUMBER = pattern(
    rf"\s*[（(]\s*{date.DAY}(?=[^。；]{{3,31}}[）)]){number.IN_BRACKETS}\s*[）)](?=\s*{HANZI}.{{12}})"
)
"""Day and number in one pair of brackets below a title, before the text on the same line."""
_DAY_FIRST = pattern(rf"\s*[（(]\s*{date.DAY}\s*[）)](?=\s*{HANZI}[^。；]{{1,120}}[：:]\s*$)")
"""The day of a telegram below its title, before those addressed."""
_WORD = pattern(r"[^\s,，|｜;；]+")
_ISSUED = pattern(r"(?:发布|发文|制发|颁布)(?:机关|机构|单位|部门)\s*[：:]\s*")
_SIGNED = pattern(rf"{signers.LABEL}{HANZI}{{2,4}}(?:[ 、]{{1,2}}{HANZI}{{2,4}})*(?=\s|$)")
_PLACE = pattern(rf"{HANZI}{{2,8}}(?:省|市|自治区)")
_LONGEST, _LONGEST_TITLE = 240, 120
_MANY = 30
"""Characters from which a line may go on with the text behind those addressed."""


def head_cuts(text: str) -> list[int]:
    """Return where the pieces of a line above the text begin; [] when it is one piece."""
    if match := _DATED_NUMBER.match(text) or _DAY_FIRST.match(text):
        return [match.end()]
    if len(text) >= _MANY and (cuts := list(addressed_cuts(text))):
        return cuts
    if len(text) > _LONGEST or not re.search(r"\d|[〇○零一二三四五六七八九]{4}年", text):
        return []
    starts = list(_starts(text))
    is_parted = len(starts) > 1 and -1 not in starts
    printed = imprint.read(tighten(text)) if is_parted else None
    return starts[1:] if is_parted and not (printed and is_agency(printed.value.agency)) else []


def _starts(text: str) -> Iterator[int]:
    """Yield where each piece begins; -1 where something stands that is none."""
    index = _skip(text, 0)
    while index < len(text):
        stop = _end_of(text, index)
        if stop < 0:
            yield -1
            return
        yield index
        index = _skip(text, stop)


def _skip(text: str, index: int) -> int:
    match = _BETWEEN.match(text, index)
    return match.end() if match else index


def _end_of(text: str, index: int) -> int:
    """Return where the piece ends that begins at ``index``; -1 when nothing of a head begins there."""
    rest = text[index:]
    if not rest[0].isdigit() and (mark := secrecy.read_start(rest)) and mark.end:
        return index + mark.end
    found = number.read_start(number.unwrapped(rest) if rest[0] in "（(" else rest)
    if found and found.value.serial and "open" in found.parts:
        return index + found.end
    if turned := _TURNED.match(rest):
        return index + turned.end()
    for form in (_ORDER, _COUNT, _DAY, _SIGNED):
        if match := form.match(rest):
            return index + match.end()
    return _end_of_words(text, index)


def _end_of_words(text: str, index: int) -> int:
    """Return where a title, an agency or a place ends that begins at ``index``; -1 for other words."""
    start = issued.end() if (issued := _ISSUED.match(text, index)) else index
    title_end = -1
    for match in _WORD.finditer(text, start):
        span = doc_number_span(text[: match.end()], start)
        stop = span[0] if span and span[0] > start else match.end()
        tight = tighten(text[start:stop])
        if len(tight) > _LONGEST_TITLE:
            break
        if is_agency(tight) or _PLACE.fullmatch(tight):
            return stop
        title_end = stop if _is_title(tight) else title_end
    return title_end


def _is_title(tight: str) -> bool:
    bare = tight.strip("《》")
    return ends_title(bare) and len(bare) > 6 and STARTS.search(simplify(bare)) is not None
