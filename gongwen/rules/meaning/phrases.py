"""The table of fixed phrases, read from phrases.yaml, and near misses of a phrase in a line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from operator import add, itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from gongwen.pattern import HANZI, pattern
from gongwen.plain_yaml import load_plain
from gongwen.zh.collocations import count
from gongwen.zh.distance import distance
from gongwen.zh.pairs import ByPair

HIDDEN = "\ufffc"
_YES = "是"
_MORE = 2
"""Characters by which what stands between two words may be longer than what should."""
_SIDE = 2
"""Characters of a phrase on each side of a word that may be wrong."""
_ITEM, _SHORT = 4, 6
"""Characters of two items that have one order, and those that the last of some may have."""
_CLEAR = 8
"""Characters before the last word of a phrase that tell which phrase it is."""
_STOP = "(?=[，。；、”的等]|[三四五六]大|体制|机制|$)"
"""What follows the end of a phrase."""
_SMALL = "、，的地和与同对"
"""Words and marks that are left out or changed rightly."""


class Phrase(NamedTuple):
    """A phrase that has one form."""

    text: str
    most: int
    """Characters by which a near miss may differ; 0 for a right form that others are not held against."""
    lacks_end: bool = False
    """Whether a near miss may lack its last characters."""


@cache
def _pieces(phrase: Phrase) -> tuple[tuple[int, str], ...]:
    """Return parts of ``phrase``, one more than may be wrong, each with where it begins: one of them is in every near miss."""
    count = phrase.most + 1
    cuts = [len(phrase.text) * index // count for index in range(count + 1)]
    return tuple((start, phrase.text[start:end]) for start, end in pairwise(cuts))


class Frame(NamedTuple):
    """Words between which only some others stand."""

    anchor: str
    """The longer of the parts outside, of which a line must have it."""
    wrong: re.Pattern[str]
    """Finds both with something else between, as its group ``at``."""
    right: str
    before: str = ""
    """The part before what may be wrong."""
    wholes: tuple[str, ...] = ()
    """That part with what stands rightly behind it; () where that is not all that tells."""

    def may_stand_in(self, text: str) -> bool:
        """Whether ``text`` has the anchor, and the part before elsewhere than in the right wordings."""
        is_right = 0 < text.count(self.before) == sum(map(text.count, self.wholes))
        return self.anchor in text and not is_right


class Row(NamedTuple):
    """Terms that stand one behind another in one order."""

    items: tuple[str, ...]
    tail: str
    """What follows right behind them; "" for anything."""
    pattern: re.Pattern[str]
    """Finds three of them or more, or as many as there are but one."""
    suffix: str
    """The end that all of them have in common; "" for none."""


@cache
def read_table() -> dict[str, Any]:
    """Return what phrases.yaml says."""
    table: dict[str, Any] = load_plain(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=8)
def phrases(own: tuple[str, ...] = ()) -> ByPair[Phrase]:
    """Return the phrases of the table and those of an office, longest first, by what each of their near misses has."""
    listed = [Phrase(row["文"], int(row["错几字"]), row.get("缺尾") == _YES) for row in read_table()["提法"]]
    listed += [Phrase(text, max(1, min(len(text) // 6, 3))) for text in own]
    listed.sort(key=lambda each: -len(each.text))
    return ByPair((each, [piece[:_SIDE] for _, piece in _pieces(each)]) for each in listed)


@cache
def _frames() -> ByPair[Frame]:
    """Return all frames by the two characters of their anchors that are seen least together."""
    written = [_frame(*text.replace("〕", "〔").split("〔")) for text in read_table()["框"]]
    of_words = [frame for row in read_table()["成句"] for frame in _frames_of(row["文"].split("|"))]
    pairs = [
        (frame, min(map(add, frame.anchor, frame.anchor[1:]), key=count)) for frame in (*written, *of_words)
    ]
    return ByPair((frame, [pair]) for frame, pair in sorted(pairs, key=itemgetter(1)))


def frames_in(text: str) -> Iterator[tuple[Frame, re.Match[str]]]:
    """Yield what stands in ``text`` in a frame where something else should."""
    for frame in _frames().near(text):
        for match in frame.wrong.finditer(text) if frame.may_stand_in(text) else ():
            if match[0] not in _right_too():
                yield frame, match


@cache
def _right_too() -> frozenset[str]:
    return frozenset(read_table()["也对"])


def _frames_of(words: Sequence[str]) -> Iterator[Frame]:
    """Yield a frame for each of ``words`` of a phrase between two others, and one for each two items that change places."""
    for index in range(1, len(words) - 1):
        before, after = "".join(words[:index]), "".join(words[index + 1 :])
        if min(len(before), len(after)) >= _SIDE and words[index] not in _SMALL:
            anchor = max(before, after, key=len)
            other = rf"[\u4e00-\u9fff\d]{{0,{len(words[index]) + _MORE}}}?"
            wrong = rf"{before}(?![的地]?{words[index]}[的地]?{after})(?P<at>{other}){after}"
            yield Frame(anchor, pattern(wrong), words[index], before, (before + words[index] + after,))
    phrase = "".join(words)
    for left, mark, right in _neighbours(phrase):
        yield Frame(right, pattern(f"(?P<at>{right}{mark}{left})"), f"{left}{mark}{right}")
    yield from _crossed(phrase)
    before, last = _last_of(words)
    if len(before) >= _CLEAR and len(last) > 1:
        other = rf"[\u4e00-\u9fff]{{{len(last)},{len(last) + _MORE * ('、' in phrase)}}}"
        yield Frame(
            before, pattern(rf"{before}(?!{last})(?P<at>{other}?){_STOP}"), last, before, (before + last,)
        )


def _last_of(words: Sequence[str]) -> tuple[str, str]:
    """Return the phrase of ``words`` without its last item, or its last word when it has one, and that."""
    items, mark, last = "".join(words).rpartition("、")
    if mark and _ITEM <= len(last) <= _SHORT:
        return items + mark, last
    return "".join(words[:-1]), words[-1]


def _crossed(phrase: str) -> Iterator[Frame]:
    """Yield a frame for each two items of four characters of which the halves have changed places: 牢记初心、不忘使命."""
    for left, mark, right in _neighbours(phrase.strip("“”")):
        a, b, c, d = left[:_SIDE], left[_SIDE:], right[:_SIDE], right[_SIDE:]
        if len(b) == len(d) == _SIDE and a != c and b != d:
            for wrong in (f"{c}{b}{mark}{a}{d}", f"{a}{d}{mark}{c}{b}"):
                yield Frame(wrong, pattern(f"(?P<at>{wrong})"), f"{left}{mark}{right}")


def _neighbours(phrase: str) -> Iterator[tuple[str, str, str]]:
    """Yield each two items of ``phrase`` that stand side by side, with the mark between them."""
    items = re.split("([、，])", phrase)
    for index in range(0, len(items) - 2, 2):
        if min(len(items[index]), len(items[index + 2])) >= _ITEM:
            yield items[index], items[index + 1], items[index + 2]


def _frame(before: str, inside: str, after: str) -> Frame:
    right_ones, _, wrong_ones = inside.partition("×")
    known = right_ones.split("|")
    right, anchor = known[0], max(before, after, key=len)
    half = len(right) // 2
    if not before:
        wrong_ones = right[half:] + right[:half]
    most = f"1,{len(right) + _MORE}" if after else len(right)
    other = wrong_ones or rf"[\u4e00-\u9fff、]{{{most}}}?"
    wrong = pattern(f"{before}(?!(?:{'|'.join(known)}){after})(?P<at>{other}){after}")
    return Frame(anchor, wrong, right, before, tuple(before + each + after for each in known if before))


@cache
def rows() -> ByPair[Row]:
    """Return the terms whose order is fixed, by the first two of them and the last."""
    made = map(_row, read_table()["次序"])
    return ByPair((row, [item[:_SIDE] for item in (*row.items[:2], row.items[-1])]) for row in made)


def _row(row: dict[str, Any]) -> Row:
    items = tuple(row["项"])
    least = min(max(3, len(items) - 1), 4) if row.get("动") != _YES else 2
    ends = {item[-2:] for item in items}
    suffix = ends.pop() if len(ends) == 1 else ""
    any_item = rf"{HANZI}{{2}}{suffix}" if suffix else "|".join(map(re.escape, items))
    between = r"[、，][^，。；、“”]{2,6}" if row.get("动") == _YES else "[、，]?"
    tail = f"(?:的|地)?新?{row['字']}" if "字" in row else ""
    found = pattern(rf"(?:{any_item})(?:{between}(?:{any_item})){{{least - 1},}}{tail}")
    return Row(items, tail, found, suffix)


@cache
def congress_days() -> dict[str, datetime.date]:
    """Return when each congress of the Party opened, by its number in Chinese."""
    return {number: datetime.date.fromisoformat(day) for number, day in read_table()["大会"].items()}


@cache
def first_sessions() -> dict[str, int]:
    """Return the year of the first session of each National People's Congress, by its number."""
    return {number: int(year) for number, year in read_table()["人大"].items()}


