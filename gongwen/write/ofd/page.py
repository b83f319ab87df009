"""One page of OFD: its rules, its text and its pictures as objects, in the order in which they are read.

Lengths of OFD are millimetres; an object's own coordinates count from the top left corner of its boundary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count, groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from gongwen.pages import Image, Line, Page, Stroke
from gongwen.units import mm
from gongwen.write.fonts import Font, FontChoice
from gongwen.write.glyphs import cells_of
from gongwen.write.ofd.xml import element, number, numbers
from gongwen.write.pieces import BOLD, InkLook, Piece, Tracking, pieces_of, tracking_of, underlines

if TYPE_CHECKING:
    from lxml.etree import _Element

_ABOVE, _BELOW = 0.9, 0.3
"""How far characters reach above and below their baseline, in em."""


class Placed(NamedTuple):
    """An object on a page that text of a paragraph stands in."""

    page: int
    """The number of the page in the document."""
    number: int
    """Its own number in the document."""
    line: Line


@dataclass(slots=True)
class Resources:
    """The numbers of all that a document holds, its fonts with their characters, and its pictures."""

    numbers: count[int] = field(default_factory=lambda: count(1))
    fonts: dict[Font, int] = field(default_factory=dict)
    faces: dict[Font, str] = field(default_factory=dict)
    """What the standard calls the face that a font draws first."""
    characters: dict[Font, set[str]] = field(default_factory=dict)
    images: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """By their content."""
    texts: list[Placed] = field(default_factory=list)
    waiting: list[tuple[_Element, Font, str]] = field(default_factory=list)
    """What takes the number of a character's glyph, which is known when all characters are."""

    def font(self, font: Font, characters: Iterable[str], face: str) -> int:
        """Return the number of ``font``, which draws ``characters``."""
        if font not in self.fonts:
            self.fonts[font], self.characters[font], self.faces[font] = next(self.numbers), set(), face
        self.characters[font].update(characters)
        return self.fonts[font]

    def number_glyphs(self) -> None:
        """Write the numbers of glyphs where they wait; they are those of :func:`gongwen.write.ofd.font.subset`."""
        for glyphs, font, character in self.waiting:
            order = sorted({text[0] for text in self.characters[font]})
            glyphs.text = str(1 + order.index(character))

    def image(self, data: bytes) -> int:
        """Return the number of the picture ``data``."""
        key = sha256(data).hexdigest()
        if key not in self.images:
            self.images[key] = next(self.numbers), data
        return self.images[key][0]


class Character(NamedTuple):
    """A character at its place; lengths in millimetres."""

    text: str
    x: float
    look: InkLook
    face: str


