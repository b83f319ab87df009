"""Tables of what changes in groups: each row a seat before and after, or a person with what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from gongwen.pattern import pattern
from gongwen.read.rows import Row, RowTable, read_tables
from gongwen.read.workbook import EMPTY, Cell, Sheet
from gongwen.roster.intake.change_row import day_told
from gongwen.roster.intake.listings import post_text
from gongwen.roster.intake.sourced_appointment import SourcedAppointment
from gongwen.roster.intake.tables.blocks import Block, blocks_of, joined
from gongwen.roster.intake.tables.columns import columns_of
from gongwen.roster.intake.tables.people_cells import group_of, people_in_cell
from gongwen.roster.intake.tables.seat_rows import seats_of
from gongwen.terms.people import role as roles
from gongwen.terms.people.appointed import Act, Appointment
from gongwen.terms.people.listed import Listed
from gongwen.terms.people.named_people import read_people
from gongwen.terms.people.person_name import is_name, may_be_name, with_one_dot
from gongwen.terms.people.post import ends_as_post
from gongwen.terms.people.role import is_role
from gongwen.zh.spaces import bare, close_up

_WHO = [
    "人员",
    "成员",
    "组成人员",
    "任人员",
    "任",
    "名单",
    "领导",
    "负责人",
    "责任人",
    "姓名",
    "为",
    "姓名及职务",
    "人员及职务",
    "成员及职务",
    "姓名、职务",
]
_BY_PARTS: Mapping[str, tuple[str, str]] = {
    "前": ("原 原来 旧", "调整前 变更前 更换前 变动前 调整前的"),
    "后": ("现 新 拟", "调整后 变更后 更换后 变动后 调整后的"),
    "增": ("增加 增补 新增 调入 补充 增列", ""),
    "减": ("减少 调出 退出 免去 去掉 删除", ""),
}
"""With what the titles of columns of people begin, which need what stands behind it, and which do not."""
TITLES: Mapping[str, str] = (
    {
        f"{first}{who}": key
        for key, (needing, whole) in _BY_PARTS.items()
        for first in (*needing.split(), *whole.split())
        for who in (*_WHO, *([""] if first in whole.split() else []))
    }
    | {
        f"{before}{post}": "前职" if before.endswith("前") else "职务"
        for before in ("调整前", "变更前", "调整后", "变更后")
        for post in ("单位职务", "单位及职务", "工作单位及职务", "单位和职务")
    }
    | {
        title: key
        for key, titles in {
            "组": "领导小组 组 组名 小组 小组名称 机构 机构名称 领导小组名称 议事协调机构 议事协调机构名称",
            "角色": "组内职务 角色 小组职务 领导小组职务 指挥部职务 委员会职务 专班职务 工作组职务 督导组职务 督察组职务 专家组职务 机构职务 担任职务 组织职务 类别 职务类别",
            "后": "拟调整为 调整为 变更为",
            "姓名": "姓名 人员",
            "职务": "单位及职务 职务 单位职务 工作单位及职务 现任职务 行政职务",
            "变动": "变动 变动情况 调整情况 调整类型 变动类型 调整说明 备注 说明 调整方式 增减",
            "因": "原因 变动原因 调整原因 事由",
            "原角色": "原组内职务 原角色 原小组职务 原担任职务 调整前职务 原职务",
            "生效日期": "生效日期 变动日期 变动时间 调整日期 调整时间 日期 时间 任免时间 起始时间",
            "新角色": "现组内职务 新角色 现小组职务 新组内职务 现担任职务 调整后职务 新职务",
        }.items()
        for title in titles.split()
    }
)
"""What a column may be called."""
_OF_ROLES: Mapping[str, str] = {"职务": "组内职务", "前": "原组内职务", "后": "现组内职务"}
"""What a column is called that holds roles."""
_COMES = pattern("增补|新增|增加|补充|调入|新任|增")
_GOES = pattern("退出|减少|调出|不再|免去|去掉|离任|退休|减")
_SHIFT = pattern("(?:新增|增补|增加|退出|减少|调出|调整|变更|改任|不变)(?:人员|成员)?")
_SHIFTED = pattern("(?:职务|角色|分工)(?:变更|调整|变动)|改任|转任")
_PAIR = 2
_NO_ROLE = ("", "无", "—", "——", "-", "/", "不再担任", "免去", "退出")
_MEMBER = "成员"
"""The role of a table that has no column of roles."""
_APART = pattern("[、，,\n]")
_MOVES = pattern("(?:由|从)?(?P<old>[^由从]{2,8}?)(?:调整|变更|改任?|转任?)(?:为|任)?(?P<new>.{2,8})")
"""What a cell says of somebody who gets another role: 由成员调整为副组长."""
_BEFORE_OR_AFTER = pattern("(?:(?P<before>原任?|调整前|变更前)|现任?|新任?|调整后|变更后)的?(?P<role>.{2,8})")
"""What a column is called in which those of one role stand, before or after: 原联络员."""
_NOBODY = pattern("[-—－/无]*|[（(]?(?:暂?[空缺]缺?|不再?(?:设置?|保留)|撤销|取消|待定|暂不安排)[）)]?")
_IN_CELL = pattern("[；;\n]")
_FOR = pattern("(?:接替|替换|接)(?P<old>.+)")


def changes_in(sheets: Sequence[Sheet]) -> list[RowTable]:
    """Return the tables in ``sheets`` that tell what changes in groups."""
    tables = [table for sheet in map(_titled_by_content, sheets) for table in read_tables(sheet, TITLES)]
    found = [table for table in tables if _tells(table)]
    return found or [table for sheet in sheets for table in _under_headings(sheet)]


def _under_headings(sheet: Sheet) -> Iterator[RowTable]:
    """Yield the lists of those whom a heading, or the tab, says to come or to go: 一、增补人员."""
    read = blocks_of(sheet.shown)
    for block in read.blocks:
        if _COMES.match(block.shift) or _GOES.match(block.shift):
            columns = columns_of(block)
            rows = tuple(_shifted(row, block) for row in seats_of(block, columns, {}).rows)
            if rows and all({"姓名", "角色"} <= set(row.cells) for row in rows):
                yield RowTable(sheet.name, (block.group, *read.notes), ("姓名", "角色", "变动"), (), rows)


def _shifted(row: Row, block: Block) -> Row:
    """Return a seat of ``block`` as a row of a table of changes."""
    cells = {key: cell for key in ("姓名", "角色", "组") if (cell := row.cells.get(key))}
    if block.group and "组" not in cells:
        cells["组"] = Cell(block.group, row.at)
    return Row({**cells, "职务": Cell(post_text(row), row.at), "变动": Cell(block.shift, row.at)}, row.at)


def _titled_by_content(sheet: Sheet) -> Sheet:
    """Return ``sheet`` with the titles of columns that hold roles or what becomes of people saying so.

    职务, 调整前 and 调整后 may stand above posts as well, 类别 above roles.
    """
    rows = _with_one_head([list(row) for row in sheet.rows])
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            below = [bare(other[column].text) for other in rows[index + 1 :] if column < len(other)]
            told = [text for text in below if text not in _NO_ROLE]
            if (title := _OF_ROLES.get(TITLES.get(bare(cell.text), ""))) and told and all(map(is_role, told)):
                row[column] = cell._replace(text=title)
            elif TITLES.get(bare(cell.text)) == "角色" and told and all(map(_SHIFT.fullmatch, told)):
                row[column] = cell._replace(text="变动")
    rows = _with_role_of_titles(rows)
    return replace(sheet, rows=tuple(map(tuple, rows)))


def _with_one_head(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Return ``rows`` with a head of two rows, 调整前 and 调整后 above 姓名 and 职务, as one."""
    for index, (upper, lower) in enumerate(pairwise(rows)):
        above = {column: cell for column, cell in enumerate(upper) if cell.text}
        parts = [TITLES.get(bare(cell.text)) for cell in above.values()]
        below = {column: cell for column, cell in enumerate(lower) if cell.text}
        if {"前", "后"} <= set(parts) and [bare(cell.text) for cell in below.values()].count("姓名") == _PAIR:
            one = {**above, **joined(above, below)}
            head = [one.get(column, EMPTY) for column in range(max(one) + 1)]
            return [*rows[:index], [], head, *rows[index + 2 :]]
    return rows


