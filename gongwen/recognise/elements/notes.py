"""附件说明 in a text, and the marks that begin attachments (7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from gongwen.address import Place
from gongwen.pattern import pattern
from gongwen.recognise.passages import Passage
from gongwen.recognise.single_lines import is_date
from gongwen.terms import date
from gongwen.terms.agency import agencies_in
from gongwen.terms.attachment_note import (
    BARE_NOTE,
    INSIDE,
    ITEM,
    MARK,
    NOTE,
    NUMBERED_NOTE,
    SERIES,
    TITLED,
    order_of,
)
from gongwen.terms.note import read as read_note
from gongwen.terms.signature import unsealed
from gongwen.zh.spaces import tighten

_ADDRESS = pattern(r"\s*https?://\S+\s*")
"""Where an attachment can be fetched, on the line below its title."""
_SIGN, _ALONE = "附", ("附件：", "附件:")
_LONGEST, _MOST = 80, 40
"""Characters of an entry, and entries."""


@dataclass(slots=True)
class AttachmentNote:
    """The 附件说明: where it stands, and the titles that it names with what was cut off behind each."""

    start: int
    stop: int
    at: Place
    label: str = "附件："
    """The word before the titles, as it was written."""
    written: list[str] = field(default_factory=list)
    """Each entry as it was written, its number included."""
    titles: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    """Where the line is on which each title begins."""
    passages: list[Passage] = field(default_factory=list)
    """All that it stands in."""


@dataclass(slots=True)
class AttachmentText:
    """The passages of one attachment behind its mark."""

    mark: Passage
    order: int
    """The number on the mark; 0 for none."""
    title: str
    """A title on the line of the mark; "" when it stands below."""
    passages: list[Passage] = field(default_factory=list)
    doc_number: str = ""
    """The 发文字号 before the mark of an attachment that is bound apart."""


def find_note(passages: Sequence[Passage]) -> AttachmentNote | None:
    """Return the 附件说明 in ``passages``; None when there is none."""
    for index, passage in enumerate(passages):
        if not passage.text.startswith(_SIGN):
            continue
        if (series := _series_at(index, passages)) is not None:
            return series
        forms = (NOTE, NUMBERED_NOTE, BARE_NOTE)
        match = next((found for form in forms if (found := form.match(passage.text))), None)
        if match is None:
            continue
        note = _note_at(index, match["rest"], passages)
        is_numbered = match.re != NOTE and note.stop < len(passages)
        if note.titles and (_signs if is_numbered else _ends_text)(note.stop, passages):
            return note
    return None


def _series_at(start: int, passages: Sequence[Passage]) -> AttachmentNote | None:
    """Return the 附件说明 of which every line has a mark of its own, 附件1：甲 above 附件2：乙, and a closing below.

    附件： may stand alone above them.
    """
    first = start + (passages[start].tight in _ALONE)
    lines = list(takewhile(_is_entry, passages[first : first + _MOST]))
    found = [match for line in lines if (match := SERIES.fullmatch(line.text))]
    stop = first + len(found)
    if len(found) < 2 or [order_of(match["order"]) for match in found] != list(range(1, len(found) + 1)):
        return None
    if stop < len(passages) and not _signs(stop, passages):
        return None
    titles, places = [tighten(match["title"]) for match in found], [line.at for line in lines]
    written = [line.tight for line in lines]
    whole = list(passages[start:stop])
    return AttachmentNote(start, stop, passages[start].at, "附件", written, titles, places, whole)


def _is_entry(passage: Passage) -> bool:
    match = SERIES.fullmatch(passage.text)
    return match is not None and len(passage.tight) < _LONGEST and not match["title"].isascii()


def _note_at(start: int, rest: str, passages: Sequence[Passage]) -> AttachmentNote:
    label = passages[start].text.removesuffix(rest)
    note = AttachmentNote(start, start + 1, passages[start].at, tighten(label))
    items, places = ([rest], [note.at]) if rest.strip() else ([], [])
    if not items and _names_one(passages[start + 1 : start + 3]):
        items, places, note.stop = [passages[start + 1].text], [passages[start + 1].at], start + 2
    is_numbered = bool(items and ITEM.match(items[0])) or not items
    while note.stop < len(passages) and len(items) < _MOST:
        passage = passages[note.stop]
        if is_numbered and ITEM.fullmatch(passage.text) and len(passage.text) < _LONGEST:
            items.append(passage.text)
            places.append(passage.at)
        elif items and _ADDRESS.fullmatch(passage.text):
            items[-1] += f" {passage.text}"
        elif not _is_more(passage, items):
            break
        else:
            items[-1] += passage.text
        note.stop += 1
    for item, place in zip(items, places, strict=True):
        parts = _parts(item, is_numbered=is_numbered)
        note.written += parts
        note.places += [place] * len(parts)
    note.passages = list(passages[start : note.stop])
    note.titles = [_title(part, is_numbered=is_numbered) for part in note.written]
    return note


def find_listed(passages: Sequence[Passage], names: Sequence[str]) -> AttachmentNote | None:
    """Return the 附件说明 that lacks its word: ``names``, which files have, one a line; None where they are not."""
    wanted = [flat(name) for name in names]
    for start in range(1, len(passages) - len(names) + 1) if names else ():
        lines = list(passages[start : start + len(names)])
        titles = [_title(line.tight, is_numbered=True) for line in lines]
        if [flat(each) for each in titles] == wanted:
            written, places = [line.tight for line in lines], [line.at for line in lines]
            return AttachmentNote(start, start + len(names), lines[0].at, "", written, titles, places, lines)
    return None


def flat(text: str) -> str:
    """Return ``text`` as names of attachments are compared: without marks."""
    return re.sub(r"\W", "", text)


def _names_one(passages: Sequence[Passage]) -> bool:
    """Whether the only name of a 附件说明 stands on the line below its word, with a closing below it."""
    if not passages or ITEM.match(passages[0].text) or _starts_other(passages[0]):
        return False
    is_name = len(passages[0].tight) < _LONGEST and not re.search(r"[。；：]", passages[0].tight)
    behind = passages[1] if len(passages) > 1 else None
    is_last = behind is None or (_starts_other(behind) and MARK.fullmatch(behind.tight) is None)
    return is_name and is_last


def _is_more(passage: Passage, items: Sequence[str]) -> bool:
    """Whether ``passage`` is the rest of a title that turned over."""
    text = passage.tight
    if not items or len(text) > 30 or _starts_other(passage) or re.search(r"[。：:；]", text):
        return False
    last = tighten(items[-1])
    return len(last) >= 18 and not re.search(r"(?:方案|名单|表|办法|清单|细则|计划|规定|目录|[）)])$", last)


def _starts_other(passage: Passage) -> bool:
    text = passage.text
    return (
        is_date(text)
        or read_note(text) is not None
        or bool(agencies_in(unsealed(text)))
        or MARK.fullmatch(passage.tight) is not None
        or date.find(text) is not None
        or passage.is_row
        or "此页无正文" in passage.text
    )


def _parts(item: str, *, is_numbered: bool) -> list[str]:
    """Return the entries of one line: 1.甲 2.乙 are two."""
    parts = INSIDE.split(item) if is_numbered else [item]
    return [tighten(part) for part in parts if part.strip()]


def _title(part: str, *, is_numbered: bool) -> str:
    part = _ADDRESS.sub("", part)
    match = ITEM.fullmatch(part) if is_numbered else None
    return tighten(match["title"]) if match else part


def _ends_text(index: int, passages: Sequence[Passage]) -> bool:
    """Whether nothing of the text goes on at ``index``: the closing, a mark or the end is there."""
    if index >= len(passages):
        return True
    passage = passages[index]
    return _starts_other(passage) or TITLED.match(passage.text) is not None or _signs(index, passages)


def _signs(index: int, passages: Sequence[Passage]) -> bool:
    """Whether a date follows within a few short lines, as it does below who signs."""
    below = passages[index : index + 5]
    return any(is_date(passage.text) for passage in below) and all(
        len(passage.tight) < 40 for passage in below[:2]
    )


def split_attachments(passages: Sequence[Passage]) -> tuple[list[Passage], list[AttachmentText]]:
    """Return what stands before the first mark of an attachment, and the attachments in order."""
    note = find_note(passages)
    main: list[Passage] = []
    found: list[AttachmentText] = []
    for index, passage in enumerate(passages):
        mark = _mark(index, passages, note)
        if mark is not None:
            found.append(mark)
        elif found:
            found[-1].passages.append(passage)
        else:
            main.append(passage)
    return main, found


def _opens_list(index: int, passages: Sequence[Passage]) -> bool:
    """Whether 附件： alone on a line begins a 附件说明 of several entries, as what is carried may have one."""
    if passages[index].tight not in _ALONE:
        return False
    note = find_note(passages[index : index + _MOST])
    return note is not None and note.start == 0 and len(note.titles) > 1


def _mark(index: int, passages: Sequence[Passage], note: AttachmentNote | None) -> AttachmentText | None:
    passage = passages[index]
    if note is not None and note.start <= index < note.stop:
        return None
    if index == 0 or passage.is_row or _SIGN not in passage.text:
        return None
    if _opens_list(index, passages):
        return None
    if match := MARK.fullmatch(passage.tight):
        return AttachmentText(passage, order_of(match["order"]), "", doc_number=match["number_before"] or "")
    match = TITLED.fullmatch(passage.text)
    if (
        match
        and len(passage.tight) < _LONGEST
        and not re.search(r"[。；]", passage.tight)
        and find_note(passages[index:]) is None
    ):
        return AttachmentText(passage, order_of(match["order"]), tighten(match["title"]))
    return None
