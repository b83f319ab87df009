"""The lines of the head and of the 版记 put into a docx that has none, as they are drawn where documents are laid out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from gongwen.faces import BASELINE, BRACKET_BOTTOM
from gongwen.finding import LinesChange, LookChange, TextChange
from gongwen.look import Look
from gongwen.ooxml.fields import twips
from gongwen.ooxml.xml import element
from gongwen.pattern import pattern
from gongwen.profile import Profile
from gongwen.rules.page.fault import Within
from gongwen.rules.page.fixes import line_paragraph, whole_fix
from gongwen.rules.page.type import Subject
from gongwen.terms.date import DAY

_ANCHOR = Look(pitch=0.7, first=0.0)
"""An empty paragraph with hardly any room, on which the frame above it hangs."""
_PRINTED, _COUNT = "印发机关和印发日期", "印发份数"
_GROUPS = {"主题词": 1, "版记主送机关": 2, "抄送机关": 2, _PRINTED: 3, _COUNT: 4}
_BLANKS = pattern(rf"(?<=\S)[ \u3000\xa0\t]{{2,}}(?={DAY})")


def head_line_fixes(lowest: Sequence[Subject], profile: Profile) -> tuple[Within, ...]:
    """Return what puts the lines of a head below the ``lowest`` of its elements; () in a text box."""
    if not lowest or (lowest[0].form.is_apart and not lowest[0].form.is_row):
        return ()
    form = lowest[0].form
    size, pitch = max((each.look.size for each in form.stretches), default=0.0), form.pitch
    ink = (1 - BASELINE) * pitch - BRACKET_BOTTOM * size if pitch else 0.0
    gap = max(profile.head.rule_gap - ink, 0.0)
    looks = [profile.looks[role] for role in profile.head.rules]
    looks[0] = replace(looks[0], before=gap)
    return (Within(LinesChange(below="".join(map(line_paragraph, looks))), number=lowest[0].number),)


def imprint_line_fixes(own: Sequence[Subject], profile: Profile) -> tuple[Within, ...]:
    """Return what sets the paragraphs of a 版记 at the foot of the page, between its lines; () in a table or a box."""
    if any(each.form.is_apart for each in own) or not all(each.element.role in profile.looks for each in own):
        return ()
    return tuple(_imprint_fixes(own, profile))


def imprint_table_fixes(number: int, profile: Profile) -> tuple[Within, ...]:
    """Return what draws the lines of a 版记 that is the table of paragraph ``number``."""
    rule = profile.imprint
    sides = {
        "top": rule.first_rule,
        "left": "",
        "bottom": rule.last_rule,
        "right": "",
        "insideH": rule.middle_rule,
        "insideV": "",
    }
    borders = "".join(_side(side, profile.looks[role] if role else None) for side, role in sides.items())
    return (
        Within(LookChange("表", {"w:tblBorders": element("w:tblBorders", content=borders)}), number=number),
    )


def _side(side: str, look: Look | None) -> str:
    if look is None:
        return element(f"w:{side}", {"w:val": "nil"})
    own = {
        "w:val": "single",
        "w:sz": str(round(look.pitch * 8)),
        "w:space": "0",
        "w:color": look.fill or "auto",
    }
    return element(f"w:{side}", own)


def _imprint_fixes(own: Sequence[Subject], profile: Profile) -> Iterator[Within]:
    rule = profile.imprint
    groups = [list(group) for _, group in groupby(own, key=lambda each: _GROUPS[each.element.role])]
    ruled = [group for group in groups if group[0].element.role != _COUNT]
    for index, group in enumerate(groups):
        yield from (fix for each in group for fix in _set(each, profile))
        role = rule.first_rule if index == 0 else rule.middle_rule if group in ruled else ""
        above = _line(role, profile)
        below = _line(rule.last_rule, profile) if ruled and group is ruled[-1] else ""
        ends = line_paragraph(_ANCHOR) if group is groups[-1] else ""
        if above:
            yield Within(LinesChange(above=above), number=group[0].number)
        if below or ends:
            yield Within(LinesChange(below=below + ends), number=group[-1].number)


def _line(role: str, profile: Profile) -> str:
    return line_paragraph(profile.looks[role]) if role else ""


def _set(subject: Subject, profile: Profile) -> Iterator[Within]:
    """Yield what sets a paragraph of a 版记; the date of printing stands at the right edge."""
    look, number = profile.looks[subject.element.role], subject.number
    yield whole_fix(look)._replace(number=number)
    yield Within(LookChange("段", {"w:pBdr": ""}), number=number)
    if subject.element.role == _PRINTED and (blanks := _BLANKS.search(subject.form.text)):
        edge = {"w:val": "right", "w:pos": twips(profile.sheet.type_width - look.right)}
        tabs = element("w:tabs", content=element("w:tab", edge))
        yield Within(LookChange("段", {"w:tabs": tabs}), number=number)
        yield Within(TextChange("\t"), *blanks.span(), number)
