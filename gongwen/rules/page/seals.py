"""Seals of a docx: none over paper without text (7.3.5.1)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate

from gongwen.ooxml.seen.besides import Afloat
from gongwen.ooxml.seen.forms import Form, Forms
from gongwen.rules.page.fault import Fault
from gongwen.rules.page.paragraphs import unit_of
from gongwen.rules.page.type import Subject
from gongwen.rules.rule import rule
from gongwen.zh.width import width

_CLOSING = ("署名", "联合署名", "成文日期", "拉开的成文日期", "签名章")
_LEAST, _MOST = 85.0, 160.0
"""Points: seals of agencies are 30 mm to 56 mm wide."""
_ROUND = 0.12
"""By how much of its width a seal may be higher or lower."""
_NEAR = 4
"""Paragraphs with text that may lie between a seal and what it stands on: it is drawn over several lines."""
_FARTHEST = 3 * _NEAR
"""Paragraphs, with text or without, between which that may be."""


@rule("closing.blank-seal", "7.3.5.1", "应当", reads="docx")
def blank_seal(forms: Forms, subjects: Sequence[Subject]) -> Iterator[Fault]:
    """印章盖在署名和成文日期上，不得出现空白印章。

    Wrong: {印章在: 正文}
    Right: {印章在: 成文日期}
    """
    signed = [each for each in subjects if each.element.role in _CLOSING]
    others = {each.number for each in subjects if each.element.role} - {each.number for each in signed}
    for seal in forms.besides.afloat:
        if not (seal.number and _is_seal(seal)):
            continue
        if not _is_over_line(seal, others, forms.pars) or not any(
            _is_on(seal, each, forms) for each in signed
        ):
            yield Fault(
                blank_seal, "", seal.number, "有像印章的图片不在署名和成文日期上", "盖在署名和成文日期上，不得出现空白印章"
            )  # fmt: skip


def _is_seal(seal: Afloat) -> bool:
    is_round = abs(seal.width - seal.height) <= _ROUND * max(seal.width, seal.height)
    return is_round and _LEAST <= seal.width <= _MOST


def _is_on(seal: Afloat, signed: Subject, forms: Forms) -> bool:
    """Whether a seal may stand on the line ``signed``: near to it, and as far as its place is known over its text."""
    return _is_near(seal.number, signed.number, forms.pars) and _is_beside(seal, signed.form, forms)


def _is_near(number: int, signed: int, pars: Sequence[Form]) -> bool:
    """Whether between a picture and the line ``signed`` stand but few paragraphs with text."""
    first, last = sorted((number, signed))
    between = sum(bool(form.text.strip()) for form in pars[first - 1 : last])
    return between <= _NEAR and last - first <= _FARTHEST


def _is_beside(seal: Afloat, form: Form, forms: Forms) -> bool:
    """Whether a seal is over some of the text of a line that stands at the right."""
    if seal.left is None or form.look.align != "右" or form.is_apart:
        return True
    sheet = forms.sheets[form.section]
    end = sheet.width - sheet.left - sheet.right - sheet.gutter - form.look.right
    return seal.left < end and seal.left + seal.width > end - width(form.text) * unit_of(form)


def _is_over_line(seal: Afloat, others: Collection[int], pars: Sequence[Form]) -> bool:
    """Whether a seal whose height is known covers a line of text that is none of ``others``, such as of a 附注.

    Paragraphs are taken for single lines; a seal of which less is known does.
    """
    first = max(seal.number - _FARTHEST, 1)
    near = pars[first - 1 : seal.number + _FARTHEST]
    if seal.drop is None or not all(form.pitch for form in near):
        return True
    tops = list(accumulate((form.pitch for form in near), initial=0.0))
    start = tops[seal.number - first] + seal.drop
    return any(
        top < start + seal.height and start < top + form.pitch
        for number, (form, top) in enumerate(zip(near, tops, strict=False), first)
        if form.text.strip() and number not in others
    )
