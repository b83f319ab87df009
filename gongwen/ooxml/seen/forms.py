"""How the paragraphs and the sections of a docx are set: the effective look of each, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from lxml import etree

from gongwen.faces import Face
from gongwen.look import Look
from gongwen.ooxml.elements import child_of
from gongwen.ooxml.package.docx import DOCUMENT, header_parts, root_of
from gongwen.ooxml.seen.besides import Besides, read_besides
from gongwen.ooxml.seen.borders import Line, border_lines, borders_around
from gongwen.ooxml.seen.colours import BORDERS, has_red
from gongwen.ooxml.seen.dress import BARE, Dress, dressed
from gongwen.ooxml.seen.effective import Fonts, LookReader, grid_pitch, number_of
from gongwen.ooxml.seen.footers import FooterPar, read_footers
from gongwen.ooxml.seen.list_levels import ListLevels
from gongwen.ooxml.seen.paragraphs import Source, sources_of
from gongwen.ooxml.seen.pieces import begins_with_break, pieces
from gongwen.ooxml.seen.stretches import (
    Stretch,
    holds_something,
    largest_figure,
    leaves,
    runs_of,
    stretches_of_row,
)
from gongwen.ooxml.xml import W, is_on, whole_number
from gongwen.pattern import pattern

_W = f"{{{W}}}"
_P, _ROW, _SECTION, _PROPERTIES = f"{_W}p", f"{_W}tr", f"{_W}sectPr", f"{_W}pPr"
_APART = (f"{_W}tbl", f"{_W}txbxContent")
_HEADER_LINE = pattern(rb"<w:(?:pBdr|drawing|pict)\b")
_NATURAL = 1.3
"""The pitch that Word gives a line of a Chinese font, in em."""
_SETTINGS = "word/settings.xml"


@dataclass(frozen=True, slots=True)
class Form:
    """A paragraph, or the row of a table, as it is set."""

    text: str
    stretches: tuple[Stretch, ...]
    look: Look
    """Of the paragraph; its type is that of the style."""
    spacing: Mapping[str, str]
    """The attributes of w:spacing in force."""
    pitch: float
    """From line to line, exactly, at least or by the grid, points; 0 when only the font says it."""
    lines: float
    """The pitch as a multiple of that of the font; 0 when it is exact."""
    is_row: bool
    is_apart: bool
    """Whether it stands in a table, a text box or a frame, where indents count from another edge."""
    has_tab: bool
    is_counted: bool
    """Whether Word counts its label."""
    is_note: bool
    """Whether it is a note at the foot of a page or at the end."""
    borders: tuple[Line, ...]
    opens_page: bool
    section: int
    style_pitch: float
    """The exact pitch that its style says; 0 when it says none."""
    figure: float = 0.0
    """Width of the widest thing that is drawn in its lines, points; 0 without."""
    figure_height: float = 0.0
    """Height of the highest one, which an exact pitch cuts off, points; 0 without."""
    font_pitch: float = 0.0
    """What a multiple of the pitch of the font, or of the grid, comes to, points; 0 when it is exact."""
    holds: bool = False
    """Whether it has no words and holds something all the same: a formula, a field, a drawing, the call of a note."""

    @property
    def before(self) -> float:
        """The room above it, points."""
        return self._room("before")

    @property
    def after(self) -> float:
        """The room below it, points."""
        return self._room("after")

    def _room(self, side: str) -> float:
        own = self.spacing
        if is_on(own.get(f"w:{side}Autospacing", "0")):
            return 14.0
        if lines := number_of(own.get(f"w:{side}Lines"), 0):
            return lines / 100 * (self.pitch or 12.0)
        return whole_number(own.get(f"w:{side}", "")) / 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """A section: lengths in points."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    gutter: float
    header: float
    footer: float
    pitch: float
    """Of the grid of lines; 0 when there is none."""
    character: float
    """What the grid of characters adds to each, points."""
    has_characters: bool
    """Whether there is a grid of characters."""
    first_differs: bool
    columns: int
    first_number: str
    """What the count of its pages begins with anew; "" where it goes on."""
    number_form: str
    """How its pages are counted, as OOXML names it; decimal as usual."""
    footers: Mapping[str, tuple[FooterPar, ...]]
    """default, first and even; what a section does not say it has from the one before."""

    @property
    def is_turned(self) -> bool:
        """Whether the sheet lies on its side."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class Forms:
    """A docx as it is set."""

    pars: tuple[Form, ...]
    """In the order and number of ``read_pars``."""
    sheets: tuple[Sheet, ...]
    has_even: bool
    """Whether even pages have footers of their own."""
    size: float
    """Of the default paragraph style, on which a grid of characters is built."""
    has_red_line: bool
    """Whether a header, or a border anywhere in the text, may be the red line of a letterhead."""
    besides: Besides


def read_forms(parts: Mapping[str, bytes], faces: Mapping[str, Face]) -> Forms:
    """Return how the docx of ``parts`` is set, its fonts told as ``faces`` where they are one.

    Raises InputError when a part is not well formed.
    """
    root = root_of(parts, DOCUMENT)
    reader = LookReader(parts, faces)
    sections = list(root.iter(_SECTION))
    footers = read_footers(parts, sections, reader)
    sheets = tuple(_sheet(section, own) for section, own in zip(sections, footers, strict=True))
    former = _Former(reader, ListLevels(parts), sheets or (_sheet(None, {}),))
    former.number(root)
    sources = sources_of(parts)
    forms = tuple(former.forms(sources))
    first = former.sheets[0]
    room = first.width - first.left - first.right - first.gutter
    settings = root_of(parts, _SETTINGS) if _SETTINGS in parts else None
    return Forms(
        forms,
        former.sheets,
        _is_on(settings, "evenAndOddHeaders"),
        reader.type_of(reader.default)[0].size,
        has_red(parts[DOCUMENT], BORDERS) or _has_lines(parts),
        read_besides(parts, root, sources, room),
    )


def _has_lines(parts: Mapping[str, bytes]) -> bool:
    """Whether a header has a border or a drawing."""
    return any(_HEADER_LINE.search(parts[name]) for name in header_parts(parts) if name in parts)


def _is_on(element: etree._Element | None, tag: str) -> bool:
    found = child_of(element, tag)
    return found is not None and is_on(found.get(f"{_W}val", "1"))


def _sheet(section: etree._Element | None, footers: Mapping[str, tuple[FooterPar, ...]]) -> Sheet:
    size, margins, grid, columns, count = (
        child_of(section, tag) for tag in ("pgSz", "pgMar", "docGrid", "cols", "pgNumType")
    )
    wide, high = (_twips(size, name, usual) for name, usual in (("w", 12240), ("h", 15840)))
    top, bottom, left, right = (
        abs(_twips(margins, name, 1440)) for name in ("top", "bottom", "left", "right")
    )
    has_characters = grid is not None and grid.get(f"{_W}type") in ("linesAndChars", "snapToChars")
    return Sheet(
        width=wide,
        height=high,
        top=top,
        bottom=bottom,
        left=left,
        right=right,
        gutter=_twips(margins, "gutter", 0),
        header=_twips(margins, "header", 720),
        footer=_twips(margins, "footer", 720),
        pitch=grid_pitch(section),
        character=number_of(None if grid is None else grid.get(f"{_W}charSpace"), 0) / 4096,
        has_characters=has_characters,
        first_differs=_is_on(section, "titlePg"),
        columns=int(number_of(None if columns is None else columns.get(f"{_W}num"), 1)),
        first_number="" if count is None else count.get(f"{_W}start", ""),
        number_form="decimal" if count is None else count.get(f"{_W}fmt", "decimal"),
        footers=footers,
    )


def _twips(element: etree._Element | None, name: str, usual: float) -> float:
    return number_of(None if element is None else element.get(f"{_W}{name}"), usual) / 20


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a style and the properties beside it say of every paragraph that has both."""

    layers: list[etree._Element]
    spacing: Mapping[str, str]
    style_pitch: float
    snaps: bool
    is_framed: bool
    borders: tuple[Line, ...]
    looks: dict[float, Look]
    """By the size of the type."""


