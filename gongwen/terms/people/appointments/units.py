"""成员单位 in words: which units join a group, and which are no longer of it."""

from __future__ import annotations

import re

from gongwen.pattern import pattern
from gongwen.terms.people.appointed import Act
from gongwen.terms.people.appointments.state import State, put
from gongwen.terms.people.named_people import Named
from gongwen.terms.people.post import ends_as_unit

_JOIN = pattern(
    r"(?:新?增(?:加|补|列)?|将|吸收|补充)(?P<units>.+?)(?:增补|增列|增加|补充|列|纳入|作)?(?:为|至|入)[^，。、]{0,12}?(?P<role>成员)单位$"
)
_MORE = pattern(r"(?P<role>成员)单位(?:中)?(?:新?增(?:加|补|列)?|补充)(?:为)?[：:]?(?P<units>.+)$")
_LEAVE = pattern(
    r"(?P<units>.+?)(?:不再(?:作为|担任|列为|是|为)?|退出|调出)[^，。、]{0,12}?(?P<role>成员)单位$"
)
_FORMER = pattern(r"原(?P<role>成员)单位(?P<units>.+?)(?:撤出|退出|调出|移出|不再保留|不再参加)$")
_NEW = pattern(
    r"(?P<units>.+?)(?:列|作|增补|增列)?为(?:新增|新)(?:加入)?的?[^，。、]{0,12}?(?P<role>成员)单位$"
)
_FURTHER = pattern(r"(?P<verb>新?增(?:加|补|列)?|补充|减少|去掉|调出|取消)(?P<units>.+)$")
"""What a clause says behind one that is of 成员单位."""
_ADDED = pattern(r"(?:新?增(?:加|补|列)?|补充)(?P<role>成员)单位[：:](?P<units>.+)$")
_TAKEN_OUT = pattern(r"(?:减少|去掉|调出|取消)(?P<role>成员)单位[：:](?P<units>.+)$")
_FEWER = pattern(r"(?P<role>成员)单位(?:中)?(?:减少|去掉|调出|取消)[：:]?(?P<units>.+)$")
_FORMS: tuple[tuple[re.Pattern[str], Act], ...] = (
    (_NEW, "增单位"), (_LEAVE, "减单位"), (_FORMER, "减单位"), (_JOIN, "增单位"), (_MORE, "增单位"), (_FEWER, "减单位"), (_ADDED, "增单位"),
    (_TAKEN_OUT, "减单位"),
)  # fmt: skip
_SWAPPED = pattern("(?:将|由)?(?P<units>[^，、]+?)(?:调整|变更|更换|更名|改)为(?P<new>[^，、]+)")
_ACTS = ("增单位", "减单位")
_MEMBER = "成员"
_QUOTES = '“”"「」'
_APART = pattern("[、和及与]|以及")


def change_units(words: str, at: int, state: State) -> bool:
    """增加县数据局为成员单位, 县粮食局不再作为成员单位."""
    for form, act in _FORMS:
        match = form.fullmatch(words)
        units = _units(match, at) if match else ()
        if match and units:
            return put(state, act, units, match["role"], at, at + len(words))
    return _further(words, at, state)


def _further(words: str, at: int, state: State) -> bool:
    """减少县信访局, 甲局变更为乙局: of 成员单位, as the clause before is or the heading above says."""
    last = state.found[-1].value if state.found and not state.is_first else None
    is_of_units = state.part.endswith("单位") or (last is not None and last.act in _ACTS)
    if not is_of_units:
        return False
    end = at + len(words)
    if swap := _SWAPPED.fullmatch(words):
        gone, new = _units(swap, at), _units(swap, at, "new")
        return (
            bool(gone and new)
            and put(state, "减单位", gone, _MEMBER, at, end)
            and put(state, "增单位", new, _MEMBER, at, end)
        )
    further = _FURTHER.fullmatch(words)
    units = _units(further, at) if further else ()
    if further is None or not units:
        return False
    act: Act = "增单位" if further["verb"].startswith(("增", "新", "补")) else "减单位"
    return put(state, act, units, _MEMBER, at, end)


def _units(match: re.Match[str], at: int, part: str = "units") -> tuple[Named, ...]:
    """Return the units named; () when anything else is among them."""
    text, start = match[part], match.start(part)
    names = [name.strip().strip(_QUOTES) for name in _APART.split(text)]
    if not all(map(ends_as_unit, names)):
        return ()
    return tuple(Named(name, (at + start, at + start + len(text))) for name in names)
