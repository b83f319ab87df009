"""Changes as people write them, in rows → events of one batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from gongwen.finding import InputError
from gongwen.read.rows import Row
from gongwen.roster.intake.acts import ACTS
from gongwen.roster.intake.change_row import Change, RowFault, read_change
from gongwen.roster.ledger.records import Kind
from gongwen.roster.store.entry import Entry, problems_of

_NAMING: tuple[Kind, ...] = ("组设立", "更名", "单位更名", "职务更名", "组更名")
"""What is entered before everything else of its day: the others may use the new names."""


def enter_changes(
    start: Callable[[], Entry], rows: Sequence[Row], *, takes_good: bool
) -> tuple[Entry, list[str]]:
    """Return an entry, as ``start`` makes it, with the changes of ``rows``, and the rows refused, each with its
    place and reason.

    Raises InputError with all faults when there are any, unless ``takes_good`` leaves the faulty rows out.
    """
    refused: dict[str, str] = {}
    while True:
        good = [row for row in rows if row.at not in refused]
        entry = start()
        faults = _enter(entry, good)
        if not faults:
            return entry, list(refused.values())
        if not takes_good:
            raise InputError(list(faults.values()))
        refused |= faults


def _enter(entry: Entry, rows: Sequence[Row]) -> dict[str, str]:
    """Add the events of ``rows`` to ``entry``; return what is wrong by the place of the row."""
    faults: dict[str, str] = {}
    changes: list[Change] = []
    for row in rows:
        try:
            changes.append(read_change(row))
        except RowFault as fault:
            faults[row.at] = str(fault)
    for _, together in groupby(sorted(changes, key=_turn), _turn):
        for change in together:
            try:
                ACTS[change.kind](entry, change)
            except RowFault as fault:
                faults[change.row.at] = str(fault)
        entry.refresh()
    for event, message in problems_of(entry):
        faults.setdefault(entry.places.get(event, str(event)), message)
    return faults


def _turn(change: Change) -> tuple[date, bool]:
    return change.day, change.kind not in _NAMING
