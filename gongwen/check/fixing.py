"""What was found, fixed in a copy: the words and the looks that have one right answer, or a likely one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from gongwen.finding import (
    BlanksChange,
    FigureChange,
    Finding,
    Fix,
    LinesChange,
    LookChange,
    NumbersChange,
    TextChange,
)
from gongwen.ooxml.edit.edits import (
    Edited,
    LookEdit,
    Refused,
    Remark,
    TextEdit,
    add_comments,
    change_mark_look,
    change_paragraph_look,
    change_run_look,
    delete_pars,
    replace_text,
)
from gongwen.ooxml.edit.figures import narrow
from gongwen.ooxml.edit.line_paragraphs import put_lines
from gongwen.ooxml.edit.page_numbers import PageNumbers, change_page_numbers
from gongwen.ooxml.edit.sections import change_sections
from gongwen.ooxml.edit.tables import change_tables
from gongwen.ooxml.edit.tracked import AUTHOR, Hand

_WHOLE = ("页", "表")
"""What looks can be of that no tracked change takes."""


class Made(NamedTuple):
    """A file with fixes made."""

    data: bytes
    """The very bytes given when nothing was to be done."""
    left: tuple[str, ...] = ()
    """What could not be changed in the file, with the reason, in Chinese."""
    undone: tuple[Fix, ...] = ()
    """The fixes that were not made."""


def fixes_of(findings: Sequence[Finding], *, is_bold: bool) -> list[Fix]:
    """Return the fixes of ``findings``: what has one right answer, and with ``is_bold`` what has a likely one too.

    Of two that change the same characters the first is kept.
    """
    wanted = ("修正", "建议") if is_bold else ("修正",)
    fixes = [fix for finding in findings if finding.fixing in wanted for fix in finding.fixes]
    return list(_apart(fixes))


def _apart(fixes: Sequence[Fix]) -> Iterator[Fix]:
    taken: dict[int, list[tuple[int, int]]] = {}
    for fix in fixes:
        if isinstance(fix.change, TextChange):
            spans = taken.setdefault(fix.at.at.line, [])
            if any(_touch(fix.at.span, span) for span in spans):
                continue
            spans.append(fix.at.span)
        yield fix


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one == other or (one[0] < other[1] and other[0] < one[1])


def make_fixes(data: bytes, fixes: Sequence[Fix], when: datetime | None = None) -> Made:
    """Return the docx with ``fixes`` made; with ``when`` as changes that a reader accepts or rejects one by one.

    Pages, their numbers and lines cannot be tracked: with ``when`` they are left, and said so.
    """
    refused: list[Refused] = []
    made: list[tuple[Fix, LookEdit | TextEdit]] = []
    hand = Hand(AUTHOR, when) if when is not None else None
    for own, change in _trackable(fixes):
        if own:
            done = change(data, [edit for _, edit in own], hand)
            data, made = done.data, [*made, *own]
            refused += done.refused
    left = [_refusal(each.asked, each.why) for each in refused]
    undone = [fix for fix, edit in made if any(edit is each.asked for each in refused)]
    others, later = _in_turn([fix for fix in fixes if not _is_trackable(fix)])
    undone += later
    if when is None:
        data, more = _make_others(data, others)
        left += more
    else:
        left += dict.fromkeys(f"{_names(fix)}不能作为修订，没有改；不加 --track 就会改" for fix in others)
        undone += others
    return Made(data, tuple(left), tuple(undone))


_Change = Callable[[bytes, Any, Hand | None], Edited]


def _trackable(fixes: Sequence[Fix]) -> Iterator[tuple[list[tuple[Fix, LookEdit | TextEdit]], _Change]]:
    """Yield the fixes of each kind that can be tracked, with their edits and what makes these."""
    looks = [list(_look_edits(fixes, of)) for of in ("字", "段末", "段")]
    changes = (change_run_look, change_mark_look, change_paragraph_look, replace_text)
    yield from zip((*looks, list(_text_edits(fixes))), changes, strict=True)


def _text_edits(fixes: Sequence[Fix]) -> Iterator[tuple[Fix, LookEdit | TextEdit]]:
    for fix in fixes:
        if isinstance(fix.change, TextChange):
            yield fix, TextEdit(fix.at.at.line - 1, *fix.at.span, fix.change.wanted)


def _in_turn(fixes: Sequence[Fix]) -> tuple[list[Fix], list[Fix]]:
    """Return what of ``fixes`` is made now, and what later: paragraphs are not put in and taken out in one go."""
    has_lines = any(isinstance(fix.change, LinesChange) for fix in fixes)
    later = [fix for fix in fixes if has_lines and isinstance(fix.change, BlanksChange)]
    return [fix for fix in fixes if fix not in later], later


def _is_trackable(fix: Fix) -> bool:
    change = fix.change
    return isinstance(change, TextChange) or (isinstance(change, LookChange) and change.of not in _WHOLE)


def _names(fix: Fix) -> str:
    if isinstance(fix.change, LookChange):
        return "表格的线" if fix.change.of == "表" else "纸张和页边"
    if isinstance(fix.change, BlanksChange):
        return "空段"
    if isinstance(fix.change, FigureChange):
        return "表格的宽" if fix.change.is_table else "图片的大小"
    return "页码" if isinstance(fix.change, NumbersChange) else "分隔线"


def _make_others(data: bytes, fixes: Sequence[Fix]) -> tuple[bytes, tuple[str, ...]]:
    """Return the docx with the fixes that cannot be tracked, and what could not be changed."""
    sections, tables = (
        [
            (fix.at.at.line - 1, fix.change.properties)
            for fix in fixes
            if isinstance(fix.change, LookChange) and fix.change.of == of
        ]
        for of in _WHOLE
    )
    data = change_sections(data, sections) if sections else data
    data = change_tables(data, tables) if tables else data
    left: tuple[str, ...] = ()
    for numbers in dict.fromkeys(fix.change for fix in fixes if isinstance(fix.change, NumbersChange)):
        data, left = change_page_numbers(data, PageNumbers(*numbers))
    wide = [(fix.at.at.line - 1, *fix.change) for fix in fixes if isinstance(fix.change, FigureChange)]
    data = narrow(data, wide) if wide else data
    lines = [
        (fix.at.at.line - 1, fix.change.above, fix.change.below)
        for fix in fixes
        if isinstance(fix.change, LinesChange)
    ]
    data = put_lines(data, lines) if lines else data
    blanks = {
        fix.at.at.line - 1 - index
        for fix in fixes
        if isinstance(fix.change, BlanksChange)
        for index in range(1, fix.change.pars + 1)
    }
    return delete_pars(data, blanks).data if blanks else data, left


def _look_edits(fixes: Sequence[Fix], of: str) -> Iterator[tuple[Fix, LookEdit | TextEdit]]:
    """Yield the fixes of the looks of characters, marks, paragraphs or pages, each with the edit that makes it."""
    for fix in fixes:
        if isinstance(fix.change, LookChange) and fix.change.of == of:
            span = (fix.at.start, fix.at.end) if of == "字" else ()
            yield fix, LookEdit(fix.at.at.line - 1, fix.change.properties, *span)


def _refusal(asked: object, why: str) -> str:
    number = asked.par + 1 if isinstance(asked, (TextEdit, LookEdit)) else asked
    return f"第{number}段：{why}，请手工改"


class Fixed(NamedTuple):
    """A file, what was fixed in it, and what was not."""

    data: bytes
    done: tuple[Finding, ...]
    left: tuple[str, ...]
    """What could not be changed in the file, with the reason, in Chinese."""
    rest: tuple[Finding, ...] = ()
    """What is found in it after that."""


_ROUNDS = 5
"""How often what a fix brings to light is fixed too."""


def fix_docx(
    data: bytes, find: Callable[[bytes], list[Finding]], *, is_bold: bool, when: datetime | None = None
) -> Fixed:
    """Return the docx with everything fixed that ``find`` finds, until nothing more can be."""
    done: list[Finding] = []
    left: dict[str, None] = {}
    for _ in range(_ROUNDS):
        findings = find(data)
        fixes = fixes_of(findings, is_bold=is_bold)
        made = make_fixes(data, fixes, when)
        left |= dict.fromkeys(made.left)
        if made.data == data:
            break
        done += _fixed(findings, [fix for fix in fixes if fix not in made.undone])
        data = made.data
    else:
        findings = find(data)
    return Fixed(data, tuple(done), tuple(left), tuple(findings))


class FixedText(NamedTuple):
    """A text, what was fixed in it, and what is found in it after that."""

    text: str
    done: tuple[Finding, ...]
    rest: tuple[Finding, ...]


def fix_text(text: str, find: Callable[[str], list[Finding]], *, is_bold: bool) -> FixedText:
    """Return a text with everything fixed that ``find`` finds, until nothing more can be."""
    done: list[Finding] = []
    for _ in range(_ROUNDS):
        findings = find(text)
        fixes = [fix for fix in fixes_of(findings, is_bold=is_bold) if isinstance(fix.change, TextChange)]
        made = make_text_fixes(text, fixes)
        if made == text:
            break
        done += _fixed(findings, fixes)
        text = made
    else:
        findings = find(text)
    return FixedText(text, tuple(done), tuple(findings))


def _fixed(findings: Sequence[Finding], made: Sequence[Fix]) -> list[Finding]:
    """Return those of ``findings`` of which a fix was made."""
    return [each for each in findings if each.fixing != "提示" and any(fix in made for fix in each.fixes)]


def comment_docx(data: bytes, findings: Sequence[Finding], when: datetime) -> bytes:
    """Return the docx with each of ``findings`` as a comment on the very characters that it is about."""
    remarks = [
        Remark(finding.at.at.line - 1, *(finding.span or (0, 0)), _remark(finding))
        for finding in findings
        if finding.at is not None
    ]
    return add_comments(data, remarks, AUTHOR, when).data


def _remark(finding: Finding) -> str:
    clause = f"（{finding.clause}，{finding.force}）" if finding.clause else f"（{finding.force}）"
    change = finding.fix.change if finding.fix else None
    wanted = f"\n建议改为：{change.wanted or '（删去）'}" if isinstance(change, TextChange) else ""
    return f"{finding.message}{clause}{wanted}\n{finding.code}"


def make_text_fixes(text: str, fixes: Sequence[Fix]) -> str:
    """Return a text with ``fixes`` made; their places are lines and columns of it, and nothing else changes."""
    lines = text.split("\n")
    for at, change in sorted(fixes, key=lambda fix: (fix.at.at.line, fix.at.start), reverse=True):
        if isinstance(change, TextChange):
            line, before = lines[at.at.line - 1], at.at.column - 1
            start, end = at.span
            lines[at.at.line - 1] = line[: before + start] + change.wanted + line[before + end :]
    return "\n".join(lines)
