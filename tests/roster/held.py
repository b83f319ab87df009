"""What papers propose and what then stands in a register: proposed.txt and entered.txt, written by ``--accept -n0``."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from gongwen.roster.intake.proposals import Proposals
from gongwen.roster.ledger.event_words import tell_event
from gongwen.roster.ledger.history import History
from tests.golden import hold

PROPOSED = Path(__file__).with_name("proposed.txt")
ENTERED = Path(__file__).with_name("entered.txt")


def hold_proposals(name: str, proposals: Proposals, history: History, request: pytest.FixtureRequest) -> None:
    """Hold all that is proposed, why, in which words, and what is told besides; and what comes of it."""
    told = [
        f"  {each} {each.surety} {each.cells} 〔{each.words}〕{each.reason} {each.at}"
        for each in proposals.changes
    ]
    notes = [f"  提示 {note}" for note in proposals.notes]
    origin = f"  依据 {proposals.origin.title} {proposals.origin.number}"
    lines = "\n".join([origin, *told, *notes, *_events(history, proposals.day)])
    hold(PROPOSED, name, re.sub(r"/\S+/", "", lines), request)


def hold_events(name: str, history: History, request: pytest.FixtureRequest) -> None:
    """Hold every event of a register."""
    hold(ENTERED, name, "\n".join(_events(history, date.min)), request)


def _events(history: History, since: date) -> list[str]:
    return [f"  {event.day} {tell_event(history, event)}" for event in history.events if event.day >= since]
