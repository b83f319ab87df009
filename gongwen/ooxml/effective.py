"""The effective look of every paragraph of a docx: defaults, styles and direct formatting in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite

from lxml import etree

from gongwen.faces import Face
from gongwen.look import Look
from gongwen.ooxml.docx_parts import DOCUMENT, MOST_BASES, parse_part
from gongwen.ooxml.fields import PARAGRAPH_FIELDS, RUN_FIELDS, Field
from gongwen.ooxml.xml import R, W
from gongwen.profile import Area

_W, _R = f"{{{W}}}", f"{{{R}}}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STYLES, _LINKS, _THEME = "word/styles.xml", "word/_rels/document.xml.rels", "word/theme/theme1.xml"
_PLAIN = Look(face="", size=10.0, pitch=0.0, align="左", latin_gap=0.2)
"""What a paragraph looks like of which nothing is said; a pitch of 0 is that of the font."""
_TAB, _BREAK = f"{_W}tab", f"{_W}br"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look."""

    text: str
    look: Look
    font: str
    """The name of the East Asian font; ``look.face`` is the face that it is, "" for an unknown one."""


@dataclass(frozen=True, slots=True)
class EffectivePar:
    """A paragraph as it looks."""

    pieces: tuple[Piece, ...]
    look: Look
    style: str
    """The name of its style; "" for the default one."""
    line_below: float = 0.0
    """Weight of a red border under it, points."""

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Effective:
    """What a docx looks like."""

    pars: tuple[EffectivePar, ...]
    styles: Mapping[str, EffectivePar]
    """An empty paragraph in every paragraph style, by its name."""
    footers: tuple[EffectivePar, ...]
    """The paragraphs of the footers to which the last section refers."""
    width: float
    height: float
    area: Area


def read_effective(parts: Mapping[str, bytes], faces: Mapping[str, Face]) -> Effective:
    """Return the looks of the docx of ``parts``, its fonts told as ``faces`` where they are one.

    Raises InputError when a part is not well formed.
    """
    root = parse_part(DOCUMENT, parts[DOCUMENT])
    reader = _Reader(parts, faces)
    section = next(reversed(list(root.iter(f"{_W}sectPr"))), None)
    reader.grid = _grid_pitch(section)
    pars = tuple(reader.pars(root.iter(f"{_W}p")))
    footers = tuple(reader.pars(_footer_pars(section, parts)))
    return Effective(pars, dict(reader.named()), footers, *_page(section))


def _attributes(element: etree._Element) -> dict[str, str]:
    return {f"w:{etree.QName(key).localname}": str(value) for key, value in element.items()}


def _grid_pitch(section: etree._Element | None) -> float:
    """Return the pitch of the grid of lines, points; 0.0 when there is none."""
    grid = None if section is None else section.find(f"{_W}docGrid")
    if grid is None or grid.get(f"{_W}type", "default") == "default":
        return 0.0
    return _number(grid.get(f"{_W}linePitch"), 0) / 20


def _page(section: etree._Element | None) -> tuple[float, float, Area]:
    """Return width and height of the sheet and its type area, points; those of Word when nothing is said."""
    size = None if section is None else section.find(f"{_W}pgSz")
    margins = None if section is None else section.find(f"{_W}pgMar")
    wide, high = (_twips(size, name, usual) for name, usual in (("w", 12240), ("h", 15840)))
    top, bottom, left, right = (_twips(margins, name, 1440) for name in ("top", "bottom", "left", "right"))
    return wide, high, Area(left, top, wide - left - right, high - top - bottom)


def _twips(element: etree._Element | None, name: str, usual: int) -> float:
    return _number(None if element is None else element.get(f"{_W}{name}"), usual) / 20


def _number(text: str | None, usual: float) -> float:
    """Return the number that ``text`` says, else ``usual``."""
    try:
        value = float(text or usual)
    except ValueError:
        return usual
    return value if isfinite(value) else usual


