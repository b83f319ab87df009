"""Characters that hardly ever stand where they do, beside one by sound or shape that often does.

What is often and what is not is counted from official prose (:mod:`gongwen.zh.odds`). What a place may be meant for
(:mod:`gongwen.rules.words.changes`) is told as doubtful where enough speaks for it
(:mod:`gongwen.rules.words.evidence`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import PROSE, Around, Part, Slip, rule
from gongwen.rules.words import mixed, near, typos
from gongwen.rules.words.alike import right_words
from gongwen.rules.words.changes import Change, changes
from gongwen.rules.words.evidence import weigh_all
from gongwen.rules.words.quoted import hide_quoted
from gongwen.terms.number import YEAR_IN_BRACKETS
from gongwen.zh.collocations import EDGE
from gongwen.zh.odds import NEAR, shown
from gongwen.zh.segments import words_of

_SENTENCES: frozenset[Part] = PROSE | {"标题", "主送机关", "抄送机关"}
_DOC_NUMBER = pattern(rf"{HANZI}{{1,12}}+(?={YEAR_IN_BRACKETS})")
_ALL_THAT = pattern(rf"应({HANZI}{{1,2}})尽\1")
"""应保尽保, with any verb."""
_SHORT_CELL = pattern(r"(?<=[|\t])(?:[^|\t，。；：、]{1,8}、)*[^|\t，。；：、]{1,8}(?=[|\t])")
"""A cell of a table that is a name or a list of names, which have any characters."""
_SHORT_LINE = pattern(r"^\s*\d[\d.．、]*\s*[^\d\s，。；：、]{1,6}$")
"""A numbered line that is a name too."""
_SURER = (typos.word, typos.idiom, typos.grave, typos.doubled, near.doubled_word, mixed.mixed, near.near)
"""Rules that tell the same by lists of words."""


@rule("typos.likely", "", "推荐", "提示", _SENTENCES, reads="lines")
def likely(text: str, around: Around) -> Iterator[Slip]:
    """前后的字很少这样连着写、换一个同音或者形近的字就很常见的，提出来请人核对；多写、颠倒的字也一样。

    常见不常见，由公开的法律法规和公文统计。一份公文里写了两遍以上的，多半是名称，不提。

    Wrong: 不断提高服务治量和水平。 Right: 不断提高服务质量和水平。
    """
    doubtful = list(_doubtful(text, around.whole))
    told = [slip for rule in _SURER if doubtful for slip in rule.find(text)]
    for change in doubtful:
        start, end = _joined(text, change)
        if not any(slip.start < end and start < slip.end for slip in told):
            right = text[start : change.start] + change.meant + text[change.end : end]
            slip = Slip(start, end, f"“{text[start:end]}”像是“{right}”之误，请核对")
            told.append(slip)
            yield slip


def _doubtful(text: str, whole: str) -> Iterator[Change]:
    """Yield what is to be told of ``text``, a line of the document ``whole``, what most speaks for first."""
    said = shown(_without_names(hide_quoted(text)))
    for change in weigh_all(said, changes(said), whole):
        yield change._replace(start=change.start - NEAR, end=change.end - NEAR)


def _without_names(text: str) -> str:
    """Return ``text`` with edges for what stands alone in a table, series of documents, phrases that take any verb, right words."""
    names = (_SHORT_CELL,) if text.startswith("|") or "\t" in text else (_SHORT_LINE,)
    for whole in (*names, _DOC_NUMBER, _ALL_THAT, _right()):
        text = whole.sub(lambda match: EDGE * len(match[0]), text)
    return text


@cache
def _right() -> re.Pattern[str]:
    return pattern("|".join(sorted(right_words(), key=len, reverse=True)))


def _joined(text: str, change: Change) -> tuple[int, int]:
    """Return where the word begins and ends that ``text`` has once ``change`` is right."""
    fixed = text[: change.start] + change.meant + text[change.end :]
    start = 0
    for word in words_of(fixed):
        if start + len(word) > change.start:
            break
        start += len(word)
    end = max(start + len(word), change.start + len(change.meant))
    return start, end + (change.end - change.start) - len(change.meant)
