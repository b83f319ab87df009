"""Departments of local governments, whose names are the same nearly everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from gongwen.pattern import HANZI, pattern
from gongwen.rules.rule import EVERYWHERE, Slip, rule
from gongwen.rules.words.quoted import hide_spoken

_NAMED = pattern(f"(?<=[省市县区州旗])(?P<name>{HANZI}{{5,11}}?)(?=局|委员会|厅)")


@rule("names.department", "", "推荐", "提示", EVERYWHERE, signs="局委厅")
def department(text: str) -> Iterator[Slip]:
    """政府部门的名称，与通行的名称只差一个字的，请核对。

    Wrong: 由县住房和城市建设局负责。 Right: 由县住房和城乡建设局负责。
    """
    for match in _NAMED.finditer(hide_spoken(text)):
        if right := _meant(match["name"]):
            yield Slip(*match.span("name"), f"“{match['name']}”像是“{right}”之误，请核对部门的名称")


def _meant(name: str) -> str:
    """Return the only name of a department that differs from ``name`` by one character; "" where it is one, or none does."""
    if name in _known():
        return ""
    near = {whole for at in range(len(name)) for whole in _holes().get(name[:at] + "?" + name[at + 1 :], ())}
    return near.pop() if len(near) == 1 else ""


@cache
def _known() -> frozenset[str]:
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


@cache
def _holes() -> dict[str, set[str]]:
    """Return, for each name without one of its characters, the names that are so."""
    holes: dict[str, set[str]] = {}
    for name in _known():
        for at in range(len(name)):
            holes.setdefault(name[:at] + "?" + name[at + 1 :], set()).add(name)
    return holes
