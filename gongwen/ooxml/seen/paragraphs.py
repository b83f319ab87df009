"""The paragraphs of a docx in reading order, as text: those in tables, text boxes and frames too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import repeat
from typing import NamedTuple

from lxml import etree

from gongwen.markup.reading import PICTURE_SIGN, PLAIN, Piece
from gongwen.ooxml.elements import child_of, own_value, value_of
from gongwen.ooxml.package.docx import DOCUMENT, MOST_BASES, Parts, root_of
from gongwen.ooxml.seen.counting import Labels, read_labels
from gongwen.ooxml.seen.holdings import FoundFigure, Holdings, HoldingsReader
from gongwen.ooxml.seen.issuer_mark_looks import issuer_mark_places
from gongwen.ooxml.seen.pieces import GONE, pieces
from gongwen.ooxml.xml import MC, W, is_on, whole_number
from gongwen.terms import imprint

_W = f"{{{W}}}"
_MARK = "发文机关标志"
"""The style that says what is a mark in a docx of this project."""
_P, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_BOX, _SECTION, _FALLBACK = f"{_W}txbxContent", f"{_W}sectPr", f"{{{MC}}}Fallback"
_PROPERTIES, _NAMED, _ALIGNED = f"{_W}pPr", f"{_W}pStyle", f"{_W}jc"
_NEW_PAGE, _COUNTED = f"{_W}pageBreakBefore", f"{_W}numPr"
_STYLES = "word/styles.xml"
WITH_PARS = (DOCUMENT, "word/footnotes.xml", "word/endnotes.xml")
"""The parts with the paragraphs, in reading order."""
_LEFT, ABOVE = "<", "^"
"""A cell that is one with the cell at its left, or with the one above."""
_MOST_COLUMNS = 63
"""The columns that a table of Word can have."""


@dataclass(frozen=True, slots=True)
class TextPar:
    """A paragraph, or the row of a table."""

    text: str
    """A line feed for each line break; the cells of a row have tabs between them."""
    style: str = ""
    is_centred: bool = False
    opens_page: bool = False
    is_row: bool = False
    is_turned: bool = False
    """Whether the pages of its section lie on their side."""
    asked: str = ""
    """Above the first row of a table: the line that asks for its widths, where our writer left it."""
    is_issuer_mark: bool = False
    """Whether it looks as a 发文机关标志 does; only ``read_pars`` tells."""
    pieces: tuple[Piece, ...] = ()
    """The text with what it holds besides; () when it is but text of one look. A formula has its XML, and its
    characters are none of ``text``."""
    figures: tuple[FoundFigure, ...] = ()
    """The pictures that hang on it."""
    note: str = ""
    """The key of the note whose text it is, 脚注 or 尾注 with its id; "" for any other."""


@dataclass(frozen=True, slots=True)
class Source:
    """A paragraph of the text, and the element of the file of which it is made."""

    par: TextPar
    element: etree._Element
    """w:p, or w:tr for a row."""
    label: str = ""
    """The head of the text that Word counts, no characters of the file."""
    cells: tuple[SourceCell, ...] = ()
    """What stands between the tabs of a row."""


class SourceCell(NamedTuple):
    """A cell in the text of a row."""

    text: str
    element: etree._Element
    sources: tuple[Source, ...]
    """The paragraphs with text; none for an empty cell and for one that is one with a neighbour."""
    is_sign: bool = False
    """Whether the text is but the sign of a cell that is one with a neighbour."""


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    is_centred: bool
    number: str
    level: int
    numbered_by: str
    """The style, itself or one that it is based on, that names the list."""


def read_pars(parts: Mapping[str, bytes]) -> tuple[list[TextPar], frozenset[str]]:
    """Return the paragraphs of the docx of ``parts`` with the labels that Word counts, and the names of its styles.

    Raises InputError when a part is not well formed.
    """
    sources, names = sources_of(parts), _styles_of(parts).names
    marks = (
        frozenset() if _MARK in names else issuer_mark_places(parts, [source.element for source in sources])
    )
    pars = [
        replace(source.par, is_issuer_mark=True) if index in marks else source.par
        for index, source in enumerate(sources)
    ]
    return pars, names


def sources_of(parts: Mapping[str, bytes]) -> Sequence[Source]:
    """Return the same paragraphs with their elements, which nobody may change. Raises as :func:`read_pars`."""
    return _shared_sources(parts) if isinstance(parts, Parts) else _read_sources(parts)


def _read_sources(parts: Mapping[str, bytes]) -> tuple[Source, ...]:
    return tuple(read_sources(parts, {name: root_of(parts, name) for name in WITH_PARS if name in parts}))


@lru_cache(maxsize=1)
def _shared_sources(parts: Parts) -> tuple[Source, ...]:
    """Return the paragraphs of one docx, as text and as it is set, once for both."""
    return _read_sources(parts)


def read_sources(parts: Mapping[str, bytes], roots: Mapping[str, etree._Element]) -> list[Source]:
    """Return them of a docx that is open for changes; ``roots`` are those of the parts ``WITH_PARS``.

    Raises InputError when another part is not well formed.
    """
    holdings = HoldingsReader(parts, roots.values())
    return list(_sources(_Reader(_styles_of(parts), read_labels(parts), holdings), roots))


def _sources(reader: _Reader, roots: Mapping[str, etree._Element]) -> Iterator[Source]:
    body = roots[DOCUMENT].find(f"{_W}body")
    if body is not None:
        yield from _with_sections(reader, body)
    for name in WITH_PARS[1:]:
        for note in _own_notes(roots[name]) if name in roots else ():
            key = f"{'脚注' if 'foot' in name else '尾注'}{note.get(f'{_W}id', '')}"
            for source in reader.blocks(note):
                yield replace(source, par=replace(source.par, note=key))


def _own_notes(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the notes that somebody wrote, not the rules above them."""
    for note in root:
        if note.get(f"{_W}type", "normal") == "normal":
            yield note


