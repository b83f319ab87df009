"""What somebody writes of an item by hand: values of the metadata, and the table in which each row is an item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gongwen.archive.items import MAIN, ROLES, Item, Part
from gongwen.finding import InputError, UsageError
from gongwen.pattern import pattern
from gongwen.read.workbook import Cell, read_workbook
from gongwen.terms import date

SHARED = ("全宗号", "档案馆名称", "全宗名称", "立档单位名称", "年度", "保管期限", "机构或问题")
"""What only the archive knows, in the terms of DA/T 46 and DA/T 22, and many documents share."""
SINGLE = ("件号", "题名", "责任者", "文件编号", "日期", "密级和保密期限", "主题词", "页数", "备注")
"""What is said of one document."""
VALUES = (*SHARED, *SINGLE)
_OTHER_NAMES = {"文号": "文件编号", "密级": "密级和保密期限", "机构": "机构或问题", "问题": "机构或问题", "期限": "保管期限", "标题": "题名", "成文日期": "日期"}  # fmt: skip
_FILE_NAMES = {"文件": MAIN, "文件名": MAIN, "原件": MAIN, **{role: role for role in ROLES}}
_NOT_READ = ("序号", "档号")
"""What the archive itself gives."""
_NUMBERS = {"件号": "数字", "页数": "数字", "年度": "四位数字"}
_YEAR, _SEVERAL = pattern(r"(?:19|20)\d\d"), pattern(r"[;；\n]")
_EIGHT_DIGITS = pattern(r"((?:19|20)\d\d)(\d\d)(\d\d)")


def read_value(name: str, text: str) -> tuple[str, str]:
    """Return the element that ``name`` means and its value as the metadata have it.

    Raises UsageError, saying what is wanted, for a name that no archive has and for a value that it cannot have.
    """
    element, value = _OTHER_NAMES.get(name.strip(), name.strip()), text.strip()
    if element not in VALUES:
        raise UsageError(f"没有项目“{name}”，可以写：{'、'.join(VALUES)}")
    if not value:
        raise UsageError(f"{element}没有写值")
    if element == "日期":
        return element, _day(value)
    if (form := _NUMBERS.get(element)) and not (
        value.isdecimal() and (element != "年度" or _YEAR.fullmatch(value))
    ):
        raise UsageError(f"{element}“{value}”应当是{form}")
    return element, value


def _day(text: str) -> str:
    spelt = _EIGHT_DIGITS.sub(r"\1-\2-\3", text) if _EIGHT_DIGITS.fullmatch(text) else text
    found = date.read(spelt)
    if found is None:
        raise UsageError(f"日期“{text}”不是日期，请写成 2024-06-09 或 20240609")
    return found.value.strftime("%Y%m%d")


def read_items(path: Path) -> list[Item]:
    """Return the items of the table at ``path``: its first sheet, a row of headings, and a row for each.

    The files count from the folder of the table. Raises UsageError when it cannot be read, InputError, with the
    place of each, for headings that are not known, values that cannot be, and rows without a file.
    """
    sheets = read_workbook(path)
    rows = [row for row in (sheets[0].rows if sheets else ()) if any(cell.text for cell in row)]
    if not rows:
        raise UsageError(f"{path}：表里没有内容，请写上表头（{'、'.join(_headings())}）和各件")
    problems: list[str] = []
    columns = dict(_columns(rows[0], problems))
    items = [] if problems else [_item(row, columns, path.parent, problems) for row in rows[1:]]
    if problems:
        raise InputError(problems)
    return items


def _headings() -> Iterator[str]:
    yield from ("文件", *(role for role in ROLES if role != MAIN), *VALUES)


def _columns(row: Sequence[Cell], problems: list[str]) -> Iterator[tuple[int, str]]:
    """Yield what each column holds: a role of ROLES or one of VALUES."""
    found = []
    for index, cell in enumerate(row):
        name = cell.text.strip()
        means = _FILE_NAMES.get(name) or _OTHER_NAMES.get(name, name)
        if means in found:
            problems.append(f"{cell.at}：“{name}”这一列有两个，请删去一个")
        elif means in VALUES or means in ROLES:
            found.append(means)
            yield index, means
        elif name and name not in _NOT_READ:
            problems.append(f"{cell.at}：不认识的列“{name}”，可以写：{'、'.join(_headings())}")
    if MAIN not in found:
        problems.append(f"{row[0].at}：没有“文件”这一列，请写上每件的文件名（从这张表所在的文件夹算起）")


def _item(row: Sequence[Cell], columns: Mapping[int, str], folder: Path, problems: list[str]) -> Item:
    files: dict[str, list[Path]] = {role: [] for role in ROLES}
    values: dict[str, str] = {}
    for index, means in columns.items():
        cell = row[index] if index < len(row) else None
        if cell is None or not cell.text.strip():
            continue
        if means in ROLES:
            files[means] = [folder / each.strip() for each in _SEVERAL.split(cell.text) if each.strip()]
            continue
        try:
            values.update([read_value(means, cell.text)])
        except UsageError as error:
            problems.append(f"{cell.at}：{error}")
    if len(files[MAIN]) != 1:
        at = next(cell.at for cell in row if cell.text)
        problems.append(f"{at} 这一行：“文件”里应当是一个文件名，其余的写在附件、处理单、底稿各列")
        return Item(folder)
    parts = [Part(role, each) for role, paths in files.items() if role != MAIN for each in paths]
    return Item(files[MAIN][0], tuple(parts), values)