class _Former:
    """Walks the sources of one docx."""

    def __init__(self, reader: LookReader, levels: ListLevels, sheets: tuple[Sheet, ...]) -> None:
        self.reader = reader
        self.levels = levels
        self.sheets = sheets
        self.places: dict[etree._Element, int] = {}
        self.looks: dict[tuple[str, bytes], tuple[Look, Fonts, Dress]] = {}
        self.dresses: dict[str, Dress] = {}
        self.settings: dict[tuple[str, bytes], _Setting] = {}

    def number(self, root: etree._Element) -> None:
        """Note in which section each block of the text stands."""
        index = 0
        body = child_of(root, "body")
        for child in () if body is None else body:
            self.places[child] = min(index, len(self.sheets) - 1)
            index += child_of(child_of(child, "pPr"), "sectPr") is not None

    def forms(self, sources: Sequence[Source]) -> Iterator[Form]:
        """Yield the form of every source; a page break counts for the next one with text."""
        is_pending = False
        for source in sources:
            form = self._row(source) if source.element.tag == _ROW else self._form(source)
            has_text = bool(form.text.strip())
            if has_text and is_pending:
                form, is_pending = replace(form, opens_page=True), False
            is_pending = is_pending or _breaks_page(source.element, has_text)
            yield form

    def _row(self, source: Source) -> Form:
        own = list(leaves(source))
        inner = [self._form(each) for each in own]
        first = inner[0] if inner else self._form(source)
        pars = {
            each.element: (len(each.label), form.stretches) for each, form in zip(own, inner, strict=True)
        }
        return replace(
            first, text=source.par.text, stretches=tuple(stretches_of_row(source, pars)), is_row=True, is_apart=True,
            borders=tuple(line for form in inner for line in form.borders),
        )  # fmt: skip

    def _form(self, source: Source) -> Form:
        element = source.element
        properties = child_of(element, "pPr")
        key = self.reader.key_of(properties)
        base, fonts = self.reader.type_of(key)
        stretches = tuple(self._stretches(element, key, base, fonts, len(source.label)))
        setting = self._setting(key, properties)
        look = self._look_of_par(setting, base, stretches[0].look.size if stretches else base.size)
        sheet, index = self._sheet_of(element)
        grid = sheet.pitch if setting.snaps else 0.0
        pitch, lines = _pitch(setting.spacing, look, grid)
        return Form(
            source.par.text, stretches, look, setting.spacing, pitch, lines, False,
            setting.is_framed or next(element.iterancestors(*_APART), None) is not None,
            "\t" in source.par.text, bool(source.label), _is_note(element),
            (*setting.borders, *borders_around(element)),
            look.starts_page or begins_with_break(element), index, setting.style_pitch,
            *largest_figure(element),
            lines * _natural(stretches[0].look.size if stretches else base.size, grid),
            not source.par.text.strip() and holds_something(element),
        )  # fmt: skip

    def _setting(self, key: str, properties: etree._Element | None) -> _Setting:
        """Return what style ``key`` and ``properties`` say; the same properties in the same style are read once."""
        written = (key, b"" if properties is None else etree.tostring(properties, with_tail=False))
        if written not in self.settings:
            layers = self.levels.under(self.reader.layers(key, properties))
            styled = _merged(layers[:-1] if properties is not None else layers, "spacing")
            self.settings[written] = _Setting(
                layers, _merged(layers, "spacing"),
                number_of(styled.get("w:line"), 0) / 20 if styled.get("w:lineRule") == "exact" else 0.0,
                _snaps(layers), any(child_of(layer, "framePr") is not None for layer in layers),
                tuple(border_lines(_own_borders(layers))), {},
            )  # fmt: skip
        return self.settings[written]

    def _look_of_par(self, setting: _Setting, base: Look, size: float) -> Look:
        """Return the look of a paragraph of ``setting`` whose type is ``base`` in ``size``."""
        if size not in setting.looks:
            setting.looks[size] = self.reader.form(replace(base, size=size), setting.layers)
        return setting.looks[size]

    def _stretches(
        self, element: etree._Element, key: str, base: Look, fonts: Fonts, start: int
    ) -> Iterator[Stretch]:
        for run in runs_of(element):
            text = "".join(text for text, _ in pieces(run)).replace("\f", "")
            if text:
                look, own, dress = self._look(child_of(run, "rPr"), key, base, fonts)
                yield Stretch(start, start + len(text), text, look, own, dress)
                start += len(text)

    def _look(
        self, properties: etree._Element | None, key: str, base: Look, fonts: Fonts
    ) -> tuple[Look, Fonts, Dress]:
        """Return the look of a run; the same properties in the same style are read once."""
        if key not in self.dresses:
            self.dresses[key] = dressed(BARE, self.reader.layers_of_type(key))
        if properties is None:
            return base, fonts, self.dresses[key]
        written = (key, etree.tostring(properties, with_tail=False))
        if written not in self.looks:
            own = dressed(self.dresses[key], self.reader.layers_of_run(properties))
            self.looks[written] = (*self.reader.look_of_run(properties, base, fonts), own)
        return self.looks[written]

    def _sheet_of(self, element: etree._Element) -> tuple[Sheet, int]:
        index = self.places.get(element, -1)
        if index < 0:
            index = next((self.places[each] for each in element.iterancestors() if each in self.places), 0)
        return self.sheets[index], index