def _footer_pars(section: etree._Element | None, parts: Mapping[str, bytes]) -> Iterator[etree._Element]:
    links = parse_part(_LINKS, parts[_LINKS]) if _LINKS in parts else ()
    targets = {link.get("Id"): f"word/{link.get('Target', '')}" for link in links}
    references = () if section is None else section.findall(f"{_W}footerReference")
    for name in dict.fromkeys(targets.get(each.get(f"{_R}id"), "") for each in references):
        if name in parts:
            yield from parse_part(name, parts[name]).iter(f"{_W}p")


class _Reader:
    """Walks paragraphs with the styles of one docx at hand."""

    def __init__(self, parts: Mapping[str, bytes], faces: Mapping[str, Face]) -> None:
        root = parse_part(_STYLES, parts[_STYLES]) if _STYLES in parts else etree.Element("none")
        self.styles = {style.get(f"{_W}styleId", ""): style for style in root.iter(f"{_W}style")}
        self.default = next(
            (
                key
                for key, style in self.styles.items()
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true")
            ),
            "",
        )
        self.defaults = [
            found
            for kind in ("rPrDefault/w:rPr", "pPrDefault/w:pPr")
            for found in root.xpath(f"w:docDefaults/w:{kind}", namespaces={"w": W})
        ]
        self.theme = _theme_fonts(parts)
        self.by_font = {
            font: key for key, face in faces.items() for font in (face.name, face.supplement, *face.accepted)
        } | {face.name: key for key, face in faces.items()}
        self.grid = 0.0
        self._types: dict[str, tuple[Look, str]] = {}

    def pars(self, elements: Iterable[etree._Element]) -> Iterator[EffectivePar]:
        """Yield the paragraphs that have their own text, as they look."""
        for paragraph in elements:
            properties = paragraph.find(f"{_W}pPr")
            key = self._style_of(properties, "pStyle") or self.default
            base, font = self._type(key)
            pieces = tuple(self._pieces(paragraph, base, font))
            sized = replace(base, size=pieces[0].look.size) if pieces else base
            look = self._form(key, sized, font, properties)
            yield EffectivePar(pieces, look, self._name(key), _red_border(properties))

    def named(self) -> Iterator[tuple[str, EffectivePar]]:
        """Yield the name of every paragraph style with an empty paragraph in it."""
        for key, style in self.styles.items():
            if style.get(f"{_W}type") == "paragraph" and (name := self._name(key)):
                base, font = self._type(key)
                look = self._form(key, base, font, None)
                yield name, EffectivePar((Piece("", look, font),), look, name)

    def _type(self, key: str) -> tuple[Look, str]:
        """Return what style ``key`` says of the type, and its East Asian font."""
        if key not in self._types:
            defaults = [layer for layer in self.defaults if layer.tag == f"{_W}rPr"]
            self._types[key] = self._look(_PLAIN, "", [*defaults, *self._chain(key, "rPr")])
        return self._types[key]

    def _form(self, key: str, base: Look, font: str, properties: etree._Element | None) -> Look:
        """Return ``base`` with what style ``key`` and direct ``properties`` say of the paragraph."""
        layers = [layer for layer in self.defaults if layer.tag == f"{_W}pPr"] + self._chain(key, "pPr")
        layers += [] if properties is None else [properties]
        look, _ = self._look(base, font, layers)
        return self._with_pitch(look, layers)

    def _style_of(self, properties: etree._Element | None, tag: str) -> str:
        named = None if properties is None else properties.find(f"{_W}{tag}")
        return "" if named is None else str(named.get(f"{_W}val", ""))

    def _name(self, key: str) -> str:
        style = self.styles.get(key)
        name = None if style is None or key == self.default else style.find(f"{_W}name")
        return "" if name is None else str(name.get(f"{_W}val", ""))

    def _chain(self, key: str, tag: str) -> list[etree._Element]:
        """Return the properties of style ``key`` and those below it, the lowest first."""
        found: list[etree._Element] = []
        seen: set[str] = set()
        while key in self.styles and key not in seen and len(seen) < MOST_BASES:
            seen.add(key)
            own = self.styles[key].find(f"{_W}{tag}")
            found += [] if own is None else [own]
            key = self._style_of(self.styles[key], "basedOn")
        return found[::-1]

    def _pieces(self, paragraph: etree._Element, base: Look, font: str) -> Iterator[Piece]:
        for run in paragraph.iter(f"{_W}r"):
            if next(run.iterancestors(f"{_W}p")) is not paragraph:
                continue
            text = "".join(
                "\t" if part.tag == _TAB else part.text or "" for part in run if part.tag in _TEXTS
            )
            if not text:
                continue
            properties = run.find(f"{_W}rPr")
            named = self._chain(self._style_of(properties, "rStyle"), "rPr")
            look, own = self._look(base, font, [*named, *([] if properties is None else [properties])])
            yield Piece(text, look, own)

    def _look(self, look: Look, font: str, layers: Iterable[etree._Element]) -> tuple[Look, str]:
        """Return ``look`` and ``font`` under what ``layers`` say, one over the other."""
        for layer in layers:
            fields = RUN_FIELDS if layer.tag == f"{_W}rPr" else PARAGRAPH_FIELDS
            look = _apply(layer, look, fields)
            fonts = layer.find(f"{_W}rFonts")
            font = font if fonts is None else self._font(fonts, font)
        return replace(look, face=self.by_font.get(font, "")), font

    def _font(self, fonts: etree._Element, font: str) -> str:
        theme = fonts.get(f"{_W}eastAsiaTheme", "")
        return self.theme.get(theme, font) if theme else str(fonts.get(f"{_W}eastAsia", font))

    def _with_pitch(self, look: Look, layers: Iterable[etree._Element]) -> Look:
        """Return ``look`` with the pitch of the grid where no exact one is said and the grid is kept."""
        spacings = [found for layer in layers if (found := layer.find(f"{_W}spacing")) is not None]
        rules = [each.get(f"{_W}lineRule", "auto") for each in spacings if each.get(f"{_W}line")]
        if rules and rules[-1] == "exact":
            return look
        snaps = [found for layer in layers if (found := layer.find(f"{_W}snapToGrid")) is not None]
        is_free = bool(snaps) and snaps[-1].get(f"{_W}val", "1") in ("0", "false", "off")
        return replace(look, pitch=0.0 if is_free else self.grid)


