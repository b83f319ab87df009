"""A sheet → its blocks: the head of each, the group and the role that lines above its rows name, and the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.read.rows import plain
from gongwen.read.workbook import Cell, Sheet
from gongwen.roster.intake.listings import TITLES
from gongwen.terms.label import find_label
from gongwen.terms.people import group_name
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import ends_as_post, is_prose
from gongwen.terms.people.role import opens_roster, read_inside, read_start
from gongwen.terms.people.role import plain as plain_role
from gongwen.zh.spaces import bare

Place = tuple[int, int]
"""The row and the column of a cell in its sheet, from 0."""
COUNTED = "序号"
_COUNTED = ("序号", "编号", "号", "序")
OTHER = "其他"
"""The key of a column that is known and of no use to a list."""
_OTHERS = pattern(
    "性别|民族|年龄|学历|籍贯|政治面貌|.*(?:电话|手机|邮箱|身份证号?|签[名字]|级别|职级|基本情况|联系方式)"
)
OF_ROLES = pattern("(?!现|原|党|行政|(?:所在|工作)?单位).*(?:职务|角色|身份)$|分工|类别")
"""What a column is called that holds roles, where its title alone tells: 指挥部职务."""
_OF_NAMES = pattern("(?:人员|成员|同志)?姓名(?:[及和、/]?(?:单位)?职务)?|(?:人员|成员)及职务|同志")
_OF_POSTS = pattern("(?:现|所在|现任)?(?:工作)?单位[及和、/]?(?:现任|行政)?职务(?:名称)?")
_CORE = {"姓名", "角色", "职务", "组", "单位及职务", "类别", COUNTED}
_NOTE = pattern(r"(?:注|备注|说明)[：:\d]")
_OF_FORM = pattern(
    r"(?:填报|填表|制表|审核|报送|汇总|联系|单位|更新|日期|时间)(?:单位|部门|人|日期|时间)?(?:（[^）]*）)?[：:].*|(?:共|合计)\s*\d+\s*人|\d{4}[-年/.].*"
)
"""What a form says of itself."""
_SUMS = ("合计", "总计", "小计", "共计")
_TITLE = pattern(r"(?:名单|名册|一览表|[^，。]{2,}表|附\s*件\s*\d*)(?:[（(].*[)）])?$|^[（(][^）)]*[)）]$")
_BRACKET = pattern(r"[（(][^（()）]*[)）]$")
_PART = pattern("[^，。、；：]{2,10}(?:组|专班|队|办公室)")
_ALL_PARTS = pattern("(?:下设|内设|各)?(?:工作|专项)?(?:小?组|专班)")
"""A heading above the parts of a group, and none of them."""
_SHIFTS = pattern("调整前|变更前|增补|新增|增加|补充|调入|退出|减少|调出|免去|不再担任|变动|异动|增减")
_OF_SHIFT = pattern(
    f"(?:{_SHIFTS.pattern})(?:的|下列)?(?:组成)?(?:人员|成员|名单|情况|台账|登记|一览|表)*$|^关于(?:{_SHIFTS.pattern})"
)
"""What a heading says of those below: that they come or go."""
_OF_CHANGE = pattern(
    "(?:调整|变更|变动|更换)(?:前|后|情况|类型|方式|说明|原因|日期|时间)|(?:原任?|新任?)(?:职务|组内职务|成员|人员|姓名)|增减|接替|新增|增补|退出|调出|免职|任免"
)
"""What a column is called in a table of changes."""
_LONGEST_TITLE = 14
_FEWEST = 2


class Line(NamedTuple):
    """A row of a block."""

    row: int
    cells: Mapping[int, Cell]
    """Those that have something in them, by column."""
    role: Cell | None = None
    """What a line above names as the role of those below."""
    is_told: bool = False
    """Whether it says in words who is in the role: 组长：甲、乙."""


@dataclass(slots=True)
class Block:
    """Rows under one head, of one group where a line above names it."""

    head: Mapping[int, Cell]
    """The title of each column; empty where there is no head."""
    group: str
    shift: str = ""
    """What a line above says becomes of all below: 增补, 退出; "" for a list of who is there."""
    lines: list[Line] = field(default_factory=list)

    @property
    def tells_changes(self) -> bool:
        """Whether it says what changes, and is no list of who is there."""
        return bool(self.shift) or any(_OF_CHANGE.match(plain(cell.text)) for cell in self.head.values())


@lru_cache(maxsize=4096)
def key_of(title: str) -> str:
    """Return what a column of this title holds: a key of :data:`TITLES`, 序号, or 其他; "" for an unknown one."""
    if len(title) > _LONGEST_TITLE * 2:
        return ""
    tight = plain(title)
    if key := TITLES.get(tight):
        return key
    if tight in _COUNTED:
        return COUNTED
    if _OF_NAMES.fullmatch(tight):
        return "姓名"
    if _OF_POSTS.fullmatch(tight):
        return "单位及职务"
    return OTHER if _OTHERS.fullmatch(tight) else ""


class Blocks(NamedTuple):
    """What a sheet is made of."""

    blocks: list[Block]
    understood: set[Place]
    """The places of heads, titles and roles."""
    notes: list[str]
    """What lines say that are no rows of a list."""


def blocks_of(sheet: Sheet) -> Blocks:
    """Return what ``sheet`` is made of, from top to bottom."""
    reader = _Reader()
    reader.shift_to(sheet.name)
    for index, row in enumerate(sheet.rows):
        filled = {column: cell for column, cell in enumerate(row) if cell.text}
        if filled:
            reader.read(index, filled)
    return Blocks([block for block in reader.blocks if block.lines], reader.understood, reader.notes)


class _Reader:
    """Goes down a sheet and keeps what the lines so far say of those below."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.understood: set[Place] = set()
        self.notes: list[str] = []
        self.head: dict[int, Cell] = {}
        self.open: list[Block] = []
        """The blocks that go on, one for each list beside another."""
        self.groups: dict[int, str] = {}
        """The group of each list beside another, by its first column."""
        self.parent = self.shift = ""
        self.role: Cell | None = None
        self.last_head = -2
        self.is_spoken = False
        """Whether the role comes from a line that names people behind it."""

    def read(self, index: int, filled: Mapping[int, Cell]) -> None:
        texts = {cell.text for cell in filled.values()}
        if any(bare(text) in _SUMS for text in texts) or all(map(_OF_FORM.fullmatch, texts)):
            self._understand(index, filled)
        elif len(texts) == 1:
            column, cell = next(iter(filled.items()))
            if not self._read_alone(index, column, cell):
                self._add(Line(index, filled, self.role))
        elif _is_head(list(filled.values()), is_first=not self.open or not self.open[0].lines):
            self._begin(index, filled)
        elif (groups := _groups_beside(filled)) and not self.role:
            self.groups, self.parent, self.open, self.head = groups, "", [], {}
            self._understand(index, filled)
        else:
            self._add(Line(index, filled, self.role))

    def _read_alone(self, index: int, column: int, cell: Cell) -> bool:
        """Read a row of one cell; return whether it was understood as something other than a row of a list."""
        text = cell.text
        if _NOTE.match(text) or (is_prose(text) and not read_start(text) and not _TITLE.search(text)):
            self.notes.append(text)
            return True
        if opens_roster(role := plain_role(_unlabelled(text).rstrip("：:"))):
            self.role, self.is_spoken = cell._replace(text=role), False
        elif (found := read_start(text)) and text[found.end :].strip():
            self.role, self.is_spoken = cell._replace(text=found.value), True
            self._tell(index, column, cell._replace(text=text[found.end :].strip()))
        elif name := _group_of(text, self.parent):
            self._title(name, group_name.read(bare(text)))
            self.shift_to(text)
            if people := next((each for each in read_inside(text) if opens_roster(each.value)), None):
                self.role, told = cell._replace(text=people.value), text[people.end :].rstrip("）) ")
                self._tell(index, column, cell._replace(text=told))
        elif self.shift_to(text):
            self.open, self.role = [], None
        elif self.is_spoken and not self.head:
            self._tell(index, column, cell)
            return True
        elif not _TITLE.search(bare(text)):
            self.notes.append(text)
            return not self.head or find_label(bare(text)) is not None or not _is_row(column, self.head)
        self._understand(index, {column: cell})
        return True

    def shift_to(self, text: str) -> bool:
        """Put down what a heading says becomes of those below; return whether it says so."""
        words = _unlabelled(text).rstrip("：:")
        if not _OF_SHIFT.search(words):
            return False
        found = set(_SHIFTS.findall(words))
        self.shift = found.pop() if len(found) == 1 else "变动"
        return True

    def _tell(self, index: int, column: int, cell: Cell) -> None:
        if self.head:
            self.head, self.open = {}, []
        self._add(Line(index, {column: cell}, self.role, is_told=True))

    def _title(self, name: str, own: str) -> None:
        if group_name.is_own(own) or not self.parent:
            self.parent = name
        self.groups, self.open, self.role, self.is_spoken, self.shift = {0: name}, [], None, False, ""

    def _begin(self, index: int, filled: Mapping[int, Cell]) -> None:
        """Begin a head, or go on with one of two rows."""
        is_second = self.last_head == index - 1
        over = {column: self.head[column].text for column in filled if is_second and column in self.head}
        if groups := {column: name for column, text in over.items() if (name := group_name.read(text))}:
            self.groups = groups
        elif any(map(_OF_CHANGE.match, over.values())):
            filled = joined(self.head, filled)
        self.head = {**self.head, **filled} if is_second else dict(filled)
        self.last_head, self.open, self.role, self.is_spoken = index, [], None, False
        self._understand(index, filled)

    def _understand(self, index: int, filled: Mapping[int, Cell]) -> None:
        self.understood |= {(index, column) for column in filled}

    def _add(self, line: Line) -> None:
        if not self.open:
            self.open = [Block(head, group, self.shift) for head, group in self._beside()]
            self.blocks += self.open
        if len(self.open) == 1:
            self.open[0].lines.append(line)
            return
        for block in self.open:
            own = {column: cell for column, cell in line.cells.items() if column in block.head}
            if own:
                block.lines.append(line._replace(cells=own))

    def _beside(self) -> Iterator[tuple[Mapping[int, Cell], str]]:
        """Yield the head of each list that stands beside another, with its group."""
        starts = list(_repeats(self.head))
        end = max(self.head, default=0) + 1
        if not starts:
            yield self.head, self._group_at(end)
            return
        shared = [column for column in self.head if column < starts[0]]
        for first, after in zip(starts, [*starts[1:], end], strict=True):
            columns = [*shared, *(column for column in self.head if first <= column < after)]
            yield {column: self.head[column] for column in columns}, self._group_at(after - 1)

    def _group_at(self, column: int) -> str:
        known = [first for first in self.groups if first <= column]
        return self.groups[max(known)] if known else ""


