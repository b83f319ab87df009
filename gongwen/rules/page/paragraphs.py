"""Alignment, indents and pitch of the paragraphs of each element (3.2, 5.2.3, clause 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.finding import TextChange
from gongwen.look import Look
from gongwen.ooxml.seen.forms import Form, Sheet
from gongwen.pattern import pattern
from gongwen.profile import BODY, HEADING_ROLES, Profile
from gongwen.rules.page.fault import Fault, Within, basis_of
from gongwen.rules.page.fixes import align_fix, indent_fix, page_break_fix
from gongwen.rules.page.type import Subject
from gongwen.rules.rule import rule
from gongwen.terms import attachment_note
from gongwen.zh.width import width

RUNNING = (BODY, "条文", *HEADING_ROLES.values())
_CENTRED = ("公文标题", "印发件标题", "附件标题", "发文机关标志", "发文字号")
_LEFT = (
    *RUNNING,
    "主送机关",
    "附注",
    "附件标识",
    "份号",
    "密级和保密期限",
    "紧急程度",
    "附件说明",
    "附件说明首项",
)
_RIGHT = ("署名", "成文日期")
_STARTING = (*_LEFT, "抄送机关", "版记主送机关", "印发机关和印发日期", "出席人员")
"""Roles of which the place of the first character is said."""
_RIGHT_SIDE = "右"
_OWN_PLACES = {"左": ("左", "两端"), "两端": ("左", "两端"), "右": ("右",), "居中": ("居中",)}
"""How what an office sets elsewhere than the standard may be aligned."""
_OFF = 0.6
"""字 by which an indent may differ."""
_LONG = 30.0
"""字 from which a paragraph is more than a line, and cannot be a caption or a signature."""
_NOTE = ("附件说明", "附件说明首项")
_SPACES = pattern("[ \u3000\xa0\t]+")
_ALIGNED = {"左": "左对齐", "右": "右对齐", "居中": "居中", "两端": "两端对齐", "分散": "分散对齐"}


def paragraph_faults(subject: Subject, profile: Profile, sheet: Sheet, *, is_upward: bool) -> Iterator[Fault]:
    """Yield what is wrong with how a paragraph is set; ``is_upward`` says that 签发人 stand in the head.

    The pitch is that of the whole text, see :mod:`gongwen.rules.page.spacing`.
    """
    role, form = subject.element.role, subject.form
    yield from page_break(subject, profile)
    if form.is_apart or form.is_row or (role == "发文字号" and is_upward):
        return
    aligned = list(align(subject, profile, sheet))
    yield from aligned
    if not aligned and role in _STARTING and role in profile.looks and not _is_loose(subject):
        indented = list(indent(subject, profile))
        yield from indented or spaces(subject, profile)


@rule("page.break", "7.3.7", fixing="修正", reads="docx", style="样式.附件标识.另起一页")
def page_break(subject: Subject, profile: Profile) -> Iterator[Fault]:
    """附件另起一页。

    Wrong: {版式: {样式: {附件标识: {另起一页: 否}}}}
    Right: {版式: {样式: {附件标识: {另起一页: 是}}}}
    Base: 决定
    """
    role = subject.element.role
    is_wanted = role == "附件标识" and profile.looks[role].starts_page
    if is_wanted and subject.number > 1 and not subject.form.opens_page:
        basis, fixes = basis_of(profile, role, "另起一页"), (page_break_fix(),)
        yield Fault(page_break, role, subject.number, "没有另起一页", "另起一页", basis, fixes)


@rule("look.align", "7.3", fixing="修正", reads="docx", style="样式.*.对齐")
def align(subject: Subject, profile: Profile, sheet: Sheet) -> Iterator[Fault]:
    """各要素按规定对齐；居中的不再缩进。

    Wrong: {版式: {样式: {公文标题: {对齐: 左}}}}
    Right: {版式: {样式: {公文标题: {对齐: 居中}}}}
    """
    role, form = subject.element.role, subject.form
    wanted, found = profile.looks[role].align if role in profile.looks else "", form.look.align
    is_wrong = False
    if (
        role in (*_CENTRED, *_RIGHT)
        and wanted in _OWN_PLACES
        and wanted != (_RIGHT_SIDE if role in _RIGHT else "居中")
    ):
        is_wrong = found not in _OWN_PLACES[wanted] and not is_placed(form, sheet)
    elif role in _CENTRED and wanted == "居中":
        is_wrong = found != "居中" or abs(form.look.left + form.look.first - form.look.right) > unit_of(form)
    elif role in _LEFT and wanted in ("左", "两端"):
        is_own = role not in RUNNING or width(form.text.strip()) >= _LONG
        is_wrong = found in ("居中", "右", "分散") and is_own and not is_placed(form, sheet)
    elif role in _RIGHT and wanted == "右" and not (found == "分散" and profile.closing.pair_side):
        is_wrong = found != "右" and not is_placed(form, sheet)
    if is_wrong:
        shifted = "，还有缩进" if found == wanted else ""
        yield Fault(
            align, role, subject.number, f"{_ALIGNED[found]}{shifted}", _ALIGNED[wanted],
            basis_of(profile, role, "对齐"), (align_fix(wanted or "左", form.look),),
        )  # fmt: skip


def is_placed(form: Form, sheet: Sheet) -> bool:
    """Whether a line is brought to the right by indents, spaces or tabs."""
    room = sheet.width - sheet.left - sheet.right - sheet.gutter
    return form.has_tab or form.look.left + form.look.first + _spaces(form) >= room / 4


def unit_of(form: Form) -> float:
    """Return one 字 of a paragraph, points."""
    return max((form.stretches[0].look if form.stretches else form.look).size, 1.0)


def _spaces(form: Form) -> float:
    """Return the room that the spaces before the text take, points; of a tab nothing is known."""
    match = _SPACES.match(form.text)
    widths = {"\u3000": 1.0, "\t": 0.0}
    return sum(widths.get(letter, 0.5) for letter in match[0]) * unit_of(form) if match else 0.0


def _is_loose(subject: Subject) -> bool:
    """Whether nothing is said of where a paragraph begins: a short one of an attachment, one that is set by a tab."""
    role, form, element = subject.element.role, subject.form, subject.element
    if role == BODY and element.part and not element.is_named and width(form.text.strip()) < _LONG:
        return True
    is_indented_by_tab = role in RUNNING and form.text.startswith("\t")
    if form.look.align == "右" or (form.has_tab and role not in _NOTE and not is_indented_by_tab):
        return True
    entry = attachment_note.read(form.text) if role == "附件说明" else None
    return role == "附件说明" and not (entry and entry.value.is_first)


def start_of(wanted: Look) -> int:
    """Return how many 字 a paragraph begins from the edge."""
    return round((wanted.left + wanted.first) / wanted.character)


@rule("look.indent", "7.3.3", fixing="修正", reads="docx", style="样式.*.首行缩进")
def indent(subject: Subject, profile: Profile) -> Iterator[Fault]:
    """首行空规定的字数，回行顶格。

    Wrong: {版式: {样式: {公文正文: {首行缩进: 1字}}}}
    Right: {版式: {样式: {公文正文: {首行缩进: 2字}}}}
    """
    role, form = subject.element.role, subject.form
    wanted, unit = profile.looks[role], unit_of(form)
    start = start_of(wanted)
    own, typed = (form.look.left + form.look.first) / unit, _spaces(form) / unit
    if abs(own + typed - start) > _OFF and not form.text.startswith("\t"):
        fix = _wanted_indent(role, form, wanted)
        fixes: tuple[Within, ...] = (fix, *_without_spaces(form)) if fix else ()
        aim, basis = f"空 {start} 字" if start else "顶格", basis_of(profile, role, "首行缩进")
        yield Fault(indent, role, subject.number, f"首行空 {own + typed:.2g} 字", aim, basis, fixes)
    elif role in RUNNING and typed <= _OFF and width(form.text.strip()) >= _LONG:
        for room, side in ((form.look.left, "左"), (form.look.right, "右")):
            if abs(room) > _OFF * unit:
                found, fix = f"{side}缩进 {room / unit:.2g} 字", _wanted_indent(role, form, wanted)
                basis = basis_of(profile, role, "首行缩进")
                yield Fault(indent, role, subject.number, found, "回行顶格", basis, (fix,) if fix else ())


@rule("look.spaces", "7.3.3", "惯例", "建议", reads="docx")
def spaces(subject: Subject, profile: Profile) -> Iterator[Fault]:
    """首行用缩进空字，不用空格，也不用制表符。

    Wrong: {首字: 　　, 版式: {样式: {公文正文: {首行缩进: 0}}}}
    Right: {版式: {样式: {公文正文: {首行缩进: 2字}}}}
    """
    role, form = subject.element.role, subject.form
    has_tab = form.text.startswith("\t")
    if role in RUNNING and (has_tab or _spaces(form) / unit_of(form) > _OFF):
        wanted = profile.looks[role]
        fix = _wanted_indent(role, form, wanted)
        fixes: tuple[Within, ...] = (fix, *_without_spaces(form)) if fix else ()
        aim = f"用首行缩进空 {start_of(wanted)} 字"
        yield Fault(
            spaces, role, subject.number, f"用{'制表符' if has_tab else '空格'}缩进", aim, None, fixes
        )


def roster_faults(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the indents of the lines of rosters."""
    yield from roster(
        [each for each in subjects if each.element.role == "名单" and not each.form.is_apart], profile
    )


