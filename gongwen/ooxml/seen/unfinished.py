"""What is left in a docx from its drafting: tracked changes and comments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gongwen.ooxml.package.docx import linked_parts, root_of
from gongwen.ooxml.seen.paragraphs import WITH_PARS
from gongwen.ooxml.xml import W

_W = f"{{{W}}}"
_CHANGES = tuple(
    f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange")
)
_COMMENT = f"{_W}comment"


class Unfinished(NamedTuple):
    """How much of each is left."""

    changes: int
    comments: int


def count_unfinished(parts: Mapping[str, bytes]) -> Unfinished:
    """Return how many tracked changes and comments the docx of ``parts`` has. Raises InputError for a damaged part."""
    texts = [root_of(parts, name) for name in WITH_PARS if name in parts]
    comments = [root_of(parts, name) for name in linked_parts(parts, "comments") if name in parts]
    return Unfinished(
        sum(1 for root in texts for _ in root.iter(*_CHANGES)),
        sum(1 for root in comments for _ in root.iter(_COMMENT)),
    )
