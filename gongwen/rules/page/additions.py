"""What a docx has that a finished official document has not: hidden text, dates that change, headers, columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongwen.finding import BlanksChange
from gongwen.ooxml.seen.forms import Form, Forms
from gongwen.profile import BODY, LEVELS_OF_ROLES, Profile
from gongwen.rules.page.fault import Fault, Within, basis_of
from gongwen.rules.page.fixes import columns_fix
from gongwen.rules.page.type import Subject
from gongwen.rules.rule import rule

_RUNNING = (BODY, "条文", *LEVELS_OF_ROLES)
_NAMES = {
    "DATE": "当前日期", "TIME": "当前时间", "SAVEDATE": "保存日期", "PRINTDATE": "打印日期", "CREATEDATE": "创建日期",
}  # fmt: skip
_SHOWN = 12


def addition_faults(forms: Forms, subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """Yield what stands in a docx besides what official documents are made of."""
    yield from hidden(forms, subjects)
    yield from changing(forms)
    yield from header(forms)
    yield from watermark(forms)
    yield from columns(forms, subjects, profile)
    yield from blank(forms, subjects)


@rule("leftovers.hidden", "", "惯例", reads="docx")
def hidden(forms: Forms, subjects: Sequence[Subject]) -> Iterator[Fault]:
    """文件里没有隐藏的文字。

    隐藏的文字印不出来，发出去的文件里别人看得到。

    Wrong: {隐藏: 此条暂不公开}
    Right: {}
    """
    styled = [
        (subject.number, each.text)
        for subject in subjects
        for each in subject.form.stretches
        if each.dress.is_hidden and each.text.strip()
    ]
    for number, text in (*forms.besides.hidden, *styled):
        yield Fault(hidden, "", number, f"有隐藏的文字“{_short(text)}”", "删去，或者取消隐藏")


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@rule("leftovers.changing-date", "", "惯例", reads="docx")
def changing(forms: Forms) -> Iterator[Fault]:
    """日期写成文字，不用会自己变的域。

    用“插入日期”而选了“自动更新”的，以后每次打开都变成当天的日期。

    Wrong: {域: DATE}
    Right: {}
    """
    for number, name in forms.besides.changing:
        yield Fault(
            changing, "", number, f"日期是会自己变的域（{_NAMES[name]}）", "改成文字：选中后按 Ctrl+Shift+F9"
        )


@rule("page.header", "", "惯例", reads="docx")
def header(forms: Forms) -> Iterator[Fault]:
    """公文没有页眉。

    Wrong: {页眉: 云岭县人民政府办公室内部资料}
    Right: {}
    """
    for text in dict.fromkeys(forms.besides.headers):
        yield Fault(header, "", 0, f"有页眉“{_short(text)}”", "不用页眉")


@rule("page.watermark", "", "惯例", reads="docx")
def watermark(forms: Forms) -> Iterator[Fault]:
    """印发的公文没有水印。

    Wrong: {水印: 征求意见稿}
    Right: {}
    """
    for text in forms.besides.watermarks:
        yield Fault(watermark, "", 0, f"有水印“{_short(text)}”" if text else "有水印", "去掉水印")


@rule("page.columns", "5.2.3", fixing="建议", reads="docx", style="样式.公文正文.字距")
def columns(forms: Forms, subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """正文不分栏，每行排28个字。

    Wrong: {栏: 2}
    Right: {栏: 1}
    """
    for index, sheet in enumerate(forms.sheets):
        own = [each for each in subjects if each.form.section == index and each.element.role in _RUNNING]
        if sheet.columns > 1 and own:
            yield Fault(
                columns, "", own[0].number, f"分成{sheet.columns}栏", "不分栏，每行排 28 字", basis_of(profile, BODY, "字距"), (columns_fix(),),
            )  # fmt: skip


@rule("look.blank", "", "惯例", "建议", reads="docx")
def blank(forms: Forms, subjects: Sequence[Subject]) -> Iterator[Fault]:
    """正文各段之间不空行。

    Wrong: {空段: 1}
    Right: {}
    """
    for above, below in pairwise(each for each in subjects if not each.form.is_apart):
        between = forms.pars[above.number : below.number - 1]
        is_inside = above.element.role in _RUNNING and below.element.role in _RUNNING
        is_one = above.element.part == below.element.part and above.form.section == below.form.section
        if is_inside and is_one and between and all(_is_blank(each) for each in between):
            found = f"前面有 {len(between)} 个空段"
            fixes = (
                (Within(BlanksChange(len(between))),)
                if below.number - above.number == len(between) + 1
                else ()
            )
            yield Fault(blank, below.element.role, below.number, found, "不空行", None, fixes)


def _is_blank(form: Form) -> bool:
    """Whether a paragraph is empty, and nothing else is in it."""
    is_bare = not form.text.strip() and not form.holds and not form.borders
    return is_bare and not form.is_apart and not form.opens_page
