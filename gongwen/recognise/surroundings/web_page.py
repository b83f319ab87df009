"""Where the document stands on a web page: between what is above its title and what is below its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gongwen.recognise.elements.head import elements_of
from gongwen.recognise.marks import SIGNERS, ends_title, is_date, is_number
from gongwen.recognise.reading import Repair
from gongwen.recognise.surroundings.cuts import cut
from gongwen.recognise.surroundings.furniture import (
    FOOT,
    SENTENCE,
    is_foot,
    is_furniture,
    is_of_text,
    opens_text,
)
from gongwen.terms import kind, number, secrecy, title
from gongwen.terms.agency import is_agency, is_mark, is_recipient
from gongwen.transcript import Line
from gongwen.zh.spaces import tighten

NAVIGATION, SECOND_COPY = "网页上的文字", "网页末尾重复的正文"
_MOST_TITLE_LINES, _LONGEST_TITLE = 5, 120
_NO_TITLE = re.compile(r"[|＞>：:。；_]|解读|图解|\d{4}-\d{1,2}-\d{1,2}|[-－—].{2,30}(?:网|网站|门户)$")
_SURE = 3
"""The weight of a title that says what it is about and ends in a kind."""
_WORD = re.compile(r"[\u3400-\u9fff]|^[：:》”）]")
_LONGEST_WORD = 2
"""Characters of a line above the foot of a page that is a button: 发布."""
_LEAST_COPY = 100
"""Characters of a line that may hold a document a second time."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Lines that may be the title: how much speaks for them, and where they stand."""

    weight: int
    start: int
    stop: int


