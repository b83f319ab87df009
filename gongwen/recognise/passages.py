"""Lines as found → passages: paragraphs, and what stands on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from gongwen.flow import Place
from gongwen.recognise.marks import (
    ATTACHMENT_MARK,
    COUNT,
    IMPRINT,
    NUMBER,
    PRESENCE,
    PRINTED,
    SENTENCE_END,
    ends_title,
    is_agency,
    is_date,
    is_note,
)
from gongwen.recognise.roles import is_role
from gongwen.transcript import Line, Transcript
from gongwen.zh.labels import find_division, find_label
from gongwen.zh.spaces import tighten
from gongwen.zh.width import width

_ROLE = re.compile(r"\s*[^\s：:，。；、（）()]{1,4}(?:\s?[^\s：:，。；、（）()]{0,8})?\s*[：:](?=\s*\S)")
_OPENINGS = ("|", "附件：", "附件:", "责任单位", "牵头单位", "配合单位", "责任部门", "——")
_OPEN = re.compile(r"[，、,（(《〈“‘：:—-]$")
_GAP = re.compile(r"\S(?:\t|\s{2,}|\u3000)\S")
_BODY_LENGTH = 25
"""字 from which a line without a full stop is text that breaks off rather than a heading."""
_SLACK = 2.6
"""字 by which the lines of a wrapped text differ: closing marks that hang, letters, a word kept whole."""
_LEAST_WRAP, _MOST_WRAP = 14.0, 60.0


@dataclass(frozen=True)
class Passage:
    """A paragraph as found, its lines joined; white space inside it is as it was."""

    text: str
    at: Place
    role: str = ""
    is_centred: bool = False
    is_row: bool = False
    breaks_off: bool = False
    """Whether it was joined, or ends, where a page ends in the middle of a sentence."""
    opens_page: bool = False

    @cached_property
    def tight(self) -> str:
        """The text without the white space that Chinese does not have."""
        return tighten(self.text)


def join_lines(lines: Sequence[Line], transcript: Transcript) -> list[Passage]:
    """Return the passages of ``lines``, which are those of ``transcript`` without its furniture."""
    room = _wrap(lines)
    if transcript.has_paragraphs and not room:
        return [_passage(line) for line in lines if line.text.strip()]
    return list(_joined(lines, room, are_spaced=not room and _are_spaced(lines)))


def _are_spaced(lines: Sequence[Line]) -> bool:
    """Whether an empty line follows nearly every paragraph."""
    followed = [not below.text.strip() for line, below in pairwise(lines) if width(line.text) >= _BODY_LENGTH]
    return len(followed) > 3 and sum(followed) >= 0.7 * len(followed)


def _passage(line: Line) -> Passage:
    is_row = line.is_row or line.text.lstrip().startswith("|")
    return Passage(line.text.strip(), line.at, line.role, line.is_centred, is_row, opens_page=line.opens_page)


def _wrap(lines: Sequence[Line]) -> float:
    """Return the length at which the text was cut into lines, 字; 0.0 when its lines are paragraphs."""
    widths = sorted(long for line in lines if (long := width(line.text.strip())) >= _LEAST_WRAP / 2)
    if len(widths) < 6:
        return 0.0
    room = widths[int(len(widths) * 0.9)]
    full = [line for line in lines if abs(width(line.text.strip()) - room) <= _SLACK]
    unfinished = [line for line in full if not SENTENCE_END.search(line.text.strip())]
    is_cut = (
        len(full) >= 0.3 * len(widths)
        and len(unfinished) >= 0.6 * len(full)
        and widths[-1] <= room + 3 * _SLACK
    )
    return room if is_cut and _LEAST_WRAP <= room <= _MOST_WRAP else 0.0


def _joined(lines: Sequence[Line], room: float, *, are_spaced: bool) -> Iterator[Passage]:
    current: Passage | None = None
    last, is_over_page, gap = "", False, 0
    for line in lines:
        if not line.text.strip():
            is_over_page, gap = is_over_page or line.opens_page, gap + 1
            continue
        is_over_page = is_over_page or line.opens_page
        if current is not None and (
            _goes_on(current, last, line, room) or (are_spaced and not gap and _is_glued(last, line))
        ):
            current = _with(current, line, is_over_page or gap > 0)
        else:
            if current is not None:
                yield current
            current = replace(_passage(line), opens_page=is_over_page)
        last, is_over_page, gap = line.text.strip(), False, 0
    if current is not None:
        yield current


def _with(passage: Passage, line: Line, is_over_gap: bool) -> Passage:
    """Return ``passage`` with ``line`` behind it; Latin words keep a space between them."""
    text = line.text.strip()
    seam = " " if re.search(r"[A-Za-z,;]$", passage.text) and re.match(r"[A-Za-z]", text) else ""
    return replace(passage, text=passage.text + seam + text, breaks_off=passage.breaks_off or is_over_gap)


def _goes_on(passage: Passage, last: str, line: Line, room: float) -> bool:
    """Whether ``line`` continues ``passage``, whose last line is ``last``."""
    text = line.text
    if passage.is_row or opens_element(text) or _is_whole(passage.text, last, room):
        return False
    if re.match(r"(?:\u3000| {4}|\t)", text) and SENTENCE_END.search(last):
        return False
    if room:
        return width(last) >= room - _SLACK or (is_broken(passage.text) and width(last) >= room / 2)
    return is_broken(passage.text)


def _is_glued(last: str, line: Line) -> bool:
    """Whether ``line`` belongs to the paragraph above it because no empty line parts them, as it does elsewhere."""
    return width(last) >= _BODY_LENGTH and bool(SENTENCE_END.search(last)) and not opens_element(line.text)


def is_broken(text: str) -> bool:
    """Whether ``text`` ends in the middle of a sentence: it is no heading, and no mark ends it."""
    if SENTENCE_END.search(text) or re.search(r"[）)》”]$", text):
        return False
    if _ROLE.match(text) and _has_role(text):
        return bool(_OPEN.search(text))
    breaks = _OPEN.search(text) is not None and len(text) > 12
    return breaks or "。" in text or width(text) >= _BODY_LENGTH


def _is_whole(text: str, last: str, room: float) -> bool:
    """Whether nothing can follow on the same line: a day, a number, a name in a roster, what ends a task."""
    tight = tighten(text)
    if _stands_alone(text):
        return True
    if (
        _GAP.search(last)
        and width(last) < (room or 2 * _BODY_LENGTH) - _SLACK
        and not re.search(r"[，、；,]$", last)
    ):
        return True
    if re.search(r"[：:]$", tight):
        return not room or width(last) < room - _SLACK or (len(tight) < 200 and "。" not in tight)
    return bool(not room and ends_title(text) and width(text) < 2 * _BODY_LENGTH and "，" not in text)


def opens_element(line: str) -> bool:
    """Whether ``line`` begins something of its own, whatever stands above it."""
    text = line.strip()
    return (
        _stands_alone(text)
        or IMPRINT.match(text) is not None
        or PRESENCE.match(text) is not None
        or _is_labelled(text)
        or text.startswith(_OPENINGS)
        or _prints(tighten(text))
        or (_ROLE.match(text) is not None and len(text) < 60 and ("\t" in text or _has_role(text)))
    )


def _stands_alone(text: str) -> bool:
    """Whether ``text`` is a day, a number, a 附注 or the count of copies, and nothing else."""
    tight = tighten(text)
    found = NUMBER.fullmatch(tight) or COUNT.fullmatch(tight) or ATTACHMENT_MARK.fullmatch(tight)
    return found is not None or is_date(text) or is_note(text)


def _is_labelled(text: str) -> bool:
    division = find_division(text)
    return find_label(text) is not None or (division is not None and division.is_apart)


def _prints(tight: str) -> bool:
    """Whether ``tight`` says who printed the document and when."""
    match = PRINTED.fullmatch(tight) if len(tight) < 45 else None
    return match is not None and (not match["agency"] or is_agency(match["agency"]))


def _has_role(text: str) -> bool:
    return is_role(tighten(re.split(r"[：:]", text, maxsplit=1)[0]))
