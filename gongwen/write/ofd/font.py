"""The characters of a font that a document uses, as a TrueType font of its own.

Readers of OFD mix up the glyphs of CFF fonts; their curves are therefore turned into quadratic ones.
"""

from __future__ import annotations

import io
import weakref
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from gongwen.finding import UsageError
from gongwen.write.fonts import Font
from gongwen.write.glyphs import GLYPHS_LOCK

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_ERROR = 0.002
"""How far a quadratic curve may be from the cubic one, in em."""
_NO_EMBEDDING, _NO_SUBSETTING = 0x0002, 0x0100
"""Bits of fsType in OS/2."""
_EPOCH = 3_600_000_000
"""A date of making that is the same each time, seconds since 1904."""


def subset(font: Font, characters: Iterable[str]) -> tuple[str, bytes]:
    """Return the name and the file of a font with the glyphs of ``characters`` and no others.

    Raises UsageError when the licence of the font does not let it be embedded or cut.
    """
    wanted = sorted({ord(character[0]) for character in characters})
    with GLYPHS_LOCK:
        outlines = _outlines(font)
        shapes = {code: outlines.shape(code) for code in wanted}
    name = f"{_tag(font, wanted)}+{outlines.name}"
    return name, _build(name, outlines, shapes)


def _tag(font: Font, codes: list[int]) -> str:
    """Return six capitals that tell this part of the font from others."""
    digest = sha256(f"{font.families} {font.weight} {codes}".encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


class _Shape(NamedTuple):
    """A glyph as it stands in the table of glyphs."""

    data: bytes
    advance: int
    box: tuple[int, int, int, int]
    """Left, lower, right and upper edge; all 0 for a blank."""
    points: int
    contours: int


_BLANK = _Shape(b"", 0, (0, 0, 0, 0), 0, 0)


class _Outlines:
    """The glyphs of a font as quadratic curves, each made when it is first asked for; its file is closed with them."""

    def __init__(self, font: Font) -> None:
        from fontTools.ttLib import TTFont

        face = TTFont(font.path, fontNumber=font.index, lazy=True)
        weakref.finalize(self, face.close)
        system = face["OS/2"]
        if system.fsType & (_NO_EMBEDDING | _NO_SUBSETTING):
            raise UsageError(f"字体“{font.families[0]}”的许可不允许嵌入文件，请换一种字体，或者输出 docx")
        self.name = _ascii_name(face)
        self.units: int = face["head"].unitsPerEm
        self.ascent, self.descent = face["hhea"].ascent, face["hhea"].descent
        self.names = face.getBestCmap() or {}
        self.set = face.getGlyphSet(location={"wght": font.weight} if font.is_variable else None)
        self.is_cubic = "glyf" not in face
        self.made: dict[int, _Shape] = {}

    def shape(self, code: int) -> _Shape:
        """Return the glyph of the character with ``code``."""
        if code not in self.made:
            self.made[code] = self._draw(self.names[code])
        return self.made[code]

    def _draw(self, name: str) -> _Shape:
        from fontTools.pens.cu2quPen import Cu2QuPen
        from fontTools.pens.recordingPen import DecomposingRecordingPen
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        glyph, pen = self.set[name], TTGlyphPen(None)
        whole = DecomposingRecordingPen(self.set)
        glyph.draw(whole)
        cubic = Cu2QuPen(pen, _ERROR * self.units, reverse_direction=True)
        whole.replay(cubic if self.is_cubic else pen)
        made, advance = pen.glyph(), round(glyph.width)
        if not made.numberOfContours:
            return _BLANK._replace(advance=advance)
        data = made.compile(None)
        box = (made.xMin, made.yMin, made.xMax, made.yMax)
        return _Shape(data, advance, box, len(made.coordinates), made.numberOfContours)


@lru_cache(maxsize=16)
def _outlines(font: Font) -> _Outlines:
    return _Outlines(font)


def _ascii_name(face: TTFont) -> str:
    name = face["name"].getDebugName(6) or "Font"
    return "".join(character for character in name if character.isascii() and character.isprintable())


def _build(name: str, outlines: _Outlines, shapes: Mapping[int, _Shape]) -> bytes:
    """Return the file of a font whose tables are written from what is known of ``shapes``, none unpacked again."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    names = {code: f"u{code:04X}" for code in shapes}
    placed = {".notdef": _BLANK._replace(advance=outlines.units)} | {
        names[code]: shape for code, shape in shapes.items()
    }
    builder = FontBuilder(outlines.units, isTTF=True)
    builder.font.recalcBBoxes = builder.font.recalcTimestamp = False
    builder.setupGlyphOrder(list(placed))
    builder.setupCharacterMap(names)
    builder.font["loca"], table = newTable("loca"), newTable("glyf")
    table.glyphs, table.glyphOrder = {each: Glyph(shape.data) for each, shape in placed.items()}, list(placed)
    builder.font["glyf"] = table
    builder.setupHorizontalMetrics({each: (shape.advance, shape.box[0]) for each, shape in placed.items()})
    builder.setupHorizontalHeader(ascent=outlines.ascent, descent=outlines.descent)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name, "fullName": name})
    builder.setupOS2(sTypoAscender=outlines.ascent, sTypoDescender=outlines.descent, usWinAscent=max(outlines.ascent, 0),
                     usWinDescent=max(-outlines.descent, 0))  # fmt: skip
    builder.setupPost(keepGlyphNames=False)
    _set_extents(builder.font, list(placed.values()))
    target = io.BytesIO()
    builder.save(target)
    return target.getvalue()


def _set_extents(font: TTFont, shapes: Sequence[_Shape]) -> None:
    """Write into ``font`` how far its glyphs reach and how much they hold."""
    head, most, across = font["head"], font["maxp"], font["hhea"]
    head.created = head.modified = _EPOCH
    drawn = [shape for shape in shapes if shape.data] or [_BLANK]
    head.xMin, head.yMin = (min(shape.box[side] for shape in drawn) for side in (0, 1))
    head.xMax, head.yMax = (max(shape.box[side] for shape in drawn) for side in (2, 3))
    most.maxPoints = max(shape.points for shape in drawn)
    most.maxContours = max(shape.contours for shape in drawn)
    most.maxZones, most.numGlyphs = 1, len(shapes)
    across.advanceWidthMax = max(shape.advance for shape in shapes)
    across.minLeftSideBearing = head.xMin
    across.minRightSideBearing = min(shape.advance - shape.box[2] for shape in drawn)
    across.xMaxExtent = head.xMax
