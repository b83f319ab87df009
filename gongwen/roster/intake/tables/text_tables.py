"""Tables that stand in a text, their columns told by gaps or by |, → sheets as those of a workbook."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.read.workbook import Cell, Sheet
from gongwen.roster.intake.change_row import TITLES
from gongwen.roster.intake.tables.change_tables import TITLES as OF_GROUPS
from gongwen.terms import label
from gongwen.terms.people.person_name import is_name, may_be_name
from gongwen.terms.people.post import ends_as_post
from gongwen.terms.people.role import is_role
from gongwen.zh.spaces import close_up

_OTHER_TITLES = [
    "序号",
    "序",
    "性别",
    "民族",
    "出生年月",
    "学历",
    "政治面貌",
    "部门",
    "科室",
    "任免情况",
    "任免",
    "文化程度",
    "级别",
    "职级",
    "联系电话",
]
_WORD = pattern(r"\S+")
_LAST_OF_NAME = pattern(r"[^\s\d](?:[（(].*)?")
_RULE = pattern(r"[|:\-\s]+")
_APART = pattern("[、，,]")
_HEADING = pattern(rf"\s*{label.CHINESE}")
_FEWEST, _SLIP = 2, 2
"""Columns of a table, and half widths by which a cell may begin before its title."""


class TextTable(NamedTuple):
    """A table, and the lines that it takes up."""

    sheet: Sheet
    lines: range


class _Column(NamedTuple):
    """A column as its title tells it."""

    title: str
    start: int
    """Where it begins, in half widths."""


def find_tables(lines: Sequence[str], places: Sequence[str]) -> list[TextTable]:
    """Return the tables in ``lines`` that have a column of names, each line at its place."""
    found: list[TextTable] = []
    index = 0
    while index < len(lines):
        table = _barred(lines, places, index) or _gapped(lines, places, index)
        if table is None:
            index += 1
        else:
            found.append(_titled(table, lines, places))
            index = table.lines.stop
    return found


def _titled(table: TextTable, lines: Sequence[str], places: Sequence[str]) -> TextTable:
    """Return ``table`` with the line that leads to it as its title."""
    above = next((index for index in range(table.lines.start - 1, -1, -1) if lines[index].strip()), None)
    if above is None or lines[above].startswith("|"):
        return table
    title = (Cell(lines[above].strip(), places[above]),)
    return TextTable(Sheet("表", (title, *table.sheet.rows)), table.lines)


def _barred(lines: Sequence[str], places: Sequence[str], start: int) -> TextTable | None:
    """Return the table whose cells stand between |, with the rows below it whose cells tabs set apart."""
    stop = start
    while stop < len(lines) and lines[stop].startswith("|"):
        stop += 1
    rows = [_cells(text, f"{places[start]}起的表第{number}行") for number, text in enumerate(
        (text for text in lines[start:stop] for text in text.split("\n") if not _RULE.fullmatch(text)), 1)]  # fmt: skip
    while rows and stop < len(lines) and lines[stop].count("\t") == len(rows[0]) - 1 > 1:
        rows.append(tuple(Cell(each.strip(), places[stop]) for each in lines[stop].split("\t")))
        stop += 1
    return TextTable(Sheet("表", tuple(rows)), range(start, stop)) if stop > start else None


def _cells(text: str, at: str) -> tuple[Cell, ...]:
    return tuple(Cell(each.strip(), at) for each in text.strip().strip("|").split("|"))


def _gapped(lines: Sequence[str], places: Sequence[str], start: int) -> TextTable | None:
    """Return the table whose cells stand apart by gaps below titles."""
    columns = _head(lines[start])
    if not columns:
        return None
    is_tabbed = lines[start].strip().count("\t") == len(columns) - 1
    rows = [tuple(Cell(column.title, places[start]) for column in columns)]
    stop = start + 1
    while (
        stop < len(lines)
        and not _HEADING.match(lines[stop])
        and (texts := _tabbed(lines[stop], columns) if is_tabbed else _row(lines[stop], columns))
        and _is_row(texts, columns)
    ):
        rows.append(tuple(Cell(text, places[stop]) for text in texts))
        stop += 1
    return TextTable(Sheet("表", tuple(rows)), range(start, stop)) if stop > start + 1 else None


def _is_row(texts: Sequence[str], columns: Sequence[_Column]) -> bool:
    """Whether what stands under the titles may stand there: a name, or a role of a group; one cell alone is no row."""
    if sum(map(bool, texts)) < _FEWEST:
        return False
    by_key = {OF_GROUPS.get(column.title): text for column, text in zip(columns, texts, strict=True)}
    if {"增", "减"} & by_key.keys():
        return any(by_key.get(key) for key in ("增", "减"))
    name = by_key.get("姓名")
    if name is not None:
        return may_be_name(close_up(name))
    return is_role(close_up(by_key.get("角色") or "")) or not by_key.get("角色")


def is_head(line: str) -> bool:
    """Whether ``line`` is the titles of a table of what changes, before and after, and nothing else."""
    keys = {OF_GROUPS.get(column.title) for column in _head(line)}
    return any(own <= keys for own in ({"前", "后"}, {"原角色", "新角色"}, {"增"}, {"减"}))


def _head(line: str) -> list[_Column]:
    """Return the columns that a line of titles and nothing else tells, 姓名 among them; [] for another line."""
    positions = [index for index, sign in enumerate(line) if not sign.isspace()]
    words = "".join(line[index] for index in positions)
    columns: list[_Column] = []
    at = 0
    while at < len(words):
        length = max((len(title) for title in _KNOWN if words.startswith(title, at)), default=0)
        if not length:
            return []
        if at and not line[positions[at] - 1].isspace():
            return []
        columns.append(_Column(words[at : at + length], _width(line[: positions[at]])))
        at += length
    keys = {OF_GROUPS.get(column.title) for column in columns}
    is_about_people = "姓名" in keys or {"前", "后"} <= keys or bool({"增", "减"} & keys)
    return columns if is_about_people and len(columns) >= _FEWEST else []


_OF_ROLE = frozenset(title for title, key in OF_GROUPS.items() if key == "角色") | {"职务"}
"""What a column is called in which roles may stand."""
_KNOWN = frozenset((*TITLES, *OF_GROUPS, *_OTHER_TITLES))


def _tabbed(line: str, columns: Sequence[_Column]) -> list[str]:
    """Return the cells of a line below titles that tabs set apart; as :func:`_row` where the line has no more than one.

    A line that begins with a role has lost the empty cells before it.
    """
    cells = [cell.strip() for cell in line.rstrip("\r\n").split("\t")]
    if not 1 < len(cells) <= len(columns):
        return _row(line, columns)
    place = next((at for at, column in enumerate(columns) if column.title in _OF_ROLE), 0)
    if is_role(cells[0]) and place + len(cells) <= len(columns):
        cells = [*[""] * place, *cells]
    return [*cells, *[""] * (len(columns) - len(cells))]


def _row(line: str, columns: Sequence[_Column]) -> list[str]:
    """Return the text under each column; [] for an empty line, and for one that is a sentence."""
    words = _joined(line)
    if not words or len(words) > 2 * len(columns) or line.rstrip().endswith("。"):
        return []
    texts = [text for text, _ in words]
    if len(words) == len(columns) and all(map(_may_stand, texts, columns)):
        return texts
    if by_role := _around_role(texts, columns):
        return by_role
    cells: list[list[str]] = [[] for _ in columns]
    for text, start in words:
        cells[_column_at(start, columns, is_crowded=len(words) >= len(columns))].append(text)
    return ["\u3000".join(texts) for texts in cells]


def _around_role(texts: Sequence[str], columns: Sequence[_Column]) -> list[str]:
    """Return the cells of a row of who was and who is in a role, told by that, however they are set; [] for another row."""
    keys = [OF_GROUPS.get(column.title) for column in columns]
    titles = [column.title for column in columns if column.title in _OF_ROLE]
    at = next((index for index, text in enumerate(texts) if is_role(text)), None)
    if at is None or not titles or not {"前", "后"} <= set(keys):
        return []
    place = next(index for index, column in enumerate(columns) if column.title == titles[0])
    behind: list[str] = []
    for text in texts[at + 1 :]:
        if behind and ends_as_post(text) and not is_name(text):
            behind[-1] += f"\u3000{text}"
        else:
            behind.append(text)
    is_filled = at <= place and len(behind) == len(columns) - place - 1
    return [*texts[:at], *[""] * (place - at), texts[at], *behind] if is_filled else []


def _may_stand(text: str, column: _Column) -> bool:
    """Whether ``text`` may stand under the title of ``column``, where that tells what stands there."""
    if OF_GROUPS.get(column.title) in ("前", "后"):
        names = _APART.split(close_up(text))
        return all(map(may_be_name, names)) and not any(map(ends_as_post, names))
    return not (TITLES.get(column.title) in ("职务", "原职务") and is_name(text))


def _column_at(start: int, columns: Sequence[_Column], *, is_crowded: bool) -> int:
    """Return the column of what begins at ``start``: the nearest, or the one it begins behind where cells have gaps."""
    if not is_crowded:
        return min(range(len(columns)), key=lambda index: abs(columns[index].start - start))
    return max((index for index in range(len(columns)) if columns[index].start <= start + _SLIP), default=0)


def _joined(line: str) -> list[tuple[str, int]]:
    """Return the words of a line, each with where it begins; two of one character are a name that is spread.

    Brackets may follow the name.
    """
    words: list[tuple[str, int]] = []
    spread = False
    for match in _WORD.finditer(line):
        is_single = len(match[0]) == 1 and not match[0].isdecimal()
        if spread and _LAST_OF_NAME.fullmatch(match[0]):
            words[-1] = (words[-1][0] + match[0], words[-1][1])
            spread = False
        else:
            words.append((match[0], _width(line[: match.start()])))
            spread = is_single
    return words


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
