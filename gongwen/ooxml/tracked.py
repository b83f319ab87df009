"""Changes that are marked with a name and a time, for a reader to accept or reject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from gongwen.ooxml.letters import Spot
from gongwen.ooxml.runs import (
    INSERTED,
    LOOK,
    NUMBER,
    TEXT,
    UNNUMBERED,
    append_run,
    covered,
    cut,
    isolated,
    new_run,
    place_outside,
    set_text,
    split_before,
    split_behind,
)
from gongwen.ooxml.xml import W

_W = f"{{{W}}}"
DELETED = f"{_W}del"
_DELETED_TEXT = f"{_W}delText"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes, and when."""

    author: str
    when: datetime

    def mark(self, tag: str) -> etree._Element:
        """Return an element ``tag`` that says who and when; it gets its number as the part is written."""
        date = self.when.replace(microsecond=0, tzinfo=None).isoformat()
        attributes = {NUMBER: UNNUMBERED, f"{_W}author": self.author, f"{_W}date": f"{date}Z"}
        return etree.Element(tag, attributes)


def take_out_tracked(spot: Spot, hand: Hand) -> list[etree._Element]:
    """Mark the characters of ``spot`` as deleted; return the marks, in order."""
    marks: list[etree._Element] = []
    for run in isolated(spot):
        if not marks or run.getprevious() is not marks[-1]:
            marks.append(hand.mark(DELETED))
            run.addprevious(marks[-1])
        marks[-1].append(run)
        for text in run.findall(TEXT):
            text.tag = _DELETED_TEXT
            set_text(text, text.text or "")
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
