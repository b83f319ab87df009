"""What is proposed to the register: changes with what they were understood from, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from gongwen.read.rows import Row
from gongwen.read.workbook import Cell
from gongwen.roster.intake.listings import Listing
from gongwen.roster.ledger.records import NOWHERE, Origin

Surety = Literal["确定", "请核对", "存疑"]
"""How surely a change is meant: said so; worked out, so look at it; may be wrong, so somebody has to decide."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One change that is proposed."""

    cells: Mapping[str, str]
    """As in a file of changes: 类型, 姓名, 职务 …; the day and the document left out."""
    at: str
    """The file and the line, or the cell."""
    words: str
    """What it was understood from."""
    surety: Surety = "确定"
    reason: str = ""
    """Why it is not sure, or how it was worked out; "" when the words say it."""

    def __str__(self) -> str:
        """Return the change in one line."""
        return tell_cells(self.cells)

    def doubted(self, surety: Surety, reason: str) -> Proposed:
        """Return the same, no surer than ``surety``."""
        least = max(self.surety, surety, key=("确定", "请核对", "存疑").index)
        return replace(self, surety=least, reason="；".join(filter(None, (self.reason, reason))))

    def rules_out(self, other: Proposed) -> bool:
        """Whether only one of both can be taken: each gives up the same post of somebody for another one."""
        keys = ("类型", "编号", "原职务")
        return bool(self.cells.get("原职务")) and all(
            self.cells.get(key) == other.cells.get(key) for key in keys
        )


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a source proposes."""

    source: str
    """The name of the file."""
    day: date
    """From which the changes count."""
    changes: tuple[Proposed, ...] = ()
    notes: tuple[str, ...] = ()
    """What was read and changes nothing, and what could not be read, each with its place."""
    origin: Origin = NOWHERE
    listings: tuple[Listing, ...] = field(default=())
    """People, and groups that the register has not: to be added."""
    understood: tuple[str, ...] = ()
    """The groups that were read, each with the number of seats of each role."""
    is_undated: bool = False
    """Whether the source tells no day: ``day`` is only that by which it was read, and nothing is entered by it."""

    @property
    def doubtful(self) -> tuple[Proposed, ...]:
        """The changes that somebody has to decide."""
        return tuple(each for each in self.changes if each.surety == "存疑")

    def without(self, left_out: Sequence[Proposed]) -> Proposals:
        """Return the same without the changes ``left_out``."""
        gone = {id(each) for each in left_out}
        return replace(self, changes=tuple(each for each in self.changes if id(each) not in gone))

    def rows(self) -> list[Row]:
        """Return the changes as the rows of a file of changes; each has a place of its own."""
        counts: dict[str, int] = {}
        rows = []
        for each in self.changes:
            counts[each.at] = count = counts.get(each.at, 0) + 1
            at = each.at if count == 1 else f"{each.at}第{count}项"
            rows.append(self._row(each, at))
        return rows

    def _row(self, change: Proposed, at: str) -> Row:
        said = {"生效日期": self.day.isoformat(), "来源标题": self.origin.title, "文号": self.origin.number}
        return Row({key: Cell(text, at) for key, text in {**said, **change.cells}.items() if text}, at)


def tell_cells(cells: Mapping[str, str]) -> str:
    """Return a change in one line, as people say it: 任 盛伟东（新人） 县水利局局长."""
    name = cells.get("姓名", "") + ("（新人）" if cells.get("编号", "").startswith("新") else "")
    successor = cells.get("接替人", "") + ("（新人）" if cells.get("接替人编号", "").startswith("新") else "")
    parts = [cells.get("组", ""), name, cells.get("单位", "")]
    role = cells.get("角色", "")
    old, new = cells.get("原职务", ""), cells.get("职务", "")
    what = f"{old} → {new}" if old and new else old or new
    tail = [
        f"由{successor}接替" if successor else "",
        role,
        what,
        cells.get("新名", ""),
        cells.get("并入", ""),
    ]
    place = f"第{cells['次序']}位" if cells.get("次序") and cells["类型"] == "排序" else ""
    note = f"（{cells['备注']}）" if cells.get("备注") else ""
    return " ".join(filter(None, (cells["类型"], *parts, *tail, place))) + note
