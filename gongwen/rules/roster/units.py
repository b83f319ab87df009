"""The units that tasks are given to against the roster of the leading group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongwen.document import Document, Roster
from gongwen.pattern import pattern
from gongwen.recognise.tasks.tasks import tasks_of
from gongwen.recognise.tasks.unit_names import is_unit
from gongwen.rules.rule import Fault, fault, rule
from gongwen.rules.texts import texts_of
from gongwen.task import Task
from gongwen.zh.brackets import drop_bracketed
from gongwen.zh.spaces import close_up

_LEADS = pattern("组长|总指挥|指挥长|召集人|主任委员")
_FEWEST = 5
"""People of a roster that may stand for all units concerned."""
_ANY = pattern(
    "^(?:各|有关|相关|其他|其它|本|该|属地|所在|项目|责任|成员|牵头|配合|市县|县乡)|等|有关|相关|各[县市区乡镇街部单成]|成员单位"
)
_OPEN = pattern("各(?:有关|相关)?(?:部门|单位|成员单位)|(?:有关|相关)(?:部门|单位)")
"""A roster that says so may mean everybody."""
_PLACE = pattern(
    r"^(?:[省县区州旗]|市(?!场)|[^省市县区州旗局委办院站所队]{1,5}(?:[省县区州旗]|市(?!场)))(?=.{2})"
)
_KIND = pattern(
    "(?:管理|监督|服务|发展|促进|建设|工作)*(?:局|委员会|委|办公室|办公厅|办|中心|分局|公司|大队|支队|总站|站|院|处|所|部|厅|会|镇|乡|街道办事处|街道办|街道|街办)$"
)
_COMMON = frozenset(
    [
        "管理",
        "服务",
        "监督",
        "发展",
        "建设",
        "中心",
        "办公",
        "公室",
        "委员",
        "员会",
        "政府",
        "人民",
        "工作",
        "促进",
        "主任",
        "局长",
        "部长",
        "书记",
        "县委",
        "市委",
        "区委",
        "公司",
        "有限",
        "责任",
        "分局",
        "办事",
        "事处",
        "街道",
        "综合",
        "事务",
        "行政",
        "保障",
        "社会",
        "和信",
        "和社",
        "和改",
        "副局",
        "党组",
        "负责",
        "一级",
        "二级",
        "三级",
        "主要",
    ]
)
"""Pairs of characters that tell no unit."""


@rule("body.roster-units", "", "惯例")
def roster_units(document: Document) -> Iterator[Fault]:
    """牵头和负责任务的单位，在领导小组名单里有人。

    各乡镇、有关部门这样的统称不查；名单里有一部分相同的名称，也算有人。

    Wrong: {正文: [一、加固堤防。（责任单位：县水利局、县气象局）, '{名单}'], 名单: {组长: [张远 副县长], 副组长: [赵清 县政府办公室主任], 成员: [李行 县水利局局长, 王禾 县财政局局长, 丁宁 县公安局局长]}}
    Right: {正文: [一、加固堤防。（责任单位：县水利局、县财政局）, '{名单}'], 名单: {组长: [张远 副县长], 副组长: [赵清 县政府办公室主任], 成员: [李行 县水利局局长, 王禾 县财政局局长, 丁宁 县公安局局长]}}
    """
    posts = _posts(document)
    if not posts:
        return
    seen: set[str] = set()
    for task in tasks_of(document):
        for unit in _charged(task):
            core = _core(unit)
            if core not in seen and not _has_place(core, posts):
                message = f"“{unit}”承担任务，领导小组名单里没有这个单位的人，请核对"
                yield fault(message, task.at)
            seen.add(core)


def _posts(document: Document) -> list[str]:
    """Return the posts and units in the rosters of leading groups; [] when there is none that is complete."""
    rosters = [
        text.roster for text in texts_of(document) if any(map(_LEADS.search, map(close_up, text.roster)))
    ]
    posts = [post for roster in rosters for post in _told(roster)]
    is_open = any(map(_OPEN.search, posts))
    return [] if is_open or len(posts) < _FEWEST else posts


def _told(roster: Roster) -> Iterator[str]:
    for seats in roster.values():
        if isinstance(seats, str):
            yield from re.split("[、，；]", seats)
        else:
            yield from (member.post for member in seats)


def _charged(task: Task) -> Iterator[str]:
    """Yield the units of ``task`` that lead or are responsible, common names left out."""
    for unit in (*task.duty.lead, *task.duty.units):
        name = drop_bracketed(close_up(unit))
        if is_unit(name) and not _ANY.search(name) and not name.endswith(("乡镇", "政府")):
            yield name


def _core(name: str) -> str:
    """Return what tells a unit: 云溪县市场监督管理局 → 市场."""
    bare = _PLACE.sub("", name)
    return _KIND.sub("", bare) or bare


def _has_place(core: str, posts: Sequence[str]) -> bool:
    """Whether somebody with one of ``posts`` may be of the unit: its name in short, or a part of both names."""
    every = "\n".join(posts)
    parts = (pair for pair in map("".join, pairwise(core)) if pair not in _COMMON)
    return any(part in every for part in parts) or any(_is_within(core, post) for post in posts)


def _is_within(short: str, full: Sequence[str]) -> bool:
    rest = iter(full)
    return all(character in rest for character in short)
