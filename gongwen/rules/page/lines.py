"""The red line under the head and the lines of the 版记, and where that stands (7.2.7, 7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongwen.finding import LookChange
from gongwen.look import is_red
from gongwen.ooxml.seen.forms import Form, Forms
from gongwen.ooxml.xml import element
from gongwen.profile import Profile
from gongwen.rules.page.fault import Fault, Within, basis_of, value_basis
from gongwen.rules.page.fixes import border
from gongwen.rules.page.line_fixes import head_line_fixes, imprint_line_fixes
from gongwen.rules.page.type import Subject
from gongwen.rules.rule import rule

_MARKS = ("发文机关标志", "联合发文机关标志")
_TITLES = ("公文标题", "主送机关", "公文正文")
_IMPRINT = ("主题词", "版记主送机关", "抄送机关", "印发机关和印发日期", "印发份数")
_THIN, _THICK = 0.4, 1.6
"""Points between which the lines of a 版记 may be."""
_FILLED = 8.0
"""Points up to which an empty paragraph with a fill is a line."""


def line_faults(forms: Forms, subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the lines of the head and of the 版记."""
    if (head := _head(forms, subjects, profile)) is not None:
        yield from red(head, profile)
        yield from colour(head, profile)
    if (foot := _foot(forms.pars, subjects)) is not None:
        yield from imprint(foot, profile)
        yield from weight(foot, profile)
    yield from last(subjects)


class Drawn(NamedTuple):
    """A line, and how it is drawn."""

    weight: float
    """Points; 0 when it is not known."""
    colour: str
    """RRGGBB; "" when it is not known."""
    number: int
    """Of the paragraph that draws it."""
    side: str
    """top or bottom for a border; "" for a drawing, fill for a paragraph that is the line."""


class _Lines(NamedTuple):
    """The lines of the head, or of the 版记."""

    number: int
    """Of the paragraph at which they are told."""
    drawn: Sequence[Drawn]
    has_red_shape: bool = False
    own: Sequence[Subject] = ()
    """The elements beside which they stand: the lowest of a head, all of a 版记."""


def _head(forms: Forms, subjects: Sequence[Subject], profile: Profile) -> _Lines | None:
    """Return the lines of the head; None where there is none, or where none is wanted."""
    marks = [each.number for each in subjects if each.element.role in _MARKS]
    if not marks or not profile.head.rules or "分隔线" not in profile.head.order:
        return None
    after = (each.number for each in subjects if each.element.role in _TITLES and each.number > marks[-1])
    below = next(after, marks[-1] + 1)
    own = [each for each in subjects if marks[-1] <= each.number < below]
    drawn = _lines(forms.pars, max(marks[0] - 2, 0), below)
    return _Lines(marks[-1], drawn, forms.has_red_line, own[-1:])


@rule("line.red", "7.2.7", mending="建议", reads="docx", style="版头.分隔线")
def red(head: _Lines, profile: Profile) -> Iterator[Fault]:
    """发文字号之下有一条红色分隔线。

    Wrong: {版式: {版头: {次序: [左上角, 标志, 发文字号]}}}
    Right: {版式: {版头: {次序: [左上角, 标志, 发文字号, 分隔线]}}}
    """
    if not head.drawn and not head.has_red_shape:
        usual = basis_of(profile, profile.head.rules[0], "底纹")
        basis = profile.basis.get("版头.分隔线", usual)
        wanted = "在发文字号之下印一条与版心等宽的红色分隔线"
        yield Fault(
            red, "版头", head.number, "没有红色分隔线", wanted, basis, head_line_fixes(head.own, profile)
        )


@rule("line.colour", "7.2.7", mending="建议", reads="docx", style="样式.*.底纹")
def colour(head: _Lines, profile: Profile) -> Iterator[Fault]:
    """版头的分隔线是红色。

    Wrong: {版式: {样式: {红色分隔线: {底纹: "000000"}}}}
    Right: {版式: {样式: {红色分隔线: {底纹: "FF0000"}}}}
    """
    if head.drawn and not any(is_red(line.colour) or not line.colour for line in head.drawn):
        basis = basis_of(profile, profile.head.rules[0], "底纹")
        fixes = tuple(_red_fixes(head.drawn, profile.looks[profile.head.rules[0]].fill))
        yield Fault(colour, "版头", head.number, "分隔线不是红色", "用红色", basis, fixes)


