"""Blocks of a sheet → rows of one seat each, whichever way roles, groups and people are laid out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gongwen.pattern import pattern
from gongwen.read.rows import Row
from gongwen.read.workbook import Cell
from gongwen.roster.intake.tables.blocks import Block, Line, Place
from gongwen.roster.intake.tables.columns import MARK, Columns, roles_in
from gongwen.roster.intake.tables.people_cells import (
    is_all_told,
    people_in_cell,
    seat_cells,
    single_rows,
    with_days,
)
from gongwen.terms.people import group_name
from gongwen.terms.people.listed import Listed
from gongwen.terms.people.person_name import is_name, may_be_name
from gongwen.terms.people.post import ends_as_post, ends_as_unit, is_seat, is_vacant, split_seats
from gongwen.terms.people.role import FoundRole, is_role, plain, read_inside
from gongwen.zh.spaces import bare, close_up

_LEGEND = pattern(
    r"[“\"]?(?P<mark>[^\w\s，。、；：:（）()“”\"])[”\"]?\s*(?:为|是|表示|代表|指|：|:|=|-)?\s*(?P<roles>\w[^“”，。；;\s]*)"
)
_VARIANTS = pattern("[（(、/）)]+")
_BY_KIND = (
    ("指挥部", "指挥"),
    ("委员会", "主任|委员"),
    ("安委会", "主任|委员"),
    ("联席会议", "召集人"),
    ("组", "组长|组员"),
    ("专班", "组长|班长"),
)
"""What those are called who lead a group, by how its name ends."""
_POSTS = ("单位及职务", "职务", "单位")
_MOST = 0.6


@dataclass(slots=True)
class Seats:
    """The rows that came of a block, and what of it was used."""

    rows: list[Row] = field(default_factory=list)
    used: set[Place] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    """Cells of which a part alone was read."""


def legend_of(texts: Sequence[str]) -> dict[str, str]:
    """Return what each mark stands for, as a note says it: “★”为组长, “√”为成员."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _LEGEND.finditer(text):
            if _fitting(match["roles"], ""):
                found.setdefault(match["mark"], match["roles"].strip())
    return found


def seats_of(block: Block, columns: Columns, legend: Mapping[str, str]) -> Seats:
    """Return the rows of ``block``, each of one seat, one person, one group or one unit."""
    maker = _Maker(block, columns, legend, Seats())
    for line in block.lines:
        maker.take(line)
    is_list = block.lines[0].row in maker.seated and len(maker.seated) >= _MOST * len(block.lines)
    if not block.head and not is_list:
        return Seats()
    order = list(columns.groups.values())
    if order:
        maker.seats.rows.sort(key=lambda row: order.index(row.text("组")))
    return maker.seats


