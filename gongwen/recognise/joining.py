"""Lines of a text → passages: which line goes on with the one above it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gongwen.pattern import HANZI, pattern
from gongwen.recognise.passages import (
    BODY_LENGTH,
    CALLED,
    Passage,
    has_role,
    is_broken,
    is_printed,
    opens_element,
    passage_of,
    stands_alone,
)
from gongwen.recognise.shards import find_shards, is_bare_division, is_bare_label, whole_lines
from gongwen.recognise.single_lines import FILE_END, OPENING, SENTENCE_END, ends_title, is_date
from gongwen.terms import attachment_note, date, recipients
from gongwen.terms.agency import is_agency, is_recipient, issuers_named
from gongwen.terms.label import find_division, find_label
from gongwen.terms.people import role
from gongwen.terms.people.one_person import split_person
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import ends_as_post, ends_as_unit, is_prose
from gongwen.terms.people.roster_line import is_row
from gongwen.terms.people.roster_line import read as read_line
from gongwen.terms.title import approved
from gongwen.terms.titles.subtitle import SUBTITLE
from gongwen.transcript import Line, Transcript
from gongwen.zh.spaces import SPACE, close_up, tighten
from gongwen.zh.traditional import simplify
from gongwen.zh.width import width

_INDENT = pattern(r"\u3000{2}(?!\u3000)|[ \xa0]{4}(?![ \xa0])")
_OUTER = " \u3000\xa0\r\n"
"""What is not kept around a line in columns: an empty cell may be the first or the last."""
_CLOSES = pattern(r"\s*[》）”’，。、；：！？]")
"""No line begins with a mark that closes something, unless what it closes stands above."""
_OPENS = pattern(r"[《（“‘〔(]\s*$")
"""Nor does one end with a mark that opens something."""
_SHIFTED = pattern(r"\u3000| {4}|\t")
_ABOUT = pattern(r"[^，。；：！？\s]{0,30}关于[^，。；：！？]+")
_WHOLE_TITLE = pattern("关于[^。]{6,}的[^的]{2,4}$")
"""A title that says what it is about and what it is."""
_FILE_LAST = pattern(rf"{FILE_END}$")
_LISTED = pattern(rf"\s*(?P<name>{HANZI}{{2,4}}|{HANZI}\s+{HANZI})\s+(?P<post>\S{{4,60}})\s*")
_COLON = pattern("[：:]")
_GAP = pattern(r"\s(?:\s|(?<=[\t\u3000]))")
"""A wide gap within a line, whose own blanks at both ends are gone."""
_SLACK = 2.6
"""字 by which the lines of a wrapped text differ: closing marks that hang, letters, a word kept whole."""
_LEAST_WRAP, _MOST_WRAP = 14.0, 60.0
_REMARK = pattern(r"[（(][^（()）]*[)）]")
_LEAST_CUTS = 3
"""Sentences that break off from which the paragraphs of a document are taken for lines."""
_LEAST_CUT = 20.0
"""The shortest line that may have been cut, 字, where nothing else shows how long lines were."""
_NEARLY = 0.8
"""The part of a line from which it counts as full where paragraphs are indented."""


_LEAST_AGAIN = 5
"""Characters of a line that says again how the line above begins: who issues what is named there."""
_LONGEST = 5000
"""Characters of a paragraph to which no line is joined, some eight pages: each look takes as long as it has."""


@dataclass(frozen=True, slots=True)
class _Habits:
    """How the text was typed or cut into lines."""

    room: float
    """The length at which lines were cut, 字; 0.0 when each line is a paragraph."""
    are_spaced: bool
    """Whether an empty line follows nearly every paragraph."""
    are_apart: bool
    """Whether an empty line follows every line, and no line was cut at a width."""
    are_indented: bool
    """Whether nearly every paragraph begins two characters further in."""


def join_lines(lines: Sequence[Line], transcript: Transcript) -> list[Passage]:
    """Return the passages of ``lines``, which are those of ``transcript`` without what surrounds the document."""
    shards = find_shards(lines)
    room = _wrap(whole_lines(lines, shards))
    if room < _LEAST_CUT and _are_apart(lines):
        room = 0.0
    if transcript.has_paragraphs and not room and not _are_cut(lines):
        return [_passage(line) for line in lines if line.text.strip()]
    if not room and any(line.at.page for line in lines):
        room = min(max((width(line.text.strip()) for line in lines), default=0.0), _MOST_WRAP)
    habits = _Habits(
        room, not room and _are_spaced(lines), not room and _are_apart(lines), _are_indented(lines)
    )
    return list(_joined(lines, habits, shards))


def _are_cut(lines: Sequence[Line]) -> bool:
    """Whether the paragraphs of a document are lines that were pasted into it one by one."""
    written = [line.text.strip() for line in lines if line.text.strip() and not line.is_row]
    broken = sum(_is_cut(one, other) for one, other in pairwise(written))
    long = sum(width(text) >= _LEAST_CUT for text in written)
    return broken >= _LEAST_CUTS and broken >= 0.25 * long


def _is_cut(text: str, below: str) -> bool:
    return is_broken(text) and _may_go_on(text) and not opens_element(below)


def _are_spaced(lines: Sequence[Line]) -> bool:
    followed = [not below.text.strip() for line, below in pairwise(lines) if width(line.text) >= BODY_LENGTH]
    return len(followed) > 3 and sum(followed) >= 0.7 * len(followed)


def _are_apart(lines: Sequence[Line]) -> bool:
    """Whether an empty line follows nearly every line."""
    followed = [not below.text.strip() for line, below in pairwise(lines) if line.text.strip()]
    return len(followed) > 3 and sum(followed) >= 0.9 * len(followed)


def _is_cut_short(text: str) -> bool:
    """Whether a line above an empty one may all the same be half a sentence: it is long, or a mark leaves it open."""
    return width(text) >= _LEAST_CUT or text.endswith(("，", "、", "（", "《", "“"))


def _are_indented(lines: Sequence[Line]) -> bool:
    """Whether the paragraphs that end in a full stop began with an indent."""
    starts = [
        line
        for above, line in pairwise(lines)
        if SENTENCE_END.search(above.text.strip()) and line.text.strip()
    ]
    indented = [line for line in lines if _INDENT.match(line.text)]
    own = [line for line in starts if _INDENT.match(line.text)]
    return len(indented) > 1 and 2 * len(own) >= len(starts)


def _passage(line: Line) -> Passage:
    is_row = line.is_row or line.text.lstrip().startswith("|")
    text = line.text.strip()
    if "\t" in text or line.is_row:
        text = line.text.strip(_OUTER)
    found = passage_of(line, text)
    return found if found.is_row == is_row else replace(found, is_row=is_row)


def _wrap(lines: Sequence[str]) -> float:
    """Return the length at which the text was cut into lines, 字; 0.0 when its lines are paragraphs."""
    widths = sorted(long for line in lines if (long := width(line)) >= _LEAST_WRAP / 2)
    if len(widths) < 6:
        return 0.0
    room = widths[int(len(widths) * 0.9)]
    full = [line for line in lines if abs(width(line) - room) <= _SLACK]
    unfinished = [line for line in full if _may_go_on(line)]
    is_cut = (
        len(full) >= 0.3 * len(widths)
        and len(unfinished) >= 0.6 * len(full)
        and widths[-1] <= room + 3 * _SLACK
    )
    return room if is_cut and _LEAST_WRAP <= room <= _MOST_WRAP else 0.0


def _may_go_on(text: str) -> bool:
    """Whether a line of this text may have been cut: nothing shows that it is whole."""
    is_whole = SENTENCE_END.search(text) or text.endswith(("：", ":")) or ends_title(text)
    return not (is_whole or is_agency(text) or stands_alone(text) or SUBTITLE.fullmatch(text))


def _joined(lines: Sequence[Line], habits: _Habits, shards: Collection[int]) -> Iterator[Passage]:
    current: Passage | None = None
    last, is_over_page, is_below_picture, gap = "", False, False, 0
    for index, line in enumerate(lines):
        if not line.text.strip():
            is_over_page, gap = is_over_page or line.opens_page, gap + 1
            is_below_picture = is_below_picture or bool(line.figures)
            continue
        is_over_page = is_over_page or line.opens_page
        is_shard = index in shards
        is_rest = current is not None and is_over_page and _is_cut_by_page(current, last, line)
        may_go_on = (
            is_rest or (not _is_apart(current, line) and _goes_on(current, last, line, habits, gap))
            if current and not is_below_picture
            else False
        )
        if current is not None and (is_shard or (may_go_on and not _signs(lines, index, current))):
            current = _with(current, line, is_over_page or gap > 0)
        else:
            if current is not None:
                yield current
            is_indented = habits.are_indented and _INDENT.match(line.text) is not None
            current = _passage(line)
            if is_indented or is_over_page != current.opens_page:
                current = replace(current, opens_page=is_over_page, is_indented=is_indented)
        last = last + line.text.strip() if is_shard else line.text.strip()
        is_over_page, is_below_picture, gap = False, False, 0
    if current is not None:
        yield current


def _is_apart(passage: Passage, line: Line) -> bool:
    """Whether ``line`` is known not to go on with ``passage``, above it, by how the two look."""
    is_below_centred = passage.is_centred and not line.is_centred and line.at.unit == "段"
    return (
        is_below_centred
        or line.is_apart
        or line.is_title != passage.is_title
        or line.is_at_right != passage.is_at_right
    )


def _signs(lines: Sequence[Line], index: int, passage: Passage) -> bool:
    """Whether a line is an agency, whole by itself, that stands right above a day."""
    text = lines[index].text.strip()
    if not is_agency(text) or is_agency(passage.text + text):
        return False
    below = next((line.text.strip() for line in lines[index + 1 : index + 4] if line.text.strip()), "")
    return is_date(below) or date.UNMARKED.fullmatch(below) is not None


def _with(passage: Passage, line: Line, is_over_gap: bool) -> Passage:
    """Return ``passage`` with ``line`` behind it; Latin words keep a space between them."""
    text = line.text.strip()
    is_latin = re.search(r"[A-Za-z,;]$", passage.text) and re.match(r"[A-Za-z]", text)
    seam = " " if is_latin else SPACE if is_bare_division(passage.text) else ""
    whole = passage.text + seam + text
    own = passage_of(line, text).pieces if passage.pieces else ()
    shift = len(whole) - len(text)
    pieces = (*passage.pieces, *(each._replace(start=each.start + shift) for each in own)) if own else ()
    return replace(passage, text=whole, breaks_off=passage.breaks_off or is_over_gap, pieces=pieces)


def _goes_on(passage: Passage, last: str, line: Line, habits: _Habits, gap: int) -> bool:
    """Whether ``line``, below ``gap`` empty ones, continues ``passage``, whose last line is ``last``."""
    if (
        passage.is_row
        or line.is_row
        or len(passage.text) > _LONGEST
        or _stands_apart(last, line.text.strip())
    ):
        return False
    if (
        _CLOSES.match(line.text)
        or _OPENS.search(last)
        or _is_cut_post(last, line.text)
        or _is_behind_label(passage, line)
    ):
        return True
    ends = SENTENCE_END.search(last) is not None
    is_named = ends or attachment_note.TITLED.match(passage.text) is not None
    is_other = opens_element(line.text) or (is_named and is_agency(line.text))
    if is_other or _is_whole(passage.text, last, habits.room) or _is_addressed(passage, line):
        return False
    if habits.are_indented and (passage.is_indented or has_role(passage.text)):
        return _continues(passage, last, line, habits)
    if (ends and _SHIFTED.match(line.text)) or (gap and habits.are_apart and not _is_cut_short(last)):
        return False
    is_glued = habits.are_spaced and not gap and ends and width(last) >= BODY_LENGTH
    return is_glued or _is_unfinished(passage, last, habits) or _is_rest(passage, last, line.text.strip())


def _stands_apart(last: str, text: str) -> bool:
    """Whether ``text`` is a row of names, or somebody with a post, below another; begins the text below those addressed; or says again how the line above begins: who issues what it names."""
    if _LEAST_AGAIN < len(text) < len(last) and last.startswith(text):
        return True
    if _is_listed(text) and _is_listed(_COLON.split(last)[-1]):
        return True
    is_sentence = OPENING.match(text) is not None and recipients.read(text) is None
    if is_sentence and re.search("[，、,].*[^，、,]$", last) and recipients.read(last):
        return True
    return bool(_GAP.search(last) and _GAP.search(text)) and is_row(text) and is_row(last)


def _is_listed(text: str) -> bool:
    """Whether ``text`` is somebody with a gap before the post, and nothing else."""
    match = _LISTED.fullmatch(text)
    return match is not None and ends_as_post(match["post"]) and is_name(close_up(match["name"]))


def _is_addressed(passage: Passage, line: Line) -> bool:
    """Whether ``line`` says who is addressed by a title above it, that has as long a line as the text."""
    if passage.text.startswith("——") and recipients.read(line.text):
        return True
    if passage.text[0] in "：:" and recipients.read(passage.text[1:]):
        return True
    names = re.split("[，、,]", re.sub(r"[（(][^（()）]*[）)]", "", line.text.strip().rstrip("：:")))
    is_list = re.search(r"[：:，、]\s*$", line.text) and is_recipient(names[0])
    title = passage.text.rstrip("。：:")
    is_told = line.text.rstrip().endswith(("：", ":")) and recipients.read(line.text) is not None
    return bool((is_told or (is_list and _ABOUT.fullmatch(simplify(title)))) and ends_title(title))


def _is_behind_label(passage: Passage, line: Line) -> bool:
    """Whether ``line`` says what the label is of that stands alone above it."""
    return is_bare_label(passage.text) and not opens_element(line.text)


def _is_cut_post(last: str, text: str) -> bool:
    """Whether ``last`` names a person in columns with the first half of a post, and ``text`` is the other half."""
    if not _GAP.search(last) or _GAP.search(text.strip()) or width(text) > _LEAST_CUT:
        return False
    found = role.read_start(last)
    person = split_person(last[found.end :] if found else last, is_listed=True)
    if person is None or not person[1]:
        return False
    return _REMARK.fullmatch(text) is not None or (ends_as_post(text) and not ends_as_post(person[1]))


def _is_unfinished(passage: Passage, last: str, habits: _Habits) -> bool:
    """Whether ``last`` is as long as the lines were cut, or ``passage`` ends in the middle of a sentence."""
    if not habits.room:
        return is_broken(passage.text)
    is_full = width(last) >= habits.room - _SLACK
    return is_full or (is_broken(passage.text) and width(last) >= habits.room / 2)


def _is_cut_by_page(passage: Passage, last: str, line: Line) -> bool:
    """Whether a page ends in the middle of the sentence that ``line`` ends."""
    text = line.text.strip()
    is_text = find_label(passage.text) or find_division(passage.text) or "。" in passage.text
    is_end = SENTENCE_END.search(text) and not SENTENCE_END.search(last) and not opens_element(text)
    return bool(is_text and is_end and _may_go_on(last) and not passage.is_row and not line.is_row)


def _is_rest(passage: Passage, last: str, text: str) -> bool:
    """Whether ``text`` is the end of a sentence, or of a list of units, that begins in ``last``."""
    if width(last) < _LEAST_CUT or not _may_go_on(last) or _GAP.search(text):
        return False
    if has_role(passage.text):
        if (
            _names_people(passage.text)
            or is_prose(text)
            or ((ends_as_unit(last) or ends_as_post(last)) and is_agency(text))
        ):
            return False
        return width(text) < _LEAST_CUT and not re.search("[，。]", text[:-1])
    return SENTENCE_END.search(text) is not None and find_label(passage.text) is None


def _names_people(text: str) -> bool:
    """Whether the line of a role names people to its end, so that nothing of it is missing."""
    rest = re.split("[：:]", text, maxsplit=1)[-1]
    return any(
        found and found[-1].value.name and ends_as_post(found[-1].value.post or "同志")
        for found in (read_line(rest), read_line(rest, "职务在前"))
    )


def _continues(passage: Passage, last: str, line: Line, habits: _Habits) -> bool:
    """Whether ``line`` continues a paragraph, where every paragraph begins with an indent."""
    if line.is_centred or _INDENT.match(line.text):
        return False
    if SENTENCE_END.search(last) and not habits.room:
        return False
    is_full = habits.room > 0 and width(last) >= _NEARLY * habits.room
    return is_full or is_broken(passage.text) or has_role(passage.text)


def _is_whole(text: str, last: str, room: float) -> bool:
    """Whether nothing can follow on the same line: a day, a number, a name in a roster, what ends a task."""
    tight = tighten(text)
    if stands_alone(text) or is_printed(tight) or _FILE_LAST.search(tight) or CALLED.search(tight):
        return True
    is_short = width(last) < (room or 2 * BODY_LENGTH) - _SLACK
    is_division = find_division(text) is not None
    if _GAP.search(last) and is_short and not is_division and not last.endswith(("，", "、", "；", ",")):
        return True
    if tight.endswith(("：", ":")):
        return not room or width(last) < room - _SLACK or (len(tight) < 200 and "。" not in tight)
    is_title = ends_title(text) or bool(approved(tight))
    return not room and is_title and "，" not in text and width(text) < _longest_title(tight)


def _longest_title(tight: str) -> float:
    """Return up to which length, 字, a line that ends as titles do is one by itself."""
    is_told = _WHOLE_TITLE.search(tight) is not None or bool(issuers_named(tight))
    return (3 if is_told else 2) * BODY_LENGTH
