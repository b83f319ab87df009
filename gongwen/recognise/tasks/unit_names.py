"""A list of units in running text → their names."""

from __future__ import annotations

import re

from gongwen.pattern import pattern
from gongwen.terms.unit_end import OFFICES, PARTS, SCHOOLS

_OPEN, _CLOSE = "（(〔[【", "）)〕]】"
_BRACKET = pattern(f"[{re.escape(_OPEN + _CLOSE)}]")
_SEPARATORS = "、，,；;\n\t/"
_OFFICE = f"{OFFICES}|{PARTS}|{SCHOOLS}|股|署|司|集团|支行|分行|人行|海关|小组|专班|单位|部门|企业|机构|厂|园"
_IS_OFFICE = pattern(rf"(?:{_OFFICE}|(?:各|有关|相关).*(?:县|市|区|镇|乡|街|村|社区|乡镇|地|级|户|业主))$")
_IS_PLACE = pattern(r"(?:县|市|区|镇|乡|街|村|社区|乡镇|开发区|园区|高新区|新区)$")
_IS_CALL = pattern(
    "(?:坚持|加强|强化|推动|推进(?!办)|建立|健全|完善|落实|支持|鼓励|引导|督促|压实|明确|充分|积极|依托|发挥|突出)"
)
_TAIL = pattern(r"\s*等(?:\d+[个家])?(?:市直|县直|区直)?(?:各)?(?:相关|有关)?(?:部门|单位|科室|乡镇|方面)*$")
_HEAD = pattern(r"^(?:并?由|和|及|以及|与|其中|此外)(?=\S{2})")
_JOINT = pattern("以及|和|及|与|暨")
_NOTE = pattern(r"[（(〔\[][^（(〔\[]*[）)〕\]]$")
_LONGEST = 40


def split_units(text: str) -> tuple[str, ...]:
    """Return the names in ``text`` in order, brackets in them untouched.

    和, 及, 以及 and 与 separate names only where a whole name stands on both sides: 县发展和改革局 is one.
    """
    names = []
    for part in _split(text):
        names += _split_joined(_TAIL.sub("", part.strip(" 　。.：:")))
    return tuple(name for each in names if (name := _tidy(each)))


def is_unit(name: str) -> bool:
    """Whether ``name`` ends as names of agencies, places and kinds of them do."""
    bare = _NOTE.sub("", name)
    if not 2 <= len(bare) <= _LONGEST or _IS_CALL.match(bare):
        return False
    return bool(_IS_OFFICE.search(bare) or _IS_PLACE.search(bare))


def depths(text: str) -> list[int]:
    """Return for each character how many brackets it stands in; brackets themselves count as inside."""
    found: list[int] = []
    depth = 0
    for match in _BRACKET.finditer(text):
        found += [depth] * (match.start() - len(found))
        if match[0] in _OPEN:
            depth += 1
            found.append(depth)
        else:
            found.append(depth)
            depth = max(0, depth - 1)
    return found + [depth] * (len(text) - len(found))


def _split(text: str) -> list[str]:
    parts = [""]
    for character, depth in zip(text, depths(text), strict=True):
        if depth == 0 and character in _SEPARATORS:
            parts.append("")
        else:
            parts[-1] += character
    return [piece for part in parts for piece in _split_spaced(part)]


def _split_spaced(text: str) -> list[str]:
    """Return the words of ``text`` where each is the name of a unit; else ``text`` as it is."""
    words = text.split()
    return words if len(words) > 1 and all(map(is_unit, words)) else [text]


def _split_joined(text: str) -> list[str]:
    levels = depths(text)
    for match in _JOINT.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if levels[match.start()] == 0 and _is_whole(before) and (is_unit(after) or _has_whole_head(after)):
            return [before, *_split_joined(after)]
    return [text]


def _is_whole(text: str) -> bool:
    return len(text) > 1 and bool(_IS_OFFICE.search(_NOTE.sub("", text)))


def _has_whole_head(text: str) -> bool:
    """Whether ``text`` begins with a name and another joined to it."""
    return any(_is_whole(text[: match.start()]) for match in _JOINT.finditer(text))


def _tidy(name: str) -> str:
    return _HEAD.sub("", name.strip(" 　。.：:")).strip()
