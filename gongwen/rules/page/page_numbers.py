"""The page numbers of a docx (7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gongwen.look import is_black
from gongwen.ooxml.seen.footers import NUMBER, FooterPar
from gongwen.ooxml.seen.forms import Forms, Sheet
from gongwen.pattern import pattern
from gongwen.profile import Profile
from gongwen.rules.page.fault import Fault, basis_of, value_basis
from gongwen.rules.page.fixes import count_fix, numbers_fix
from gongwen.rules.page.type import face_of_font, written_size
from gongwen.rules.rule import AnyRule, rule

_ODD, _EVEN = "单页码", "双页码"
_ROLE = "页码"
_CLOSER, _WIDER = -0.4, 0.6
"""字 by which a page number may stand nearer to the edge of the type area than is wanted, and farther from it."""
_LATIN = ("times",)
"""Beginnings of the names of fonts in which digits pass for those of 宋体."""
_MIRRORED = ("outside",)
_ARABIC = ("", "decimal", "numberindash", "arabic", "arabicdash", "mergeformat")
_COUNTS = (("roman", "罗马数字"), ("chinese", "汉字"), ("ideograph", "汉字"), ("japanese", "汉字"), ("taiwan", "汉字"), ("chinesenum", "汉字"),
    ("letter", "字母"), ("alphabetic", "字母"), ("fullwidth", "全角数字"), ("dbchar", "全角数字"), ("circle", "带圈的数字"),
)  # fmt: skip
"""Parts of the names of ways to count pages, and what is seen."""
_APART = pattern(r"号\s*附件")
"""The first line of an attachment that is bound by itself (7.3.7)."""


def footer_faults(
    forms: Forms, profile: Profile, opening: Mapping[int, str], *, has_head: bool
) -> Iterator[Fault]:
    """Yield what is wrong with the page numbers of the first section that is upright and numbered.

    ``opening`` has the first text of each section; ``has_head`` says whether the text has a head, which alone
    shows that a document is in a format of its own, as a letter.
    """
    sheet = next((each for each in forms.sheets if _numbers(each.footers.get("default", ()))), None)
    if sheet is None:
        yield from missing(forms, profile)
        return
    odd = _numbers(sheet.footers["default"])[0]
    pair = _Pair(
        odd,
        next(iter(_numbers(sheet.footers.get("even", ()))), None) if forms.has_even else odd,
        forms.has_even,
    )
    yield from even(pair, profile)
    for par in dict.fromkeys(filter(None, (pair.odd, pair.even))):
        yield from size(par, profile)
        yield from face(par, profile)
        yield from dashes(par, profile)
        yield from dress(par, profile)
        yield from form(par, sheet, profile)
    yield from start(forms.sheets, opening, _first_pars(forms))
    if odd.side not in (*_MIRRORED, "other"):
        if wanted_side(profile, _ODD) != wanted_side(profile, _EVEN):
            yield from odd_even(pair, profile)
        yield from side(pair, profile)
        yield from indent(pair, profile)
    if has_head or profile.page_number.on_first:
        yield from first(forms.sheets[0], profile)


def _first_pars(forms: Forms) -> dict[int, int]:
    """Return the number of the first paragraph of each section."""
    found: dict[int, int] = {}
    for number, each in enumerate(forms.pars, 1):
        found.setdefault(each.section, number)
    return found


class _Pair(NamedTuple):
    """The page numbers of the odd and of the even pages."""

    odd: FooterPar
    even: FooterPar | None
    """None where they have none."""
    is_mirrored: bool
    """Whether the even ones are set for themselves."""

    def placed(self, profile: Profile) -> Iterator[tuple[FooterPar, str, str, str]]:
        """Yield those whose side can be told: with the side wanted, the name, and the role.

        One for all pages is told where the profile wants all on one side.
        """
        sides = wanted_side(profile, _ODD), wanted_side(profile, _EVEN)
        for par, wanted, name, role in (
            (self.odd, sides[0], "单页", _ODD),
            (self.even, sides[1], "双页", _EVEN),
        ):
            is_own = self.is_mirrored or (sides[0] == sides[1] and role == _ODD)
            if is_own and par is not None and par.side not in ("other", *_MIRRORED):
                yield par, wanted, name if self.is_mirrored else "各页", role


def wanted_side(profile: Profile, role: str) -> str:
    """Return the side on which ``profile`` has the page numbers of ``role``."""
    align = profile.looks[role].align
    return "左" if align in ("两端", "分散") else align


def wanted_room(profile: Profile, role: str) -> float:
    """Return how many 字 the page numbers of ``role`` stand from their edge in ``profile``."""
    look = profile.looks[role]
    return (look.right if wanted_side(profile, role) == "右" else look.left + look.first) / look.size


def _numbers(pars: Sequence[FooterPar]) -> list[FooterPar]:
    return [par for par in pars if par.is_number]


def _fault(own: AnyRule, found: str, wanted: str, profile: Profile, key: str) -> Fault:
    return Fault(own, _ROLE, 0, found, wanted, value_basis(profile, f"页码.{key}"), (numbers_fix(profile),))


@rule("number.missing", "7.5", fixing="建议", reads="docx", style="页码.下距")
def missing(forms: Forms, profile: Profile) -> Iterator[Fault]:
    """公文编排页码。

    Wrong: {页脚: []}
    Right: {页脚: [单页, 双页]}
    """
    if not any(_numbers(pars) for each in forms.sheets for pars in each.footers.values()):
        yield _fault(missing, "没有编排", "编排在版心下边缘之下", profile, "下距")


@rule("number.even", "7.5", fixing="建议", reads="docx", style="页码.下距")
def even(pair: _Pair, profile: Profile) -> Iterator[Fault]:
    """双数页也有页码。

    Wrong: {页脚: [单页]}
    Right: {页脚: [单页, 双页]}
    """
    if pair.even is None:
        yield _fault(even, "双数页没有页码", "在双数页也编排，居左空一字", profile, "下距")


@rule("number.size", "7.5", fixing="建议", reads="docx", style="样式.单页码.字号")
def size(par: FooterPar, profile: Profile) -> Iterator[Fault]:
    """页码用四号字。

    Wrong: {版式: {样式: {单页码: {字号: 五号}}}}
    Right: {版式: {样式: {单页码: {字号: 四号}}}}
    """
    wanted = profile.looks[_ODD].size
    sizes = dict.fromkeys(
        piece.look.size for piece in par.pieces if piece.text.strip() and abs(piece.look.size - wanted) > 0.3
    )
    if sizes:
        found = "用了 " + "、".join(f"{each:g} 磅" for each in sizes)
        yield Fault(
            size,
            _ROLE,
            0,
            found,
            f"用 {written_size(wanted)}",
            basis_of(profile, _ODD, "字号"),
            (numbers_fix(profile),),
        )


@rule("number.face", "7.5", fixing="建议", reads="docx", style="样式.单页码.字体")
def face(par: FooterPar, profile: Profile) -> Iterator[Fault]:
    """页码用宋体。

    Wrong: {版式: {样式: {单页码: {字体: 黑体}, 双页码: {字体: 黑体}}}}
    Right: {版式: {样式: {单页码: {字体: 宋体}}}}
    """
    wanted = profile.looks[_ODD].face
    pieces = [piece for piece in par.pieces if piece.text.strip()]
    digits = [piece for piece in pieces if re.search(r"\d", piece.text)] or pieces
    fonts = dict.fromkeys(
        piece.latin or piece.font
        for piece in digits
        if face_of_font(piece.latin or piece.font, profile.faces) != wanted
        and not piece.latin.lower().startswith(_LATIN)
        and piece.latin != profile.faces[wanted].latin
        and (piece.latin or piece.font)
    )
    if fonts:
        basis = basis_of(profile, _ODD, "字体")
        yield Fault(face, _ROLE, 0, f"用了{'、'.join(fonts)}", f"用{wanted}", basis, (numbers_fix(profile),))


@rule("number.dashes", "7.5", fixing="建议", reads="docx", style="页码.前缀")
def dashes(par: FooterPar, profile: Profile) -> Iterator[Fault]:
    """页码左右各放一条一字线。

    Wrong: {版式: {页码: {前缀: "第", 后缀: "页"}}}
    Right: {版式: {页码: {前缀: "— ", 后缀: " —"}}}
    """
    before, _, after = par.text.partition(NUMBER)
    wanted = profile.page_number
    if (before.strip(), after.strip()) != (wanted.before.strip(), wanted.after.strip()):
        shown = f"{before.strip()} 1 {after.strip()}".strip()
        aim = f"写成“{wanted.before}1{wanted.after}”"
        yield _fault(dashes, f"写成“{shown}”", aim, profile, "前缀")


@rule("number.dress", "7.5", fixing="建议", reads="docx", style="样式.单页码.字体")
def dress(par: FooterPar, profile: Profile) -> Iterator[Fault]:
    """页码是黑色，不加粗。

    Wrong: {版式: {样式: {单页码: {颜色: FF0000}, 双页码: {颜色: FF0000}}}}
    Right: {版式: {样式: {单页码: {颜色: "000000"}}}}
    """
    looks = [piece.look for piece in par.pieces if piece.text.strip()]
    wanted = profile.looks[_ODD]
    if any(not is_black(look.colour) for look in looks) and is_black(wanted.colour):
        yield Fault(
            dress, _ROLE, 0, "不是黑色", "用黑色", basis_of(profile, _ODD, "颜色"), (numbers_fix(profile),)
        )
    if looks and not wanted.bold and all(look.bold for look in looks):
        yield Fault(
            dress, _ROLE, 0, "加粗了", "不加粗", basis_of(profile, _ODD, "加粗"), (numbers_fix(profile),)
        )


@rule("number.form", "7.5", fixing="建议", reads="docx", style="样式.单页码.字号")
def form(par: FooterPar, sheet: Sheet, profile: Profile) -> Iterator[Fault]:
    """页码用阿拉伯数字。

    Wrong: {页码写成: upperRoman}
    Right: {}
    """
    found = par.counting or sheet.number_form
    if found.lower() not in _ARABIC:
        name = next((said for part, said in _COUNTS if part in found.lower()), "别的数字")
        basis = basis_of(profile, _ODD, "字号")
        yield Fault(form, _ROLE, 0, f"用了{name}", "用阿拉伯数字", basis, (numbers_fix(profile), count_fix()))


@rule("number.start", "7.5", "应当", "建议", reads="docx")
def start(sheets: Sequence[Sheet], opening: Mapping[int, str], numbers: Mapping[int, int]) -> Iterator[Fault]:
    """页码从1起，附件与正文一起装订时连续编排。

    单独装订的附件，第一行标有发文字号，页码另起。

    Wrong: {起始页码: 3}
    Right: {起始页码: 1}
    """
    for index, sheet in enumerate(sheets):
        first, fixes = sheet.first_number, (count_fix()._replace(number=numbers.get(index, 1)),)
        if index == 0 and first not in ("", "0", "1"):
            yield Fault(start, _ROLE, 0, f"从 {first} 起", "从 1 起", None, fixes)
        elif index and first and not _APART.search(opening.get(index, "")):
            found = (
                f"在“{opening.get(index, '')[:10]}”处从 {first} 重新起"
                if opening.get(index)
                else f"中间从 {first} 重新起"
            )
            yield Fault(start, _ROLE, 0, found, "连续编排", None, fixes)


@rule("number.odd-even", "7.5", fixing="建议", reads="docx", style="样式.单页码.对齐")
def odd_even(pair: _Pair, profile: Profile) -> Iterator[Fault]:
    """单、双数页的页码在不同的一边。

    Wrong: {页脚: [每页]}
    Right: {页脚: [单页, 双页]}
    """
    if not pair.is_mirrored:
        place = {"左": "都居左", "右": "都居右", "居中": "居中"}.get(_side_of(pair.odd), "都在一边")
        basis = basis_of(profile, _ODD, "对齐")
        yield Fault(
            odd_even, _ROLE, 0, f"单、双数页{place}", "单页居右、双页居左", basis, (numbers_fix(profile),)
        )


@rule("number.side", "7.5", fixing="建议", reads="docx", style="样式.*页码.对齐")
def side(pair: _Pair, profile: Profile) -> Iterator[Fault]:
    """单页码居右，双页码居左。

    Wrong: {版式: {样式: {单页码: {对齐: 居中, 右缩进: 0}}}}
    Right: {版式: {样式: {单页码: {对齐: 右, 右缩进: 1字}}}}
    """
    for par, wanted, name, role in pair.placed(profile):
        found = _side_of(par)
        if found != wanted:
            basis = basis_of(profile, role, "对齐")
            yield Fault(
                side, role, 0, f"{name}的页码居{found[-1]}", f"居{wanted[-1]}", basis, (numbers_fix(profile),)
            )


@rule("number.indent", "7.5", fixing="建议", reads="docx", style="样式.*页码.*缩进")
def indent(pair: _Pair, profile: Profile) -> Iterator[Fault]:
    """页码离版心的边空一字。

    Wrong: {版式: {样式: {单页码: {右缩进: 3字}}}}
    Right: {版式: {样式: {单页码: {右缩进: 1字}}}}
    """
    for par, wanted, name, role in pair.placed(profile):
        if _side_of(par) != wanted or par.side or wanted == "居中":
            continue
        aim, edge = wanted_room(profile, role), _edge(par, wanted)
        if not _CLOSER <= edge - aim <= _WIDER:
            basis = basis_of(profile, role, f"{wanted}缩进")
            found, room = f"{name}的页码{wanted}空 {edge:.2g} 字", f"{wanted}空 {aim:.2g} 字"
            yield Fault(indent, role, 0, found, room, basis, (numbers_fix(profile),))


def _side_of(par: FooterPar) -> str:
    if par.side:
        return {"left": "左", "right": "右", "center": "居中", "inside": "左"}.get(par.side, "左")
    align = par.look.align
    return "左" if align in ("两端", "分散") and "\t" not in par.text else align


def _edge(par: FooterPar, side: str) -> float:
    """Return how many 字 a page number stands from its edge."""
    size = max(par.pieces[0].look.size if par.pieces else par.look.size, 1.0)
    if side == "右":
        spaces = par.text[len(par.text.rstrip(" \u3000\xa0")) :]
        room = par.look.right
    else:
        spaces = par.text[: len(par.text) - len(par.text.lstrip(" \u3000\xa0"))]
        room = par.look.left + par.look.first
    return room / size + sum(1.0 if letter == "\u3000" else 0.5 for letter in spaces)


@rule("number.first", "7.5", fixing="建议", reads="docx", style="页码.首页标页码")
def first(sheet: Sheet, profile: Profile) -> Iterator[Fault]:
    """首页的页码按格式的规定标或者不标。

    Wrong: {版式: {页码: {首页标页码: 否}}}
    Right: {版式: {页码: {首页标页码: 是}}}
    """
    own = sheet.footers.get("first" if sheet.first_differs else "default", ())
    if not profile.page_number.on_first and _numbers(own):
        yield _fault(first, "首页标了页码", "首页不标页码", profile, "首页标页码")
    elif profile.page_number.on_first and sheet.first_differs and not _numbers(own):
        yield _fault(first, "首页没有页码", "首页标页码", profile, "首页标页码")
