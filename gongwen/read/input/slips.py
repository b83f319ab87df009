"""The usual slips of people who write YAML, found line by line and told with their remedy."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches

import yaml

from gongwen.pattern import pattern


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """Something wrong in a text, with its line and column, both from 1."""

    line: int
    column: int
    message: str


@dataclass(slots=True)
class Found:
    """The slips of one text."""

    slips: list[Slip] = field(default_factory=list)
    repaired: list[str] | None = None
    """The lines with every colon put right; None when the indentation is wrong as well."""
    widened: dict[int, int] = field(default_factory=dict)
    """For a line, from 0, the column of the colon behind which the repair put a space."""


_KEY = pattern(
    r"(?P<lead> *(?:-[ ]+)*)(?P<key>[^\s:：#\-'\"\[\]{}|>&*!%@`,?][^:：]*?)[ ]*(?P<colon>[:：])(?P<rest>.*)"
)
_BLOCK = pattern(r"\s*[|>][-+0-9]*\s*(?:#.*)?")
_BLOCK_ITEM = pattern(r"(?P<lead> *(?:-[ ]+)*-)[ ]+[|>][-+0-9]*\s*(?:#.*)?")
_VALUE = pattern(r"\s*(?:-\s+)*(?:[^:：]*?:\s+)?(?P<value>\S?)")
_COLON = pattern(r":(?:\s|$)")
_SPACES = {"\t": "制表符（Tab）", "\u3000": "全角空格", "\xa0": "不换行空格"}
_BOUNDARY = pattern(r"-{3}\s*")
_LONGEST_KEY = 12
_NEAR = 0.7


def find_slips(lines: list[str], known: Collection[str], free: Collection[str]) -> Found:
    """Return the colons and the indentation that YAML does not take for what they were meant to be.

    A line counts as ``键: 值`` when its key is one of ``known`` or nearly so, or stands below one of
    ``free``. The contents of block texts are passed over.
    """
    scan = _Scan(lines, known, free)
    for number, line in enumerate(lines):
        if line.strip() and not _BOUNDARY.fullmatch(line):
            scan.read(number, line)
    return scan.found


class _Scan:
    def __init__(self, lines: list[str], known: Collection[str], free: Collection[str]) -> None:
        self.known, self.free = known, free
        self.found = Found(repaired=list(lines))
        self.block: int | None = None
        """Lines that are indented deeper than this belong to a block text."""
        self.parents: list[tuple[int, str]] = []

    def read(self, number: int, line: str) -> None:
        """Take in the next line that is not blank."""
        indent = len(line) - len(line.lstrip(" "))
        if self.block is not None and indent > self.block:
            return
        if line[indent] in _SPACES:
            self._note_indent(number, indent, line[indent])
            return
        self.block = None
        if match := _BLOCK_ITEM.fullmatch(line):
            self.block = len(match["lead"]) - 1
        elif line[indent] != "#" and (match := _KEY.fullmatch(line)):
            self._read_key(number, match)

    def _read_key(self, number: int, match: re.Match[str]) -> None:
        column = len(match["lead"])
        while self.parents and self.parents[-1][0] >= column:
            self.parents.pop()
        if not self._is_sound(match) and self._is_key(match["key"]):
            self._note_colon(number, match)
        self.parents.append((column, match["key"]))
        if _BLOCK.fullmatch(match["rest"]):
            self.block = column

    def _is_sound(self, match: re.Match[str]) -> bool:
        return match["colon"] == ":" and (not match["rest"] or match["rest"][0] in " \t")

    def _is_key(self, key: str) -> bool:
        if key in self.known or (self.parents and self.parents[-1][1] in self.free):
            return True
        return len(key) <= _LONGEST_KEY and bool(get_close_matches(key, self.known, 1, _NEAR))

    def _note_colon(self, number: int, match: re.Match[str]) -> None:
        key, colon, rest = match["key"], match.start("colon"), match["rest"]
        if match["colon"] == "：":
            message = f"“{key}”后面的冒号是全角的，请改成半角冒号加一个空格，如“{key}: ……”"
        else:
            message = f"“{key}”的冒号后面要空一格，如“{key}: ……”"
        self.found.slips.append(Slip(number + 1, colon + 1, message))
        gap = " " if rest and rest[0] not in " \t" else ""
        if gap:
            self.found.widened[number] = colon
        if self.found.repaired is not None:
            self.found.repaired[number] = f"{match.string[:colon]}:{gap}{rest}"

    def _note_indent(self, number: int, indent: int, character: str) -> None:
        message = f"行首的缩进用了{_SPACES[character]}，请改成半角空格，每层两格"
        self.found.slips.append(Slip(number + 1, indent + 1, message))
        self.found.repaired = None


_QUOTED = "以引号开头的内容，末尾要有同样的引号，后面不能再有文字；请改用中文引号“”，或者给整个内容加单引号"
_ESCAPED = "双引号里的反斜线有特殊含义；请把双引号改成单引号，或者去掉引号"
_BRACKETED = "以方括号、花括号开头的内容会被当作列表；请给整个内容加引号，如“'[加急]关于……'”"
_RESERVED = "YAML 不许内容以这个符号开头；请给整个内容加引号，如“'@……'”"
_BY_FIRST = {
    **dict.fromkeys("\"'", _QUOTED),
    **dict.fromkeys("[]{}", _BRACKETED),
    **dict.fromkeys("@`%&*!?,", _RESERVED),
    **dict.fromkeys("|>", "“|”后面不能写文字；请从下一行起写内容，每行比这一项多缩进两格"),
    "-": "列表的第一项要另起一行；内容本身以“-”开头时，请给整个内容加引号",
}
NO_NAME = "冒号前面没有名称，请补上，或者删去这一行"
_SECOND_COLON = "内容里又有一个半角冒号加空格；请把它改成全角冒号“：”，或者给整个内容加引号"
_INDENT = "缩进与上下文对不上：同一层的各项左端要对齐，下一层比上一层多缩进两格"
_NO_KEY = (
    "这一行不是“键: 值”的样子（半角冒号，后面空一格）；如果它是上面一项的内容，"
    "请比那一项多缩进两格，并与它的其他各行左端对齐"
)
_UNKNOWN = "这里不合 YAML 的写法；内容里有特殊符号时请给整个内容加引号，并检查缩进和冒号"


def explain_failure(error: yaml.YAMLError, lines: list[str]) -> Slip:
    """Return what stopped YAML from reading ``lines``, told by what stands at the place it names."""
    found = (getattr(error, name, None) for name in ("context_mark", "problem_mark"))
    marks = [mark for mark in found if mark is not None]
    for mark in marks:
        if message := _explain_place(lines, mark.line, mark.column):
            return Slip(mark.line + 1, mark.column + 1, message)
    if not marks or not lines:
        return Slip(1, 1, _UNKNOWN)
    mark = marks[-1]
    if mark.line >= len(lines) or not lines[mark.line].strip():
        return Slip(min(mark.line + 1, len(lines)), 1, _UNKNOWN)
    before = _keyless_row(lines, mark.line)
    if before is not None:
        return Slip(before + 1, len(lines[before]) - len(lines[before].lstrip()) + 1, _NO_KEY)
    return Slip(mark.line + 1, mark.column + 1, _INDENT)


def _keyless_row(lines: list[str], row: int) -> int | None:
    """Return the row above ``row`` when it is neither ``键: 值`` nor an item of a list, else None."""
    for before in range(row - 1, -1, -1):
        line = lines[before].strip()
        if line and not line.startswith("#"):
            return None if line.startswith("-") or _COLON.search(line) else before
    return None


def _explain_place(lines: list[str], row: int, column: int) -> str:
    """Return what is wrong with the very character at a mark; "" when it is nothing by itself."""
    if row >= len(lines) or column >= len(lines[row]):
        return ""
    line = lines[row]
    indent = len(line) - len(line.lstrip())
    if line[column] == "\t":
        return f"这里不能用{_SPACES[line[column]]}，请改成半角空格"
    if line.lstrip().startswith(":"):
        return NO_NAME
    if line[column] == ":" and _COLON.search(line[:column]):
        return _SECOND_COLON
    if column > indent:
        return _explain_value(line, column)
    return "" if _COLON.search(line) or line[column] == "-" else _NO_KEY


def _explain_value(line: str, column: int) -> str:
    """Return what is wrong with how the value begins that stands before ``column``; "" for nothing."""
    match = _VALUE.match(line)
    if match is None or not match["value"] or match.start("value") > column:
        return ""
    if _BLOCK.fullmatch(line, match.start("value")):
        return ""
    if match["value"] == '"' and "\\" in line:
        return _ESCAPED
    return _BY_FIRST.get(match["value"], "")
