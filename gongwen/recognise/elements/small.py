"""The small elements of the 版头, several of which may stand on one line: 份号, 密级, 紧急程度, 发文字号."""

from __future__ import annotations

from gongwen.pattern import pattern
from gongwen.terms import number, secrecy
from gongwen.zh.spaces import tighten

_WITH_BRACKETS = pattern(number.WITH_BRACKETS)


def elements_of(text: str) -> list[tuple[str, str]]:
    """Return the small elements of the 版头 of which a line is made; [] when there is anything else on it."""
    rest, found = number.unwrapped(tighten(text)).replace(" ", ""), []
    if _WITH_BRACKETS.fullmatch(rest):
        return [("发文字号", rest)]
    while rest:
        step = number.read_start(rest) or secrecy.read_start(rest)
        if step is None or not step.end:
            return []
        found += _named(step.value, rest[step.parts.get("code", (0, 0))[0] : step.end])
        rest = rest[step.end :]
    return found


def _named(value: number.DocNumber | secrecy.Mark, written: str) -> list[tuple[str, str]]:
    """Return the keys of one small element with what they say."""
    if isinstance(value, number.DocNumber):
        return [("发文字号", written)]
    if isinstance(value, secrecy.CopyNumber):
        return [("份号", value.digits)]
    if isinstance(value, secrecy.Urgency):
        return [("紧急程度", value.word)]
    return [("密级", value.level), *([("保密期限", value.period)] if value.period else [])]
