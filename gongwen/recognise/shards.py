"""Lines that converters of PDF cut into several, at marks and behind labels."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from gongwen.pattern import pattern
from gongwen.recognise.passages import opens_element, stands_alone
from gongwen.recognise.single_lines import is_date
from gongwen.terms.agency import is_agency
from gongwen.terms.label import ARTICLE, find_division, find_label
from gongwen.transcript import Line
from gongwen.zh.width import width

_SLACK = 2.6
"""字 by which the sum of the pieces may differ from a full line."""
_INDENT = 2.0
_LEAST_ROOM, _MOST_ROOM = 20.0, 60.0
_LEAST_FULL = 0.15
"""The part of the lines that must be full for their length to be known."""
_MOST_SHARDS = 6
_SEAM_BEFORE = pattern(r"[，。；、（）()《》“”！？]$")
_SEAM_BEHIND = pattern(r"[（）()《“、]")
_MOST_DIGITS = 4
_COUNTED = "年月日号"
_OPENERS, _CLOSERS, _YEAR_CLOSERS = "（(《“〔﹝〈<", "）)》”〕﹞〉>，、；：。]", "〕﹞"
_SERIAL = pattern(r"\d{1,4}号?(?:[^\d]|$)")
"""The serial number behind the year of a 发文字号."""
_LABEL_AT_END = pattern(r"[：:）)]\s*\d{1,2}\s*[.．]$")


def find_shards(lines: Sequence[Line]) -> set[int]:
    """Return the places of the pieces that stood on one line with the piece above them.

    Together they are as long as the full lines of the text, and are parted where a mark or a label is.
    None in a PDF, whose rows are read as they stand on the page.
    """
    texts = [line.text.strip() for line in lines]
    if any(line.at.page for line in lines):
        return set()
    room = _room(texts)
    shards = find_splinters(texts)
    index = 0
    while room and index < len(texts):
        stop = _line_end(texts, index, room)
        shards.update(range(index + 1, stop))
        index = max(stop, index + 1)
    return shards


def find_splinters(texts: Sequence[str]) -> set[int]:
    """Return the places of the lines that were one with the line above them, as the type changed there.

    An empty line may stand between a figure and what it counts: 2024, 年9月13日.
    """
    splinters = {index for index in range(1, len(texts)) if _is_splinter(texts[index - 1], texts[index])}
    gaps = [index for index in range(1, len(texts) - 1) if not texts[index] and _is_digits(texts[index - 1])]
    apart = [index + 1 for index in gaps if _is_end_of_day(texts[index - 1], texts[index + 1])]
    return splinters.union(apart, (index - 1 for index in apart))


def whole_lines(lines: Sequence[Line], shards: Collection[int]) -> list[str]:
    """Return the lines with their pieces put together."""
    found: list[str] = []
    for index, line in enumerate(lines):
        if index in shards:
            found[-1] += line.text.strip()
        else:
            found.append(line.text.strip())
    return found


def _room(texts: Sequence[str]) -> float:
    """Return how long full lines are, 字; 0.0 when few lines are equally long."""
    widths = sorted(width(text) for text in texts if text)
    room = widths[int(len(widths) * 0.97)] if widths else 0.0
    full = sum(abs(each - room) <= _SLACK for each in widths)
    is_known = full >= max(4, _LEAST_FULL * len(widths)) and widths[-1] <= room + 2 * _SLACK
    return room if is_known and _LEAST_ROOM <= room <= _MOST_ROOM else 0.0


def _is_splinter(text: str, below: str) -> bool:
    """Whether a line of digits, of brackets or of a word between them was one with the other, as fonts change there."""
    if not text or not below:
        return False
    if text[-1] in _OPENERS or below[0] in _CLOSERS:
        return True
    if _is_digits(text):
        return below[0] in _COUNTED
    if text[-1] in _YEAR_CLOSERS and _SERIAL.match(below):
        return True
    return below in _OPENERS or (text in ("年", "月") and _is_digits(below))


def _is_end_of_day(figures: str, rest: str) -> bool:
    """Whether ``figures`` and the ``rest`` below an empty line are one day."""
    return rest[:1] in ("年", "月", "日") and is_date(figures + rest)


def _is_digits(text: str) -> bool:
    return len(text) <= _MOST_DIGITS and text.isdecimal()


def _line_end(texts: Sequence[str], start: int, room: float) -> int:
    """Return the end of the pieces from ``start`` on that fill a line; ``start`` when they do not."""
    long = width(texts[start])
    longest_piece = room - _INDENT - _SLACK
    for stop in range(start + 1, min(start + _MOST_SHARDS, len(texts))):
        if width(texts[stop]) >= longest_piece or not _is_seam(texts[stop - 1], texts[stop]):
            break
        long += width(texts[stop])
        if long > room + _SLACK:
            break
        if long >= longest_piece:
            return stop + 1
    return start


def _is_seam(text: str, below: str) -> bool:
    """Whether a line may have been cut between ``text`` and ``below``."""
    if not text or not below or opens_element(below) or stands_alone(text) or is_agency(below):
        return False
    if text.endswith(("：", ":")):
        return False
    return bool(_SEAM_BEFORE.search(text) or _SEAM_BEHIND.match(below) or is_bare_label(text))


def is_bare_label(text: str) -> bool:
    """Whether nothing stands behind the label of an item or an article, or behind one at the end of ``text``."""
    label = find_label(f"{text} ") if len(text) < 8 else None
    is_item = label is not None and label.text.strip() == text.strip()
    return is_item or is_bare_division(text) or _LABEL_AT_END.search(text) is not None


def is_bare_division(text: str) -> bool:
    """Whether ``text`` is the label of an article and nothing else: 第三条."""
    division = find_division(text.strip())
    return division is not None and division.unit == ARTICLE and division.text == text.strip()