def _with_role_of_titles(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Return ``rows`` with the role that two titles name, 原联络员 and 现联络员, in a column of its own."""
    for index, row in enumerate(rows):
        found = [_BEFORE_OR_AFTER.fullmatch(bare(cell.text)) for cell in row]
        roles_told = [match["role"] for match in found if match and is_role(match["role"])]
        if len(roles_told) != _PAIR or len(set(roles_told)) > 1:
            continue
        head = [
            cell._replace(text="原任" if match["before"] else "现任") if match else cell
            for cell, match in zip(row, found, strict=True)
        ]
        below = [[*each, each[0]._replace(text=roles_told[0])] for each in rows[index + 1 :] if each]
        return [*rows[:index], [*head, row[0]._replace(text="组内职务")], *below]
    return rows


def _tells(table: RowTable) -> bool:
    keys = set(table.keys)
    if {"前", "后"} <= keys:
        return "姓名" not in keys or "角色" in keys or "组" in keys
    if {"增", "减"} & keys:
        return "姓名" not in keys
    words = [row.text("变动") for row in table.rows if row.text("变动")]
    is_marked = bool(words) and all(
        _COMES.match(row.text("变动"))
        or _GOES.match(row.text("变动"))
        or _FOR.match(row.text("变动"))
        or _SHIFTED.match(row.text("变动"))
        or _moved_to(row.text("角色"))
        for row in table.rows
        if row.text("变动")
    )
    is_moved = {"原角色", "新角色"} <= keys and all(_is_some_role(row) for row in table.rows)
    return "姓名" in keys and ((("角色" in keys) and is_marked) or is_moved)


def _is_some_role(row: Row) -> bool:
    roles = [text for key in ("原角色", "新角色") if (text := bare(row.text(key))) not in _NO_ROLE]
    return bool(roles) and all(map(is_role, roles))


def shifts_said(table: RowTable, group: str = "") -> Iterator[SourcedAppointment]:
    """Yield what each row says; ``group`` is the one that the text is about there, "" leaves it to the table."""
    above = group or group_of(table)
    role = own = ""
    for row in table.rows:
        role, own = bare(row.text("角色")).rstrip("：:") or _role_in(row) or role, bare(row.text("组")) or own
        words = " ".join(cell.text for cell in row.cells.values())
        for value in _values(row, role or _MEMBER):
            yield SourcedAppointment(value, row.at, words, own or above, day=day_told(row, "生效日期"))


def _values(row: Row, role: str) -> Iterator[Appointment]:
    if "前" in row.cells or "后" in row.cells:
        yield from _before_and_after(row, role)
        return
    yield from _by_role(row.text("增"), "任", role)
    yield from _by_role(row.text("减"), "免", role)
    name, holds = with_one_dot(close_up(row.text("姓名"))), bare(row.text("职务"))
    old, new = (bare(row.text(key)) for key in ("原角色", "新角色"))
    if not name:
        return
    if is_role(old):
        yield Appointment("免", name, old)
    if is_role(new):
        yield Appointment("任", name, new, holds=holds)
    if not (old or new):
        yield from _marked(name, role, holds, row.text("变动"), row.text("因"))


def _before_and_after(row: Row, role: str) -> Iterator[Appointment]:
    """Yield who leaves and who comes: one for the other where there is one of each."""
    before, after = _people(_without_role(row.text("前"))), _people(_without_role(row.text("后")))
    stay = {each.name for each in before} & {each.name for each in after}
    gone = [each for each in before if each.name not in stay]
    new = [each for each in after if each.name not in stay]
    if len(before) == len(after) == len(stay) == 1 and (old := bare(row.text("前职"))) != bare(
        row.text("职务")
    ):
        yield from (Appointment("免", each, old) for each in stay if old)
        yield from (Appointment("任", each, bare(row.text("职务"))) for each in stay if row.text("职务"))
    is_swap = len(gone) == len(new) == 1
    for each in gone if not is_swap else ():
        yield Appointment("免", each.name, role)
    for each in new:
        replaced = gone[0].name if is_swap else ""
        holds = each.post or (bare(row.text("职务")) if len(after) == 1 else "")
        yield Appointment("任", each.name, role, replaced=replaced, holds=holds)


def _role_in(row: Row) -> str:
    """Return the role before a colon in the cell of those before, or after: 指挥长：甲; "" for none."""
    found = (roles.read_start(row.text(key)) for key in ("前", "后"))
    return next((each.value for each in found if each), "")


def _without_role(text: str) -> str:
    found = roles.read_start(text)
    return text[found.end :] if found else text


def _by_role(text: str, act: Act, role: str) -> Iterator[Appointment]:
    """Yield whom a cell lists behind their roles: 副主任：甲；委员：乙、丙; in the ``role`` of the row where none is told."""
    for part in filter(str.strip, _IN_CELL.split(text)):
        own, _, names = part.rpartition("：")
        for each in _people(names):
            yield Appointment(act, each.name, bare(own) or role, holds=each.post if act == "任" else "")


def _people(text: str) -> list[Listed]:
    if _NOBODY.fullmatch(text.strip()):
        return []
    names = [with_one_dot(close_up(name)) for name in _APART.split(text.strip())]
    if all(may_be_name(name) and not ends_as_post(name) for name in names) and not _behind_posts(text):
        return [Listed(name, "") for name in names]
    return _behind_posts(text) or [
        each._replace(name=with_one_dot(each.name))
        for each in people_in_cell(with_one_dot(text))
        if each.name
    ]


def _behind_posts(text: str) -> list[Listed]:
    """Return the people of a cell, each right behind the post: 副局长甲; [] for another cell."""
    people = read_people(with_one_dot(text.strip()), 0)
    posts = [each.post or each.role for each in people]
    is_so = bool(people) and all(posts) and not any(each.is_doubtful for each in people)
    return [Listed(each.name, post) for each, post in zip(people, posts, strict=True)] if is_so else []


def _moved_to(role: str) -> str:
    """Return the role to which somebody moves, as a cell of roles says it: 由成员调整为副组长 → 副组长; "" for another cell."""
    match = _MOVES.fullmatch(bare(role))
    return match["new"] if match and is_role(match["old"]) and is_role(match["new"]) else ""


def _marked(name: str, role: str, holds: str, mark: str, why: str) -> Iterator[Appointment]:
    """Yield what a mark says of somebody, or the reason beside it: 新增, 退出, 接替甲."""
    role = _moved_to(role) or role
    swapped = _FOR.search(mark) or (_FOR.fullmatch(why.strip()) if _COMES.match(mark) else None)
    if swapped and is_name(old := with_one_dot(close_up(swapped["old"].removesuffix("同志")))):
        yield Appointment("任", name, role, replaced=old, holds=holds)
    elif _GOES.match(mark):
        yield Appointment("免", name, role)
    else:
        yield Appointment("任", name, role, holds=holds)
