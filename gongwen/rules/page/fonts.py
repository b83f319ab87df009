"""Fonts that are right by their names and yet draw some characters otherwise, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gongwen.faces import Face
from gongwen.ooxml.seen.stretches import Stretch
from gongwen.ooxml.styles.repertoire import covers, outside
from gongwen.pattern import pattern
from gongwen.profile import BODY, Profile
from gongwen.rules.page.fault import Fault, Within
from gongwen.rules.page.fixes import font_fix
from gongwen.rules.page.type import Subject, face_of, face_of_font
from gongwen.rules.rule import AnyRule, rule

_SHARED = pattern("[“”‘’…—]+")
"""Marks that Chinese and Latin fonts share: those of the latter are half as wide."""
_HINT = "eastAsia"
_CHINESE = pattern("[\u3400-\u9fff\U00020000-\U000323af]")
_LEAST = 10
"""Characters in a font from which a document is said to use it."""


def font_faults(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """Yield what the fonts of the text do not draw as they should."""
    for subject in subjects:
        for stretch in subject.form.stretches:
            yield from marks(subject, stretch, profile)
            yield from rare(subject, stretch, profile)
    yield from mixed(subjects, profile)


@rule("look.marks", "", "惯例", "建议", reads="docx")
def marks(subject: Subject, stretch: Stretch, profile: Profile) -> Iterator[Fault]:
    """引号、破折号、省略号用中文字体，不用西文字体。

    Word 不知道它们是中文标点时，用西文的字体排，只有半个字宽。

    Wrong: {首字: “三个责任人”, 字体: {中文: 仿宋_GB2312, 西文: Times New Roman}}
    Right: {首字: “三个责任人”, 字体: {中文: 仿宋_GB2312, 西文: 仿宋_GB2312}}
    """
    fonts = stretch.fonts
    is_latin = fonts.latin.isascii() and fonts.latin and not face_of_font(fonts.latin, profile.faces)
    if fonts.hint == _HINT or not is_latin or not _CHINESE.search(subject.form.text):
        return
    for match in _SHARED.finditer(stretch.text):
        start, stop = stretch.start + match.start(), stretch.start + match.end()
        fix = font_fix(start, stop, fonts.chinese, fonts.latin) if fonts.chinese else None
        yield _fault(
            marks, subject, f"的引号、破折号、省略号用了 {fonts.latin}", "用中文字体，否则只有半个字宽",
            (start, stop), fix,
        )  # fmt: skip


@rule("look.rare", "", "惯例", "建议", reads="docx")
def rare(subject: Subject, stretch: Stretch, profile: Profile) -> Iterator[Fault]:
    """生僻字用有这个字的字体。

    Wrong: {首字: 请白䶮联系。}
    Right: {首字: 请白杨联系。}
    """
    face = _named_face(stretch, profile)
    if face is None or covers(face.repertoire, stretch.text):
        return
    for match in outside(face.repertoire).finditer(stretch.text):
        for letter in _CHINESE.finditer(match[0]):
            start = stretch.start + match.start() + letter.start()
            fix = font_fix(start, start + 1, face.supplement, face.supplement)
            yield _fault(
                rare, subject, f"“{letter[0]}”",
                f"换成{face.supplement}，{face.name} 里没有，会印成方框或者别的字体",
                (start, start + 1), fix,
            )  # fmt: skip


def _named_face(stretch: Stretch, profile: Profile) -> Face | None:
    """Return the face whose official font the stretch is in; None for another font."""
    return next((face for face in profile.faces.values() if face.name == stretch.fonts.chinese), None)


def _fault(
    own: AnyRule, subject: Subject, found: str, wanted: str, span: tuple[int, int], fix: Within | None
) -> Fault:
    fixes = () if fix is None else (fix,)
    return Fault(own, subject.element.role, subject.number, found, wanted, None, fixes, span)


@rule("look.mixed", "", "惯例", "建议", reads="docx")
def mixed(subjects: Sequence[Subject], profile: Profile) -> Iterator[Fault]:
    """正文的字体用一个名称，不把仿宋和仿宋_GB2312混用。

    Wrong: {首字: 各单位要加强值班值守及时报送信息。, 字体: {中文: 仿宋, 西文: 仿宋}}
    Right: {首字: 各单位要加强值班值守及时报送信息。, 字体: {中文: 仿宋_GB2312, 西文: 仿宋_GB2312}}
    """
    wanted = profile.body.face
    used = [
        (each, stretch)
        for each in subjects
        for stretch in each.form.stretches
        if each.element.role == BODY and face_of(stretch, profile.faces) == wanted
    ]
    names: Counter[str] = Counter()
    for _, stretch in used:
        names[stretch.fonts.chinese] += len(_common(stretch.text))
    usual = [name for name, count in names.most_common() if count >= _LEAST]
    for subject, stretch in used if len(usual) > 1 else ():
        name, latin = stretch.fonts.chinese, stretch.fonts.latin
        if name != usual[0] and _common(stretch.text):
            own = usual[0] if latin in ("", name) else latin
            fix = font_fix(stretch.start, stretch.stop, usual[0], own)
            yield _fault(
                mixed, subject, f"用了{name}，与别处的{usual[0]}不同", f"统一用{usual[0]}",
                (stretch.start, stretch.stop), fix,
            )  # fmt: skip


def _common(text: str) -> list[str]:
    """Return the Chinese characters of ``text`` that every official font has; others may need one of their own."""
    letters: list[str] = _CHINESE.findall(text)
    return letters if covers("GB2312", text) else [letter for letter in letters if covers("GB2312", letter)]