@dataclass(slots=True)
class _Maker:
    block: Block
    columns: Columns
    legend: Mapping[str, str]
    seats: Seats
    above: dict[str, Cell] = field(default_factory=dict)
    """The group and the role of the row above, which hold for one that names none."""
    spoken: Cell | None = None
    named: int = 0
    """How many names, without posts, the row above has."""
    seated: set[int] = field(default_factory=set)
    """The rows of the sheet that gave a seat."""

    def take(self, line: Line) -> None:
        if line.role is not self.spoken:
            self.spoken = line.role
            self.above = {**self.above, **({"角色": line.role} if line.role else {})}
        if line.is_told:
            self._put(line, list(line.cells), self._listed({}, next(iter(line.cells.values()))))
        elif self.block.head:
            self._take_row(line)
        else:
            self._take_bare(line)

    def _put(self, line: Line, columns: Sequence[int], rows: Iterator[Row]) -> None:
        """Add ``rows``; where there are any, the cells in ``columns`` were used."""
        count = len(self.seats.rows)
        self.seats.rows += rows
        if len(self.seats.rows) > count:
            self.seated.add(line.row)
            self.seats.used |= {(line.row, column) for column in columns}

    def _take_row(self, line: Line) -> None:
        keyed = {key: cell for column, key in self.columns.keys.items() if (cell := line.cells.get(column))}
        axes = [column for column in (*self.columns.groups, *self.columns.roles) if column in line.cells]
        if not keyed and not axes:
            return
        rest = {
            title.text: line.cells[column]
            for column, title in self.columns.unknown.items()
            if column in line.cells
        }
        base = self._filled(with_days(Row(keyed, next(iter((keyed or line.cells).values())).at, rest)))
        own = [
            column for column in line.cells if column in self.columns.keys or column in self.columns.counted
        ]
        if not (self.columns.groups or self.columns.roles):
            name = base.cells.get("姓名")
            if name and not any(map(base.text, _POSTS)) and _is_of_several(name.text):
                self._put(line, own, self._listed(base.cells, name))
            else:
                self._put(line, own, (each for role in _by_role(base) for each in single_rows(role)))
        for column in axes:
            self._put(line, [*own, column], self._of_axis(base, column, line.cells[column]))

    def _filled(self, row: Row) -> Row:
        """Return ``row`` with the group and the role of the row above where it names none of its own."""
        known = self.columns.keys.values()
        self.above |= {key: cell for key in ("组", "角色") if (cell := row.cells.get(key))}
        if set(row.cells) <= {"组"} and not (self.columns.groups or self.columns.roles):
            return row
        is_seat_row = "角色" in known or "角色" in self.above
        cells = {
            **{key: cell for key, cell in self.above.items() if is_seat_row or key in known},
            **row.cells,
        }
        group = row.text("组") or self.block.group
        if (
            not self.columns.groups
            and group
            and (role := cells.get("角色"))
            and (own := _fitting(role.text, group))
        ):
            cells["角色"] = role._replace(text=own)
        return Row(cells, row.at, row.rest)

    def _of_axis(self, base: Row, column: int, cell: Cell) -> Iterator[Row]:
        """Yield the seats that a cell tells whose column is of one role or of one group."""
        if role := self.columns.roles.get(column):
            yield from self._listed({**base.cells, "角色": Cell(role, cell.at)}, cell)
            return
        group = Cell(self.columns.groups[column], cell.at)
        cells, text = {**base.cells, "组": group}, close_up(cell.text)
        if (word := self.legend.get(text) or text) and (role := _fitting(word, group.text)):
            if base.text("姓名") or any(map(base.text, _POSTS)):
                yield from single_rows(Row({**cells, "角色": cell._replace(text=role)}, cell.at))
        elif not MARK.fullmatch(text) and not base.text("姓名"):
            if role := _fitting(base.text("角色"), group.text):
                cells["角色"] = cells["角色"]._replace(text=role)
            yield from self._listed(cells, cell)

    def _listed(self, cells: Mapping[str, Cell], cell: Cell) -> Iterator[Row]:
        """Yield the seats of everybody whom a cell lists."""
        known = {key: each for key, each in {**self.above, **cells}.items() if key in ("组", "角色")}
        inside = list(_by_role_inside(cell.text))
        first = cell.text[: inside[0][0].start] if inside else cell.text
        parts = [(known.get("角色"), first), *((Cell(role.value, cell.at), text) for role, text in inside)]
        listed = [
            (role, each)
            for role, text in parts
            for each in people_in_cell(text)
            or [Listed("", seat) for seat in split_seats(text) if is_seat(seat)]
        ]
        if not is_all_told(cell.text, [each for _, each in listed]):
            self.seats.unread.add(cell.at)
        for index, (role, each) in enumerate(listed, 1):
            at = cell.at if len(listed) == 1 else f"{cell.at}第{index}人"
            own = {**known, "角色": role} if role else known
            yield Row({**own, **seat_cells(each, at)}, at)

    def _take_bare(self, line: Line) -> None:
        """Read a row without a head: roles, names and posts by what they are, each post beside its name."""
        found: list[dict[str, Cell]] = []
        columns = []
        cells = [part for column, cell in line.cells.items() for part in _apart(column, cell)]
        if not cells or not (
            "角色" in self.above or "角色" in [_key_of_bare(cell.text) for _, cell in cells[:2]]
        ):
            return
        for (column, cell), (_, after) in zip(cells, [*cells[1:], cells[-1]], strict=True):
            key = _key_of_bare(cell.text)
            if not key and _key_of_bare(after.text) in _POSTS and may_be_name(close_up(cell.text)):
                key = "姓名"
            if not key:
                continue
            columns.append(column)
            if key == "组":
                self.above = {"组": cell}
            elif key == "角色":
                self.above["角色"] = cell._replace(text=bare(cell.text).rstrip("：:"))
            elif not found or key in found[-1] or (key == "姓名" and len(found[-1]) > 1):
                found.append({**self.above, key: cell})
            else:
                found[-1][key] = cell
        if self.named and found and all(set(each) <= {"组", "角色", "单位及职务"} for each in found):
            self._post_names(line, columns, found)
            return
        self.named = len(found) if all("单位及职务" not in each for each in found) else 0
        rows = (Row(cells, next(reversed(cells.values())).at) for cells in found if "角色" in cells)
        self._put(line, columns, (each for row in rows for each in single_rows(row)))

    def _post_names(self, line: Line, columns: Sequence[int], found: Sequence[Mapping[str, Cell]]) -> None:
        """Put the posts of a row to the names that stand above them, where there are as many."""
        if len(found) == self.named:
            first = len(self.seats.rows) - self.named
            for index, each in enumerate(found, first):
                row = self.seats.rows[index]
                self.seats.rows[index] = Row({**row.cells, "单位及职务": each["单位及职务"]}, row.at)
            self.seats.used |= {(line.row, column) for column in columns}
            self.seated.add(line.row)
        self.named = 0


