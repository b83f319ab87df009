"""Face, size, weight and colour of the characters of each element (5.2.2, 5.2.4, clause 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from gongwen.faces import Face
from gongwen.look import Look, is_black, is_red
from gongwen.ooxml.seen.forms import Form
from gongwen.ooxml.seen.stretches import Stretch
from gongwen.pattern import HANZI, pattern
from gongwen.profile import BODY, HEADING_ROLES, LEVELS_OF_ROLES, Profile
from gongwen.recognise.paragraph_roles import Element, heading_of
from gongwen.rules.page.fault import Fault, Within, basis_of
from gongwen.rules.page.fixes import bold_fix, colour_fix, face_fix, marked, plain_fix, size_fix
from gongwen.rules.rule import rule
from gongwen.terms import signers
from gongwen.terms.label import find_label
from gongwen.units import SIZES
from gongwen.zh.width import is_full, width

_FAMILIES = (
    ("小标宋", "小标宋"), ("xiaobiaosong", "小标宋"), ("xbs", "小标宋"), ("仿宋", "仿宋"), ("fangsong", "仿宋"),
    ("楷", "楷体"), ("kaiti", "楷体"), ("黑体", "黑体"), ("simhei", "黑体"), ("heiti", "黑体"), ("宋", "宋体"),
    ("simsun", "宋体"),
)  # fmt: skip
"""Parts of the names of fonts, and the face that they are; the first that is found counts."""
_CHINESE = pattern(HANZI)
_MARKS = ("发文机关标志", "联合发文机关标志", "联合标志后缀")
_SIGNED = ("签发人", "发文字号与签发人")
_PLAIN_WEIGHT = ("公文标题", "印发件标题", "附件标题", "主送机关", "发文字号", "署名", "成文日期")
"""Roles of which a bold one is reported."""
_EMPHATIC = frozenset((BODY, "条文", "名单", "名单文字", "附件说明", "出席人员", "主题词"))
"""Roles in which some words may have another face of the standard's: 一是…, 责任单位：…"""
_UNASKED = ("calibri", "cambria", "aptos", "arial", "dengxian", "segoe")
"""Beginnings of the names of fonts that programs take for letters and digits unasked."""
_TEXT_FACES = ("仿宋", "楷体", "黑体")
_CORNER = ("份号", "密级和保密期限", "紧急程度")
_LEAST = 2
"""Chinese characters from which a stretch of another size or face is reported."""
_SHOWN = 6
"""Characters of a stray stretch that are told."""
_UNLABELLED = 25.0
"""字 below which a paragraph in the face of a heading is taken for one without a label."""
_NAMED_SIZES = {size: name for name, size in SIZES.items()}


class Subject(NamedTuple):
    """A paragraph that is checked."""

    number: int
    """From 1."""
    element: Element
    form: Form


