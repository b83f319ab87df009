"""The lines of an 附件说明 that names several attachments (7.3.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongwen.ooxml.seen.forms import Form
from gongwen.profile import Profile
from gongwen.rules.page.fault import Fault, basis_of
from gongwen.rules.page.fixes import indent_fix
from gongwen.rules.page.paragraphs import unit_of
from gongwen.rules.page.type import Subject
from gongwen.rules.rule import rule
from gongwen.terms import attachment_note
from gongwen.zh.width import width

_ROLES = ("附件说明", "附件说明首项", "附件说明续项")
_FURTHER = "附件说明续项"
_OFF = 1.0
"""字 by which a number may stand beside the one above it."""


class _Numbered(NamedTuple):
    """An entry of an 附件说明, and where its number stands."""

    subject: Subject
    is_first: bool
    label: float
    """How wide what stands before the name is, 字."""
    start: float
    """字 from the edge of the text to the number."""


def note_faults(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """Yield the numbers in an 附件说明 that do not stand below that of its first entry."""
    first: _Numbered | None = None
    for each in filter(None, map(_numbered, subjects)):
        if each.is_first:
            first = each
        elif first is not None:
            yield from items(each, first.start, profile)


@rule("look.note-items", "7.3.4", fixing="修正", reads="docx", style="样式.附件说明续项.左缩进")
def items(entry: _Numbered, start: float, profile: Profile) -> Iterator[Fault]:
    """附件说明从第二项起，序号与第一项的序号对齐。

    Wrong: {版式: {样式: {附件说明续项: {左缩进: 2字}}}}
    Right: {版式: {样式: {附件说明续项: {左缩进: 5字}}}}
    Base: 横排附件
    """
    if abs(entry.start - start) > _OFF:
        look = profile.looks[_FURTHER]
        place, label = start * look.character, entry.label * look.character
        yield Fault(
            items, _FURTHER, entry.subject.number, f"序号左空 {entry.start:.2g} 字",
            f"与首项的序号对齐，左空 {start:.2g} 字", basis_of(profile, _FURTHER, "左缩进"),
            (indent_fix(-label, place + label, 0, look.size),),
        )  # fmt: skip


def _numbered(subject: Subject) -> _Numbered | None:
    """Return a line with a number that is set by indents alone; None for any other."""
    form = subject.form
    entry = attachment_note.read(form.text) if subject.element.role in _ROLES else None
    if entry is None or "number" not in entry.parts or form.look.align == "右" or form.is_apart:
        return None
    before, name = (entry.parts[each][0] for each in ("number", "title"))
    if "\t" in form.text[:before]:
        return None
    start = _edge(form) + width(form.text[:before])
    return _Numbered(subject, entry.value.is_first, width(form.text[before:name]), start)


def _edge(form: Form) -> float:
    """Return where the first line of a paragraph begins, 字 from the edge of the text."""
    return (form.look.left + form.look.first) / unit_of(form)
