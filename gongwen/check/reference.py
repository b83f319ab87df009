"""What there is to say of every rule: the reference that commands and the manual print."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, NamedTuple, get_args

from gongwen.finding import Fixing, Force, RuleInfo, UsageError
from gongwen.pattern import HANZI, pattern
from gongwen.read.styles.choice import DEFAULT_STYLE
from gongwen.read.styles.file import read_profile
from gongwen.rules.catalogue import all_rules
from gongwen.rules.rule import EVERYWHERE, AnyRule
from gongwen.terms.date import write as format_date
from gongwen.write.findings.view import clause_name
from gongwen.zh.spaces import visible

FIXINGS: dict[Fixing, str] = {
    "修正": "可以直接改",
    "建议": "同意后才改",
    "提示": "由人判断",
}
"""What each way of fixing means."""
_GROUPS = {
    "head": "版头",
    "title": "标题",
    "recipients": "主送机关",
    "body": "主送机关、正文和附件",
    "table": "表格",
    "closing": "落款和附注",
    "imprint": "版记",
    "format": "特定格式",
    "look": "字和段落的样子",
    "page": "页面",
    "number": "页码",
    "line": "分隔线",
    "place": "印出来的位置",
    "read": "读出的内容",
    "register": "与名册对照",
    "text": "正文的文字",
    "quotes": "引号和书名号",
    "marks": "标点和序号",
    "brackets": "括号",
    "spaces": "空格",
    "numerals": "数字",
    "ranges": "起止",
    "dates": "日期",
    "units": "计量单位",
    "references": "引用公文",
    "labels": "序号",
    "typos": "错别字",
    "terms": "用语",
    "phrases": "句子",
    "leftovers": "没有删净的文字",
    "names": "姓名",
    "kinds": "文种",
    "set-phrases": "固定提法",
    "privacy": "个人信息",
    "figures": "数字对得上",
    "notes": "附注",
    "agencies": "机关名称",
    "titles": "标题的文字",
    "attachment-lines": "附件说明的文字",
    "imprint-lines": "版记的文字",
}
"""What the first word of a code stands for."""
_PARTS = (
    "版头", "标题", "主送机关", "正文", "名单", "表格", "附件说明", "附件标号", "落款", "附注", "抄送机关", "印发机关",
)  # fmt: skip
"""In the order of the pages."""
_EXAMPLE = pattern(
    r"Wrong:\s+(?P<wrong>.+?)\s+Right:\s+(?P<right>.+?)(?:\s+Base:\s+(?P<base>\S+))?\s*", re.DOTALL
)
_WORD = pattern(f"{HANZI}+")
_STYLE = "现行国家标准"
"""What the usual style is called."""
_NEAR, _MOST_NEAR = 60, 5
"""How like a code must be, of 100, to be meant by another, and how many of those are named."""


class Explanation(NamedTuple):
    """What a docstring says of a rule."""

    about: str
    """Its first paragraph."""
    more: str
    """What stands between that and the example."""
    wrong: str
    right: str
    base: str
    """The document over which the keys of the example are laid; "" for the usual one."""


def read_explanation(docstring: str) -> Explanation:
    """Return what ``docstring`` says: a paragraph, perhaps others, ``Wrong: … Right: …``, perhaps ``Base: …``."""
    text = inspect.cleandoc(docstring)
    start = text.find("Wrong:")
    told, shown = (text, "") if start < 0 else (text[:start], text[start:])
    about, _, more = told.strip().partition("\n\n")
    match = _EXAMPLE.fullmatch(shown)
    wrong, right, base = match.groups(default="") if match else ("", "", "")
    return Explanation(_joined(about), _joined(more), wrong, right, base)


def _joined(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text.strip()) if not text.isascii() else " ".join(text.split())


def info_of(rule: AnyRule) -> RuleInfo:
    """Return what there is to say of ``rule``."""
    told = read_explanation(rule.find.__doc__ or "")
    forces = (rule.force,) if rule.force else _forces(rule.style)
    fixing = rule.fixing if rule.force or "应当" in forces or rule.fixing == "提示" else "建议"
    parts = () if rule.parts == EVERYWHERE else tuple(sorted(rule.parts, key=_PARTS.index))
    return RuleInfo(
        rule.code, rule.clause, forces[0], told.about, fixing, told.wrong, told.right, rule.since, rule.until, parts,
        told.more, () if rule.force else forces, rule.formerly,
    )  # fmt: skip


@cache
def _forces(values: str) -> tuple[Force, ...]:
    """Return the forces that ``values`` have in the usual style, strongest first; 惯例 where it says none."""
    basis = read_profile(DEFAULT_STYLE).basis
    found = {each.force for way, each in basis.items() if fnmatchcase(way, values)}
    return tuple(force for force in get_args(Force) if force in found) or ("惯例",)


@cache
def rule_infos() -> tuple[RuleInfo, ...]:
    """Return what there is to say of every rule, in the order of the catalogue."""
    return tuple(map(info_of, all_rules()))


def group_of(code: str) -> str:
    """Return what the rules with the first word of ``code`` are about."""
    word = code.partition(".")[0]
    return _GROUPS.get(word, word)


def grouped(infos: Iterable[RuleInfo]) -> dict[str, list[RuleInfo]]:
    """Return ``infos`` under what they are about, in the order of the groups and within them as given."""
    groups: dict[str, list[RuleInfo]] = {title: [] for title in _GROUPS.values()}
    for info in infos:
        groups.setdefault(group_of(info.code), []).append(info)
    return {title: members for title, members in groups.items() if members}


def find_rule(code: str, infos: Sequence[RuleInfo]) -> RuleInfo:
    """Return the rule with ``code``. Raises UsageError, which names codes like it, when there is none."""
    for info in infos:
        if code in (info.code, *info.formerly):
            return info
    near = near_codes(code, [info.code for info in infos])
    meant = f"；是不是 {'、'.join(near)}" if near else ""
    listed = (
        f"gongwen rules {code} 找要求里有这个词的规则"
        if _WORD.fullmatch(code)
        else "gongwen rules 列出全部规则"
    )
    raise UsageError(f"没有规则“{code}”{meant}。用 {listed}")


def near_codes(code: str, codes: Sequence[str]) -> list[str]:
    """Return those of ``codes`` that may be meant by ``code``, the likeliest first; [] when none is like it."""
    from rapidfuzz import fuzz, process

    found = process.extract(
        code.strip().lower(), codes, scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=_MOST_NEAR
    )
    return [near for near, _, _ in found]


def explain(info: RuleInfo) -> str:
    """Return the page of a rule, as a terminal shows it."""
    lines = [f"{info.code}　{group_of(info.code)}", visible(info.about), *filter(None, [info.more]), ""]
    return "\n".join([*lines, *(f"{name}　{text}" for name, text in facts(info))]) + "\n"


def facts(info: RuleInfo) -> Iterator[tuple[str, str]]:
    """Yield what there is to say of a rule besides what it wants, by name."""
    yield "程度", force_of(info)
    yield "条款", clause_name(info.clause) or "没有条款，是通行做法"
    yield "处理", _handling(info)
    if term := _term(info):
        yield "适用", f"{term}成文的公文"
    if info.parts:
        yield "查看", "、".join(info.parts)
    if info.formerly:
        yield "旧名", f"{'、'.join(info.formerly)}，已并入这一条"
    if info.wrong:
        yield "错的", visible(info.wrong)
        yield "对的", visible(info.right)


def force_of(info: RuleInfo) -> str:
    """Return how binding a rule is, in words: where the style says it, what the usual one says."""
    if not info.by_style:
        return info.force
    return f"按版式里的值，{_STYLE}是{'、'.join(info.by_style)}"


def _handling(info: RuleInfo) -> str:
    told = f"{info.fixing}，{FIXINGS[info.fixing]}"
    if info.by_style and info.fixing == "修正":
        return f"程度是应当的{told}；别的建议，{FIXINGS['建议']}"
    return told


def _term(info: RuleInfo) -> str:
    """Return from when to when a rule applies; "" for always."""
    ends = [
        f"{format_date(date.fromisoformat(day))}{word}"
        for day, word in ((info.since, "起"), (info.until, "及以前"))
        if day
    ]
    return "、".join(ends)


def as_facts(info: RuleInfo) -> dict[str, Any]:
    """Return a rule for programs to read, "" or [] for what it does not have."""
    return {
        "规则": info.code, "类": group_of(info.code), "要求": info.about, "说明": info.more,
        "程度": info.force, "按版式": list(info.by_style), "条款": info.clause, "处理": info.fixing, "起": info.since, "止": info.until,
        "查看": list(info.parts), "旧名": list(info.formerly), "错的": info.wrong, "对的": info.right,
    }  # fmt: skip


def rules_page(infos: Iterable[RuleInfo]) -> str:
    """Return the page of the manual on ``infos``, in Markdown."""
    pieces = [
        "# 规则",
        "这一页由 `python docs/build.py` 从程序打印，不要手改。",
        "每条规则的程度：差错是不管哪一条都不对的，如没有的日期、编乱的序号；应当、一般、推荐是条款的用词，惯例是通行做法。"
        f"处理：{'；'.join(f'{name}，{meaning}' for name, meaning in FIXINGS.items())}。",
    ]
    for title, members in grouped(infos).items():
        pieces += [f"## {title}", *map(_section, members)]
    return "\n\n".join(pieces) + "\n"


def _section(info: RuleInfo) -> str:
    told = dict(facts(info))
    examples = [f"- {name}：{_code(told.pop(name))}" for name in ("错的", "对的") if name in told]
    basis = "；".join(f"{name}：{text}" for name, text in told.items())
    lines = [f"- {basis}", *examples]
    return "\n\n".join(
        filter(None, [f"### {info.code}", visible(info.about), visible(info.more), "\n".join(lines)])
    )


def _code(text: str) -> str:
    return f"`{text}`"
