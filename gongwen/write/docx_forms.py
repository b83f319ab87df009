"""What a run of a docx is besides its characters: weight, raised, underlined, a link, the call of a footnote."""

from __future__ import annotations

from functools import lru_cache

from gongwen.markup.reading import Form
from gongwen.ooxml.child_order import in_order
from gongwen.ooxml.fields import twips
from gongwen.ooxml.xml import element
from gongwen.pattern import pattern

_OPENING = pattern(r"<w:r>(?:<w:rPr>(?P<inner>.*?)</w:rPr>)?")
_CHILD = pattern(r"<(w:\w+)[^>]*/>")
_SPACING, _ATTRIBUTE = pattern("<w:spacing [^>]*/>"), pattern(r'(w:\w+)="([^"]*)"')
_BEHIND_SPACING = pattern("<w:(?:ind|jc|outlineLvl) |</w:pPr>")
"""What may stand in w:pPr behind the spacing, and its end."""
_SCRIPTS = {"上标": "superscript", "下标": "subscript"}
_SMALLEST = '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
"""A type so small that the line of a picture is as high as the picture."""


@lru_cache(maxsize=256)
def formed(opening: str, form: Form) -> str:
    """Return ``opening``, that of a run, with the properties of ``form``."""
    match = _OPENING.match(opening)
    assert match
    found = [(child[1], child[0]) for child in _CHILD.finditer(match["inner"] or "")]
    own = dict(_properties(form))
    kept = [(name, xml) for name, xml in found if name not in own]
    inner = in_order([*kept, *own.items()], "w:rPr")
    return f"<w:r><w:rPr>{inner}</w:rPr>{opening[match.end() :]}" if inner else opening


def _properties(form: Form) -> list[tuple[str, str]]:
    found = []
    if form.is_bold:
        found += [("w:b", "<w:b/>"), ("w:bCs", "<w:bCs/>")]
    if form.is_underlined:
        found.append(("w:u", element("w:u", {"w:val": "single"})))
    if form.script:
        found.append(("w:vertAlign", element("w:vertAlign", {"w:val": _SCRIPTS[form.script]})))
    return found


def linked(runs: str, target: str) -> str:
    """Return ``runs`` as a link to ``target``, which needs no relationship."""
    return element("w:fldSimple", {"w:instr": f' HYPERLINK "{target}" '}, runs)


def call_of(number: int, opening: str) -> str:
    """Return the run that calls the footnote with the id ``number``."""
    return f'{opening.removesuffix(_TEXT)}<w:footnoteReference w:id="{number}"/></w:r>'


_TEXT = '<w:t xml:space="preserve">'


def at_least(opening: str, pitch: float) -> str:
    """Return ``opening``, that of a paragraph, with lines that are higher where something in them is: it would be cut off."""
    lines = {"w:line": twips(pitch), "w:lineRule": "atLeast"}
    if found := _SPACING.search(opening):
        kept = {name: value for name, value in _ATTRIBUTE.findall(found[0]) if name not in lines}
        return opening.replace(found[0], element("w:spacing", kept | lines))
    return _BEHIND_SPACING.sub(lambda match: element("w:spacing", lines) + match[0], opening, count=1)


def figure_run(drawing: str) -> str:
    """Return the run that holds ``drawing``."""
    return f"<w:r>{_SMALLEST}{drawing}</w:r>"


def figure_paragraph(role: str, before: float, picture: str, *, keeps_next: bool) -> str:
    """Return the paragraph of the run ``picture``; its line is as high as that, not of an exact pitch."""
    spacing = {"w:before": twips(before), "w:line": "240", "w:lineRule": "auto"}
    own = element("w:pStyle", {"w:val": role}) + ("<w:keepNext/>" if keeps_next else "")
    own += element("w:spacing", spacing) + _SMALLEST
    return f"<w:p><w:pPr>{own}</w:pPr>{picture}</w:p>"