@cache
def plenum_days() -> dict[str, tuple[datetime.date, ...]]:
    """Return when the plenums of each Central Committee opened, by its number."""
    days = read_table()["全会"].items()
    return {number: tuple(map(datetime.date.fromisoformat, each)) for number, each in days}


def near_misses(text: str, known: ByPair[Phrase]) -> Iterator[tuple[int, int, Phrase]]:
    """Yield what of ``text`` is nearly one of ``known``, which stand longest first, and is no right form itself."""
    for phrase in known.near(text):
        if phrase.text in text:
            text = text.replace(phrase.text, HIDDEN * len(phrase.text))
        if not phrase.most:
            continue
        tried: set[int] = set()
        for offset, piece in _pieces(phrase):
            index = text.find(piece)
            while index >= 0:
                begin = index - offset
                if begin not in tried and (span := _nearest(text, begin, phrase)):
                    yield (*span, phrase)
                    text = text[: span[0]] + HIDDEN * (span[1] - span[0]) + text[span[1] :]
                tried.add(begin)
                index = text.find(piece, index + 1)


def _nearest(text: str, begin: int, phrase: Phrase) -> tuple[int, int] | None:
    """Return the stretch about ``begin`` that is nearest to ``phrase``; None when none is near enough."""
    most, long = phrase.most, len(phrase.text)
    found: list[tuple[int, int, int]] = []
    for start in range(max(0, begin - most), begin + most + 1):
        if text[start : start + 1] != phrase.text[0]:
            continue
        for end in range(start + long - most, min(start + long + most, len(text)) + 1):
            if not phrase.lacks_end and text[end - 1 : end] != phrase.text[-1]:
                continue
            if (far := distance(text[start:end], phrase.text, most)) <= most:
                found.append((far, start, end))
    return min(found)[1:] if found else None
