"""The room between lines and between paragraphs, and frames about them (5.2.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gongwen.address import Address
from gongwen.look import is_red
from gongwen.profile import BODY, Basis, Profile
from gongwen.rules.page.fault import Fault, basis_of
from gongwen.rules.page.fixes import bare_fix, gap_fix, pitch_fix
from gongwen.rules.page.paragraphs import RUNNING
from gongwen.rules.page.type import Subject
from gongwen.rules.rule import AnyRule, rule
from gongwen.zh.width import width

_BESIDE = ("主送机关", "附件说明", "署名", "成文日期", "附注", "名单")
_UNFRAMED = ("公文标题", "主送机关", *RUNNING)
_TIGHTER, _LOOSER = 1.05, 0.8
"""Points by which the pitch may depart: 28 to 29.7 pt give 22 lines in type areas in use."""
_CLOSER, _WIDER = 1.3, 0.8
"""Points by which a multiple of the pitch of the font may depart: fonts are cut differently."""
_GAP = 3.0
"""Points between paragraphs from which they are seen."""
_TWO_PAGES = 1200.0
"""字 of two pages, roughly."""
_MANY, _PART = 3, 3
"""Paragraphs, and their share in the text, from which their room is a habit and not that of a few."""


def spacing_faults(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the room about the lines and the paragraphs of the upright pages."""
    yield from pitch(subjects, profile)
    yield from gap(subjects, profile)
    yield from gap_one(subjects, profile)
    yield from lines(subjects, profile)
    yield from border(subjects)


