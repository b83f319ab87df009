"""Where the elements stand on printed pages (7.2 to 7.5): distances in millimetres, blank lines, page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from gongwen.look import is_red
from gongwen.profile import Profile
from gongwen.rules.page import page_numbers
from gongwen.rules.page.fault import Fault, basis_of, value_basis
from gongwen.rules.printed.layout import alone, first_page
from gongwen.rules.printed.rows import RUNNING, Printed
from gongwen.rules.rule import AnyRule, rule
from gongwen.rules.title.shape import TITLE, title_faults
from gongwen.terms.page_number import read as read_page_number
from gongwen.units import mm

if TYPE_CHECKING:
    from gongwen.ink import InkPage, InkRow

_MARKS = ("发文机关标志", "联合发文机关标志", "联合标志后缀")
_NUMBERS = ("发文字号", "发文字号与签发人", "签发人")
_CORNER = ("份号", "密级和保密期限", "紧急程度")
_RECIPIENTS, _NOTE = "主送机关", "附件说明"
_ATTACHMENT, _ATTACHMENT_TITLE = "附件标识", "附件标题"
_CLOSING = ("署名", "成文日期")
_LISTED = ("名单", "名单文字", "表格文字", "出席人员")
"""Lists and tables, which are of the text too."""
_IMPRINT = ("主题词", "版记主送机关", "抄送机关", "印发机关和印发日期", "印发份数")
_MARK_OFF, _RULE_OFF, _NUMBER_OFF, _FOOT_OFF = 3.0, 2.0, 3.0, 5.0
"""mm by which a mark, a red line, a page number and the foot of a 版记 may be off: fonts are cut differently."""
_FEWER, _MORE = 0.6, 1.1
"""Lines by which a gap may be smaller and larger."""
_LEADING = 0.45
"""Lines: the white that a line of text has of its own between its ink and that of the next."""
_EDGE_OFF = 4.0
"""mm by which a page number may be off its place at the edge."""
_NEARLY = 0.05
_DIGITS = 4
"""More than a page number has."""


def place_faults(printed: Sequence[Printed], pages: Sequence[InkPage], profile: Profile) -> Iterator[Fault]:
    """Yield what stands elsewhere than ``profile`` says, from the head to the page numbers."""
    head = [each for each in printed if each.page.number == 1]
    yield from mark(head, profile)
    if any(each.role in _MARKS for each in head):
        yield from number(head, profile)
        yield from red_line(head, profile)
        yield from title(head, profile)
        yield from _first_page(head)
    yield from _title_lines(printed)
    yield from recipients(printed, profile)
    yield from note(printed, profile)
    yield from attachment_title(printed, profile)
    yield from _closing(printed)
    yield from imprint(printed, profile)
    yield from odd_page(printed, profile)
    yield from _page_numbers(pages, profile)


def _with(rows: Sequence[Printed], roles: Sequence[str]) -> list[Printed]:
    return [each for each in rows if each.role in roles]


@rule("place.mark", "7.2.4", reads="print", style="版头.*标志上距")
def mark(head: Sequence[Printed], profile: Profile) -> Iterator[Fault]:
    """发文机关标志的上边缘离版心上边缘35毫米。

    Wrong: {版式: {版头: {标志上距: 60mm}}}
    Right: {版式: {版头: {标志上距: 35mm}}}
    """
    marks = _with(head, _MARKS)
    if not marks:
        return
    own, is_upward = profile.head, bool(_with(head, ("签发人", "发文字号与签发人")))
    start = 0.0 if own.mark_from == "纸边" else mm(profile.sheet.top)
    wanted = mm(own.upward_mark_top if is_upward else own.mark_top)
    found = min(each.row.top for each in marks) - start
    is_pressed = found > wanted and any(each.number < marks[0].number for each in _with(head, _CORNER))
    if abs(found - wanted) > _MARK_OFF and not is_pressed:
        basis = value_basis(profile, "版头.上行文标志上距" if is_upward else "版头.标志上距")
        edge = "纸的上边" if own.mark_from == "纸边" else "版心上边缘"
        yield Fault(
            mark, marks[0].role, marks[0].number, f"离{edge} {found:.0f} 毫米", f"为 {wanted:.0f} 毫米", basis
        )  # fmt: skip


@rule("place.number", "7.2.5", reads="print", style="样式.发文字号*.段前")
def number(head: Sequence[Printed], profile: Profile) -> Iterator[Fault]:
    """发文字号在发文机关标志之下空二行。

    Wrong: {版式: {样式: {发文字号: {段前: 4行}}}}
    Right: {版式: {样式: {发文字号: {段前: 2行}}}}
    """
    marks, numbers = _with(head, _MARKS), _with(head, ("发文字号", "发文字号与签发人"))
    if _follows(profile, "标志", "发文字号") and marks and numbers and "发文字号" not in profile.head.right:
        upper = max(each.row.bottom for each in marks)
        first = min(_with(head, _NUMBERS), key=lambda each: each.row.top)
        yield from _gap(number, upper, first, numbers[0].role, profile, "发文机关标志")


def _follows(profile: Profile, above: str, below: str) -> bool:
    order = profile.head.order
    return above in order and below in order and order.index(below) - order.index(above) == 1


@rule("place.rule", "7.2.7", reads="print", style="版头.分隔线上距")
def red_line(head: Sequence[Printed], profile: Profile) -> Iterator[Fault]:
    """红色分隔线在发文字号之下4毫米。

    Wrong: {版式: {版头: {分隔线上距: 15mm}}}
    Right: {版式: {版头: {分隔线上距: 4mm}}}
    """
    numbers = _with(head, _NUMBERS)
    if not numbers or not _follows(profile, "发文字号", "分隔线"):
        return
    lowest = max(each.row.bottom for each in numbers)
    lines = [line for line in numbers[0].page.rules if is_red(line.colour) and line.top > lowest - 1]
    wanted = mm(profile.head.rule_gap)
    if lines and abs(lines[0].top - lowest - wanted) > _RULE_OFF:
        basis = value_basis(profile, "版头.分隔线上距")
        found = f"红色分隔线在发文字号之下 {max(lines[0].top - lowest, 0):.0f} 毫米"
        aim = f"在发文字号之下 {wanted:.0f} 毫米"
        yield Fault(red_line, "版头", numbers[-1].number, found, aim, basis)


@rule("place.title", "7.3.1", reads="print", style="样式.公文标题.段前")
def title(head: Sequence[Printed], profile: Profile) -> Iterator[Fault]:
    """标题在红色分隔线之下空二行。

    Wrong: {版式: {样式: {公文标题: {段前: 4行}}}}
    Right: {版式: {样式: {公文标题: {段前: 2行}}}}
    """
    first = next(iter(_with(head, (TITLE,))), None)
    if first is None:
        return
    above = [
        each.row.bottom for each in _with(head, (*_MARKS, *_NUMBERS, *_CORNER)) if each.number < first.number
    ]
    above += [line.bottom for line in first.page.rules if is_red(line.colour) and line.bottom < first.row.top]
    if above:
        yield from _gap(title, max(above), first, TITLE, profile, "版头")


def _title_lines(printed: Sequence[Printed]) -> Iterator[Fault]:
    """Yield what is wrong with the rows of the title: they go on until something else begins."""
    start = next((index for index, each in enumerate(printed) if each.role == TITLE), None)
    if start is not None:
        own = takewhile(lambda each: each.role in (TITLE, ""), printed[start:])
        yield from title_faults([each.row.text for each in own], printed[start].number)


def _first_page(head: Sequence[Printed]) -> Iterator[Fault]:
    titles = _with(head, (TITLE,))
    if titles and not any(each.role in (*RUNNING, *_LISTED) for each in head):
        yield Fault(first_page, "", titles[0].number, "首页没有正文", "在首页显示正文")


def _below(printed: Sequence[Printed]) -> Iterator[tuple[Printed, Printed]]:
    """Yield each row with the one below it on its page."""
    for upper, lower in pairwise(printed):
        if upper.page is lower.page and upper.row.text.strip():
            yield upper, lower


@rule("place.recipients", "7.3.2", reads="print", style="样式.主送机关.段前")
def recipients(printed: Sequence[Printed], profile: Profile) -> Iterator[Fault]:
    """主送机关在标题之下空一行。

    Wrong: {版式: {样式: {主送机关: {段前: 0}}, 标题: {下空: 0}}}
    Right: {版式: {样式: {主送机关: {段前: 1行}}}}
    Base: 印发管理办法
    """
    for upper, lower in _below(printed):
        if lower.role == _RECIPIENTS and upper.role in (TITLE, ""):
            yield from _gap(recipients, upper.row.bottom, lower, _RECIPIENTS, profile, "标题")


@rule("place.note", "7.3.4", reads="print", style="样式.附件说明*.段前")
def note(printed: Sequence[Printed], profile: Profile) -> Iterator[Fault]:
    """附件说明在正文之下空一行。

    Wrong: {版式: {样式: {附件说明: {段前: 0}}}}
    Right: {版式: {样式: {附件说明: {段前: 1行}}}}
    Base: 决定
    """
    for upper, lower in _below(printed):
        if _opens_note(lower) and upper.role in (*RUNNING, ""):
            yield from _gap(note, upper.row.bottom, lower, _NOTE, profile, "正文")


@rule("place.attachment-title", "7.3.7", reads="print", style="样式.附件标题.段前")
def attachment_title(printed: Sequence[Printed], profile: Profile) -> Iterator[Fault]:
    """附件标题在第三行。

    Wrong: {版式: {样式: {附件标题: {段前: 0}}}}
    Right: {版式: {样式: {附件标题: {段前: 1行}}}}
    Base: 决定
    """
    for upper, lower in _below(printed):
        if lower.role == _ATTACHMENT_TITLE and upper.role == _ATTACHMENT:
            yield from _gap(
                attachment_title, upper.row.bottom, lower, _ATTACHMENT_TITLE, profile, "“附件”二字"
            )


def _opens_note(printed: Printed) -> bool:
    """Whether a row is the first of the 附件说明: each of its lines is an element."""
    return printed.role == _NOTE and printed.row.text.lstrip().startswith("附")


def _gap(
    own: AnyRule, upper: float, lower: Printed, role: str, profile: Profile, above: str
) -> Iterator[Fault]:
    """Yield the gap between the ink at ``upper``, mm, and a row when it is not that of its role."""
    pitch = mm(profile.body.pitch)
    wanted = round(mm(profile.looks[role].before) / pitch)
    found = (lower.row.top - upper) / pitch - _LEADING
    if not wanted - _FEWER <= found <= wanted + _MORE:
        told = f"在{above}之下约空 {max(found, 0):.0f} 行"
        yield Fault(own, role, lower.number, told, f"空 {wanted} 行", basis_of(profile, role, "段前"))


def _closing(printed: Sequence[Printed]) -> Iterator[Fault]:
    """Yield a closing on a page that has nothing of the text (7.3.5.5)."""
    closing = [each for each in printed if each.role in _CLOSING and not each.element.part]
    if not closing or closing[0].page.number == 1:
        return
    first = closing[0]
    above = [each for each in printed if each.page is first.page and each.number < first.number]
    if not any(each.role in (*RUNNING, "", _NOTE, *_LISTED) for each in above):
        yield Fault(alone, "署名", first.number, "与正文不在同一页", "与正文在同一页")


@rule("place.imprint", "7.4.1", "应当", reads="print")
def imprint(printed: Sequence[Printed], profile: Profile) -> Iterator[Fault]:
    """版记的末条分隔线与版心的下边缘重合。

    Wrong: {版式: {页面: {版心高: 205mm}}}
    Right: {版式: {页面: {版心高: 225mm}}}
    Base: 印发管理办法
    """
    own = _with(printed, _IMPRINT)
    if not own:
        return
    page, area = own[-1].page, profile.sheet.area(own[-1].page.number)
    lowest = [row for row in page.rows if not _is_number(row, profile)][-1]
    lines = [line.bottom for line in page.rules if line.bottom > lowest.bottom and not is_red(line.colour)]
    foot, wanted = lines[-1] if lines else lowest.bottom, mm(area.top + area.height)
    if abs(foot - wanted) > _FOOT_OFF:
        found = f"末端在版心下边缘之{'上' if foot < wanted else '下'} {abs(wanted - foot):.0f} 毫米"
        yield Fault(imprint, "版记", own[-1].number, found, "末条分隔线与版心下边缘重合")


@rule("imprint.odd-page", "7.4.1", reads="print", style="版记.所在页")
def odd_page(printed: Sequence[Printed], profile: Profile) -> Iterator[Fault]:
    """版记在双数页。

    Wrong: {版式: {版记: {所在页: 末页}}}
    Right: {版式: {版记: {所在页: 偶数页}}}
    Base: 决定
    """
    own = _with(printed, _IMPRINT)
    if own and own[-1].page.number % 2 and profile.imprint.page == "偶数页":
        found, basis = f"在第 {own[-1].page.number} 页", value_basis(profile, "版记.所在页")
        yield Fault(odd_page, "版记", own[-1].number, found, "在双数页", basis)


def _page_numbers(pages: Sequence[InkPage], profile: Profile) -> Iterator[Fault]:
    numbered = [(page, number) for page in pages if (number := _page_number(page, profile)) is not None]
    if not numbered:
        if (
            pages
            and not any(page.is_turned for page in pages)
            and (len(pages) > 1 or profile.page_number.on_first)
        ):
            basis = value_basis(profile, "页码.下距")
            yield Fault(page_numbers.missing, "页码", 0, "没有页码", "编排在版心下边缘之下", basis)
        return
    yield from page_number(numbered, profile)
    yield from _first_number(pages, numbered[0][0], profile)
    yield from _sides(numbered, profile)


@rule("place.page-number", "7.5", reads="print", style="页码.下距")
def page_number(numbered: Sequence[tuple[InkPage, InkRow]], profile: Profile) -> Iterator[Fault]:
    """页码在版心下边缘之下7毫米。

    Wrong: {版式: {页码: {下距: 15mm}}}
    Right: {版式: {页码: {下距: 7mm}}}
    """
    foot, below = mm(profile.sheet.top + profile.sheet.type_height), mm(profile.page_number.below)
    off = [(row.top + row.bottom) / 2 - foot for _, row in numbered]
    usual = sorted(off)[len(off) // 2]
    if abs(usual - below) > _NUMBER_OFF:
        found, aim = f"在版心下边缘之下 {usual:.0f} 毫米", f"在下面 {below:.0f} 毫米"
        yield Fault(page_number, "页码", 0, found, aim, value_basis(profile, "页码.下距"))


def _first_number(pages: Sequence[InkPage], first: InkPage, profile: Profile) -> Iterator[Fault]:
    """Yield a first page that is numbered and should not be, or is not and should be; ``first`` has a number."""
    basis = value_basis(profile, "页码.首页标页码")
    if first.number > 1 and profile.page_number.on_first and not pages[0].is_turned:
        yield Fault(page_numbers.first, "页码", 0, "首页没有页码", "首页标页码", basis)
    elif first.number == 1 and not profile.page_number.on_first:
        yield Fault(page_numbers.first, "页码", 0, "首页标了页码", "首页不标页码", basis)


def _page_number(page: InkPage, profile: Profile) -> InkRow | None:
    last = page.rows[-1] if page.rows else None
    return last if last is not None and _is_number(last, profile) else None


def _is_number(row: InkRow, profile: Profile) -> bool:
    """Whether a row is the number of its page, as the profile has it or as many others do."""
    text, wanted = row.text.strip(), profile.page_number
    before, after = wanted.before.strip(), wanted.after.strip()
    own = text[len(before) : len(text) - len(after)].strip()
    is_own = text.startswith(before) and text.endswith(after) and own.isdecimal() and len(own) < _DIGITS
    found = read_page_number(text)
    return is_own or (found is not None and not found.odd)


def _number_in(row: InkRow) -> int:
    """Return the page number that is printed; what is bound apart counts from 1 again."""
    return int("".join(letter for letter in row.text if letter.isdecimal()))


def _sides(numbered: Sequence[tuple[InkPage, InkRow]], profile: Profile) -> Iterator[Fault]:
    for is_odd, role in ((True, "单页码"), (False, "双页码")):
        side, room = page_numbers.wanted_side(profile, role), page_numbers.wanted_room(profile, role)
        off = [_off_its_side(row, side, profile) for _, row in numbered if _number_in(row) % 2 == is_odd]
        if off and abs(sorted(off)[len(off) // 2]) > _EDGE_OFF:
            name = "单页" if is_odd else "双页"
            much = "一字" if abs(room - 1) < _NEARLY else f" {room:.2g} 字"
            found = "不在正中" if side == "居中" else f"不在{side}边空{much}处"
            aim = "居中" if side == "居中" else f"居{side}空{much}"
            basis = basis_of(profile, role, "对齐")
            yield Fault(page_numbers.side, role, 0, f"{name}的页码{found}", aim, basis)


def _off_its_side(row: InkRow, side: str, profile: Profile) -> float:
    """Return how far a page number stands from where it should, mm."""
    sheet = profile.sheet
    left, right = mm(sheet.left), mm(sheet.left + sheet.type_width)
    if side == "居中":
        return (row.start + row.end - left - right) / 2
    if side == "右":
        look = profile.looks["单页码"]
        return row.end - right + mm(look.right)
    return row.start - left - mm(profile.looks["双页码"].left)