def _merged(layers: list[etree._Element], tag: str) -> dict[str, str]:
    """Return the attributes of the element ``tag`` that ``layers`` say, the upper ones over the lower."""
    found: dict[str, str] = {}
    for layer in layers:
        element = child_of(layer, tag)
        if element is not None:
            found |= {f"w:{key.rpartition('}')[2]}": str(value) for key, value in element.items()}
    return found


def _snaps(layers: list[etree._Element]) -> bool:
    said = [each.get(f"{_W}val", "1") for layer in layers for each in layer.findall(f"{_W}snapToGrid")]
    return not said or is_on(said[-1])


def _pitch(spacing: Mapping[str, str], look: Look, grid: float) -> tuple[float, float]:
    """Return the pitch in points, 0 when only the font says it, and as a multiple, 0 when it is exact."""
    rule, line = spacing.get("w:lineRule", "auto"), number_of(spacing.get("w:line"), 240)
    if rule in ("exact", "atLeast"):
        return line / 20, 0.0
    if not grid:
        return 0.0, line / 240
    is_plain = line == 240 and look.size * 1.2 <= grid
    return grid if is_plain else 0.0, line / 240


def _natural(size: float, grid: float) -> float:
    """Return the pitch that Word gives a line of ``size``, points: whole lines of a ``grid``."""
    needed = _NATURAL * size
    return ceil(needed / grid) * grid if grid else needed


def _is_note(element: etree._Element) -> bool:
    return bool(element.getroottree().getroot().tag != f"{_W}document")


def _breaks_page(element: etree._Element, has_text: bool) -> bool:
    """Whether what follows ``element`` begins a page: a break behind its text, or the end of a section."""
    if child_of(child_of(element, "pPr"), "sectPr") is not None:
        return True
    breaks = [each for each in element.iter(f"{_W}br") if each.get(f"{_W}type") == "page"]
    return bool(breaks) and (not has_text or breaks[-1].getnext() is None)


def _own_borders(layers: list[etree._Element]) -> Iterator[etree._Element]:
    """Yield the borders of a paragraph; what an upper layer says of a side, none too, counts over the lower."""
    said = {border.tag: border for layer in layers for border in layer.iterfind(f"{_W}pBdr/*")}
    yield from said.values()
