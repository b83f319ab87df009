"""What is suggested after a batch that is in the register already, and what of it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongwen.finding import UsageError
from gongwen.roster.intake.proposals import Proposals, Proposed
from gongwen.roster.ledger.folding import fold
from gongwen.roster.ledger.history import History
from gongwen.roster.register import Entered, enter_proposals, last_batch, read_register
from gongwen.roster.review.impact import Impact, assess
from gongwen.roster.review.suggestions import suggested
from gongwen.roster.store.database import Database


def suggested_after(database: Database, batch: int | None) -> list[Proposed]:
    """Return what is suggested after ``batch``, None for the latest with changes, as the register is now."""
    return [each for _, each in suggested(*_impact(database, batch))]


def enter_suggested(database: Database, taken: Sequence[Proposed], batch: int | None) -> Entered:
    """Enter what was ``taken`` of the suggestions after ``batch``."""
    _, impact = _impact(database, batch)
    sure = tuple(replace(each, surety="请核对") for each in taken)
    proposals = Proposals("建议", impact.day, sure, origin=impact.origin)
    return enter_proposals(database, proposals, "采用建议", takes_good=False)[0]


def _impact(database: Database, batch: int | None) -> tuple[History, Impact]:
    held = read_register(database)
    wanted = batch or last_batch(held)
    own = [event for event in held.events if event.batch == wanted]
    if not own:
        raise UsageError(f"第{wanted}批没有变动，或者已经撤销；批号见 gongwen roster log")
    before = fold(held.register, [event for event in held.events if event.batch != wanted])
    after = held.fold()
    return after, assess(before, after, own)
