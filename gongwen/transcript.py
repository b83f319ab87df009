"""The text of a file as it was found, line by line, before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gongwen.address import Place
from gongwen.markup.reading import Piece

ENGINE, ILLEGIBLE, UNREAD = "文字识别", "认不清的页", "没有认出的地方"
"""Facts of a scan: what recognised its characters, the pages of which it could read nothing, and places with words that it passed over."""

SHOWN_THROUGH, FAINT = "背面透字的页", "字很淡的页"
"""Facts of a scan: the pages on which words of the back were left out, and those with print that is hardly darker than paper."""

LAYER, LAYER_KEPT, LAYER_WRONG = "扫描件的文字层", "没有逐字核对", "与图像不符"
"""A fact of a scan that has words behind its pictures: whether they were taken, or are others than the pictures show."""


class Shown(NamedTuple):
    """A picture as it is shown in a file."""

    name: str
    """The path by which a document of ours named it, or what the file calls its part."""
    data: bytes
    """b"" for one that is not in the file."""
    width: float = 0.0
    """The width that it is given, as a document asks for it; 0 for its own."""
    key: str = ""
    """By which a piece of its line names it, that of a row, where it stands in a cell; "" elsewhere."""
    caption: str = ""
    """In a docx of ours: the words below it in its cell."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, or a paragraph of a document."""

    text: str
    """As found, without the line break. The cells of a table row have tabs between them."""
    at: Place
    role: str = ""
    """The role that its style names, when the document was laid out by a profile; "" when nothing is known."""
    is_centred: bool = False
    """Whether it is known to stand in the middle of its line."""
    is_row: bool = False
    """Whether it is a row of a table."""
    opens_page: bool = False
    """Whether it is known to be the first line of a page."""
    is_turned: bool = False
    """Whether its page is known to lie on its side."""
    is_issuer_mark: bool = False
    """Whether it is known to look as a 发文机关标志 does: red, and larger than any title."""
    start: int | None = 0
    """How many characters stand before it in its line or paragraph; None when it does not stand there as it is."""
    gaps: tuple[int, ...] = ()
    """Where in the text a character of the source, a form feed, is left out."""
    pieces: tuple[Piece, ...] = ()
    """Its paragraph with what that holds besides text; () when it is but text. A formula has its XML."""
    figures: tuple[Shown, ...] = ()
    """The pictures that hang on it."""
    note: str = ""
    """The key of the note that it is a text of; "" for any other line."""
    is_apart: bool = False
    """Whether it is known not to go on with what stands above it: by its type, its place, the room between them."""
    is_in_margin: bool = False
    """Whether it stands in the upper margin of its page, as running heads do."""
    is_at_right: bool = False
    """Whether it is known to begin in the right part of its page, as who signs and the day do."""
    scale: float = 0.0
    """How large its type is to that of the text where it is known to stand in the middle of the first page; 0.0 elsewhere."""
    is_title: bool = False
    """Whether it is of the title by its look, whatever it says."""
    doubt: str = ""
    """Why what was recognised from a picture may be something else, in Chinese; "" for what is sure."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The lines of one file in reading order, empty ones included."""

    name: str
    """What messages call the file."""
    lines: tuple[Line, ...]
    has_paragraphs: bool
    """Whether each line is a whole paragraph; else a paragraph may go on over several lines."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the file says of itself besides its text, by the terms of 公文: 文种, 版式 …"""
    is_own: bool = False
    """Whether it was laid out by a profile, so that every look in it was meant."""
    package: bytes = field(default=b"", repr=False)
    """The docx that it was read from; b"" for any other file."""
    is_marked: bool = False
    """Whether its lines are in the notation of the input format."""
    edges: tuple[Shown, ...] = ()
    """The pictures of the headers and footers, which no document prints."""
    unread: tuple[str, ...] = ()
    """What the file holds besides words and was not read, with what to do, in Chinese."""

    @property
    def text(self) -> str:
        """The whole text, a line feed behind every line."""
        return "".join(f"{line.text}\n" for line in self.lines)
