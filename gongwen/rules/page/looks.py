"""The format of a docx against a profile: effective values, whoever set them and however."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.finding import Finding
from gongwen.ooxml.package.docx import unpack
from gongwen.ooxml.seen.forms import Forms, read_forms
from gongwen.profile import Profile
from gongwen.recognise.paragraph_roles import find_elements
from gongwen.recognise.reading import Reading
from gongwen.rules.page.additions import addition_faults
from gongwen.rules.page.closing import closing_faults
from gongwen.rules.page.dress import dress_faults
from gongwen.rules.page.fault import Fault, merged
from gongwen.rules.page.fonts import font_faults
from gongwen.rules.page.grids import grid_faults
from gongwen.rules.page.insets import CAPTION, as_captions, cells, figure_faults
from gongwen.rules.page.lines import MARKS, line_faults
from gongwen.rules.page.notes import note_faults
from gongwen.rules.page.page_numbers import footer_faults
from gongwen.rules.page.paper import page_faults
from gongwen.rules.page.paragraphs import paragraph_faults, roster_faults
from gongwen.rules.page.room import room_faults
from gongwen.rules.page.seals import blank_seal
from gongwen.rules.page.siblings import sibling_faults
from gongwen.rules.page.spacing import spacing_faults
from gongwen.rules.page.type import Subject, type_faults
from gongwen.rules.title.shape import TITLE, broken_anew, title_faults
from gongwen.zh.width import width

_UNCHECKED = frozenset(
    (
        "表格文字",
        "表格左文字",
        "表格右文字",
        "表头",
        "表题",
        "表的单位",
        "表注",
        "图片",
        "图题",
        "脚注",
        "题注",
        "签名章",
        "印发份数",
    )
)
"""Roles of which the standard says nothing, and offices do as they like."""
_SHORT = 20.0
"""字 below which a paragraph of an attachment may be of a form or a table."""


def look_findings(data: bytes, reading: Reading, profile: Profile) -> list[Finding]:
    """Return where the docx that ``data`` is looks other than ``profile`` says, in the order of the text.

    ``reading`` is what was recognised in it. One finding tells a fault of an element with all the paragraphs that
    have it; its force is that of the value in the profile. What the standard leaves open is no fault.
    Raises UsageError and InputError for what is no docx, as ``unpack`` and ``parse_part`` do.
    """
    forms = read_forms(unpack(data), profile.faces)
    subjects = [
        Subject(number, element, forms.pars[number - 1])
        for number, element in find_elements(reading, profile).items()
        if number <= len(forms.pars) and not forms.pars[number - 1].is_note
    ]
    subjects = as_captions(subjects, forms.pars)
    texts = [form.text for form in forms.pars]
    faults = (
        *_faults(forms, subjects, profile),
        *closing_faults(subjects, reading.document, profile, forms.sheets[0]),
        *room_faults(subjects, forms.pars, reading.document, profile),
    )
    return merged(faults, reading.transcript.name, texts)


def _faults(forms: Forms, subjects: list[Subject], profile: Profile) -> Iterator[Fault]:
    first: dict[int, int] = {}
    for number, form in enumerate(forms.pars, 1):
        first.setdefault(form.section, number)
    yield from page_faults(forms, first, profile)
    opening = {
        section: forms.pars[number - 1].text.strip() for section, number in _first_texts(forms).items()
    }
    has_head = any(each.element.role in MARKS for each in subjects)
    yield from footer_faults(forms, profile, opening, has_head=has_head)
    yield from line_faults(forms, subjects, profile)
    yield from addition_faults(forms, subjects, profile)
    yield from grid_faults(forms, subjects, profile)
    yield from blank_seal(forms, subjects)
    upright = [each for each in subjects if not forms.sheets[each.form.section].is_turned]
    yield from spacing_faults(upright, profile)
    yield from _title(subjects, profile)
    yield from sibling_faults(upright, profile)
    yield from roster_faults(upright, profile)
    yield from note_faults(upright, profile)
    yield from figure_faults(subjects, forms, profile)
    yield from font_faults([each for each in subjects if each.element.role], profile)
    is_upward = any(each.element.role in ("签发人", "发文字号与签发人") for each in subjects)
    for subject in subjects:
        if subject.element.role == CAPTION:
            yield from cells(subject, profile)
        if subject.element.role in profile.looks and not _is_open(subject):
            yield from type_faults(subject, profile)
            yield from dress_faults(subject, profile)
            sheet = forms.sheets[subject.form.section]
            yield from paragraph_faults(subject, profile, sheet, is_upward=is_upward)


def _first_texts(forms: Forms) -> dict[int, int]:
    """Return the number of the first paragraph with text of each section."""
    found: dict[int, int] = {}
    for number, form in enumerate(forms.pars, 1):
        if form.text.strip():
            found.setdefault(form.section, number)
    return found


def _title(subjects: list[Subject], profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the lines of a title that is broken by hand."""
    own = [each for each in subjects if each.element.role == TITLE and not each.element.part]
    if own:
        found = title_faults([line for each in own for line in each.form.text.split("\n")], own[0].number)
        fixes = broken_anew(own[0].form.text, profile.titles.widest) if len(own) == 1 else ()
        yield from (each._replace(fixes=fixes) for each in found)


def _is_open(subject: Subject) -> bool:
    """Whether nothing is said of how the paragraph looks."""
    role, part = subject.element.role, subject.element.part
    if role in _UNCHECKED:
        return True
    is_form = bool(part) and not subject.element.is_named and width(subject.form.text.strip()) < _SHORT
    return is_form and role in ("公文正文", "名单")
