"""What sets some characters of a text off from the rest: emphasis, highlights, wider or narrower letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.ooxml.seen.stretches import Stretch
from gongwen.pattern import pattern
from gongwen.profile import BODY, LEVELS_OF_ROLES, Profile
from gongwen.rules.page.fault import Fault, basis_of
from gongwen.rules.page.fixes import font_fix, letter_spacing_fix, undressed_fix
from gongwen.rules.page.type import Subject
from gongwen.rules.rule import AnyRule, rule
from gongwen.terms.label import find_label

_RUNNING = (BODY, "条文", *LEVELS_OF_ROLES)
_PLAIN = (
    *_RUNNING,
    "公文标题",
    "印发件标题",
    "附件标题",
    "主送机关",
    "附件说明",
    "署名",
    "成文日期",
    "附注",
    "抄送机关",
)
_TO_FILL = pattern(r"[\s_＿\u3000\xa0.。·/／、年月日时分（）()第号：:]*")
"""What is underlined for somebody to write on."""
_TAGS = {
    "倾斜": ("w:i",), "下划线": ("w:u",), "着重号": ("w:em",), "删除线": ("w:strike", "w:dstrike"), "空心": ("w:outline",),
    "阴影": ("w:shadow",), "阳文": ("w:emboss",), "阴文": ("w:imprint",),
}  # fmt: skip
"""The properties of a docx that make each."""
_MEANT = "不用；不是有意这样标的，请自己去掉"
_WORDS = pattern(r"[^\W_]")
_LATIN = pattern("[A-Za-z0-9]")
_NARROWER = 0.55
"""Points by which the room between characters may be off: 28 字 a line become 27 or 29."""
_SCALED = 2.0
"""Per cent by which the width of characters may be off."""
_FEWEST = 2
"""Characters from which a stretch is reported."""


def dress_faults(subject: Subject, profile: Profile) -> Iterator[Fault]:
    """Yield what sets characters of a paragraph off from the rest."""
    stretches = [each for each in subject.form.stretches if _WORDS.search(each.text)]
    yield from highlight(subject, stretches)
    if subject.element.role in _RUNNING:
        yield from emphasis(subject, stretches, profile)
    elif subject.element.role in _PLAIN:
        yield from ornament(subject, stretches)
    if subject.element.role in _PLAIN:
        yield from raised(subject, stretches)
        yield from scale(subject, stretches)
    if subject.element.role in _RUNNING:
        yield from spacing(subject, stretches, profile)
        yield from latin(subject, stretches, profile)


def _told(
    own: AnyRule, subject: Subject, found: str, wanted: str, wrong: Sequence[Stretch], *tags: str
) -> Fault:
    is_row = subject.form.is_row
    fixes = () if is_row or not tags else tuple(undressed_fix(each.start, each.stop, *tags) for each in wrong)
    span = None if is_row else (wrong[0].start, wrong[-1].stop)
    return Fault(own, subject.element.role, subject.number, found, wanted, None, fixes, span)


@rule("look.highlight", "", "惯例", "建议", reads="docx")
def highlight(subject: Subject, stretches: Sequence[Stretch]) -> Iterator[Fault]:
    """文字没有突出显示和底纹。

    Wrong: {首字: 各单位要加强值班, 字上: {突出显示: yellow}}
    Right: {首字: 各单位要加强值班}
    """
    wrong = [each for each in stretches if each.dress.behind]
    if wrong:
        yield _told(
            highlight, subject, "有突出显示或者底纹", "不加，定稿前请去掉", wrong, "w:highlight", "w:shd"
        )


@rule("look.emphasis", "", "惯例", reads="docx")
def emphasis(subject: Subject, stretches: Sequence[Stretch], profile: Profile) -> Iterator[Fault]:
    """正文的文字不倾斜，不加下划线、着重号、删除线，中间的字不加粗；写的人有意这样标的，由人决定去留。

    要填写的空白下面的横线、段首的小标题加粗，不在此列。

    Wrong: {首字: 各单位要加强值班, 字上: {下划线: single}}
    Right: {首字: 各单位要加强值班}
    """
    wrong = _set_off(stretches)
    if wrong:
        yield _told(emphasis, subject, f"用了{'、'.join(_names(wrong))}", _MEANT, wrong)
    bold = _bold_inside(subject, stretches, profile)
    if bold:
        yield _told(emphasis, subject, "中间的字加粗了", _MEANT, bold)


@rule("look.ornament", "", "惯例", "建议", reads="docx")
def ornament(subject: Subject, stretches: Sequence[Stretch]) -> Iterator[Fault]:
    """标题、主送机关、附件说明、落款、附注和抄送机关的文字不倾斜，不加下划线、着重号、删除线。

    Wrong: {日期字: {下划线: single}}
    Right: {}
    """
    wrong = _set_off(stretches)
    if wrong:
        tags = [tag for name in _names(wrong) for tag in _TAGS[name]]
        yield _told(ornament, subject, f"用了{'、'.join(_names(wrong))}", "不用", wrong, *tags)


def _set_off(stretches: Sequence[Stretch]) -> list[Stretch]:
    return [each for each in stretches if each.dress.emphasis and not _TO_FILL.fullmatch(each.text)]


def _names(wrong: Sequence[Stretch]) -> list[str]:
    return list(dict.fromkeys(name for each in wrong for name in each.dress.emphasis))


@rule("look.raised", "", "惯例", "建议", reads="docx")
def raised(subject: Subject, stretches: Sequence[Stretch]) -> Iterator[Fault]:
    """文字与同行的字在一条线上，不提升，不降低；上标、下标不在此列。

    Wrong: {首字: 各单位要加强值班, 字上: {提升: "8"}}
    Right: {首字: 各单位要加强值班}
    """
    wrong = [each for each in stretches if each.dress.is_raised]
    if wrong:
        yield _told(raised, subject, "有的字高于或者低于同行的字", "在一条线上", wrong, "w:position")


def _bold_inside(subject: Subject, stretches: Sequence[Stretch], profile: Profile) -> list[Stretch]:
    """Return the bold stretches in the midst of a paragraph of the body; those of its head are a heading's."""
    if subject.element.role != BODY or profile.body.bold or find_label(subject.form.text.strip()):
        return []
    bold = [each for each in stretches if each.look.bold and len(_WORDS.findall(each.text)) >= _FEWEST]
    before = [each for each in stretches if not each.look.bold]
    if not before:
        return []
    text = subject.form.text
    return [each for each in bold if each.start > before[0].start and not _heads(text, each.start)]


