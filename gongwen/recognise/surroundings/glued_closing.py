"""The closing of a text without blanks: who signs and the day, the 附件说明, 附注, 版记, and what is carried below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongwen.pattern import HANZI, pattern
from gongwen.recognise.surroundings.glued_doc_number import LONG_END
from gongwen.terms import attachment_note, copies, date, imprint, kind, note, openness, page_number, title
from gongwen.terms.agency import agencies_in, is_agency, may_be_same
from gongwen.terms.signature import LEADER, unsealed
from gongwen.zh.spaces import spaced
from gongwen.zh.traditional import simplify

_LAST_STOP = pattern(r".*[。！？；：:!?;]", re.DOTALL)
_FIGURES = pattern(rf".*(?:[\dX×x*]{{3,}}(?!年)[）)]?|@[\w.-]*[A-Za-z])\s*(?={HANZI})", re.DOTALL)
"""A telephone number or an address of mail, and all that stands before it."""
_BEHIND_DAY = pattern(
    rf"\s*(?:$|[\u3400-\u9fff（）()]{{4,40}}{date.DAY}\s*印发|"
    rf"{page_number.COUNTED}|·\s*\d|[（(《“]|附\s*[件：:]|{copies.COPIED}|{imprint.KEYWORDS}|[—\-]\s*\d{{1,3}}(?!\d)|印发\s*(?:[（(]?\s*共\s*印.{{1,12}})?$)|\s{{2,}}"
)
_FIRST_NAMED = pattern(
    rf"{attachment_note.LABEL}\s*1\s*[.．、]\s*(?P<title>[^。；]{{2,60}}?)\s*[；;]?\s*2\s*[.．、]"
)
"""The first of several attachments that are named on one line."""
_PRINTED = pattern(rf"\s*印发(?:\s*{imprint.COUNT.pattern})?(?:\s*(?=$|附\s*件)|\s+)")
"""What ends the line of the 版记 that says who printed the document, and when."""
_COPIED = pattern(rf"\s*{copies.COPIED}\s*[：:]")
_NO_CLOSING = pattern(r"\s*(?:的|起|前|后|至|到|以|印发|发布|召开|通过|之|[，、。；）)])")
"""What follows a day inside a sentence."""
_NOTE_LABEL = pattern(rf"{attachment_note.LABEL}\s*$")
_IMPRINT = pattern(
    rf"(?<=[。日号）)\w])(?=(?:{imprint.KEYWORDS}|{copies.COPIED}|分\s*送|{openness.LABEL})\s*[：:])"
)
_LAST_NOTE = pattern(rf"{note.OPENING}[^（）()]{{2,120}}[）)]\s*$")
"""A 附注 that ends a text without a day."""
_NAMED_LAST = pattern(rf"(?:[。！？]|{attachment_note.LABEL}[^。；]{{2,60}})\s*$")
"""What ends a text that nobody signs, above its day."""
_KIND = pattern(rf"(?:{kind.PAPERS})(?:\s*[（(][^（()）]{{1,14}}[）)])?")
_LEAST_NAME, _LONGEST_NAMES = 3, 60
_WORD = pattern(r"\S+")
_CARRIED = rf"(?P<agency>{HANZI}{{{{2,30}}}}?)??《?{{}}(?:{kind.NAMES})?》?"
"""The title of what is carried, the agency before it and its kind behind it."""
_LEAST_SHORT = 5
"""Characters of the short form of an issuer that signs."""
_SAME_TITLE = 8
"""Characters at the beginning of two titles that make them the same."""
_LOST = 2
"""Characters that a name may have lost at its end on the way."""
_WINDOW = 400
"""Characters before a day in which those who sign it stand."""


def closing_cuts(text: str, issuers: Sequence[str], carried: str = "") -> Iterator[int]:
    """Yield where signature, day and what follows them begin in ``text``; ``issuers`` are those that its head names.

    What is ``carried`` may follow the day, or the first attachment that is named above.
    """
    for match in re.finditer(date.DAY, text):
        first = max(0, match.start() - _WINDOW)
        before, behind = text[first : match.start()], text[match.end() : match.end() + _WINDOW]
        names = [carried, *(named["title"] for named in _FIRST_NAMED.finditer(before))]
        printed = _PRINTED.match(behind)
        is_last = (
            printed is not None
            or _BEHIND_DAY.match(behind) is not None
            or any(name and behind.lstrip().startswith(name) for name in names)
        )
        start = _signers_start(before, behind, issuers, is_last=is_last)
        if start >= 0 and printed:
            yield from (first + start, match.end() + printed.end())
        elif start >= 0:
            yield from (first + start, match.start(), match.end())
        elif is_last and (_NAMED_LAST.search(before) or _COPIED.match(behind)):
            yield from (match.start(), match.end())


def _signers_start(before: str, behind: str, issuers: Sequence[str], *, is_last: bool) -> int:
    """Return where those who sign begin in ``before`` a day with ``behind`` behind it; -1 when nobody signs it.

    ``is_last`` says that what is behind stands behind closings.
    """
    start = -1 if _NO_CLOSING.match(behind) else _known_start(before, issuers)
    if start < 0 and (is_last or not _NO_CLOSING.match(behind)):
        begin = _signature_start(before)
        begin += (
            max((before[begin:].rfind(issuer) for issuer in issuers if issuer in before[begin:]), default=0)
            if begin >= 0
            else 0
        )
        name = before[begin:].strip() if begin >= 0 else ""
        is_short = len(name) >= _LEAST_SHORT and any(may_be_same(name, issuer) for issuer in issuers)
        start = begin if is_last or is_short else -1
    return start


def _known_start(before: str, issuers: Sequence[str]) -> int:
    """Return where ``issuers``, several in any order, begin at the end of ``before``; -1 when they do not stand there."""
    whole = unsealed(before)
    start = len(whole)
    for issuer in (*issuers, *issuers):
        match = re.search(rf"{spaced(issuer).pattern}\s*$", whole[:start])
        start = match.start() if match else start
    return start if start < len(whole) else _cut_short(whole, issuers)


def _cut_short(whole: str, issuers: Sequence[str]) -> int:
    """Return where the last words of ``whole`` begin that are one of ``issuers`` without its end; -1 for other words."""
    stop = _LAST_STOP.match(whole)
    own = stop.end() if stop else 0
    rest = whole[own:].strip()
    is_cut = len(rest) > _LEAST_NAME and any(
        issuer.startswith(rest) and len(issuer) - len(rest) <= _LOST for issuer in issuers
    )
    return own if is_cut else -1


def _signature_start(before: str) -> int:
    """Return where an agency that signs begins at the end of ``before``; -1 when none signs there."""
    whole = unsealed(before)
    stop = _LAST_STOP.match(whole)
    own = stop.end() if stop else 0
    figures = _FIGURES.match(whole, own)
    own = figures.end() if figures else own
    own += len(whole[own:]) - len(whole[own:].lstrip("）)"))
    own = max([own, *(match.end() for match in openness.WHOLE.finditer(whole))])
    own = max([own, *(day.end() for day in re.finditer(date.DAY, whole))])
    own += _start_behind_blank(whole[own:])
    names = whole[own:]
    behind = _start_behind_title(names, own) if _NOTE_LABEL.search(whole[:own]) else -1
    if behind >= 0:
        return behind
    if _LEAST_NAME <= len(names.strip()) <= _LONGEST_NAMES and (agencies_in(names) or is_agency(names)):
        return own
    leader = LEADER.search(names)
    return own + leader.start() if leader else _start_behind_title(names, own)


def _start_behind_blank(names: str) -> int:
    """Return where the agencies begin that blanks part from words before them, and from each other; 0 without such words."""
    words = list(_WORD.finditer(names))
    first = len(words)
    while first and is_agency(words[first - 1][0]):
        first -= 1
    return words[first].start() if 0 < first < len(words) else 0


def _start_behind_title(names: str, shift: int) -> int:
    """Return where an agency begins that ends ``names``, behind the last entry of a 附件说明; -1 for nowhere."""
    for match in reversed(list(_KIND.finditer(simplify(names)))):
        rest = names[match.end() :].strip()
        if len(rest) > _LEAST_NAME and is_agency(rest):
            return shift + match.end()
    return -1


def issuers_of(whole: str) -> tuple[str, ...]:
    """Return the agencies that open the title ``whole``: all that is one before what it is about."""
    told = title.read(whole).value.issuer
    if told and not is_agency(told):
        begins = [told[:stop] for stop in range(len(told), 3, -1) if is_agency(told[:stop])]
        told = next(filter(LONG_END.search, begins), begins[0] if begins else "")
    return tuple(name for name in told.split("、") if name)


def _is_open(text: str, index: int) -> bool:
    """Whether a bracket that opens before ``index`` is not closed there."""
    before = text[max(0, index - _WINDOW) : index]
    return max(before.rfind("（"), before.rfind("(")) > max(before.rfind("）"), before.rfind(")"))


def _is_entry(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark, 附件2, stands before the title that the 附件说明 above it gives that number."""
    order = mark[0].rstrip()[-1:]
    name = text[mark.end() : mark.end() + _SAME_TITLE]
    above = text[: mark.start()]
    return len(name) == _SAME_TITLE and any(f"{order}{stop}{name}" in above for stop in ".．、")


