"""The effective look of every paragraph of a docx: defaults, styles and direct formatting in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isfinite
from typing import Any, NamedTuple

from lxml import etree

from gongwen.faces import Face
from gongwen.look import Look, is_red
from gongwen.ooxml.elements import child_of, value_of
from gongwen.ooxml.fields import LATIN_GAP, PARAGRAPH_FIELDS, RUN_FIELDS, Field
from gongwen.ooxml.package.docx import DOCUMENT, MOST_BASES, root_of
from gongwen.ooxml.xml import A, R, W, is_on
from gongwen.profile import Area

_W, _R = f"{{{W}}}", f"{{{R}}}"
_A = f"{{{A}}}"
_STYLES, _LINKS, _THEME = "word/styles.xml", "word/_rels/document.xml.rels", "word/theme/theme1.xml"
_PLAIN = Look(face="", size=10.0, pitch=0.0, align="左", latin_gap=LATIN_GAP)
"""What a paragraph looks like of which nothing is said; a pitch of 0 is that of the font."""
_SINGLE = 240
"""Single spacing, where a line is a multiple of what the font needs, in 240ths."""
_FONT_LINE = 1.2
"""What a line of a font needs at least, in em."""
_TAB, _BREAK = f"{_W}tab", f"{_W}br"


class Fonts(NamedTuple):
    """The fonts of a run, by their names; "" for one of which nothing is said."""

    chinese: str
    latin: str
    """Of letters and digits."""
    hint: str = ""
    """eastAsia where the marks that both share, “ ” — …, are drawn by the Chinese one."""


_NO_FONTS = Fonts("", "")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look."""

    text: str
    look: Look
    font: str
    """The name of the East Asian font; ``look.face`` is the face that it is, "" for an unknown one."""
    latin: str = ""
    """The name of the font of letters and digits."""


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
    root = root_of(parts, DOCUMENT)
    reader = LookReader(parts, faces)
    section = next(reversed(list(root.iter(f"{_W}sectPr"))), None)
    reader.grid = grid_pitch(section)
    pars = tuple(reader.pars(root.iter(f"{_W}p")))
    footers = tuple(reader.pars(_footer_pars(section, parts)))
    return Effective(pars, dict(reader.named()), footers, *_page(section))


def _attributes(element: etree._Element) -> dict[str, str]:
    return {f"w:{key.rpartition('}')[2]}": str(value) for key, value in element.items()}


def grid_pitch(section: etree._Element | None) -> float:
    """Return the pitch of the grid of lines, points; 0.0 when there is none."""
    grid = child_of(section, "docGrid")
    if grid is None or grid.get(f"{_W}type", "default") == "default":
        return 0.0
    return number_of(grid.get(f"{_W}linePitch"), 0) / 20


def _page(section: etree._Element | None) -> tuple[float, float, Area]:
    """Return width and height of the sheet and its type area, points; those of Word when nothing is said."""
    size = child_of(section, "pgSz")
    margins = child_of(section, "pgMar")
    wide, high = (_twips(size, name, usual) for name, usual in (("w", 12240), ("h", 15840)))
    top, bottom, left, right = (_twips(margins, name, 1440) for name in ("top", "bottom", "left", "right"))
    return wide, high, Area(left, top, wide - left - right, high - top - bottom)


def _twips(element: etree._Element | None, name: str, usual: int) -> float:
    return number_of(None if element is None else element.get(f"{_W}{name}"), usual) / 20


def number_of(text: str | None, usual: float) -> float:
    """Return the number that ``text`` says, else ``usual``."""
    try:
        value = float(text or usual)
    except ValueError:
        return usual
    return value if isfinite(value) else usual


def _footer_pars(section: etree._Element | None, parts: Mapping[str, bytes]) -> Iterator[etree._Element]:
    links = root_of(parts, _LINKS) if _LINKS in parts else ()
    targets = {link.get("Id"): f"word/{link.get('Target', '')}" for link in links}
    references = () if section is None else section.findall(f"{_W}footerReference")
    for name in dict.fromkeys(targets.get(each.get(f"{_R}id"), "") for each in references):
        if name in parts:
            yield from root_of(parts, name).iter(f"{_W}p")


