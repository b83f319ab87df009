"""The page numbers of a docx (7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongwen.ooxml.seen.footers import NUMBER, FooterPar
from gongwen.ooxml.seen.forms import Forms, Sheet
from gongwen.profile import Basis, Profile
from gongwen.rules.page.fault import Fault, basis_of
from gongwen.rules.page.type import face_of_font, written_size

_ODD, _EVEN = "单页码", "双页码"
_ROLE = "页码"
_LEAST_EDGE, _MOST_EDGE = 0.6, 1.6
"""字 that a page number may stand from the edge of the type area."""
_LATIN = ("times",)
"""Beginnings of the names of fonts in which digits pass for those of 宋体."""
_MIRRORED = ("outside",)


def footer_faults(forms: Forms, profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the page numbers of the first section that is upright and numbered."""
    sheet = next((each for each in forms.sheets if _numbers(each.footers.get("default", ()))), None)
    if sheet is None:
        if not any(_numbers(pars) for each in forms.sheets for pars in each.footers.values()):
            yield _fault("number.missing", "没有编排", "编排在版心下边缘之下", profile, "下距")
        return
    odd = _numbers(sheet.footers["default"])[0]
    even = next(iter(_numbers(sheet.footers.get("even", ()))), None) if forms.has_even else odd
    if even is None:
        yield _fault("number.even", "双数页没有页码", "在双数页也编排，居左空一字", profile, "下距")
    for par in dict.fromkeys((odd, *([] if even is None else [even]))):
        yield from _type(par, profile)
        yield from _dashes(par, profile)
    yield from _sides(odd, even, profile, is_mirrored=forms.has_even)
    yield from _first(forms.sheets[0], profile)


def _numbers(pars: Sequence[FooterPar]) -> list[FooterPar]:
    return [par for par in pars if par.is_number]


def _fault(code: str, found: str, wanted: str, profile: Profile, key: str) -> Fault:
    basis = profile.basis.get(f"页码.{key}", Basis("", "惯例"))
    return Fault(code, _ROLE, 0, found, wanted, basis)


def _type(par: FooterPar, profile: Profile) -> Iterator[Fault]:
    look = profile.looks[_ODD]
    pieces = [piece for piece in par.pieces if piece.text.strip()]
    sizes = dict.fromkeys(piece.look.size for piece in pieces if abs(piece.look.size - look.size) > 0.3)
    if sizes:
        found = "用了 " + "、".join(f"{size:g} 磅" for size in sizes)
        basis = basis_of(profile, _ODD, "字号")
        yield Fault("number.size", _ROLE, 0, found, f"用 {written_size(look.size)}", basis)
    digits = [piece for piece in pieces if re.search(r"\d", piece.text)] or pieces
    fonts = dict.fromkeys(
        piece.latin or piece.font
        for piece in digits
        if face_of_font(piece.latin or piece.font, profile.faces) != look.face
        and not piece.latin.lower().startswith(_LATIN)
        and (piece.latin or piece.font)
    )
    if fonts:
        basis = basis_of(profile, _ODD, "字体")
        yield Fault("number.face", _ROLE, 0, f"用了{'、'.join(fonts)}", f"用{look.face}", basis)


def _dashes(par: FooterPar, profile: Profile) -> Iterator[Fault]:
    before, _, after = par.text.partition(NUMBER)
    wanted = profile.page_number
    if (before.strip(), after.strip()) != (wanted.before.strip(), wanted.after.strip()):
        shown = f"{before.strip()} 1 {after.strip()}".strip()
        basis = profile.basis.get("页码.前缀", Basis("", "惯例"))
        yield Fault(
            "number.dashes", _ROLE, 0, f"写成“{shown}”", f"写成“{wanted.before}1{wanted.after}”", basis
        )


def _sides(odd: FooterPar, even: FooterPar | None, profile: Profile, *, is_mirrored: bool) -> Iterator[Fault]:
    basis = basis_of(profile, _ODD, "对齐")
    if odd.side in _MIRRORED or odd.side == "other":
        return
    if not is_mirrored:
        place = {"左": "都居左", "右": "都居右", "居中": "居中"}.get(_side_of(odd), "都在一边")
        yield Fault("number.odd-even", _ROLE, 0, f"单、双数页{place}", "单页居右、双页居左", basis)
        return
    for par, wanted, name, role in ((odd, "右", "单页", _ODD), (even, "左", "双页", _EVEN)):
        if par is None or par.side in ("other", *_MIRRORED):
            continue
        side = _side_of(par)
        if side != wanted:
            own = basis_of(profile, role, "对齐")
            yield Fault("number.side", role, 0, f"{name}的页码居{side[-1]}", f"居{wanted}", own)
        elif not par.side and not _LEAST_EDGE <= (edge := _edge(par, wanted)) <= _MOST_EDGE:
            own = basis_of(profile, role, f"{wanted}缩进")
            yield Fault(
                "number.indent", role, 0, f"{name}的页码{wanted}空 {edge:.2g} 字", f"{wanted}空一字", own
            )


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


def _first(sheet: Sheet, profile: Profile) -> Iterator[Fault]:
    first = sheet.footers.get("first" if sheet.first_differs else "default", ())
    if not profile.page_number.on_first and _numbers(first):
        yield _fault("number.first", "首页标了页码", "首页不标页码", profile, "首页标页码")
    elif profile.page_number.on_first and sheet.first_differs and not _numbers(first):
        yield _fault("number.first", "首页没有页码", "首页标页码", profile, "首页标页码")
