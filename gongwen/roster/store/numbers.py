"""发文字号 for notices: taken in sequence, none twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gongwen.finding import UsageError
from gongwen.roster.store.store import Number

_FORM = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{1,14})〔(?P<year>(?:19|20)\d{2})〕(?:(?P<serial>[1-9]\d{0,3})号)?"
)


class NumberCode(NamedTuple):
    """What numbers begin with, and with which to begin."""

    code: str
    year: int
    first: int | None
    """The first serial; None is the one behind the last that was taken."""


def parse_number(text: str) -> NumberCode:
    """Return what 云政办发〔2024〕5号 or 云政办发〔2024〕 says. Raises UsageError for another form."""
    match = _FORM.fullmatch("".join(text.split()))
    if match is None:
        raise UsageError(
            f"--number “{text}”不是发文字号，请写成 云政办发〔2024〕5号，或 云政办发〔2024〕（接着上一个编）"
        )
    return NumberCode(match["code"], int(match["year"]), int(match["serial"]) if match["serial"] else None)


def reserve(taken: Sequence[Number], wanted: NumberCode, titles: Sequence[str]) -> list[Number]:
    """Return a number for each of ``titles``. Raises UsageError when one of them is taken."""
    same = [number.serial for number in taken if (number.code, number.year) == wanted[:2]]
    first = wanted.first or max(same, default=0) + 1
    numbers = [
        Number(wanted.code, wanted.year, first + place, title, 0) for place, title in enumerate(titles)
    ]
    refuse_taken(taken, numbers)
    return numbers


def refuse_taken(taken: Sequence[Number], wanted: Sequence[Number]) -> None:
    """Raise UsageError when one of ``wanted`` is among ``taken``."""
    titles = {str(number): number.title for number in taken}
    for number in wanted:
        if str(number) in titles:
            raise UsageError(f"{number}已用于《{titles[str(number)]}》，请换号，或省略号数由程序接着编")
