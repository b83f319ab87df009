"""The verbs of the register: what the commands call. Each that writes is one transaction with one batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from gongwen.finding import UsageError
from gongwen.read.rows import Row
from gongwen.read.workbook import read_workbook
from gongwen.roster.intake.changes import enter_changes
from gongwen.roster.intake.listings import Listing, take_in
from gongwen.roster.intake.papers import Undated
from gongwen.roster.intake.proposals import Proposals
from gongwen.roster.intake.proposing import propose
from gongwen.roster.intake.source_files import WORKBOOKS
from gongwen.roster.ledger.difference import GroupChange, group_changes
from gongwen.roster.ledger.folding import fold
from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.records import Batch, Event
from gongwen.roster.review.impact import MOST_GROUPS, Impact, assess, groups_touched, people_touched
from gongwen.roster.store import keeping
from gongwen.roster.store.backup import FOR_PEOPLE, is_backup, is_empty, restore, write_backup
from gongwen.roster.store.database import Database, is_outdated, require
from gongwen.roster.store.entry import Entry
from gongwen.roster.store.numbers import refuse_taken
from gongwen.roster.store.store import (
    Addition,
    Holdings,
    Number,
    add,
    load,
    next_id,
    now,
    open_for_writing,
)
from gongwen.roster.store.tables import BATCH
from gongwen.roster.store.undoing import undo


@dataclass(frozen=True, slots=True)
class Entered:
    """What was written."""

    batch: int
    counts: Mapping[str, int]
    """How many of what, in Chinese."""
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()
    """The groups that were read, each with the number of seats of each role."""


@contextmanager
def opened(database: Database) -> Iterator[Connection]:
    """Yield a connection to a register that is there and up to date. Raises UsageError when it is not."""
    require(database)
    if is_outdated(database):
        raise UsageError(f"{database.name}：是旧版的名册，请先运行 gongwen roster migrate（会先留备份）")
    with database.connect() as connection:
        yield connection


def read_register(database: Database, known: str = "") -> Holdings:
    """Return what is in force; with ``known`` (an ISO time) as it was known then."""
    with opened(database) as connection:
        return load(connection, known)


Decide = Callable[[Proposals], Proposals | None]
"""What becomes of proposals that change what there is: those that are wanted, None for nothing of the file."""


def import_file(
    database: Database,
    path: Path,
    day: date | None,
    *,
    takes_good: bool,
    is_trial: bool = False,
    decide: Decide | None = None,
) -> Entered:
    """Take a workbook, or the rosters of a document, into the register; the groups that it has are compared.

    ``decide`` is asked where the file changes what there is; without it what is sure is entered, and what
    somebody has to decide is left out and noted. A trial writes nothing, and has batch 0, as has a file that changes nothing.
    Raises UsageError when it cannot be read, Undated for a document without a day, InputError with every fault when
    nothing is taken.
    """
    if not is_trial and (entered := restore_file(database, path)):
        return entered
    proposals = propose_file(database, path, day)
    if not is_trial:
        require_day(proposals)
    decided = decide(proposals) if decide and proposals.changes and not is_trial else proposals
    if decided is None:
        return Entered(0, {}, understood=proposals.understood)
    return enter_proposals(database, decided, f"导入 {path.name}", takes_good=takes_good, is_trial=is_trial)[
        0
    ]


def restore_file(database: Database, path: Path) -> Entered | None:
    """Fill an empty register from a backup; None when ``path`` is none, or when the register is not empty."""
    if path.suffix.lower() not in WORKBOOKS:
        return None
    with opened(database) as connection:
        if not is_empty(connection):
            return None
        sheets = read_workbook(path, FOR_PEOPLE)
        if not is_backup(sheets):
            return None
        open_for_writing(connection)
        held = restore(connection, sheets)
        return Entered(next_id(connection, BATCH) - 1, _register_counts(held))


def propose_file(database: Database, path: Path, day: date | None) -> Proposals:
    """Return what a file proposes; nothing is written. Raises as :func:`gongwen.roster.intake.proposing.propose`."""
    with opened(database) as connection:
        return propose(load(connection).fold(), path, day)


def require_day(proposals: Proposals) -> None:
    """Raise Undated when the source of ``proposals`` tells no day and none was given."""
    if proposals.is_undated:
        raise Undated(
            f"{proposals.source}：里面没有成文日期，也没有印发日期，不能断定从哪一天起算；请写明日期"
            "（import 用 --on，change 用 --date）"
        )


def _counts(addition: Addition) -> dict[str, int]:
    return {
        "人": len(addition.people), "单位": len(addition.units), "领导小组": len(addition.groups),
        "席位": len(addition.seats), "变动": len(addition.events),
    }  # fmt: skip


def _register_counts(held: Holdings) -> dict[str, int]:
    register = held.register
    return {
        "人": len(register.people), "单位": len(register.units), "领导小组": len(register.groups),
        "席位": len(register.seats), "变动": len(held.events),
    }  # fmt: skip


def export_file(database: Database, day: date) -> bytes:
    """Return the whole register as a workbook that :func:`import_file` takes into an empty one."""
    with opened(database) as connection:
        return write_backup(connection, load(connection).fold(), day)


def back_up(database: Database, day: date) -> bytes:
    """Return the whole register as a workbook that was seen to give it back. Raises as :func:`keeping.back_up`."""
    with opened(database) as connection:
        return keeping.back_up(connection, day)


def restore_register(database: Database, path: Path) -> Mapping[str, int]:
    """Make a register from a backup; return how many of what is in it. Raises as :func:`keeping.restore_new`."""
    return _register_counts(keeping.restore_new(database, path))


@dataclass(frozen=True, slots=True)
class Proposal:
    """Changes worked out but not written."""

    entry: Entry
    before: History
    after: History
    impact: Impact
    refused: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """What a person should look at."""
    proposals: Proposals | None = None
    """What it was worked out from; None for rows of a file of changes."""


def preview(
    database: Database, rows: Sequence[Row], *, takes_good: bool, most: int = MOST_GROUPS
) -> Proposal:
    """Return what the changes of ``rows`` would do; nothing is written.

    Raises InputError with every fault, unless ``takes_good`` leaves the faulty rows out.
    """
    with opened(database) as connection:
        return _work_out(connection, rows, (), None, takes_good=takes_good, most=most)


def preview_proposals(
    database: Database, proposals: Proposals, *, takes_good: bool, most: int = MOST_GROUPS
) -> Proposal:
    """Return what ``proposals`` would do, those left out that somebody has to decide. Raises as :func:`preview`."""
    with opened(database) as connection:
        return _of_proposals(connection, proposals, takes_good=takes_good, most=most)


def enter(
    database: Database, rows: Sequence[Row], note: str, *, takes_good: bool
) -> tuple[Entered, Proposal]:
    """Write the changes of ``rows`` as one batch; return it, and what it did. Raises as :func:`preview`."""
    with opened(database) as connection:
        open_for_writing(connection)
        proposal = _work_out(connection, rows, (), None, takes_good=takes_good)
        return _written(connection, proposal, note), proposal


def enter_proposals(
    database: Database, proposals: Proposals, note: str, *, takes_good: bool, is_trial: bool = False
) -> tuple[Entered, Proposal]:
    """Write ``proposals`` as one batch, those left out that somebody has to decide; return it, and what it did.

    The batch is 0 when nothing changes, and for a trial; nothing is written then. Raises as :func:`preview`, and
    Undated when the source tells no day and none was given.
    """
    if not is_trial:
        require_day(proposals)
    with opened(database) as connection:
        if not is_trial and (len(proposals.changes) > len(proposals.doubtful) or proposals.listings):
            open_for_writing(connection)
        proposal = _of_proposals(connection, proposals, takes_good=takes_good)
        counts = _counts(proposal.entry.addition)
        batch = 0
        if any(counts.values()) and not is_trial:
            batch = proposal.entry.write(connection, note).id
    entered = Entered(batch, counts, proposal.refused, proposal.notes, proposals.understood)
    return entered, proposal


def _written(connection: Connection, proposal: Proposal, note: str) -> Entered:
    batch = proposal.entry.write(connection, note)
    return Entered(batch.id, _counts(proposal.entry.addition), proposal.refused, proposal.notes)


def _of_proposals(
    connection: Connection, proposals: Proposals, *, takes_good: bool, most: int = MOST_GROUPS
) -> Proposal:
    sure = proposals.without(proposals.doubtful)
    found = _work_out(connection, sure.rows(), sure.listings, sure.day, takes_good=takes_good, most=most)
    left = tuple(f"{each.at}：{each}：{each.reason}，没有录入" for each in proposals.doubtful)
    return replace(found, notes=(*found.notes, *proposals.notes, *left), proposals=proposals)


def _work_out(
    connection: Connection, rows: Sequence[Row], listings: Sequence[Listing], day: date | None, *, takes_good: bool,
    most: int = MOST_GROUPS,
) -> Proposal:  # fmt: skip
    held = load(connection)
    skipped: list[str] = []
    noted: list[str] = []

    def start() -> Entry:
        if not listings or day is None:
            return Entry(connection, held)
        intake = take_in(connection, held, listings, day, takes_good=takes_good)
        skipped[:], noted[:] = intake.refused, intake.notes
        return intake.entry

    entry, refused = enter_changes(start, rows, takes_good=takes_good)
    before, after = entry.before, entry.refresh()
    impact = assess(before, after, entry.addition.events, most)
    return Proposal(entry, before, after, impact, (*skipped, *refused), tuple(noted))


def changes_of_batch(
    held: Holdings, batch: int, groups: Sequence[int] = (), until: date | None = None
) -> tuple[History, date, tuple[GroupChange, ...]]:
    """Return the history, a day, and what the batch changed in ``groups`` up to it; () is all it touches.

    The day is ``until``, or the last one of the batch. Raises UsageError when there is no such batch, or when it has no events.
    """
    own = [event for event in held.events if event.batch == batch]
    if not own:
        raise UsageError(f"第{batch}批没有变动，或者已经撤销；批号见 gongwen roster log")
    after = held.fold()
    before = fold(held.register, [event for event in held.events if event.batch != batch])
    day = until or max(event.day for event in own)
    touched = groups or _touched(after, own)
    return after, day, tuple(group_changes(before, after, touched, day, day))


def _touched(history: History, events: Sequence[Event]) -> list[int]:
    return groups_touched(history, events, people_touched(history, events))


def changes_between(
    held: Holdings, since: date, day: date, groups: Sequence[int] = ()
) -> tuple[History, date, tuple[GroupChange, ...]]:
    """Return the history, ``day``, and what changed in ``groups`` (() is all) from ``since`` to it."""
    history = held.fold()
    return history, day, tuple(group_changes(history, history, groups or list(history.lives), since, day))


def last_batch(held: Holdings) -> int:
    """Return the latest batch with events. Raises UsageError when there is none."""
    batches = [event.batch for event in held.events]
    if not batches:
        raise UsageError("名册里还没有任何变动，请先用 gongwen roster import 或 change 录入")
    return max(batches)


@contextmanager
def taking_numbers(database: Database, numbers: Sequence[Number]) -> Iterator[int]:
    """Yield the batch that takes ``numbers``, which is kept when the block ends well and not otherwise.

    Raises UsageError when one of them has been taken meanwhile.
    """
    with opened(database) as connection:
        open_for_writing(connection)
        refuse_taken(load(connection).numbers, numbers)
        yield _keep_numbers(connection, numbers)


def _keep_numbers(connection: Connection, numbers: Sequence[Number]) -> int:
    batch = Batch(next_id(connection, BATCH), now(), f"取号 {numbers[0]}起共{len(numbers)}个")
    add(connection, batch, Addition(numbers=list(numbers)))
    return batch.id


def undo_batch(database: Database, batch: int, note: str) -> int:
    """Take a batch back; return the batch that does so. Raises UsageError when it cannot be."""
    with opened(database) as connection:
        return undo(connection, batch, note).id
