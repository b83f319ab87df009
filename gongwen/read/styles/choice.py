"""Which style a document is laid out in: the one asked for, its own, or that of its time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from gongwen.document import Document
from gongwen.profile import Validity
from gongwen.read.input.source import Source
from gongwen.read.styles.file import read_profile
from gongwen.read.styles.tree import style_names
from gongwen.terms import number
from gongwen.terms.agency_level import is_of_party
from gongwen.terms.date import write as format_date

DEFAULT_STYLE = "gbt9704-2012"
_NUMBER = "发文字号"
_PARTY_ORGANS, _STATE_ORGANS, _NOBODY = "党的机关", "行政机关", "无"


@dataclass(frozen=True, slots=True)
class Choice:
    """A style, and why it was taken."""

    name: str
    reason: str
    """In Chinese; "" when it was asked for or is the standard in force."""


def choose_style(source: Source, style: str) -> Choice:
    """Return ``style`` when it is given, else that of the document, else that of its time and issuer.

    A style file that the document names counts from the document's folder.
    """
    own = source.document.style
    if style or own:
        beside = source.path.parent / own
        return Choice(str(beside) if not style and beside.suffix and beside.is_file() else style or own, "")
    return _by_date(source.document)


def _by_date(document: Document) -> Choice:
    """Return the standard that was in force on the day of the document for such an issuer."""
    word, written = _day(document)
    day = written.isoformat() if written else ""
    if written is None or day >= read_profile(DEFAULT_STYLE).validity.first:
        return Choice(DEFAULT_STYLE, "")
    organ = _PARTY_ORGANS if is_party_organ(document) else _STATE_ORGANS
    known = {name: read_profile(name).validity for name in style_names()}
    fitting = {name: each for name, each in known.items() if each.organs not in (_NOBODY, *_others(organ))}
    name = next((name for name, each in fitting.items() if _covers(each, day)), "")
    reason = f"按{organ}和{word}{format_date(written)}选用"
    if word == _NUMBER:
        reason = f"按{organ}和{word}的年份{written.year}年选用"
    if name:
        return Choice(name, reason)
    earliest = min(fitting, key=lambda name: fitting[name].first)
    return Choice(earliest, f"{reason}；没有当时的版式，借用最早的一种，不能说明原来的样子")


def _day(document: Document) -> tuple[str, datetime.date | None]:
    """Return the day that tells the time of a document and what says it: 成文日期, else 印发日期, else the 发文字号.

    A number has only a year, of which the last day stands; None when nothing tells the time.
    """
    for word, day in (("成文日期", document.date), ("印发日期", document.print_date)):
        if day:
            return word, day
    found = number.read(document.doc_number)
    year = found.value.year if found else None
    return _NUMBER, datetime.date(year, 12, 31) if year and year >= datetime.MINYEAR else None


def _others(organ: str) -> tuple[str, ...]:
    return tuple(each for each in (_PARTY_ORGANS, _STATE_ORGANS) if each != organ)


def _covers(validity: Validity, day: str) -> bool:
    return validity.first <= day and (not validity.last or day <= validity.last)


def is_party_organ(document: Document) -> bool:
    """Whether the host agency is one of the Party; a document without issuers is nobody's."""
    names = document.issuers or document.signatories
    return bool(names) and is_of_party(names[0])
