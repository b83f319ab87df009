"""Lines pasted from a sheet: with tabs, or with | only between their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from gongwen.address import Place
from gongwen.flow import Columns, Fit, Par, Run
from gongwen.make.setting import Setting, text_width
from gongwen.make.tables.sketch import is_row
from gongwen.profile import BODY
from gongwen.zh.spaces import SPACE

_TAB, _BAR = "\t", " | "
_LEAST_COLUMNS, _LEAST_ROWS = 3, 2


class Tabbed(NamedTuple):
    """Lines of a body that belong together by the marks between their pieces."""

    start: int
    stop: int
    form: Literal["table", "list", "blanks"]
    """What they are set as: a table, pieces in columns, or a line with wide blanks."""

    @property
    def lines(self) -> range:
        """The places of the lines in the body."""
        return range(self.start, self.stop)


def find_tabbed(body: Sequence[str]) -> Iterator[Tabbed]:
    """Yield the groups of lines with tabs, or with bars between pieces, in order."""
    if not any(_TAB in line or _BAR in line for line in body):
        return
    index = 0
    for mark, group in groupby(body, key=_mark):
        lines = list(group)
        if mark == _TAB or (mark and len(lines) >= _LEAST_ROWS):
            columns = max(len(_cells(line, mark)) for line in lines)
            yield Tabbed(index, index + len(lines), _form(mark, columns, len(lines)))
        index += len(lines)


def _mark(line: str) -> str:
    if is_row(line):
        return ""
    return _TAB if _TAB in line else _BAR if _BAR in line else ""


def _form(mark: str, columns: int, rows: int) -> Literal["table", "list", "blanks"]:
    if rows < _LEAST_ROWS:
        return "blanks"
    return "table" if columns >= _LEAST_COLUMNS or mark == _BAR else "list"


def _cells(line: str, mark: str) -> list[str]:
    return [cell.strip() for cell in line.split(mark.strip(" "))]


def as_rows(body: Sequence[str], tabbed: Iterable[Tabbed]) -> list[str]:
    """Return ``body`` with what is ``tabbed`` as rows of tables, and lone tabs as blanks; lists keep their tabs.

    There are as many lines as before.
    """
    lines = list(body)
    for found in tabbed:
        for index in range(found.start, found.stop):
            cells = _cells(lines[index], _mark(lines[index]))
            if found.form == "table":
                lines[index] = f"| {' | '.join(cell.replace('|', '｜') for cell in cells)} |"
            elif found.form == "blanks":
                lines[index] = (2 * SPACE).join(filter(None, cells))
    return lines


def lay_listed(line: str, lines: Sequence[str], setting: Setting, at: Place | None) -> Par:
    """Return one of ``lines`` with a tab in each, the piece behind it in the column that all of them share."""
    look = setting.profile.body
    rows = [_cells(each, _TAB) for each in lines]
    head, tail = (" ".join(part) for part in (_cells(line, _TAB)[:1], _cells(line, _TAB)[1:]))
    start = look.first + max(text_width(row[0], look) for row in rows) + 2 * look.character
    if start > setting.room / 2:
        return Par(BODY, (Run(f"{head}{2 * SPACE}{tail}"),), at=at)
    fit = Fit(left=look.first, align="左")
    return Par(BODY, (Run(f"{head}\t{tail}"),), columns=Columns((start,)), fit=fit, at=at)
