"""Alignment, indents and pitch of the paragraphs of each element (3.2, 5.2.3, clause 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongwen.finding import TextChange
from gongwen.look import Look
from gongwen.ooxml.seen.forms import Form, Sheet
from gongwen.ooxml.xml import is_on
from gongwen.profile import BODY, HEADING_ROLES, Profile
from gongwen.rules.page.fault import Fault, Within, basis_of
from gongwen.rules.page.fixes import align_fix, gap_fix, indent_fix, page_break_fix, pitch_fix
from gongwen.rules.page.type import Subject
from gongwen.rules.rule import rule
from gongwen.zh.width import width

_RUNNING = (BODY, "条文", *HEADING_ROLES.values())
_CENTRED = ("公文标题", "印发件标题", "附件标题", "发文机关标志", "发文字号")
_LEFT = (
    *_RUNNING,
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
_OFF = 0.6
"""字 by which an indent may differ."""
_LONG = 30.0
"""字 from which a paragraph is more than a line, and cannot be a caption or a signature."""
_LEAST_RIGHT = 0.6
"""字 that stand free at the right of a 成文日期 at least, whatever seal it bears and however long it is."""
_TIGHTER, _LOOSER = 1.05, 0.8
"""Points by which the pitch may depart: 28 to 29.7 pt give 22 lines in type areas in use."""
_SINGLE, _DOUBLE = 1.26, 1.9
"""Multiples of the pitch of the font that are surely too little and too much."""
_GAP = 3.0
"""Points between paragraphs from which they are seen."""
_TWO_PAGES = 1200.0
"""字 of two pages, roughly."""
_SPACES = re.compile("[ \u3000\xa0]+")
_ALIGNED = {"左": "左对齐", "右": "右对齐", "居中": "居中", "两端": "两端对齐", "分散": "分散对齐"}


def paragraph_faults(subject: Subject, profile: Profile, sheet: Sheet, *, is_upward: bool) -> Iterator[Fault]:
    """Yield what is wrong with how a paragraph is set; ``is_upward`` says that 签发人 stand in the head.

    The pitch is that of the whole text, see ``pitch``.
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
    if not aligned and role == "成文日期" and form.look.align == "右":
        yield from right(subject, profile)


@rule("page.break", "7.3.7", mending="修正", reads="docx", style="样式.附件标识.另起一页")
def page_break(subject: Subject, profile: Profile) -> Iterator[Fault]:
    """附件另起一页。

    Wrong: {版式: {样式: {附件标识: {另起一页: 否}}}}
    Right: {版式: {样式: {附件标识: {另起一页: 是}}}}
    Base: 决定
    """
    role = subject.element.role
    if role == "附件标识" and subject.number > 1 and not subject.form.opens_page:
        basis, fixes = basis_of(profile, role, "另起一页"), (page_break_fix(),)
        yield Fault(page_break, role, subject.number, "没有另起一页", "另起一页", basis, fixes)


@rule("look.align", "7.3", mending="修正", reads="docx", style="样式.*.对齐")
def align(subject: Subject, profile: Profile, sheet: Sheet) -> Iterator[Fault]:
    """各要素按规定对齐；居中的不再缩进。

    Wrong: {版式: {样式: {公文标题: {对齐: 左}}}}
    Right: {版式: {样式: {公文标题: {对齐: 居中}}}}
    """
    role, form = subject.element.role, subject.form
    wanted, found = profile.looks[role].align if role in profile.looks else "", form.look.align
    is_wrong = False
    if role in _CENTRED and wanted == "居中":
        is_wrong = found != "居中" or abs(form.look.left + form.look.first - form.look.right) > _unit(form)
    elif role in _LEFT and wanted in ("左", "两端"):
        is_own = role not in _RUNNING or width(form.text.strip()) >= _LONG
        is_wrong = found in ("居中", "右", "分散") and is_own and not _is_placed(form, sheet)
    elif role in _RIGHT and wanted == "右" and not (found == "分散" and profile.closing.pair_side):
        is_wrong = found != "右" and not _is_placed(form, sheet)
    if is_wrong:
        shifted = "，还有缩进" if found == wanted else ""
        yield Fault(
            align, role, subject.number, f"{_ALIGNED[found]}{shifted}", _ALIGNED[wanted],
            basis_of(profile, role, "对齐"), (align_fix(wanted or "左", form.look),),
        )  # fmt: skip


def _is_placed(form: Form, sheet: Sheet) -> bool:
    """Whether a line is brought to the right by indents, spaces or tabs."""
    room = sheet.width - sheet.left - sheet.right - sheet.gutter
    return form.has_tab or form.look.left + form.look.first + _spaces(form) >= room / 4


