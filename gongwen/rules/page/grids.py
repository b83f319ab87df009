"""Tables of a docx: no wider than the text, their characters black and of the faces and sizes of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from gongwen.look import is_black
from gongwen.ooxml.seen.besides import Grid
from gongwen.ooxml.seen.forms import Form, Forms
from gongwen.ooxml.seen.stretches import Stretch
from gongwen.pattern import HANZI, pattern
from gongwen.profile import BODY, Profile
from gongwen.recognise.paragraph_roles import Element
from gongwen.rules.page.fault import Fault, basis_of, value_basis
from gongwen.rules.page.fixes import colour_fix, size_fix, table_fix, undressed_fix
from gongwen.rules.page.insets import TABLE, cells
from gongwen.rules.page.type import Subject, face_of, fitted_face
from gongwen.rules.rule import rule
from gongwen.units import mm

_IN_TABLES = (BODY, TABLE, "表格左文字", "表格右文字", "表头", "名单", "名单文字", "附件标题")
_OVER = 15.0
"""Points by which a table may be wider than the text: Word lets its cells hang out so that their text is flush."""
_ODD_SHARE = 0.2
"""The part of its characters that may be otherwise for a table to have one size and one face."""
_FEWEST = 2
_CHINESE = pattern(HANZI)


def grid_faults(forms: Forms, subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the tables of a docx; those of the head and of the 版记 hold elements, no figures."""
    held = {each.number for each in subjects if each.element.role and each.element.role not in _IN_TABLES}
    for grid in forms.besides.grids:
        rows = [
            (number, form)
            for number, form in enumerate(forms.pars[grid.number - 1 : grid.last], grid.number)
            if form.is_row and number not in held
        ]
        yield from wide(grid, forms, profile)
        if len(rows) > 1:
            yield from colour(rows, profile)
            yield from dress(rows)
            for number, form in rows:
                yield from cells(Subject(number, Element(TABLE), form), profile)
            yield from size(rows, profile)
            yield from face(rows, profile)


@rule("table.wide", "5.2.1", fixing="建议", reads="docx", style="页面.版心宽")
def wide(grid: Grid, forms: Forms, profile: Profile) -> Iterator[Fault]:
    """表格不比版心宽。

    Wrong: {栏数: 3, 表宽: 20cm}
    Right: {栏数: 3}
    """
    sheet = forms.sheets[forms.pars[grid.number - 1].section]
    room = sheet.width - sheet.left - sheet.right - sheet.gutter
    if grid.width and max(grid.left, 0) + grid.width > room + _OVER:
        found = f"表格宽 {mm(max(grid.left, 0) + grid.width):.0f} 毫米"
        aim = f"不超出版心（{mm(room):.0f} 毫米）"
        yield Fault(
            wide, "", grid.number, found, aim, value_basis(profile, "页面.版心宽"), (table_fix(room),)
        )


Row = tuple[int, Form]
Value = TypeVar("Value", str, float)


def _written(rows: Sequence[Row]) -> Iterator[tuple[int, Stretch]]:
    """Yield what is written in ``rows``, with the number of each."""
    for number, form in rows:
        for each in form.stretches:
            if each.text.strip():
                yield number, each


@rule("table.colour", "5.2.4", fixing="建议", reads="docx", style="样式.公文正文.颜色")
def colour(rows: Sequence[Row], profile: Profile) -> Iterator[Fault]:
    """表格里的文字是黑色。

    Wrong: {栏数: 3, 表字: {颜色: FF0000}}
    Right: {栏数: 3}
    """
    for number, form in rows:
        wrong = [each for each in form.stretches if each.text.strip() and not is_black(each.look.colour)]
        if wrong:
            fixes = tuple(colour_fix(each.start, each.stop, profile.body.colour) for each in wrong)
            yield Fault(colour, TABLE, number, "不是黑色", "用黑色", basis_of(profile, BODY, "颜色"), fixes)