def _apart(column: int, cell: Cell) -> Iterator[tuple[int, Cell]]:
    """Yield a cell of a row without a head, a role and the name behind it apart: 组长 甲; nothing for a number."""
    first, _, rest = cell.text.partition(" ")
    if is_role(first) and is_name(close_up(rest)):
        yield column, cell._replace(text=first)
        yield column, cell._replace(text=rest)
    elif not cell.text.isdecimal():
        yield column, cell


def _is_of_several(text: str) -> bool:
    """Whether a cell of names has roles or posts in it too: 组长：甲、乙; 甲 县长."""
    return not is_name(close_up(text)) and (
        any(read_inside(text)) or any(each.post for each in people_in_cell(text))
    )


def _key_of_bare(text: str) -> str:
    words = bare(text).rstrip("：:")
    if is_role(plain(words)):
        return "角色"
    if group_name.read(words) == words:
        return "组"
    first = close_up(text.partition("（")[0].partition("(")[0])
    if is_name(first) or is_vacant(text):
        return "姓名"
    if is_seat(text) or ends_as_post(text) or ends_as_unit(text):
        return "单位及职务"
    return ""


def _by_role_inside(text: str) -> Iterator[tuple[FoundRole, str]]:
    """Yield each role that a cell names before a colon, with those behind it: 组长：甲；成员：乙、丙."""
    found = list(read_inside(text))
    ends = [*(after.start for after in found[1:]), len(text)]
    for role, end in zip(found, ends, strict=False):
        yield role, text[role.end : end].strip("；;。， \n")


def _by_role(row: Row) -> Iterator[Row]:
    """Yield ``row`` for each of the roles in its cell, some with their groups: 县防汛指挥部成员、县禁毒委员会委员."""
    cell = row.cells.get("角色")
    parts = roles_in(cell.text) if cell else []
    if cell is None or (len(parts) < 2 and not any(group for group, _ in parts)):
        yield row
        return
    for index, (group, role) in enumerate(parts, 1):
        at = f"{cell.at}第{index}项"
        own = {"组": Cell(group, at)} if group else {}
        yield Row({**row.cells, **own, "角色": Cell(role, at)}, at, row.rest)


def _fitting(text: str, group: str) -> str:
    """Return the role that ``text`` is, of several the one that ``group`` has; "" where it is none."""
    tight = close_up(text).rstrip("：:")
    if is_role(tight):
        return tight
    tight = tight.rstrip("）)")
    roles = [part for part in _VARIANTS.split(tight) if part]
    if not roles or not all(map(is_role, roles)):
        return ""
    for end, words in _BY_KIND:
        if group.endswith(end):
            return next((role for role in roles if pattern(words).search(role)), roles[0])
    return roles[0]
