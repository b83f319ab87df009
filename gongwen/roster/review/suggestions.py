"""What is proposed after changes, as a file of changes that a person goes through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from gongwen.roster.ledger.history import History
from gongwen.roster.review.impact import Hit, Impact

_HEAD = """\
# 建议的席位变动：逐条核对，删去不用的，改好后运行 gongwen roster change 本文件
# “#”开头的席位还没有接任者：补上“接替人”并把类型改为“分工调整”，或者就按“退出”，再删去行首的“#”
"""


def suggestions(history: History, impact: Impact) -> str:
    """Return YAML with a change for every seat whose person left the post for which they were in it.

    Seats for which nobody can be proposed are there as comments.
    """
    facts: dict[str, Any] = {"生效日期": impact.day.isoformat()}
    if impact.origin.title or impact.origin.number:
        facts["来源"] = {"标题": impact.origin.title, "文号": impact.origin.number}
    head = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=2**20)
    return f"{_HEAD}{head}变动:\n{''.join(_lines(history, impact))}"


def _lines(history: History, impact: Impact) -> Iterator[str]:
    for hit in impact.hits:
        if hit.has_left:
            item = _item(history, hit, impact)
            flow = yaml.safe_dump(
                item, allow_unicode=True, sort_keys=False, width=2**20, default_flow_style=True
            )
            yield f"{'' if hit.successor else '# '}- {flow}"


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
