"""The type of tables, of which the standard says nothing: what a program gave them unasked."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.ooxml.seen.stretches import Stretch
from gongwen.profile import Profile
from gongwen.rules.page.fault import Fault
from gongwen.rules.page.fixes import face_fix, size_fix
from gongwen.rules.page.type import Subject, face_of, has_chinese, written_size
from gongwen.rules.rule import rule
from gongwen.units import SIZES

TABLE = "表格文字"


@rule("look.cells", "", "惯例", "建议", reads="docx")
def cells(subject: Subject, profile: Profile) -> Iterator[Fault]:
    """表格里的字用公文的字体，字号是几号字，不小于小五、不大于正文。

    Wrong: {栏数: 3, 表格字: 11}
    Right: {栏数: 3, 表格字: 12}
    """
    shown = [each for each in subject.form.stretches if each.text.strip()]
    odd = [each for each in shown if has_chinese(each.text) and not face_of(each, profile.faces)]
    if odd:
        names = "、".join(dict.fromkeys(each.fonts.chinese or "默认字体" for each in odd))
        wanted = profile.looks[TABLE].face
        fixes = tuple(face_fix(each.start, each.stop, profile.faces[wanted], "") for each in odd)
        yield Fault(cells, TABLE, subject.number, f"用了{names}", f"用{wanted}等公文的字体", None, fixes)
    wrong = [each for each in shown if abs(each.look.size - _size(each, profile)) > 0.1]
    if wrong:
        found = "、".join(dict.fromkeys(f"{each.look.size:g} 磅" for each in wrong))
        aims = "、".join(dict.fromkeys(written_size(_size(each, profile)) for each in wrong))
        fixes = tuple(size_fix(each.start, each.stop, _size(each, profile)) for each in wrong)
        yield Fault(cells, TABLE, subject.number, f"用了 {found}", f"用 {aims}", None, fixes)


def _size(stretch: Stretch, profile: Profile) -> float:
    """Return the size of type, points, that a stretch of a table may have: the next one with a name."""
    least, most = profile.tables.least_size, profile.body.size
    named = sorted(size for size in SIZES.values() if least <= size <= most)
    return next((size for size in named if size >= stretch.look.size - 0.1), most)
