"""A font of plain bars: what it draws is known to the thousandth of the type size."""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

Bar = tuple[int, int, int, int]
"""A filled rectangle of a glyph: left, bottom, right, top in thousandths of the type size."""
BOW = (800, 1300)
"""The curve of 弓, from the first of these to the control point at the second."""

GLYPHS: dict[str, tuple[int, tuple[Bar, ...]]] = {
    "国": (1000, ((100, -80, 900, 820),)),
    "一": (1000, ((50, 350, 950, 430),)),
    "二": (1000, ((150, 650, 850, 730), (50, 20, 950, 100))),
    "𠮷": (1000, ((100, -80, 900, 820),)),
    "。": (1000, ((60, -60, 260, 140),)),
    "—": (1000, ((0, 350, 1000, 400),)),
    "a": (500, ((50, 0, 450, 500),)),
    "1": (500, ((150, 0, 350, 700),)),
    "弓": (1000, ()),
    " ": (250, ()),
    "\u3000": (1000, ()),
}


def save_bars(folder: Path, family: str, font: str) -> None:
    """Save the font as ``bars.ttf``, of the family ``family`` and with ``font`` for its PostScript name."""
    names = {character: f"u{ord(character):X}" for character in GLYPHS}
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(character): name for character, name in names.items()})
    glyphs, metrics = {".notdef": _outline(())}, {".notdef": (500, 0)}
    for character, (width, drawn) in GLYPHS.items():
        glyphs[names[character]] = _outline(drawn)
        metrics[names[character]] = (width, min((bar[0] for bar in drawn), default=0))
    glyphs[names["弓"]], metrics[names["弓"]] = _bow(), (1000, BOW[0])
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": font})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(folder / "bars.ttf")


def _outline(drawn: tuple[Bar, ...]) -> object:
    pen = TTGlyphPen(None)
    for left, bottom, right, top in drawn:
        pen.moveTo((left, bottom))
        for corner in ((left, top), (right, top), (right, bottom)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def _bow() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((BOW[0], 0))
    pen.qCurveTo((BOW[1], 400), (BOW[0], 800))
    pen.closePath()
    return pen.glyph()
