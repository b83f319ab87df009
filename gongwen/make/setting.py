"""What every step of the layout needs to know besides the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gongwen.address import Address, Place
from gongwen.document import Document
from gongwen.flow import Letterhead, Run
from gongwen.look import SCRIPT, Look
from gongwen.profile import Profile
from gongwen.zh.width import half_places, latin_gaps


@dataclass(frozen=True, slots=True)
class Setting:
    """The profile, and where each element of the document was written."""

    profile: Profile
    places: Mapping[Address, Place]
    names: tuple[str, ...] = ()
    """Names that no title may split: the agencies of the document."""
    is_preprinted: bool = False
    """Whether the mark is on the paper already, so that only its room is kept; the profile leaves out the lines."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures and carried parts that the document names, by their paths."""
    note_numbers: Mapping[Address, int] = field(default_factory=dict)
    """The number of the first footnote of each part, by the way to it."""

    issuer_mark_cap: float = 0.0
    """The largest size of a joint mark, points; 0 sets no limit but the profile's."""
    marks_host: bool = False
    """Whether the host stands alone in the mark of a joint document (7.2.4)."""
    moves_recipients: bool = False
    """Whether the 主送机关 stand in the 版记 (7.3.2)."""
    title_lines: int = 0
    """The most lines of the title; 0 leaves them to its words."""
    letterhead: Letterhead | None = None
    """What stands above the text in place of our own; None where that is all ours."""
    is_turned: bool = False
    """Whether what is laid out stands on a sheet that lies on its side (8)."""

    @property
    def room(self) -> float:
        """The width of the type area, points."""
        return self.profile.sheet.area(2, is_turned=self.is_turned).width

    def issuer_mark(self, document: Document) -> tuple[tuple[str, ...], str]:
        """Return the names in the 发文机关标志 of ``document``, the host's first, and the word beside them."""
        names, suffix = self.profile.head.issuer_mark(document)
        return names[:1] if self.marks_host else names, suffix

    def is_joint(self, document: Document) -> bool:
        """Whether the 发文机关标志 of ``document`` has several names."""
        return document.has_head and len(self.issuer_mark(document)[0]) > 1

    def turned(self) -> Setting:
        """Return the same setting on a sheet that lies on its side."""
        return replace(self, is_turned=True)

    def at(self, *path: str | int) -> Place | None:
        """Return where the element at ``path`` (公文 terms and indexes) was written, None if unknown."""
        return self.places.get(Address(*path)) if self.places else None


def runs_width(runs: Sequence[Run], look: Look) -> float:
    """Return the width of ``runs`` in ``look`` on one line, points; raised and lowered characters are small."""
    wide = text_width("".join(run.text for run in runs), look)
    small = (text_width(run.text, replace(look, latin_gap=0.0)) for run in runs if run.form.script)
    return wide - (1 - SCRIPT) * sum(small)


def text_width(text: str, look: Look) -> float:
    """Return the width of ``text`` in ``look`` on one line, points."""
    halves = half_places(text)
    full, half, gaps = len(text) - len(halves), len(halves), len(latin_gaps(text, halves))
    return full * look.character + half * look.half + gaps * look.gap
