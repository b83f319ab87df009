"""Passages: paragraphs as found, and what stands on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from gongwen.address import Piece, Place, Stretch
from gongwen.pattern import pattern
from gongwen.recognise.single_lines import SENTENCE_END, is_date, is_doc_number
from gongwen.terms import attachment_note, attendance, imprint, note
from gongwen.terms.agency import is_agency
from gongwen.terms.kind import KINDS
from gongwen.terms.label import find_division, find_label
from gongwen.terms.people.role import is_role
from gongwen.terms.titles.subtitle import ADOPTION
from gongwen.transcript import Line
from gongwen.zh.spaces import tighten
from gongwen.zh.width import width

_ROLE = pattern(r"\s*[^\s：:，。；、（）()]{1,4}(?:\s?[^\s：:，。；、（）()]{0,8})?\s*[：:](?=\s*\S)")
_OPENINGS = pattern(
    r"\||!\[|\[\^\w+\][:：]|——|附件\s*[\d一二三四五六七八九十]{0,3}\s*[：:]|(?:责任|牵头|配合|主办|协办)(?:单位|部门|科室|人)\s*[：:]|(?:完成|办结)?时限\s*[：:]"
)
_LAST_WORDS = frozenset(kind.closing for kind in KINDS if kind.closing) | {
    "特此批复。",
    "以上意见当否，请批示。",
    "以上请示妥否，请批复。",
}
_COLON = pattern("[：:]")
_OPEN = pattern(r"[，、,（(《〈“‘：:—-]$")
BODY_LENGTH = 25
"""字 from which a line without a full stop is text that breaks off rather than a heading."""
_CLAUSE_LENGTH = 18
"""The same for a line that has a comma in it, as headings and titles do not."""
CALLED = pattern(r"(?:电话|手机|传真|邮编)[^。；]{0,20}\d{6,}$")
"""A telephone number that ends a line: who is to be called."""
_PAIRS = ("《》", "（）", "“”", "〔〕", "()")


@dataclass(frozen=True)
class Passage:
    """A paragraph as found, its lines joined; white space inside it is as it was."""

    text: str
    at: Place
    role: str = ""
    is_centred: bool = False
    is_row: bool = False
    breaks_off: bool = False
    """Whether it was joined, or ends, where a page ends in the middle of a sentence."""
    opens_page: bool = False
    is_indented: bool = False
    """Whether it begins two characters further in, as paragraphs do and titles do not."""
    is_issuer_mark: bool = False
    """Whether it looks as a 发文机关标志 does."""
    is_title: bool = False
    """Whether it is of the title by its look."""
    is_at_right: bool = False
    """Whether it begins in the right part of its page."""
    is_turned: bool = False
    """Whether its page lies on its side."""
    pieces: tuple[Piece, ...] = ()
    """The lines of which it was joined, in order; () when it does not stand in them as it is."""

    @cached_property
    def tight(self) -> str:
        """The text without the white space that Chinese does not have."""
        return tighten(self.text)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Where it stands; its first line when no more is known."""
        return tuple(piece.source for piece in self.pieces) or (Stretch(self.at),)

    def stretches_of(self, start: int, stop: int) -> tuple[Stretch, ...]:
        """Where the characters ``start``:``stop`` of it stand; its first line when no more is known."""
        return tuple(piece.source for piece in self._pieces_of(start, stop)) or (Stretch(self.at),)

    def trimmed(self) -> Passage:
        """Return it without white space around it."""
        own = self.text.strip()
        return self if own == self.text else self.part(start := self.text.index(own), start + len(own))

    def part(self, start: int, stop: int) -> Passage:
        """Return the characters ``start``:``stop`` as a passage of their own."""
        pieces = tuple(self._pieces_of(start, stop))
        at = pieces[0].source.at if pieces else self.at
        return replace(self, text=self.text[start:stop], at=at, pieces=pieces)

    def _pieces_of(self, start: int, stop: int) -> Iterator[Piece]:
        for piece in self.pieces:
            first, last = max(piece.start, start), min(piece.stop, stop)
            if first < last:
                shift = piece.source.start - piece.start
                yield Piece(
                    max(piece.start - start, 0), Stretch(piece.source.at, shift + first, shift + last)
                )


