"""The 发文机关标志, and the room above elements, where a docx says them (7.2 to 7.3.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from gongwen.document import Document
from gongwen.flow import Block, Fit, Par
from gongwen.make.closing import lay_closing
from gongwen.make.head import lay_head
from gongwen.make.setting import Setting
from gongwen.ooxml.seen.forms import Form
from gongwen.profile import Profile
from gongwen.rules.page.fault import Fault, Within
from gongwen.rules.page.fixes import before_fix, size_fix, whole_fix
from gongwen.rules.page.type import Subject, written_size
from gongwen.rules.rule import rule

_MARK, _NUMBER, _TITLE = "发文机关标志", "发文字号", "公文标题"
_CLOSING = ("署名", "成文日期")
_ABOVE = {
    (_MARK, _NUMBER), (_NUMBER, _TITLE), (_TITLE, "主送机关"), ("附件标识", "附件标题"), ("公文正文", "署名"),
    ("公文正文", "成文日期"), ("公文正文", "附件说明"), ("附件说明", "署名"), ("附件说明", "成文日期"),
}  # fmt: skip
"""Elements that follow each other with room between them."""
_LEAST = 0.4
"""Lines that are hardly any room: offices leave one where the standard says two."""
_LINE = 8.0
"""Points up to which an empty paragraph is a line, or holds a place, and no room."""


def room_faults(
    subjects: Sequence[Subject], forms: Sequence[Form], document: Document, profile: Profile
) -> Iterator[Fault]:
    """Yield marks that are no larger than text, and elements that stand too near to the one above."""
    setting = Setting(profile, {})
    for each in subjects:
        if each.element.role == _MARK and not each.form.is_apart and not each.element.part:
            yield from mark(each, _fit_of(_MARK, lay_head(document, setting)), profile)
    fits = {role: _fit_of(role, lay_closing(document, setting)) for role in _CLOSING}
    has_mark = any(each.element.role == _MARK for each in subjects)
    for upper, lower in pairwise(subjects):
        if _follow(upper, lower, has_mark=has_mark):
            between = forms[upper.number : lower.number - 1]
            yield from room(upper, lower, between, _wanted(lower, fits, profile), profile)


def _follow(upper: Subject, lower: Subject, *, has_mark: bool) -> bool:
    """Whether two elements have room between them; a 签名章 at the left has its own, as a title without a head has."""
    pair, form = (upper.element.role, lower.element.role), lower.form
    if pair not in _ABOVE or upper.element.part != lower.element.part or form.is_apart or form.has_tab:
        return False
    if pair == (_NUMBER, _TITLE):
        return has_mark
    return pair[1] not in _CLOSING or form.look.align == "右"


def _fit_of(role: str, blocks: Sequence[Block]) -> Fit:
    """Return what the only paragraph of ``role`` among ``blocks`` changes of its look."""
    own = [each for each in blocks if isinstance(each, Par) and each.role == role]
    return own[0].fit or Fit() if len(own) == 1 else Fit()


def _wanted(subject: Subject, fits: Mapping[str, Fit], profile: Profile) -> float:
    role = subject.element.role
    if role in fits:
        return fits[role].before or profile.closing.unsealed_gap
    return profile.looks[role].before


@rule("look.mark", "7.2.4", "惯例", "建议", reads="docx")
def mark(subject: Subject, fit: Fit, profile: Profile) -> Iterator[Fault]:
    """发文机关标志的字号大于标题，醒目、美观、庄重。

    Wrong: {版式: {版头: {标志最大字号: 三号}}}
    Right: {版式: {版头: {标志最大字号: 初号}}}
    """
    sizes = [each.look.size for each in subject.form.stretches]
    if not sizes or max(sizes) > profile.looks[_TITLE].size:
        return
    size, look = fit.size or profile.head.mark_size, profile.looks[_MARK]
    own = replace(
        look, size=size, pitch=fit.pitch or size * profile.head.mark_pitch, before=fit.before or 0.0
    )
    fixes = (whole_fix(own), *(size_fix(each.start, each.stop, size) for each in subject.form.stretches))
    aim = f"大于标题，排满一行的可以用 {written_size(size)}"
    yield Fault(mark, _MARK, subject.number, f"用了 {max(sizes):g} 磅", aim, None, fixes)


@rule("look.room", "7.3", "惯例", "建议", reads="docx")
def room(
    upper: Subject, lower: Subject, between: Sequence[Form], wanted: float, profile: Profile
) -> Iterator[Fault]:
    """标题、主送机关、落款等与上面的要素之间空规定的行数。

    Wrong: {版式: {样式: {主送机关: {段前: 0}}, 标题: {下空: 0}}}
    Right: {版式: {样式: {主送机关: {段前: 1行}}, 标题: {下空: 1行}}}
    Base: 印发管理办法
    """
    pitch = profile.body.pitch
    empty = sum(_height(form, pitch) for form in between if not form.text.strip())
    found = empty + lower.form.before + upper.form.after
    is_alone = all(not form.text.strip() and not form.figure and not form.is_row for form in between)
    if not is_alone or found >= _LEAST * pitch or wanted < pitch:
        return
    lines = round(wanted / pitch)
    fix: Within = before_fix(lower.form.spacing, wanted - empty)
    shown = f"与上面的“{upper.element.role}”之间只空 {found / pitch:.1f} 行"
    yield Fault(room, lower.element.role, lower.number, shown, f"空 {lines} 行", None, (fix,))


def _height(form: Form, usual: float) -> float:
    """Return how high an empty paragraph is, points; that of the text where only its font says it."""
    height = form.pitch or usual
    return 0.0 if height <= _LINE else height
