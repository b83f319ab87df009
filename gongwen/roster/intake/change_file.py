"""A file of changes, a workbook or YAML, → its rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gongwen.address import WHOLE, Address
from gongwen.finding import InputError
from gongwen.read.encoding import read_text
from gongwen.read.input.tree import FileKind, TextTree, Tree, parse_yaml
from gongwen.read.rows import Row, read_rows
from gongwen.read.workbook import Cell, read_workbook
from gongwen.roster.intake.change_row import KEYS, TITLES

CHANGES = FileKind(
    "变动文件",
    "变动文件的第一行应是“变动:”或“生效日期: 2024-06-01”这样的“键: 值”；"
    "各项变动写在“变动:”下面，一行一项，如“  - {类型: 免, 姓名: 李明远}”",
    "没有任何内容，请写上“变动:”，下面一行一项，如“  - {类型: 免, 姓名: 李明远}”",
)
_LIST = "变动"
_ORIGIN = "来源"
_SOURCE_KEYS = {"标题": "来源标题", "文号": "文号", "发文字号": "文号"}


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
    return [row for table in tables for row in table.rows]


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
    for place, item in enumerate(items if isinstance(items, list) else ()):
        at = f"{name} 第{tree.values[Address(_LIST, place)].line}行"
        if isinstance(item, dict):
            rows.append(Row({**shared, **_cells(item, tree, Address(_LIST, place), name, problems)}, at))
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