def part_cuts(text: str, carried: str) -> Iterator[int]:
    """Yield where contacts, the 附件说明, attachments and what is ``carried`` begin and where their titles end."""
    yield from (match.start() for match in attachment_note.BEGINS.finditer(text))
    yield from (match.start() for match in note.CONTACT.finditer(text) if not _is_open(text, match.start()))
    yield from (match.start() for match in _IMPRINT.finditer(text))
    yield from (match.end() for match in openness.WHOLE.finditer(text))
    notes = [match.span() for match in note.BEHIND_DAY.finditer(text)]
    yield from (index for span in notes for index in span)
    yield from (match.start() for match in _LAST_NOTE.finditer(text))
    days = [day.end() for day in re.finditer(date.DAY, text)]
    yield from (
        index
        for day in days
        if (mark := attachment_note.NUMBERED_MARK.match(text, day))
        for index in mark.span()
    )
    yield from (
        index
        for mark in attachment_note.NUMBERED_MARK.finditer(text)
        if _is_entry(text, mark)
        for index in mark.span()
    )
    name = pattern(_CARRIED.format(spaced(carried).pattern)) if carried else None
    printed = [match.end() for day in days if (match := _PRINTED.match(text, day))]
    for index in (*days, *printed, *(stop for _, stop in notes), 0):
        begin = len(text) - len(text[index:].lstrip())
        match = name.match(text, begin) if name and (index or not text.startswith("《", begin)) else None
        if match and (not match["agency"] or (index and is_agency(match["agency"]))):
            yield from match.span()
