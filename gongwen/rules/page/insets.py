"""Tables and pictures in the text, of which the standard says nothing: what a program gave them unasked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.ooxml.seen.forms import Form, Forms, Sheet
from gongwen.ooxml.seen.stretches import Stretch
from gongwen.pattern import pattern
from gongwen.profile import Profile
from gongwen.rules.page.fault import Fault
from gongwen.rules.page.fixes import align_fix, face_fix, figure_fix, single_fix, size_fix
from gongwen.rules.page.type import Subject, face_of, has_chinese, written_size
from gongwen.rules.rule import rule
from gongwen.units import SIZES, mm
from gongwen.zh.width import width

TABLE, CAPTION = "表格文字", "图题"
_NUMBERED = pattern(r"\s*图\s*(?:\d|[一二三四五六七八九十])")
_SHORT = 30.0
"""字 up to which a line below a picture that begins with 图1 is its caption."""
_WIDER = 3.0
"""Points by which a picture may be wider than the type area."""


def as_captions(subjects: Sequence[Subject], forms: Sequence[Form]) -> list[Subject]:
    """Return ``subjects``, those that are captions of the pictures above them as such."""
    return [
        each._replace(element=each.element._replace(role=CAPTION)) if _is_caption(each, forms) else each
        for each in subjects
    ]


def _is_caption(subject: Subject, forms: Sequence[Form]) -> bool:
    above = forms[subject.number - 2] if subject.number > 1 else None
    if above is None or not above.figure or subject.element.is_named:
        return False
    return bool(_NUMBERED.match(subject.form.text)) and width(subject.form.text.strip()) <= _SHORT


def figure_faults(subjects: Sequence[Subject], forms: Forms, profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the pictures in the text and their captions."""
    alone = {
        number
        for number, form in enumerate(forms.pars, 1)
        if form.figure and not form.text.strip() and not form.is_apart
    }
    for number in sorted(alone | {each.number for each in subjects if each.element.role == CAPTION}):
        yield from figure(number, forms.pars[number - 1])
    for number, form in enumerate(forms.pars, 1):
        if form.figure and not form.is_apart:
            yield from figure_width(number, form, _room(forms.sheets[form.section], profile))
            yield from figure_cut(number, form)


def _room(sheet: Sheet, profile: Profile) -> float:
    """Return the width of the type area of a section as it should be, of a turned one as it is."""
    own = sheet.width - sheet.left - sheet.right - sheet.gutter
    return own if sheet.is_turned else profile.sheet.type_width


@rule("look.figure", "", "惯例", "建议", reads="docx")
def figure(number: int, form: Form) -> Iterator[Fault]:
    """单独成段的图片和图题居中，不缩进。

    Wrong: {图片: 60, 图片段: 左}
    Right: {图片: 60, 图片段: 居中}
    """
    is_shifted = abs(form.look.left + form.look.first - form.look.right) > _WIDER
    if form.look.align != "居中" or is_shifted:
        found = "没有居中" if form.look.align != "居中" else "有缩进"
        role = CAPTION if form.text.strip() else "图片"
        yield Fault(figure, role, number, found, "居中、不缩进", None, (align_fix("居中", form.look),))


@rule("look.figure-width", "", "惯例", "建议", reads="docx")
def figure_width(number: int, form: Form, room: float) -> Iterator[Fault]:
    """图片不宽过版心。

    Wrong: {图片: 180, 图片段: 居中}
    Right: {图片: 150, 图片段: 居中}
    """
    if form.figure > room + _WIDER:
        found, aim = f"宽 {mm(form.figure):.0f} 毫米", f"缩到 {mm(room):.0f} 毫米"
        yield Fault(figure_width, "图片", number, found, aim, None, (figure_fix(room),))


@rule("look.figure-cut", "", "惯例", "建议", reads="docx")
def figure_cut(number: int, form: Form) -> Iterator[Fault]:
    """图片所在的段不用固定行距：固定的行距比图片矮，图片只露出一行高。

    Wrong: {图片: 60, 图片段: 居中, 图片行距: 固定}
    Right: {图片: 60, 图片段: 居中, 图片行距: 单倍}
    """
    if form.spacing.get("w:lineRule") == "exact" and form.figure_height > form.pitch > 0:
        found = f"高 {mm(form.figure_height):.0f} 毫米，行距固定为 {form.pitch:g} 磅，只露出一行高"
        yield Fault(figure_cut, "图片", number, found, "用单倍行距", None, (single_fix(form.spacing),))


@rule("look.cells", "", "惯例", "建议", reads="docx")
def cells(subject: Subject, profile: Profile) -> Iterator[Fault]:
    """表格和图题的字用公文的字体，字号是几号字，不小于小五、不大于正文。

    Wrong: {栏数: 3, 表格字: 11}
    Right: {栏数: 3, 表格字: 12}
    """
    shown = [each for each in subject.form.stretches if each.text.strip()]
    odd = [each for each in shown if has_chinese(each.text) and not face_of(each, profile.faces)]
    if odd:
        names = "、".join(dict.fromkeys(each.fonts.chinese or "默认字体" for each in odd))
        wanted = profile.looks[TABLE].face
        fixes = tuple(face_fix(each.start, each.stop, profile.faces[wanted], "") for each in odd)
        yield Fault(
            cells,
            subject.element.role,
            subject.number,
            f"用了{names}",
            f"用{wanted}等公文的字体",
            None,
            fixes,
        )
    wrong = [each for each in shown if abs(each.look.size - _size(each, profile)) > 0.1]
    if wrong:
        found = "、".join(dict.fromkeys(f"{each.look.size:g} 磅" for each in wrong))
        aims = "、".join(dict.fromkeys(written_size(_size(each, profile)) for each in wrong))
        fixes = tuple(size_fix(each.start, each.stop, _size(each, profile)) for each in wrong)
        yield Fault(cells, subject.element.role, subject.number, f"用了 {found}", f"用 {aims}", None, fixes)


def _size(stretch: Stretch, profile: Profile) -> float:
    """Return the size of type, points, that a stretch of a table may have: the next one with a name."""
    least, most = profile.tables.least_size, profile.body.size
    named = sorted(size for size in SIZES.values() if least <= size <= most)
    return next((size for size in named if size >= stretch.look.size - 0.1), most)
