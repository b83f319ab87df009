"""Paper, margins and grid of a docx (5.1, 5.2)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.ooxml.seen.forms import Forms
from gongwen.ooxml.seen.forms import Sheet as Section
from gongwen.profile import BODY, Profile
from gongwen.rules.page.fault import Fault, basis_of, value_basis
from gongwen.rules.page.fixes import grid_fix, margins_fix, paper_fix
from gongwen.rules.rule import rule
from gongwen.units import mm

_PAPER = 1.0
"""mm by which paper may differ."""
_MARGIN = 1.15
"""mm by which the type area may differ: 1 mm, and what twips and rounded centimetres make of it."""
_INK_TOP, _INK_HEIGHT = 34.58, 229.84
"""mm: the type area of pages whose ink fills 225 mm (GB/T 33476.2)."""
_CHARACTERS = (27.0, 29.2)


def page_faults(forms: Forms, first: dict[int, int], profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the sections; ``first`` has the number of the first paragraph of each."""
    for index, section in enumerate(forms.sheets):
        number = first.get(index, 0)
        if number:
            wrong = list(size(section, number, profile, is_first=index == 0))
            if not wrong and index == 0:
                wrong = list(turned(section, number, profile))
            yield from wrong or margins(section, number, profile, is_first=index == 0)
    if forms.sheets:
        yield from grid(forms, first.get(0, 0), profile)


@rule("page.size", "5.1", fixing="修正", reads="docx", style="页面.纸宽")
def size(section: Section, number: int, profile: Profile, *, is_first: bool) -> Iterator[Fault]:
    """公文用 A4 纸。

    Wrong: {版式: {页面: {纸宽: 182mm, 纸高: 257mm, 版心宽: 130mm, 版心高: 190mm}}}
    Right: {版式: {页面: {纸宽: 210mm, 纸高: 297mm}}}
    """
    sheet = profile.sheet
    found = sorted((section.width, section.height))
    wanted = sorted((sheet.width, sheet.height))
    if any(abs(mm(a - b)) > _PAPER for a, b in zip(found, wanted, strict=True)):
        shown = f"纸张 {mm(section.width):.0f}×{mm(section.height):.0f} 毫米"
        aim = f"用 {mm(sheet.width):.0f}×{mm(sheet.height):.0f} 毫米（A4）"
        fix = paper_fix(sheet, is_turned=section.is_turned and not is_first)
        yield Fault(size, "", number, shown, aim, value_basis(profile, "页面.纸宽"), (fix,))


@rule("page.turned", "5.1", fixing="修正", reads="docx", style="页面.纸宽")
def turned(section: Section, number: int, profile: Profile) -> Iterator[Fault]:
    """公文竖放；横排的附件在后面的节里。

    Wrong: {版式: {页面: {纸宽: 297mm, 纸高: 210mm, 版心高: 140mm}}}
    Right: {版式: {页面: {纸宽: 210mm, 纸高: 297mm}}}
    """
    if section.is_turned:
        fix = paper_fix(profile.sheet, is_turned=False)
        yield Fault(turned, "", number, "纸张横放", "竖放", value_basis(profile, "页面.纸宽"), (fix,))


@rule("page.margins", "5.2.1", fixing="修正", reads="docx", style="页面.*")
def margins(section: Section, number: int, profile: Profile, *, is_first: bool) -> Iterator[Fault]:
    """天头、订口和版心的大小按标准。

    Wrong: {版式: {页面: {订口: 20mm}}}
    Right: {版式: {页面: {订口: 28mm}}}
    """
    sheet = profile.sheet
    if section.is_turned:
        return
    left, top = mm(section.left + section.gutter), mm(section.top)
    wide = mm(section.width) - left - mm(section.right)
    high = mm(section.height) - top - mm(section.bottom)
    if (
        is_first
        and profile.first_page_differs
        and (_is_first_area(section, profile) or section.first_differs)
    ):
        top, high = mm(sheet.top), mm(sheet.type_height)
    wrong = []
    if not (_is_near(top, mm(sheet.top)) or _is_ink(top, high)):
        wrong.append(("天头", top, mm(sheet.top)))
    if not _is_near(left, mm(sheet.left)):
        wrong.append(("订口", left, mm(sheet.left)))
    if not _is_near(wide, mm(sheet.type_width)):
        wrong.append(("版心宽", wide, mm(sheet.type_width)))
    if not (_is_near(high, mm(sheet.type_height)) or _is_ink(top, high)):
        wrong.append(("版心高", high, mm(sheet.type_height)))
    if wrong:
        found = "、".join(f"{name} {value:.1f} 毫米" for name, value, _ in wrong)
        aim = "为" + "、".join(f"{name} {value:.0f} 毫米" for name, _, value in wrong)
        fix = margins_fix(sheet, section.header, section.footer)
        basis = value_basis(profile, f"页面.{wrong[0][0]}")
        yield Fault(margins, "", number, found, aim, basis, (fix,))


def _is_near(found: float, wanted: float) -> bool:
    return abs(found - wanted) <= _MARGIN


def _is_ink(top: float, high: float) -> bool:
    """Whether a type area is the larger one whose ink fills the usual one, or lies between the two."""
    return _INK_TOP - 0.4 <= top <= 38.2 and -1.2 <= high - 225 <= _INK_HEIGHT - 225 + 0.6


def _is_first_area(section: Section, profile: Profile) -> bool:
    area = profile.sheet.area(1)
    return abs(mm(section.top - area.top)) <= _MARGIN


@rule("page.grid", "5.2.3", fixing="修正", reads="docx", style="样式.公文正文.字距")
def grid(forms: Forms, number: int, profile: Profile) -> Iterator[Fault]:
    """每行排28个字，文档网格也是这样。

    Wrong: {印成: pdf, 版式: {样式: {公文正文: {字距: 1.5pt}}}}
    Right: {印成: pdf, 版式: {样式: {公文正文: {字距: -0.25pt}}}}
    Base: 长篇实施方案
    """
    section = forms.sheets[0]
    if not section.has_characters or section.is_turned:
        return
    room = section.width - section.left - section.gutter - section.right
    bases = (forms.size + section.character, profile.body.size + section.character)
    counts = [room / base for base in bases if base > 0]
    count = counts[-1] if counts else 0.0
    wanted = profile.sheet.type_width / profile.body.character
    least, most = min(_CHARACTERS[0], wanted - 1), max(_CHARACTERS[1], wanted + 1)
    if not any(least <= each <= most for each in counts):
        basis = basis_of(profile, BODY, "字距")
        yield Fault(
            grid,
            "",
            number,
            f"文档网格每行 {count:.0f} 字",
            f"每行 {wanted:.0f} 字",
            basis,
            (grid_fix(profile),),
        )
