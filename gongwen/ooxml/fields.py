"""A property of a Look ↔ an element and its attributes, each written once and read both ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gongwen.faces import Face
from gongwen.look import Look
from gongwen.ooxml.child_order import in_order
from gongwen.ooxml.xml import element, is_on

Attributes = dict[str, str]
Faces = Mapping[str, Face]


@dataclass(frozen=True, slots=True)
class Field:
    """One property: the attribute of Look, its element, and the two directions."""

    name: str
    element: str
    write: Callable[[Any, Look], Attributes]
    """The attributes that say the value; {} when the element's absence says it."""
    read: Callable[[Mapping[str, str], Look], Any]
    """The value that the attributes say, the look so far giving what they leave open."""


def twips(points: float) -> str:
    """Return ``points`` in twentieths of a point."""
    return str(round(points * 20))


def _points(text: str) -> float:
    return int(text) / 20


def _toggle(name: str, tag: str) -> Field:
    return Field(
        name,
        tag,
        write=lambda value, look: {} if value else {"w:val": "0"},
        read=lambda found, look: is_on(found.get("w:val", "1")),
    )


def _length(name: str, tag: str, attribute: str) -> Field:
    return Field(
        name,
        tag,
        write=lambda value, look: {attribute: twips(value)},
        read=lambda found, look: _points(found[attribute]) if attribute in found else getattr(look, name),
    )


_LEFT_OUT = ("w:framePr", "w:overflowPunct")
"""Elements whose absence says what their bare presence would not."""
LATIN_GAP = 0.25
"""The room that Word gives between Chinese and Latin, in em; OOXML only turns it on."""


def _write_gap(value: float, look: Look) -> Attributes:
    return {"w:val": "1" if value else "0"}


def _read_gap(found: Mapping[str, str], look: Look) -> float:
    return LATIN_GAP if is_on(found.get("w:val", "1")) else 0.0


def _write_hangs(value: bool, look: Look) -> Attributes:
    """Hanging is what every word processor does unasked; LibreOffice takes an outright yes for a no."""
    return {} if value else {"w:val": "0"}


def _read_hangs(found: Mapping[str, str], look: Look) -> bool:
    return is_on(found.get("w:val", "1"))


def _write_pitch(value: float, look: Look) -> Attributes:
    return {"w:line": twips(value), "w:lineRule": "exact"}


def _read_pitch(found: Mapping[str, str], look: Look) -> float:
    return _points(found["w:line"]) if found.get("w:lineRule") == "exact" else look.pitch


def _write_first(value: float, look: Look) -> Attributes:
    """A positive indent also says its width in hundredths of a character, as Word's dialog shows it."""
    if value < 0:
        return {"w:firstLineChars": "0", "w:hanging": twips(-value)}
    return {"w:firstLineChars": str(round(value / look.character * 100)), "w:firstLine": twips(value)}


def _read_first(found: Mapping[str, str], look: Look) -> float:
    """Return the indent; one in characters counts more than one in twips unless it is 0."""
    for name, sign in (("w:hanging", -1), ("w:firstLine", 1)):
        characters = int(found.get(f"{name}Chars", "0"))
        if characters:
            return sign * characters / 100 * look.character
    if "w:hanging" in found:
        return -_points(found["w:hanging"])
    if "w:firstLine" in found:
        return _points(found["w:firstLine"])
    return 0.0 if "w:firstLineChars" in found else look.first


def _side(name: str, tag: str, *attributes: str) -> Field:
    """Return the room at a side, by whichever of ``attributes`` says it, or by their width in characters."""

    def read(found: Mapping[str, str], look: Look) -> float:
        for attribute in attributes:
            characters = int(found.get(f"{attribute}Chars", "0"))
            if characters:
                return characters / 100 * look.character
        said = next((each for each in attributes if each in found), "")
        return _points(found[said]) if said else float(getattr(look, name))

    return Field(name, tag, lambda value, look: {attributes[0]: twips(value)}, read)


_ALIGN = {"左": "left", "右": "right", "居中": "center", "两端": "both", "分散": "distribute"}
_ALIGN_BACK = {"start": "左", "end": "右", **{value: key for key, value in _ALIGN.items()}}

_FRAME = {
    "w:hSpace": "0", "w:wrap": "around", "w:vAnchor": "margin", "w:hAnchor": "margin",
    "w:xAlign": "left", "w:yAlign": "bottom",
}  # fmt: skip


def _write_frame(value: float, look: Look) -> Attributes:
    anchor = {"w:vAnchor": "page"} if look.on_sheet else {}
    return {"w:w": twips(value), **_FRAME, **anchor} if value else {}


def _read_frame(found: Mapping[str, str], look: Look) -> float:
    is_at_foot = found.get("w:vAnchor") in ("margin", "page") and found.get("w:yAlign") == "bottom"
    return _points(found["w:w"]) if is_at_foot and "w:w" in found else 0.0


def _write_fill(value: str, look: Look) -> Attributes:
    return {"w:val": "clear", "w:color": "auto", "w:fill": value or "auto"}


def _read_fill(found: Mapping[str, str], look: Look) -> str:
    return "" if found.get("w:fill", "auto") == "auto" else found["w:fill"]


