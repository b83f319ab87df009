"""Changes that are marked with a name and a time, for a reader to accept or reject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from gongwen.ooxml.edit.runs import (
    INSERTED,
    LOOK,
    NUMBER,
    RUN,
    TEXT,
    UNNUMBERED,
    append_run,
    covered,
    cut,
    isolated,
    new_run,
    place_outside,
    split_before,
    split_behind,
)
from gongwen.ooxml.seen.letters import Spot
from gongwen.ooxml.xml import W

_W = f"{{{W}}}"
AUTHOR = "gongwen"
"""Who comments, and who tracked changes are by."""
DELETED = f"{_W}del"
_SPELLINGS = {TEXT: f"{_W}delText", f"{_W}instrText": f"{_W}delInstrText"}
"""What words and the instructions of fields are called where they are deleted."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes, and when."""

    author: str
    when: datetime
    """Shown as it is, whatever its time zone."""

    def mark(self, tag: str) -> etree._Element:
        """Return an element ``tag`` that says who and when; it gets its number as the part is written."""
        date = self.when.replace(microsecond=0, tzinfo=None).isoformat()
        attributes = {NUMBER: UNNUMBERED, f"{_W}author": self.author, f"{_W}date": f"{date}Z"}
        return etree.Element(tag, attributes)


def take_out_tracked(spot: Spot, hand: Hand) -> list[etree._Element]:
    """Mark the characters of ``spot`` as deleted; return the marks, in order."""
    return mark_deleted(isolated(spot), hand)


def mark_deleted(runs: Iterable[etree._Element], hand: Hand) -> list[etree._Element]:
    """Mark whole runs as deleted, neighbours in one; return the marks, in order."""
    marks: list[etree._Element] = []
    for run in runs:
        if not marks or run.getprevious() is not marks[-1]:
            marks.append(hand.mark(DELETED))
            run.addprevious(marks[-1])
        marks[-1].append(run)
        for text in [each for each in run.iter(*_SPELLINGS) if next(each.iterancestors(RUN)) is run]:
            text.tag = _SPELLINGS[text.tag]
    return marks


def put_in_tracked(spot: Spot, words: str, deleted: list[etree._Element], hand: Hand) -> None:
    """Put ``words`` behind the first of the marks ``deleted``, else at ``spot``, marked as inserted."""
    if not words:
        return
    mark = hand.mark(INSERTED)
    if deleted:
        mark.append(new_run(deleted[0][0].find(LOOK), words))
        place_outside(mark, deleted[0], is_behind=True)
        return
    cut(spot.paragraph, spot.start)
    beside = covered(spot)
    if not beside:
        run = append_run(spot.paragraph, words)
        run.addprevious(mark)
        mark.append(run)
        return
    element, is_behind = beside[0].element, spot.start > 0
    if is_behind:
        split_behind(element)
    else:
        split_before(element)
    run = element.getparent()
    mark.append(new_run(run.find(LOOK), words))
    place_outside(mark, run, is_behind=is_behind)