def _with_sections(reader: _Reader, body: etree._Element) -> Iterator[Source]:
    """Yield the paragraphs, those of turned sections marked so; a section's properties stand at its end."""
    inner = (section for section in body.iter(_SECTION) if section.getparent().tag == _PROPERTIES)
    ends = {section.getparent().getparent(): section for section in inner}
    waiting: list[Source] = []
    for child in body:
        if child.tag == _SECTION:
            break
        waiting += reader.block(child)
        if child in ends:
            yield from _turned(waiting, ends[child])
            waiting = []
    yield from _turned([*waiting, *reader.foot], body.find(_SECTION))


def _turned(sources: list[Source], section: etree._Element | None) -> Iterator[Source]:
    size = child_of(section, "pgSz")
    is_turned = size is not None and size.get(f"{_W}orient") == "landscape"
    for source in sources:
        yield replace(source, par=replace(source.par, is_turned=True)) if is_turned else source


def _styles_of(parts: Mapping[str, bytes]) -> _Styles:
    return _shared_styles(root_of(parts, _STYLES)) if _STYLES in parts else _Styles(etree.Element("none"))


@lru_cache(maxsize=4)
def _shared_styles(root: etree._Element) -> _Styles:
    """Return the styles below ``root``, which the documents of one office share."""
    return _Styles(root)