PARAGRAPH_FIELDS = (
    _toggle("keeps_next", "w:keepNext"),
    _toggle("keeps_lines", "w:keepLines"),
    _toggle("starts_page", "w:pageBreakBefore"),
    Field("at_foot", "w:framePr", _write_frame, _read_frame),
    Field("fill", "w:shd", _write_fill, _read_fill),
    Field("latin_gap", "w:autoSpaceDE", _write_gap, _read_gap),
    Field("latin_gap", "w:autoSpaceDN", _write_gap, _read_gap),
    Field("hangs", "w:overflowPunct", _write_hangs, _read_hangs),
    Field("pitch", "w:spacing", _write_pitch, _read_pitch),
    _length("before", "w:spacing", "w:before"),
    _side("left", "w:ind", "w:left", "w:start"),
    _side("right", "w:ind", "w:right", "w:end"),
    Field("first", "w:ind", _write_first, _read_first),
    Field(
        "align",
        "w:jc",
        write=lambda value, look: {"w:val": _ALIGN[value]},
        read=lambda found, look: _ALIGN_BACK.get(found.get("w:val", ""), look.align),
    ),
    Field(
        "outline",
        "w:outlineLvl",
        write=lambda value, look: {"w:val": str(value - 1 if value else 9)},
        read=lambda found, look: (int(found["w:val"]) + 1) % 10,
    ),
)


def _read_colour(text: str) -> str:
    """Return six hexadecimal digits; black for the automatic colour. Raises ValueError for anything else."""
    if text == "auto":
        return "000000"
    int(text, 16)
    if len(text) != 6:
        raise ValueError(text)
    return text.upper()


RUN_FIELDS = (
    _toggle("bold", "w:b"),
    Field(
        "colour",
        "w:color",
        write=lambda value, look: {"w:val": value},
        read=lambda found, look: _read_colour(found["w:val"]),
    ),
    _length("spacing", "w:spacing", "w:val"),
    Field(
        "size",
        "w:sz",
        write=lambda value, look: {"w:val": str(round(value * 2))},
        read=lambda found, look: int(found["w:val"]) / 2,
    ),
)


def paragraph_properties(look: Look, base: Look | None, extra: tuple[tuple[str, str], ...] = ()) -> str:
    """Return the children of w:pPr that turn ``base`` into ``look``; None writes every property."""
    return in_order([*paragraph_elements(look, base), *extra], "w:pPr")


def paragraph_elements(look: Look, base: Look | None) -> list[tuple[str, str]]:
    """Return the same children by their names, in no order."""
    grouped: dict[str, Attributes] = {}
    for name in _changed(PARAGRAPH_FIELDS, look, base):
        grouped.setdefault(name.element, {}).update(name.write(getattr(look, name.name), look))
    return [(tag, element(tag, found)) for tag, found in grouped.items() if found or tag not in _LEFT_OUT]


def indent_xml(first: float, left: float, right: float, size: float) -> dict[str, str]:
    """Return w:ind that leaves nothing of what a style or a list says."""
    own = {"w:leftChars": "0", "w:left": twips(left), "w:rightChars": "0", "w:right": twips(right)}
    if first < 0:
        own |= {"w:hangingChars": "0", "w:hanging": twips(-first)}
    else:
        own |= {"w:firstLineChars": str(round(first / size * 100)), "w:firstLine": twips(first)}
    return {"w:ind": element("w:ind", own)}


def whole_paragraph(look: Look) -> dict[str, str]:
    """Return the children of w:pPr by their names that leave nothing to the styles of any docx; "" for none.

    No break before the page is said by silence: LibreOffice lets each paragraph of a frame that says it begin a page.
    """
    room = {
        "w:beforeLines": "0", "w:before": twips(look.before), "w:beforeAutospacing": "0", "w:afterLines": "0",
        "w:after": "0", "w:afterAutospacing": "0", "w:line": twips(look.pitch), "w:lineRule": "exact",
    }  # fmt: skip
    found = dict(paragraph_elements(look, None))
    return {
        **found,
        "w:pageBreakBefore": found["w:pageBreakBefore"] if look.starts_page else "",
        **indent_xml(look.first, look.left, look.right, look.character),
        "w:spacing": element("w:spacing", room),
        "w:snapToGrid": element("w:snapToGrid", {"w:val": "0"}),
    }


def run_properties(look: Look, base: Look | None, faces: Faces) -> str:
    """Return the children of w:rPr that turn ``base`` into ``look``; None writes every property."""
    elements = []
    for name in _changed(RUN_FIELDS, look, base):
        attributes = name.write(getattr(look, name.name), look)
        elements.append((name.element, element(name.element, attributes)))
        if name.element in ("w:sz", "w:b"):
            elements.append((f"{name.element}Cs", element(f"{name.element}Cs", attributes)))
    if base is None or look.face != base.face:
        elements.append(("w:rFonts", fonts(faces[look.face])))
    return in_order(elements, "w:rPr")


def fonts(face: Face) -> str:
    """Return w:rFonts naming the official font; the hint keeps “ ” — … in the Chinese one."""
    return _fonts(face.name, face.latin)


def supplement_fonts(face: Face) -> str:
    """Return w:rFonts naming the font for characters that the official one lacks."""
    return _fonts(face.supplement, face.supplement)


def _fonts(chinese: str, latin: str) -> str:
    names = {"w:ascii": latin, "w:hAnsi": latin, "w:eastAsia": chinese, "w:cs": latin}
    return element("w:rFonts", {"w:hint": "eastAsia", **names})


def _changed(fields: tuple[Field, ...], look: Look, base: Look | None) -> list[Field]:
    return [f for f in fields if base is None or _differs(f, look, base)]


def _differs(field: Field, look: Look, base: Look) -> bool:
    return bool(field.write(getattr(look, field.name), look) != field.write(getattr(base, field.name), base))
