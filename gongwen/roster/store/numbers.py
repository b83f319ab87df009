"""发文字号 for notices: taken in sequence, none twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gongwen.finding import UsageError
from gongwen.roster.store.store import Number
from gongwen.terms import number


class NumberCode(NamedTuple):
    """What numbers begin with, and with which to begin."""

    code: str
    year: int
    first: int | None
    """The first serial; None is the one behind the last that was taken."""


def parse_number(text: str) -> NumberCode:
    """Return what 云政办发〔2024〕5号 or 云政办发〔2024〕 says. Raises UsageError for another form."""
    found = number.read("".join(text.split()))
    is_sound = found and found.odd <= {"待补", "缺号"} and (found.value.serial or "serial" not in found.parts)
    if not (
        found and is_sound and found.value.code and (found.value.year or 0) >= 1900 and not found.value.unit
    ):
        raise UsageError(
            f"--number “{text}”不是发文字号，请写成 云政办发〔2024〕5号，或 云政办发〔2024〕（接着上一个编）"
        )
    return NumberCode(found.value.code, found.value.year or 0, found.value.serial)


def reserve(taken: Sequence[Number], wanted: NumberCode, titles: Sequence[str]) -> list[Number]:
    """Return a number for each of ``titles``. Raises UsageError when one of them is taken."""
    same = [each.serial for each in taken if (each.code, each.year) == wanted[:2]]
    first = wanted.first or max(same, default=0) + 1
    numbers = [
        Number(wanted.code, wanted.year, first + index, title, 0) for index, title in enumerate(titles)
    ]
    refuse_taken(taken, numbers)
    return numbers


def refuse_taken(taken: Sequence[Number], wanted: Sequence[Number]) -> None:
    """Raise UsageError when one of ``wanted`` is among ``taken``."""
    titles = {str(each): each.title for each in taken}
    for each in wanted:
        if str(each) in titles:
            raise UsageError(f"{each}已用于《{titles[str(each)]}》，请换号，或省略号数由程序接着编")
