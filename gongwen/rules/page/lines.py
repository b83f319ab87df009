"""The red line under the head and the lines of the 版记, and where that stands (7.2.7, 7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongwen.finding import LookChange
from gongwen.ooxml.seen.forms import Forms
from gongwen.ooxml.xml import element
from gongwen.profile import Profile
from gongwen.rules.page.fault import Fault, Within, basis_of, value_basis
from gongwen.rules.page.fixes import bare_fix, border, indent_fix
from gongwen.rules.page.line_fixes import head_line_fixes, imprint_line_fixes, imprint_table_fixes
from gongwen.rules.page.type import Subject, colour_name, is_like
from gongwen.rules.rule import rule
from gongwen.units import mm

MARKS = ("发文机关标志", "联合发文机关标志")
"""Roles of the mark of who issues, which begins a head."""
_TITLES = ("公文标题", "主送机关", "公文正文")
_IMPRINT = ("主题词", "版记主送机关", "抄送机关", "印发机关和印发日期", "印发份数")
_THIN, _THICK = 0.4, 1.6
"""Points between which the lines of a 版记 may be."""
_LESS, _MORE = 0.6, 1.4
"""How much thinner and thicker than an office wants them lines may be."""
_SHORTER = 45.0
"""Points by which a line may be shorter or longer than the text is wide: indents of one 字 shorten borders."""
_CHARACTER = 16.0
_ABOVE = ("top", "insideH")
_FILLED = 8.0
"""Points up to which an empty paragraph with a fill is a line."""


def line_faults(forms: Forms, subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the lines of the head and of the 版记."""
    if (head := _head(forms, subjects, profile)) is not None:
        yield from red(head, profile)
        yield from colour(head, profile)
        yield from long(head, profile)
    if (foot := _foot(forms, subjects)) is not None:
        yield from imprint(foot, profile)
        yield from weight(foot, profile)
        yield from count(foot, profile)
        yield from imprint_colour(foot, profile)
        yield from long(foot, profile)
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
    length: float
    """Points; 0 when it is not known."""


class _Lines(NamedTuple):
    """The lines of the head, or of the 版记."""

    number: int
    """Of the paragraph at which they are told."""
    role: str
    """版头 or 版记."""
    drawn: Sequence[Drawn]
    room: float
    """The width of the text, points."""
    has_red_shape: bool = False
    own: Sequence[Subject] = ()
    """The elements beside which they stand: the lowest of a head, all of a 版记."""
    missing: tuple[str, ...] = ()
    """Which of the lines of a 版记 is not there: 首线, 中线, 末线."""
    is_table: bool = False
    """Whether a 版记 is all of a table."""


def _head(forms: Forms, subjects: Sequence[Subject], profile: Profile) -> _Lines | None:
    """Return the lines of the head; None where there is none, or where none is wanted."""
    marks = [each.number for each in subjects if each.element.role in MARKS]
    if not marks or not profile.head.rules or "分隔线" not in profile.head.order:
        return None
    after = (each.number for each in subjects if each.element.role in _TITLES and each.number > marks[-1])
    below = next(after, marks[-1] + 1)
    own = [each for each in subjects if marks[-1] <= each.number < below]
    drawn = _lines(forms, max(marks[0] - 2, 0), below)
    return _Lines(marks[-1], "版头", drawn, _room(forms, marks[-1]), forms.has_red_line, own[-1:])


@rule("line.red", "7.2.7", fixing="建议", reads="docx", style="版头.分隔线")
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


@rule("line.colour", "7.2.7", fixing="建议", reads="docx", style="样式.*.底纹")
def colour(head: _Lines, profile: Profile) -> Iterator[Fault]:
    """版头的分隔线是红色。

    Wrong: {版式: {样式: {红色分隔线: {底纹: "000000"}}}}
    Right: {版式: {样式: {红色分隔线: {底纹: "FF0000"}}}}
    """
    if head.drawn and not any(
        not line.colour or is_like(line.colour, profile.looks[profile.head.rules[0]].fill)
        for line in head.drawn
    ):
        basis = basis_of(profile, profile.head.rules[0], "底纹")
        name = colour_name(profile.looks[profile.head.rules[0]].fill)
        fixes = tuple(_red_fixes(head.drawn, profile.looks[profile.head.rules[0]].fill))
        yield Fault(colour, "版头", head.number, f"分隔线不是{name}", f"用{name}", basis, fixes)


