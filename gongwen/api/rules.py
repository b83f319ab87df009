"""The rules that documents are held against: which there are, and what there is to say of each."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen.check.reference import as_facts, explain, group_of, grouped, near_codes, rule_infos
from gongwen.check.reference import find_rule as find_among
from gongwen.finding import RuleInfo, UsageError
from gongwen.read.input.check_settings import covers
from gongwen.rules.catalogue import former_codes
from gongwen.zh.spaces import visible

__all__ = [
    "RuleInfo",
    "all_rules",
    "as_facts",
    "explain",
    "find_rule",
    "known_codes",
    "rules_named",
    "visible",
]


def all_rules() -> list[RuleInfo]:
    """Return every rule, in the order of their groups."""
    return [info for members in grouped(rule_infos()).values() for info in members]


def rules_named(words: Sequence[str]) -> list[RuleInfo]:
    """Return the rules whose code begins with one of ``words`` or whose text says one; () are all.

    Raises UsageError when there is none.
    """
    found = [info for info in all_rules() if not words or _is_named(info, tuple(words))]
    if not found:
        named = "”“".join(words)
        raise UsageError(f"没有代码以“{named}”开头、要求里有“{named}”的规则，用 gongwen rules 列出全部规则")
    return found


def _is_named(info: RuleInfo, words: tuple[str, ...]) -> bool:
    told = info.about + group_of(info.code)
    codes = (info.code, *info.formerly)
    return any(code.startswith(words) for code in codes) or any(word in told for word in words)


def find_rule(code: str) -> RuleInfo:
    """Return the rule with ``code``. Raises UsageError, which names codes like it, when there is none."""
    return find_among(code, rule_infos())


def known_codes(text: str, known: Sequence[str], what: str) -> tuple[str, ...]:
    """Return the codes that ``text`` lists with commas, each one of ``known`` or what some of them begin with.

    One that has become part of another is returned as that. Raises UsageError, which says ``what`` lists them, for
    any that is unknown.
    """
    codes = tuple(code.strip() for code in text.replace("，", ",").split(",") if code.strip())
    for code in codes:
        if not any(covers(code, each) for each in known):
            words = dict.fromkeys(each.partition(".")[0] for each in known)
            near = [word for word in words if word.startswith(code)] or near_codes(code, known)
            meant = f"，是不是 {'、'.join(near)}" if near else ""
            raise UsageError(f"{what}：没有规则“{code}”{meant}；代码见 gongwen rules")
    former = former_codes()
    return tuple(former.get(code, code) for code in codes)
