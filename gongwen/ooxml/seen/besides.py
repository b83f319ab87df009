"""What a docx has besides the looks of its paragraphs: hidden text, fields, headers, tables, things that float."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from gongwen.look import is_red
from gongwen.ooxml.package.docx import DOCUMENT, header_parts, root_of
from gongwen.ooxml.seen.colours import TYPE
from gongwen.ooxml.seen.effective import number_of
from gongwen.ooxml.seen.paragraphs import Source
from gongwen.ooxml.seen.pieces import is_hidden
from gongwen.ooxml.xml import MC, PIC, VML, WP, A, W
from gongwen.pattern import pattern

_W, _WP = f"{{{W}}}", f"{{{WP}}}"
_P, _ROW, _TABLE, _RUN = (f"{_W}{tag}" for tag in ("p", "tr", "tbl", "r"))
_SIMPLE, _CODE, _FALLBACK = f"{_W}fldSimple", f"{_W}instrText", f"{{{MC}}}Fallback"
_PICTURE, _IMAGE = f"{{{PIC}}}pic", f"{{{VML}}}imagedata"
_OVAL, _ROUND = f"{{{VML}}}oval", ("ellipse", "donut")
_CHANGING = pattern(r"(?:^|\s)(DATE|TIME|SAVEDATE|PRINTDATE|CREATEDATE)(?=\s|\\|$)")
_WATERMARK = pattern(r"WaterMark|水印", re.IGNORECASE)
_ART = pattern(r'<v:textpath\b[^>]*\bstring="([^"]*)"')
_SIDES = pattern(r"(?:^|;)\s*(width|height):\s*([\d.]+)pt")
_SAYS = pattern("[\u3400-\u9fffA-Za-z]")
_FLOATS = (b"wp:anchor", b"v:imagedata", b"v:oval")
_EMU = 12700
_ACROSS, _DOWN = ("margin", "column"), ("paragraph", "line")
"""From where a thing that floats is counted when its place in the text is known."""
_TEXTS = f"{_W}t"


class Placed(NamedTuple):
    """Some text, and the paragraph at which it stands, counted as readings count."""

    number: int
    """From 1; 0 where no paragraph of the text has it."""
    text: str


class Grid(NamedTuple):
    """A table as it is laid; lengths in points."""

    number: int
    """Of its first row with text."""
    last: int
    width: float
    """0 where the file does not say it."""
    left: float
    """From the left edge of the text to its own."""


class Afloat(NamedTuple):
    """A picture, or a round red shape, that stands free of the lines, in points."""

    number: int
    width: float
    height: float
    left: float | None = None
    """From the left edge of the text; None where it is not counted from there."""
    drop: float | None = None
    """From the top of its paragraph; None where it is not counted from there."""


class Besides(NamedTuple):
    """All of it."""

    hidden: tuple[Placed, ...] = ()
    changing: tuple[Placed, ...] = ()
    """Fields that show another day by themselves, by their names."""
    headers: tuple[str, ...] = ()
    """What headers say; those with red type are letterheads and left out."""
    watermarks: tuple[str, ...] = ()
    """What they say; "" for a picture."""
    grids: tuple[Grid, ...] = ()
    afloat: tuple[Afloat, ...] = ()


def read_besides(
    parts: Mapping[str, bytes], root: etree._Element, sources: Sequence[Source], margin: float
) -> Besides:
    """Return what the docx of ``parts`` has besides; ``root`` is that of its text, with the paragraphs ``sources``.

    ``margin`` is the width of the text, points, of which tables may take a part.
    Raises InputError when a header is not well formed.
    """
    written = parts[DOCUMENT]
    places = _Places(sources)
    names = header_parts(parts)
    headers, roots = [parts[name] for name in names], [root_of(parts, name) for name in names]
    return Besides(
        tuple(_hidden(root, places)) if b"w:vanish" in written else (),
        tuple(_changing(root, places)) if b"DATE" in written or b"TIME" in written else (),
        tuple(_headers(headers, roots)),
        tuple(dict.fromkeys(_watermarks([*headers, written]))),
        tuple(_grids(root, places, margin)) if b"<w:tbl>" in written else (),
        tuple(_afloat(root, places)) if any(each in written for each in _FLOATS) else (),
    )


class _Places:
    """The numbers of paragraphs and rows."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.numbers: dict[etree._Element, int] = {}
        for number, source in enumerate(sources, 1):
            self._note(source, number)

    def _note(self, source: Source, number: int) -> None:
        self.numbers.setdefault(source.element, number)
        for cell in source.cells:
            for each in cell.sources:
                self._note(each, number)

    def of(self, element: etree._Element) -> int:
        """Return the number of the paragraph in which ``element`` stands; 0 for none."""
        own = (each for each in (element, *element.iterancestors()) if each in self.numbers)
        return self.numbers.get(next(own, element), 0)


