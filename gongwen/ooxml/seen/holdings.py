"""What a paragraph of a docx holds besides its characters: looks that mean something, notes, pictures, formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import count
from typing import NamedTuple

from lxml import etree

from gongwen.markup.reading import PLAIN, Form, Piece, Script
from gongwen.ooxml.carried import FORMULA, file_of, formula_text, write_formula, written
from gongwen.ooxml.elements import child_of, own_value, value_of
from gongwen.ooxml.objects import collect, name_of, object_in, size_of, write_object
from gongwen.ooxml.package.docx import DOCUMENT_LINKS, MOST_BASES, root_of
from gongwen.ooxml.seen.pieces import is_hidden, pieces
from gongwen.ooxml.xml import MC, VML, WP, A, R, W, is_on, whole_number
from gongwen.pattern import pattern

_W = f"{{{W}}}"
_P, _RUN, _PROPERTIES = f"{_W}p", f"{_W}r", f"{_W}rPr"
_FIELD, _INSTRUCTION, _ALTERNATE = f"{_W}fldChar", f"{_W}instrText", f"{{{MC}}}AlternateContent"
_CALLS = {f"{_W}footnoteReference": "脚注", f"{_W}endnoteReference": "尾注"}
_DRAWINGS = (f"{_W}drawing", f"{_W}pict", f"{_W}object")
_RICH = (
    f"{_W}b", f"{_W}u", f"{_W}vertAlign", f"{_W}rStyle", f"{_W}hyperlink", f"{_W}fldSimple", _FIELD,
    *_CALLS, *_DRAWINGS, FORMULA,
)  # fmt: skip
_SKIPPED = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", _PROPERTIES, f"{_W}txbxContent", f"{{{MC}}}Fallback")
)
_LINK = pattern(r'\s*HYPERLINK\s+"(?P<target>[^"]+)"')
_REACHED = pattern(r"(?:https?://|ftp://|mailto:)[^\s]+")
_SCRIPTS: Mapping[str, Script] = {"superscript": "上标", "subscript": "下标"}
STYLES = "word/styles.xml"
_EMU = 12700
_HIGHEST_IN_TEXT = 60.0
"""Points up to which an object is one of the characters of a sentence, as a formula is: some two lines."""
_WIDTH = pattern(r"(?:^|;)\s*width:\s*(?P<points>[\d.]+)pt")


class FoundFigure(NamedTuple):
    """A picture that hangs on a paragraph."""

    part: str
    """The part that it is; "" for one that is not in the file."""
    width: float
    """As it is shown, points; 0 when the file does not say it."""
    name: str = ""
    """What the file calls it."""
    title: str = ""
    package: bytes = b""
    """The file of a formula or an object that is carried as it is; b"" for a picture."""
    key: str = ""
    """By which a piece of its paragraph names it, where it stands in a line of a cell; "" elsewhere."""
    label: str = ""
    """What programs show in their lists of what is drawn, 图片 1."""


@dataclass(slots=True)
class Holdings:
    """What one paragraph holds."""

    is_cell: bool = False
    """Whether the paragraph stands in a cell of a table."""
    pieces: list[Piece] = field(default_factory=list)
    """Its text; a call has the key of its note, 脚注 or 尾注 with the id, a formula its XML, an object its file in
    base64, a picture in a line of a cell its key."""
    figures: list[FoundFigure] = field(default_factory=list)


class HoldingsReader:
    """Reads the holdings of the paragraphs of one docx, which stand below ``roots``."""

    def __init__(self, parts: Mapping[str, bytes], roots: Iterable[etree._Element]) -> None:
        self._parts = parts
        self._rich = _rich_paragraphs(roots)
        self._fields: list[str] = []
        self._keys = count(1)

    @cached_property
    def links(self) -> dict[str, str]:
        """The targets of the relationships of the text, by their ids; most texts ask for none."""
        if DOCUMENT_LINKS not in self._parts:
            return {}
        links = root_of(self._parts, DOCUMENT_LINKS)
        return {each.get("Id", ""): each.get("Target", "") for each in links}

    @cached_property
    def styles(self) -> Mapping[str, etree._Element]:
        """The character styles by their keys."""
        return character_styles(root_of(self._parts, STYLES)) if STYLES in self._parts else {}

    def read(self, paragraph: etree._Element) -> Holdings | None:
        """Return what ``paragraph`` holds; None when it has but text of one look."""
        if not self._fields and paragraph not in self._rich:
            return None
        found = Holdings(next(paragraph.iterancestors(f"{_W}tc"), None) is not None)
        self._walk(paragraph, "", found)
        if not found.is_cell and not any(
            piece.text.strip() for piece in found.pieces if not piece.form.carried
        ):
            _stand_alone(found)
        return found

    def _walk(self, element: etree._Element, link: str, found: Holdings) -> None:
        for child in element:
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == _RUN:
                self._run(child, link, found)
            elif tag == FORMULA:
                xml = write_formula(child).decode("ascii")
                found.pieces.append(Piece(formula_text(child), Form(carried=xml)))
            elif tag == f"{_W}hyperlink":
                self._walk(child, self._target(child), found)
            elif tag == f"{_W}fldSimple":
                self._walk(child, _target_in(child.get(f"{_W}instr", "")) or link, found)
            else:
                self._walk(child, link, found)

    def _target(self, hyperlink: etree._Element) -> str:
        target = self.links.get(hyperlink.get(f"{{{R}}}id", ""), "")
        return target if _REACHED.fullmatch(target) else ""

    def _run(self, run: etree._Element, link: str, found: Holdings) -> None:
        form = self._form(run)._replace(link=link or next(filter(None, map(_target_in, self._fields)), ""))
        for child in run:
            tag = child.tag
            if tag == _FIELD:
                self._field(child.get(f"{_W}fldCharType", ""))
            elif tag == _INSTRUCTION and self._fields:
                self._fields[-1] += child.text or ""
            elif tag in _CALLS:
                key = f"{_CALLS[tag]}{child.get(f'{_W}id', '')}"
                found.pieces.append(Piece("", Form(note=key)))
            elif tag in _DRAWINGS or tag == _ALTERNATE:
                self._drawn(child, found)
        text = "" if is_hidden(run) else "".join(text for text, _ in pieces(run)).replace("\f", "")
        if form.is_underlined and len(text) > 2 and not text.strip(" \u3000\xa0"):
            text, form = "_" * len(text), form._replace(is_underlined=False)
        if text:
            found.pieces.append(Piece(text, form))

    def _drawn(self, drawing: etree._Element, found: Holdings) -> None:
        """Add what ``drawing`` shows: its pictures, or the object that it is, in its line where that has text."""
        if object_in(drawing) is None:
            keeps_place = found.is_cell and next(drawing.iter(f"{{{WP}}}anchor"), None) is None
            for figure in self._figures(drawing):
                key = f"图片{next(self._keys)}" if keeps_place else ""
                found.figures.append(figure._replace(key=key))
                found.pieces += [Piece("", Form(carried=key))] * keeps_place
            return
        carried, name = collect(drawing, self._parts), name_of(drawing)
        data, (_, high) = write_object(carried), size_of(carried) or (0.0, 0.0)
        if high < _HIGHEST_IN_TEXT and _stands_in_text(drawing):
            found.pieces.append(Piece(name, Form(carried=written(data))))
        else:
            found.figures.append(FoundFigure("", 0.0, name, package=data))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _form(self, run: etree._Element) -> Form:
        properties = child_of(run, "rPr")
        if properties is None:
            return PLAIN
        layers = [properties, *self._layers(value_of(properties, "rStyle"))]
        bold, script, line = (
            next((each for layer in layers if (each := child_of(layer, tag)) is not None), None)
            for tag in ("b", "vertAlign", "u")
        )
        is_bold = bold is not None and is_on(bold.get(f"{_W}val", "1"))
        is_underlined = line is not None and own_value(line) not in ("", "none")
        return Form(is_bold, _SCRIPTS.get(own_value(script), ""), is_underlined)

    def _layers(self, key: str) -> Iterator[etree._Element]:
        """Yield the properties of a character style and of those that it stands on."""
        for _ in range(MOST_BASES):
            style = self.styles.get(key) if key else None
            if style is None:
                return
            properties = style.find(_PROPERTIES)
            if properties is not None:
                yield properties
            key = value_of(style, "basedOn")

    def _figures(self, drawing: etree._Element) -> Iterator[FoundFigure]:
        """Yield the pictures of ``drawing``, those of its text boxes apart."""
        for each in drawing.iter(f"{{{A}}}blip", f"{{{VML}}}imagedata"):
            inside = each.iterancestors(f"{_W}txbxContent", f"{{{MC}}}Fallback", drawing.tag)
            if next(inside, drawing).tag != drawing.tag:
                continue
            key = each.get(f"{{{R}}}embed") or each.get(f"{{{R}}}id") or ""
            if not key and not each.get(f"{{{R}}}link"):
                continue
            target = self.links.get(key, "")
            part = target.lstrip("/") if target.startswith("/") else f"word/{target}" if target else ""
            yield _shown(each)._replace(part=part)


def _rich_paragraphs(roots: Iterable[etree._Element]) -> set[etree._Element]:
    """Return the paragraphs below ``roots`` that hold anything but text of one look."""
    found: set[etree._Element] = set()
    for root in roots:
        for each in root.iter(*_RICH):
            holder = each.getparent()
            while holder is not None and holder not in found:
                if holder.tag == _P:
                    found.add(holder)
                holder = holder.getparent()
    return found


@lru_cache(maxsize=4)
def character_styles(root: etree._Element) -> Mapping[str, etree._Element]:
    """Return the character styles below ``root``, which the documents of one office share."""
    return {
        each.get(f"{_W}styleId", ""): each
        for each in root.iter(f"{_W}style")
        if each.get(f"{_W}type") == "character"
    }


def _stand_alone(found: Holdings) -> None:
    """Take what is carried in a paragraph without text for figures: nothing says where else it stands."""
    for piece in found.pieces:
        if piece.form.carried:
            found.figures.append(FoundFigure("", 0.0, piece.text, package=file_of(piece.form.carried)))
    found.pieces = [piece for piece in found.pieces if not piece.form.carried]


def _stands_in_text(drawing: etree._Element) -> bool:
    """Whether ``drawing`` does not float, and its paragraph says anything besides."""
    if next(drawing.iter(f"{{{WP}}}anchor"), None) is not None:
        return False
    paragraph = next(drawing.iterancestors(f"{_W}p"), drawing)
    return any(text.strip() for text in paragraph.itertext(f"{_W}t"))


def _shown(picture: etree._Element) -> FoundFigure:
    """Return how wide a picture is shown, and what it is called."""
    holder = next(picture.iterancestors(f"{{{WP}}}inline", f"{{{WP}}}anchor"), None)
    if holder is not None:
        extent, named = holder.find(f"{{{WP}}}extent"), holder.find(f"{{{WP}}}docPr")
        width = whole_number(extent.get("cx", "")) / _EMU if extent is not None else 0.0
        called = [] if named is None else [named.get(name, "") for name in ("descr", "title", "name")]
        name, title, label = called or ("", "", "")
        return FoundFigure("", width, name, title, label=label)
    shape = next(picture.iterancestors(f"{{{VML}}}shape"), None)
    match = _WIDTH.search(shape.get("style", "")) if shape is not None else None
    return FoundFigure("", float(match["points"]) if match else 0.0)


def _target_in(instruction: str) -> str:
    match = _LINK.match(instruction)
    return match["target"] if match and _REACHED.fullmatch(match["target"]) else ""
