"""What is suggested after changes: as proposals, and as a file of changes that a person goes through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from gongwen.finding import UsageError
from gongwen.roster.intake.proposals import Proposed
from gongwen.roster.ledger.history import History
from gongwen.roster.review.impact import Hit, Impact
from gongwen.write.book import BookTable, write_book

_HEAD = """\
# 建议的席位变动：逐条核对，删去不用的，改好后运行 gongwen roster change 本文件
# “#”开头的席位还没有接任者：补上“接替人”并把类型改为“分工调整”，或者就按“退出”，再删去行首的“#”
"""
_COLUMNS = (
    "采用", "类型", "领导小组", "角色", "姓名", "编号", "单位", "职务", "新名", "接替人", "接替人编号", "理由", "本组规定", "怎样办理", "生效日期",
    "来源标题", "文号",
)  # fmt: skip
_TAKEN, _NOT_TAKEN = "采用", "不采用"


def require_suggestions(path: Path) -> None:
    """Raise UsageError when suggestions cannot be written in the format of ``path``."""
    if path.suffix.lower() not in (".xlsx", ".yaml", ".yml"):
        raise UsageError(f"{path}：建议写成 xlsx（表格）或 yaml，请改扩展名")


def suggestions(history: History, impact: Impact, path: Path) -> bytes:
    """Return what is suggested in the format of ``path``: a workbook with a row for each, or YAML.

    Where nobody can be proposed the row is not marked, the line of YAML a comment.
    """
    if path.suffix.lower() == ".xlsx":
        return _book(history, impact)
    return _yaml(history, impact).encode()


def suggested(history: History, impact: Impact) -> Iterator[tuple[Hit | None, Proposed]]:
    """Yield a change for every seat that is given up, with its reason; one without a successor is 存疑.

    Before them stands what the reform of units means for posts and for the seats of units (None).
    """
    yield from ((None, each) for each in impact.reforms)
    decided = {(each.cells.get("组"), each.cells.get("编号")) for each in impact.reforms}
    for hit in impact.hits:
        if (
            hit.has_left
            and (history.group_name(hit.group, impact.day), str(hit.shift.line.person)) not in decided
        ):
            line = hit.shift.line
            group = history.group_name(hit.group, impact.day)
            words = " ".join(filter(None, (group, line.role, line.name)))
            own = Proposed(_cells(history, hit, impact), words, words)
            is_sure = hit.successor is not None or hit.moves_up
            yield hit, own.doubted("请核对" if is_sure else "存疑", reason_of(history, hit, impact))


def reason_of(history: History, hit: Hit, impact: Impact) -> str:
    """Return why the seat of ``hit`` is given up, and why the successor follows."""
    if hit.successor is None:
        return hit.reason if hit.moves_up else f"{hit.reason}，接任者还没有登记"
    name = history.person_name(hit.successor.person, impact.day)
    tail = "，已在组内" if hit.successor.is_member else ""
    return f"{hit.reason}，{name}{hit.successor.reason}{tail}"


def _cells(history: History, hit: Hit, impact: Impact) -> dict[str, str]:
    line, successor = hit.shift.line, hit.successor
    group = history.group_name(hit.group, impact.day)
    about = {"组": group, "姓名": line.name, "编号": str(line.person), "角色": line.role}
    if successor is None or successor.is_member:
        return {"类型": "退出", **about}
    name = history.person_name(successor.person, impact.day)
    return {"类型": "分工调整", **about, "接替人": name, "接替人编号": str(successor.person)}


def _yaml(history: History, impact: Impact) -> str:
    facts: dict[str, Any] = {"生效日期": impact.day.isoformat()}
    if impact.origin.title or impact.origin.number:
        facts["来源"] = {"标题": impact.origin.title, "文号": impact.origin.number}
    head = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=2**20)
    return f"{_HEAD}{head}变动:\n{''.join(_lines(history, impact))}"


def _lines(history: History, impact: Impact) -> Iterator[str]:
    for _, each in suggested(history, impact):
        item = {**each.cells, "备注": each.reason}
        flow = yaml.safe_dump(item, allow_unicode=True, sort_keys=False, width=2**20, default_flow_style=True)
        yield f"{'# ' if each.surety == '存疑' else ''}- {flow}"


def _book(history: History, impact: Impact) -> bytes:
    rows = [_row(history, impact, *each) for each in suggested(history, impact)]
    table = BookTable(
        "建议",
        _COLUMNS,
        rows,
        {"采用": (_TAKEN, _NOT_TAKEN), "类型": ("分工调整", "退出", "增补", "免", "职务更名")},
    )
    return write_book([table])


def _row(history: History, impact: Impact, hit: Hit | None, change: Proposed) -> tuple[str, ...]:
    clause = (history.register.groups[hit.group].clause or "发文调整") if hit else ""
    facts = {
        **change.cells, "领导小组": change.cells.get("组", ""), "理由": change.reason, "本组规定": clause, "怎样办理": hit.action if hit else "",
        "采用": "" if change.surety == "存疑" else _TAKEN, "生效日期": impact.day.isoformat(),
        "来源标题": impact.origin.title, "文号": impact.origin.number,
    }  # fmt: skip
    return tuple(facts.get(column, "") for column in _COLUMNS)