class _Styles:
    """The paragraph styles of a docx; each is read when the first paragraph has it."""

    def __init__(self, root: etree._Element) -> None:
        self.elements = {
            each.get(f"{_W}styleId", ""): each
            for each in root.iter(f"{_W}style")
            if each.get(f"{_W}type") == "paragraph"
        }
        self.default = next(
            (key for key, each in self.elements.items() if is_on(each.get(f"{_W}default", "0"))), ""
        )
        self._read: dict[str, _Style] = {}

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all."""
        return frozenset(value_of(element, "name") for element in self.elements.values())

    def of(self, key: str) -> _Style:
        """Return the style that a paragraph names by ``key``; the default one for ""."""
        key = key or self.default
        if key not in self._read:
            self._read[key] = self._style(key)
        return self._read[key]

    def _style(self, key: str) -> _Style:
        name = value_of(self.elements.get(key), "name")
        align, number, level, numbered_by = "", "", 0, ""
        seen: set[str] = set()
        while key in self.elements and key not in seen and len(seen) < MOST_BASES:
            seen.add(key)
            properties = child_of(self.elements[key], "pPr")
            align = align or value_of(properties, "jc")
            own = child_of(properties, "numPr")
            if not number and own is not None:
                number, level, numbered_by = value_of(own, "numId"), _level(own), key
            key = value_of(self.elements[key], "basedOn")
        return _Style(name, align == "center", number, level, numbered_by)


def _said_of(paragraph: etree._Element) -> dict[str, etree._Element]:
    """Return what the properties of ``paragraph`` say, by the tags; the first of several counts."""
    properties = child_of(paragraph, "pPr")
    return {} if properties is None else {each.tag: each for each in reversed(properties)}


def _level(properties: etree._Element) -> int:
    written = value_of(properties, "ilvl")
    return int(written) if written.isdecimal() and len(written) == 1 else 0


class _Reader:
    """Walks blocks with the styles and lists of one docx at hand."""

    def __init__(self, styles: _Styles, labels: Labels, holdings: HoldingsReader) -> None:
        self.holdings = holdings
        self.styles = styles
        self.labels = labels
        self.foot: list[Source] = []
        """The text boxes of a 版记, which is read last wherever they hang."""

    def blocks(self, parent: etree._Element) -> Iterator[Source]:
        """Yield what stands in ``parent``, in order."""
        for child in parent:
            yield from self.block(child)

    def block(self, element: etree._Element) -> Iterator[Source]:
        """Yield the paragraphs of one block: a paragraph, a table, or what holds blocks."""
        if element.tag == _P:
            yield from self._paragraph(element)
        elif element.tag == _TABLE:
            yield from self._table(element)
        elif element.tag not in GONE and element.tag != _SECTION:
            yield from self.blocks(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Source]:
        for box in _boxes(element):
            sources = list(self.blocks(box))
            if _is_imprint(sources):
                self.foot += sources
            else:
                yield from sources
        yield self._own(element)

    def _own(self, element: etree._Element) -> Source:
        said = _said_of(element)
        style = self.styles.of(own_value(said.get(_NAMED)))
        align = own_value(said.get(_ALIGNED))
        text = "".join([text for text, _ in pieces(element)])
        opens = "\f" in text or _NEW_PAGE in said
        text = text.replace("\f", "")
        label = self._label(said.get(_COUNTED), style) if text.strip() else ""
        is_centred = align == "center" if align else style.is_centred
        par = TextPar(label + text, style.name, is_centred, opens)
        held = self.holdings.read(element)
        return Source(_with_holdings(par, label, held) if held else par, element, label)

    def _label(self, own: etree._Element | None, style: _Style) -> str:
        number, level = (
            (style.number, self.labels.of_styles.get(style.number, {}).get(style.numbered_by, style.level))
            if own is None
            else (value_of(own, "numId") or style.number, _level(own))
        )
        return self.labels.next(number, level) if number and number != "0" else ""

    def _table(self, table: etree._Element) -> Iterator[Source]:
        asked = value_of(child_of(table, "tblPr"), "tblDescription")
        for row in table.iter(_ROW):
            if next(row.iterancestors(_TABLE)) is not table:
                continue
            cells = [cell for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row]
            for source in self._row(row, cells):
                yield replace(source, par=replace(source.par, asked=asked)) if asked else source
                asked = ""

    def _row(self, row: etree._Element, elements: list[etree._Element]) -> Iterator[Source]:
        """Yield a row; the paragraphs of a row with one cell, or of styles that are no cells of a grid, one by one."""
        inner = [tuple(filter(_says, self.blocks(cell))) for cell in elements]
        if len(elements) == 1:
            yield from inner[0]
            return
        filled = [source for sources in inner for source in sources]
        if not filled:
            return
        cells = [
            each for cell, sources in zip(elements, inner, strict=True) for each in _cells(cell, sources)
        ]
        texts = [cell.text for cell in cells]
        first = filled[0].par
        is_alone = len(filled) == 1 and all(
            text in ("", ABOVE) for text in texts if text != first.text.strip()
        )
        if is_alone and ABOVE not in texts:
            yield replace(filled[0], par=replace(first, is_row=False, opens_page=False))
            return
        figures = tuple(figure for source in filled for figure in source.par.figures)
        par = TextPar("\t".join(texts), first.style, is_row=True, pieces=_row_pieces(cells), figures=figures)
        yield Source(par, row, cells=tuple(cells))


def _cells(cell: etree._Element, sources: tuple[Source, ...]) -> Iterator[SourceCell]:
    """Yield what ``cell`` is in the text of its row: itself, and a sign for each further column that it spans."""
    properties = child_of(cell, "tcPr")
    merge = child_of(properties, "vMerge")
    if merge is not None and merge.get(f"{_W}val", "continue") != "restart":
        yield SourceCell(ABOVE, cell, (), is_sign=True)
    else:
        text = " ".join(" ".join(each.par.text.split()) for each in sources)
        shows = not text.strip() and any(figure.key for each in sources for figure in each.par.figures)
        yield SourceCell(PICTURE_SIGN if shows else text, cell, sources)
    more = min(whole_number(value_of(properties, "gridSpan"), 1), _MOST_COLUMNS) - 1
    yield from repeat(SourceCell(_LEFT, cell, (), is_sign=True), more)


def _says(source: Source) -> bool:
    return bool(source.par.text.strip() or source.par.figures or source.par.pieces)


def _is_imprint(sources: Sequence[Source]) -> bool:
    """Whether a text box begins as the 版记 does: 抄送：…, or who printed it and the day with 印发 behind it."""
    text = next((source.par.text.strip() for source in sources if source.par.text.strip()), "")
    printed = imprint.read(text)
    return bool(imprint.LABELLED.match(text)) or (printed is not None and not printed.odd)


def _with_holdings(par: TextPar, label: str, held: Holdings) -> TextPar:
    """Return ``par`` with what it holds; blanks to fill in are lines in its text."""
    pieces = (Piece(label), *held.pieces) if label else tuple(held.pieces)
    is_plain = all(piece.form == PLAIN for piece in pieces)
    text = "".join(piece.text for piece in pieces if not piece.form.carried)
    if len(text) != len(par.text):
        return replace(par, figures=tuple(held.figures))
    return replace(par, text=text, pieces=() if is_plain else pieces, figures=tuple(held.figures))


def _row_pieces(cells: Sequence[SourceCell]) -> tuple[Piece, ...]:
    """Return the pieces of a row, its cells' blanks closed up as in its text; () when it is but text."""
    if not any(source.par.pieces for cell in cells for source in cell.sources):
        return ()
    found: list[Piece] = []
    for index, cell in enumerate(cells):
        found += [Piece("\t")] if index else []
        if not cell.sources or cell.text == PICTURE_SIGN:
            found += [piece for source in cell.sources for piece in source.par.pieces if piece.form.carried]
            found.append(Piece(cell.text))
            continue
        for number, source in enumerate(cell.sources):
            found += [Piece(" ")] if number else []
            found += _closed_up(source.par.pieces or (Piece(source.par.text),))
    return tuple(found)


def _closed_up(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield ``pieces`` with every stretch of white space as one blank, none at the ends."""
    last, waiting = " ", ""
    for piece in pieces:
        text = ""
        for character in piece.text:
            if not character.isspace():
                text, last, waiting = text + (waiting if last else "") + character, character, ""
            elif last != " ":
                waiting, last = " ", " "
        yield piece._replace(text=text)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the contents of the text boxes that hang on ``paragraph``, each once."""
    for box in paragraph.iter(_BOX):
        ancestors = list(box.iterancestors(_P, _FALLBACK))
        is_fallback = any(each.tag == _FALLBACK for each in ancestors)
        if not is_fallback and ancestors and ancestors[0] is paragraph:
            yield box