@rule("table.highlight", "", "惯例", "建议", reads="docx")
def dress(rows: Sequence[Row]) -> Iterator[Fault]:
    """表格里的文字没有突出显示。

    Wrong: {栏数: 3, 表字: {突出显示: yellow}}
    Right: {栏数: 3}
    """
    for number, form in rows:
        wrong = [each for each in form.stretches if each.text.strip() and each.dress.behind]
        if wrong:
            fixes = tuple(undressed_fix(each.start, each.stop, "w:highlight", "w:shd") for each in wrong)
            yield Fault(dress, TABLE, number, "有突出显示或者底纹", "不加，定稿前请去掉", None, fixes)


@rule("table.size", "", "惯例", "建议", reads="docx")
def size(rows: Sequence[Row], profile: Profile) -> Iterator[Fault]:
    """一个表格里的文字用一种字号；表头可以不同。

    Wrong: {栏数: 3, 行数: 9, 末格: {字号: "21"}}
    Right: {栏数: 3, 行数: 9}
    """
    usual = _usual(_counted(rows[1:], _size))
    for number, odd in _odd(rows, usual, _size):
        found = f"用了 {odd[0].look.size:g} 磅"
        if odd[0].look.size <= profile.body.size:
            fixes = tuple(size_fix(each.start, each.stop, usual) for each in odd) if usual else ()
            yield Fault(size, TABLE, number, found, f"与表里别的字一样用 {usual:g} 磅", None, fixes)


@rule("table.face", "", "惯例", "建议", reads="docx")
def face(rows: Sequence[Row], profile: Profile) -> Iterator[Fault]:
    """一个表格里的文字用一种字体；表头可以不同。

    Wrong: {栏数: 3, 行数: 9, 格: 沙袋, 末格: {字体: 楷体}}
    Right: {栏数: 3, 行数: 9}
    """
    chinese = [
        (
            number,
            replace(form, stretches=tuple(each for each in form.stretches if _CHINESE.search(each.text))),
        )
        for number, form in rows
    ]
    usual = _usual(_counted(chinese[1:], lambda each: face_of(each, profile.faces)))
    for number, odd in _odd(chinese, usual, lambda each: face_of(each, profile.faces)):
        if face_of(odd[0], profile.faces):
            found = f"用了{odd[0].fonts.chinese}"
            fixes = tuple(fitted_face(each, usual, profile) for each in odd) if usual else ()
            yield Fault(face, TABLE, number, found, f"与表里别的字一样用{usual}", None, fixes)


def _odd(
    rows: Sequence[Row], usual: Value | None, value: Callable[[Stretch], Value]
) -> Iterator[tuple[int, list[Stretch]]]:
    """Yield what has another ``value`` than is ``usual``, by rows; those above the first usual one are a head."""
    is_below = False
    for number, form in rows:
        written = [each for each in form.stretches if each.text.strip()]
        is_below = is_below or any(value(each) == usual for each in written)
        odd = [each for each in written if value(each) != usual and len(each.text.strip()) >= _FEWEST]
        if odd and is_below and usual is not None:
            yield number, odd


def _size(stretch: Stretch) -> float:
    return stretch.look.size


def _counted(rows: Sequence[Row], value: Callable[[Stretch], Value]) -> Counter[Value]:
    """Return how many characters of ``rows`` have each ``value``; a single one counts for nothing."""
    found: Counter[Value] = Counter()
    for _, each in _written(rows):
        count = len(each.text.strip())
        if count:
            found[value(each)] += count
    return Counter({key: count for key, count in found.items() if count >= _FEWEST})


def _usual(counts: Counter[Value]) -> Value | None:
    """Return the value that nearly all characters have; None when there is none, or when all have it."""
    if len(counts) < 2:
        return None
    (usual, most), total = counts.most_common(1)[0], counts.total()
    return usual if total - most <= _ODD_SHARE * total else None
