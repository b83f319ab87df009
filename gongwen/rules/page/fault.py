"""Faults of format, one a paragraph, and the findings that say each once for an element."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongwen.address import Place, Stretch
from gongwen.finding import Change, Finding, Fix, Fixing
from gongwen.profile import Basis, ClauseForce, Profile
from gongwen.rules.rule import AnyRule

_VERBS: dict[ClauseForce, str] = {"应当": "应", "一般": "一般", "推荐": "推荐", "惯例": "通常"}
_NAMES = {"公文正文": "正文", "公文标题": "标题", "单页码": "", "双页码": "", "": "全文"}
_SHOWN = 4
"""Stretches of paragraphs that a message names."""


class Within(NamedTuple):
    """What fixes the characters ``start``:``end`` of a paragraph, all of it by default."""

    change: Change
    start: int = 0
    end: int | None = None
    number: int = 0
    """The paragraph, from 1; 0 is that of the fault."""


class Fault(NamedTuple):
    """One paragraph that looks other than the profile says."""

    rule: AnyRule
    role: str
    """What it is; "" is the whole document."""
    number: int
    """The paragraph, from 1; 0 for none."""
    found: str
    """What there is, as the predicate of a sentence: 用了 14 磅."""
    wanted: str
    """What there should be, behind 应, 一般, 推荐 or 通常: 用 16 磅."""
    basis: Basis | None = None
    """Of the value in the profile; None for what no value says: clause and force are those of the rule."""
    fixes: tuple[Within, ...] = ()
    span: tuple[int, int] | None = None


def basis_of(profile: Profile, role: str, key: str) -> Basis:
    """Return clause and force of a value of ``role`` by its key in the style file, inherited or not.

    惯例 without a clause where the style says none.
    """
    while role:
        for section in ("样式", "字符样式"):
            if found := profile.basis.get(f"{section}.{role}.{key}"):
                return found
        role = profile.parents.get(role, "")
    return Basis("", "惯例")


def value_basis(profile: Profile, way: str) -> Basis:
    """Return clause and force of the value at ``way`` in the style file, as :func:`basis_of` does."""
    return profile.basis.get(way, Basis("", "惯例"))


def merged(faults: Iterable[Fault], name: str, texts: Sequence[str]) -> list[Finding]:
    """Return one finding for each code and role, in the order of the text; ``name`` is that of the file.

    Roles of which the same is said by the same clause share one.
    """
    roles: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in faults:
        roles.setdefault((fault.rule.code, fault.role, fault.wanted), []).append(fault)
    groups: dict[tuple[str, ...], list[Fault]] = {}
    for own in roles.values():
        said = own[0].rule.code, *_basis(own[0]), _found(own), own[0].wanted
        groups.setdefault(said, []).extend(own)
    findings = [_finding(group, name, texts) for group in groups.values()]
    return sorted(findings, key=lambda each: each.place.line if each.place else 0)


def _found(group: Sequence[Fault]) -> str:
    return "、".join(dict.fromkeys(fault.found for fault in group))


def _finding(group: Sequence[Fault], name: str, texts: Sequence[str]) -> Finding:
    group = sorted(group, key=lambda fault: fault.number)
    first = group[0]
    clause, force = _basis(first)
    numbers = sorted({fault.number for fault in group if fault.number})
    roles = list(dict.fromkeys(fault.role for fault in group))
    message = f"{_subject(roles, numbers)}{_found(group)}，{_VERBS[force]}{first.wanted}"
    fixes = tuple(
        Fix(Stretch(_place(name, fix.number or each.number), fix.start, fix.end), fix.change)
        for each in group
        for fix in each.fixes
    )
    span = first.span if first.span and len(numbers) == 1 else (0, None)
    at = Stretch(_place(name, numbers[0]), *span) if numbers else None
    excerpt = texts[numbers[0] - 1].strip()[:20] if numbers else ""
    return Finding(
        first.rule.code, at, message, clause, force, _fixing(first.rule, force, bool(fixes)),
        excerpt, fixes,
    )  # fmt: skip


def _basis(fault: Fault) -> tuple[str, ClauseForce]:
    rule = fault.rule
    if fault.basis is not None:
        return fault.basis.clause, fault.basis.force
    assert rule.force is not None
    assert rule.force != "差错"
    return rule.clause, rule.force


def _fixing(rule: AnyRule, force: ClauseForce, has_fix: bool) -> Fixing:
    """Return how a fault is fixed: by a rule of values of the style 修正 only where they are 应当."""
    if not has_fix:
        return "提示"
    return "建议" if rule.style and force != "应当" else rule.fixing


def _place(name: str, number: int) -> Place:
    return Place(name, max(number, 1), unit="段")


def _subject(roles: Sequence[str], numbers: Sequence[int]) -> str:
    named = "、".join(_NAMES.get(role, role) for role in roles)
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