def _heads(text: str, start: int) -> bool:
    """Whether a sentence begins at ``start``: 一是…, 二是…"""
    return text[:start].rstrip().endswith(("。", "；", "：", ";", ":", "\n"))


@rule("look.scale", "", "惯例", "建议", reads="docx")
def scale(subject: Subject, stretches: Sequence[Stretch]) -> Iterator[Fault]:
    """文字不拉宽，不压窄。

    Wrong: {首字: 各单位要加强值班, 字上: {缩放: "80"}}
    Right: {首字: 各单位要加强值班}
    """
    wrong = [each for each in stretches if abs(each.dress.scale - 100) > _SCALED]
    if sum(len(each.text) for each in wrong) >= _FEWEST:
        sizes = "、".join(dict.fromkeys(f"{each.dress.scale:g}%" for each in wrong))
        yield _told(scale, subject, f"字宽缩放到 {sizes}", "用 100%", wrong, "w:w")


@rule("look.letter-spacing", "5.2.3", fixing="修正", reads="docx", style="样式.公文正文.字距")
def spacing(subject: Subject, stretches: Sequence[Stretch], profile: Profile) -> Iterator[Fault]:
    """正文每行排28个字，字与字的距离不加宽、不紧缩。

    Wrong: {首字: 各单位要加强值班, 字上: {字距: "40"}}
    Right: {首字: 各单位要加强值班}
    """
    wanted = profile.body.spacing
    aim = 0.0 if abs(wanted) < _NARROWER else wanted
    wrong = [each for each in stretches if abs(each.look.spacing - aim) > _NARROWER]
    if sum(len(each.text) for each in wrong) < _FEWEST:
        return
    found = "、".join(dict.fromkeys(_spaced(each.look.spacing) for each in wrong))
    fixes = tuple(letter_spacing_fix(each.start, each.stop, wanted) for each in wrong)
    yield Fault(
        spacing, subject.element.role, subject.number, f"字距{found}", "用标准字距，每行 28 字", basis_of(profile, BODY, "字距"),
        () if subject.form.is_row else fixes, (wrong[0].start, wrong[-1].stop),
    )  # fmt: skip


def _spaced(points: float) -> str:
    return f"加宽 {points:g} 磅" if points > 0 else f"紧缩 {-points:g} 磅"


@rule("look.latin", "", "惯例", "建议", reads="docx")
def latin(subject: Subject, stretches: Sequence[Stretch], profile: Profile) -> Iterator[Fault]:
    """版式里给字体另写了“西文”的，数字和字母用那种字体。

    国家标准没有规定数字和字母的字体，版式里没有写的不查。

    Wrong: {按: {字体: {仿宋: {西文: Times New Roman}}}, 版式: {字体: {仿宋: {西文: 仿宋_GB2312}}}}
    Right: {按: {字体: {仿宋: {西文: Times New Roman}}}, 版式: {字体: {仿宋: {西文: Times New Roman}}}}
    """
    wrong, wanted = [], ""
    for each in stretches:
        face = profile.faces.get(each.look.face)
        is_own = face is not None and face.latin != face.name and _LATIN.search(each.text)
        if is_own and face is not None and each.fonts.latin not in ("", face.latin):
            wrong.append(each)
            wanted = face.latin
    if wrong:
        found = "、".join(dict.fromkeys(each.fonts.latin for each in wrong))
        fixes = tuple(font_fix(each.start, each.stop, each.fonts.chinese, wanted) for each in wrong)
        yield Fault(
            latin, subject.element.role, subject.number, f"的数字和字母用了{found}", f"用 {wanted}", None,
            () if subject.form.is_row else fixes, (wrong[0].start, wrong[-1].stop),
        )  # fmt: skip
