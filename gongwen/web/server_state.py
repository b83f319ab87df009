"""What one server works with: its folder, its register, its drafts and its pages."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from gongwen.api.page.decisions import Change, Done
from gongwen.api.page.previews import Gallery
from gongwen.api.page.saved import SavedDrafts
from gongwen.api.roster.proposals import Proposed
from gongwen.web.checking import Batches
from gongwen.web.forms import whole_number
from gongwen.web.guard import Keys
from gongwen.web.looking import Looked

DRAFTS, REGISTER, ROSTERS, ARCHIVE = "草稿", "名册.db", "名单", "归档"
"""What stands in the folder."""
WAITING, SENT = "待核对", "来文"
"""Below the archive, and the rosters: what was sent, each file in a folder whose name says nothing to people."""
_LAST_TURN = 10**15
"""Milliseconds since 1970, of a clock that is far ahead."""


@dataclass(slots=True)
class Pending:
    """A batch of changes on its way into the register."""

    change: Change
    accepted: tuple[Proposed, ...] = ()
    """Of what is doubtful in it."""
    done: Done | None = None
    """What came of it; None while it has not been entered."""


@dataclass(slots=True)
class ServerState:
    """Everything that outlives a request."""

    keys: Keys
    folder: Path
    register: str
    """The register of leading groups, its file or address."""
    gallery: Gallery = field(default_factory=Gallery)
    drafts: SavedDrafts = field(init=False)
    looked: dict[str, Looked] = field(default_factory=dict)
    """By draft: what was laid out last without a fault."""
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By draft: what is to be looked at of the file that it was read from."""
    turns: dict[tuple[str, str], int] = field(default_factory=dict)
    """By draft and open page: when the state was sent that was saved last."""
    batches: Batches = field(default_factory=OrderedDict)
    """Files that were checked, by their keys."""
    pending: dict[str, Pending] = field(default_factory=dict)
    """Changes of the register, by their keys."""
    saving: Lock = field(default_factory=Lock)
    """Held while a state of a draft is saved that may have been overtaken."""
    lock: Lock = field(default_factory=Lock)
    """Held while changes are entered in the register."""
    has_font_note: bool = True
    """Whether missing fonts are still told."""
    is_ending: bool = False
    """Whether the person has asked the program to end."""

    def __post_init__(self) -> None:
        self.drafts = SavedDrafts(self.folder / DRAFTS)

    def told(self, message: str) -> str:
        """Return ``message`` with the names of files as people know them: as they sent them, or in the folder."""
        sent = (self.folder / ARCHIVE / WAITING, self.folder / ROSTERS / SENT)
        ways = [rf"{re.escape(str(each))}[/\\][^/\\]+" for each in sent]
        return re.sub(rf"(?:{'|'.join(ways)}|{re.escape(str(self.folder))})[/\\]", "", message)

    def is_next(self, draft: str, page: str, turn: str) -> bool:
        """Whether what ``page`` sent at ``turn`` (milliseconds) is later than what was saved of it; it is remembered.

        It is asked while :attr:`saving` is held.
        """
        sent = whole_number(turn, _LAST_TURN) or 0
        is_later = not sent or sent >= self.turns.get((draft, page), 0)
        if is_later:
            self.turns[draft, page] = sent
        return is_later
