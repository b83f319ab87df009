"""A document of an office → a style file with what departs from the standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from typing import NamedTuple

from gongwen.finding import InputError, UsageError
from gongwen.look import Look, is_red
from gongwen.ooxml.package.docx import MOST_BYTES, root_of, unpack
from gongwen.ooxml.seen.effective import Effective, EffectivePar, read_effective
from gongwen.ooxml.styles.parts import CUSTOM, read_custom_properties
from gongwen.pattern import pattern
from gongwen.profile import BODY, HEADING_ROLES, Profile
from gongwen.read.encoding import read_bytes
from gongwen.read.styles.file import profile_over
from gongwen.read.styles.tree import INHERIT, MODEL, Tree, WrongValue
from gongwen.terms.label import find_label
from gongwen.terms.number import read_start
from gongwen.units import POINTS_PER_MM, SIZES
from gongwen.write.carried_pitch import usual_pitches

_PAGE = pattern(r"^(?P<before>\D*)\d+(?P<after>\D*)$")
_MARK, _TITLE, _RECIPIENTS = "发文机关标志", "公文标题", "主送机关"
_COPIES, _PRINTED, _PAGE_NUMBER, _RULE = "抄送机关", "印发机关和印发日期", "页码", "红色分隔线"
_LONG = 40
"""Characters from which a paragraph without a label is taken as running text."""
_SHOWN = 16
_WIDEST = 1584.0
"""Points: the largest sheet of a word processor, 22 inches."""
_LARGEST = 72.0
"""Points: type of a text is not larger."""
_RULE_WEIGHTS = (0.25, 8.0)
"""Points between which a rule may be thick."""
_TYPE = ("字体", "字号", "加粗")
_ASKED = {
    BODY: (*_TYPE, "字距", "行距", "首行缩进", "对齐"),
    _MARK: ("字体", "颜色"),
    "发文字号": _TYPE,
    _RULE: ("行距",),
    _TITLE: (*_TYPE, "行距"),
    _RECIPIENTS: _TYPE,
    **dict.fromkeys(HEADING_ROLES.values(), _TYPE),
    "附件说明": _TYPE,
    _COPIES: _TYPE,
    _PRINTED: _TYPE,
    _PAGE_NUMBER: _TYPE,
}
"""The values that a document shows of each role, the role from which others derive first."""
_ATTRIBUTES = {
    "字体": "face", "字号": "size", "加粗": "bold", "颜色": "colour", "字距": "spacing", "行距": "pitch",
    "首行缩进": "first", "对齐": "align",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfficeStyle:
    """What was read off a document."""

    seen: Mapping[str, str]
    """The beginning of the text by which each element was recognised."""
    missing: tuple[str, ...]
    """Elements that the document does not show."""
    values: Tree
    """Sections with the values that depart from the standard; {} when none does."""
    refused: tuple[str, ...] = ()
    """Values of the document that a style cannot have, each with the reason, in Chinese."""


def read_office_style(path: Path) -> OfficeStyle:
    """Return what the document at ``path`` shows of its office's style.

    Raises UsageError when it is no docx that can be read, InputError when a part is damaged.
    """
    data = read_bytes(path, MOST_BYTES)
    if not data.strip():
        raise UsageError(f"{path}：是空文件，请换一个文件")
    profile = profile_over(MODEL, {})
    try:
        parts = unpack(data)
        effective = read_effective(parts, profile.faces)
        usual = _usual_pitches(parts)
    except UsageError as error:
        raise UsageError(f"{path}：{error}") from None
    except InputError as error:
        raise InputError([f"{path}：{problem}" for problem in error.problems]) from None
    found = dict(_recognise(effective.pars, profile)) | _page_number(effective)
    seen = {role: " ".join(par.text.split())[:_SHOWN] or "（线）" for role, par in found.items()}
    found = {role: _in_style(role, par, effective, usual) for role, par in found.items()}
    missing = tuple(role for role in _ASKED if role not in found)
    try:
        values, refused = _values(effective, found, profile)
        return OfficeStyle(seen, missing, values, tuple(refused))
    except WrongValue as error:
        raise UsageError(
            f"{path}：里面的格式不能用（{error}），请用 Word 或 WPS 打开后另存一份再试"
        ) from None


def _recognise(pars: Sequence[EffectivePar], profile: Profile) -> Iterator[tuple[str, EffectivePar]]:
    """Yield an example of every role: by the names of our styles, else by its text."""
    named = {par.style: par for par in reversed(pars) if par.style in profile.looks and par.text.strip()}
    if BODY in named:
        rules = [par for par in pars if par.style == _RULE]
        yield from ((role, named[role]) for role in _ASKED if role in named)
        yield from ((_RULE, par) for par in rules[:1])
        return
    yield from _by_text([par for par in pars if par.text.strip()])
    yield from ((_RULE, par) for par in [par for par in pars if par.line_below][:1])


def _usual_pitches(parts: Mapping[str, bytes]) -> dict[str, float]:
    """Return the pitches of the styles of ours that were changed for this one document, by role, points."""
    if CUSTOM not in parts:
        return {}
    return usual_pitches(read_custom_properties(root_of(parts, CUSTOM)))


def _in_style(role: str, par: EffectivePar, effective: Effective, usual: Mapping[str, float]) -> EffectivePar:
    """Return ``par`` as its style looks when that is ours: what a paragraph itself departs in is its own need.

    So is a pitch that the style has in this document alone; ``usual`` has those of all others.
    """
    if par.style not in (role, "单页码", "双页码"):
        return par
    style = effective.styles[par.style]
    look = replace(style.look, pitch=usual[role]) if role in usual else style.look
    return EffectivePar((replace(style.pieces[0], text=par.text),), look, par.style)


def _by_text(pars: Sequence[EffectivePar]) -> Iterator[tuple[str, EffectivePar]]:
    number = next((index for index, par in enumerate(pars) if read_start(par.text.strip())), -1)
    if number >= 0:
        yield "发文字号", pars[number]
        marks = [par for par in pars[:number] if is_red(par.pieces[0].look.colour)]
        if marks:
            yield _MARK, max(marks, key=lambda par: par.pieces[0].look.size)
    title = next(
        (index for index, par in enumerate(pars) if index > number and par.look.align == "居中"), number
    )
    if title > number:
        yield _TITLE, pars[title]
    recipients = next((par for par in pars[title + 1 :] if par.text.rstrip().endswith(("：", ":"))), None)
    if recipients is not None and find_label(recipients.text.strip()) is None:
        yield _RECIPIENTS, recipients
    if body := _commonest([par for par in pars[title + 1 :] if _is_running(par)]):
        yield BODY, body
    for level, role in HEADING_ROLES.items():
        labelled = [par for par in pars if (label := find_label(par.text.strip())) and label.level == level]
        if labelled:
            yield role, labelled[0]
    for role, start in (("附件说明", "附件："), (_COPIES, "抄送")):
        yield from ((role, par) for par in pars if par.text.strip().startswith(start))
    yield from ((_PRINTED, par) for par in pars if par.text.strip().endswith("印发"))


def _is_running(par: EffectivePar) -> bool:
    return len(par.text) >= _LONG and find_label(par.text.strip()) is None


def _commonest(pars: Sequence[EffectivePar]) -> EffectivePar | None:
    """Return a paragraph of the look that most of ``pars`` have."""
    if not pars:
        return None
    looks = Counter((par.pieces[0].look, par.look.pitch) for par in pars)
    wanted = looks.most_common(1)[0][0]
    return next(par for par in pars if (par.pieces[0].look, par.look.pitch) == wanted)


def _page_number(effective: Effective) -> dict[str, EffectivePar]:
    numbers = [par for par in effective.footers if _PAGE.match(par.text.strip())]
    return {_PAGE_NUMBER: numbers[0]} if numbers else {}


def _values(
    effective: Effective, found: Mapping[str, EffectivePar], profile: Profile
) -> tuple[Tree, list[str]]:
    """Return the values that depart, each role compared with what those before it have changed already.

    The list is of those that a style cannot have, with the reason.
    """
    values: Tree = {}
    refused: list[str] = []
    for value in _page_values(effective, profile):
        _note(value, values.setdefault("页面", {}), refused)
    for role, keys in _ASKED.items():
        if role in found:
            wanted = profile_over(MODEL, _filled(values)).looks[role]
            own = values.setdefault("样式", {}).setdefault(role, {})
            for value in _changes(role, keys, found[role], wanted):
                _note(value, own, refused)
    if _PAGE_NUMBER in found:
        values["页码"] = dict(_around(found[_PAGE_NUMBER], profile))
    return _filled(values), refused


def _filled(tree: Tree) -> Tree:
    """Return ``tree`` without its empty parts."""
    filled = {key: _filled(value) if isinstance(value, dict) else value for key, value in tree.items()}
    return {key: value for key, value in filled.items() if value != {}}


class _Value(NamedTuple):
    """A value that a document shows, and what it may be, points."""

    way: tuple[str, str]
    """The section or the role, and the key."""
    text: str
    number: float = 0.0
    least: float = -inf
    most: float = inf


def _note(value: _Value, own: Tree, refused: list[str]) -> None:
    """Put ``value`` among its ``own``, or among the ``refused`` when no style can have it."""
    if value.least <= value.number <= value.most:
        own[value.way[1]] = value.text
    else:
        bounds = f"{value.least:g}pt 至 {value.most:g}pt"
        refused.append(f"{'.'.join(value.way)}：公文里是 {value.text}，版式里只能是 {bounds}")


def _page_values(effective: Effective, profile: Profile) -> Iterator[_Value]:
    area, sheet = effective.area, profile.sheet
    pairs = (
        ("纸宽", effective.width, sheet.width),
        ("纸高", effective.height, sheet.height),
        ("天头", area.top, sheet.top),
        ("订口", area.left, sheet.left),
        ("版心宽", area.width, sheet.type_width),
        ("版心高", area.height, sheet.type_height),
    )
    for key, found, wanted in pairs:
        if abs(found - wanted) > POINTS_PER_MM / 2:
            text = f"{found / POINTS_PER_MM:.1f}mm".replace(".0mm", "mm")
            yield _Value(("页面", key), text, found, 0.0, _WIDEST)


def _changes(role: str, keys: Sequence[str], par: EffectivePar, wanted: Look) -> Iterator[_Value]:
    """Yield the values of ``par`` that are other than ``wanted``; what it does not show is left out."""
    first = par.pieces[0] if par.pieces else None
    for key in keys:
        attribute = _ATTRIBUTES[key]
        is_type = attribute in ("face", "size", "bold", "colour", "spacing")
        look = first.look if first and is_type else par.look
        value = par.line_below if role == _RULE and par.line_below else getattr(look, attribute)
        text = _written(key, value, look)
        if text and text != _written(key, getattr(wanted, attribute), wanted):
            number = value if isinstance(value, float) else 0.0
            yield _Value((role, key), text, number, *_bounds(role, key, look))


def _bounds(role: str, key: str, look: Look) -> tuple[float, float]:
    """Return what a value may be at least and at most, points: lines of type do not overlap, a rule is thin."""
    size = look.size
    if key == "行距":
        return _RULE_WEIGHTS if role == _RULE else (size, 4 * size)
    bounds = {
        "字号": (min(SIZES.values()), _LARGEST),
        "字距": (-size / 2, size),
        "首行缩进": (-_WIDEST, _WIDEST),
    }
    return bounds.get(key, (-inf, inf))


def _written(key: str, value: object, look: Look) -> str:
    """Return a value as style files write it; "" for one that says nothing."""
    if key == "加粗":
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    number = float(value) if isinstance(value, (int, float)) else 0.0
    if key == "字号":
        return next((name for name, size in SIZES.items() if size == number), f"{number:g}pt")
    if key == "首行缩进":
        count = round(number / look.character * 2) / 2
        return f"{count:g}字" if count else "0"
    if key == "字距":
        return f"{round(number * 4) / 4:g}pt" if number else "0"
    return f"{round(number * 20) / 20:g}pt" if number else ""


def _around(par: EffectivePar, profile: Profile) -> Iterator[tuple[str, str]]:
    """Yield what stands before and behind the page number where it is other than the standard's."""
    match = _PAGE.match(par.text.strip("\n"))
    if match:
        for key, text, wanted in (
            ("前缀", match["before"], profile.page_number.before),
            ("后缀", match["after"], profile.page_number.after),
        ):
            if text.split() != wanted.split():
                yield key, text


def write_style(name: str, values: Tree) -> str:
    """Return the style file called ``name`` that has ``values`` over those of the standard."""
    import yaml

    tree = {INHERIT: MODEL, "名称": name, **values}
    return str(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=100))
