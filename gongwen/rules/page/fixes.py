"""Properties of a docx that make a paragraph, a run or a section look as it should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongwen.faces import Face
from gongwen.finding import FigureChange, LookChange, NumbersChange
from gongwen.look import Align, Look
from gongwen.ooxml.child_order import in_order
from gongwen.ooxml.fields import PARAGRAPH_FIELDS, indent_xml, twips, whole_paragraph
from gongwen.ooxml.styles.sections import number_distance, number_paragraph
from gongwen.ooxml.xml import element
from gongwen.profile import Profile, Sheet
from gongwen.rules.page.fault import Within

_ALIGN = next(field for field in PARAGRAPH_FIELDS if field.name == "align")


def size_fix(start: int, stop: int, size: float, spacing: float = 0.0) -> Within:
    """Return what gives characters the ``size``, and behind each the ``spacing`` by which they fill a line; points."""
    value, room = {"w:val": str(round(size * 2))}, {"w:val": twips(spacing)}
    found = {"w:sz": element("w:sz", value), "w:szCs": element("w:szCs", value)}
    return Within(LookChange("字", {**found, "w:spacing": element("w:spacing", room)}), start, stop)


def marked(fixes: Sequence[Within]) -> Iterator[Within]:
    """Yield ``fixes`` of characters, with the same of the mark of their paragraph: a label that Word counts looks as it."""
    yield from fixes
    if isinstance(fixes[0].change, LookChange):
        yield Within(fixes[0].change._replace(of="段末"))


def face_fix(start: int, stop: int, face: Face, latin: str) -> Within:
    """Return what gives characters ``face``; ``latin`` is the font that letters and digits keep, "" for none."""
    return font_fix(start, stop, face.name, latin or face.latin)


def font_fix(start: int, stop: int, chinese: str, latin: str) -> Within:
    """Return what sets characters in the font ``chinese``, and letters and digits among them in ``latin``."""
    names = {"w:ascii": latin, "w:hAnsi": latin, "w:eastAsia": chinese, "w:cs": latin}
    return Within(
        LookChange("字", {"w:rFonts": element("w:rFonts", {"w:hint": "eastAsia", **names})}), start, stop
    )


def colour_fix(start: int, stop: int, colour: str) -> Within:
    """Return what gives characters the ``colour``, RRGGBB."""
    return Within(LookChange("字", {"w:color": element("w:color", {"w:val": colour})}), start, stop)


def plain_fix(start: int, stop: int) -> Within:
    """Return what takes the weight off characters."""
    off = {"w:val": "0"}
    return Within(LookChange("字", {"w:b": element("w:b", off), "w:bCs": element("w:bCs", off)}), start, stop)


def bold_fix(start: int, stop: int) -> Within:
    """Return what makes characters bold."""
    return Within(LookChange("字", {"w:b": element("w:b"), "w:bCs": element("w:bCs")}), start, stop)


_OFF = {
    "w:highlight": "none", "w:u": "none", "w:em": "none", "w:w": "100", "w:position": "0",
}  # fmt: skip
"""What takes a property off characters; 0 for the others."""


def undressed_fix(start: int, stop: int, *tags: str) -> Within:
    """Return what takes the properties ``tags`` off characters."""
    off = {tag: element(tag, {"w:val": _OFF.get(tag, "0")}) for tag in tags if tag != "w:shd"}
    shade = {"w:shd": element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "auto"})}
    return Within(LookChange("字", off | (shade if "w:shd" in tags else {})), start, stop)


def letter_spacing_fix(start: int, stop: int, spacing: float) -> Within:
    """Return what sets characters ``spacing`` points apart."""
    return Within(
        LookChange("字", {"w:spacing": element("w:spacing", {"w:val": twips(spacing)})}), start, stop
    )


def align_fix(align: Align, look: Look) -> Within:
    """Return what sets a paragraph to ``align``; in the middle it loses the indent that shifts it."""
    found = {"w:jc": element("w:jc", _ALIGN.write(align, look))}
    return Within(LookChange("段", found | (indent_xml(0, 0, 0, look.size) if align == "居中" else {})))


def indent_fix(first: float, left: float, right: float, size: float) -> Within:
    """Return what indents a paragraph, points; the ``size`` of its characters makes the first 字 of them."""
    return Within(LookChange("段", indent_xml(first, left, right, size)))


def pitch_fix(spacing: Mapping[str, str], pitch: float) -> Within:
    """Return what gives a paragraph an exact pitch, points; the other ``spacing`` stays."""
    own = {**spacing, "w:line": twips(pitch), "w:lineRule": "exact"}
    off = {"w:snapToGrid": element("w:snapToGrid", {"w:val": "0"})}
    return Within(LookChange("段", {"w:spacing": element("w:spacing", own), **off}))


def single_fix(spacing: Mapping[str, str]) -> Within:
    """Return what makes the lines of a paragraph as high as what stands in them; the other ``spacing`` stays."""
    own = {**spacing, "w:line": "240", "w:lineRule": "auto"}
    return Within(LookChange("段", {"w:spacing": element("w:spacing", own)}))


def gap_fix(spacing: Mapping[str, str]) -> Within:
    """Return what takes the room above and below a paragraph out of its ``spacing``."""
    kept = {key: value for key, value in spacing.items() if key in ("w:line", "w:lineRule")}
    none = {"w:beforeLines": "0", "w:before": "0", "w:afterLines": "0", "w:after": "0"}
    off = {"w:beforeAutospacing": "0", "w:afterAutospacing": "0"}
    return Within(LookChange("段", {"w:spacing": element("w:spacing", {**none, **off, **kept})}))


def whole_fix(look: Look) -> Within:
    """Return what gives a paragraph all that ``look`` says of paragraphs."""
    return Within(LookChange("段", whole_paragraph(look)))


def bare_fix() -> Within:
    """Return what takes borders and the fill off a paragraph."""
    clear = {"w:val": "clear", "w:color": "auto", "w:fill": "auto"}
    return Within(LookChange("段", {"w:pBdr": no_border(), "w:shd": element("w:shd", clear)}))


def no_border() -> str:
    """Return w:pBdr that leaves nothing of what a style says."""
    sides = ("top", "left", "bottom", "right")
    return element("w:pBdr", content="".join(element(f"w:{side}", {"w:val": "nil"}) for side in sides))


def border(side: str, weight: float, colour: str) -> str:
    """Return w:pBdr of a line ``weight`` points thick at one side."""
    own = {"w:val": "single", "w:sz": str(round(weight * 8)), "w:space": "1", "w:color": colour}
    return element("w:pBdr", content=element(f"w:{side}", own))


def line_paragraph(look: Look) -> str:
    """Return a paragraph without words that is the line ``look``."""
    properties = in_order(whole_paragraph(look).items(), "w:pPr")
    return element("w:p", content=element("w:pPr", content=properties))


def figure_fix(width: float) -> Within:
    """Return what makes the pictures in the lines of a paragraph no wider than ``width``, points."""
    return Within(FigureChange(width))


def before_fix(spacing: Mapping[str, str], room: float) -> Within:
    """Return what gives a paragraph ``room`` above it, points; the other ``spacing`` stays."""
    own = {**spacing, "w:beforeAutospacing": "0", "w:beforeLines": "0", "w:before": twips(room)}
    return Within(LookChange("段", {"w:spacing": element("w:spacing", own)}))


def page_break_fix() -> Within:
    """Return what brings a paragraph to the head of a page."""
    return Within(LookChange("段", {"w:pageBreakBefore": element("w:pageBreakBefore")}))


def paper_fix(sheet: Sheet, *, is_turned: bool) -> Within:
    """Return what gives a section the paper of ``sheet``."""
    wide, high = (sheet.height, sheet.width) if is_turned else (sheet.width, sheet.height)
    own = {"w:w": twips(wide), "w:h": twips(high)} | ({"w:orient": "landscape"} if is_turned else {})
    return Within(LookChange("页", {"w:pgSz": element("w:pgSz", own)}))


def grid_fix(profile: Profile) -> Within:
    """Return what gives a section a grid of lines alone; characters take the room that they have."""
    own = {"w:type": "lines", "w:linePitch": twips(profile.body.pitch)}
    return Within(LookChange("页", {"w:docGrid": element("w:docGrid", own)}))


def columns_fix() -> Within:
    """Return what sets a section in one column."""
    return Within(LookChange("页", {"w:cols": element("w:cols", {"w:space": "720"})}))


def count_fix() -> Within:
    """Return what lets the pages of a section be counted on from those before, in Arabic numerals."""
    return Within(LookChange("页", {"w:pgNumType": ""}))


def table_fix(width: float) -> Within:
    """Return what makes the table of a row no wider than ``width``, points."""
    return Within(FigureChange(width, is_table=True))


def numbers_fix(profile: Profile) -> Within:
    """Return what puts the page numbers of ``profile`` on all upright pages."""
    odd, even = (number_paragraph(role, profile) for role in ("单页码", "双页码"))
    return Within(NumbersChange(odd, even, profile.page_number.on_first, number_distance(profile)))


def margins_fix(sheet: Sheet, header: float, footer: float) -> Within:
    """Return what gives a section the type area of ``sheet``, header and footer where they were, points."""
    own = {
        "w:top": twips(sheet.top), "w:right": twips(sheet.right), "w:bottom": twips(sheet.bottom),
        "w:left": twips(sheet.left), "w:header": twips(header), "w:footer": twips(footer), "w:gutter": "0",
    }  # fmt: skip
    return Within(LookChange("页", {"w:pgMar": element("w:pgMar", own)}))