def _unit(form: Form) -> float:
    """Return one 字 of a paragraph, points."""
    return max((form.stretches[0].look if form.stretches else form.look).size, 1.0)


def _spaces(form: Form) -> float:
    """Return the room that the spaces before the text take, points."""
    match = _SPACES.match(form.text)
    return sum(1.0 if letter == "\u3000" else 0.5 for letter in match[0]) * _unit(form) if match else 0.0


def _is_loose(subject: Subject) -> bool:
    """Whether nothing is said of where a paragraph begins: a short one of an attachment, one that is set by a tab."""
    role, form, element = subject.element.role, subject.form, subject.element
    if role == BODY and element.part and not element.is_named and width(form.text.strip()) < _LONG:
        return True
    if form.look.align == "右" or (form.has_tab and role not in ("附件说明", "附件说明首项")):
        return True
    return role == "附件说明" and not re.match(r"\s*附\s*件", form.text)


def _start(wanted: Look) -> int:
    """Return how many 字 a paragraph begins from the edge."""
    return round((wanted.left + wanted.first) / wanted.character)


@rule("look.indent", "7.3.3", mending="修正", reads="docx", style="样式.*.首行缩进")
def indent(subject: Subject, profile: Profile) -> Iterator[Fault]:
    """首行空规定的字数，回行顶格。

    Wrong: {版式: {样式: {公文正文: {首行缩进: 1字}}}}
    Right: {版式: {样式: {公文正文: {首行缩进: 2字}}}}
    """
    role, form = subject.element.role, subject.form
    wanted, unit = profile.looks[role], _unit(form)
    start = _start(wanted)
    own, typed = (form.look.left + form.look.first) / unit, _spaces(form) / unit
    basis = basis_of(profile, role, "首行缩进")
    fix = _wanted_indent(role, form, wanted)
    if abs(own + typed - start) > _OFF:
        fixes: tuple[Within, ...] = (fix, *_without_spaces(form)) if fix else ()
        aim = f"空 {start} 字" if start else "顶格"
        yield Fault(indent, role, subject.number, f"首行空 {own + typed:.2g} 字", aim, basis, fixes)
    elif role in _RUNNING and typed <= _OFF and width(form.text.strip()) >= _LONG:
        for room, side in ((form.look.left, "左"), (form.look.right, "右")):
            if abs(room) > _OFF * unit:
                found = f"{side}缩进 {room / unit:.2g} 字"
                yield Fault(indent, role, subject.number, found, "回行顶格", basis, (fix,) if fix else ())


@rule("look.spaces", "7.3.3", "惯例", "建议", reads="docx")
def spaces(subject: Subject, profile: Profile) -> Iterator[Fault]:
    """首行用缩进空字，不用空格。

    Wrong: {首字: 　　, 版式: {样式: {公文正文: {首行缩进: 0}}}}
    Right: {版式: {样式: {公文正文: {首行缩进: 2字}}}}
    """
    role, form = subject.element.role, subject.form
    if role in _RUNNING and _spaces(form) / _unit(form) > _OFF:
        wanted = profile.looks[role]
        fix = _wanted_indent(role, form, wanted)
        fixes: tuple[Within, ...] = (fix, *_without_spaces(form)) if fix else ()
        aim = f"用首行缩进空 {_start(wanted)} 字"
        yield Fault(spaces, role, subject.number, "用空格缩进", aim, None, fixes)


def _wanted_indent(role: str, form: Form, wanted: Look) -> Within | None:
    """Return what indents a paragraph as its role wants; None where it hangs by what it says."""
    if role not in (*_RUNNING, "主送机关", "附注", "附件标识", "份号", "密级和保密期限", "紧急程度"):
        return None
    return indent_fix(wanted.first / wanted.character * _unit(form), 0, 0, _unit(form))


def _without_spaces(form: Form) -> tuple[Within, ...]:
    match = _SPACES.match(form.text)
    return (Within(TextChange(""), 0, match.end()),) if match and not form.is_counted else ()


