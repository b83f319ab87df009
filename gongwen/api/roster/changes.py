"""Changes of people and groups: worked out, shown, entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from gongwen.files import Outputs, write_whole
from gongwen.read.rows import Row
from gongwen.read.workbook import Cell
from gongwen.roster.intake.change_file import lists_changes, read_change_file
from gongwen.roster.intake.proposals import Proposed
from gongwen.roster.ledger.state import Line
from gongwen.roster.register import Entered, Proposal, preview_proposals
from gongwen.roster.register import enter as enter_in
from gongwen.roster.register import preview as preview_in
from gongwen.roster.register import propose_file as propose_in
from gongwen.roster.review.following import enter_suggested, suggested_after
from gongwen.roster.review.impact import MOST_GROUPS, Hit
from gongwen.roster.review.suggestions import reason_of, require_suggestions, suggestions
from gongwen.roster.store.database import Database

__all__ = [
    "MOST_GROUPS",
    "Entered",
    "Hit",
    "Line",
    "Proposal",
    "Row",
    "change_of_person",
    "enter",
    "enter_suggestions",
    "impact_facts",
    "preview",
    "preview_file",
    "read_changes",
    "reason_of",
    "suggestions_after",
]  # fmt: skip

_COMMAND_LINE = "命令行"


def read_changes(file: Path) -> list[Row]:
    """Return the changes that a workbook, csv or YAML lists. Raises UsageError or InputError with every fault."""
    return read_change_file(file)


def change_of_person(
    name: str,
    *,
    old: str = "",
    new: str = "",
    key: str = "",
    day: date | None = None,
    title: str = "",
    number: str = "",
) -> list[Row]:
    """Return the change of one person from the post ``old`` to ``new``; "" for ``new`` is to leave it.

    ``key`` tells people of one name apart, 新 is somebody new; ``title`` and ``number`` are those of the
    document that says so; ``day`` None is today.
    """
    kind = "免" if not new else "任" if not old and key == "新" else "调"
    about = {"编号": key, "原职务": old, "职务": new, "来源标题": title, "文号": number}
    cells = {"类型": kind, "姓名": name, "生效日期": (day or date.today()).isoformat(), **about}
    return [Row({key: Cell(text, _COMMAND_LINE) for key, text in cells.items() if text}, _COMMAND_LINE)]


def preview(
    register: str, rows: Sequence[Row], *, takes_good: bool = False, most: int = MOST_GROUPS
) -> Proposal:
    """Return what ``rows`` would do; nothing is written. ``most`` is how many groups are too many for a person.

    Raises InputError with every fault, unless ``takes_good`` leaves the faulty rows out.
    """
    return preview_in(Database(register), rows, takes_good=takes_good, most=most)


def preview_file(
    register: str,
    file: Path,
    output: Path | None = None,
    *,
    takes_good: bool = False,
    most: int = MOST_GROUPS,
    day: date | None = None,
) -> Proposal:
    """Return what a file of changes, a notice, a table or a list would do; nothing is entered.

    With ``output`` what is suggested is written there: an xlsx with a row for each, or YAML with the changes.
    ``day`` is from when a notice counts, None for the day that it tells.
    Raises as :func:`preview`, and UsageError when ``output`` is a file that is read or of another kind.
    """
    if output is not None:
        Outputs([file, *Database(register).files]).claim([output])
        require_suggestions(output)
    if lists_changes(file):
        proposal = preview(register, read_changes(file), takes_good=takes_good, most=most)
    else:
        proposals = propose_in(Database(register), file, day)
        proposal = preview_proposals(Database(register), proposals, takes_good=takes_good, most=most)
    if output is not None:
        write_whole(output, suggestions(proposal.after, proposal.impact, output))
    return proposal


def enter(
    register: str, rows: Sequence[Row], note: str, *, takes_good: bool = False
) -> tuple[Entered, Proposal]:
    """Enter ``rows`` as one batch; return it, and what it did. Raises as :func:`preview`."""
    return enter_in(Database(register), rows, note, takes_good=takes_good)


def impact_facts(proposal: Proposal) -> dict[str, Any]:
    """Return what changes do, for programs to read."""
    found, after = proposal.impact, proposal.after
    return {
        "截至": found.day, "跳过": list(proposal.refused), "席位": [_hit_facts(proposal, hit) for hit in found.hits],
        "空缺": [_seat_words(proposal, hit) for hit in found.vacancies],
        "任职过多": {after.person_name(person, found.day): count for person, count in found.crowded},
    }  # fmt: skip


def _hit_facts(proposal: Proposal, hit: Hit) -> dict[str, Any]:
    day, after, shift = proposal.impact.day, proposal.after, hit.shift
    old, new = (f"{line.name} {line.post}".strip() if line else "" for line in (shift.before, shift.after))
    return {
        "领导小组": after.group_name(hit.group, day), "变化": shift.sort, "角色": shift.line.role,
        "调整前": old, "调整后": new, "怎样办理": hit.action,
        "建议接任": after.person_name(hit.successor.person, day) if hit.successor else None,
        "理由": reason_of(after, hit, proposal.impact) if hit.has_left else "",
    }  # fmt: skip


def _seat_words(proposal: Proposal, hit: Hit) -> str:
    line = hit.shift.line
    return f"{proposal.after.group_name(hit.group, proposal.impact.day)}{line.role}{line.name or line.post}"


def suggestions_after(register: str, batch: int | None = None) -> list[Proposed]:
    """Return what is suggested after a batch, None for the latest with changes; those not sure are 存疑.

    Raises UsageError when there is no such batch.
    """
    return suggested_after(Database(register), batch)


def enter_suggestions(register: str, taken: Sequence[Proposed], batch: int | None = None) -> Entered:
    """Enter the suggestions ``taken`` of those after ``batch`` as a batch of its own. Raises as :func:`preview`."""
    return enter_suggested(Database(register), taken, batch)
