"""The format of printed pages, a PDF or a docx as it is laid out, against a profile: what can be measured there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gongwen.address import Place
from gongwen.finding import Finding
from gongwen.look import Look
from gongwen.ooxml.seen.effective import Fonts
from gongwen.ooxml.seen.forms import Form
from gongwen.ooxml.seen.stretches import Stretch
from gongwen.profile import BODY, LEVELS_OF_ROLES, Profile
from gongwen.recognise.reading import Reading
from gongwen.rules.page.fault import Fault, merged
from gongwen.rules.page.type import Subject, face, face_of_font, type_faults
from gongwen.rules.printed.area import area_faults
from gongwen.rules.printed.layout import alone, first_page
from gongwen.rules.printed.places import odd_page, place_faults
from gongwen.rules.printed.rows import Printed, printed_rows
from gongwen.units import mm
from gongwen.zh.width import is_full

if TYPE_CHECKING:
    from gongwen.ink import InkPage, InkRow, Letter

_TYPED = frozenset(
    ("发文机关标志", "发文字号", "公文标题", "主送机关", *LEVELS_OF_ROLES, BODY, "附件说明", "署名",
     "成文日期", "附件标识")
)  # fmt: skip
"""Roles whose type is held against the profile."""
_PAGED = (alone, first_page, odd_page)
"""Faults of what comes on which page."""
_FULL = 0.95
"""The first row of a paragraph that goes on is at least so wide, by the room that it has."""
_INDENT_OFF = 2.5
"""mm by which the first row of a paragraph may be off its indent."""
_ROUNDED = 0.4
"""Points by which programs round the sizes that they write."""


class Printout(NamedTuple):
    """What was printed, as far as it is read."""

    reading: Reading
    places: Mapping[int, Place]
    """The page and the row of each line of the reading."""
    pages: Sequence[InkPage]


def printed_findings(printout: Printout, profile: Profile, *, is_final: bool) -> list[Finding]:
    """Return where pages look other than ``profile`` says; their places are the lines of the reading.

    ``is_final`` says that they are what a reader gets. Those of a docx that was laid out to be measured tell
    nothing of its type, and where its fonts had to be stood in for, of what comes on which page only where the
    版记 stands, and that this is so by the stand-ins.
    """
    reading, places, pages = printout
    printed = list(printed_rows(reading, places, pages, profile))
    faults = [*place_faults(printed, pages, profile), *area_faults(printed, pages, profile)]
    if is_final:
        faults += [fault for each in printed for fault in _type_faults(each, profile)]
    elif not any(_knows_faces(each.row, profile) for each in printed if each.role == BODY):
        faults = [_hedged(fault) for fault in faults if fault.rule not in _PAGED or fault.rule is odd_page]
    return merged(faults, reading.transcript.name, [line.text for line in reading.transcript.lines])


def _hedged(fault: Fault) -> Fault:
    return fault._replace(found=f"用替代字体排的，{fault.found}") if fault.rule is odd_page else fault


def _type_faults(printed: Printed, profile: Profile) -> Iterator[Fault]:
    if printed.role not in _TYPED or printed.role not in profile.looks or not _is_sure(printed, profile):
        return
    form = _form(printed.row, profile.looks[printed.role], profile)
    knows_faces = _knows_faces(printed.row, profile)
    for fault in type_faults(Subject(printed.number, printed.element, form), profile):
        if knows_faces or fault.rule is not face:
            yield fault._replace(fixes=())


def _knows_faces(row: InkRow, profile: Profile) -> bool:
    """Whether the names of its fonts tell the faces of the Chinese characters of a row."""
    fonts = {letter.font for letter in row.letters if is_full(letter.text)}
    return all(face_of_font(font, profile.faces) for font in fonts)


def _is_sure(printed: Printed, profile: Profile) -> bool:
    """Whether a row is what it was taken for: a short one of the text may be of a table, which paper does not tell."""
    if printed.role != BODY:
        return True
    row, sheet, size = printed.row, profile.sheet, profile.body.size
    is_indented = abs(row.start - mm(sheet.left + 2 * size)) < _INDENT_OFF
    return (
        is_indented
        and "\t" not in row.text
        and row.end - row.start >= _FULL * mm(sheet.type_width - 2 * size)
    )


def _form(row: InkRow, wanted: Look, profile: Profile) -> Form:
    """Return a row as a paragraph; what its print does not tell is as wanted."""
    stretches: list[Stretch] = []
    for (look, font), letters in groupby(row.letters, key=lambda letter: _look(letter, wanted, profile)):
        start = stretches[-1].stop if stretches else 0
        text = "".join(letter.text for letter in letters)
        stretches.append(Stretch(start, start + len(text), text, look, Fonts(font, font)))
    return Form(
        text="".join(each.text for each in stretches), stretches=tuple(stretches), look=wanted, spacing={}, pitch=0.0,
        lines=0.0, is_row=False, is_apart=False, has_tab=False, is_counted=False, is_note=False, borders=(),
        opens_page=False, section=0, style_pitch=0.0,
    )  # fmt: skip


def _look(letter: Letter, wanted: Look, profile: Profile) -> tuple[Look, str]:
    look = replace(wanted, colour=letter.colour)
    if not is_full(letter.text):
        return look, ""
    is_near = abs(letter.size - wanted.size) <= _ROUNDED
    known = face_of_font(letter.font, profile.faces) or wanted.face
    return replace(look, face=known, size=wanted.size if is_near else round(letter.size * 2) / 2), letter.font
