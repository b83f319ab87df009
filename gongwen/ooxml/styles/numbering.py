"""The real multi-level list 一、/（一）/1./（1） of Word, tied to the heading styles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gongwen.flow import Par
from gongwen.ooxml.xml import DECLARATION, W, element
from gongwen.profile import HEADING_ROLES, Profile
from gongwen.terms.label import LEVELS

_FORMS = {
    1: ("chineseCountingThousand", "%1、"),
    2: ("chineseCountingThousand", "（%2）"),
    3: ("decimal", "%3."),
    4: ("decimal", "（%4）"),
}


@dataclass(frozen=True, slots=True)
class List:
    """A continuation of the heading list in which one level counts from another number."""

    number: int
    level: int
    start: int


def write_numbering(profile: Profile, lists: Iterable[List] = ()) -> str:
    """Return numbering.xml with the heading list as number 1, and further ``lists`` from 2 on."""
    levels = "".join(_level(level, profile) for level in range(1, LEVELS + 1))
    multilevel = element("w:multiLevelType", {"w:val": "multilevel"})
    content = element("w:abstractNum", {"w:abstractNumId": "0"}, multilevel + levels)
    content += _instance(1) + "".join(_instance(item.number, _override(item)) for item in lists)
    return DECLARATION + element("w:numbering", {"xmlns:w": W}, content)


def _level(level: int, profile: Profile) -> str:
    form, text = _FORMS[level]
    look = profile.looks[HEADING_ROLES[level]]
    indent = element("w:ind", {"w:firstLineChars": "200", "w:firstLine": str(round(look.first * 20))})
    content = (
        element("w:start", {"w:val": "1"})
        + element("w:numFmt", {"w:val": form})
        + element("w:pStyle", {"w:val": HEADING_ROLES[level]})
        + element("w:suff", {"w:val": "nothing"})
        + element("w:lvlText", {"w:val": text})
        + element("w:lvlJc", {"w:val": "left"})
        + element("w:pPr", content=indent)
    )
    return element("w:lvl", {"w:ilvl": str(level - 1)}, content)


def _instance(number: int, override: str = "") -> str:
    abstract = element("w:abstractNumId", {"w:val": "0"})
    return element("w:num", {"w:numId": str(number)}, abstract + override)


def _override(item: List) -> str:
    start = element("w:startOverride", {"w:val": str(item.start)})
    return element("w:lvlOverride", {"w:ilvl": str(item.level - 1)}, start)


@dataclass(slots=True)
class Counter:
    """Counts headings as Word would, and says in which list each gets the number it has."""

    lists: list[List] = field(default_factory=list)
    _seen: list[int] = field(default_factory=lambda: [0] * LEVELS)

    def assign(self, par: Par) -> int:
        """Return the list of ``par``: 1 is that of the heading styles, the others are in ``lists``."""
        level = par.level - 1
        if self._seen[level] + 1 != par.number:
            self.lists.append(List(len(self.lists) + 2, par.level, par.number))
        self._seen[level] = par.number
        self._seen[level + 1 :] = [0] * (LEVELS - par.level)
        return self.lists[-1].number if self.lists else 1
