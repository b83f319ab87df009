"""What a file proposes to a register: understood, shown, decided, entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from gongwen.roster.intake.change_file import lists_changes
from gongwen.roster.intake.papers import Undated
from gongwen.roster.intake.proposals import Proposals, Proposed, Surety
from gongwen.roster.register import Entered, Proposal, require_day
from gongwen.roster.register import enter_proposals as enter_in
from gongwen.roster.register import preview_proposals as preview_in
from gongwen.roster.register import propose_file as propose_in
from gongwen.roster.review.impact import MOST_GROUPS
from gongwen.roster.store.database import Database

__all__ = [
    "Entered", "Proposals", "Proposed", "Surety", "Undated", "decide", "enter_proposals", "lists_changes",
    "preview_proposals", "proposal_facts", "propose", "require_day",
]  # fmt: skip


def propose(register: str, file: Path, day: date | None = None) -> Proposals:
    """Return what ``file`` proposes: a notice of appointments or of changes, a list, a table; nothing is written.

    ``day`` is from when it counts; None is the day that the file tells. Where a document tells
    none the proposals are undated, and cannot be entered. Raises Undated for a table with a row that has none,
    UsageError when it cannot be read, InputError when it has nothing for a register.
    """
    return propose_in(Database(register), file, day)


def decide(proposals: Proposals, accepted: Sequence[Proposed]) -> Proposals:
    """Return ``proposals`` with those of the doubtful that were ``accepted``, the other doubtful ones left out."""
    taken = {id(each) for each in accepted}
    changes = (
        replace(each, surety="请核对") if id(each) in taken else each
        for each in proposals.changes
        if each.surety != "存疑" or id(each) in taken
    )
    return replace(proposals, changes=tuple(changes))


def preview_proposals(
    register: str, proposals: Proposals, *, takes_good: bool = False, most: int = MOST_GROUPS
) -> Proposal:
    """Return what ``proposals`` would do; nothing is written, and what is doubtful is left out.

    Raises InputError with every fault, unless ``takes_good`` leaves the faulty changes out.
    """
    return preview_in(Database(register), proposals, takes_good=takes_good, most=most)


def enter_proposals(
    register: str, proposals: Proposals, note: str, *, takes_good: bool = False
) -> tuple[Entered, Proposal]:
    """Enter ``proposals`` as one batch, what is doubtful left out; return it, and what it did.

    The batch is 0 when nothing changes. Raises as :func:`preview_proposals`, and Undated when they have no day.
    """
    return enter_in(Database(register), proposals, note, takes_good=takes_good)


def proposal_facts(proposals: Proposals) -> list[dict[str, Any]]:
    """Return the changes for programs to read: each with its words, its place and how sure it is."""
    return [
        {**each.cells, "原文": each.words, "位置": each.at, "把握": each.surety, "理由": each.reason}
        for each in proposals.changes
    ]