class PageWriter:
    """Writes pages in the fonts of ``choice``."""

    def __init__(self, choice: FontChoice, resources: Resources) -> None:
        self.cells = {taken.face: cells_of(taken.chain) for taken in choice.taken}
        self.wanted = {taken.face: taken.wanted for taken in choice.taken}
        self.resources = resources

    def write(self, page: Page, identity: int, area: _Element | None) -> _Element:
        """Return the content of ``page``, whose number in the document is ``identity``."""
        root = element("Page")
        if area is not None:
            root.append(area)
        objects = [*map(self._stroke, page.strokes)]
        for line in page.lines:
            objects += self._line(line, identity)
        objects += [self._image(image) for image in page.images if image.data]
        if objects:
            layer = element("Layer", ID=next(self.resources.numbers), Type="Body")
            layer.extend(objects)
            content = element("Content")
            content.append(layer)
            root.append(content)
        return root

    def _object(self, name: str, box: tuple[float, float, float, float], **attributes: Any) -> _Element:
        return element(name, ID=next(self.resources.numbers), Boundary=numbers(box), **attributes)

    def _stroke(self, stroke: Stroke) -> _Element:
        x, y, x_end, y_end = (mm(each) for each in (stroke.x, stroke.y, stroke.x_end, stroke.y_end))
        weight = mm(stroke.weight)
        left, top = min(x, x_end) - weight / 2, min(y, y_end) - weight / 2
        box = (left, top, abs(x_end - x) + weight, abs(y_end - y) + weight)
        made = self._object("PathObject", box, LineWidth=number(weight))
        made.append(_colour("StrokeColor", stroke.colour))
        path = element("AbbreviatedData")
        path.text = f"M {numbers((x - left, y - top))} L {numbers((x_end - left, y_end - top))}"
        made.append(path)
        return made

    def _image(self, image: Image) -> _Element:
        wide, high = mm(image.width), mm(image.height)
        box = (mm(image.x), mm(image.y), wide, high)
        resource = self.resources.image(image.data)
        return self._object("ImageObject", box, CTM=numbers((wide, 0, 0, high, 0, 0)), ResourceID=resource)

    def _line(self, line: Line, page: int) -> Iterator[_Element]:
        found = [
            (piece, ink.face)
            for ink in line.inks
            for piece in pieces_of(ink, self.cells[ink.face], (ink.text,))
        ]
        pieces = [piece for piece, _ in found]
        if not pieces:
            return
        tracking = tracking_of(line, pieces)
        for _, group in groupby(_characters(found, tracking), key=_kind):
            made = self._text(list(group), line)
            self.resources.texts.append(Placed(page, int(made.get("ID", "")), line))
            yield made
        yield from map(self._stroke, underlines(pieces, tracking, line))

    def _text(self, characters: Sequence[Character], line: Line) -> _Element:
        look = characters[0].look
        em, baseline = mm(look.size), mm(line.baseline - look.rise)
        start, width = characters[0].x, characters[-1].x - characters[0].x + em
        above, high = _ABOVE * em, (_ABOVE + _BELOW) * em
        attributes: dict[str, Any] = {}
        if line.is_turned:
            box = (mm(line.x + look.rise) - _BELOW * em, mm(line.baseline) + start, high, width)
            attributes["CTM"] = numbers((0, 1, -1, 0, high, 0))
        else:
            box = (mm(line.x) + start, baseline - above, width, high)
        if look.is_bold:
            attributes |= {"Stroke": "true", "LineWidth": number(em * BOLD)}
        texts = [each.text for each in characters]
        font = self.resources.font(look.font, texts, self.wanted[characters[0].face])
        made = self._object("TextObject", box, Font=font, Size=number(em), **attributes)
        made.append(_colour("FillColor", look.colour))
        if look.is_bold:
            made.append(_colour("StrokeColor", look.colour))
        if len(texts[0].encode("utf-16-le")) > 2:
            made.append(self._transform(texts[0], look.font))
        made.append(_code(characters, above))
        return made

    def _transform(self, text: str, font: Font) -> _Element:
        """Return what tells readers that count in units of UTF-16 that the units of ``text`` are one glyph."""
        units = len(text.encode("utf-16-le")) // 2
        made = element("CGTransform", CodePosition=0, CodeCount=units, GlyphCount=1)
        glyphs = element("Glyphs")
        self.resources.waiting.append((glyphs, font, text[0]))
        made.append(glyphs)
        return made


def _characters(pieces: Iterable[tuple[Piece, str]], tracking: Tracking) -> Iterator[Character]:
    """Yield every character of a line with its distance from where the line begins."""
    x = 0.0
    for piece, face in pieces:
        x += piece.before
        for character, advance in zip(piece.characters, piece.advances, strict=True):
            yield Character(character, round(mm(x), 3), piece.look, face)
            x += advance + tracking.inside(piece)
        x += piece.after + tracking.white - tracking.inside(piece)


def _kind(character: Character) -> tuple[object, ...]:
    """Return what the characters of one object have in common; one of several units stands alone."""
    alone = character.x if len(character.text.encode("utf-16-le")) > 2 else None
    return character.look, alone


def _code(characters: Sequence[Character], baseline: float) -> _Element:
    steps = [number(end.x - start.x) for start, end in pairwise(characters)]
    made = element("TextCode", X=0, Y=number(baseline))
    if steps:
        made.set("DeltaX", " ".join(_counted(steps)))
    made.text = "".join(character.text for character in characters)
    return made


def _counted(steps: Iterable[str]) -> Iterator[str]:
    """Yield ``steps``, several of one length as ``g n d``."""
    for step, same in groupby(steps):
        many = len(list(same))
        yield f"g {many} {step}" if many > 2 else " ".join([step] * many)


def _colour(name: str, colour: str) -> _Element:
    red, green, blue = bytes.fromhex(colour)
    return element(name, Value=f"{red} {green} {blue}")
