"""Seals of a docx: none over paper without text (7.3.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.ooxml.seen.besides import Afloat
from gongwen.ooxml.seen.forms import Form, Forms
from gongwen.rules.page.fault import Fault
from gongwen.rules.page.type import Subject
from gongwen.rules.rule import rule

_CLOSING = ("署名", "成文日期", "签名章")
_LEAST, _MOST = 85.0, 160.0
"""Points: seals of agencies are 30 mm to 56 mm wide."""
_ROUND = 0.12
"""By how much of its width a seal may be higher or lower."""
_NEAR = 4
"""Paragraphs with text that may lie between a seal and what it stands on: it is drawn over several lines."""


@rule("closing.blank-seal", "7.3.5.1", "应当", reads="docx")
def blank_seal(forms: Forms, subjects: Sequence[Subject]) -> Iterator[Fault]:
    """印章盖在署名和成文日期上，不得出现空白印章。

    Wrong: {印章在: 正文}
    Right: {印章在: 成文日期}
    """
    signed = [each.number for each in subjects if each.element.role in _CLOSING]
    for seal in forms.besides.afloat:
        if seal.number and _is_seal(seal) and not _is_near(seal.number, signed, forms.pars):
            yield Fault(
                blank_seal, "", seal.number, "有像印章的图片不在署名和成文日期上", "盖在署名和成文日期上，不得出现空白印章"
            )  # fmt: skip


def _is_seal(seal: Afloat) -> bool:
    is_round = abs(seal.width - seal.height) <= _ROUND * max(seal.width, seal.height)
    return is_round and _LEAST <= seal.width <= _MOST


def _is_near(number: int, signed: Sequence[int], pars: Sequence[Form]) -> bool:
    """Whether between a picture and one of the lines ``signed`` stand but few paragraphs with text."""
    for each in signed:
        first, last = sorted((number, each))
        if (
            sum(bool(form.text.strip()) for form in pars[first - 1 : last]) <= _NEAR
            and last - first <= 3 * _NEAR
        ):
            return True
    return False