def joined(upper: Mapping[int, Cell], lower: Mapping[int, Cell]) -> dict[int, Cell]:
    """Return the titles of a head of two rows, each with what stands above it: 调整前, 姓名 → 调整前姓名."""
    found, above = {}, ""
    for column, cell in sorted(lower.items()):
        above = upper[column].text if column in upper else above
        found[column] = cell if above in ("", cell.text) else cell._replace(text=f"{above}{cell.text}")
    return found


def _repeats(head: Mapping[int, Cell]) -> Iterator[int]:
    """Yield the columns in which the titles of lists beside each other begin; nothing where there is one list."""
    columns = sorted(head)
    titles = [plain(head[column].text) for column in columns]
    named = [title for title in titles if key_of(title) == "姓名" and titles.count(title) > 1]
    if named:
        first = next(title for title in titles if titles.count(title) == titles.count(named[0]))
        yield from (column for column, title in zip(columns, titles, strict=True) if title == first)


def _is_head(cells: Sequence[Cell], *, is_first: bool) -> bool:
    """Whether a row titles the columns below: by known titles, or by groups and roles beside one; a name never does."""
    if all(len(cell.text) > _LONGEST_TITLE for cell in cells):
        return False
    keys = [key_of(cell.text) for cell in cells]
    known = sum(map(bool, keys))
    if not known:
        return False
    rest = [plain(cell.text) for cell, key in zip(cells, keys, strict=True) if not key]
    if any(text.isdecimal() or is_name(text) for text in rest):
        return False
    if known >= _FEWEST:
        return len(set(keys) - {""}) > 1
    axes = [text for text in rest if OF_ROLES.search(text) or opens_roster(text) or group_name.read(text)]
    is_core = keys[0] in _CORE
    return is_core and (bool(axes) or (is_first and not any(map(ends_as_post, rest))))


def _groups_beside(filled: Mapping[int, Cell]) -> dict[int, str]:
    """Return the groups of lists beside each other, by column, where a row has nothing but their titles."""
    found = {column: group_name.read(cell.text) for column, cell in filled.items()}
    return found if all(found.values()) else {}


def _group_of(text: str, parent: str) -> str:
    """Return the group that a line names: one inside ``parent``, or ``parent`` itself in short; "" for none."""
    if name := group_name.read(bare(text)):
        return group_name.under(name, parent)
    words = _BRACKET.sub("", _unlabelled(text))
    if words == bare(text) or not parent:
        return ""
    if parent.endswith(words):
        return parent
    return f"{parent}{words}" if _PART.fullmatch(words) and not _ALL_PARTS.fullmatch(words) else ""


def _unlabelled(text: str) -> str:
    flat = bare(text)
    label = find_label(flat)
    return flat[len(label.text) :] if label else flat


def _is_row(column: int, head: Mapping[int, Cell]) -> bool:
    """Whether a cell alone in its row is one of a list: its column tells something of a seat."""
    key = key_of(head[column].text) if column in head else OTHER
    return key not in (COUNTED, OTHER, "角色")