@rule("look.right", "7.3.5", reads="docx", style="落款.用印日期右空")
def right(subject: Subject, profile: Profile) -> Iterator[Fault]:
    """成文日期右边空规定的字数。

    Wrong: {版式: {落款: {用印日期右空: 0字, 不用印右空: 0字}}}
    Right: {版式: {落款: {不用印右空: 2字}}}
    """
    form, unit = subject.form, _unit(subject.form)
    behind = form.text[len(form.text.rstrip()) :]
    trailing = sum(1.0 if letter == "\u3000" else 0.5 for letter in behind)
    room = form.look.right / unit + trailing
    if room < _LEAST_RIGHT:
        basis = profile.basis.get("落款.用印日期右空", basis_of(profile, "成文日期", "对齐"))
        sealed, bare = profile.closing.sealed_date_right, profile.closing.unsealed_right
        yield Fault(
            right, "成文日期", subject.number, f"右空 {room:.2g} 字",
            f"右空 {sealed:g} 字（加盖印章）或 {bare:g} 字以上（不加盖印章）", basis,
        )  # fmt: skip


@rule("look.pitch", "5.2.3", mending="修正", reads="docx", style="样式.公文正文.行距")
def pitch(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """正文的行距使每面排22行；一两页的公文可以用行距调整落款的位置。

    Wrong: {版式: {样式: {公文正文: {行距: 22pt}}}}
    Right: {版式: {样式: {公文正文: {行距: 28.95pt}}}}
    """
    running = [each for each in subjects if each.element.role in _RUNNING]
    own = [each for each in running if not each.form.is_apart and "附件" not in each.element.part]
    is_short = sum(width(each.form.text) for each in running) < _TWO_PAGES
    wanted, basis = profile.body.pitch, basis_of(profile, BODY, "行距")
    for each in own:
        found = _odd_pitch(each, profile, is_short=is_short)
        if found:
            fix = pitch_fix(each.form.spacing, wanted)
            yield Fault(pitch, BODY, each.number, found, f"用固定值 {wanted:g} 磅左右", basis, (fix,))


def _is_main(part: str) -> bool:
    """Whether ``part`` is the text of the document or of one that it carries, and no attachment."""
    return not part or (part.startswith("印发件") and "附件" not in part)


def _odd_pitch(subject: Subject, profile: Profile, *, is_short: bool) -> str:
    """Return the pitch of a paragraph in words; "" when it will do."""
    form, wanted = subject.form, profile.body.pitch
    if not form.pitch:
        if _SINGLE < form.lines < _DOUBLE:
            return ""
        return "单倍行距" if abs(form.lines - 1) < 0.05 else f"{form.lines:.3g} 倍行距"
    if wanted - _TIGHTER <= form.pitch <= wanted + _LOOSER:
        return ""
    is_styled = subject.element.is_named and abs(form.style_pitch - wanted) < 0.1
    may_settle = is_styled or (is_short and not subject.element.is_named)
    if may_settle and profile.closing.tightest <= form.pitch <= profile.closing.loosest:
        return ""
    return f"行距 {form.pitch:g} 磅"


@rule("look.gap", "5.2.3", mending="修正", reads="docx", style="样式.公文正文.行距")
def gap(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """正文的段落之间没有段前、段后的空。

    Wrong: {版式: {样式: {公文正文: {段前: 10pt}}}}
    Right: {版式: {样式: {公文正文: {段前: 0}}}}
    Base: 长篇实施方案
    """
    running = [
        each
        for index, each in enumerate(subjects)
        if _runs(each) and (not index or _runs(subjects[index - 1]))
    ]
    wrong = [each for each in running if max(_gaps(each.form)) > _GAP]
    if len(wrong) < 3 or 3 * len(wrong) < len(running):
        return
    for each in wrong:
        found = "、".join(
            f"{word}{room:.3g} 磅"
            for word, room in zip(("段前", "段后"), _gaps(each.form), strict=True)
            if room
        )
        basis = basis_of(profile, BODY, "行距")
        yield Fault(gap, BODY, each.number, found, "段前段后为 0", basis, (gap_fix(each.form.spacing),))


def _runs(subject: Subject) -> bool:
    """Whether a paragraph is one of the text; the room below a title is that of the title."""
    return subject.element.role in _RUNNING and not subject.form.is_apart


def _gaps(form: Form) -> tuple[float, float]:
    """Return the room before and behind a paragraph, points."""
    before, after = (_gap(form, side) for side in ("before", "after"))
    return before, after


def _gap(form: Form, side: str) -> float:
    own = form.spacing
    if is_on(own.get(f"w:{side}Autospacing", "0")):
        return 14.0
    lines = own.get(f"w:{side}Lines", "0")
    if lines.lstrip("-").isdecimal() and int(lines):
        return int(lines) / 100 * (form.pitch or 12.0)
    said = own.get(f"w:{side}", "0")
    return int(said) / 20 if said.isdecimal() else 0.0
