"""Faults of format, one a paragraph, and the findings that say each once for an element."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongwen.address import Place
from gongwen.finding import Finding, Force, LookFix, Mending, PlacedFix, RuleInfo, TextFix
from gongwen.profile import Basis, Profile

CODES = {
    "look.face": "字体与该要素的规定不同",
    "look.marks": "引号、破折号、省略号用了西文字体",
    "look.rare": "生僻字用了没有这个字的字体",
    "look.mixed": "同一种字用了两种名称的字体，如仿宋和仿宋_GB2312",
    "look.siblings": "同一层次的各项，有的排成小标题，有的排成正文",
    "look.size": "字号与该要素的规定不同",
    "look.bold": "标题、主送机关、发文字号、署名或者成文日期加粗了",
    "look.colour": "文字不是黑色，或者发文机关标志不是红色",
    "look.align": "对齐方式与该要素的规定不同，或者居中的又有缩进",
    "look.indent": "首行空的字数不对，或者回行没有顶格",
    "look.spaces": "首行缩进用空格空出来",
    "look.right": "成文日期右边没有空够",
    "look.pitch": "正文的行距排不出每面 22 行",
    "look.gap": "正文的段落之间有段前、段后的空",
    "page.size": "纸张不是 A4",
    "page.turned": "公文横放",
    "page.margins": "天头、订口或者版心的大小不对",
    "page.grid": "文档网格每行不是 28 字",
    "page.break": "附件没有另起一页",
    "number.missing": "没有页码",
    "number.even": "双数页没有页码",
    "number.odd-even": "单、双数页的页码在同一边",
    "number.side": "单页码不居右，或者双页码不居左",
    "number.indent": "页码没有空一字",
    "number.size": "页码的字号不对",
    "number.face": "页码的字体不对",
    "number.dashes": "页码左右没有一字线",
    "number.first": "首页的页码该有的没有，不该有的有",
    "line.red": "没有红色分隔线",
    "line.colour": "版头的分隔线不是红色",
    "line.imprint": "版记的分隔线该有的没有，不该有的有",
    "line.weight": "版记的分隔线太粗或者太细",
    "imprint.last": "附件排在版记后面",
    "title.split-word": "标题断行时，一个词的头一个或者末一个字断到另一行",
    "title.shape": "标题的几行中间短、两头长",
    "place.mark": "印出来的发文机关标志离版心上边缘的距离不对",
    "place.number": "印出来的发文字号不在发文机关标志之下空二行",
    "place.rule": "印出来的红色分隔线不在发文字号之下 4 毫米",
    "place.title": "印出来的标题不在版头之下空二行",
    "place.recipients": "印出来的主送机关不在标题之下空一行",
    "place.note": "印出来的附件说明不在正文之下空一行",
    "place.attachment-title": "印出来的附件标题不在第三行",
    "place.imprint": "印出来的版记不在版心的下边缘",
    "place.page-number": "印出来的页码不在版心下边缘之下 7 毫米",
    "imprint.odd-page": "版记在单数页",
}
"""Every code of the format check, and what it is about."""
MENDED = frozenset(
    ("look.face", "look.size", "look.bold", "look.colour", "look.align", "look.indent", "look.spaces", "look.pitch",
     "look.gap", "look.marks", "look.rare", "look.mixed", "page.size", "page.turned", "page.margins", "page.break")
)  # fmt: skip
"""Those of which the file can be changed."""
_CLAUSES = {
    "look.face": "5.2.2", "look.size": "5.2.2", "look.colour": "5.2.4", "look.align": "7.3", "look.indent": "7.3.3",
    "look.siblings": "7.3.3",
    "look.right": "7.3.5", "look.pitch": "5.2.3", "page.size": "5.1", "page.margins": "5.2.1", "page.grid": "5.2.3",
    "page.break": "7.3.7", "number": "7.5", "line.red": "7.2.7", "line.colour": "7.2.7", "line.imprint": "7.4.1",
    "line.weight": "7.4.1", "imprint.last": "7.4", "title": "7.3.1", "place.mark": "7.2.4", "place.number": "7.2.5", "place.rule": "7.2.7",
    "place.title": "7.3.1", "place.recipients": "7.3.2", "place.note": "7.3.4", "place.attachment-title": "7.3.7",
    "place.imprint": "7.4.1", "place.page-number": "7.5", "imprint.odd-page": "7.4.1",
}  # fmt: skip
"""Where the standard speaks of it; the profile has the clause and the force of each value."""
_CUSTOMS = ("look.marks", "look.rare", "look.mixed", "look.siblings")
NO_BASIS = Basis("", "惯例")
_VERBS: dict[Force, str] = {"应当": "应", "一般": "一般", "推荐": "推荐", "惯例": "通常"}
_NAMES = {"公文正文": "正文", "公文标题": "标题", "单页码": "", "双页码": "", "": "全文"}
_SHOWN = 4
"""Stretches of paragraphs that a message names."""


class Fault(NamedTuple):
    """One paragraph that looks other than the profile says."""

    code: str
    role: str
    """What it is; "" is the whole document."""
    number: int
    """The paragraph, from 1; 0 for none."""
    found: str
    """What there is, as the predicate of a sentence: 用了 14 磅."""
    wanted: str
    """What there should be, behind 应, 一般, 推荐 or 通常: 用 16 磅."""
    basis: Basis
    fixes: tuple[LookFix | TextFix, ...] = ()
    span: tuple[int, int] | None = None


def basis_of(profile: Profile, role: str, key: str) -> Basis:
    """Return clause and force of a value of ``role`` by its key in the style file, inherited or not."""
    while role:
        for section in ("样式", "字符样式"):
            if found := profile.basis.get(f"{section}.{role}.{key}"):
                return found
        role = profile.parents.get(role, "")
    return NO_BASIS


def merged(faults: Iterable[Fault], name: str, texts: Sequence[str]) -> list[Finding]:
    """Return one finding for each code and role, in the order of the text; ``name`` is that of the file."""
    groups: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in faults:
        groups.setdefault((fault.code, fault.role, fault.wanted), []).append(fault)
    findings = [_finding(group, name, texts) for group in groups.values()]
    return sorted(findings, key=lambda each: each.at.line if each.at else 0)


def _finding(group: Sequence[Fault], name: str, texts: Sequence[str]) -> Finding:
    first = group[0]
    numbers = sorted({fault.number for fault in group if fault.number})
    found = "、".join(dict.fromkeys(fault.found for fault in group))
    message = f"{_subject(first.role, numbers)}{found}，{_VERBS[first.basis.force]}{first.wanted}"
    fixes = tuple(PlacedFix(_place(name, f.number), fix) for f in group for fix in f.fixes)
    at = _place(name, numbers[0]) if numbers else None
    excerpt = texts[numbers[0] - 1].strip()[:20] if numbers else ""
    only = fixes[0].fix if len(fixes) == 1 else None
    return Finding(
        first.code, at, message, first.basis.clause, first.basis.force, _mending(first, bool(fixes)),
        first.span if len(numbers) == 1 else None, excerpt, only, () if only else fixes,
    )  # fmt: skip


def _mending(fault: Fault, has_fix: bool) -> Mending:
    """Return 修正 where the standard says 应当 and leaves one right answer."""
    if not has_fix:
        return "提示"
    return "修正" if fault.basis.force == "应当" else "建议"


def _place(name: str, number: int) -> Place:
    return Place(name, max(number, 1), unit="段")


def _subject(role: str, numbers: Sequence[int]) -> str:
    named = _NAMES.get(role, role)
    if len(numbers) < 2:
        return named
    stretches = list(_stretches(numbers))
    shown = "、".join(stretches[:_SHOWN])
    more = "等" if len(stretches) > _SHOWN else ""
    return f"{named} {len(numbers)} 段（第{shown}段{more}）"


def _stretches(numbers: Sequence[int]) -> Iterable[str]:
    """Yield 3—9 for numbers in a row."""
    start = last = numbers[0]
    for number in [*numbers[1:], -1]:
        if number == last + 1:
            last = number
            continue
        yield str(start) if start == last else f"{start}—{last}"
        start = last = number


def look_rules() -> list[RuleInfo]:
    """Return what there is to say of each code; the force that is told is that of the profile's value."""
    more = "程度以版式里写的为准；标准写“一般”的，取值在标准允许的范围里就不报。"
    mended = f"{more}可以改的，程度是“应当”时直接改。"
    return [
        RuleInfo(
            code,
            _CLAUSES.get(code) or _CLAUSES.get(code.partition(".")[0], ""),
            "惯例" if code in _CUSTOMS else "一般",
            f"{about}的，会报出。",
            "建议" if code in MENDED else "提示",
            more=mended if code in MENDED else more,
        )
        for code, about in CODES.items()
    ]