@rule("look.roster", "", "惯例", "建议", reads="docx")
def roster(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """名单左空二字。

    Wrong: {各段: [领导小组名单如下：, 组长：周启明　县长, 成员：赵清　县水利局局长], 直接: 是, 版式: {样式: {公文正文: {首行缩进: 0}}}}
    Right: {各段: [领导小组名单如下：, 组长：周启明　县长, 成员：赵清　县水利局局长], 直接: 是}
    """
    plain = [
        each for each in subjects if not each.form.has_tab and each.form.look.align not in ("居中", "右")
    ]
    starts = [
        (each.form.look.left + each.form.look.first + _spaces(each.form)) / unit_of(each.form)
        for each in plain
    ]
    wanted = start_of(profile.looks["名单"])
    if starts and min(starts) < wanted - _OFF:
        for each in plain:
            look, size = profile.looks["名单"], profile.looks["名单"].size
            fix = indent_fix(0, look.left / look.character * size, 0, size)
            yield Fault(
                roster, "名单", each.number, f"左空 {min(starts):.2g} 字", f"左空 {wanted} 字", None, (fix,)
            )


def _wanted_indent(role: str, form: Form, wanted: Look) -> Within | None:
    """Return what indents a paragraph as its role wants; None where it hangs by what it says."""
    if role in _NOTE and (entry := attachment_note.read(form.text)) and entry.value.is_first:
        hang = width("".join(form.text[: entry.parts["title"][0]].split())) * wanted.character
        return indent_fix(-hang, start_of(wanted) * wanted.character + hang, 0, wanted.size)
    if role not in (*RUNNING, "主送机关", "附注", "附件标识", "份号", "密级和保密期限", "紧急程度"):
        return None
    return indent_fix(wanted.first / wanted.character * wanted.size, 0, 0, wanted.size)


def _without_spaces(form: Form) -> tuple[Within, ...]:
    match = _SPACES.match(form.text)
    return (Within(TextChange(""), 0, match.end()),) if match and not form.is_counted else ()
