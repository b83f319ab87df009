"""What the head of a unit is called, and who it is."""

from __future__ import annotations

from datetime import date

from gongwen.roster.ledger.history import History

_HEADS = {
    "局": "局长", "委员会": "主任", "委": "主任", "办公室": "主任", "办": "主任", "中心": "主任", "厅": "厅长", "部": "部长",
    "院": "院长", "处": "处长", "站": "站长", "所": "所长", "馆": "馆长", "公司": "总经理", "管委会": "主任",
}  # fmt: skip
"""What the head of a unit is called, by how the name of the unit ends."""


def head_title(unit: str) -> str:
    """Return what the head of ``unit`` is called; "" when its name does not tell."""
    ending = max((each for each in _HEADS if unit.endswith(each)), key=len, default="")
    return _HEADS.get(ending, "")


def head_of(history: History, unit: str, day: date) -> int | None:
    """Return who heads the unit called ``unit`` on ``day``; None for nobody, or when several do."""
    found = [
        person
        for post in history.register.posts.values()
        if post.unit and history.unit_name(post.unit, day) == unit
        for person in history.holders(post.id, day)
        if history.post_title(post.id, day) == head_title(unit)
    ]
    return found[0] if len(found) == 1 else None
