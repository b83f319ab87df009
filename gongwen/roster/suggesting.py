"""What is proposed after changes, as a file of changes that a person goes through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from gongwen.roster.history import History
from gongwen.roster.impact import Hit, Impact

_HEAD = """\
# 建议的席位变动：逐条核对，删去不用的，改好后运行 gongwen roster change 本文件
# 没有列出接任者的席位，请自行补上“接替人”，或者把类型改为“退出”
"""


def suggestions(history: History, impact: Impact) -> str:
    """Return YAML with a change for every seat whose person left the post for which they were in it."""
    items = list(_items(history, impact))
    tree: dict[str, Any] = {"生效日期": impact.day.isoformat(), "变动": items}
    return _HEAD + str(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=200))


def _items(history: History, impact: Impact) -> Iterator[dict[str, str]]:
    for hit in impact.hits:
        if hit.has_left:
            yield _item(history, hit, impact)


def _item(history: History, hit: Hit, impact: Impact) -> dict[str, str]:
    line, successor = hit.shift.line, hit.successor
    group = history.group_name(hit.group, impact.day)
    about = {"组": group, "姓名": line.name, "编号": str(line.person)}
    if successor is None:
        return {"类型": "退出", **about, "角色": line.role}
    name = history.person_name(successor.person, impact.day)
    if successor.is_member:
        return {"类型": "退出", **about, "角色": line.role, "备注": f"{name}{successor.reason}，已在组内"}
    taking = {"接替人": name, "接替人编号": str(successor.person), "备注": successor.reason}
    return {"类型": "分工调整", **about, **taking}
