"""What every step of the layout needs to know besides the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongwen.flow import Place
from gongwen.look import Look
from gongwen.profile import Profile
from gongwen.zh.width import half_places, latin_gaps

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """The profile, and where each element of the document was written."""

    profile: Profile
    places: Mapping[Path, Place]
    names: tuple[str, ...] = ()
    """Names that no title may split: the agencies of the document."""

    def at(self, *path: str | int) -> Place | None:
        """Return where the element at ``path`` (公文 terms and indexes) was written, None if unknown."""
        return self.places.get(path)


def text_width(text: str, look: Look) -> float:
    """Return the width of ``text`` in ``look`` on one line, points."""
    halves = len(half_places(text))
    return (len(text) - halves) * look.character + halves * look.half + len(latin_gaps(text)) * look.gap