def _own(root: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Yield the elements with ``tags`` that are not written a second time for old programs."""
    for element in root.iter(*tags):
        if next(element.iterancestors(_FALLBACK), None) is None:
            yield element


def _hidden(root: etree._Element, places: _Places) -> Iterator[Placed]:
    for paragraph in _own(root, _P):
        runs = [run for run in paragraph.iter(_RUN) if is_hidden(run)]
        text = "".join(str(each) for run in runs for each in run.itertext(_TEXTS)).strip()
        if text:
            yield Placed(places.of(paragraph), text)


def _changing(root: etree._Element, places: _Places) -> Iterator[Placed]:
    for paragraph in _own(root, _P):
        codes = "".join(each.text or "" for each in paragraph.iter(_CODE))
        simple = " ".join(each.get(f"{_W}instr", "") for each in paragraph.iter(_SIMPLE))
        if found := _CHANGING.search(f"{codes} {simple}"):
            yield Placed(places.of(paragraph), found[1])


def _headers(headers: Sequence[bytes], roots: Sequence[etree._Element]) -> Iterator[str]:
    for data, root in zip(headers, roots, strict=True):
        text = " ".join("".join(str(each) for each in root.itertext(_TEXTS)).split())
        if _SAYS.search(text) and not any(is_red(colour.decode()) for colour in TYPE.findall(data)):
            yield text


def _watermarks(written: Sequence[bytes]) -> Iterator[str]:
    for data in written:
        if b"textpath" in data or b"aterMark" in data or b"atermark" in data:
            text = data.decode("utf-8", "replace")
            found = _ART.findall(text)
            yield from found
            if not found and _WATERMARK.search(text):
                yield ""


def _grids(root: etree._Element, places: _Places, margin: float) -> Iterator[Grid]:
    for table in _own(root, _TABLE):
        if next(table.iterancestors(_TABLE), None) is not None:
            continue
        numbers = [number for row in table.iter(_ROW, _P) if (number := places.numbers.get(row, 0))]
        properties = table.find(f"{_W}tblPr")
        indent = None if properties is None else properties.find(f"{_W}tblInd")
        if numbers:
            left = number_of(None if indent is None else indent.get(f"{_W}w"), 0) / 20
            yield Grid(min(numbers), max(numbers), _table_width(table, properties, margin), left)


def _table_width(table: etree._Element, properties: etree._Element | None, margin: float) -> float:
    """Return how wide a table is, points: as it says, else its columns together; 0 when nothing is said."""
    said = None if properties is None else properties.find(f"{_W}tblW")
    kind, value = ("auto", 0.0) if said is None else (said.get(f"{_W}type", "dxa"), _width(said))
    if kind == "pct":
        return margin * value / 5000
    if kind == "dxa" and value:
        return value / 20
    return sum(_width(column) for column in table.iterfind(f"{_W}tblGrid/{_W}gridCol")) / 20


def _width(element: etree._Element) -> float:
    written = str(element.get(f"{_W}w", "0"))
    return number_of(written[:-1], 0) * 50 if written.endswith("%") else number_of(written, 0)


def _afloat(root: etree._Element, places: _Places) -> Iterator[Afloat]:
    for anchor in _own(root, f"{_WP}anchor"):
        extent = anchor.find(f"{_WP}extent")
        if extent is not None and (next(anchor.iter(_PICTURE), None) is not None or _is_drawn_seal(anchor)):
            wide, high = (number_of(extent.get(key), 0) / _EMU for key in ("cx", "cy"))
            left, drop = _offset(anchor, "positionH", _ACROSS), _offset(anchor, "positionV", _DOWN)
            yield Afloat(places.of(anchor), wide, high, left, drop)
    ovals = (each for each in _own(root, _OVAL) if is_red(str(each.get("strokecolor", "")).lstrip("#")))
    for shape in (*map(etree._Element.getparent, _own(root, _IMAGE)), *ovals):
        style = "" if shape is None else str(shape.get("style", ""))
        sides = dict(_SIDES.findall(style))
        if shape is not None and "absolute" in style and len(sides) == 2:
            yield Afloat(places.of(shape), float(sides["width"]), float(sides["height"]))


def _offset(anchor: etree._Element, tag: str, edges: Sequence[str]) -> float | None:
    """Return how far from one of ``edges`` an anchor stands, points; None where it counts from another, or is aligned."""
    position = anchor.find(f"{_WP}{tag}")
    offset = None if position is None else position.find(f"{_WP}posOffset")
    if position is None or offset is None or position.get("relativeFrom") not in edges:
        return None
    return number_of(offset.text, 0) / _EMU


def _is_drawn_seal(anchor: etree._Element) -> bool:
    """Whether a round shape with a red line floats, as seals are drawn by hand."""
    is_round = any(each.get("prst") in _ROUND for each in anchor.iter(f"{{{A}}}prstGeom"))
    colours = anchor.iterfind(f".//{{{A}}}ln//{{{A}}}srgbClr") if is_round else ()
    return any(is_red(colour.get("val", "")) for colour in colours)