def passage_of(line: Line, text: str) -> Passage:
    """Return the passage of one line; ``text`` is what of it counts, without what is around it."""
    return Passage(
        text, line.at, line.role, line.is_centred, line.is_row,
        opens_page=line.opens_page, is_issuer_mark=line.is_issuer_mark, is_turned=line.is_turned,
        is_title=line.is_title, is_at_right=line.is_at_right,
        pieces=() if line.start is None or not text else _pieces_of(line, line.start, text),
    )  # fmt: skip


def _pieces_of(line: Line, index: int, text: str) -> tuple[Piece, ...]:
    """Return where ``text``, which is of ``line``, stands in its source, where that begins at ``index``."""
    start = line.text.index(text)
    stop = start + len(text)
    if not line.gaps:
        return (Piece(0, Stretch(line.at, index + start, index + stop)),)
    return tuple(
        Piece(first - start, Stretch(line.at, index + gone + first, index + gone + last))
        for gone, (begin, end) in enumerate(pairwise((0, *line.gaps, len(line.text))))
        if (first := max(begin, start)) < (last := min(end, stop))
    )


def run_together(passages: Sequence[Passage]) -> Passage:
    """Return ``passages``, one at least, as one, their texts behind each other."""
    pieces: list[Piece] = []
    text = ""
    for passage in passages:
        pieces += [piece._replace(start=piece.start + len(text)) for piece in passage.pieces]
        text += passage.text
    return replace(passages[0], text=text, pieces=tuple(pieces))


def is_broken(text: str) -> bool:
    """Whether ``text`` ends in the middle of a sentence: it is no heading, and no mark ends it."""
    if SENTENCE_END.search(text) or text.endswith(("）", ")", "》", "”")) or CALLED.search(text):
        return False
    if _ROLE.match(text) and has_role(text):
        return bool(_OPEN.search(text))
    breaks = text.endswith(("，", "、")) or (
        (_OPEN.search(text) is not None or _is_open(text)) and len(text) > 12
    )
    least = _CLAUSE_LENGTH if "，" in text else BODY_LENGTH
    return breaks or "。" in text or width(text) >= least


def _is_open(text: str) -> bool:
    """Whether a bracket or a quotation that begins in ``text`` does not end in it."""
    return any(text.count(pair[0]) > text.count(pair[1]) for pair in _PAIRS)


def opens_element(line: str) -> bool:
    """Whether ``line`` begins something of its own, whatever stands above it."""
    text = line.strip()
    return (
        stands_alone(text)
        or imprint.LABELLED.match(text) is not None
        or attendance.opens(text)
        or _is_labelled(text)
        or _OPENINGS.match(text) is not None
        or tighten(text) in _LAST_WORDS
        or is_printed(tighten(text))
        or (_ROLE.match(text) is not None and len(text) < 60 and ("\t" in text or has_role(text)))
        or (text.endswith(("：", ":")) and has_role(text))
    )


@lru_cache(maxsize=256)
def stands_alone(text: str) -> bool:
    """Whether ``text`` is a day, a number, a 附注 or the count of copies, and nothing else."""
    tight = tighten(text)
    found = imprint.COUNT.fullmatch(tight) or attachment_note.MARK.fullmatch(tight)
    is_adopted = ADOPTION.fullmatch(text) is not None
    return (
        found is not None or is_doc_number(text) or is_date(text) or note.read(text) is not None or is_adopted
    )


def _is_labelled(text: str) -> bool:
    division = find_division(text)
    return find_label(text) is not None or (division is not None and division.is_apart)


def is_printed(tight: str) -> bool:
    """Whether ``tight`` says who printed the document and when."""
    found = imprint.read(tight) if len(tight) < 45 else None
    return found is not None and (not found.value.agency or is_agency(found.value.agency))


def has_role(text: str) -> bool:
    """Whether ``text`` begins with a role in a group and a colon."""
    return is_role(tighten(_COLON.split(text, 1)[0]))
