"""The elements of a web page → blocks of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from lxml import etree

from gongwen.markup.reading import Script
from gongwen.pattern import pattern

_DROPPED = frozenset((
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form",
    "button", "select", "textarea", "iframe", "object", "svg", "head", "title", "link", "meta",
    "canvas", "video",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "li",
    "main", "ol", "p", "pre", "section", "table", "tbody", "thead", "tfoot", "tr", "td", "th",
    "caption", "ul", "ucapcontent",
))  # fmt: skip
_HIDDEN = pattern(r"display\s*:\s*none|visibility\s*:\s*hidden")
_MIDDLE = pattern(r"text-align\s*:\s*(-webkit-)?center")
_ALIGNED = pattern(r"text-align\s*:")
_SCRIPTS: Mapping[str, Script] = {"sup": "上标", "sub": "下标"}
_LEVEL: Script = ""
_AROUND = "\u3000 "
"""Blanks around the text of a cell."""
_SPACES = " \t\r\n\f\xa0"
_BLANK = pattern(r"[ \t\r\n\f]+")
_UNSEEN = pattern("[\u200b-\u200d\u2060\ufeff\xad]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a line that a break ends, or a row of a table."""

    text: str
    is_centred: bool = False
    is_row: bool = False
    scripts: tuple[Script, ...] = ()
    """Of each character whether it is raised or lowered; () where none is."""
    pictures: tuple[etree._Element, ...] = ()
    """The img in it."""

    @property
    def letters(self) -> tuple[tuple[str, Script], ...]:
        """Each character, and whether it is raised or lowered."""
        return tuple(zip(self.text, self.scripts or repeat(_LEVEL), strict=False))


class _Way(NamedTuple):
    """How what stands in an element is shown."""

    is_centred: bool = False
    script: Script = ""


