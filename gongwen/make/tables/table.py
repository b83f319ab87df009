"""Rows of ``|`` → a table with its caption and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongwen.address import Place
from gongwen.finding import InputError
from gongwen.flow import Cell, Fit, Par, Run, Table
from gongwen.make.marked import Dresser
from gongwen.make.pages.strips import row_heights, set_lines
from gongwen.make.setting import Setting, text_width
from gongwen.make.tables.columns import (
    BRACKET,
    CENTRED,
    Numbers,
    Plan,
    numbers_in,
    pitch_of,
    plan_columns,
    sized,
    texts_below,
)
from gongwen.make.tables.pictured import fill_cell, on_lines, wanted_width
from gongwen.make.tables.sketch import Block, Sketch, is_row, is_widths_mark, read_shares, sketch_table
from gongwen.markup.reading import Marked, read_cell
from gongwen.pattern import pattern
from gongwen.profile import Profile

HEAD, FLUSH_LEFT, FLUSH_RIGHT = "表头", "表格左文字", "表格右文字"
_UNIT_BEHIND = pattern(rf"(?<=.){BRACKET}")
"""What stands in brackets at the end of a head: 投资（万元）."""
_MOST_COLUMNS = 63
"""What Word takes in a table."""


def lay_table(
    lines: Sequence[str],
    setting: Setting,
    at: Place | None,
    asked: str = "",
    dresser: Dresser | None = None,
    *,
    is_noted: bool = False,
) -> Table:
    """Return the table of ``lines``; its columns share the width of the type area by what they need.

    Numbers stand under each other by their units, text that turns over is flush left, the rest is
    centred, unless the separator says how a column is to stand. ``asked`` is the line above it that asks
    for widths, "" for none; ``is_noted`` says that a note stands below it, which its last row stays with.
    ``dresser`` counts the footnotes of the text that the table stands in.
    Raises InputError when it has more columns than a word processor takes.
    """
    sketch = sketch_table(lines)
    marked = _take_marks(sketch, setting)
    dresser = dresser or Dresser({}, 1, setting.pictures)
    count = _count_columns(sketch, at)
    shares = read_shares(asked)
    plan = plan_columns(sketch, setting.profile, setting.room, shares if len(shares) == count else ())
    columns = [_Column(sketch, column, plan, setting.profile) for column in range(count)]
    rows: list[list[Cell]] = [[] for _ in sketch.rows]
    head = min(sketch.head, len(rows))

    def made(rows: Sequence[Sequence[Cell]]) -> Table:
        return Table(
            tuple(map(tuple, rows)), plan.widths, head, at, plan.margin, setting.profile.tables.room, plan.strain,
            asked, is_noted,
        )  # fmt: skip

    for block in sorted(sketch.blocks, key=lambda block: (block.row, block.column)):
        par = columns[block.column].lay(block, at)
        cell = Cell(par, block.column, block.across, block.down)
        if (own := marked.get(id(block))) is not None:
            cell = replace(cell, par=dresser.dress(par, on_lines(own)))
            if any(piece.form.is_picture for piece in own.pieces):
                cell = fill_cell(cell, own, made(rows[:head]), setting, is_below=block.row >= head)
        rows[block.row].append(cell)
    return _with_split_rows(made(rows), setting)


def _count_columns(sketch: Sketch, at: Place | None) -> int:
    """Return how many columns ``sketch`` has; raises InputError when a word processor does not take as many."""
    count = len(sketch.rows[0])
    if count > _MOST_COLUMNS:
        where = f"{at}：" if at else ""
        raise InputError([f"{where}表格有{count}栏，Word 和 WPS 的表格最多{_MOST_COLUMNS}栏，请拆成几个表格"])
    return count


def _with_split_rows(table: Table, setting: Setting) -> Table:
    """Return ``table`` with the rows marked that no page can hold, which go on on the next one."""
    page = setting.profile.sheet.area(2, is_turned=setting.is_turned).height
    heights = row_heights(table, setting.profile)
    page -= sum(heights[: table.head])
    high = frozenset(row for row, height in enumerate(heights) if height > page)
    return replace(table, split_rows=high) if high else table


def _take_marks(sketch: Sketch, setting: Setting) -> dict[int, Marked]:
    """Leave only plain text in ``sketch``; return what the others of its blocks say, by their ids."""
    marked: dict[int, Marked] = {}
    for block in sketch.blocks:
        found = read_cell(block.text)
        plain = on_lines(found).text
        if plain != block.text:
            marked[id(block)] = found
            block.text = sketch.rows[block.row][block.column] = plain
            block.wide = wanted_width(found, setting)
    return marked


class _Column:
    """How the cells of one column stand."""

    def __init__(self, sketch: Sketch, column: int, plan: Plan, profile: Profile) -> None:
        self.profile, self.head, self.plan = profile, sketch.head, plan
        self.scale = plan.size / profile.looks[CENTRED].size
        look = sized(profile.looks[CENTRED], plan.size)
        room = plan.widths[column] - 2 * plan.margin
        self.numbers = numbers_in(sketch, column, look)
        if self.numbers.width > room:
            self.numbers = Numbers()
        self.spare = max((room - self.numbers.width) / 2, 0.0)
        lines = (line for text in texts_below(sketch, column) for line in text.split("\n"))
        turns_over = any(text_width(line, look) > room for line in lines)
        align = sketch.aligns[column] or ("left" if turns_over else "")
        self.role = {"left": FLUSH_LEFT, "right": FLUSH_RIGHT}.get(align, CENTRED)

    def lay(self, block: Block, at: Place | None) -> Par:
        """Return the paragraph of ``block``."""
        runs = (Run(block.text),)
        if block.row < self.head:
            return self._parted(Par(HEAD, runs, fit=self._fit(HEAD), at=at), block)
        if block.across == 1 and block.text in self.numbers.rests:
            own, rests = self.numbers.rests[block.text], self.numbers.rests.values()
            right = round((self.spare + max(rests) - own) * 20) / 20
            return Par(FLUSH_RIGHT, runs, fit=(self._fit(FLUSH_RIGHT) or Fit())._replace(right=right), at=at)
        return Par(self.role, runs, fit=self._fit(self.role), at=at)

    def _parted(self, par: Par, block: Block) -> Par:
        """Return ``par`` with what is in brackets at its end on a line of its own, where it would be split else."""
        look, own = self.profile.look_of(par), _UNIT_BEHIND.search(block.text)
        widths = self.plan.widths[block.column : block.column + block.across]
        room = sum(widths) - 2 * self.plan.margin
        if own is None or text_width(own[0], look) > room:
            return par
        if any(own[0] in line for line in set_lines(par, look, room)):
            return par
        return par._replace(runs=(Run(f"{block.text[: own.start()]}\n{own[0]}"),))

    def _fit(self, role: str) -> Fit | None:
        """Return what the size of the table changes; None in the usual size."""
        if self.scale == 1:
            return None
        look = self.profile.looks[role]
        size = round(look.size * self.scale * 2) / 2
        return Fit(size=size, pitch=pitch_of(look, size))


CAPTION, NOTE, UNIT = "表题", "表注", "表的单位"
_CAPTION = pattern(r"(?P<bare>表[：:]\s*)?(?:表\s?\d+(?:[-—.]\d+)?[\s：:]\s*)?[^。；：]{1,40}")
_NUMBERED_OR_BARE = pattern(r"表(?:\s?\d+(?:[-—.]\d+)?[\s　：:]|[：:])\s*\S")
_UNIT = pattern(r"(?:计量)?单位：[^。；]{1,12}")
_NOTE = pattern(r"(?:注|资料来源|数据来源|说明)：")


def accompany(body: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield index, role and text of every line that belongs to a table: caption and unit above, notes below."""
    for index, line in enumerate(body):
        if not is_row(line):
            continue
        if index and not is_row(body[index - 1]):
            yield from _above(body, index - 1 - is_widths_mark(body[index - 1]))
        if index + 1 < len(body) and not is_row(body[index + 1]) and _NOTE.match(body[index + 1]):
            yield index + 1, NOTE, body[index + 1]


def _above(body: Sequence[str], index: int) -> Iterator[tuple[int, str, str]]:
    if index >= 0 and _UNIT.fullmatch(body[index]):
        yield index, UNIT, body[index]
        index -= 1
    match = _CAPTION.fullmatch(body[index]) if index >= 0 and _NUMBERED_OR_BARE.match(body[index]) else None
    if match:
        yield index, CAPTION, body[index].removeprefix(match["bare"] or "")