_TEXTS = (f"{_W}t", _TAB)


def _apply(layer: etree._Element, look: Look, fields: tuple[Field, ...]) -> Look:
    """Return ``look`` with the values of ``fields`` that ``layer`` says."""
    for field in fields:
        element = layer.find(f"{_W}{field.element.removeprefix('w:')}")
        if element is not None:
            try:
                look = replace(look, **{field.name: field.read(_attributes(element), look)})
            except (KeyError, ValueError, ArithmeticError):
                continue
    return look


def _theme_fonts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the Chinese fonts of the theme by the names by which styles refer to them."""
    if _THEME not in parts:
        return {}
    root = parse_part(_THEME, parts[_THEME])
    fonts = {}
    for kind in ("major", "minor"):
        scheme = root.find(f".//{_A}{kind}Font")
        if scheme is not None:
            hans = scheme.xpath("a:font[@script='Hans']/@typeface", namespaces={"a": _A.strip("{}")})
            ea = scheme.find(f"{_A}ea")
            named = ea.get("typeface", "") if ea is not None else ""
            fonts[f"{kind}EastAsia"] = str(named or (hans[0] if hans else ""))
    return fonts


def _red_border(properties: etree._Element | None) -> float:
    """Return the weight of a red border under a paragraph, points; 0.0 when there is none."""
    found = [] if properties is None else properties.xpath("w:pBdr/w:bottom", namespaces={"w": W})
    if not found or not found[0].get(f"{_W}color", "").upper().startswith(("FF", "E", "C0")):
        return 0.0
    return _number(found[0].get(f"{_W}sz"), 0) / 8