def _red_fixes(drawn: Sequence[Drawn], wanted: str) -> Iterator[Within]:
    """Yield what gives lines that paragraphs draw the colour ``wanted``."""
    for line in drawn:
        if line.side == "fill":
            own = {"w:shd": element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": wanted})}
            yield Within(LookChange("段", own), number=line.number)
        elif line.side:
            own = {"w:pBdr": border(line.side, line.weight, wanted)}
            yield Within(LookChange("段", own), number=line.number)


def _room(forms: Forms, number: int) -> float:
    """Return the width of the text where paragraph ``number`` stands, points."""
    sheet = forms.sheets[forms.pars[number - 1].section]
    return sheet.width - sheet.left - sheet.right - sheet.gutter


def _lines(forms: Forms, start: int, stop: int) -> list[Drawn]:
    """Return the lines drawn by borders, fills and shapes of the paragraphs ``start``:``stop``."""
    found = []
    for number, form in enumerate(forms.pars[start:stop], start + 1):
        length = _length(forms, number)
        sides = [
            line
            for line in form.borders
            if line.side not in ("left", "right") and (line.side or not form.figure)
        ]
        found += [
            Drawn(line.weight, line.colour, number, line.side, length if line.side else line.length)
            for line in sides
        ]
        if form.look.fill and not form.text.strip() and form.pitch <= _FILLED:
            found.append(Drawn(form.pitch, form.look.fill, number, "fill", length))
    return found


def _length(forms: Forms, number: int) -> float:
    """Return how long a line at a paragraph is, points: as its table, or as the text within its indents."""
    form = forms.pars[number - 1]
    grid = next((each for each in forms.besides.grids if each.number <= number <= each.last), None)
    if grid is not None:
        return grid.width
    if form.is_apart:
        return 0.0
    return _room(forms, number) - form.look.left - form.look.right - min(form.look.first, 0)


@rule("line.length", "7.2.7", fixing="建议", reads="docx", style="版头.分隔线")
def long(lines: _Lines, profile: Profile) -> Iterator[Fault]:
    """版头和版记的分隔线与版心等宽。

    Wrong: {线缩进: 60}
    Right: {线缩进: 0}
    """
    drawn = [each for each in lines.drawn if each.length and abs(each.length - lines.room) > _SHORTER]
    wrong = [each.length for each in drawn]
    own = profile.head.rules or profile.imprint.first_rule
    if wrong and own:
        found = f"分隔线长 {mm(wrong[0]):.0f} 毫米"
        basis = value_basis(profile, "版头.分隔线" if lines.role == "版头" else "版记.首线")
        aim = f"与版心等宽，长 {mm(lines.room):.0f} 毫米"
        fixes = () if lines.is_table else tuple(_long_fixes(drawn))
        yield Fault(long, lines.role, lines.number, found, aim, basis, fixes)


def _long_fixes(drawn: Sequence[Drawn]) -> Iterator[Within]:
    """Yield what takes the indents off paragraphs that draw lines; a shape is as long as it is."""
    for number in dict.fromkeys(line.number for line in drawn if line.side):
        yield indent_fix(0, 0, 0, _CHARACTER)._replace(number=number)


def _foot(forms: Forms, subjects: Sequence[Subject]) -> _Lines | None:
    """Return the lines of the 版记; None where there is none."""
    own = [each for each in subjects if each.element.role in _IMPRINT]
    if not own:
        return None
    first, last = own[0].number, own[-1].number
    ruled = [each.number for each in own if each.element.role in _IMPRINT[:-1]] or [first]
    drawn = _lines(forms, max(first - 3, 0), last + 2)
    missing = tuple(_missing(forms, ruled))
    is_table = any(first <= each.number and each.last <= last for each in forms.besides.grids)
    return _Lines(first, "版记", drawn, _room(forms, first), own=own, missing=missing, is_table=is_table)


def _missing(forms: Forms, own: Sequence[int]) -> Iterator[str]:
    """Yield the lines of a 版记 that are not there; nothing where one is a shape, which stands anywhere."""
    first, last = own[0], own[-1]
    above = _lines(forms, max(first - 3, 0), first - 1)
    inside = _lines(forms, first - 1, last)
    below = _lines(forms, last, last + 2)
    if any(not line.side for line in (*above, *inside, *below)):
        return
    tops = [line for line in inside if line.number == first and line.side in _ABOVE]
    bottoms = [line for line in inside if line.number == last and line.side not in _ABOVE]
    if not above and not tops:
        yield "首线"
    if len(own) > 1 and len(inside) == len(tops) + len(bottoms):
        yield "中线"
    if not below and not bottoms:
        yield "末线"


@rule("line.imprint", "7.4.1", fixing="建议", reads="docx", style="版记.首线")
def imprint(foot: _Lines, profile: Profile) -> Iterator[Fault]:
    """版记各要素之间有分隔线；信函格式没有。

    Wrong: {版式: {版记: {首线: 无, 中线: 无, 末线: 无}}}
    Right: {版式: {版记: {首线: 版记首线}}}
    """
    basis = value_basis(profile, "版记.首线")
    if _rule(profile) and not foot.drawn:
        wanted = "用与版心等宽的分隔线隔开，首条和末条粗、中间的细"
        fixes = _foot_fixes(foot, profile)
        yield Fault(imprint, "版记", foot.number, "没有分隔线", wanted, basis, fixes)
    elif not _rule(profile) and any(line.weight for line in foot.drawn):
        yield Fault(imprint, "版记", foot.number, "有分隔线", "不加分隔线", basis)


def _rule(profile: Profile) -> str:
    """Return the role of a line of the 版记; "" where it has none."""
    return profile.imprint.first_rule or profile.imprint.middle_rule or profile.imprint.last_rule


@rule("line.weight", "7.4.1", fixing="建议", reads="docx", style="样式.*.行距")
def weight(foot: _Lines, profile: Profile) -> Iterator[Fault]:
    """版记的首条、末条分隔线粗0.35毫米，中间的粗0.25毫米。

    Wrong: {版式: {样式: {版记首线: {行距: 3pt}}}}
    Right: {版式: {样式: {版记首线: {行距: 1pt}}}}
    """
    if not (own := _rule(profile)):
        return
    thick, thin = (profile.looks[role].pitch for role in (own, profile.imprint.middle_rule or own))
    least, most = min(_THIN, thin * _LESS), max(_THICK, thick * _MORE)
    drawn = [line.weight for line in foot.drawn if line.weight]
    wrong = [each for each in drawn if not least <= each <= most]
    if thick > _THICK and drawn and max(drawn) < thick * _LESS:
        wrong = drawn
    if wrong:
        found = "、".join(f"{each:g} 磅" for each in dict.fromkeys(wrong))
        aim = f"用 {thick:.2g} 磅（首条、末条）和 {thin:.2g} 磅（中间）"
        yield Fault(
            weight,
            "版记",
            foot.number,
            f"分隔线粗 {found}",
            aim,
            basis_of(profile, own, "行距"),
            _foot_fixes(foot, profile),
        )


@rule("line.count", "7.4.1", fixing="建议", reads="docx", style="版记.首线")
def count(foot: _Lines, profile: Profile) -> Iterator[Fault]:
    """版记有首条、末条分隔线，要素之间有中间的分隔线。

    Wrong: {版式: {版记: {末线: 无}}}
    Right: {版式: {版记: {末线: 版记末线}}}
    """
    own = profile.imprint
    wanted = (("首线", own.first_rule), ("中线", own.middle_rule), ("末线", own.last_rule))
    missing = [name for name, role in wanted if role and name in foot.missing]
    if foot.drawn and missing:
        found, aim = f"没有{'、'.join(missing)}", "首条、末条和要素之间都有分隔线"
        basis = value_basis(profile, "版记.首线")
        yield Fault(count, "版记", foot.number, found, aim, basis, _foot_fixes(foot, profile))


def _foot_fixes(foot: _Lines, profile: Profile) -> tuple[Within, ...]:
    """Return what draws the lines of a 版记 anew; () where a drawing is one of them, or a text box holds it."""
    own = {each.number for each in foot.own}
    others = [line for line in foot.drawn if line.number not in own]
    if foot.is_table:
        return imprint_table_fixes(foot.number, profile)
    fixes = imprint_line_fixes(foot.own, profile)
    if not fixes or any(not line.side for line in foot.drawn):
        return ()
    return (*fixes, *(bare_fix()._replace(number=line.number) for line in others))


@rule("line.imprint-colour", "7.4.1", fixing="建议", reads="docx", style="样式.版记首线.底纹")
def imprint_colour(foot: _Lines, profile: Profile) -> Iterator[Fault]:
    """版记的分隔线是黑色。

    Wrong: {版式: {样式: {版记首线: {底纹: FF0000}}}}
    Right: {版式: {样式: {版记首线: {底纹: "000000"}}}}
    """
    own = _rule(profile)
    wanted = profile.looks[own].fill if own else ""
    if wanted and any(each.colour and not is_like(each.colour, wanted) for each in foot.drawn):
        yield Fault(
            imprint_colour,
            "版记",
            foot.number,
            f"分隔线不是{colour_name(wanted)}",
            f"用{colour_name(wanted)}",
            basis_of(profile, own, "底纹"),
            _foot_fixes(foot, profile),
        )


@rule("imprint.last", "7.3.7", "应当", reads="docx")
def last(subjects: Sequence[Subject]) -> Iterator[Fault]:
    """附件编排在版记之前；单独装订的附件除外。

    Wrong: {末尾: [附件, 巡护路线图, 巡护从云溪口起。]}
    Right: {末尾: []}
    """
    places = [index for index, each in enumerate(subjects) if each.element.role in _IMPRINT]
    behind = subjects[places[0] + 1 :] if places else ()
    marks = [each for each in behind if each.element.role == "附件标识" and "号" not in each.form.text]
    if marks:
        yield Fault(last, "附件标识", marks[0].number, "在版记之后", "编排在版记之前")
