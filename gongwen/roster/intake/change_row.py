"""A row of a file of changes: its columns, its kind, its day, the document that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from gongwen.read.rows import Row
from gongwen.roster.ledger.lookup import LookupFailure
from gongwen.roster.ledger.records import KINDS, Kind, Origin
from gongwen.terms.date import DateError, parse_date
from gongwen.zh.spaces import bare

_NAMED = {
    title: key
    for key, titles in {
        "类型": "任免情况 任免类型 任免类别 任免 类型 变动类型 变动 事项 变动事项",
        "姓名": "姓名 人 人员 同志",
        "编号": "编号 人员编号",
        "原职务": "免 拟免 免去 拟免职务 原聘职务 解聘职务 解聘岗位 任免前职务 调整前职务 原任单位职务 原工作单位及职务 免职职务 原职务 原任职务 原单位及职务 原任单位及职务 免去职务 免职 免任职务 现职务",
        "职务": "任 拟任 任免后职务 调整后职务 任免职务 聘任职务 聘任岗位 聘任单位及职务 任职单位及职务 新任单位及职务 新任岗位 任职职务 职务名称 单位职务 职务 新职务 拟任职务 新任职务 任职 任命职务 现任职务 现任单位及职务 拟任单位及职务 单位及职务 职位",
        "组": "组 组名 领导小组 小组 领导小组名称 议事协调机构",
        "角色": "角色 组内职务 小组职务",
        "次序": "次序 排序 序位",
        "单位": "单位 单位名称 原单位名称",
        "新名": "新名 新名称 更名为 现名称",
        "并入": "并入 合并到",
        "接替人": "接替人 接任人 接任 接替",
        "接替人编号": "接替人编号",
        "备注": "备注 说明",
        "生效日期": "生效日期 日期 任免日期 任免时间 任职时间 免职时间 变动日期 变动时间 起始日期 时间",
        "来源标题": "来源标题 来源 依据 文件标题 依据文件",
        "采用": "采用 是否采用 采用与否",
        "文号": "文号 发文字号 依据文号",
    }.items()
    for title in titles.split()
}
_LEFT = "免 免去 拟免 拟免去 不再担任 解聘 拟解聘 卸任 辞去 原 原任 原聘 调整前 变动前 任免前"
_TAKEN = "新 新任 任 拟任 任命 拟任命 聘任 拟聘 拟聘任 提任 担任 调任 改任 调整后 变动后 任免后"
_POSTS = "职务 的职务 岗位 的岗位 职位 单位职务 单位及职务 单位和职务 工作单位及职务 党政职务 行政职务"
TITLES: Mapping[str, str] = {
    **{
        f"{verb}{post}": key
        for key, verbs in (("原职务", _LEFT), ("职务", _TAKEN))
        for verb in verbs.split()
        for post in _POSTS.split()
    },
    **_NAMED,
}
"""What a column, or a key, may be called; of posts also by what is done with them: 不再担任的职务, 新任岗位."""
KEYS: tuple[str, ...] = tuple(dict.fromkeys(_NAMED.values()))
_OTHER_NAMES: Mapping[str, Kind] = {
    "任命": "任", "任职": "任", "聘任": "任", "挂职": "任", "免职": "免", "免去": "免", "解聘": "免", "调任": "调",
    "主持": "主持工作", "次序调整": "排序", "逝世": "去世",
}  # fmt: skip

T = TypeVar("T")


class RowFault(Exception):
    """What is wrong with a row, with its place, in Chinese."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row with what every kind of change needs."""

    row: Row
    kind: Kind
    day: date
    origin: Origin


def read_change(row: Row) -> Change:
    """Return ``row`` as a change of a kind and a day. Raises RowFault."""
    kind = bare(row.text("类型"))
    known: Mapping[str, Kind] = {**{each: each for each in KINDS}, **_OTHER_NAMES}
    if kind not in known:
        said = f"类型“{kind}”不认识" if kind else "没有写类型"
        raise RowFault(f"{row.place('类型')}：{said}，请填：{'、'.join(KINDS)}")
    day = read_day(row, "生效日期")
    if day is None:
        raise RowFault(f"{row.place('生效日期')}：没有写生效日期，请写成 2024-06-01 这样")
    origin = Origin(row.text("来源标题").strip("《》"), bare(row.text("文号")))
    return Change(row, known[kind], day, origin)


def read_day(row: Row, key: str) -> date | None:
    """Return the date in a column; None when there is nothing in it. Raises RowFault when it is none."""
    text = row.text(key)
    if not text:
        return None
    try:
        return parse_date(text)
    except DateError:
        raise RowFault(f"{row.place(key)}：“{text}”不是一个日期，请写成 2024-06-01 或 2024年6月1日") from None


def day_told(row: Row, key: str) -> str:
    """Return the day in a column, as 2024-06-01; "" where none is told to the day."""
    try:
        found = read_day(row, key)
    except RowFault:
        return ""
    return found.isoformat() if found else ""


def looked_up(row: Row, key: str, look: Callable[[], T]) -> T:
    """Return what ``look`` finds; a failure is told with the place of the column ``key``. Raises RowFault."""
    try:
        return look()
    except LookupFailure as failure:
        raise RowFault(f"{row.place(key)}：{failure}") from None
