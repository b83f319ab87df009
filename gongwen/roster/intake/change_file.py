"""A file of changes, a workbook or YAML, → its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from gongwen.address import WHOLE, Address
from gongwen.finding import InputError
from gongwen.pattern import pattern
from gongwen.read.encoding import read_text
from gongwen.read.input.tree import FileKind, TextTree, Tree, parse_yaml
from gongwen.read.rows import Row, RowTable, read_rows
from gongwen.read.workbook import Cell, read_workbook
from gongwen.roster.intake.change_row import KEYS, TITLES
from gongwen.roster.intake.source_files import WORKBOOKS
from gongwen.zh.spaces import bare

CHANGES = FileKind(
    "变动文件",
    "变动文件的第一行应是“变动:”或“生效日期: 2024-06-01”这样的“键: 值”；"
    "各项变动写在“变动:”下面，一行一项，如“  - {类型: 免, 姓名: 李明远}”",
    "没有任何内容，请写上“变动:”，下面一行一项，如“  - {类型: 免, 姓名: 李明远}”",
)
_LIST = "变动"
_ORIGIN = "来源"
_SOURCE_KEYS = {"标题": "来源标题", "文号": "文号", "发文字号": "文号"}


_TAKEN = {"采用", "是", "√", "✓", "✔", "1", "Y", "y"}
"""What marks a suggestion that is taken."""
_LISTED = pattern(rf"^{_LIST}\s*[:：]", re.MULTILINE)


def lists_changes(path: Path) -> bool:
    """Whether ``path`` is a file of changes and not a document or a list. Raises UsageError when it cannot be read."""
    if path.suffix.lower() in (".yaml", ".yml"):
        text = read_text(path)
        return _LISTED.search(text) is not None or not re.search(
            r"^(?:标题|正文)\s*[:：]", text, re.MULTILINE
        )
    if path.suffix.lower() not in WORKBOOKS:
        return False
    tables = (read_rows(sheet, TITLES) for sheet in read_workbook(path))
    return any(table is not None and "类型" in table.keys for table in tables)


def read_change_file(path: Path) -> list[Row]:
    """Return the changes that a file lists, each with the keys of ``KEYS``.

    Raises UsageError when it cannot be read, InputError when it is not in the form of a list of changes.
    """
    if path.suffix.lower() in (".yaml", ".yml"):
        return _from_tree(parse_yaml(read_text(path), _known(), (), CHANGES), str(path))
    tables = [
        table for sheet in read_workbook(path) if (table := read_rows(sheet, TITLES)) and "类型" in table.keys
    ]
    if not tables:
        raise InputError(
            [
                f"{path}：没有找到变动表；表头要有“类型”“生效日期”，人员变动要有“姓名”，空表可用 gongwen roster form 生成"
            ]
        )
    rows = [row for table in tables for row in table.rows if _is_taken(table, row)]
    if not rows and any("采用" in table.keys for table in tables):
        raise InputError([f"{path}：没有一行在“采用”一列里填了“采用”，没有要录入的"])
    return rows


def _is_taken(table: RowTable, row: Row) -> bool:
    """Whether a row counts: all do, but where a column asks which are taken."""
    return "采用" not in table.keys or bare(row.text("采用")) in _TAKEN


def _known() -> list[str]:
    return [_LIST, _ORIGIN, *_SOURCE_KEYS, *KEYS]


def _from_tree(tree: TextTree, name: str) -> list[Row]:
    problems = [f"{name} 第{slip.line}行：{slip.message}" for slip in tree.slips]
    value = tree.value or {}
    items = value.get(_LIST)
    if not problems and not isinstance(items, list):
        problems.append(f"{name}：没有“变动:”，请在它下面一项一行地列出，如“- {{类型: 免, 姓名: 李明远}}”")
    shared = _shared(value, tree, name, problems)
    rows = []
    for index, item in enumerate(items if isinstance(items, list) else ()):
        at = f"{name} 第{tree.values[Address(_LIST, index)].line}行"
        if isinstance(item, dict):
            rows.append(Row({**shared, **_cells(item, tree, Address(_LIST, index), name, problems)}, at))
        else:
            problems.append(f"{at}：每项变动要写成“类型: …”“姓名: …”这样的键和值")
    if problems:
        raise InputError(problems)
    return rows


def _shared(value: Mapping[str, Tree], tree: TextTree, name: str, problems: list[str]) -> dict[str, Cell]:
    """Return what is said once for all changes."""
    found = _cells(
        {key: each for key, each in value.items() if key not in (_LIST, _ORIGIN)}, tree, WHOLE, name, problems
    )
    origin = value.get(_ORIGIN)
    at = f"{name} 第{tree.keys[Address(_ORIGIN)].line}行" if origin is not None else name
    if isinstance(origin, dict):
        for key, text in origin.items():
            if key in _SOURCE_KEYS and isinstance(text, str):
                found[_SOURCE_KEYS[key]] = Cell(text, at)
            else:
                problems.append(f"{at}：来源下面只有“标题”和“文号”，没有“{key}”")
    elif isinstance(origin, str):
        found["来源标题"] = Cell(origin, at)
    return found


def _cells(
    item: Mapping[str, Tree], tree: TextTree, loc: Address, name: str, problems: list[str]
) -> dict[str, Cell]:
    found = {}
    for key, text in item.items():
        at = f"{name} 第{tree.keys[loc.to(key)].line}行"
        if key not in TITLES:
            problems.append(f"{at}：不认识“{key}”，可以写：{'、'.join(KEYS)}")
        elif not isinstance(text, str):
            problems.append(f"{at}：“{key}”应是一句文字")
        elif text:
            found[TITLES[key]] = Cell(text, at)
    return found
