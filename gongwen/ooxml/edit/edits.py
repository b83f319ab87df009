"""The words of a docx of anybody's making changed at exact characters; everything else stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from gongwen.ooxml.edit.comments import hang, written_comments
from gongwen.ooxml.edit.looks import Properties, change_marks, change_paragraphs, change_runs
from gongwen.ooxml.edit.opened import Opened
from gongwen.ooxml.edit.runs import check, put_in, take_out
from gongwen.ooxml.edit.tracked import Hand, put_in_tracked, take_out_tracked
from gongwen.ooxml.edit.whole_paragraphs import check_deletion, delete, insert
from gongwen.ooxml.package.docx import DOCUMENT
from gongwen.ooxml.seen.letters import Spot, Unreachable, everywhere, locate, paragraphs
from gongwen.ooxml.seen.paragraphs import Source
from gongwen.pattern import pattern

NO_CHARACTERS = pattern("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAB_IN_ROW = "表格一格里的字不能有制表符"


@dataclass(frozen=True, slots=True)
class TextEdit:
    """The characters ``start``:``end`` of the text of paragraph ``par``, counted as ``read_pars`` does, become others."""

    par: int
    start: int
    end: int
    wanted: str
    """A tab and a line feed are a tab and a line break."""


class Remark(NamedTuple):
    """Words about the characters ``start``:``end`` of the text of paragraph ``par``; none of them is a point."""

    par: int
    start: int
    end: int
    text: str
    """A line feed opens a paragraph."""
    author: str = ""
    """Who says so, when it is another than that of all."""


@dataclass(frozen=True, slots=True)
class LookEdit:
    """Properties of the characters ``start``:``end`` of paragraph ``par``, or of the paragraph, become others."""

    par: int
    properties: Properties
    start: int = 0
    end: int | None = None
    """None is the end of the text, and with no ``start`` the mark of the paragraph has the look too."""


class Refused(NamedTuple):
    """Something that was asked for and left undone."""

    asked: object
    """The edit, the remark, or the number of the paragraph."""
    why: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A docx after changes."""

    data: bytes
    """The very bytes given when nothing was to be done."""
    refused: tuple[Refused, ...] = ()


def replace_text(data: bytes, edits: Sequence[TextEdit], hand: Hand | None = None) -> Edited:
    """Return the docx that ``data`` is with ``edits`` done; with ``hand`` as changes by it that a reader accepts or rejects.

    What is put in has the look of the first character that it replaces, or else of the character before
    it, at the head of that behind it. Refused are edits of what is no one place in the file: a label that
    Word counts, several cells, a text box whose two copies differ, a control that shows data from elsewhere.
    Blanks at the ends of a cell and the second of two blanks are in the file, though not in the text of a row.

    Raises ValueError for edits that lie over one another or outside of the text, and for characters that
    no docx holds; UsageError and InputError for what is no docx, as ``unpack`` and ``parse_part`` do.
    """
    return _edit(data, edits, partial(_replace_tracked, hand=hand) if hand else _replace)


def insert_after(data: bytes, par: int, texts: Sequence[str], hand: Hand | None = None) -> Edited:
    """Return the docx with paragraphs of ``texts`` behind paragraph ``par``, in its look and that of its first run.

    Behind a row they are rows like it, with tabs between the cells as ``read_pars`` gives them: ^ for a cell
    that goes on from above, anything for one that belongs to the cell at its left. A break of page before
    the paragraph is not repeated, nor is a head of a table; where the paragraph ends a section, the last of
    ``texts`` does so. Refused is a paragraph whose end is deleted by a tracked change.
    With ``hand`` they are tracked changes by it.
    Raises ValueError for a paragraph that is not there and a row of other cells.
    """
    opened = Opened(data)
    check_range(opened, par, 0, 0)
    for text in texts:
        check_words(text)
    source = opened.sources[par]
    try:
        insert(source, texts, hand)
    except Unreachable as reason:
        return Edited(data, (Refused(par, str(reason)),))
    if texts:
        opened.touch(source.element)
    return Edited(opened.finished())


def delete_pars(data: bytes, pars: Iterable[int], hand: Hand | None = None) -> Edited:
    """Return the docx without the paragraphs and rows ``pars``.

    Where the file needs a paragraph, as at the end of a cell and between two tables, an empty one is left.
    Refused are paragraphs with one end of a field, and those on which a text box with words hangs unless
    these go too; and rows with cells that are one with those below.
    With ``hand`` they go by tracked changes of it.
    Raises ValueError for a paragraph that is not there.
    """
    opened = Opened(data)
    asked = sorted(set(pars))
    for par in asked:
        check_range(opened, par, 0, 0)
    gone = [each for par in asked for each in paragraphs(opened.sources[par])]
    refused = []
    for par in reversed(asked):
        source = opened.sources[par]
        try:
            check_deletion(source, gone)
        except Unreachable as reason:
            refused.append(Refused(par, str(reason)))
            continue
        opened.touch(source.element)
        delete(source, hand)
    return Edited(opened.finished(), tuple(reversed(refused)))


