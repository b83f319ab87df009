"""The red line under the head and the lines of the 版记, and where that stands (7.2.7, 7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.look import is_red
from gongwen.ooxml.seen.forms import Form, Forms
from gongwen.profile import Basis, Profile
from gongwen.rules.page.fault import Fault, basis_of
from gongwen.rules.page.type import Subject

_MARKS = ("发文机关标志", "联合发文机关标志")
_TITLES = ("公文标题", "主送机关", "公文正文")
_IMPRINT = ("主题词", "版记主送机关", "抄送机关", "印发机关和印发日期", "印发份数")
_THIN, _THICK = 0.4, 1.6
"""Points between which the lines of a 版记 may be."""
_FILLED = 8.0
"""Points up to which an empty paragraph with a fill is a line."""


def line_faults(forms: Forms, subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the lines of the head and of the 版记."""
    yield from _head(forms, subjects, profile)
    yield from _imprint(forms.pars, subjects, profile)
    yield from _order(subjects, profile)


def _head(forms: Forms, subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    marks = [each.number for each in subjects if each.element.role in _MARKS]
    if not marks or not profile.head.rules or "分隔线" not in profile.head.order:
        return
    after = (each.number for each in subjects if each.element.role in _TITLES and each.number > marks[-1])
    below = next(after, marks[-1] + 1)
    lines = _lines(forms.pars[max(marks[0] - 2, 0) : below])
    basis = profile.basis.get("版头.分隔线", basis_of(profile, profile.head.rules[0], "底纹"))
    if not lines and not forms.has_red_line:
        yield Fault(
            "line.red",
            "版头",
            marks[-1],
            "没有红色分隔线",
            "在发文字号之下印一条与版心等宽的红色分隔线",
            basis,
        )
    elif lines and not any(is_red(colour) or not colour for _, colour in lines):
        own = basis_of(profile, profile.head.rules[0], "底纹")
        yield Fault("line.colour", "版头", marks[-1], "分隔线不是红色", "用红色", own)


def _lines(forms: Sequence[Form]) -> list[tuple[float, str]]:
    """Return weight and colour of the lines drawn by borders, fills and shapes."""
    found = [
        (line.weight, line.colour)
        for form in forms
        for line in form.borders
        if line.side not in ("left", "right")
    ]
    filled = [form for form in forms if form.look.fill and not form.text.strip() and form.pitch <= _FILLED]
    return [*found, *((form.pitch, form.look.fill) for form in filled)]


def _imprint(forms: Sequence[Form], subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    own = [each.number for each in subjects if each.element.role in _IMPRINT]
    if not own:
        return
    lines = _lines(forms[max(own[0] - 3, 0) : own[-1] + 2])
    imprint = profile.imprint
    rule = imprint.first_rule or imprint.middle_rule or imprint.last_rule
    basis = profile.basis.get("版记.首线", Basis("", "惯例"))
    if rule and not lines:
        yield Fault(
            "line.imprint",
            "版记",
            own[0],
            "没有分隔线",
            "用与版心等宽的分隔线隔开，首条和末条粗、中间的细",
            basis,
        )
    elif not rule and any(weight for weight, _ in lines):
        yield Fault("line.imprint", "版记", own[0], "有分隔线", "不加分隔线", basis)
    wrong = [weight for weight, _ in lines if weight and not _THIN <= weight <= _THICK]
    if rule and wrong:
        found = "、".join(f"{weight:g} 磅" for weight in dict.fromkeys(wrong))
        thick, thin = (profile.looks[role].pitch for role in (rule, imprint.middle_rule or rule))
        aim = f"用 {thick:.2g} 磅（首条、末条）和 {thin:.2g} 磅（中间）"
        yield Fault("line.weight", "版记", own[0], f"分隔线粗 {found}", aim, basis_of(profile, rule, "行距"))


def _order(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """Yield a 版记 that the attachments stand behind; those bound apart have the 发文字号 on their mark (7.3.7)."""
    places = [place for place, each in enumerate(subjects) if each.element.role in _IMPRINT]
    behind = subjects[places[-1] + 1 :] if places else ()
    marks = [each for each in behind if each.element.role == "附件标识" and "号" not in each.form.text]
    if marks:
        basis = Basis(basis_of(profile, "附件标识", "另起一页").clause, "应当")
        yield Fault("imprint.last", "附件标识", marks[0].number, "在版记之后", "编排在版记之前", basis)