class LookReader:
    """Walks paragraphs with the styles of one docx at hand."""

    def __init__(self, parts: Mapping[str, bytes], faces: Mapping[str, Face]) -> None:
        root = root_of(parts, _STYLES) if _STYLES in parts else etree.Element("none")
        self.styles = {style.get(f"{_W}styleId", ""): style for style in root.iter(f"{_W}style")}
        self.default = next(
            (
                key
                for key, style in self.styles.items()
                if style.get(f"{_W}type") == "paragraph" and is_on(style.get(f"{_W}default", "0"))
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
        self.applied: dict[tuple[etree._Element, Look], Look] = {}
        self.types = _shared_types(root, parts.get(_THEME, b""), tuple(faces.items()))

    def pars(self, elements: Iterable[etree._Element]) -> Iterator[EffectivePar]:
        """Yield the paragraphs that have their own text, as they look."""
        for paragraph in elements:
            properties = child_of(paragraph, "pPr")
            key = self.key_of(properties)
            base, fonts = self.type_of(key)
            pieces = tuple(self._pieces(paragraph, base, fonts))
            sized = replace(base, size=pieces[0].look.size) if pieces else base
            look = self._form(key, sized, fonts, properties)
            yield EffectivePar(pieces, look, self.name_of(key), _red_border(self.layers(key, properties)))

    def named(self) -> Iterator[tuple[str, EffectivePar]]:
        """Yield the name of every paragraph style with an empty paragraph in it."""
        for key, style in self.styles.items():
            if style.get(f"{_W}type") == "paragraph" and (name := self.name_of(key)):
                base, fonts = self.type_of(key)
                look = self._form(key, base, fonts, None)
                yield name, EffectivePar((Piece("", look, fonts.chinese, fonts.latin),), look, name)

    def type_of(self, key: str) -> tuple[Look, Fonts]:
        """Return what style ``key`` says of the type, and its fonts."""
        if key not in self.types:
            self.types[key] = self._look(_PLAIN, _NO_FONTS, self.layers_of_type(key))
        return self.types[key]

    def key_of(self, properties: etree._Element | None) -> str:
        """Return the key of the style of a paragraph with ``properties``, w:pPr."""
        return value_of(properties, "pStyle") or self.default

    def layers(self, key: str, properties: etree._Element | None) -> list[etree._Element]:
        """Return every w:pPr that says how a paragraph of style ``key`` is set, the lowest first."""
        layers = [layer for layer in self.defaults if layer.tag == f"{_W}pPr"] + self._chain(key, "pPr")
        return layers + ([] if properties is None else [properties])

    def _form(self, key: str, base: Look, fonts: Fonts, properties: etree._Element | None) -> Look:
        """Return ``base`` with what style ``key`` and direct ``properties`` say of the paragraph."""
        layers = self.layers(key, properties)
        look, _ = self._look(base, fonts, layers)
        return self._with_pitch(look, layers)

    def form(self, base: Look, layers: Iterable[etree._Element]) -> Look:
        """Return ``base`` with what ``layers``, one w:pPr over the other, say of the paragraph."""
        return self._look(base, _NO_FONTS, layers)[0]

    def name_of(self, key: str) -> str:
        """Return the name of the style ``key``; "" for the default one."""
        style = self.styles.get(key)
        return "" if key == self.default else value_of(style, "name")

    def _chain(self, key: str, tag: str) -> list[etree._Element]:
        """Return the properties of style ``key`` and those below it, the lowest first."""
        found: list[etree._Element] = []
        seen: set[str] = set()
        while key in self.styles and key not in seen and len(seen) < MOST_BASES:
            seen.add(key)
            own = child_of(self.styles[key], tag)
            found += [] if own is None else [own]
            key = value_of(self.styles[key], "basedOn")
        return found[::-1]

    def _pieces(self, paragraph: etree._Element, base: Look, fonts: Fonts) -> Iterator[Piece]:
        for run in paragraph.iter(f"{_W}r"):
            if next(run.iterancestors(f"{_W}p")) is not paragraph:
                continue
            text = "".join(
                "\t" if part.tag == _TAB else part.text or "" for part in run if part.tag in _TEXTS
            )
            if not text:
                continue
            look, own = self.look_of_run(child_of(run, "rPr"), base, fonts)
            yield Piece(text, look, own.chinese, own.latin)

    def look_of_run(self, properties: etree._Element | None, base: Look, fonts: Fonts) -> tuple[Look, Fonts]:
        """Return the look and the fonts of a run with ``properties``, w:rPr, in a paragraph of ``base``."""
        return self._look(base, fonts, self.layers_of_run(properties))

    def layers_of_run(self, properties: etree._Element | None) -> list[etree._Element]:
        """Return every w:rPr that says how a run with ``properties`` looks over its paragraph, the lowest first."""
        named = self._chain(value_of(properties, "rStyle"), "rPr")
        return [*named, *([] if properties is None else [properties])]

    def layers_of_type(self, key: str) -> list[etree._Element]:
        """Return every w:rPr that says how the characters of style ``key`` look, the lowest first."""
        return [layer for layer in self.defaults if layer.tag == f"{_W}rPr"] + self._chain(key, "rPr")

    def _look(self, look: Look, fonts: Fonts, layers: Iterable[etree._Element]) -> tuple[Look, Fonts]:
        """Return ``look`` and ``fonts`` under what ``layers`` say, one over the other."""
        for layer in layers:
            look = self._applied(layer, look)
            named = child_of(layer, "rFonts")
            fonts = fonts if named is None else self._fonts(named, fonts)
        face = self.by_font.get(fonts[0], "")
        return look if look.face == face else replace(look, face=face), fonts

    def _applied(self, layer: etree._Element, look: Look) -> Look:
        """Return ``look`` with what ``layer`` says; that of a style is worked out once for each look below it."""
        found = self.applied.get((layer, look))
        if found is None:
            found = self.applied[layer, look] = _apply(layer, look)
        return found

    def _fonts(self, named: etree._Element, fonts: Fonts) -> Fonts:
        hint = str(named.get(f"{_W}hint", fonts.hint))
        return Fonts(
            self._font(named, "eastAsia", fonts.chinese), self._font(named, "ascii", fonts.latin), hint
        )

    def _font(self, named: etree._Element, kind: str, font: str) -> str:
        theme = named.get(f"{_W}{kind}Theme", "")
        return self.theme.get(theme, font) if theme else str(named.get(f"{_W}{kind}", font))

    def _with_pitch(self, look: Look, layers: Iterable[etree._Element]) -> Look:
        """Return ``look`` with the pitch that is said outright, else that of the grid where it is kept, else 0.

        A pitch of at least so much counts where the font needs no more; a multiple of what the font needs is none.
        """
        spacing: dict[str, str] = {}
        snaps = "1"
        for layer in layers:
            for found in layer.iterfind(f"{_W}spacing"):
                spacing |= _attributes(found)
            snaps = next((each.get(f"{_W}val", "1") for each in layer.iterfind(f"{_W}snapToGrid")), snaps)
        rule, line = spacing.get("w:lineRule", "auto"), number_of(spacing.get("w:line"), _SINGLE)
        if rule == "exact":
            return look
        if rule == "atLeast":
            return replace(look, pitch=line / 20 if line / 20 >= look.size * _FONT_LINE else 0.0)
        return replace(look, pitch=self.grid if is_on(snaps) and line == _SINGLE else 0.0)


@lru_cache(maxsize=4)
def _shared_types(
    styles: etree._Element, theme: bytes, faces: tuple[tuple[str, Face], ...]
) -> dict[str, tuple[Look, Fonts]]:
    """Return where a reader keeps what ``styles`` say of the type: documents of one office have the same."""
    return {}


_TEXTS = (f"{_W}t", _TAB)


def _tagged(fields: tuple[Field, ...]) -> dict[str, tuple[Field, ...]]:
    """Return ``fields`` by the elements that say them."""
    tags = dict.fromkeys(field.element for field in fields)
    return {
        f"{_W}{tag.removeprefix('w:')}": tuple(field for field in fields if field.element == tag)
        for tag in tags
    }


_FIELDS = {f"{_W}rPr": _tagged(RUN_FIELDS), f"{_W}pPr": _tagged(PARAGRAPH_FIELDS)}


def _apply(layer: etree._Element, look: Look) -> Look:
    """Return ``look`` with the values that ``layer``, w:rPr or w:pPr, says."""
    own = {element.tag: element for element in layer}
    said: dict[str, Any] = {}
    for tag, fields in _FIELDS[layer.tag].items():
        if tag not in own:
            continue
        attributes = _attributes(own[tag])
        for field in fields:
            try:
                said[field.name] = field.read(attributes, look)
            except (KeyError, ValueError, ArithmeticError):
                continue
    changed = {name: value for name, value in said.items() if value != getattr(look, name)}
    return replace(look, **changed) if changed else look


def _theme_fonts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the fonts of the theme by the names by which styles refer to them."""
    if _THEME not in parts:
        return {}
    root = root_of(parts, _THEME)
    fonts = {}
    for kind in ("major", "minor"):
        scheme = root.find(f".//{_A}{kind}Font")
        if scheme is not None:
            hans = scheme.xpath("a:font[@script='Hans']/@typeface", namespaces={"a": A})
            ea = scheme.find(f"{_A}ea")
            named = ea.get("typeface", "") if ea is not None else ""
            fonts[f"{kind}EastAsia"] = str(named or (hans[0] if hans else ""))
            latin = scheme.find(f"{_A}latin")
            for key in ("Ascii", "HAnsi"):
                fonts[f"{kind}{key}"] = "" if latin is None else str(latin.get("typeface", ""))
    return fonts


def _red_border(layers: Iterable[etree._Element]) -> float:
    """Return the weight of a red border under a paragraph, points; 0.0 when there is none."""
    found = [border for layer in layers for border in layer.iterfind(f"{_W}pBdr/{_W}bottom")]
    if (
        not found
        or not is_on(found[-1].get(f"{_W}val", "none"))
        or not is_red(found[-1].get(f"{_W}color", ""))
    ):
        return 0.0
    return number_of(found[-1].get(f"{_W}sz"), 0) / 8