def add_comments(data: bytes, remarks: Sequence[Remark], author: str, when: datetime) -> Edited:
    """Return the docx with ``remarks`` as comments beside those that it has; none is refused.

    One on a label that Word counts hangs at the head of the paragraph, one in a text box on the box, one in a note
    on its number.
    Raises ValueError for characters that are not there, or that no docx holds.
    """
    opened = Opened(data)
    comments = []
    for remark in remarks:
        check_range(opened, remark.par, remark.start, remark.end)
        check_words(remark.text)
        comments.append((opened.free_number(), remark.text, Hand(remark.author or author, when)))
    for remark, (number, *_) in zip(remarks, comments, strict=True):
        own = hang(opened.sources[remark.par], remark.start, remark.end, number, opened.roots[DOCUMENT])
        opened.touch(own)
    return Edited(opened.finished(written_comments(opened.parts, comments) if comments else {}))


def change_run_look(data: bytes, edits: Sequence[LookEdit], hand: Hand | None = None) -> Edited:
    """Return the docx with other properties, children of w:rPr, of characters; those not named stay.

    With ``hand`` they are tracked changes by it; an older one there stays the older.
    Raises ValueError for characters that are not there and for what is no property.
    """
    return _change_looks(data, edits, partial(_change_runs, hand=hand))


def change_mark_look(data: bytes, edits: Sequence[LookEdit], hand: Hand | None = None) -> Edited:
    """Return the docx with other properties, children of w:rPr, of the marks at the ends of paragraphs.

    A label that Word counts looks as the mark does. ``hand`` and what is raised are as in ``change_run_look``.
    """
    return _change_looks(data, edits, partial(_change_marks, hand=hand))


def change_paragraph_look(data: bytes, edits: Sequence[LookEdit], hand: Hand | None = None) -> Edited:
    """Return the docx with other properties, children of w:pPr, of paragraphs; those not named stay.

    ``hand`` is as in ``change_run_look``.
    Raises ValueError for paragraphs that are not there and for what is no property.
    """
    return _change_looks(data, edits, partial(_change_paragraphs, hand=hand))


def _change_runs(source: Source, edit: LookEdit, hand: Hand | None) -> None:
    change_runs(source, edit.start, edit.end, edit.properties, hand)


def _change_marks(source: Source, edit: LookEdit, hand: Hand | None) -> None:
    change_marks(source, edit.properties, hand)


def _change_paragraphs(source: Source, edit: LookEdit, hand: Hand | None) -> None:
    change_paragraphs(source, edit.properties, hand)


def _change_looks(
    data: bytes, edits: Sequence[LookEdit], change: Callable[[Source, LookEdit], None]
) -> Edited:
    opened = Opened(data)
    refused = []
    for edit in edits:
        check_range(opened, edit.par, edit.start, edit.start if edit.end is None else edit.end)
        source = opened.sources[edit.par]
        try:
            change(source, edit)
        except Unreachable as reason:
            refused.append(Refused(edit, str(reason)))
        else:
            opened.touch(source.element)
    return Edited(opened.finished(), tuple(refused))


def _replace(spot: Spot, wanted: str) -> None:
    paragraph, start, end = spot
    at = start + 1 if start < end and wanted else start
    if wanted:
        put_in(paragraph, at, wanted)
        take_out(paragraph, at + len(wanted), end + len(wanted))
        take_out(paragraph, start, at)
    else:
        take_out(paragraph, start, end)


def _replace_tracked(spot: Spot, wanted: str, hand: Hand) -> None:
    put_in_tracked(spot, wanted, take_out_tracked(spot, hand), hand)


def _edit(data: bytes, edits: Sequence[TextEdit], change: Callable[[Spot, str], None]) -> Edited:
    opened = Opened(data)
    refused: list[tuple[int, Refused]] = []
    for order, edit in reversed(_in_order(opened, edits)):
        try:
            places = _places(opened, edit)
        except Unreachable as reason:
            refused.append((order, Refused(edit, str(reason))))
            continue
        for spot in places:
            opened.touch(spot.paragraph)
            change(spot, edit.wanted)
    return Edited(opened.finished(), tuple(each for _, each in sorted(refused)))


def _in_order(opened: Opened, edits: Sequence[TextEdit]) -> list[tuple[int, TextEdit]]:
    """Return ``edits`` with their numbers, in the order of the text."""
    by_par = defaultdict(list)
    for order, edit in enumerate(edits):
        check_range(opened, edit.par, edit.start, edit.end)
        check_words(edit.wanted)
        by_par[edit.par].append((order, edit))
    for own in by_par.values():
        own.sort(key=lambda each: (each[1].start, each[1].end))
        for (_, one), (_, other) in pairwise(own):
            if other.start < one.end:
                raise ValueError(f"edits lie over one another: {one}, {other}")
    return [each for par in sorted(by_par) for each in by_par[par]]


def check_range(opened: Opened, par: int, start: int, end: int) -> None:
    """Raise ValueError when paragraph ``par`` has no characters ``start``:``end``."""
    if not 0 <= par < len(opened.sources):
        raise ValueError(f"no paragraph {par} of {len(opened.sources)}")
    if not 0 <= start <= end <= len(opened.sources[par].par.text):
        raise ValueError(f"no characters {start}:{end} in paragraph {par}")


def check_words(words: str) -> None:
    """Raise ValueError when ``words`` has characters that a docx cannot hold."""
    found = NO_CHARACTERS.search(words)
    if found:
        raise ValueError(f"no character of a docx: {found[0]!r}")


def _places(opened: Opened, edit: TextEdit) -> list[Spot]:
    """Return where ``edit`` is to be done. Raises Unreachable when it cannot be."""
    source = opened.sources[edit.par]
    if source.cells and "\t" in edit.wanted:
        raise Unreachable(_TAB_IN_ROW)
    places = everywhere(locate(source, edit.start, edit.end))
    for spot in places:
        check(spot)
    return places