def type_faults(subject: Subject, profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the characters of a paragraph."""
    for role, stretches in _divided(subject, profile):
        chinese = [each for each in stretches if _count(each.text)]
        shown = [s for s in stretches if s.text.strip()]
        wrong = list(face(subject, role, chinese, profile))
        if role not in _MARKS:
            wrong += size(subject, role, shown, profile)
            wrong = wrong or list(stray(subject, role, shown, profile))
        yield from wrong
        yield from colour(subject, role, shown, profile)
        if chinese:
            yield from bold(subject, role, stretches, profile)


@rule("look.bold", "7.3", fixing="修正", reads="docx", style="样式.*.加粗")
def bold(subject: Subject, role: str, stretches: Sequence[Stretch], profile: Profile) -> Iterator[Fault]:
    """标题、主送机关、发文字号、署名和成文日期不加粗；版式里写加粗的加粗。

    Wrong: {版式: {样式: {公文标题: {加粗: 是}}}}
    Right: {版式: {样式: {公文标题: {加粗: 否}}}}
    """
    chinese = [each for each in stretches if _count(each.text)]
    if profile.looks[role].bold:
        if chinese and not any(each.look.bold for each in chinese):
            fixes = tuple(bold_fix(s.start, s.stop) for s in stretches)
            yield Fault(
                bold, role, subject.number, "没有加粗", "加粗", basis_of(profile, role, "加粗"), fixes
            )
    elif role in _PLAIN_WEIGHT and chinese and all(each.look.bold for each in chinese):
        fixes = tuple(plain_fix(s.start, s.stop) for s in stretches)
        basis = basis_of(profile, role, "加粗")
        yield Fault(bold, role, subject.number, "加粗了", "不加粗", basis, fixes)


def has_chinese(text: str) -> bool:
    """Whether a Chinese character or a full-width mark is in ``text``."""
    return any(is_full(letter) for letter in text)


@lru_cache(maxsize=64)
def _count(text: str) -> int:
    return len(_CHINESE.findall(text))


def _divided(subject: Subject, profile: Profile) -> Iterator[tuple[str, list[Stretch]]]:
    """Yield the stretches of a paragraph by the role that they have in it."""
    role, form = subject.element.role, subject.form
    stretches = list(form.stretches)
    if role in LEVELS_OF_ROLES or (role == BODY and _is_long_heading(stretches, form.text, profile)):
        label = find_label(form.text.strip())
        role = HEADING_ROLES[label.level] if role == BODY and label else role
        head, rest = _cut(stretches, len(heading_of(form.text)))
        if subject.element.is_named or not _is_running(head, rest, form.text, profile):
            yield role, head
            yield BODY, rest
        else:
            yield BODY, stretches
    elif role in _SIGNED and not form.is_row and (found := signers.find(form.text)):
        before, names = _cut(stretches, found.parts["names"][0])
        yield role, before
        yield "签发人姓名", names
    elif role in _SIGNED or (role in _CORNER and len(form.text.split()) > 1):
        return
    else:
        yield role, stretches


def _cut(stretches: Sequence[Stretch], at: int) -> tuple[list[Stretch], list[Stretch]]:
    """Return the stretches before and behind character ``at``, one that lies over it cut in two."""
    before, behind = [], []
    for each in stretches:
        middle = min(max(at, each.start), each.stop)
        text = each.text[: middle - each.start]
        if text:
            before.append(each._replace(stop=middle, text=text))
        if rest := each.text[middle - each.start :]:
            behind.append(each._replace(start=middle, text=rest))
    return before, behind


def _is_long_heading(stretches: Sequence[Stretch], text: str, profile: Profile) -> bool:
    """Whether a paragraph of the body is a heading all the same: it has the label and the face of one."""
    label = find_label(text.strip())
    if label is None:
        return False
    head, _ = _cut(stretches, len(heading_of(text)))
    faces = {face_of(each, profile.faces) for each in head if _count(each.text)}
    return faces == {profile.looks[HEADING_ROLES[label.level]].face} != {profile.body.face}


def _is_running(head: Sequence[Stretch], rest: Sequence[Stretch], text: str, profile: Profile) -> bool:
    """Whether a labelled paragraph is running text: a whole sentence in the face of the body."""
    faces = {face_of(each, profile.faces) for each in head if _count(each.text)}
    is_sentence = "。" in text or text.rstrip().endswith(("；", "：", ";", ":"))
    return is_sentence and faces <= {profile.body.face, ""} | {face_of(s, profile.faces) for s in rest}


def face_of(stretch: Stretch, faces: Mapping[str, Face]) -> str:
    """Return the face that the East Asian font of a stretch is; "" when nothing is known of it."""
    return face_of_font(stretch.fonts[0], faces, stretch.look.face)


def face_of_font(font: str, faces: Mapping[str, Face], known: str = "") -> str:
    """Return the face that a font is, by its name; "" when nothing is known of it."""
    if known:
        return known
    name = font.lower().replace(" ", "")
    return next((face for part, face in _FAMILIES if part in name and face in faces), "")


@rule("look.face", "5.2.2", fixing="修正", reads="docx", style="样式.*.字体")
def face(subject: Subject, role: str, chinese: Sequence[Stretch], profile: Profile) -> Iterator[Fault]:
    """各要素用规定的字体。

    Wrong: {版式: {样式: {公文标题: {字体: 黑体}}}}
    Right: {版式: {样式: {公文标题: {字体: 小标宋}}}}
    """
    wanted = profile.looks[role].face
    own = [each for each in chinese if not _is_rare(each.text)]
    wrong = [each for each in own if face_of(each, profile.faces) != wanted]
    total, bad = sum(_count(s.text) for s in own), sum(_count(s.text) for s in wrong)
    if role in _EMPHATIC:
        if 2 * bad < total:
            wrong = [s for s in wrong if face_of(s, profile.faces) not in _TEXT_FACES]
        elif width(subject.form.text.strip()) < _UNLABELLED and "。" not in subject.form.text:
            wrong = [s for s in wrong if face_of(s, profile.faces) not in (*_TEXT_FACES, "小标宋")]
    if sum(_count(s.text) for s in wrong) < min(_LEAST, max(total, 1)):
        return
    names = "、".join(dict.fromkeys(s.fonts[0] or "默认字体" for s in wrong))
    fixes = tuple(_labelled(subject, [fitted_face(s, wanted, profile) for s in wrong]))
    yield Fault(
        face, role, subject.number, f"用了{names}", f"用{wanted}", basis_of(profile, role, "字体"), fixes,
        (wrong[0].start, wrong[-1].stop),
    )  # fmt: skip


def fitted_face(stretch: Stretch, wanted: str, profile: Profile) -> Within:
    """Return what gives a stretch the face ``wanted``; letters and digits keep a font that was chosen for them."""
    latin = stretch.fonts.latin
    keeps = latin.isascii() and latin and not face_of_font(latin, profile.faces) and not is_unasked(latin)
    return face_fix(stretch.start, stretch.stop, profile.faces[wanted], latin if keeps else "")


def is_unasked(latin: str) -> bool:
    """Whether a font of letters and digits is one that programs take when nobody has chosen any."""
    return latin.lower().startswith(_UNASKED)


def _size_fix(stretch: Stretch, look: Look) -> Within:
    return size_fix(stretch.start, stretch.stop, look.size, look.spacing)


def _labelled(subject: Subject, fixes: Sequence[Within]) -> Iterable[Within]:
    """Return ``fixes``, that of the label too where Word counts it and they begin the paragraph."""
    form = subject.form
    is_first = bool(fixes) and bool(form.stretches) and fixes[0].start == form.stretches[0].start
    return marked(fixes) if is_first and form.is_counted and not form.is_row else fixes


def _is_rare(text: str) -> bool:
    """Whether every Chinese character is one that the official fonts lack, and another font must draw."""
    return not any(_in_gb2312(match[0]) for match in _CHINESE.finditer(text))


def _in_gb2312(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@rule("look.size", "5.2.2", fixing="修正", reads="docx", style="样式.*.字号")
def size(subject: Subject, role: str, stretches: Sequence[Stretch], profile: Profile) -> Iterator[Fault]:
    """各要素用规定的字号。

    Wrong: {版式: {样式: {公文标题: {字号: 三号}}}}
    Right: {版式: {样式: {公文标题: {字号: 二号}}}}
    """
    wanted = profile.looks[role].size
    wrong = [s for s in stretches if abs(s.look.size - wanted) > 0.3]
    chinese = sum(_count(s.text) for s in wrong)
    if not wrong or (chinese < _LEAST and chinese < sum(_count(s.text) for s in stretches)):
        return
    found = "、".join(dict.fromkeys(f"{s.look.size:g} 磅" for s in wrong))
    fixes = tuple(_labelled(subject, [_size_fix(s, profile.looks[role]) for s in wrong]))
    yield Fault(
        size, role, subject.number, f"用了 {found}", f"用 {written_size(wanted)}",
        basis_of(profile, role, "字号"), fixes, (wrong[0].start, wrong[-1].stop),
    )  # fmt: skip


@rule("look.stray", "", "惯例", "建议", reads="docx")
def stray(subject: Subject, role: str, stretches: Sequence[Stretch], profile: Profile) -> Iterator[Fault]:
    """标点、数字和个别的字，与同段其余的字同一字体、字号；别处的数字选了字体，这里的不用 Calibri 这样默认的字体。

    Wrong: {首字: "2026", 字体: {中文: 仿宋_GB2312, 西文: Calibri}}
    Right: {首字: "2026", 字体: {中文: 仿宋_GB2312, 西文: Times New Roman}}
    """
    look = profile.looks[role]
    latin = {each.fonts.latin for each in stretches if _count(each.text)}
    is_chosen = not any(map(is_unasked, latin))
    wrong = [each for each in stretches if _is_stray(each, role, look, profile, is_chosen=is_chosen)]
    if not wrong:
        return
    found = "、".join(dict.fromkeys(each.text.strip()[:_SHOWN] for each in wrong))
    fixes = tuple(
        fix for each in wrong for fix in (fitted_face(each, look.face, profile), _size_fix(each, look))
    )
    yield Fault(
        stray, role, subject.number, f"“{found}”的字体、字号与其余的字不同", f"用{look.face}、{written_size(look.size)}",
        None, fixes, (wrong[0].start, wrong[-1].stop),
    )  # fmt: skip


def _is_stray(stretch: Stretch, role: str, look: Look, profile: Profile, *, is_chosen: bool) -> bool:
    """Whether a stretch looks other than what is around it; ``is_chosen`` says that letters there have a font of their own."""
    if abs(stretch.look.size - look.size) > 0.3:
        return True
    if is_chosen and is_unasked(stretch.fonts.latin):
        return True
    own = face_of(stretch, profile.faces)
    may_differ = _TEXT_FACES if role in _EMPHATIC else ()
    is_rare = bool(_count(stretch.text)) and _is_rare(stretch.text)
    return has_chinese(stretch.text) and not is_rare and own not in (look.face, *may_differ)


def written_size(size: float) -> str:
    """Return 16 磅（三号）."""
    name = _NAMED_SIZES.get(size)
    return f"{size:g} 磅（{name}）" if name else f"{size:g} 磅"


@rule("look.colour", "5.2.4", fixing="修正", reads="docx", style="样式.*.颜色")
def colour(subject: Subject, role: str, stretches: Sequence[Stretch], profile: Profile) -> Iterator[Fault]:
    """文字是黑色，发文机关标志是红色。

    Wrong: {版式: {样式: {公文标题: {颜色: FF0000}}}}
    Right: {版式: {样式: {公文标题: {颜色: "000000"}}}}
    """
    wanted = profile.looks[role]
    wrong = [s for s in stretches if not is_like(s.look.colour, wanted.colour)]
    if not wrong:
        return
    fixes = tuple(colour_fix(s.start, s.stop, wanted.colour) for s in wrong)
    names = "、".join(dict.fromkeys(colour_name(s.look.colour) for s in wrong))
    yield Fault(
        colour, role, subject.number, f"用了{names}", f"用{colour_name(wanted.colour)}", basis_of(profile, role, "颜色"), fixes,
        (wrong[0].start, wrong[-1].stop),
    )  # fmt: skip


def is_like(colour: str, wanted: str) -> bool:
    """Whether ``colour`` is to the eye what ``wanted`` is: red, black, or just the same."""
    if is_red(wanted) or is_black(wanted):
        return is_red(colour) if is_red(wanted) else is_black(colour)
    return colour.upper() == wanted.upper()


def colour_name(colour: str) -> str:
    """Return what a colour, RRGGBB, is called."""
    return "红色" if is_red(colour) else "黑色" if is_black(colour) else f"别的颜色（{colour}）"