_PLAIN = _Way()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text or a picture in a line; with ``ends`` what follows begins a new one."""

    text: str
    ends: bool = False
    way: _Way = _PLAIN
    row: Block | None = None
    """A row of a table, which stands between lines."""
    picture: etree._Element | None = None


_CENTRED = "centred"
_OWN_COLUMNS = ("tab", _CENTRED)
"""The classes of columns in the pages that this project writes; a centred one has room on both sides."""
_COLUMN = pattern(r"display\s*:\s*inline-block.*width\s*:|width\s*:.*display\s*:\s*inline-block")


def blocks_of(root: etree._Element) -> list[Block]:
    """Return the blocks of ``root`` in order; those that show neither text nor pictures are left out."""
    return list(_joined(_pieces(root)))


def shown_lengths(root: etree._Element) -> dict[etree._Element, int]:
    """Return of ``root`` and all below it how many characters the blocks of each have, white space not counted."""
    lengths: dict[etree._Element, int] = {}
    for element in reversed(list(root.iter(etree.Element))):
        if _is_grid(element):
            shown = _shown_cells(element)
            lengths[element] = sum(lengths[cell] for cell in shown)
        else:
            inside = sum(
                _count(child.tail) + (0 if is_dropped(child) else lengths[child]) for child in element
            )
            lengths[element] = _count(element.text) + inside
    return lengths


def _shown_cells(table: etree._Element) -> Iterator[etree._Element]:
    for child in (child for child in table.iterdescendants("caption", "tr") if not is_dropped(child)):
        if child.tag == "caption":
            yield child
        else:
            yield from (cell for cell in child if cell.tag in ("td", "th") and not is_dropped(cell))


def _count(text: str | None) -> int:
    return len("".join(_UNSEEN.sub("", text).split())) if text else 0


def is_dropped(element: etree._Element) -> bool:
    """Whether ``element`` frames the text, or is not shown."""
    if not isinstance(element.tag, str) or (element.tag in _DROPPED and not _heads_text(element)):
        return True
    style = element.get("style", "").lower()
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def _heads_text(element: etree._Element) -> bool:
    """Whether ``element`` is the head of an article, and not of the page."""
    parent = element.getparent()
    return element.tag == "header" and parent is not None and parent.tag in ("article", "main")


def _joined(pieces: Iterable[_Piece]) -> Iterator[Block]:
    """Yield a block for all pieces up to one that ends it."""
    line: list[_Piece] = []
    for piece in pieces:
        if not piece.ends:
            line.append(piece)
            continue
        yield from _block(line)
        line.clear()
        if piece.row:
            yield piece.row
    yield from _block(line)


def _block(line: Sequence[_Piece]) -> Iterator[Block]:
    """Yield the block that the pieces of one line are, if they show anything."""
    text = _tidy("".join(piece.text for piece in line))
    pictures = tuple(piece.picture for piece in line if piece.picture is not None)
    if text or pictures:
        first = next((piece for piece in line if piece.text.strip(_SPACES)), None)
        yield Block(text, bool(first and first.way.is_centred), False, _scripts(text, line), pictures)


def _scripts(text: str, line: Sequence[_Piece]) -> tuple[Script, ...]:
    """Return of each character of ``text``, the tidied one of ``line``, whether it is raised or lowered."""
    if not any(piece.way.script for piece in line):
        return ()
    seen = (
        piece.way.script for piece in line for letter in _UNSEEN.sub("", piece.text) if not letter.isspace()
    )
    return tuple("" if letter.isspace() else next(seen) for letter in text)


def _pieces(root: etree._Element) -> Iterator[_Piece]:
    """Yield the text of ``root`` and the ends of its lines, without recursion: pages may be nested deeply."""
    stack: list[tuple[etree._Element, _Way] | _Piece] = [(root, _way(root, _PLAIN))]
    while stack:
        item = stack.pop()
        if isinstance(item, _Piece):
            yield item
            continue
        element, way = item
        if _is_grid(element):
            yield from _rows(element)
            continue
        if element.tag == "br" or element.tag in _BLOCKS:
            yield _Piece("", ends=True)
        if element.tag == "img":
            yield _Piece("", picture=element)
        stack += reversed(list(_inside(element, way)))


def _inside(element: etree._Element, way: _Way) -> Iterator[tuple[etree._Element, _Way] | _Piece]:
    keeps = element.tag == "pre"
    yield from _texts(element.text, way, keeps)
    for child in element:
        if child.get("class") == _CENTRED:
            yield _Piece("\u3000")
        if not is_dropped(child):
            yield child, _way(child, way)
        yield from _texts(child.tail, way, keeps)
    if element.tag in _BLOCKS:
        yield _Piece("", ends=True)
    elif _is_column(element):
        yield _Piece("\u3000")


def _is_column(element: etree._Element) -> bool:
    """Whether ``element`` is a box of its own width within a line, as columns are made of."""
    return element.get("class") in _OWN_COLUMNS or bool(_COLUMN.search(element.get("style", "").lower()))


def _texts(text: str | None, way: _Way, keeps: bool) -> Iterator[_Piece]:
    """Yield ``text``; where line feeds count, each ends a line."""
    lines = (text or "").split("\n") if keeps else [text or ""]
    for number, line in enumerate(lines):
        if number:
            yield _Piece("", ends=True)
        yield _Piece(line, way=way)


def _way(element: etree._Element, inherited: _Way) -> _Way:
    """Return how what stands in ``element`` is shown."""
    return _Way(_is_centred(element, inherited.is_centred), _SCRIPTS.get(element.tag, inherited.script))


def _is_centred(element: etree._Element, inherited: bool) -> bool:
    if element.tag == "center":
        return True
    style = element.get("style", "").lower()
    if _ALIGNED.search(style):
        return bool(_MIDDLE.search(style))
    align = element.get("align", "").lower()
    return align in ("center", "middle") if align and element.tag != "table" else inherited


def _is_grid(element: etree._Element) -> bool:
    """Whether ``element`` is a table of cells, and none that puts the parts of a page side by side."""
    if element.tag != "table" or next(element.iterdescendants("table"), None) is not None:
        return False
    cells = list(element.iterdescendants("td", "th"))
    if len(cells) < 2:
        return False
    return len(element.findall(".//tr")) > 2 or all(_count_lines(cell) <= 3 for cell in cells)


def _count_lines(cell: etree._Element) -> int:
    return sum(1 for _ in cell.iterdescendants("p", "br", "div"))


def _rows(table: etree._Element) -> Iterator[_Piece]:
    yield _Piece("", ends=True)
    for child in (child for child in table.iterdescendants("caption", "tr") if not is_dropped(child)):
        if child.tag == "caption":
            yield _Piece(_flat(child).text)
            yield _Piece("", ends=True)
            continue
        cells = [_flat(cell) for cell in child if cell.tag in ("td", "th") and not is_dropped(cell)]
        if any(cell.text or cell.pictures for cell in cells):
            yield _Piece("", ends=True, row=_row(cells))


def _row(cells: Sequence[Block]) -> Block:
    """Return the row of ``cells``, tabs between them."""
    tab: tuple[str, Script] = ("\t", "")
    letters = [letter for cell in cells for letter in (tab, *cell.letters)][1:]
    return _line_of(letters, cells, is_row=True)


def _flat(cell: etree._Element) -> Block:
    """Return what a cell shows in one line."""
    blocks = blocks_of(cell)
    letters = [(" " if text == "\t" else text, script) for block in blocks for text, script in block.letters]
    while letters and letters[-1][0] in _AROUND:
        letters.pop()
    while letters and letters[0][0] in _AROUND:
        letters.pop(0)
    return _line_of(letters, blocks)


def _line_of(
    letters: Sequence[tuple[str, Script]], blocks: Sequence[Block], *, is_row: bool = False
) -> Block:
    """Return the block with ``letters`` and the pictures of ``blocks``."""
    scripts = tuple(script for _, script in letters)
    pictures = tuple(picture for block in blocks for picture in block.pictures)
    text = "".join(text for text, _ in letters)
    return Block(text, False, is_row, scripts if any(scripts) else (), pictures)


def _tidy(text: str) -> str:
    """Return ``text`` as a browser shows it: runs of blanks are one, no-break spaces stay spaces."""
    line = (
        _BLANK.sub(" ", _UNSEEN.sub("", text))
        .replace("\xa0", " ")
        .replace("\u2003", "　")
        .replace("\u2002", " ")
    )
    return line.strip(" ") if line.strip() else ""
