"""Where 署名 and 成文日期 stand in their lines (7.3.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongwen.document import Document
from gongwen.flow import Par
from gongwen.make.closing import lay_closing
from gongwen.make.setting import Setting
from gongwen.ooxml.seen.forms import Form, Sheet
from gongwen.profile import Profile
from gongwen.rules.page.fault import Fault, Within, basis_of
from gongwen.rules.page.fixes import indent_fix
from gongwen.rules.page.paragraphs import is_placed, unit_of
from gongwen.rules.page.type import Subject
from gongwen.rules.rule import rule
from gongwen.zh.width import width

_SIGNATURE, _DATE = "署名", "成文日期"
_PAIR = (_SIGNATURE, _DATE)
_AHEAD, _BESIDE = 1.0, 2.0
"""字 by which a date may begin before the 署名 above it, and by which the middle of one may be beside that of the other."""
_LEAST_RIGHT = 0.6
"""字 that stand free at the right of a 成文日期 at least, whatever seal it bears and however long it is."""


def closing_faults(
    subjects: Sequence[Subject], document: Document, profile: Profile, sheet: Sheet
) -> Iterator[Fault]:
    """Yield what is wrong with the places of 署名 and 成文日期 on ``sheet``."""
    yield from pair(subjects, sheet)
    own = [each for each in subjects if each.element.role in (_SIGNATURE, _DATE) and _is_right(each)]
    rooms = _rooms(own, document, profile)
    for subject in own:
        find = right if subject.element.role == _DATE else signature
        yield from find(subject, rooms, profile)


def _is_right(subject: Subject) -> bool:
    form = subject.form
    return form.look.align == "右" and not form.is_apart


def _rooms(subjects: Sequence[Subject], document: Document, profile: Profile) -> Mapping[str, float]:
    """Return the room at the right of each role where the document is laid out, points; none where it has several names."""
    roles = [each.element.role for each in subjects if not each.element.part]
    laid = [
        each for each in lay_closing(document, Setting(profile, {})) if isinstance(each, Par) and each.fit
    ]
    rooms = {
        each.role: each.fit.right or 0.0 for each in laid if each.fit and each.role in (_SIGNATURE, _DATE)
    }
    return rooms if len(laid) == len(rooms) and sorted(roles) == sorted(rooms) else {}


@rule("look.right", "7.3.5", fixing="建议", reads="docx", style="落款.用印日期右空")
def right(subject: Subject, rooms: Mapping[str, float], profile: Profile) -> Iterator[Fault]:
    """成文日期右边空规定的字数。

    Wrong: {版式: {落款: {用印日期右空: 0字, 不用印右空: 0字}}}
    Right: {版式: {落款: {不用印右空: 2字}}}
    """
    closing = profile.closing
    if (room := _room(subject)) < min(_LEAST_RIGHT, closing.sealed_date_right, closing.unsealed_right):
        basis = profile.basis.get("落款.用印日期右空", basis_of(profile, _DATE, "对齐"))
        sealed, bare = profile.closing.sealed_date_right, profile.closing.unsealed_right
        usual = sealed * profile.looks[_DATE].character
        yield Fault(
            right, _DATE, subject.number, f"右空 {room:.2g} 字",
            f"右空 {sealed:g} 字（加盖印章）或 {bare:g} 字以上（不加盖印章）", basis,
            (_fix(rooms.get(_DATE, usual), profile),),
        )  # fmt: skip


@rule("look.signature", "7.3.5", fixing="建议", reads="docx", style="落款.不用印右空")
def signature(subject: Subject, rooms: Mapping[str, float], profile: Profile) -> Iterator[Fault]:
    """署名不顶着右边：加盖印章的以成文日期为准居中，不加盖印章的右空二字。

    Wrong: {版式: {落款: {用印日期右空: 0字, 不用印右空: 0字}}}
    Right: {版式: {落款: {不用印右空: 2字}}}
    """
    if (room := _room(subject)) < _LEAST_RIGHT and rooms.get(_SIGNATURE, 0.0) / unit_of(
        subject.form
    ) > _LEAST_RIGHT:
        basis = profile.basis.get("落款.不用印右空", basis_of(profile, _SIGNATURE, "对齐"))
        aim = f"以成文日期为准居中（加盖印章）或右空 {profile.closing.unsealed_right:g} 字以上（不加盖印章）"
        fixes = (_fix(rooms[_SIGNATURE], profile),)
        yield Fault(signature, _SIGNATURE, subject.number, f"右空 {room:.2g} 字", aim, basis, fixes)


@rule("look.pair", "7.3.5", "应当", reads="docx")
def pair(subjects: Sequence[Subject], sheet: Sheet) -> Iterator[Fault]:
    """成文日期的首字比署名的首字右移，或者署名以成文日期为准居中；日期不偏到署名的左边。

    Wrong: {日期右空: 12字}
    Right: {日期右空: 4字}
    """
    closing = [each for each in subjects if each.element.role in _PAIR and not each.element.part]
    if [each.element.role for each in closing] != list(_PAIR) or any(map(_is_at_edge, closing)):
        return
    spans = [_span(each.form, sheet) for each in closing]
    if spans[0] and spans[1]:
        (start, end), (own_start, own_end) = spans[0], spans[1]
        before, beside = start - own_start, abs(start + end - own_start - own_end) / 2
        if before > _AHEAD and beside > _BESIDE:
            yield Fault(
                pair, _DATE, closing[1].number, f"首字在署名首字左边 {before:.2g} 字",
                "比署名首字右移二字（不加盖印章），或者与署名居中对齐（加盖印章）"
            )  # fmt: skip


def _is_at_edge(subject: Subject) -> bool:
    """Whether a line stands at the right edge, of which look.right and look.signature tell."""
    return _is_right(subject) and _room(subject) < _LEAST_RIGHT


def _span(form: Form, sheet: Sheet) -> tuple[float, float] | None:
    """Return where the text of a line begins and ends, 字 from the left edge; None where that is not known.

    Of one that was not brought to the right look.align tells.
    """
    is_set = form.look.align == "右" or (form.look.align in ("左", "两端") and is_placed(form, sheet))
    if form.is_apart or form.is_row or form.has_tab or not is_set:
        return None
    unit, wide = unit_of(form), width(form.text.strip())
    if form.look.align == "右":
        room = (sheet.width - sheet.left - sheet.right - sheet.gutter - form.look.right) / unit
        return room - wide, room
    start = (form.look.left + form.look.first) / unit + width(form.text[: -len(form.text.lstrip())])
    return start, start + wide


def _room(subject: Subject) -> float:
    """Return how many 字 stand free at the right of a line, the blanks behind it counted."""
    form = subject.form
    behind = form.text[len(form.text.rstrip()) :]
    return form.look.right / unit_of(form) + sum(1.0 if letter == "\u3000" else 0.5 for letter in behind)


def _fix(room: float, profile: Profile) -> Within:
    return indent_fix(0, 0, room, profile.looks[_DATE].size)