def _red_fixes(drawn: Sequence[Drawn], wanted: str) -> Iterator[Within]:
    """Yield what gives lines that paragraphs draw the colour ``wanted``."""
    for line in drawn:
        if line.side == "fill":
            own = {"w:shd": element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": wanted})}
            yield Within(LookChange("段", own), number=line.number)
        elif line.side:
            own = {"w:pBdr": border(line.side, line.weight, wanted)}
            yield Within(LookChange("段", own), number=line.number)


def _lines(forms: Sequence[Form], start: int, stop: int) -> list[Drawn]:
    """Return the lines drawn by borders, fills and shapes of the paragraphs ``start``:``stop``."""
    found = []
    for number, form in enumerate(forms[start:stop], start + 1):
        sides = [line for line in form.borders if line.side not in ("left", "right")]
        found += [Drawn(line.weight, line.colour, number, line.side) for line in sides]
        if form.look.fill and not form.text.strip() and form.pitch <= _FILLED:
            found.append(Drawn(form.pitch, form.look.fill, number, "fill"))
    return found


def _foot(forms: Sequence[Form], subjects: Sequence[Subject]) -> _Lines | None:
    """Return the lines of the 版记; None where there is none."""
    own = [each for each in subjects if each.element.role in _IMPRINT]
    if not own:
        return None
    first, last = own[0].number, own[-1].number
    return _Lines(first, _lines(forms, max(first - 3, 0), last + 2), own=own)


@rule("line.imprint", "7.4.1", mending="建议", reads="docx", style="版记.首线")
def imprint(foot: _Lines, profile: Profile) -> Iterator[Fault]:
    """版记各要素之间有分隔线；信函格式没有。

    Wrong: {版式: {版记: {首线: 无, 中线: 无, 末线: 无}}}
    Right: {版式: {版记: {首线: 版记首线}}}
    """
    basis = value_basis(profile, "版记.首线")
    if _rule(profile) and not foot.drawn:
        wanted = "用与版心等宽的分隔线隔开，首条和末条粗、中间的细"
        fixes = imprint_line_fixes(foot.own, profile)
        yield Fault(imprint, "版记", foot.number, "没有分隔线", wanted, basis, fixes)
    elif not _rule(profile) and any(line.weight for line in foot.drawn):
        yield Fault(imprint, "版记", foot.number, "有分隔线", "不加分隔线", basis)


def _rule(profile: Profile) -> str:
    """Return the role of a line of the 版记; "" where it has none."""
    return profile.imprint.first_rule or profile.imprint.middle_rule or profile.imprint.last_rule


@rule("line.weight", "7.4.1", mending="建议", reads="docx", style="样式.*.行距")
def weight(foot: _Lines, profile: Profile) -> Iterator[Fault]:
    """版记的首条、末条分隔线粗0.35毫米，中间的粗0.25毫米。

    Wrong: {版式: {样式: {版记首线: {行距: 3pt}}}}
    Right: {版式: {样式: {版记首线: {行距: 1pt}}}}
    """
    wrong = [line.weight for line in foot.drawn if line.weight and not _THIN <= line.weight <= _THICK]
    if (own := _rule(profile)) and wrong:
        found = "、".join(f"{thick:g} 磅" for thick in dict.fromkeys(wrong))
        thick, thin = (profile.looks[role].pitch for role in (own, profile.imprint.middle_rule or own))
        aim = f"用 {thick:.2g} 磅（首条、末条）和 {thin:.2g} 磅（中间）"
        yield Fault(
            weight,
            "版记",
            foot.number,
            f"分隔线粗 {found}",
            aim,
            basis_of(profile, own, "行距"),
            imprint_line_fixes(foot.own, profile),
        )


@rule("imprint.last", "7.3.7", "应当", reads="docx")
def last(subjects: Sequence[Subject]) -> Iterator[Fault]:
    """附件编排在版记之前；单独装订的附件除外。

    Wrong: {末尾: [附件, 巡护路线图, 巡护从云溪口起。]}
    Right: {末尾: []}
    """
    places = [place for place, each in enumerate(subjects) if each.element.role in _IMPRINT]
    behind = subjects[places[-1] + 1 :] if places else ()
    marks = [each for each in behind if each.element.role == "附件标识" and "号" not in each.form.text]
    if marks:
        yield Fault(last, "附件标识", marks[0].number, "在版记之后", "编排在版记之前")