def drop_page(lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Return ``lines`` without the web page around them; all of them where nothing else would be left.

    Furniture at both ends goes from any text. Where so much of it is there that the text is a page, all goes that
    stands above the head and below the end, and what stands between the title and the text and is neither.
    """
    texts = [line.text.strip() for line in lines]
    gone = _at_ends(texts)
    reasons = dict.fromkeys(gone, NAVIGATION)
    reasons |= dict.fromkeys(_named_before(texts), NAVIGATION)
    if _is_page(texts):
        copies = set(_copies(texts))
        once = ["" if place in copies else text for place, text in enumerate(texts)]
        reasons |= dict.fromkeys((*_above(once), *_below(once)), NAVIGATION) | dict.fromkeys(
            copies, SECOND_COPY
        )
    if all(place in reasons or not text for place, text in enumerate(texts)):
        return lines
    return [
        cut(line, "", reasons[place], repairs) if place in reasons else line
        for place, line in enumerate(lines)
    ]


def _is_page(texts: Sequence[str]) -> bool:
    """Whether so many lines are furniture that the text is that of a whole page."""
    return sum(map(is_furniture, texts)) > 1 or any(FOOT.search(text) for text in texts)


def _at_ends(texts: Sequence[str]) -> set[int]:
    """Return the places of furniture above the text and below it; between the two a line is text whatever it says."""
    order = range(len(texts))
    return {*_outer(order, texts, is_furniture), *_outer(reversed(order), texts, is_foot)}


def _outer(
    order: Iterator[int] | range, texts: Sequence[str], is_outside: Callable[[str], bool]
) -> Iterator[int]:
    """Yield the places of furniture on one side of the text."""
    for place in order:
        text = texts[place]
        if is_outside(text):
            yield place
        elif (
            SENTENCE.search(text)
            or text.endswith(("：", ":"))
            or len(text) > 40
            or is_mark(text)
            or is_date(text)
        ):
            return


def _named_before(texts: Sequence[str]) -> Iterator[int]:
    """Yield the places of lines above the title that say it with more around it: its number, the name of the page."""
    found = _find_title(texts)
    if found is None or found[0].weight < _SURE:
        return
    start = found[0].start
    whole = tighten("".join(texts[start : found[0].stop]))
    for place in range(start):
        tight = tighten(texts[place])
        if whole in tight and whole != tight:
            yield place


def _above(texts: Sequence[str]) -> Iterator[int]:
    """Yield the places above the head, and those between the title and the text that are of neither."""
    found = _find_title(texts)
    if found is None:
        return
    best, text_start = found
    head = _head_start(texts, best.start)
    yield from (place for place in range(head) if texts[place])
    is_addressed = is_recipient(re.split("[，、,：:]", texts[text_start])[0])
    for place in range(best.stop, text_start):
        text = texts[place]
        if text and (_is_between(text) or (is_addressed and text.endswith(("：", ":")))):
            yield place


def _find_title(texts: Sequence[str]) -> tuple[_Candidate, int] | None:
    """Return the lines that are most like the title of the first text with one above it, and where that text begins."""
    found: list[_Candidate] = []
    for place, text in enumerate(texts):
        if text and opens_text(text):
            if found:
                return max(found, key=lambda each: (each.weight, each.stop, each.stop - each.start)), place
        elif text:
            found += _candidates(texts, place)
    return None


def _candidates(texts: Sequence[str], start: int) -> Iterator[_Candidate]:
    """Yield the runs of lines from ``start`` on that may be a title."""
    whole, count = "", 0
    for place in range(start, len(texts)):
        text = texts[place]
        if not text:
            continue
        if (
            _NO_TITLE.search(text)
            or is_furniture(text)
            or is_number(text)
            or is_date(text)
            or opens_text(text)
        ):
            return
        whole, count = whole + tighten(text), count + 1
        if count > _MOST_TITLE_LINES or len(whole) > _LONGEST_TITLE:
            return
        if weight := _title_weight(whole):
            yield _Candidate(weight, start, place + 1)


def _title_weight(text: str) -> int:
    """Return how much speaks for ``text`` being a title of a document: 0 for nothing."""
    if not ends_title(text) or len(text) < 6:
        return 0
    value = title.read(text).value
    is_issued = bool(value.issuer) and all(map(is_agency, value.issuer.split("、")))
    return 1 + 2 * bool(value.about or value.verb) + is_issued


def _head_start(texts: Sequence[str], stop: int) -> int:
    """Return where the lines of the 版头 begin that stand right above the title."""
    start = stop
    for place in range(stop - 1, -1, -1):
        text = texts[place]
        if not text:
            continue
        if is_furniture(text) or not _is_of_head(text, is_below_name=start < stop):
            break
        start = place
    return start


def _is_between(text: str) -> bool:
    """Whether a line between the title and the text is of the page: furniture, or no word at all."""
    return is_furniture(text) or not _WORD.search(text)


def _is_of_head(text: str, *, is_below_name: bool) -> bool:
    """Whether a line above the title is of the 版头; agencies are when something of it stands below them."""
    tight = tighten(text)
    is_small = number.read(tight) or secrecy.read(tight) or elements_of(text) or SIGNERS.search(text)
    return bool(is_small or is_mark(text) or kind.read(tight) or (is_below_name and is_agency(text)))


def _below(texts: Sequence[str]) -> Iterator[int]:
    """Yield the places from the first furniture below the end of the document on."""
    first = len(texts)
    for place in range(len(texts) - 1, -1, -1):
        text = texts[place]
        if is_foot(text):
            first = place
        elif text and (is_of_text(text) or len(text) > 60):
            break
    while first < len(texts) and (above := _written_above(texts, first)) >= 0:
        if len(texts[above]) > _LONGEST_WORD or is_of_text(texts[above]):
            break
        first = above
    yield from (place for place in range(first, len(texts)) if texts[place])


def _written_above(texts: Sequence[str], place: int) -> int:
    """Return the place of the first line above ``place`` that is not empty; -1 when there is none."""
    return next((each for each in range(place - 1, -1, -1) if texts[each]), -1)


def _copies(texts: Sequence[str]) -> Iterator[int]:
    """Yield the places of long lines that say again what stands above them, in most of their pieces."""
    seen = ""
    for place, text in enumerate(texts):
        flat = re.sub(r"\W", "", text)
        if len(flat) >= _LEAST_COPY and len(seen) >= len(flat) / 3:
            pieces = [flat[start : start + 20] for start in range(0, len(flat) - 20, 40)]
            if sum(piece in seen for piece in pieces) >= 0.8 * len(pieces):
                yield place
                continue
        seen += flat