@rule("look.pitch", "5.2.3", fixing="修正", reads="docx", style="样式.公文正文.行距")
def pitch(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """正文的行距使每面排22行；一两页的公文可以用行距调整落款的位置。

    Wrong: {版式: {样式: {公文正文: {行距: 22pt}}}}
    Right: {版式: {样式: {公文正文: {行距: 28.95pt}}}}
    """
    running = [each for each in subjects if each.element.role in RUNNING]
    own = [each for each in running if not each.form.is_apart and "附件" not in each.element.part]
    long = Counter[Address]()
    for each in running:
        long[each.element.part] += round(width(each.form.text))
    wanted, basis = profile.body.pitch, basis_of(profile, BODY, "行距")
    for each in own:
        is_short = long[each.element.part] < _TWO_PAGES
        found = "" if each.form.figure else _odd_pitch(each, profile, is_short=is_short)
        if found:
            fix = pitch_fix(each.form.spacing, wanted)
            yield Fault(pitch, BODY, each.number, found, f"用固定值 {wanted:g} 磅左右", basis, (fix,))


def _odd_pitch(subject: Subject, profile: Profile, *, is_short: bool) -> str:
    """Return the pitch of a paragraph in words; "" when it gives 22 lines a page."""
    form, wanted = subject.form, profile.body.pitch
    if not form.pitch:
        if wanted - _CLOSER <= form.font_pitch <= wanted + _WIDER:
            return ""
        named = "单倍行距" if abs(form.lines - 1) < 0.05 else f"{form.lines:.3g} 倍行距"
        return f"{named}（约 {form.font_pitch:.0f} 磅）"
    if wanted - _TIGHTER <= form.pitch <= wanted + _LOOSER:
        return ""
    closing = profile.closing
    is_styled = subject.element.is_named and closing.tightest <= form.style_pitch <= closing.loosest
    may_settle = is_styled or (is_short and not subject.element.is_named)
    if may_settle and profile.closing.tightest <= form.pitch <= profile.closing.loosest:
        return ""
    return f"行距 {form.pitch:g} 磅"


@rule("look.gap", "5.2.3", fixing="修正", reads="docx", style="样式.公文正文.行距")
def gap(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """正文的段落之间没有段前、段后的空。

    Wrong: {版式: {样式: {公文正文: {段前: 10pt}}}}
    Right: {版式: {样式: {公文正文: {段前: 0}}}}
    Base: 长篇实施方案
    """
    wrong = _apart(subjects, profile)
    if _is_habit(wrong, subjects):
        yield from (_gap_fault(gap, each, basis_of(profile, BODY, "行距")) for each in wrong)


@rule("look.gap-one", "5.2.3", "惯例", "建议", reads="docx")
def gap_one(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """个别的段落和小标题前后也没有空。

    Wrong: {版式: {样式: {一级标题: {段前: 20pt}}}}
    Right: {版式: {样式: {一级标题: {段前: 0}}}}
    Base: 长篇实施方案
    """
    wrong = _apart(subjects, profile)
    if not _is_habit(wrong, subjects):
        yield from (_gap_fault(gap_one, each, None) for each in wrong)


def _is_habit(wrong: Sequence[Subject], subjects: Sequence[Subject]) -> bool:
    """Whether so many paragraphs of the text have room about them that it is no slip."""
    return len(wrong) >= _MANY and _PART * len(wrong) >= sum(map(_runs, subjects))


def _apart(subjects: Sequence[Subject], profile: Profile) -> list[Subject]:
    """Return the paragraphs of the text with more room between them and a neighbour of the text than is wanted."""
    usual = {role: look.before for role, look in profile.looks.items() if role in RUNNING}
    around = zip([None, *subjects], subjects, [*subjects[1:], None], strict=False)
    return [
        each
        for above, each, below in around
        if _runs(each)
        and (
            (each.form.before > _GAP + usual.get(each.element.role, 0.0) and _is_text(above))
            or (each.form.after > _GAP and _is_text(below))
        )
    ]


def _is_text(subject: Subject | None) -> bool:
    return subject is not None and (_runs(subject) or subject.element.role == "名单")


def _gap_fault(own: AnyRule, subject: Subject, basis: Basis | None) -> Fault:
    found = "、".join(
        f"{word}{room:.3g} 磅"
        for word, room in (("段前", subject.form.before), ("段后", subject.form.after))
        if room
    )
    fixes = (gap_fix(subject.form.spacing),)
    return Fault(own, BODY, subject.number, found, "段前段后为 0", basis, fixes)


@rule("look.lines", "5.2.3", "惯例", "建议", reads="docx")
def lines(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """主送机关、名单、附件说明、落款和附注的行距与正文相同，后面没有段后的空。

    Wrong: {版式: {样式: {成文日期: {行距: 40pt}}}}
    Right: {版式: {样式: {成文日期: {行距: 28.95pt}}}}
    """
    for each in subjects:
        if each.element.role not in _BESIDE or each.form.is_apart or each.form.figure:
            continue
        role, spacing = each.element.role, each.form.spacing
        if found := _odd_pitch(each, profile, is_short=True):
            fixes = (pitch_fix(spacing, profile.body.pitch),)
            yield Fault(
                lines, role, each.number, found, f"用固定值 {profile.body.pitch:g} 磅左右", None, fixes
            )
        if (below := each.form.after) > _GAP:
            fixes = (gap_fix(spacing),)
            yield Fault(lines, role, each.number, f"段后{below:.3g} 磅", "段后为 0", None, fixes)


@rule("look.border", "", "惯例", "建议", reads="docx")
def border(subjects: Sequence[Subject]) -> Iterator[Fault]:
    """标题和正文没有边框、底纹。

    Wrong: {版式: {样式: {公文标题: {底纹: D9D9D9}}}}
    Right: {}
    """
    for each in subjects:
        form = each.form
        if each.element.role not in _UNFRAMED or form.is_apart:
            continue
        has_border = any(line.side and line.weight and not is_red(line.colour) for line in form.borders)
        has_fill = form.look.fill.upper() not in ("", "FFFFFF")
        if has_border or has_fill:
            found = "有边框" if has_border else "有底纹"
            yield Fault(border, each.element.role, each.number, found, "不加边框、底纹", None, (bare_fix(),))


def _runs(subject: Subject) -> bool:
    """Whether a paragraph is one of the text; the room below a title is that of the title."""
    return subject.element.role in RUNNING and not subject.form.is_apart
