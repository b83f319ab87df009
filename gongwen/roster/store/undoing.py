"""Taking a batch back, and again: refused with what has to be done first where others build on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from gongwen.finding import UsageError
from gongwen.roster.ledger.records import Batch
from gongwen.roster.store.store import (
    Addition,
    Holdings,
    add,
    all_batches,
    load,
    load_counting,
    next_id,
    now,
    open_for_writing,
    undone_batches,
)
from gongwen.roster.store.tables import BATCH


def undo(connection: Connection, batch: int, note: str = "") -> Batch:
    """Take a batch back; return the batch that does so. To take that one back again is to redo.

    Raises UsageError when there is no such batch, when it does not count already, when later ones build on it, or
    when what it brings back builds on one that is taken back itself.
    """
    open_for_writing(connection)
    held = load(connection)
    found = next((each for each in held.batches if each.id == batch), None)
    if found is None:
        raise UsageError(f"没有第{batch}批，批号见 gongwen roster log")
    if batch in held.undone:
        raise UsageError(f"第{batch}批已经撤销过了")
    undoing = Batch(next_id(connection, BATCH), now(), note, batch)
    add(connection, undoing, Addition())
    _refuse_dependents(connection, found)
    return undoing


def _refuse_dependents(connection: Connection, batch: Batch) -> None:
    """Raise UsageError when what is left does not hold together, or has a 发文字号 twice."""
    batches = all_batches(connection)
    undone = undone_batches(batches)
    left = load_counting(connection, batches, undone)
    counts = Counter(map(str, left.numbers))
    if taken := [each for each in left.numbers if each.batch != batch.undoes and counts[str(each)] > 1]:
        raise UsageError(f"{taken[0]}已在第{taken[0].batch}批另外用了，请先撤销第{taken[0].batch}批")
    loose = _loose(left)
    if not loose:
        return
    if batch.undoes is not None and batch.undoes in loose:
        raise UsageError(_restore_first(connection, batches, undone, batch))
    later = "、".join(f"第{each}批" for each in sorted(loose))
    raise UsageError(f"{later}以第{batch.id}批为前提，请先撤销{later}，再撤销第{batch.id}批")


def _loose(left: Holdings) -> set[int]:
    """Return the batches that refer to what is not there, or that contradict what is."""
    register = left.register
    needed: dict[str, dict[int, Any]] = {
        "person": register.people, "successor": register.people, "post": register.posts,
        "old_post": register.posts, "unit": register.units, "group": register.groups, "into": register.groups,
        "seat": register.seats,
    }  # fmt: skip
    orphans = {
        event.batch
        for event in left.events
        for name, known in needed.items()
        if getattr(event, name) is not None and getattr(event, name) not in known
    }
    return orphans or {problem.event.batch for problem in left.fold().problems}


def _restore_first(
    connection: Connection, batches: Sequence[Batch], undone: frozenset[int], batch: Batch
) -> str:
    """Return which batch has to be brought back before ``batch``, an undoing, can be taken back."""
    restored = batch.undoes or 0
    earlier = sorted((each for each in undone if each < restored), reverse=True)
    grounds = [
        each for each in earlier if not _loose(load_counting(connection, batches, undone - {each}))
    ] or earlier
    undoing = {each.undoes: each.id for each in batches if each.id not in undone}
    told = "，".join(
        f"第{undoing[each]}批（撤销它就恢复第{each}批）" for each in grounds[:1] if each in undoing
    )
    ground = f"第{grounds[0]}批" if grounds else "更早的批"
    first = f"请先撤销{told}，再撤销第{batch.id}批" if told else "请先恢复那一批"
    return f"第{restored}批以{ground}为前提，{ground}已经撤销；{first}"
