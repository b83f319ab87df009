"""Names of laws and of regulations of the State Council that are quoted, against those that there are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from gongwen.pattern import pattern
from gongwen.rules.rule import PROSE, Part, Slip, rule
from gongwen.zh.distance import distance

_PARTS: frozenset[Part] = PROSE | {"标题"}
_QUOTED = pattern(
    r"《(?:中华人民共和国)?(?P<name>[^《》（）]{4,30}?(?:法|条例|条列|规定|办法|细则))(?:[（(][^《》]*)?》"
)
_STATE = "中华人民共和国"
_FAR = 2
"""Characters by which a name that there is not may differ from one that there is."""
_SHORTEST = 5
"""Characters of a name from which on two others may be wrong."""
_LONG = 6
"""Characters of the name of a regulation by which it is known, of a city too."""


@cache
def _known() -> frozenset[str]:
    return frozenset(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split())


@cache
def _like(name: str) -> tuple[str, ...]:
    """Return the names that are most like ``name``, which is none of them; () where none is near."""
    most = _FAR if len(name) >= _SHORTEST else 1
    far = {each: distance(name, each, most) for each in _known() if abs(len(each) - len(name)) <= most}
    least = min(far.values(), default=most + 1)
    whole = {each for each in _known() if each.endswith(name)}
    near = {each for each, long in far.items() if long == least} if least <= most else set()
    return tuple(sorted(near | whole)) if near else ()


@cache
def _slip_of(name: str) -> tuple[str, ...]:
    """Return the regulations that ``name`` is but for one character, or for the order of its characters."""
    if not name.endswith(("条例", "条列")) or len(name) < _LONG:
        return ()
    letters = sorted(name)
    same = [each for each in _known() if len(each) == len(name)]
    return tuple(each for each in same if distance(name, each, 1) == 1 or sorted(each) == letters)


@rule("references.law-name", "", "推荐", "提示", _PARTS, signs="法例列定则")
def law_name(text: str) -> Iterator[Slip]:
    """引用的法律、行政法规，名称一字不差。

    Wrong: 根据《中华人民共和国安全产生法》，制定本办法。 Right: 根据《中华人民共和国安全生产法》，制定本办法。
    """
    for match in _QUOTED.finditer(text):
        name = match["name"]
        if name in _known():
            continue
        is_law = (name.endswith("法") and not name.endswith("办法")) or _STATE in match[0]
        if others := _like(name) if is_law else _slip_of(name):
            shown = "》《".join(others)
            yield Slip(*match.span("name"), f"没有查到《{name}》，是不是《{shown}》，请核对")
