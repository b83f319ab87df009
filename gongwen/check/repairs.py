"""What typing and text recognition often get wrong, and what it should be. Nothing here is done unasked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gongwen.document import Document
from gongwen.markup.reading import read_note, read_picture
from gongwen.pattern import pattern
from gongwen.recognise.reading import Reading, Repair
from gongwen.rules.number import references
from gongwen.rules.rule import AnyRule, Slip, apply_slips
from gongwen.rules.words import brackets, marks, numerals, quotes

_TYPING: tuple[AnyRule, ...] = (
    references.brackets, brackets.half_width, marks.half_width, numerals.year_zero, numerals.letter_o,
    numerals.full_width, quotes.straight, marks.ellipsis,
)  # fmt: skip
"""The rules of wording whose slips come from the keyboard or from text recognition."""
_WORDS = {
    "己经": "已经", "业己": "业已", "己于": "已于", "己完成": "已完成", "己将": "已将", "自已": "自己", "末经": "未经",
    "末能": "未能", "末按": "未按", "尚末": "尚未", "末来": "未来", "士地": "土地", "国士": "国土", "水士": "水土",
    "千部": "干部", "于部": "干部", "今曰": "今日", "即曰": "即日", "近曰": "近日", "曰前": "日前", "曰期": "日期",
    "曰起": "日起", "工作曰": "工作日", "节假曰": "节假日", "曰常": "日常", "每曰": "每日", "生曰": "生日",
    "人大常委舍": "人大常委会", "護": "护", "扩天": "扩大", "重夭": "重大", "重太": "重大", "责彻": "贯彻", "落买": "落实",
}  # fmt: skip
"""Words that text recognition makes of others; neither half of them is Chinese."""
_MISREAD = pattern("|".join(map(re.escape, _WORDS)))
_DAY = pattern(r"(?<=月)(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?P<sign>曰)")
_SIGN = pattern(r"[()\[\]{}【】［］,;:?!\"○ＯOo０-９曰.…年]")
_WRITTEN = pattern(rf"。。。|（(?:\d{{4}}|[０-９]{{4}})[）)]|{_MISREAD.pattern}")
"""What a text has that may be wrong, signs and what is written with others; one without any of it is right."""
_AROUND = 8
"""Characters that are told on either side of a slip; slips nearer than that are told as one."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed change of a text."""

    before: str
    after: str
    reason: str


def with_proposals(reading: Reading) -> Reading:
    """Return ``reading`` with what is not repaired unless somebody asks for it among its repairs."""
    proposals = [
        Repair(passage.at, each.before, each.after, each.reason, is_applied=False)
        for passage in reading.passages
        if not (reading.transcript.is_marked and (read_picture(passage.tight) or read_note(passage.tight)))
        for each in repair_text(passage.tight)[1]
    ]
    repairs = sorted((*reading.repairs, *proposals), key=lambda each: (each.at.page, each.at.line))
    return replace(reading, repairs=tuple(repairs))


def repair(reading: Reading) -> Reading:
    """Return ``reading`` with every proposed repair made in the document."""
    tree = reading.document.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    document = Document.model_validate(_repaired(tree), by_alias=True, by_name=False)
    repairs = tuple(replace(each, is_applied=True) for each in reading.repairs)
    return replace(reading, document=document, repairs=repairs)


def _repaired(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _repaired(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_repaired(item) for item in tree]
    return repair_text(tree)[0] if isinstance(tree, str) and not tree.startswith("|") else tree


def repair_text(text: str) -> tuple[str, tuple[Proposal, ...]]:
    """Return ``text`` with every slip repaired, and what was changed, in the order of the sorts of slips."""
    if _SIGN.search(text) is None and _WRITTEN.search(text) is None:
        return text, ()
    found: list[Proposal] = []
    letters = frozenset(text)
    for rule in _TYPING:
        if not (rule.signs and rule.signs.isdisjoint(letters)):
            text = _without(rule.find(text), text, found)
            letters = letters.union(*(each.after for each in found))
    return _without(_misread(text), text, found), tuple(found)


def _without(slips: Iterable[Slip], text: str, told: list[Proposal]) -> str:
    """Return ``text`` as ``slips`` want it, and tell what is changed."""
    wanted = [slip for slip in slips if slip.wanted is not None]
    told += _told(text, wanted)
    return apply_slips(text, wanted) if wanted else text


def _misread(text: str) -> Iterator[Slip]:
    for match in _DAY.finditer(text):
        yield Slip(*match.span("sign"), "“曰”是“日”之误", "日")
    for match in _MISREAD.finditer(text):
        yield Slip(*match.span(), "像是识别错了的字", _WORDS[match[0]])


def _told(text: str, slips: Sequence[Slip]) -> Iterator[Proposal]:
    """Yield what ``slips`` change, those near each other as one, with some of the text around them."""
    together: list[Slip] = []
    for slip in sorted(slips):
        if together and slip.start - together[-1].end > _AROUND:
            yield _as_one(text, together)
            together = []
        together.append(slip)
    if together:
        yield _as_one(text, together)


def _as_one(text: str, slips: Sequence[Slip]) -> Proposal:
    start, end = max(0, slips[0].start - _AROUND), min(len(text), slips[-1].end + _AROUND)
    moved = [slip._replace(start=slip.start - start, end=slip.end - start) for slip in slips]
    piece = text[start:end]
    return Proposal(piece, apply_slips(piece, moved), slips[0].message)
